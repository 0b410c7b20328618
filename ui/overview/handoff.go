package overview

import (
	"fmt"
	"math"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// duty is a line of the hand-off: what is owed, or how well it was done.
type duty struct {
	label string
	long  string // the label where there is room
	base  string // what the figure rests on, or its worst part
	value string
	mark  func(p pen) piece // the change since last week, or the alarm; nil: nothing
	query crm.LeadQuery
}

// handOff says what the teams owe the leads that change hands, and how fast
// they were.
func handOff(f crm.Overview, now time.Time) tile {
	duties := dutiesOf(f, now)
	return tile{
		title: "HAND-OFF", note: "now, and the last 7 days", short: "and 7 days", rows: len(duties), first: 1,
		open:  func(row int) screen.OpenMsg { return list(duties[row].query) },
		rowAt: func(line int) int { return max(0, min(line, len(duties)-1)) },
		fit:   func(h int) int { return min(h, len(duties)) },
		flat:  func(p pen) [][]piece { return handOffFlat(p, f, duties) },
		draw: func(p pen) []string {
			lines := make([]string, len(duties))
			for i, d := range duties {
				lines[i] = p.duty(i == p.row, d)
			}
			return lines
		},
	}
}

// handOffFlat says in a few words what waits, what is late, and how well it was
// done.
func handOffFlat(p pen, f crm.Overview, duties []duty) [][]piece {
	h := &f.HandOff
	say := func(n int, words string, ink lipgloss.Style) []piece {
		return []piece{{ink, count(n, 5)}, {p.st.Muted, " " + words}}
	}
	groups := [][]piece{say(f.Ready, "ready", p.st.Title)}
	if late := h.TouchesLate + h.DecisionsLate; late > 0 {
		groups = append(groups, append(say(late, "late", p.st.Title), piece{p.st.Bad, " !"}))
	} else {
		groups = append(groups, []piece{{p.st.Good, "✓"}, {p.st.Muted, " none late"}})
	}
	d := duties[inTimeRow]
	parts := []piece{{p.st.Title, d.value}, {p.st.Muted, " in time"}}
	if d.mark != nil {
		mark := d.mark(p)
		parts = append(parts, piece{mark.style, strings.Replace(mark.text, "  ", " ", 1)})
	}
	return append(groups, parts, say(h.Decisions, "to decide", p.st.Title), say(h.Rejected.ThisWeek, "rejected", p.st.Title))
}

// inTimeRow is the duty that says how many leads were touched in time.
const inTimeRow = 3

func dutiesOf(f crm.Overview, now time.Time) []duty {
	h := &f.HandOff
	oldest := ""
	if f.Ready > 0 && !f.ReadyOldest.IsZero() {
		oldest = "oldest " + age(f.ReadyOldest, now)
	}
	queue := crm.LeadQuery{Queue: true}
	late := func(n int) string {
		if n == 0 {
			return ""
		}
		return count(n, 5) + " late"
	}
	owed := func(n, late int) func(p pen) piece {
		return func(p pen) piece {
			switch {
			case late > 0:
				return piece{p.st.Bad, "  !"}
			case n == 0:
				return piece{p.st.Good, "  ✓"}
			}
			return piece{p.st.Faint, ""}
		}
	}
	answered := crm.LeadQuery{Ready: true, Sort: crm.Sort{Field: "ready_since"}}
	return []duty{
		{"ready", "ready, waiting", oldest, count(f.Ready, 6), nil, crm.LeadQuery{Ready: true}},
		{"touches due", "touches due", late(h.TouchesLate), count(h.Touches, 5), owed(h.Touches, h.TouchesLate), queue},
		{"decisions due", "decisions due today", late(h.DecisionsLate), count(h.Decisions, 5), owed(h.Decisions, h.DecisionsLate), queue},
		inTime(h, answered),
		firstTouch(h, answered),
		rejected(f),
	}
}

// inTime is the share of the leads of the last seven days that were touched
// within their limit.
func inTime(h *crm.HandOff, q crm.LeadQuery) duty {
	d := duty{label: "in time", long: "touched in time", base: "none yet", value: "–", query: q}
	if h.Week.Judged == 0 {
		return d
	}
	share := func(f crm.DeskFigures) int { return int(math.Round(100 * float64(f.Within) / float64(f.Judged))) }
	d.base, d.value = "n "+count(h.Week.Judged, 5), fmt.Sprintf("%d %%", share(h.Week))
	if h.WeekBefore.Judged > 0 {
		diff := share(h.Week) - share(h.WeekBefore)
		d.mark = func(p pen) piece { return p.change(diff, count(abs(diff), 4), diff > 0) }
	}
	return d
}

// firstTouch is the median of the working time that passed until a lead was
// touched.
func firstTouch(h *crm.HandOff, q crm.LeadQuery) duty {
	d := duty{label: "first touch", long: "median to first touch", base: "none yet", value: "–", query: q}
	if h.Week.Touched == 0 {
		return d
	}
	d.base, d.value = "n "+count(h.Week.Touched, 5), span(h.Week.MedianToTouch)
	if h.WeekBefore.Touched > 0 {
		diff := h.Week.MedianToTouch - h.WeekBefore.MedianToTouch
		d.mark = func(p pen) piece { return p.change(int(diff.Minutes()), brief(diff.Abs()), diff < 0) }
	}
	return d
}

// rejected is how many leads sales gave back, and the reason it gave most.
func rejected(f crm.Overview) duty {
	h := &f.HandOff
	d := duty{label: "rejected", long: "rejected", value: count(h.Rejected.ThisWeek, 5)}
	if h.ReasonLeads > 0 {
		d.base = h.Reason + " " + count(h.ReasonLeads, 4)
	}
	diff := h.Rejected.ThisWeek - h.Rejected.LastWeek
	d.mark = func(p pen) piece { return p.change(diff, count(abs(diff), 4), diff < 0) }
	// They are back in the first stage.
	for _, s := range f.Stages {
		if s.Stage.Kind != crm.Detour {
			d.query = crm.LeadQuery{Stage: s.Stage.Key, StageAfter: weekAgo(f.Now), Sort: crm.Sort{Field: "last_activity_at"}}
			break
		}
	}
	return d
}

// duty draws a line in the room of the pen.
func (p pen) duty(selected bool, d duty) string {
	const value = 6
	room := p.w - edge - value - deltaWidth
	label := d.label
	if len(d.long)+1+text.Width(d.base) <= room {
		label = d.long
	}
	base := piece{p.st.Faint, text.Fit(d.base, room-len(label)-1)}
	label += " "
	mark := piece{p.st.Faint, ""}
	if d.mark != nil {
		mark = d.mark(p)
	}
	mark.text = text.Fit(mark.text, deltaWidth)
	return p.line(selected, p.pieces(selected, piece{p.st.Text, label}, base, piece{p.st.Title, text.FitRight(d.value, value)}, mark))
}

// span writes working time in at most six cells.
func span(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 10*time.Hour:
		return fmt.Sprintf("%.1f h", d.Hours())
	}
	return count(int(d.Hours()), 4) + " h"
}

// brief is span in at most four cells.
func brief(d time.Duration) string {
	if d < time.Hour {
		return fmt.Sprintf("%dm", int(d.Minutes()))
	}
	return count(int(math.Round(d.Hours())), 3) + "h"
}

func abs(n int) int { return max(n, -n) }
