package overview

import (
	"fmt"
	"math"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// task is something that a team has to do: a number, and of what.
type task struct {
	number string   // "…" while it is not known
	loud   bool     // it is late
	words  []string // what the number counts, from the longest form to the shortest
	brief  string   // in a line with others
	base   string   // what the number rests on, or how it was last week
	open   screen.OpenMsg
}

// work is what a team has to do today, for the goal and for its leads.
func work(title string, team crm.Team, roomy bool, tasks []task) tile {
	step := linesOf(roomy)
	return tile{
		title: title, team: team, rows: len(tasks),
		open:  func(row int) screen.OpenMsg { return tasks[row].open },
		rowAt: func(line int) int { return max(0, min(line/step, len(tasks)-1)) },
		fit:   func(h int) int { return min((h+step-1)/step, len(tasks)) },
		flat: func(p pen) [][]piece {
			var groups [][]piece
			for _, t := range tasks {
				if t.brief != "" {
					groups = append(groups, []piece{p.numbered(&t), {p.st.Muted, " " + t.brief}})
				}
			}
			return groups
		},
		draw: func(p pen) []string {
			var lines []string
			for i := range tasks {
				lines = append(lines, p.task(i == p.row, &tasks[i]))
				lines = append(lines, make([]string, step-1)...)
			}
			return lines
		},
	}
}

func (p pen) numbered(t *task) piece {
	switch {
	case t.number == waiting:
		return piece{p.st.Faint, t.number}
	case t.number == done:
		return piece{p.st.Good, t.number}
	case t.loud:
		return piece{p.st.Bad.Bold(true), t.number}
	}
	return piece{p.st.Title, t.number}
}

// task is one line: the number, what it counts, and its base at the right.
func (p pen) task(selected bool, t *task) string {
	const number, gap = 6, 3
	n, mark := p.numbered(t), "   "
	if t.loud {
		mark = " ! "
	}
	room := p.w - edge - number - gap
	words := t.words[len(t.words)-1]
	for _, w := range t.words {
		if text.Width(w)+2+text.Width(t.base) <= room {
			words = w
			break
		}
	}
	base := t.base
	if text.Width(words)+2+text.Width(base) > room {
		base = ""
	}
	return p.line(selected, p.pieces(selected, piece{n.style, text.FitRight(n.text, number)}, piece{p.st.Bad, mark},
		piece{p.st.Text, text.Fit(words, room-text.Width(base))}, piece{p.st.Faint, base}))
}

// waiting stands for a number that is still being measured, done for one that is
// not owed any more.
const waiting, done = "…", "✓"

// dutyOf returns a duty of the goal, nil while it is not known.
func dutyOf(f crm.Overview, l *later, key string) *goal.Duty {
	r, known := reportOf(f, l)
	for i := range r.Duties {
		if d := &r.Duties[i]; known && d.Key == key {
			return d
		}
	}
	return nil
}

// aim is what a duty of the goal counts.
type aim struct {
	key, one, many string        // "lead", "new lead to bring", "new leads to bring"
	done           string        // "new leads brought"
	brief          string        // "new lead", in a line with others; empty: not there
	lately         crm.WeekCount // the same without a goal
}

// running reports whether the figures are those of the time of a goal. Before it
// and after it nothing is owed: a week of which nothing is planned would read as
// one in which all is done.
func running(f crm.Overview) bool {
	return f.Goal != nil && !f.Now.Before(f.Goal.Start) && f.Now.Before(f.Goal.End)
}

// owed says how many of a duty are still to be done this week; outside the time
// of a goal how many were lately.
func owed(f crm.Overview, l *later, a aim) task {
	t := task{number: waiting, words: []string{a.many + " this week", a.many}, open: screen.OpenMsg{Screen: goalsTitle}}
	d := dutyOf(f, l, a.key)
	switch {
	case !running(f):
		t.number, t.base = count(a.lately.ThisWeek, 6), count(a.lately.LastWeek, 5)+" before"
		t.words = []string{a.done + " in the last 7 days", a.done + " in 7 days"}
		return t
	case l.goal.failed():
		t.number, t.base = "–", "could not be read"
		return t
	case d == nil:
		return t
	case !d.Known:
		t.number, t.words, t.base = count(d.Done, 6), []string{a.done + " this week", a.done}, "no rate to plan with"
		return t
	}
	week := int(math.Ceil(d.Week - 1e-9))
	left := max(0, week-d.Done)
	what, brief := a.many, "more "+a.brief+"s"
	if left == 1 {
		what, brief = a.one, "more "+a.brief
	}
	t.number, t.words = count(left, 6), []string{"more " + what + " this week", "more " + what, what}
	if left == 0 {
		brief = a.brief + "s as planned"
		t.number, t.words = done, []string{a.done + " as planned for the week", a.done + " as planned", a.done}
	}
	if a.brief != "" {
		t.brief = brief
	}
	t.base = fmt.Sprintf("%s of %s, %s last week", count(d.Done, 5), count(week, 5), count(d.LastWeek, 5))
	return t
}

// marketing is what marketing owes the goal and the leads.
func marketing(f crm.Overview, l *later, roomy bool) tile {
	n := f.Nurture
	due := task{
		number: count(n.Due+n.Overdue, 6), loud: n.Overdue > 0, brief: "recycled due",
		words: []string{
			fmt.Sprintf("recycled leads due, %s overdue, %s warm again", count(n.Overdue, 5), count(n.Returned, 5)),
			fmt.Sprintf("recycled due, %s overdue, %s warm", count(n.Overdue, 5), count(n.Returned, 5)),
			"recycled due, " + count(n.Returned, 5) + " warm",
		},
		open: screen.OpenMsg{Screen: nurtureTitle, Topic: "due"},
	}
	return work("MARKETING TODAY", crm.Marketing, roomy, []task{
		owed(f, l, aim{"ready", "ready lead to deliver", "ready leads to deliver", "ready leads delivered", "ready lead", f.ReadyEvents}), due, campaign(l),
		owed(f, l, aim{"lead", "new lead to bring", "new leads to bring", "new leads brought", "new lead", f.NewLeads}),
		steps(l, func(d *crm.Today) crm.StepCounts { return d.MarketingSteps }),
	})
}

// campaign is the one of which the fewest leads have become ready.
func campaign(l *later) task {
	t := task{number: waiting, words: []string{"leads by campaign"}, open: list(crm.LeadQuery{})}
	r := &l.today
	c := &r.value.Campaigns
	switch {
	case r.failed():
		t.number, t.base = "–", "could not be read"
	case !r.known:
	case c.Asked == 0:
		t.number = "–"
		t.words = []string{fmt.Sprintf("no campaign has brought %d leads in 30 days", crm.CampaignLeads), "no large campaign"}
	default:
		name := text.Clean(c.Weakest)
		t.open = list(crm.LeadQuery{Filter: name, CreatedAfter: c.Since.Add(-time.Millisecond)})
		ready := "none ready yet"
		if c.Ready > 0 {
			ready = count(c.Ready, 5) + " ready"
		}
		t.number, t.loud = count(c.Leads, 6), c.Ready == 0
		t.words = nil
		for _, size := range []int{40, 24, 16, 10} {
			short := text.Truncate(name, size)
			t.words = append(t.words, fmt.Sprintf("leads of %s, %s", short, ready), fmt.Sprintf("of %s, %s", short, ready))
		}
		if t.base = fmt.Sprintf("30 d, weakest of %s", count(c.Asked, 5)); c.Barren > 1 {
			t.base = fmt.Sprintf("30 d, so are %s of %s", count(c.Barren, 5), count(c.Asked, 5))
		}
	}
	return t
}

// steps are the next steps that leads of a team are to be taken today.
func steps(l *later, of func(*crm.Today) crm.StepCounts) task {
	t := task{number: waiting, words: []string{"next steps due"}, brief: "next steps", open: list(crm.LeadQuery{Queue: true})}
	switch r := &l.today; {
	case r.failed():
		t.number, t.base = "–", "could not be read"
	case r.known:
		n := of(&r.value)
		t.number, t.loud = count(n.Due, 6), n.Late > 0
		if n.Late > 0 {
			t.base = count(n.Late, 5) + " overdue"
		}
	}
	return t
}

// sales is what sales owes the goal and the leads.
func sales(f crm.Overview, l *later, roomy bool) tile {
	h := &f.HandOff
	breaks := max(0, h.ReadyToday-h.ReadyLate)
	touch := task{
		number: count(f.Ready, 6), loud: h.ReadyLate > 0, brief: "ready to touch", open: list(crm.LeadQuery{Ready: true}),
		words: []string{
			fmt.Sprintf("ready leads to touch, %s past the SLA, %s break it today", count(h.ReadyLate, 5), count(breaks, 5)),
			fmt.Sprintf("ready to touch, %s late, %s break the SLA today", count(h.ReadyLate, 5), count(breaks, 5)),
			fmt.Sprintf("ready to touch, %s late, %s more today", count(h.ReadyLate, 5), count(breaks, 5)),
		},
	}
	decide := task{
		number: count(h.Decisions, 6), loud: h.DecisionsLate > 0, words: []string{"decisions due today", "decisions due"},
		brief: "to decide", open: list(crm.LeadQuery{Queue: true}),
	}
	if h.DecisionsLate > 0 {
		decide.base = count(h.DecisionsLate, 5) + " late"
	}
	follow := steps(l, func(d *crm.Today) crm.StepCounts { return d.SalesSteps })
	if l.today.known {
		decide.words = []string{
			fmt.Sprintf("decisions due today, %s next steps", strings.TrimSpace(follow.number)),
			fmt.Sprintf("decisions due, %s next steps", strings.TrimSpace(follow.number)), "decisions due",
		}
		if decide.base == "" {
			decide.base = follow.base
		}
	}
	tasks := []task{touch, decide, expected(f, l), owed(f, l, aim{"win", "deal to win", "deals to win", "deals won", "win", f.Wins})}
	if running(f) {
		tasks = append(tasks, owed(f, l, aim{key: "accept", one: "lead to accept", many: "leads to accept", done: "leads accepted"}))
	}
	return work("SALES TODAY", crm.Sales, roomy, tasks)
}

// expected is what the open deals are expected to bring until the deadline.
func expected(f crm.Overview, l *later) task {
	t := task{number: waiting, words: []string{"open deals"}, open: screen.OpenMsg{Screen: goalsTitle}}
	r, known := reportOf(f, l)
	over := f.Goal != nil && !f.Now.Before(f.Goal.End)
	switch {
	case (f.Goal == nil || over) && l.funnel.known:
		return openDeals(&l.funnel.value)
	case known && !over:
	case l.goal.failed():
		t.number, t.base = "–", "could not be read"
		return t
	default:
		return t
	}
	for i := range r.Forecast.Sources {
		s := &r.Forecast.Sources[i]
		if s.Key != goal.OpenDeals {
			continue
		}
		t.number, t.brief = count(s.Cases, 6), "open deals"
		if !s.Known {
			t.base = "not enough closed to tell"
			return t
		}
		sum := r.Currency + " " + goal.Short(s.Amount)
		until := (crm.DayOf(r.Goal.End, zoneOf(f)) - 1).Date().Format("2 Jan")
		t.words = []string{
			fmt.Sprintf("open deals, %s expected by %s", sum, until), fmt.Sprintf("open deals, %s by %s", sum, until), "open deals, " + sum,
		}
		t.base = fmt.Sprintf("%.1f wins", s.Customers)
		return t
	}
	t.number, t.words = "0", []string{"open deals"}
	return t
}

// openDeals is what the open deals bring a day, where no goal has a deadline.
func openDeals(r *funnel.Report) task {
	v := &r.Velocity
	t := task{number: count(v.Open, 6), words: []string{"open deals"}, brief: "open deals", open: screen.OpenMsg{Screen: funnelTitle}}
	if v.Known {
		t.words = []string{fmt.Sprintf("open deals bring %s %s a day", r.Currency, goal.Short(int64(v.PerDay*100))), "open deals"}
	}
	return t
}
