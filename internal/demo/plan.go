package demo

import (
	"smarketing/internal/crm"
)

// plan gives a lead who looks after it and, while it is open, what comes next.
// A few are forgotten, as it happens.
func (w *world) plan(s *subject, l *crm.Lead, steps []step) {
	past := w.past(steps)
	now := past[len(past)-1]
	h, open := habits[now.stage]
	switch {
	case open && h.sales:
		l.Owner = s.rep.name
	case open:
		l.Owner = s.marketer
	default:
		for _, st := range past {
			if st.stage == "sal" {
				l.Owner = st.by
			}
		}
		return
	}
	d := w.dice
	if d.chance(h.orphaned) {
		l.Owner = ""
	}
	if len(h.next) == 0 {
		return
	}
	l.NextStep = one(d, h.next)
	switch u := d.Float64(); {
	case u < h.missing:
		l.NextStep = ""
	case u < h.missing+h.overdue:
		l.Due = instant(w.office(d, w.now-day-d.Int64N(4*day)))
	case u < h.missing+h.overdue+h.today:
		l.Due = instant(w.office(d, w.now))
	default:
		l.Due = instant(w.office(d, w.now+day/2+d.days(h.days, 0.7)))
	}
}

// habit is how the team treats leads in a stage: what it plans and for how many
// days ahead, and which shares have no owner, no plan, one that is overdue, or
// one for today.
type habit struct {
	sales                             bool // the lead is with sales
	next                              []string
	days                              float64
	orphaned, missing, overdue, today float64
}

var habits = map[string]habit{
	"lead": {
		next: []string{"next letter of the series", "invite to the webinar", "send the playbook", "ask what they look for"},
		days: 6, orphaned: 0.003, missing: 0.003, overdue: 0.004, today: 0.04,
	},
	"mql":         {sales: true, next: []string{"first call", "find the right person", "write a first mail"}, days: 1.5, orphaned: 0.02, overdue: 0.04, today: 0.3},
	crm.Recycled:  {},
	"sal":         {sales: true, next: []string{"call", "send the case study", "find the decision maker"}, days: 3, overdue: 0.08, today: 0.3},
	"sql":         {sales: true, next: []string{"discovery call", "technical questions with IT", "send the security sheet"}, days: 3, missing: 0.05, overdue: 0.08, today: 0.25},
	"opportunity": {sales: true, next: []string{"follow up on the offer", "contract review", "price talk with finance"}, days: 4, missing: 0.04, overdue: 0.08, today: 0.2},
}
