package nurture

import (
	"time"

	"smarketing/internal/crm"
)

// Footing is what keeps a lead from being forgotten.
type Footing struct {
	Open     bool
	Owner    string
	NextStep time.Time // the day of the next step; zero: none
	Duty     bool      // an SLA runs, or has run out and stands on top of the queue
	Nurture  time.Time // the next touch or the return of a recycled lead; zero: none
}

// Leak says why an open lead is in danger of being forgotten.
type Leak string

// The leaks.
const (
	NoLeak   Leak = ""
	NoOwner  Leak = "no owner"
	NoAhead  Leak = "nothing ahead"
	NoAnyone Leak = "no owner, nothing ahead"
)

// LeakOf returns whether and why a lead leaks: an open lead must have an owner,
// and something ahead of it. That is a next step today or later, an SLA, or a
// nurture date. A next step of yesterday is behind the lead: nobody is reminded
// of it again. A broken SLA and a nurture date that is past are not, because
// they stand on top of their queues until somebody acts.
func LeakOf(f Footing, now time.Time, zone *time.Location) Leak {
	if !f.Open {
		return NoLeak
	}
	step := !f.NextStep.IsZero() && crm.DayOf(f.NextStep, zone) >= crm.DayOf(now, zone)
	ahead := step || f.Duty || !f.Nurture.IsZero()
	switch {
	case f.Owner == "" && !ahead:
		return NoAnyone
	case f.Owner == "":
		return NoOwner
	case !ahead:
		return NoAhead
	}
	return NoLeak
}
