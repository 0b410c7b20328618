package sla

import (
	"time"

	"smarketing/internal/crm"
)

// The calendar is worked out in blocks of days when they are first asked for:
// opening hours in a zone with summer time are dear to compute and are asked
// for a million times.
const (
	blockBits = 9
	blockDays = 1 << blockBits
	blockMask = blockDays - 1
	horizon   = 84_370 // days since 1970-01-01 of 2200-12-31
)

var (
	begin = time.Unix(0, 0)
	end   = time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC)
)

// block is a run of days: when each opens, in nanoseconds since 1970, and how
// much working time the block holds before it, in nanoseconds.
type block struct {
	opening [blockDays]int64
	before  [blockDays + 1]int64
}

// block returns the i-th block. Two goroutines may work it out at the same
// time; both get the same result.
func (c *Calendar) block(i int) *block {
	if b := c.blocks[i].Load(); b != nil {
		return b
	}
	b := &block{}
	first := i << blockBits
	_, closed := c.hours(first - 1)
	for n := range blockDays {
		open, shut := c.hours(first + n)
		// Where a zone skips hours or a whole day, days would overlap.
		open = max(open, closed)
		shut = max(open, shut)
		b.opening[n], closed = open, shut
		b.before[n+1] = b.before[n] + shut - open
	}
	c.blocks[i].Store(b)
	return b
}

// hours returns when a day opens and closes; both are the opening of a day on
// which nobody works.
func (c *Calendar) hours(day int) (open, shut int64) {
	date := crm.Day(day).Date()
	y, m, d := date.Date()
	at := func(wall time.Duration) int64 {
		t := time.Date(y, m, d, int(wall.Hours()), int(wall.Minutes())%60, 0, 0, c.zone)
		return nanos(t)
	}
	open = at(c.open)
	if !c.weekdays[date.Weekday()] || c.holidays[crm.Day(day)] || day < 0 || day >= horizon {
		return open, open
	}
	return open, at(c.close)
}

// dayOf returns the latest day that has opened by an instant, within the
// bounds of the calendar. That is not the day of the date alone: before the
// opening it is the day before, and where clocks are set back over midnight a
// date comes twice.
func (c *Calendar) dayOf(at int64) int {
	day := min(max(int(crm.DayOf(time.Unix(0, at), c.zone)), 0), horizon)
	for day > 0 && at < c.opening(day) {
		day--
	}
	for day < horizon && at >= c.opening(day+1) {
		day++
	}
	return day
}

func (c *Calendar) opening(day int) int64 { return c.block(day >> blockBits).opening[day&blockMask] }

func (c *Calendar) closing(day int) int64 {
	b, n := c.block(day>>blockBits), day&blockMask
	return b.opening[n] + b.before[n+1] - b.before[n]
}

// nanos returns an instant in nanoseconds since 1970, within the bounds of the
// calendar.
func nanos(t time.Time) int64 {
	switch {
	case t.Before(begin):
		return 0
	case t.After(end):
		return end.UnixNano()
	}
	return t.UnixNano()
}
