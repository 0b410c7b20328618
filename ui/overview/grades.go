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

// oneLine is the narrowest cell that has room for a rate and its base beside
// the count. A rate without its base is not shown.
const oneLine = 11

// grades draws the matrix of fit (A-D) by engagement (1-4): how many leads
// stand in each cell, on a heat scale, and what part of its closed ones was
// won.
func grades(f crm.Overview) tile {
	top := 0
	for _, row := range f.Grades {
		for _, c := range row {
			top = max(top, c.Leads)
		}
	}
	return tile{
		title: "GRADES", short: "leads, won of closed", rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Sort: crm.Sort{Field: "grade", Asc: true}}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		noteOf: func(p pen) string {
			if p.matrixStep() == 1 && p.cell() <= oneLine {
				return "leads, fit by engagement"
			}
			return fmt.Sprintf("leads, and won of closed where %d or more", enough)
		},
		draw: func(p pen) []string {
			step := p.matrixStep()
			head := "  "
			for _, digit := range []string{"1", "2", "3", "4"} {
				head += middle(digit, p.cell()-1) + " "
			}
			bodies := []string{p.st.Muted.Render(head)}
			for i, row := range f.Grades {
				letter := p.st.Title.Render(string(rune('A'+i))) + " "
				switch {
				case step == 1:
					bodies = append(bodies, letter+p.cells(row, top, cellText))
					continue
				case step > 2:
					bodies = append(bodies, "")
				}
				bodies = append(bodies, letter+p.cells(row, top, leadsOnly), "  "+p.cells(row, top, wonOnly))
			}
			return p.whole(bodies)
		},
	}
}

// cell returns the width of a cell of the matrix and the gap behind it.
func (p pen) cell() int { return min(18, (p.w-edge-2)/4) }

// matrixStep returns how many lines a row of the matrix takes.
func (p pen) matrixStep() int { return max(1, min(3, (p.h-1)/4)) }

// cells draws a row of the matrix, each cell on its heat.
func (p pen) cells(row [4]crm.GradeCell, top int, say func(c crm.GradeCell, w int) string) string {
	line := ""
	for _, c := range row {
		line += heat(p.st, c, top).Render(say(c, p.cell()-1)) + " "
	}
	return line
}

// cellText is the count in exactly w cells, with the conversion and its base
// where there is room for both.
func cellText(c crm.GradeCell, w int) string {
	const figure = 4
	n := count(c.Leads, figure)
	if c.Leads == 0 {
		n = "·"
	}
	if w < oneLine {
		return text.Fit(text.FitRight(n, (w+figure)/2), w)
	}
	won := "–"
	switch {
	case c.Leads == 0:
		won = ""
	case c.Closed >= enough:
		won = rate(c.Won, c.Closed) + "/"
		won += count(c.Closed, w-figure-1-len(won))
	}
	return text.FitRight(n, figure) + text.FitRight(won, w-figure)
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
	won, of := rate(c.Won, c.Closed), " of "
	if len(won)+len(of)+len(count(c.Closed, 4)) > w-2 {
		of = "/"
	}
	return middle(won+of+count(c.Closed, max(2, w-len(won)-len(of))), w)
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
