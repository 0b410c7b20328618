package imports

import (
	"fmt"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

func (s *Imports) reviewHead() string {
	r, st := &s.review, s.styles
	head := "  " + st.Title.Render("IMPORT") + "  " + st.Accent.Render(baseName(r.path))
	if r.known {
		head += "  " + st.Text.Render(plural(r.info.Rows, "row", "rows")) + st.Muted.Render(" taken as ") + st.Text.Render(string(r.info.Kind))
	}
	if spin := s.spin.View(); spin != " " {
		head += "  " + st.Accent.Render(spin)
	}
	return widget.Line(head, s.w)
}

// reviewFormat says how the file is written, and where the plan comes from.
func (s *Imports) reviewFormat() string {
	r, st := &s.review, s.styles
	if !r.known {
		return ""
	}
	var parts []string
	for _, part := range []string{r.info.Format, sheetPart(r.info.Sheets), r.info.Encoding, delimiterName(r.info.Delimiter), orderPart(r.info.DateOrder), plural(len(r.info.Columns), "column", "columns")} {
		if part != "" {
			parts = append(parts, text.Clean(part))
		}
	}
	origin := ""
	switch {
	case r.remembered:
		origin = "   " + st.Text.Render("as last time") + st.Faint.Render(", r forgets")
	case !r.plan.Zero():
		origin = "   " + st.Text.Render("changed by you") + st.Faint.Render(", r forgets")
	}
	format := text.Truncate(strings.Join(parts, " · "), max(1, s.w-2-text.Width(origin)))
	return widget.Line("  "+st.Muted.Render(format)+origin, s.w)
}

func orderPart(order string) string {
	if order == "" {
		return ""
	}
	return "dates " + orderWords(order)
}

func delimiterName(d string) string {
	switch d {
	case ",":
		return "comma"
	case ";":
		return "semicolon"
	case "|":
		return "bar"
	}
	return d
}

// reviewTrial says what the import would do.
func (s *Imports) reviewTrial() string {
	r, st := &s.review, s.styles
	var line string
	switch {
	case r.failed != nil || !r.known:
	case r.refusal != nil:
		message, _ := r.plainly(r.refusal)
		line = st.Bad.Render("! " + capital(message))
	case r.trialErr != nil:
		message, _ := r.plainly(r.trialErr)
		line = st.Bad.Render("! It could not be counted: " + message)
	case r.trial != nil:
		line = s.outcome(r.trial)
	case r.counting && r.progress.Job == r.job.ID:
		line = st.Muted.Render(fmt.Sprintf("counting what would happen: %s, %d %%", r.progress.Now.What, int(100*r.progress.Share())))
	case r.counting:
		line = st.Muted.Render("counting what would happen")
	case r.reading:
		line = st.Muted.Render("reading the file anew")
	default:
		line = st.Key.Render("c") + st.Muted.Render(" counts what would happen to the "+plural(r.info.Rows, "row", "rows"))
	}
	return widget.Line("  "+line, s.w)
}

// outcome says in one line what becomes of the rows.
func (s *Imports) outcome(r *crm.ImportReport) string {
	st := s.styles
	part := func(n int, what string, style func(...string) string) string {
		if n == 0 {
			return st.Faint.Render("0 " + what)
		}
		return style(count(n)) + st.Muted.Render(" "+what)
	}
	parts := []string{
		part(r.Created, "new", st.Good.Render), part(r.Updated, "updated", st.Text.Render),
		part(r.Unchanged, "unchanged", st.Text.Render),
	}
	if r.Ignored > 0 {
		parts = append(parts, part(r.Ignored, "ignored", st.Text.Render))
	}
	rejected := part(r.Rejected, "rejected", st.Bad.Render)
	if r.Rejected > 0 {
		rejected = st.Bad.Render("! ") + rejected
	}
	parts = append(parts, rejected)
	if r.NewlyReady > 0 {
		parts = append(parts, part(r.NewlyReady, "become ready", st.Good.Render))
	}
	return strings.Join(parts, st.Faint.Render(" · "))
}
