package overview

import (
	"math"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// grades draws the matrix of fit (A-D) by engagement (1-4): how many leads
// stand in each cell, on a heat scale, and what part of its closed ones was
// won.
func grades(f crm.Overview) tile {
	return tile{
		title: "GRADES", note: "leads, won of closed", rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Sort: crm.Sort{Field: "grade"}}) },
		rowAt: func(int) int { return 0 },
		draw: func(p pen) []string {
			cell := min(18, (p.w-edge-2)/4)
			top, closed := 0, 0
			for _, row := range f.Grades {
				for _, c := range row {
					top = max(top, c.Leads)
					closed += c.Closed
				}
			}
			head := "  "
			for _, digit := range []string{"1", "2", "3", "4"} {
				head += text.FitRight(digit, countRoom(cell)) + widget.Spaces(cell-countRoom(cell))
			}
			bodies := []string{p.st.Muted.Render(head)}
			for i, row := range f.Grades {
				line := p.st.Title.Render(string(rune('A'+i))) + " "
				for _, c := range row {
					line += heat(p.st, c, top).Render(cellText(c, cell-1)) + " "
				}
				bodies = append(bodies, line)
			}
			return p.whole(bodies)
		},
	}
}

// countRoom is the part of a cell for the count.
func countRoom(cell int) int {
	if cell >= 16 {
		return 6
	}
	return max(3, (cell-1)/2)
}

// cellText is count and conversion in exactly w cells, with the number of
// closed leads where there is room.
func cellText(c crm.GradeCell, w int) string {
	left := countRoom(w + 1)
	leads, won := count(c.Leads, left), rate(c.Won, c.Closed)
	if c.Leads == 0 {
		leads, won = "·", ""
	}
	right := w - left
	if base := " of " + count(c.Closed, 4); won != "" && c.Closed >= enough && right >= 5+len(base) {
		won += base
	}
	return text.FitRight(leads, left) + text.FitRight(won, right)
}

// heat returns the ground of a cell by its count. The scale is logarithmic:
// grades differ by orders of magnitude.
func heat(st theme.Styles, c crm.GradeCell, top int) lipgloss.Style {
	if c.Leads == 0 || top == 0 {
		return st.Heat[0]
	}
	part := 1.0
	if top > 1 {
		part = math.Log1p(float64(c.Leads)) / math.Log1p(float64(top))
	}
	step := int(math.Ceil(part * (theme.HeatSteps - 1)))
	return st.Heat[max(1, min(step, theme.HeatSteps-1))]
}
