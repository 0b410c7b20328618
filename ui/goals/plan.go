package goals

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Where the parts of an input stand, in cells.
const (
	labelWidth = 16
	valueX     = edge + labelWidth
	valueWidth = 13
)

// planView is the form with what the goal takes, in w cells and h lines.
func (g *Goals) planView(w, h int) string {
	lines, _ := g.planLines(w, h)
	return widget.Block(strings.Join(lines, "\n"), w, h)
}

// planLines returns the lines of the plan, and on which of them the rates of the
// path begin, -1 when there is no room for them.
func (g *Goals) planLines(w, h int) (lines []string, stepsAt int) {
	lines = append(lines, g.headline(w), g.subline(w))
	for i := range inputs {
		lines = append(lines, g.inputLine(i, w))
	}
	says := g.says(w)
	lines = append(lines, says...)
	for range 2 - len(says) {
		lines = append(lines, "")
	}
	figures, steps, stepsAt := g.figures(w), g.stepLines(w), -1
	if len(figures)+1+len(steps) > h-len(lines) && g.form.at >= inputs {
		figures = nil // the rates that are asked about matter more now
	}
	lines = append(lines, figures...)
	if room := h - len(lines); len(steps) > 0 && room >= len(steps)+1 {
		if figures != nil {
			lines = append(lines, "")
		}
		stepsAt = len(lines) + 1
		lines = append(lines, steps...)
	}
	if summary := g.summary(w); !g.layout.beside && len(summary) > 0 && h-len(lines) >= len(summary) {
		lines = append(lines, summary...)
	}
	if notes := g.notes(w); h-len(lines) > len(notes) {
		lines = append(lines, "")
		lines = append(lines, notes...)
	}
	return lines, stepsAt
}

// headline says which version is in force, and whether the form says something
// else.
func (g *Goals) headline(w int) string {
	st := g.styles
	left := "  " + st.Title.Render("GOALS")
	switch inForce, ok := g.inForce(); {
	case !g.load.known:
	case ok:
		left += "  " + st.Text.Render(fmt.Sprintf("v%d", inForce.Version)) +
			st.Muted.Render(text.Truncate(" by "+text.Clean(inForce.By)+", "+g.day(inForce.At), w/2))
	default:
		left += "  " + st.Muted.Render("no goal is stored yet")
	}
	if g.form.changed() {
		left += "  " + st.Watch.Render("○ not stored yet")
	}
	if g.load.running {
		return widget.Ends(left, st.Accent.Render(g.spin.View())+" ", w)
	}
	return widget.Line(left, w)
}

// subline is what went wrong, else the note of the goal in force.
func (g *Goals) subline(w int) string {
	st := g.styles
	inForce, ok := g.inForce()
	switch {
	case g.load.err != nil:
		message, _ := sentence(g.load.err)
		return widget.Line("  "+st.Bad.Render("! "+text.Truncate(message, w-22)+"; r tries again"), w)
	case g.load.status.ReadOnly:
		return widget.Line("  "+st.Watch.Render("! open for reading only: nothing can be stored"), w)
	case ok && inForce.Note != "":
		return widget.Line("  "+st.Muted.Render("“"+text.Truncate(inForce.Note, w-edge-3)+"”"), w)
	}
	return ""
}

// inputLine is one input with where its figure comes from.
func (g *Goals) inputLine(i input, w int) string {
	f, st := &g.form, g.styles
	selected := i == f.at && g.planSeen()
	ink := func(s lipgloss.Style) lipgloss.Style {
		if selected {
			return st.On(s)
		}
		return s
	}
	mark := ink(st.Text).Render("  ")
	if selected {
		mark = ink(st.Accent).Render("▌ ")
	}
	line := mark + ink(st.Text).Render(text.Fit(g.label(i), labelWidth))
	if selected && f.editing {
		typing := st
		typing.Text, typing.Faint = ink(st.Title), ink(st.Faint)
		line += ink(st.Text).Render(" ") + f.edit.View(typing, valueWidth-1)
	} else {
		line += ink(st.Title).Render(text.FitRight(g.valueText(i), valueWidth))
	}
	words, style := g.originWords(i)
	room := max(0, w-valueX-valueWidth-2)
	return line + ink(st.Text).Render("  ") + ink(style).Render(text.Fit(words, room))
}

// label names an input; money with its currency.
func (g *Goals) label(i input) string {
	if i.isMoney() {
		return inputLabels[i] + " " + g.load.report.Currency
	}
	return inputLabels[i]
}

// valueText is the figure of an input with its unit.
func (g *Goals) valueText(i input) string {
	if e := g.form.entries[i]; e.from != unset {
		return g.figureText(i, e)
	}
	return "–"
}

func (g *Goals) figureText(i input, e entry) string {
	switch {
	case i == deadline:
		return g.lastDay(e.end)
	case i.isMoney():
		return amount(e.value)
	case i.isRate():
		return percent(e.value)
	}
	return strconv.FormatFloat(math.Round(e.value), 'f', -1, 64) + " days"
}

