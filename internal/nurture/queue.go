package nurture

import (
	"cmp"
	"time"

	"smarketing/internal/crm"
)

// Queue is where an open lead waits for somebody.
type Queue string

// The queues. Every open lead stands in exactly one; a snoozed lead stays in
// its own and is only hidden there.
const (
	NoQueue Queue = ""        // closed: nobody has to do anything
	Triage  Queue = "triage"  // to be judged: new, growing, ready, or back from nurture and ready
	InSales Queue = "sales"   // accepted: worked by its owner
	Nursed  Queue = "nurture" // recycled: touched until it comes back
)

// QueueOf returns the queue of a lead. A recycled lead that is ready again is
// to be judged again, wherever its stage is.
func QueueOf(s crm.Standing, ready bool) Queue {
	switch {
	case !s.Open():
		return NoQueue
	case s == crm.InSales:
		return InSales
	case s == crm.InNurture && !ready:
		return Nursed
	}
	return Triage
}

// Band is how urgent a recycled lead is.
type Band string

// The bands, in the order in which they are shown.
const (
	Returned Band = "returned" // ready again: sales wants it now
	Overdue  Band = "overdue"  // its day was before today
	Due      Band = "due"      // its day is today
	Later    Band = "later"
)

// Bands returns all bands in their order.
func Bands() []Band { return []Band{Returned, Overdue, Due, Later} }

// BandOf returns the band of a recycled lead whose next touch or return is due
// on a day, given as an instant of it. A lead without such a day is overdue:
// somebody has to give it one.
func BandOf(ready bool, due, now time.Time, zone *time.Location) Band {
	switch {
	case ready:
		return Returned
	case due.IsZero() || crm.DayOf(due, zone) < crm.DayOf(now, zone):
		return Overdue
	case crm.DayOf(due, zone) == crm.DayOf(now, zone):
		return Due
	}
	return Later
}

// Place is what orders the nurture queue.
type Place struct {
	Ready  bool
	Reheat int32     // hundredths of a point gained since the lead was recycled
	Due    time.Time // next touch or return; zero: none
	Lead   crm.LeadID
}

// Compare orders the nurture queue: ready again first, then by what a lead has
// gained since it was recycled, then by its day, those without one first, then
// by number, so that the order is total.
func Compare(a, b Place) int {
	if a.Ready != b.Ready {
		if a.Ready {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.Reheat, a.Reheat), a.Due.Compare(b.Due), cmp.Compare(a.Lead, b.Lead))
}
