package overview

import (
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// ready is the headline: how many leads wait for sales, readable from across
// the room.
func ready(f crm.Overview, now time.Time) tile {
	return tile{
		title: "READY, WAITING", note: currency(f.AsOf), rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Ready: true}) },
		rowAt: func(int) int { return 0 },
		draw: func(p pen) []string {
			ink := p.st.Shared
			words := []string{p.st.Title.Render(plural(f.Ready, "lead") + " to take over")}
			if f.Ready == 0 {
				ink = p.st.Good
				words = []string{p.st.Good.Render("✓ ") + p.st.Text.Render("no ready lead waits")}
			} else if !f.ReadyOldest.IsZero() {
				words = append(words, p.st.Muted.Render("the oldest for ")+p.st.Text.Render(age(f.ReadyOldest, now)))
			}
			digits := widget.Digits(count(f.Ready, 7))
			base := fmt.Sprintf("of %s open, %s in all", count(f.Open, 9), count(f.Leads, 9))
			if edge+text.Width(digits[0])+3+len(base) > p.w {
				base = fmt.Sprintf("of %s open", count(f.Open, 9))
			}
			words = append(words, p.st.Muted.Render(base))
			bodies := make([]string, widget.DigitRows)
			for i, row := range digits {
				bodies[i] = ink.Render(row) + "   "
				if i < len(words) {
					bodies[i] += words[i]
				}
			}
			return p.whole(bodies)
		},
	}
}

// currency says how current the scores are, nothing when they are.
func currency(a crm.AsOf) string {
	if a.Current {
		return ""
	}
	s := "scores of " + a.Day.Date().Format("Mon 2 Jan")
	if a.Total > 0 {
		s += fmt.Sprintf(", updating %d %%", 100*a.Done/a.Total)
	}
	return s
}
