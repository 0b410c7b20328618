package nurture

import (
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// Cadence says what happens to a lead that is recycled for a reason.
type Cadence struct {
	Reason string // as people say it: "no contact"
	Return int    // days after which the lead comes back to be judged again
	Touch  int    // it is touched every so many days until then; 0: not at all
	Policy crm.Policy
}

// Plan is what a team agreed on about recycling. It is data of the file.
type Plan struct {
	CoolOff  int // days for which a lead does not go back to whom it was recycled by
	Cadences []Cadence
}

// other is the cadence of a reason the plan does not name. Files bring reasons
// of their own, and a lead without a date would be forgotten.
var other = Cadence{Return: 60, Touch: 30, Policy: crm.StartFresh}

// DefaultPlan returns what a new file starts with. Who is still evaluating
// keeps the interest it has shown; everybody else has to show it anew.
func DefaultPlan() Plan {
	return Plan{CoolOff: 30, Cadences: []Cadence{
		{"no contact", 30, 10, crm.StartFresh},
		{"timing", 60, 20, crm.StartFresh},
		{"budget", 90, 30, crm.StartFresh},
		{"competitor", 180, 60, crm.StartFresh},
		{"evaluating", 30, 10, crm.KeepScore},
	}}
}

// Reasons returns the reasons of the plan in its order.
func (p Plan) Reasons() []string {
	reasons := make([]string, len(p.Cadences))
	for i, c := range p.Cadences {
		reasons[i] = c.Reason
	}
	return reasons
}

// For returns the cadence of a reason, spelt as in the plan. A reason the plan
// does not name is kept as it is and comes back after 60 days.
func (p Plan) For(reason string) Cadence {
	folded := text.Fold(reason)
	i := slices.IndexFunc(p.Cadences, func(c Cadence) bool { return text.Fold(c.Reason) == folded })
	if i >= 0 {
		return p.Cadences[i]
	}
	c := other
	c.Reason = reason
	return c
}

// ReturnAt returns the day on which a lead recycled at an instant comes back,
// as the midnight it begins with in the zone.
func (c Cadence) ReturnAt(recycled time.Time, zone *time.Location) time.Time {
	return (crm.DayOf(recycled, zone) + crm.Day(c.Return)).Start(zone)
}

// NextTouch returns the day on which a recycled lead is next touched: so many
// days after the last touch, or after it was recycled, but never after it
// comes back, since that day is for somebody to look at it anyway.
func (c Cadence) NextTouch(recycled, touched, returns time.Time, zone *time.Location) time.Time {
	last := recycled
	if touched.After(last) {
		last = touched
	}
	if c.Touch <= 0 {
		return returns
	}
	next := (crm.DayOf(last, zone) + crm.Day(c.Touch)).Start(zone)
	if returns.IsZero() || next.Before(returns) {
		return next
	}
	return returns
}

// Declined says who recycled a lead, and when.
type Declined struct {
	By string // the owner at that time
	At time.Time
}

// CoolingOff reports whether a returning lead must not go to that member by
// itself: within the cool-off of having recycled it, an owner has given the
// answer already. Somebody may still choose them.
func (p Plan) CoolingOff(member string, d Declined, now time.Time, zone *time.Location) bool {
	if member == "" || text.Fold(member) != text.Fold(d.By) || d.At.IsZero() {
		return false
	}
	return int(crm.DayOf(now, zone)-crm.DayOf(d.At, zone)) < p.CoolOff
}

// Candidate is a member who could take a returning lead.
type Candidate struct {
	Name     string
	Capacity int // leads a week; 0 when not given
	Load     int // open leads it owns
}

// Taker returns who gets a returning lead: its previous owner unless that one
// is cooling off, else the candidate with the smallest load for its capacity,
// the first by name among equals. It is empty when nobody may take it.
func (p Plan) Taker(candidates []Candidate, d Declined, now time.Time, zone *time.Location) string {
	var best *Candidate
	for i := range candidates {
		c := &candidates[i]
		switch {
		case p.CoolingOff(c.Name, d, now, zone):
		case text.Fold(c.Name) == text.Fold(d.By):
			return c.Name
		case best == nil || c.before(best):
			best = c
		}
	}
	if best == nil {
		return ""
	}
	return best.Name
}

// before compares load by capacity without dividing; who has given no capacity
// counts as one of the usual twenty leads a week.
func (c *Candidate) before(d *Candidate) bool {
	const usual = 20
	mine, theirs := c.Capacity, d.Capacity
	if mine <= 0 {
		mine = usual
	}
	if theirs <= 0 {
		theirs = usual
	}
	if left, right := c.Load*theirs, d.Load*mine; left != right {
		return left < right
	}
	return c.Name < d.Name
}
