package imports

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// pen gathers lines of a width.
type pen struct {
	lines []string
	w     int
}

func (p *pen) line(s string) { p.lines = append(p.lines, s) }

// text writes foreign or long text, wrapped, behind a mark.
func (p *pen) text(mark, s string, style lipgloss.Style) {
	for i, line := range widget.Wrap(s, max(8, p.w-text.Width(mark))) {
		if i > 0 {
			mark = widget.Spaces(text.Width(mark))
		}
		p.line(style.Render(mark + line))
	}
}

// aboutLines are what is to be said about the selected column and the file.
func (s *Imports) aboutLines(w int) []string {
	p, st, r := &pen{w: w}, s.styles, &s.review
	if r.refusal != nil {
		s.remedy(p)
		p.line("")
	}
	if c, ok := r.table.Selected(); ok {
		s.aboutColumn(p, c)
	}
	if t := r.trial; t != nil && t.Rejected > 0 {
		p.line("")
		p.line(widget.Heading(st, "WOULD BE REJECTED", plural(t.Rejected, "row", "rows"), w))
		s.reasons(p, t, 3)
	}
	s.notes(p, "ABOUT THE FILE", s.fileNotes())
	return p.lines
}

// remedy says what to do about a refusal on this screen, where the hints of the
// command line do not help.
func (s *Imports) remedy(p *pen) {
	st := s.styles
	message, hint := s.review.plainly(s.review.refusal)
	missing := ""
	if e, ok := errors.AsType[*crm.Error](s.review.refusal); ok {
		missing = e.Field
	}
	switch {
	case slices.ContainsFunc(fieldsOf(s.review.kind()), func(f field) bool { return f.name == missing }):
		hint = "Select the column that holds it, press enter and choose " + missing + ". If the rows are something else, a says so."
	case strings.Contains(hint, "--dates"):
		hint = "d says whether day or month comes first."
	case strings.Contains(hint, "--map key"):
		hint = "Export the column as text. Or let another column fill the key: select it, press enter, choose key. Or x ignores this one."
	default:
		hint = onScreen(capital(hint) + ".")
	}
	if s.w >= twoPanes || text.Width(message) > s.w-6 { // the line above the columns is too short for all of it
		p.text("! ", capital(message)+".", st.Bad)
	}
	if hint != "" {
		p.text("", hint, st.Text)
	}
}

// aboutColumn says what a column fills, how full it is, what is doubtful about
// it, and shows some of its values.
func (s *Imports) aboutColumn(p *pen, c crm.ImportColumn) {
	st := s.styles
	p.line(st.Title.Render(text.Truncate(c.Header, p.w)))
	fills := "fills " + c.Field
	switch {
	case c.Field == "":
		fills = "fills nothing"
	case c.Custom:
		fills = "makes the custom field " + c.Field
	}
	if t := typeName(c); t != "" {
		fills += ", " + map[string]string{"text": "a text", "number": "a number", "time": "a time", "bool": "yes or no"}[t]
	}
	if c.DateOrder != "" {
		fills += ", " + orderWords(c.DateOrder)
	}
	if s.review.plan.mapped(c.Header) {
		fills += "; chosen by you"
	}
	known := count(c.Known) + " known"
	if nulls := sum(c.Nulls); nulls > 0 {
		var spelt []string
		for _, v := range byCount(c.Nulls) {
			if v != "" {
				spelt = append(spelt, fmt.Sprintf("%q", v))
			}
		}
		known += ", " + count(nulls) + " unknown"
		if len(spelt) > 0 {
			known += " (also spelt " + strings.Join(spelt[:min(4, len(spelt))], ", ") + ")"
		}
	}
	if p.w >= text.Width(fills)+text.Width(known)+3 {
		p.line(st.Text.Render(text.Clean(fills)) + st.Muted.Render(" · "+text.Clean(known)))
	} else {
		p.text("", fills, st.Text)
		p.text("", known, st.Muted)
	}
	for _, w := range s.warnings(c) {
		p.text("! ", w, st.Watch)
	}
	if hasValuesOf(c) && len(c.Values) > 0 {
		s.valueLines(p, c)
		return
	}
	if len(c.Samples) > 0 {
		p.text("such as ", strings.Join(c.Samples, "  ·  "), st.Faint)
	}
}

