package overview

import (
	"fmt"
	"math"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
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
func handOff(f crm.Overview) tile {
	duties := dutiesOf(f)
	return tile{
		title: "HAND-OFF", note: "due now, and last 7 days", rows: len(duties),
		open:  func(row int) screen.OpenMsg { return list(duties[row].query) },
		rowAt: func(line int) int { return max(0, min(line, len(duties)-1)) },
		fit:   func(h int) int { return min(h, len(duties)) },
		draw: func(p pen) []string {
			lines := make([]string, len(duties))
			for i, d := range duties {
				lines[i] = p.duty(i == p.row, d)
			}
			return lines
		},
	}
}

func dutiesOf(f crm.Overview) []duty {
	h := &f.HandOff
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

// change is the arrow and the difference to the week before, in the ink of
// news that is good or not.
func (p pen) change(diff int, size string, good bool) piece {
	arrow, ink := "▲", p.st.Watch
	if diff < 0 {
		arrow = "▼"
	}
	switch {
	case diff == 0:
		return piece{p.st.Faint, "  ="}
	case good:
		ink = p.st.Good
	}
	return piece{ink, "  " + arrow + " " + size}
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

// leaks says how many leads are in danger of being forgotten; the aim is 0.
func leaks(f crm.Overview) tile {
	pieces := func(p pen) []piece {
		mark := piece{p.st.Good, " ✓"}
		if f.Leaks > 0 {
			mark = piece{p.st.Bad, " !"}
		}
		return []piece{{p.st.Title, count(f.Leaks, 9)}, mark, {p.st.Muted, " of " + plural(f.Open, "open lead")}}
	}
	return tile{
		title: "LEAKS", note: "no owner, or nothing ahead", rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Leaking: true}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		flat:  pieces,
		draw: func(p pen) []string {
			line := pieces(p)
			if words := "  every one has an owner and a next step"; f.Leaks == 0 && p.w > 70 {
				line = append(line, piece{p.st.Faint, words})
			}
			return []string{p.line(p.row == 0, p.pieces(p.row == 0, line...))}
		},
	}
}

// nurtured counts the recycled leads by when they are looked at again.
func nurtured(f crm.Overview) tile {
	n := f.Nurture
	bands := []struct {
		label, short string
		leads        int
		loud         bool
	}{{"warm again", "warm", n.Returned, false}, {"due today", "due", n.Due, false}, {"overdue", "late", n.Overdue, true}}
	alarm := func(p pen, loud bool, leads int) piece {
		if loud && leads > 0 {
			return piece{p.st.Bad, " !"}
		}
		return piece{p.st.Faint, ""}
	}
	return tile{
		title: "NURTURE", note: count(n.All(), 9) + " recycled", rows: len(bands),
		open:  func(int) screen.OpenMsg { return screen.OpenMsg{Screen: nurtureTitle} },
		rowAt: func(line int) int { return max(0, min(line, len(bands)-1)) },
		fit:   func(h int) int { return max(1, min(h, len(bands))) },
		flat: func(p pen) []piece {
			var parts []piece
			for i, b := range bands {
				gap := ""
				if i > 0 {
					gap = "  "
				}
				parts = append(parts, piece{p.st.Title, gap + count(b.leads, 4)}, piece{p.st.Muted, " " + b.short}, alarm(p, b.loud, b.leads))
			}
			return parts
		},
		draw: func(p pen) []string {
			const value = 6
			lines := make([]string, len(bands))
			for i, b := range bands {
				mark := alarm(p, b.loud, b.leads)
				lines[i] = p.line(i == p.row, p.pieces(i == p.row,
					piece{p.st.Text, text.Fit(b.label, p.w-edge-value-deltaWidth)}, piece{p.st.Title, text.FitRight(count(b.leads, 5), value)},
					piece{mark.style, text.Fit(" "+mark.text, deltaWidth)}))
			}
			return lines
		},
	}
}

// flatLine draws a tile that has one line in all: its title, and its figures.
func (p pen) flatLine(t tile) string {
	selected := p.row >= 0
	title := p.st.Heading
	if selected {
		title = p.st.Accent.Bold(true)
	}
	body := p.ink(selected, title).Render(t.title) + p.ink(selected, p.st.Text).Render("  ") + p.pieces(selected, t.flat(p)...)
	return widget.Line(p.line(selected, body), p.w)
}
