package nurture

import "time"

// Weeks is how many weeks a series covers.
const Weeks = 8

// Reheat is what a recycled lead has gained by what it did since.
type Reheat struct {
	Points int32        // hundredths, now; what it gained and lost again to age is gone
	Weeks  [Weeks]int32 // the same at the end of each of the last weeks, oldest first; the last is now
}

// Warm reports whether a lead moves again.
func (r Reheat) Warm() bool { return r.Points > 0 }

// ReheatOf measures a lead that was recycled. Gained returns the hundredths of
// engagement at an instant from activities after recycled alone, whatever the
// score itself counts: re-heat compares leads of all reasons. Before the lead
// was recycled it had gained nothing, and nothing is asked for.
func ReheatOf(recycled, now time.Time, gained func(at time.Time) int32) Reheat {
	var r Reheat
	for i := range r.Weeks {
		at := now.AddDate(0, 0, -7*(Weeks-1-i))
		if at.After(recycled) {
			r.Weeks[i] = max(gained(at), 0)
		}
	}
	r.Points = r.Weeks[Weeks-1]
	return r
}
