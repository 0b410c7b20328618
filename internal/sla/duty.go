package sla

import (
	"time"

	"smarketing/internal/crm"
)

// Case is what decides about the duty to a lead.
type Case struct {
	Standing  crm.Standing
	Ready     crm.Readiness
	Stage     crm.Stage // the definition of the stage it stands in
	StageAt   time.Time // when it entered that stage
	TouchedAt time.Time // the latest touch; zero when there was none
}

// Rules are the limits both teams agreed on, on their calendar.
type Rules struct {
	Calendar     *Calendar
	firstTouch   time.Duration
	instantTouch time.Duration
	decisionDays int
}

// NewRules returns the rules of a file.
func NewRules(s crm.Settings) Rules {
	return Rules{NewCalendar(s), s.FirstTouch, s.InstantTouch, s.DecisionDays}
}

// Duty returns the next duty to a lead; there is never more than one at a time.
//
//   - Ready, and not touched since: the first touch.
//   - Ready and touched: the decision.
//   - Accepted, in a stage with an SLA, and not touched since it came there: to
//     be worked. A touch is an answer; what comes after it is for the next step
//     to say.
//   - Recycled leads are owed what their cadence says, closed ones nothing. A
//     recycled lead that is ready again is owed a touch like any other.
func (r Rules) Duty(c Case) crm.Duty {
	switch {
	case !c.Standing.Open():
		return crm.Duty{}
	case c.Standing == crm.InSales:
		if c.Stage.SLA <= 0 || c.StageAt.IsZero() || !c.TouchedAt.Before(c.StageAt) {
			return crm.Duty{}
		}
		return crm.Duty{Kind: crm.WorkDuty, Since: c.StageAt, Deadline: r.Calendar.Add(c.StageAt, c.Stage.SLA)}
	case !c.Ready.Ready() || c.Ready.Since.IsZero():
		return crm.Duty{}
	case c.TouchedAt.Before(c.Ready.Since):
		return crm.Duty{Kind: crm.TouchDuty, Since: c.Ready.Since, Deadline: r.FirstTouch(c.Ready)}
	}
	return crm.Duty{Kind: crm.DecisionDuty, Since: c.Ready.Since, Deadline: r.Decision(c.Ready.Since)}
}

// FirstTouch returns until when a ready lead has to be touched. The limit is
// in working time, so a lead of Friday night does not break it on Saturday.
func (r Rules) FirstTouch(ready crm.Readiness) time.Time {
	limit := r.firstTouch
	if ready.Cause == crm.ByInstant {
		limit = r.instantTouch
	}
	return r.Calendar.Add(ready.Since, limit)
}

// Decision returns until when a ready lead has to be accepted, rejected or
// recycled: closing time of the calendar day so many days later, or of the
// next working day when nobody works on that one. The days are calendar days,
// because two weeks are two weeks for the lead who waits, and because everybody
// can count them; only the end is moved to where somebody can keep it.
func (r Rules) Decision(since time.Time) time.Time {
	c := r.Calendar
	first := max(int(crm.DayOf(since, c.zone))+r.decisionDays, 0)
	for day := first; day < horizon; day++ {
		if closing := c.closing(day); closing > c.opening(day) {
			return time.Unix(0, closing).In(since.Location())
		}
	}
	return end.In(since.Location())
}