// originWords say where the figure of an input comes from, and what was measured
// where it does not.
func (g *Goals) originWords(i input) (string, lipgloss.Style) {
	f, st, m := &g.form, g.styles, &g.load.report.Measured
	past, n := i.measure(m)
	base, other := fmt.Sprintf("measured (n %s)", comma(n)), ""
	if s := i.share(m); s.Known {
		base = "measured " + rateWords(s)
		if past.from == unset {
			base = atMost(s)
		}
	}
	if past.from == measured {
		other = fmt.Sprintf(", past %s (n %s)", g.figureText(i, past), comma(n))
	}
	if f.editing && f.at == i {
		return i.hint(g.load.report.Currency), st.Accent
	}
	e := f.entries[i]
	switch e.from {
	case typed:
		return "typed" + g.timeWords(i) + other, st.Accent
	case measured:
		return base, st.Good
	case agreed:
		return fmt.Sprintf("v%d", g.load.report.Goal.Version) + g.timeWords(i) + other, st.Muted
	case assumed:
		return "all of it", st.Faint
	}
	switch {
	case i == revenue:
		return "type it, such as 1m", st.Watch
	case i == deadline:
		return "enter: q4, 2026-12, or a day", st.Faint
	case i.share(m).Known:
		return base, st.Watch
	}
	return "unknown, nothing to measure", st.Faint
}

// timeWords say what a deadline means.
func (g *Goals) timeWords(i input) string {
	d := g.form.entries[i]
	if i != deadline || d.end.IsZero() {
		return ""
	}
	words := ", " + goal.PeriodWords(d.start, d.end, g.load.report.Zone)
	if !d.end.After(g.clock()) {
		return words + ", over"
	}
	return words
}

// says are one or two lines below the form: what is wrong with what is typed,
// what a better rate would bring, or what the plan lacks.
func (g *Goals) says(w int) []string {
	f, st := &g.form, g.styles
	line := func(s lipgloss.Style, words string) string {
		return widget.Line("  "+s.Render(text.Truncate(words, w-edge-1)), w)
	}
	switch {
	case f.wrong != nil:
		message, hint := sentence(f.wrong)
		return []string{line(st.Bad, "! "+message), line(st.Muted, hint)}
	case g.what.points != 0:
		return []string{line(st.Accent, g.whatWords()), line(st.Muted, g.lessWords())}
	case f.lacks != "":
		return []string{line(st.Watch, f.lacks)}
	}
	return nil
}

// stepLines are the planned rates of the path, each of which can be asked about.
func (g *Goals) stepLines(w int) []string {
	f, st := &g.form, g.styles
	if len(f.steps) == 0 {
		return nil
	}
	lines := []string{"  " + widget.Heading(st, "WHAT IF", "a rate were better? select it, + and - ask", w-edge)}
	for k, rate := range f.steps {
		s := &g.load.report.Measured.Steps[k]
		selected := f.at == inputs+input(k)
		ink := func(style lipgloss.Style) lipgloss.Style {
			if selected {
				return st.On(style)
			}
			return style
		}
		mark := ink(st.Text).Render("  ")
		if selected {
			mark = ink(st.Accent).Render("▌ ")
		}
		base := "past " + percent(s.Rate.Value) + " " + rateWords(s.Rate)
		name := text.Fit(s.From.Label+" → "+s.To.Label, labelWidth+valueWidth-7)
		lines = append(lines, mark+ink(teamInk(st, string(s.To.Team))).Render(name)+ink(st.Title).Render(text.FitRight(percent(rate), 7))+
			ink(st.Text).Render("  ")+ink(st.Muted).Render(text.Fit(base, max(0, w-valueX-valueWidth-2))))
	}
	return lines
}

// notes say what the measured rates rest on when that is doubtful.
func (g *Goals) notes(w int) []string {
	m := &g.load.report.Measured
	var lines []string
	say := func(words string) {
		for _, line := range widget.Wrap(words, w-edge-1) {
			lines = append(lines, "  "+g.styles.Faint.Render(line))
		}
	}
	switch {
	case m.LeadRate.N == 0:
		say("There are no leads to measure rates on: type them, press i to import leads, or run " + text.Clean(g.command) + " import leads.csv.")
	case m.Young:
		say("Few leads are old enough to be judged, so all of them count, and the measured rates will rise.")
	case !m.Before.IsZero():
		say("Measured on leads from before " + g.day(m.Before) + "; later ones can still win.")
	}
	return lines
}

// teamInk is the colour of a team.
func teamInk(st theme.Styles, team string) lipgloss.Style {
	switch team {
	case "sales":
		return st.Sales
	case "marketing":
		return st.Marketing
	}
	return st.Shared
}

// errorPage is what is shown when nothing could ever be read.
func (g *Goals) errorPage() string {
	st := g.styles
	message, hint := sentence(g.load.err)
	lines := []string{g.headline(g.w), "", "  " + st.Bad.Render("! "+text.Clean(message))}
	if hint != "" {
		lines = append(lines, "  "+st.Muted.Render(text.Clean(hint)))
	}
	lines = append(lines, "", "  "+st.Key.Render("r")+st.Text.Render(" tries again"))
	return widget.Block(strings.Join(lines, "\n"), g.w, g.h)
}
