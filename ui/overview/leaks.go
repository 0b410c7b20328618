package overview

import (
	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// leaks says how many leads are in danger of being forgotten; the aim is 0. How
// many there were a week ago is not on record; how many have lost their last
// step since then is.
func leaks(f crm.Overview, r *reading[crm.Today]) tile {
	number := func(p pen, w int) []piece {
		mark := piece{p.st.Good, " ✓"}
		if f.Leaks > 0 {
			mark = piece{p.st.Bad, " !"}
		}
		return []piece{{p.st.Title, count(f.Leaks, w)}, mark, {p.st.Muted, " of " + count(f.Open, w) + " open"}}
	}
	return tile{
		title: "LEAKS", note: "no owner, or nothing ahead", rows: 1,
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{Leaking: true}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		flat:  func(p pen) [][]piece { return append([][]piece{number(p, 5)}, lapsed(p, f, r)...) },
		draw: func(p pen) []string {
			selected := p.row == 0
			first := append([]piece{}, number(p, 9)...)
			if f.Leaks == 0 {
				first = append(first, piece{p.st.Faint, "  every one has an owner and a next step"})
			}
			lines := []string{p.line(selected, p.pieces(selected, p.cut(first)...))}
			if words := lapsed(p, f, r); p.h > 1 && len(words) > 0 {
				lines = append(lines, p.line(selected, p.joined(selected, p.w-edge, 2, words...)))
			}
			return lines
		},
	}
}

// lapsed says what the leaks lack, and which are known to be new, unless that was
// counted when there were more or fewer of them.
func lapsed(p pen, f crm.Overview, r *reading[crm.Today]) [][]piece {
	d := &r.value
	if !r.known || f.Leaks == 0 || d.Leaks != f.Leaks {
		return nil
	}
	var groups [][]piece
	if d.Lapsed > 0 {
		groups = append(groups, []piece{{p.st.Watch, "▲ " + count(d.Lapsed, 5)}, {p.st.Muted, " lapsed in 7 days"}})
	}
	if unowned := d.Leaks - d.Stepless; unowned > 0 {
		groups = append(groups, []piece{{p.st.Text, count(unowned, 5)}, {p.st.Muted, " without an owner"}})
	}
	return groups
}

// nurtured counts the recycled leads by when they are looked at again, and those
// that came back.
func nurtured(f crm.Overview, r *reading[crm.Today]) tile {
	n, d := f.Nurture, &r.value
	bands := []struct {
		label, short string
		leads        int
		loud         bool
	}{{"due today", "due", n.Due, false}, {"overdue", "late", n.Overdue, true}, {"warm again", "warm", n.Returned, false}}
	mark := func(p pen, i int) piece {
		if bands[i].loud && bands[i].leads > 0 {
			return piece{p.st.Bad, " !"}
		}
		return piece{p.st.Faint, ""}
	}
	rows := len(bands) + 1
	return tile{
		title: "NURTURE", note: count(n.All(), 9) + " recycled", rows: rows,
		open:  func(int) screen.OpenMsg { return screen.OpenMsg{Screen: nurtureTitle, Topic: "due"} },
		rowAt: func(line int) int { return max(0, min(line, rows-1)) },
		fit:   func(h int) int { return max(1, min(h, rows)) },
		flat: func(p pen) [][]piece {
			var groups [][]piece
			for i, b := range bands {
				groups = append(groups, []piece{{p.st.Title, count(b.leads, 4)}, {p.st.Muted, " " + b.short}, mark(p, i)})
			}
			if r.known {
				groups = append(groups, append([]piece{{p.st.Title, count(d.CameBack.ThisWeek, 4)}, {p.st.Muted, " back"}}, p.brief(d.CameBack)))
			}
			return groups
		},
		draw: func(p pen) []string {
			var lines []string
			for i, b := range bands {
				m := mark(p, i)
				m.text = " " + m.text
				lines = append(lines, p.row3(i == p.row, b.label, "", piece{p.st.Title, count(b.leads, 5)}, m))
			}
			back, change := piece{p.st.Faint, "…"}, piece{}
			if r.known {
				back, change = piece{p.st.Title, count(d.CameBack.ThisWeek, 5)}, p.delta(d.CameBack)
			}
			return append(lines, p.row3(p.row == len(bands), "came back", "7 days", back, change))
		},
	}
}

// row3 is a line of a label with its base, a figure, and what is to be said of
// it.
func (p pen) row3(selected bool, label, base string, value, mark piece) string {
	const number = 6
	room := p.w - edge - number - deltaWidth
	label += " "
	return p.line(selected, p.pieces(selected, piece{p.st.Text, text.Fit(label, min(room, text.Width(label)))},
		piece{p.st.Faint, text.Fit(base, room-text.Width(label))},
		piece{value.style, text.FitRight(value.text, number)}, piece{mark.style, text.Fit(mark.text, deltaWidth)}))
}
