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
	lines := []string{g.teamDuties(crm.Marketing, w), "", g.teamDuties(crm.Sales, w), ""}
	words := g.toGoWords()
	if !r.Over() {
		words += " From now: what is missing, spread over the time that is left."
	}
	for _, line := range widget.Wrap(words, w) {
		lines = append(lines, st.Muted.Render(line))
	}
	return widget.Block(strings.Join(lines, "\n"), w, h)
}

// bareNext is the width of what it takes a week where the title must say so.
const bareNext = 7

// dutyColumns are the widths of a line of duties, in cells.
type dutyColumns struct{ label, bar, week, last, sofar, next int }

func newDutyColumns(w int) dutyColumns {
	c := dutyColumns{label: 15, week: 13, sofar: 18, next: 12}
	switch {
	case w >= 74:
		c.last = 11
	case w < 58:
		c.sofar, c.next = 17, bareNext
	}
	if c.bar = min(24, w-c.label-c.week-c.last-c.sofar-c.next); c.bar < 5 {
		c.bar = 0
	}
	return c
}

// teamDuties are the duties of one team in w cells: in this week and the one
// before, since the start, and what it takes from now on.
func (g *Goals) teamDuties(team crm.Team, w int) string {
	st, c := g.styles, newDutyColumns(w)
	name := teamInk(st, string(team)).Bold(true).Render(text.Fit(strings.ToUpper(string(team)), c.label+c.bar))
	next := "from now"
	if c.next == bareNext {
		next = "a week"
	}
	lines := []string{widget.Line(name+st.Faint.Render(text.FitRight("this week", c.week)+text.FitRight("last week", c.last)+
		text.FitRight("so far of due", c.sofar)+text.FitRight(next, c.next)), w)}
	for i := range g.load.report.Duties {
		if d := &g.load.report.Duties[i]; d.Team == team {
			lines = append(lines, g.dutyLine(d, c, w))
		}
	}
	return strings.Join(lines, "\n")
}

func (g *Goals) dutyLine(d *goal.Duty, c dutyColumns, w int) string {
	st := g.styles
	head := st.Text.Render(text.Fit(d.Label, c.label))
	last := st.Muted.Render(text.FitRight(comma(d.LastWeek), c.last))
	if !d.Known {
		return widget.Line(head+widget.Spaces(c.bar)+st.Text.Render(text.FitRight(comma(d.Done)+" done", c.week))+last+
			st.Text.Render(text.FitRight(comma(d.SoFar)+" done", c.sofar))+st.Faint.Render(text.FitRight("no rate", c.next)), w)
	}
	part := 1.0
	if d.Week > 0 {
		part = float64(d.Done) / d.Week
	}
	mark, style, due := "✓", st.Good, int(d.Due+1e-9) // a part of one is not due yet
	switch {
	case d.SoFar < due:
		mark, style = "▼", st.Bad
	case due == 0:
		mark, style = "", st.Text // done of nothing is no merit
	}
	next := "done ✓"
	switch {
	case d.CatchUp > 0 && c.next > bareNext:
		next = perWeek(d.CatchUp) + " a week"
	case d.CatchUp > 0:
		next = perWeek(d.CatchUp)
	case float64(d.SoFar) < d.Total:
		next = "over" // too late to catch up
	}
	sofar := fmt.Sprintf("%s of %s", comma(d.SoFar), comma(due))
	if due == 0 {
		sofar = comma(d.SoFar) + " done"
	}
	week := fmt.Sprintf("%s of %s", comma(d.Done), whole(d.Week))
	if d.Week == 0 {
		week = comma(d.Done) + " done" // the goal plans nothing for this week
	}
	if text.Width(next) >= c.next { // a large number takes the room of its words
		next = strings.TrimSuffix(next, " a week")
	}
	line := head + teamInk(st, string(d.Team)).Render(widget.Bar(part, c.bar)) + st.Title.Render(text.FitRight(week, c.week)) + last +
		style.Render(text.FitRight(strings.TrimSpace(mark+" "+sofar), c.sofar)) + st.Text.Render(text.FitRight(next, c.next))
	return widget.Line(line, w)
}

// whole writes how many it takes: a part of one takes one.
func whole(v float64) string { return comma(int(math.Ceil(v - 1e-9))) }
