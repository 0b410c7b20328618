package funnel

import (
	"fmt"
	"math"
	"strings"

	rules "smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// stepView is the selected step in h lines: its rate, its weeks as a curve,
// what goes in and out, and where leads leave to.
func (f *Funnel) stepView(w, h int) []string {
	g, ok := f.selected()
	if !ok || h <= 0 {
		return nil
	}
	st := f.styles
	weeks := f.weeks()
	var below []string
	if words := f.flow(weeks, w); words != "" {
		below = append(below, "  "+words)
	}
	if words := leaving(g); words != "" && f.layout.perStage == 1 {
		below = append(below, "  "+st.Muted.Render(text.Truncate("leaves to: "+words, w-edge)))
	}
	name := f.stepName()
	lines := []string{widget.Line("  "+widget.Heading(st, name, f.stepNote(g, w-edge-text.Width(name)-2), w-edge), w)}
	rows := h - 1 - len(below) - 1 // and the axis
	if rows < 2 {
		return append(lines, below...)
	}
	lines = append(lines, f.curve(weeks, w, min(rows, 3*chartRows))...)
	return append(lines, below...)
}

// stepName names the selected step: from one stage to the next.
func (f *Funnel) stepName() string {
	stages := f.load.report.Stages
	name := text.Clean(stages[f.stage].Stage.Label)
	if f.stage+1 < len(stages) {
		name += " → " + text.Clean(stages[f.stage+1].Stage.Label)
	}
	return name
}

// stepNote says the rate with its base, and how many may still go on, in the
// longest words that w cells have room for: a number that is cut is another one.
func (f *Funnel) stepNote(g *rules.Figures, w int) string {
	if f.stage == len(f.load.report.Stages)-1 {
		return plural(g.Entered, "entry", "entries")
	}
	note := rules.RateWords(g.Rate) + " of " + comma(g.Entered)
	if g.Pending == 0 {
		return note
	}
	open := note + " · " + comma(g.Pending)
	forms := []string{open + " may still go on", open + " still open", note}
	if rules.Telling(g.Decided) {
		rate, others := rules.Percent(g.Decided.Value), comma(g.Decided.N)
		forms = append([]string{
			open + " may still go on, " + rate + " of the other " + others + " did", open + " still open, " + rate + " of the other " + others,
			open + " open, " + rate + " of " + others + " others",
		}, forms...)
	}
	for _, form := range forms {
		if text.Width(form) <= w {
			return form
		}
	}
	return note
}

// weeks are those of the selected stage that are over.
func (f *Funnel) weeks() []rules.Point {
	r := &f.load.report
	if f.stage >= len(r.Weeks) || len(r.Weeks[f.stage]) == 0 {
		return nil
	}
	return r.Weeks[f.stage][:len(r.Weeks[f.stage])-1]
}

// curve draws the rate per week of entry, or, where too few enter in a week for
// a rate, how many do, in that many lines and one for the axis.
func (f *Funnel) curve(weeks []rules.Point, w, rows int) []string {
	st := f.styles
	values, told := make([]float64, len(weeks)), 0
	for i, p := range weeks {
		values[i] = math.NaN()
		if rules.Telling(p.Rate) {
			values[i] = p.Rate.Value
			told++
		}
	}
	what, top, low := "share that has gone on by now, by week of entry", highest(values), "0"
	topLabel := rules.Percent(top)
	if told < 2 {
		for i, p := range weeks {
			values[i] = float64(p.Entered)
		}
		what, top = "entries a week; too few for a weekly rate", max(1, highest(values))
		if f.stage == len(f.load.report.Stages)-1 {
			what = "entries a week"
		}
		topLabel = comma(int(top))
	}
	if len(weeks) == 0 {
		return nil
	}
	if highest(values) == 0 && told == 0 {
		return f.still(weeks, w, rows)
	}
	const label = 7
	drawn := widget.Curve{Values: values, High: top, Rows: rows}.View(max(1, w-edge-label-1))
	ink, _ := f.team(f.load.report.Stages[f.stage].Stage.Team)
	lines := make([]string, 0, rows+1)
	for i, line := range drawn {
		name := ""
		switch i {
		case 0:
			name = topLabel
		case rows - 1:
			name = low
		}
		lines = append(lines, "  "+st.Faint.Render(text.FitRight(name, label)+" ")+ink.Render(line))
	}
	zone := f.load.report.Question.Zone
	days := "2 Jan"
	if f.load.report.AgoWeeks() {
		days = "2 Jan 2006"
	}
	from, to := weeks[0].From.In(zone).Format(days), weeks[len(weeks)-1].From.In(zone).Format(days)
	axis := widget.Ends(st.Faint.Render(from+"  "+what), st.Faint.Render(to), max(0, w-edge-label-1))
	return append(lines, widget.Spaces(edge+label+1)+axis)
}

// still says of weeks in which nobody came in that nobody did, where an empty
// chart would leave everybody to wonder.
func (f *Funnel) still(weeks []rules.Point, w, rows int) []string {
	zone := f.load.report.Question.Zone
	words := fmt.Sprintf("Nobody entered %s in the %d whole weeks from %s to %s, and the trend shows no others.",
		text.Clean(f.load.report.Stages[f.stage].Stage.Label), len(weeks),
		weeks[0].From.In(zone).Format("2 Jan 2006"), weeks[len(weeks)-1].To.In(zone).AddDate(0, 0, -1).Format("2 Jan 2006"))
	lines := widget.Wrap(words, w-edge)
	for i, line := range lines {
		lines[i] = "  " + f.styles.Muted.Render(line)
	}
	return lines[:min(len(lines), rows)]
}

func highest(values []float64) float64 {
	top := 0.0
	for _, v := range values {
		if v > top {
			top = v
		}
	}
	return top
}

// lastWeek names the last whole week in few words.
func (f *Funnel) lastWeek() string {
	if f.load.report.AgoWeeks() {
		return strings.TrimPrefix(f.load.report.WeekWords(), "the ")
	}
	return "last week"
}

// flow says how many came in and went out in the last whole week, with the
// weeks before as sparks.
func (f *Funnel) flow(weeks []rules.Point, w int) string {
	if len(weeks) == 0 {
		return ""
	}
	st := f.styles
	in, out := make([]float64, len(weeks)), make([]float64, len(weeks))
	for i, p := range weeks {
		in[i], out[i] = float64(p.Entered), float64(p.Left)
	}
	last := weeks[len(weeks)-1]
	week := f.lastWeek()
	spark := min(len(weeks), max(4, (w-31-text.Width(week))/2))
	return st.Text.Render("in ") + st.Muted.Render(widget.Sparkline(in, spark)) + st.Text.Render(" "+comma(last.Entered)+"   out ") +
		st.Muted.Render(widget.Sparkline(out, spark)) + st.Text.Render(" "+comma(last.Left)) + st.Faint.Render("  "+week)
}
