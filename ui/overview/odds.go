package overview

import (
	"fmt"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// band is the leads that share a letter of the grade.
type band struct {
	name string
	crm.GradeCell
}

// byFit sums the matrix of grades over engagement, which fades after a lead is
// closed; fit stays.
func byFit(f crm.Overview) []band {
	bands := make([]band, len(f.Grades))
	for i, row := range f.Grades {
		bands[i].name = string(rune('A' + i))
		for _, c := range row {
			bands[i].Leads += c.Leads
			bands[i].Closed += c.Closed
			bands[i].Won += c.Won
		}
	}
	return bands
}

// odds draws what part of the closed leads of each band was won: whether a
// better grade is worth more is seen at once.
func odds(f crm.Overview) tile {
	bands := byFit(f)
	best := 0.0
	for _, b := range bands {
		if b.Closed >= enough {
			best = max(best, float64(b.Won)/float64(b.Closed))
		}
	}
	return tile{
		title: "WON BY FIT", note: "won of closed leads",
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 0 },
		draw: func(p pen) []string {
			const label, share, base = 4, 6, 12
			bar := max(0, p.w-edge-label-share-base)
			step := max(1, min(2, p.h/len(bands)))
			var lines []string
			for _, b := range bands {
				line := p.st.Title.Render(text.Fit(b.name, label))
				if b.Closed < enough {
					line += p.st.Faint.Render(text.Fit(fmt.Sprintf("too few: %s closed", count(b.Closed, 7)), bar+share+base))
				} else {
					part := float64(b.Won) / float64(b.Closed)
					if best > 0 {
						part /= best
					}
					line += p.st.Good.Render(widget.Bar(part, bar)) + p.st.Title.Render(text.FitRight(rate(b.Won, b.Closed), share)) +
						p.st.Muted.Render(text.Fit(" of "+count(b.Closed, base-4), base))
				}
				lines = append(lines, p.line(false, line))
				lines = append(lines, make([]string, step-1)...)
			}
			return lines
		},
	}
}
