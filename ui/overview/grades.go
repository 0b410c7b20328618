package overview

import (
	"fmt"
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
func grades(f crm.Overview, roomy bool) tile {
	top := 0
	for _, row := range f.Grades {
		for _, c := range row {
			top = max(top, c.Leads)
		}
	}
	return tile{
		title: "GRADES", note: fmt.Sprintf("leads, and won of closed where %d or more", enough), short: "leads, won of closed", rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Sort: crm.Sort{Field: "grade"}}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		draw: func(p pen) []string {
			cell := min(18, (p.w-edge-2)/4)
			head := "  "
			for _, digit := range []string{"1", "2", "3", "4"} {
				head += text.Fit(text.FitRight(digit, cell/2), cell)
			}
			bodies := []string{p.st.Muted.Render(head)}
			for i, row := range f.Grades {
				letter := p.st.Title.Render(string(rune('A'+i))) + " "
				if roomy {
					bodies = append(bodies, "", letter+p.cells(row, top, cell, leadsOnly), "  "+p.cells(row, top, cell, wonOnly))
					continue
				}
				bodies = append(bodies, letter+p.cells(row, top, cell, cellText))
			}
			return p.whole(bodies)
		},
	}
}

// cells draws a row of the matrix, each cell on its heat.
func (p pen) cells(row [4]crm.GradeCell, top, cell int, say func(c crm.GradeCell, w int) string) string {
	line := ""
	for _, c := range row {
		line += heat(p.st, c, top).Render(say(c, cell-1)) + " "
	}
	return line
}

// cellText is count and conversion in exactly w cells.
func cellText(c crm.GradeCell, w int) string {
	const won = 5 // " 100%", or a rate and a space at its right
	if c.Leads == 0 {
		return text.FitRight("·", w-won) + widget.Spaces(won)
	}
	r := rate(c.Won, c.Closed)
	if w >= 10 {
		r += " "
	}
	left := max(1, w-max(4, min(won+1, w-5)))
	return text.FitRight(count(c.Leads, left), left) + text.FitRight(r, w-left)
}

// leadsOnly is the count in the middle of w cells.
func leadsOnly(c crm.GradeCell, w int) string {
	if c.Leads == 0 {
		return middle("·", w)
	}
	return middle(count(c.Leads, w), w)
}

// wonOnly is the conversion with its base in the middle of w cells.
func wonOnly(c crm.GradeCell, w int) string {
	switch {
	case c.Leads == 0:
		return widget.Spaces(w)
	case c.Closed < enough:
		return middle("–", w)
	}
	return middle(rate(c.Won, c.Closed)+" of "+count(c.Closed, w-8), w)
}

func middle(s string, w int) string {
	return text.Fit(widget.Spaces((w-text.Width(s))/2)+s, w)
}

// heat returns the ground of a cell by its count, on a scale of square roots:
// grades differ by orders of magnitude, and a small cell is still a cell.
func heat(st theme.Styles, c crm.GradeCell, top int) lipgloss.Style {
	if c.Leads == 0 || top == 0 {
		return st.Heat[0]
	}
	step := int(math.Ceil(math.Sqrt(float64(c.Leads)/float64(top)) * (theme.HeatSteps - 1)))
	return st.Heat[max(1, min(step, theme.HeatSteps-1))]
}
