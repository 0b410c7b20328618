package goals

import (
	"fmt"
	"math"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// dutyView is what both teams owe the goal this week, side by side where there
// is room, in w cells and h lines.
func (g *Goals) dutyView(w, h int) string {
	st, r := g.styles, &g.load.report
	if r.Goal == nil {
		return widget.Block(widget.Heading(st, "THIS WEEK", "", w)+"\n"+st.Muted.Render(noGoal), w, h)
	}
	if w >= twoColumns-2*edge {
		half := (w - gutter) / 2
		return widget.Columns(h, widget.Pane{Text: g.teamDuties(crm.Marketing, half), Width: half}, widget.Pane{Width: gutter},
			widget.Pane{Text: g.teamDuties(crm.Sales, half), Width: w - gutter - half})
	}
	return widget.Block(g.teamDuties(crm.Marketing, w)+"\n\n"+g.teamDuties(crm.Sales, w), w, h)
}

// teamDuties are the duties of one team in w cells.
func (g *Goals) teamDuties(team crm.Team, w int) string {
	st := g.styles
	ink := teamInk(st, string(team))
	name := strings.ToUpper(string(team)) + " THIS WEEK"
	lines := []string{ink.Bold(true).Render(name) + widget.Line("  "+st.Faint.Render("done of what the plan wants"), max(0, w-len(name)))}
	for i := range g.load.report.Duties {
		if d := &g.load.report.Duties[i]; d.Team == team {
			lines = append(lines, g.dutyLine(d, w))
		}
	}
	return strings.Join(lines, "\n")
}

// dutyLine is one duty: this week as a bar, then since the start, and what it
// takes from now on.
func (g *Goals) dutyLine(d *goal.Duty, w int) string {
	st := g.styles
	const label, done = 15, 14
	head := st.Text.Render(text.Fit(d.Label, label))
	if !d.Known {
		return widget.Line(head+st.Text.Render(text.FitRight(comma(d.Done)+" done", done))+st.Faint.Render("  needed: unknown without the planned rates"), w)
	}
	bar := max(0, min(24, w-label-done-30))
	part := 1.0
	if d.Week > 0 {
		part = float64(d.Done) / d.Week
	}
	mark, style := "✓", st.Good
	if float64(d.SoFar) < math.Floor(d.Due) {
		mark, style = "▼", st.Bad
	}
	line := head + teamInk(st, string(d.Team)).Render(widget.Bar(part, bar)) + st.Title.Render(text.FitRight(fmt.Sprintf("%s of %s", comma(d.Done), whole(d.Week)), done)) +
		"  " + style.Render(mark) + st.Muted.Render(fmt.Sprintf(" %s of %s due", comma(d.SoFar), whole(d.Due)))
	if d.CatchUp > 0 {
		line += st.Faint.Render(fmt.Sprintf(", %s a week to go", perWeek(d.CatchUp)))
	}
	return widget.Line(line, w)
}

// whole writes how many it takes: a part of one takes one.
func whole(v float64) string { return comma(int(math.Ceil(v - 1e-9))) }
