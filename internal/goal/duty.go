package goal

import (
	"slices"
	"time"

	"smarketing/internal/crm"
)

// Duty is what a team has to do for the goal, and what is done of it. The plan
// is spread over the working time from the start to the deadline, also that of
// marketing: leads that come too late for this goal work for the next one, as
// those before worked for this.
type Duty struct {
	Team  crm.Team
	Key   string // lead, ready, touch, accept, win
	Label string // "new leads", "ready leads"...

	Total    float64 // by the plan, from start to deadline
	SoFar    int     // done since the start
	Due      float64 // by now, by the plan
	Week     float64 // in the present calendar week, by the plan
	Done     int     // in the present week
	LastWeek int     // done in the week before
	CatchUp  float64 // a week from now on, so that the total is reached in time; 0 when it is, and when the time is over
	Known    bool    // the planned rates say how many it takes; else only what is done is known
}

// WhatIf returns how many more customers the same number of leads makes when
// the rate of step i rises by so many percentage points, and falls when they
// are negative; the rate stays between 0 and 1.
func WhatIf(leads float64, rates []float64, i int, points float64) float64 {
	before, after := leads, leads
	for k, r := range rates {
		before *= r
		if k == i {
			r = min(max(r+points/100, 0), 1)
		}
		after *= r
	}
	return after - before
}

// duties says what both teams have to do, and have done.
func (f *Facts) duties(b *book) []Duty {
	g := &f.Goal
	customers := float64(g.Target()) / float64(g.AverageDeal.Cents)
	leads, ready, accept := 0.0, 0.0, 0.0
	if g.LeadRate > 0 {
		leads = customers / g.LeadRate
		ready = leads * g.ReadyRate
	}
	gate, handover := f.at(f.Path.Gate), f.at(func() (string, bool) { return f.Path.Handover(), true })
	if plan, ok := PlannedSteps(&f.Goal, f.Path); ok && handover > 0 {
		accept = leads
		for _, rate := range plan[:handover] {
			accept *= rate
		}
	}
	duties := []Duty{
		{Team: crm.Marketing, Key: "lead", Label: "new leads", Total: leads},
		{Team: crm.Marketing, Key: "ready", Label: "ready leads", Total: ready},
		{Team: crm.Sales, Key: "touch", Label: "first touches", Total: ready},
		{Team: crm.Sales, Key: "accept", Label: "accepted leads", Total: accept},
		{Team: crm.Sales, Key: "win", Label: "wins", Total: customers},
	}
	done := [][Spans]int{f.flow(0), f.flow(gate), f.Touch, f.flow(handover), f.wins(b)}
	for i := range duties {
		f.measure(&duties[i], done[i])
	}
	return duties
}

// at returns the index of a stage of the path, -1 when there is none.
func (f *Facts) at(key func() (string, bool)) int {
	name, ok := key()
	if !ok {
		return -1
	}
	return slices.IndexFunc(f.Path, func(s crm.Stage) bool { return s.Key == name })
}

func (f *Facts) flow(stage int) [Spans]int {
	if stage < 0 || stage >= len(f.Flows) {
		return [Spans]int{}
	}
	return f.Flows[stage]
}

// wins counts deals where there are any, else leads.
func (f *Facts) wins(b *book) [Spans]int {
	if !b.any {
		return f.flow(len(f.Flows) - 1)
	}
	return b.spans
}

// measure fills in what a duty comes to in the present week and by now.
func (f *Facts) measure(d *Duty, done [Spans]int) {
	start, end := f.Goal.Start, f.Goal.End
	d.SoFar, d.Done, d.LastWeek = done[SinceStart], done[ThisWeek], done[WeekBefore]
	if d.Known = d.Total > 0; !d.Known {
		return
	}
	monday := Monday(f.Now, f.Zone)
	by := func(t time.Time) float64 { return d.Total * Progress(f.Work, start, end, t) }
	d.Due = by(f.Now)
	d.Week = by(monday.AddDate(0, 0, 7)) - by(monday)
	if left := d.Total - float64(d.SoFar); left > 0 && f.Now.Before(end) {
		d.CatchUp = left
		if weeks := end.Sub(f.Now).Hours() / (7 * 24); weeks > 1 {
			d.CatchUp = left / weeks
		}
	}
}

// Monday returns the beginning of the calendar week of an instant.
func Monday(t time.Time, zone *time.Location) time.Time {
	day := t.In(zone)
	return time.Date(day.Year(), day.Month(), day.Day()-(int(day.Weekday())+6)%7, 0, 0, 0, 0, zone)
}