// notes lists what a person should know, but for what the columns show anyway.
func (s *Imports) notes(p *pen, heading string, notes []string) {
	st, titled := s.styles, false
	for _, note := range notes {
		if note == "" || strings.HasSuffix(note, " is ignored.") {
			continue
		}
		if !titled {
			p.line("")
			p.line(st.Heading.Render(heading))
			titled = true
		}
		p.text("· ", note, st.Muted)
	}
}

// fileNotes returns the notes on the file that are not shown as warnings of the
// selected column.
func (s *Imports) fileNotes() []string {
	c, selected := s.review.table.Selected()
	var out []string
	for _, note := range s.review.info.Notes {
		if !selected || c.Field == "" || !about(note, c) {
			out = append(out, onScreen(note))
		}
	}
	return out
}

// keyFor are the keys that do on this screen what a flag does on the command
// line.
var keyFor = []struct{ flag, says string }{
	{"--dates", "d says which."},
	{"--same", "v gives them one spelling."},
	{"--sheet NAME", "s reads another."},
	{"--as ", "a says what the rows are."},
	{"--map ", "enter says what a column fills."},
	{"--stage ", "v says what values mean."},
	{"--null ", "n takes a spelling as unknown."},
}

// onScreen returns a note without the clauses that name flags of the command
// line; it names the keys instead that do the same.
func onScreen(note string) string {
	plain := withoutFlags(note)
	if plain == "" {
		return ""
	}
	for _, k := range keyFor {
		if strings.Contains(note, k.flag) {
			plain += " " + k.says
		}
	}
	return plain
}

// withoutFlags returns a note without the clauses that name flags.
func withoutFlags(note string) string {
	for {
		at := strings.Index(note, "--")
		if at < 0 {
			return strings.TrimSpace(note)
		}
		from := max(strings.LastIndex(note[:at], ". "), strings.LastIndex(note[:at], "; "), strings.LastIndex(note[:at], " ("))
		end := strings.Index(note[at:], ". ")
		rest := ""
		if end >= 0 {
			rest = note[at+end+1:]
		}
		if from < 0 {
			note = strings.TrimSpace(rest)
			continue
		}
		note = note[:from] + "." + rest
	}
}

// valueLines lists what the values of a column mean.
func (s *Imports) valueLines(p *pen, c crm.ImportColumn) {
	const most = 12
	st := s.styles
	values := byCount(c.Values)
	for i, v := range values {
		if i == most {
			p.line(st.Faint.Render(fmt.Sprintf("  and %d more values", len(values)-most)))
			return
		}
		means, ok := s.meaning(c, v)
		style := st.Accent
		if !ok {
			style = st.Watch
		}
		room := max(8, min(30, p.w-30))
		p.line(st.Faint.Render(text.FitRight(count(c.Values[v]), 8)) + "  " + st.Text.Render(text.Fit(v, room)) + style.Render("  "+text.Truncate(means, 18)))
	}
}

// reasons lists why rows are rejected, and the first of them in full.
func (s *Imports) reasons(p *pen, r *crm.ImportReport, examples int) {
	st := s.styles
	for _, reason := range byCount(r.Reasons) {
		mark := text.FitRight(count(r.Reasons[reason]), 7) + "  "
		p.text(mark, reason, st.Text)
	}
	for _, first := range r.FirstRejects[:min(examples, len(r.FirstRejects))] {
		p.text("  such as ", strings.TrimSuffix(withoutFlags(strings.TrimPrefix(first, r.File+": ")), "."), st.Faint)
	}
}
