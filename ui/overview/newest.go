package overview

import (
	"fmt"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// newestLines is what a ready lead takes where the list is a column of its
// own: who, and why.
const newestLines = 2

// newest lists the leads that became ready last, with their reasons: on one
// line each, or as cards when it is tall.
func newest(f crm.Overview, now time.Time, tall bool) tile {
	t := tile{
		title: "READY NOW", rows: len(f.Newest), scrolls: true,
		open:  func(row int) screen.OpenMsg { return screen.OpenMsg{Screen: leadsTitle, Lead: f.Newest[row].Lead.ID} },
		rowAt: func(line int) int { return line },
		fit:   func(h int) int { return h },
	}
	if len(f.Newest) > 0 {
		t.caption = func(int) string { return "ready for " }
	}
	if tall {
		t.rowAt = func(line int) int { return line / newestLines }
		t.fit = func(h int) int { return h / newestLines }
	}
	t.noteOf = func(p pen) string {
		room := p.w - edge - len(t.title) - 2
		if t.caption != nil {
			room -= len(t.caption(p.w)) + 2
		}
		seen := listed(f, p, t.fit(p.h))
		notes := []string{seen}
		if stale := currency(f.AsOf); stale != "" {
			notes = []string{strings.TrimSpace(seen + "  scores " + stale), strings.TrimSpace(seen + "  " + progress(f.AsOf)), progress(f.AsOf)}
		} else if c := f.ReadyEvents; seen != "" {
			week := fmt.Sprintf("  %s became ready in 7 days, %s before", count(c.ThisWeek, 5), count(c.LastWeek, 5))
			notes = []string{seen + week, seen}
		}
		for _, note := range notes {
			if text.Width(note) <= room {
				return note
			}
		}
		return ""
	}
	t.draw = func(p pen) []string {
		switch {
		case len(f.Newest) == 0:
			return []string{p.line(false, p.st.Muted.Render("No lead is ready. The nearest to it stand first among the leads."))}
		case tall:
			return readyCards(p, f.Newest, now)
		}
		return readyLines(p, f.Newest, now)
	}
	return t
}

// listed says which of the ready leads are seen.
func listed(f crm.Overview, p pen, fit int) string {
	known := len(f.Newest)
	switch {
	case known == 0:
		return ""
	case known > fit:
		return fmt.Sprintf("%d-%d of %s, newest first", p.top+1, p.top+fit, count(max(f.Ready, known), 9))
	case f.Ready > known:
		return fmt.Sprintf("the newest %d of %s", known, count(f.Ready, 9))
	}
	return "newest first"
}

func readyLines(p pen, leads []crm.ReadyLead, now time.Time) []string {
	const since = 6
	room := p.w - edge - len("A1  100  ") - since - 1
	who, company := min(26, room*32/100), min(24, room*26/100)
	why := room - who - company - 6
	var lines []string
	for i := p.top; i < len(leads) && len(lines) < p.h; i++ {
		r, selected := leads[i], i == p.row
		l := r.Lead
		lines = append(lines, p.line(selected, p.pieces(selected,
			piece{p.st.Title, text.Fit(l.Stamp.Grade, 2) + "  "},
			piece{p.st.Shared, text.FitRight(points(l), 3) + "  "},
			piece{p.st.Text, text.Fit(l.DisplayName(), who) + "  "},
			piece{p.st.Muted, text.Fit(l.Company, company) + "  "},
			piece{p.st.Muted, text.Fit(strings.Join(r.Why, ", "), why) + "  "},
			piece{p.st.Faint, text.FitRight(age(l.Stamp.Ready.Since, now), since) + " "},
		)))
	}
	return lines
}

func readyCards(p pen, leads []crm.ReadyLead, now time.Time) []string {
	const since = 7
	const indent = 9 // grade and score
	room := p.w - edge - indent - since - 1
	who := min(28, room*45/100)
	var lines []string
	for i := p.top; i < len(leads) && len(lines)+newestLines <= p.h; i++ {
		r, selected := leads[i], i == p.row
		l := r.Lead
		lines = append(lines,
			p.line(selected, p.pieces(selected,
				piece{p.st.Title, text.Fit(l.Stamp.Grade, 2) + "  "},
				piece{p.st.Shared, text.FitRight(points(l), 3) + "  "},
				piece{p.st.Text, text.Fit(l.DisplayName(), who) + "  "},
				piece{p.st.Muted, text.Fit(l.Company, room-who-2)},
				piece{p.st.Faint, text.FitRight(age(l.Stamp.Ready.Since, now), since) + " "},
			)),
			p.line(selected, p.pieces(selected,
				piece{p.st.Muted, strings.Repeat(" ", indent) + text.Fit(strings.Join(r.Why, ", "), room+since+1)},
			)))
	}
	return lines
}

func points(l crm.Lead) string { return fmt.Sprint(crm.Points(l.Stamp.Score)) }
