package overview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// weekRow is something counted over the last seven days and the seven before.
type weekRow struct {
	label, short, base string
	this, before       string
	change             crm.WeekCount
	size               string // of the change; empty: the difference of the counts
	unknown            string // why there are no figures; empty: there are
	open               screen.OpenMsg
}

// week compares the last seven days with the seven before. Of a file of the
// past, whose last days are empty, it says when the last stage change was.
func week(f crm.Overview, l *later, roomy bool) tile {
	const title = "LAST 7 DAYS"
	rows := weekRows(f, &l.today)
	past, short := pastWords(&l.funnel)
	step := linesOf(roomy)
	return tile{
		title: title, note: past, short: short, rows: len(rows),
		caption: func(w int) string {
			s := text.FitRight("before", weekNumber(w)) + text.Fit("", deltaWidth)
			if past != "" && edge+text.Width(title)+2+text.Width(past)+2+text.Width(s) > w {
				return "" // of columns that are empty
			}
			return s
		},
		open:  func(row int) screen.OpenMsg { return rows[row].open },
		rowAt: func(line int) int { return min(line/step, len(rows)-1) },
		fit:   func(h int) int { return min(len(rows), (h+step-1)/step) },
		flat:  func(p pen) [][]piece { return weekFlat(p, rows, past) },
		draw: func(p pen) []string {
			var lines []string
			for i := range rows {
				lines = append(lines, p.week(i == p.row, &rows[i]))
				lines = append(lines, make([]string, step-1)...)
			}
			return lines
		},
	}
}

func weekRows(f crm.Overview, r *reading[crm.Today]) []weekRow {
	since := weekAgo(f.Now)
	counted := func(label, short string, c crm.WeekCount, q crm.LeadQuery) weekRow {
		return weekRow{label: label, short: short, this: count(c.ThisWeek, 6), before: count(c.LastWeek, 6), change: c, open: list(q)}
	}
	leads := counted("new leads", "new leads", f.NewLeads, crm.LeadQuery{CreatedAfter: since, Sort: crm.Sort{Field: "created_at"}})
	leads.base = datedBase(f)
	if f.NewLeadsOf == 0 {
		leads.unknown = "no dates"
	}
	return []weekRow{
		revenueRow(f, r),
		counted("customers won", "won", f.Wins, crm.LeadQuery{Stage: wonStage(f), StageAfter: since}),
		counted("became ready", "newly ready", f.ReadyEvents, crm.LeadQuery{Ready: true, Sort: crm.Sort{Field: "ready_since"}}),
		leads,
		counted("activities", "activities", f.Activities, crm.LeadQuery{Sort: crm.Sort{Field: "last_activity_at"}}),
	}
}

// revenueRow is what the won deals have brought.
func revenueRow(f crm.Overview, r *reading[crm.Today]) weekRow {
	row := weekRow{label: "revenue", short: "revenue", open: screen.OpenMsg{Screen: goalsTitle}}
	if !r.known {
		row.unknown = "measuring …"
		if r.failed() {
			row.unknown = "not read"
		}
		return row
	}
	sum := r.value.Revenue
	row.this, row.before = goal.Short(sum.ThisWeek), goal.Short(sum.LastWeek)
	row.change = crm.WeekCount{ThisWeek: sign(sum.ThisWeek - sum.LastWeek)}
	row.size = goal.Short(max(sum.ThisWeek-sum.LastWeek, sum.LastWeek-sum.ThisWeek))
	if row.base = f.Currency; r.value.Unpriced > 0 {
		row.base += ", " + count(r.value.Unpriced, 5) + " without a sum"
	}
	return row
}

// pastWords says when the last stage change of a file of the past was, as the
// Funnel names the week; empty for any other.
func pastWords(r *reading[funnel.Report]) (long, short string) {
	if !r.known || !r.value.AgoWeeks() {
		return "", ""
	}
	week := strings.TrimPrefix(r.value.WeekWords(), "the ")
	return "last stage change: " + week, "last change: " + week
}

// weekFlat is the week in one line. Of a file of the past it says what is not 0,
// or that nothing is.
func weekFlat(p pen, rows []weekRow, past string) [][]piece {
	var groups [][]piece
	zeros := 0
	for _, r := range rows {
		switch {
		case r.unknown != "":
		case past != "" && r.this == "0" && r.before == "0":
			zeros++
		default:
			groups = append(groups, []piece{{p.st.Title, r.this}, {p.st.Muted, " " + r.short}, p.brief(r.change)})
		}
	}
	if past != "" {
		groups = slices.Insert(groups, 0, []piece{{p.st.Muted, past}})
	}
	if zeros == len(rows) {
		groups = slices.Insert(groups, 0, []piece{{p.st.Title, "nothing"}})
	}
	return groups
}

// week is one line: label, this week, the one before, and the change.
func (p pen) week(selected bool, r *weekRow) string {
	number := weekNumber(p.w)
	room := p.w - edge - 2*number - deltaWidth
	label := r.label + " "
	head := []piece{{p.st.Text, text.Fit(label, min(room, len(label)))}, {p.st.Faint, text.Fit(r.base, room-len(label))}}
	if r.unknown != "" {
		head = append(head, piece{p.st.Faint, text.FitRight(r.unknown, 2*number)})
		return p.line(selected, p.pieces(selected, head...))
	}
	change := p.delta(r.change)
	if d := r.change.ThisWeek - r.change.LastWeek; r.size != "" && d != 0 {
		change = p.change(d, r.size, d > 0)
	}
	return p.line(selected, p.pieces(selected, append(head, piece{p.st.Title, text.FitRight(r.this, number)},
		piece{p.st.Muted, text.FitRight(r.before, number)}, piece{change.style, text.Fit(change.text, deltaWidth)})...))
}

// weekAgo is since when the figures of the week are counted.
func weekAgo(now time.Time) time.Time {
	if now.IsZero() {
		return now
	}
	return now.Add(-7 * 24 * time.Hour)
}

// weekNumber is the width of a column of numbers in a tile of w cells.
func weekNumber(w int) int {
	if w >= 50 {
		return 10
	}
	return 8
}

const deltaWidth = 8

// delta is the arrow and the difference between the weeks.
func (p pen) delta(c crm.WeekCount) piece {
	d := c.ThisWeek - c.LastWeek
	return p.change(d, count(abs(d), 4), d > 0)
}

// brief is delta behind a figure of a line with others.
func (p pen) brief(c crm.WeekCount) piece {
	m := p.delta(c)
	if c.ThisWeek == c.LastWeek {
		return piece{m.style, " ="}
	}
	return piece{m.style, string([]rune(m.text)[1:3])}
}

// datedBase says on how many leads the count of new leads rests, when that is
// not all of them.
func datedBase(f crm.Overview) string {
	if f.NewLeadsOf == f.Leads || f.NewLeadsOf == 0 {
		return ""
	}
	return fmt.Sprintf("%s dated", count(f.NewLeadsOf, 7))
}

func wonStage(f crm.Overview) string {
	for _, s := range f.Stages {
		if s.Stage.Kind == crm.WonStage {
			return s.Stage.Key
		}
	}
	return ""
}
