package overview

import (
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// week compares the last seven days with the seven before.
func week(f crm.Overview, roomy bool) tile {
	since := weekAgo(f.Now)
	rows := []struct {
		label, base string
		count       crm.WeekCount
		unknown     bool
		query       crm.LeadQuery
	}{
		{label: "became ready", count: f.ReadyEvents, query: crm.LeadQuery{Ready: true, Sort: crm.Sort{Field: "ready_since"}}},
		{label: "new leads", base: datedBase(f), count: f.NewLeads, unknown: f.NewLeadsOf == 0,
			query: crm.LeadQuery{CreatedAfter: since, Sort: crm.Sort{Field: "created_at"}}},
		{label: "activities", count: f.Activities, query: crm.LeadQuery{Sort: crm.Sort{Field: "last_activity_at"}}},
		{label: "won", count: f.Wins, query: crm.LeadQuery{Stage: wonStage(f), StageAfter: since}},
	}
	step := linesOf(roomy)
	return tile{
		title: "LAST 7 DAYS", rows: len(rows),
		caption: func(w int) string {
			return text.FitRight("before", weekNumber(w)) + widget.Spaces(deltaWidth)
		},
		open:  func(row int) screen.OpenMsg { return list(rows[row].query) },
		rowAt: func(line int) int { return min(line/step, len(rows)-1) },
		fit:   func(int) int { return len(rows) },
		draw: func(p pen) []string {
			var lines []string
			for i, r := range rows {
				selected := i == p.row
				number := weekNumber(p.w)
				room := p.w - edge - 2*number - deltaWidth
				parts := []piece{
					{p.st.Text, text.Fit(r.label, room)},
					{p.st.Title, text.FitRight(count(r.count.ThisWeek, number-1), number)},
					{p.st.Muted, text.FitRight(count(r.count.LastWeek, number-1), number)},
					p.delta(r.count),
				}
				if r.base != "" && room > len(r.label)+1+text.Width(r.base) {
					parts[0].text = r.label + " "
					parts = append(parts[:1], append([]piece{{p.st.Faint, text.Fit(r.base, room-len(r.label)-1)}}, parts[1:]...)...)
				}
				if r.unknown {
					parts = []piece{{p.st.Text, text.Fit(r.label, room)}, {p.st.Faint, text.FitRight("no dates", 2*number)}}
				}
				lines = append(lines, p.line(selected, p.pieces(selected, parts...)))
				lines = append(lines, make([]string, step-1)...)
			}
			return lines
		},
	}
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
	return 7
}

const deltaWidth = 8

// delta is the arrow and the difference between the weeks.
func (p pen) delta(c crm.WeekCount) piece {
	switch d := c.ThisWeek - c.LastWeek; {
	case d > 0:
		return piece{p.st.Good, "  ▲ " + text.Fit(count(d, 4), 4)}
	case d < 0:
		return piece{p.st.Watch, "  ▼ " + text.Fit(count(-d, 4), 4)}
	}
	return piece{p.st.Faint, "  =     "}
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
