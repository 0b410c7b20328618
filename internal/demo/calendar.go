package demo

import (
	"math"
	"sort"
	"time"
)

const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
	span   = 365 // days of history

	launchDays = 24 // since the last launch: the overview opens on a busy time
)

// calendar knows when things happen: the days on which leads come, webinars,
// office hours. Instants are seconds since 1970, days are counted from there.
type calendar struct {
	now      int64
	zone     *time.Location
	first    int64     // the first day of the history
	arrivals []float64 // cumulative weight of each day for a new lead
	webinars []int64   // instants, ascending, some of them in the future
	launch   int64     // a new product came out; leads since then are eager
}

func newCalendar(now time.Time, zone *time.Location) calendar {
	if zone == nil {
		zone = time.UTC
	}
	c := calendar{now: now.Unix(), zone: zone}
	c.launch = c.now - launchDays*day
	c.first = dayOf(c.now) - span + 1
	for d := c.first - 31; d <= c.first+span+62; d++ {
		if t := instant(d * day); t.Weekday() == time.Thursday && t.Day() >= 9 && t.Day() <= 15 {
			c.webinars = append(c.webinars, d*day+15*hour)
		}
	}
	sum := 0.0
	for i := range int64(span) {
		sum += c.weight(c.first+i, float64(i)/span)
		c.arrivals = append(c.arrivals, sum)
	}
	return c
}

// weight says how many leads come on a day: growth over the year, a quiet
// summer and turn of the year, quiet weekends, a rush before a webinar, and of
// today only what has passed.
func (c *calendar) weight(d int64, passed float64) float64 {
	t := instant(d * day)
	w := 0.6 + 0.9*passed
	switch t.Month() {
	case time.July:
		w *= 0.85
	case time.August:
		w *= 0.75
	case time.September, time.October:
		w *= 1.15
	case time.December:
		if t.Day() > 18 {
			w *= 0.4
		}
	}
	switch t.Weekday() {
	case time.Saturday, time.Sunday:
		w *= 0.28
	case time.Tuesday, time.Wednesday:
		w *= 1.12
	}
	if next := c.webinar(d * day); next-d*day < 9*day {
		w *= 1.2
	}
	if d*day > c.launch {
		w *= 1.75
	}
	if d == dayOf(c.now) {
		w *= float64(c.now-d*day) / day
	}
	return w
}

// arrival draws the instant at which a lead comes, in its waking hours and
// before now.
func (c *calendar) arrival(d *dice, offset int64) int64 {
	u := d.Float64() * c.arrivals[len(c.arrivals)-1]
	on := c.first + int64(sort.SearchFloat64s(c.arrivals, u))
	at := on*day + timeOfDay(d) - offset
	for at > c.now {
		at -= day
	}
	return at
}

// webinar returns the first webinar after at.
func (c *calendar) webinar(at int64) int64 {
	for _, w := range c.webinars {
		if w > at {
			return w
		}
	}
	return math.MaxInt64
}

// awake moves an instant to a plausible hour of the same local day, and most
// weekends to the Monday.
func awake(d *dice, at, offset int64) int64 {
	on := dayOf(at + offset)
	if wd := weekday(on); wd >= 5 && d.chance(0.75) {
		on += 7 - wd
	}
	return on*day + timeOfDay(d) - offset
}

// office moves an instant to the working hours of the team, later rather than
// earlier.
func (c *calendar) office(d *dice, at int64) int64 {
	_, shift := instant(at).In(c.zone).Zone()
	offset := int64(shift)
	on := dayOf(at + offset)
	if wd := weekday(on); wd >= 5 {
		on += 7 - wd
	}
	return on*day + 9*hour + d.Int64N(8*hour) - offset
}

// timeOfDay draws seconds after midnight: mostly office hours, some evenings.
func timeOfDay(d *dice) int64 {
	if d.chance(0.14) {
		return 18*hour + d.Int64N(4*hour)
	}
	return 8*hour + (d.Int64N(10*hour)+d.Int64N(10*hour))/2
}

// weekday counts from Monday, 0, to Sunday, 6.
func weekday(d int64) int64 { return (d + 3) % 7 }

// dayOf counts the days from 1970 to an instant, both in the same zone.
func dayOf(sec int64) int64 {
	d := sec / day
	if sec%day < 0 {
		d--
	}
	return d
}

func instant(sec int64) time.Time { return time.Unix(sec, 0).UTC() }
