package overview

import (
	"fmt"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// ready is the headline without a goal: how many leads wait for sales, readable
// from across the room.
func ready(f crm.Overview, now time.Time) tile {
	return tile{
		title: "READY, WAITING", note: currency(f.AsOf), short: progress(f.AsOf), rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Ready: true}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		draw: func(p pen) []string {
			ink := p.st.Shared
			if f.Ready == 0 {
				ink = p.st.Good
			}
			digits := widget.Digits(count(f.Ready, 7))
			if p.w-edge-text.Width(digits[0])-digitGap < leastWords {
				digits = widget.Digits(count(f.Ready, 4))
			}
			words := p.waiting(f, now, p.w-edge-text.Width(digits[0])-digitGap)
			bodies := make([]string, widget.DigitRows)
			for i, row := range digits {
				bodies[i] = ink.Render(row) + widget.Spaces(digitGap)
				if i < len(words) {
					bodies[i] += words[i]
				}
			}
			if p.h > len(bodies)+1 {
				bodies = append(bodies, "")
			}
			return p.whole(append(bodies, p.noGoal()))
		},
	}
}

// noGoal says that there is no goal, and how to set one.
func (p pen) noGoal() string {
	return p.groups(p.w-edge, 0, piece{p.st.Muted, "No revenue goal is set. "}, piece{p.st.Key, goalsKey},
		piece{p.st.Muted, " opens Goals"}, piece{p.st.Muted, ", for pace and forecast here."})
}

// The gap between the digits and the words beside them, and the room that the
// words need at least.
const digitGap, leastWords = 2, 13

// waiting says in words what the digits count, in at most w cells a line.
func (p pen) waiting(f crm.Overview, now time.Time, w int) []string {
	fit := func(long, short string) string {
		if text.Width(long) <= w {
			return long
		}
		return short
	}
	base := p.st.Muted.Render(fit(fmt.Sprintf("of %s open, %s in all", count(f.Open, 9), count(f.Leads, 9)), "of "+count(f.Open, 5)+" open"))
	if f.Ready == 0 {
		return []string{p.st.Good.Render("✓ ") + p.st.Text.Render(fit("no ready lead waits", "none waits")), base}
	}
	words := []string{p.st.Title.Render(fit(plural(f.Ready, "lead")+" to take over", "to take over"))}
	if !f.ReadyOldest.IsZero() {
		oldest := age(f.ReadyOldest, now)
		label := strings.TrimSuffix(fit("the oldest for "+oldest, "oldest "+oldest), oldest)
		words = append(words, p.st.Muted.Render(label)+p.st.Text.Render(oldest))
	}
	return append(words, base)
}

// currency says how current the scores are, nothing when they are.
func currency(a crm.AsOf) string {
	if a.Current {
		return ""
	}
	s := "of " + a.Day.Date().Format("Mon 2 Jan")
	if a.Total > 0 {
		s += ", " + progress(a)
	}
	return s
}

// progress says how far the scoring is, the day of the scores when it has not
// begun, nothing when they are current.
func progress(a crm.AsOf) string {
	switch {
	case a.Current:
		return ""
	case a.Total > 0:
		return fmt.Sprintf("updating %d %%", min(99, 100*a.Done/a.Total)) // the end is when it is current
	}
	return "of " + a.Day.Date().Format("Mon 2 Jan")
}
