package sla

import (
	"fmt"
	"time"

	"smarketing/internal/crm"
)

// Near is the working time below which a deadline is about to break.
const Near = 4 * time.Hour

// manyHours is where hours of work stop telling anybody anything and days of
// the calendar are said instead.
const manyHours = 48 * time.Hour

// Left returns the working time until the deadline, negative when it is broken.
func (r Rules) Left(d crm.Duty, now time.Time) time.Duration {
	return r.Calendar.Between(now, d.Deadline)
}

// NearBy returns the latest deadline that is about to break, or broken, now.
func (r Rules) NearBy(now time.Time) time.Time { return r.Calendar.Add(now, Near) }

// Words says how a duty stands: "SLA in 2 h", "decide in 9 d", "overdue 31 h".
// Minutes and hours are working time, days are those of the calendar; nothing
// is said of a duty that is none.
func (r Rules) Words(d crm.Duty, now time.Time) string {
	if d.Kind == crm.NoDuty {
		return ""
	}
	if !now.Before(d.Deadline) {
		if r.Left(d, now) > -time.Minute {
			return "overdue" // after hours: nobody could have done anything since
		}
		return "overdue " + r.span(d.Deadline, now)
	}
	if d.Kind != crm.DecisionDuty {
		return "SLA in " + r.span(now, d.Deadline)
	}
	if days := r.days(now, d.Deadline); days > 0 {
		return fmt.Sprintf("decide in %d d", days)
	}
	return "decide today"
}

// span says how far two instants are apart; what has begun counts as nothing,
// so that neither patience nor delay is exaggerated.
func (r Rules) span(a, b time.Time) string {
	switch d := r.Calendar.Between(a, b); {
	case d < time.Hour:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < manyHours:
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d d", r.days(a, b))
}

func (r Rules) days(a, b time.Time) int {
	return int(crm.DayOf(b, r.Calendar.zone) - crm.DayOf(a, r.Calendar.zone))
}
