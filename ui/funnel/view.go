package funnel

import (
	"strings"

	"github.com/dustin/go-humanize"

	rules "smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// edge is the width of the mark at the left of every line.
const edge = 2

// leftView is the funnel with what is said of it, and below it the selected
// step.
func (f *Funnel) leftView() string {
	l := f.layout
	lines := append([]string{f.headline(l.left)}, f.definition(l.left)...)
	lines = append(lines, f.titles(l.left))
	for i := f.top; i < f.top+l.seen && i < len(f.load.report.Stages); i++ {
		lines = append(lines, f.stageLines(i, l.left)...)
	}
	lines = append(lines, "")
	if below := l.said + 1 + l.step; l.stacked && f.panel != stepPanel {
		if f.panel == saidPanel {
			lines = append(lines, f.saidView(l.left, below)...)
		} else {
			lines = append(lines, indent(f.partsView(l.left-edge, below)))
		}
		return strings.Join(lines, "\n")
	}
	lines = append(lines, f.saidView(l.left, l.said)...)
	lines = append(lines, "")
	return strings.Join(append(lines, f.stepView(l.left, l.step)...), "\n")
}

// indent sets a block in by the width of the edge.
func indent(block string) string {
	return widget.Spaces(edge) + strings.ReplaceAll(block, "\n", "\n"+widget.Spaces(edge))
}

// headline says what is shown and of how many leads, and, where there is room,
// where those stand now.
func (f *Funnel) headline(w int) string {
	st := f.styles
	left := "  " + st.Title.Render("FUNNEL") + "  " + st.Text.Render(f.asked.period.label())
	right := ""
	if f.load.running {
		right = st.Accent.Render(f.spin.View()) + " "
	}
	if !f.load.known {
		return widget.Ends(left, right, w)
	}
	if notes := f.load.report.Notes(); len(notes) > 0 && f.layout.stacked && f.panel != saidPanel {
		right = st.Watch.Render("! "+plural(len(notes), "note", "notes")) + "  " + right
	}
	left += "  " + st.Muted.Render(plural(f.load.report.Leads, "lead", "leads"))
	e := f.load.report.Exits
	stand := "  now " + comma(e.Open) + " open"
	for _, more := range []struct {
		n    int
		what string
	}{{e.Won, "won"}, {e.Lost, "lost"}, {e.Recycled, "recycled"}, {e.Disqualified, "disqualified"}} {
		longer := stand + " · " + comma(more.n) + " " + more.what
		if text.Width(left)+text.Width(longer)+text.Width(right)+2 > w {
			break
		}
		stand = longer
	}
	return widget.Ends(left+st.Faint.Render(stand), right, w)
}

// definition prints the definition in force, and before it what went wrong.
func (f *Funnel) definition(w int) []string {
	st := f.styles
	var lines []string
	if f.load.err != nil {
		message, _ := screen.Sentence(f.load.err)
		lines = append(lines, widget.Line("  "+st.Bad.Render(text.Truncate("! "+text.Clean(message)+"; r tries again", w-edge)), w))
	}
	if f.load.known {
		for _, line := range widget.Wrap(f.load.report.Question.Words(), w-edge) {
			lines = append(lines, widget.Line("  "+st.Muted.Render(line), w))
		}
	}
	return lines
}

// said returns the sentences about the whole funnel, wrapped to w cells: the
// bottleneck, the velocity with its levers, and what was left out.
func (f *Funnel) said(w int) []string {
	st, r := f.styles, &f.load.report
	if !f.load.known {
		return nil
	}
	var lines []string
	say := func(mark, words string, render func(...string) string) {
		for i, line := range widget.Wrap(mark+words, w-edge) {
			if i > 0 {
				line = widget.Spaces(text.Width(mark)) + line
				line = text.Truncate(line, w-edge)
			}
			lines = append(lines, "  "+render(line))
		}
	}
	if r.Bottleneck != nil {
		say("◄ ", r.BottleneckWords(), st.Bad.Render)
	} else {
		say("", "Bottleneck: "+r.BottleneckWords(), st.Muted.Render)
	}
	say("", "Velocity: "+r.Velocity.Words(r.Currency), st.Text.Render)
	if words := r.Velocity.LeverWords(r.Currency); words != "" {
		say("", words, st.Muted.Render)
	}
	say("", "From lead to win: "+r.ToWin.Words(), st.Text.Render)
	for _, note := range r.Notes() {
		say("! ", note, st.Watch.Render)
	}
	return lines
}

// saidView returns the sentences in h lines. In one column those that have no
// room are a part of their own, which tab shows.
func (f *Funnel) saidView(w, h int) []string {
	lines := f.said(w)
	if len(lines) > h && h > 0 {
		lines = lines[:h:h]
		if !f.layout.stacked {
			lines[h-1] = "  " + f.styles.Faint.Render("… a larger window says more")
		}
	}
	for len(lines) < h {
		lines = append(lines, "")
	}
	return lines
}

// errorPage is what is shown when nothing could ever be read.
func (f *Funnel) errorPage() string {
	st := f.styles
	message, hint := screen.Sentence(f.load.err)
	lines := []string{f.headline(f.w), "", "  " + st.Bad.Render("! "+text.Clean(message))}
	if hint != "" {
		lines = append(lines, "  "+st.Muted.Render(text.Clean(hint)))
	}
	lines = append(lines, "", "  "+st.Key.Render("r")+st.Text.Render(" tries again"))
	return widget.Block(strings.Join(lines, "\n"), f.w, f.h)
}

// emptyPage says what is missing for a funnel.
func (f *Funnel) emptyPage() string {
	st := f.styles
	lines := append([]string{f.headline(f.w)}, f.definition(f.w)...)
	lines = append(lines, "")
	if f.asked.period.kind == allTime {
		lines = append(lines, "  "+st.Text.Render("There are no leads yet."),
			"  "+st.Muted.Render("Press i to import a CSV, or run "+text.Clean(f.command)+" import leads.csv."),
			"  "+st.Muted.Render("A history of stages makes the funnel exact: import history.csv --as stages."))
	} else {
		what := "No lead came in " + f.asked.period.during() + "."
		if f.load.report.Question.Basis == rules.Period {
			what = "Nothing happened " + f.asked.period.during() + "."
		}
		lines = append(lines, "  "+st.Text.Render(what), "  "+st.Muted.Render("Press p to choose another period."))
	}
	for _, note := range f.load.report.Notes() {
		lines = append(lines, "  "+st.Watch.Render("! "+note))
	}
	return widget.Block(strings.Join(lines, "\n"), f.w, f.h)
}

func comma(n int) string { return humanize.Comma(int64(n)) }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return comma(n) + " " + many
}
