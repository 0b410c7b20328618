package nurture

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/ui/widget"
)

// columns returns the columns of the list in the styles of now.
func (n *Nurture) columns() []widget.Column[row] {
	st := n.styles
	quiet := func(show func(*row) string) func(row) widget.Cell {
		return func(r row) widget.Cell { return widget.Cell{Text: show(&r), Style: st.Muted} }
	}
	return []widget.Column[row]{
		{Width: 1, Cell: n.markCell},
		{Width: 1, Tight: true, Cell: func(r row) widget.Cell {
			mark, ink := n.bandMark(rules.Band(r.Band))
			return widget.Cell{Text: mark, Style: ink}
		}},
		{Title: "name", Width: 13, Flex: 3, Limit: 26, Tight: true, Cell: func(r row) widget.Cell {
			return widget.Cell{Text: r.Lead.DisplayName(), Style: st.Text}
		}},
		{Title: "company", Width: 10, Flex: 3, Limit: 26, Tight: true, Drop: 6, Cell: quiet(func(r *row) string { return r.Lead.Company })},
		{Title: "reason", Width: 12, Flex: 1, Limit: 22, Cell: n.reasonCell},
		{Title: "had it", Width: 7, Flex: 1, Limit: 14, Drop: 7, Cell: quiet(func(r *row) string { return r.Work.Pass.Owner })},
		{Title: "touched", Width: 7, Right: true, Drop: 4, Cell: n.touchedCell},
		{Title: "next", Width: 17, Cell: n.nextCell},
		{Title: "re-heat", Width: 7, Right: true, Cell: n.heatCell},
		{Title: "8 weeks", Width: rules.Weeks, Tight: true, Drop: 3, Cell: n.sparkCell},
		{Title: "score", Width: 6, Right: true, Drop: 5, Cell: n.scoreCell},
	}
}

// spark draws what a lead had gained at the end of each week.
func spark(series []int32) string {
	values := make([]float64, rules.Weeks)
	for i := range values {
		values[i] = math.NaN()
	}
	from := max(0, len(values)-len(series))
	for i, v := range series[max(0, len(series)-len(values)):] {
		values[from+i] = float64(v)
	}
	return widget.Sparkline(values, rules.Weeks)
}

func (n *Nurture) markCell(r row) widget.Cell {
	if _, ok := n.marks[r.Lead.ID]; ok {
		return widget.Cell{Text: "✓", Style: n.styles.Accent}
	}
	return widget.Cell{}
}

// bandMark tells the bands apart without colour.
func (n *Nurture) bandMark(b rules.Band) (string, lipgloss.Style) {
	switch b {
	case rules.Returned:
		return "▲", n.styles.Good
	case rules.Overdue:
		return "!", n.styles.Bad
	case rules.Due:
		return "◆", n.styles.Watch
	}
	return "·", n.styles.Faint
}

// bandWords names a band as the heading does.
func bandWords(b rules.Band) string {
	switch b {
	case rules.Returned:
		return "ready again"
	case rules.Due:
		return "due today"
	}
	return string(b)
}

// reasonCell is why the lead was recycled, and how often it has been so far.
func (n *Nurture) reasonCell(r row) widget.Cell {
	p, ink := r.Work.Pass, n.styles.Text
	reason := p.Reason
	if reason == "" {
		reason, ink = rules.NotGiven, n.styles.Faint
	}
	if p.Cycle > 1 {
		reason += " ×" + strconv.Itoa(p.Cycle)
	}
	return widget.Cell{Text: reason, Style: ink}
}

func (n *Nurture) touchedCell(r row) widget.Cell {
	if r.Work.TouchedAt.IsZero() {
		return widget.Cell{Text: "never", Style: n.styles.Faint}
	}
	return widget.Cell{Text: n.age(r.Work.TouchedAt), Style: n.styles.Muted}
}

// nextCell says what is due, and on which day.
func (n *Nurture) nextCell(r row) widget.Cell {
	_, ink := n.bandMark(rules.Band(r.Band))
	if rules.Band(r.Band) == rules.Later {
		ink = n.styles.Muted
	}
	return widget.Cell{Text: n.nextWords(&r), Style: ink}
}

func (n *Nurture) nextWords(r *row) string {
	switch {
	case rules.Band(r.Band) == rules.Returned:
		return "ready again"
	case r.Due.IsZero():
		return "no day"
	case comesBack(&r.Work):
		return "back " + n.day(r.Due)
	}
	return "touch " + n.day(r.Due)
}

func (n *Nurture) heatCell(r row) widget.Cell {
	if r.Work.Reheat <= 0 {
		return widget.Cell{Text: "0", Style: n.styles.Faint}
	}
	return widget.Cell{Text: gained(r.Work.Reheat), Style: n.styles.Title}
}

// sparkCell is how it warmed up; a lead that did not has no line to be read.
func (n *Nurture) sparkCell(r row) widget.Cell {
	if !slices.ContainsFunc(r.Series, func(v int32) bool { return v > 0 }) {
		return widget.Cell{}
	}
	return widget.Cell{Text: spark(r.Series), Style: n.heatStyle(&r)}
}

func (n *Nurture) heatStyle(r *row) lipgloss.Style {
	if r.Work.Reheat > 0 {
		return n.styles.Good
	}
	return n.styles.Faint
}

// scoreCell is the grade and the score: "A2  81".
func (n *Nurture) scoreCell(r row) widget.Cell {
	s := &r.Lead.Stamp
	if s.RubricVersion == 0 {
		return widget.Cell{Text: "–", Style: n.styles.Faint}
	}
	ink := n.styles.Text
	if strings.HasPrefix(s.Grade, "A") {
		ink = n.styles.Title
	}
	points := strconv.Itoa(crm.Points(s.Score))
	return widget.Cell{Text: s.Grade + widget.Spaces(4-len(points)) + points, Style: ink}
}
