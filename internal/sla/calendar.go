package sla

import (
	"slices"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"smarketing/internal/crm"
)

// Calendar is the working time of a team: on which days and in which hours it
// works, in the zone of the file. It is safe for concurrent use.
//
// A restriction that is missing or cannot be read does not restrict: without
// working days every day is one, without hours the whole day counts. A team
// that never works would owe nobody anything, and leads would be forgotten in
// silence. No time before 1970 or after 2200 is working time.
type Calendar struct {
	zone        *time.Location
	weekdays    [7]bool
	holidays    map[crm.Day]bool
	open, close time.Duration // as the clock on the wall shows them
	blocks      [horizon>>blockBits + 1]atomic.Pointer[block]
}

// NewCalendar returns the calendar that the settings describe.
func NewCalendar(s crm.Settings) *Calendar {
	c := &Calendar{zone: s.Location(), holidays: map[crm.Day]bool{}, close: 24 * time.Hour}
	for _, name := range s.WorkingDays {
		if i := slices.Index(weekdays, name); i >= 0 {
			c.weekdays[i] = true
		}
	}
	if c.weekdays == [7]bool{} {
		c.weekdays = [7]bool{true, true, true, true, true, true, true}
	}
	for _, text := range s.Holidays {
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			c.holidays[crm.DayOf(t, time.UTC)] = true
		}
	}
	if from, to, ok := strings.Cut(s.WorkingHours, "-"); ok {
		open, okOpen := wall(from)
		shut, okShut := wall(to)
		if okOpen && okShut && open < shut {
			c.open, c.close = open, shut
		}
	}
	return c
}

// weekdays are the names of crm.Settings in the order of time.Weekday.
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// wall reads hours and minutes; 24:00 is the end of the day, and so is
// whatever is later.
func wall(s string) (time.Duration, bool) {
	hour, minute, ok := strings.Cut(strings.TrimSpace(s), ":")
	if !ok {
		return 0, false
	}
	d, err := time.ParseDuration(hour + "h" + minute + "m")
	if err != nil || d < 0 {
		return 0, false
	}
	return min(d, 24*time.Hour), true
}

// Add returns the earliest instant at which d of working time has passed since
// from; from itself when d is not positive, and the end of 2200 when there is
// not so much time until then.
func (c *Calendar) Add(from time.Time, d time.Duration) time.Time {
	if d <= 0 {
		return from
	}
	at := nanos(from)
	day := c.dayOf(at)
	left := int64(d) + c.passed(day, at)
	for i := day >> blockBits; i < len(c.blocks); i++ {
		b := c.block(i)
		start := b.before[0]
		if i == day>>blockBits {
			start = b.before[day&blockMask]
		}
		if have := b.before[blockDays] - start; have < left {
			left -= have
			continue
		}
		// The first day at whose end enough has passed.
		n := sort.Search(blockDays, func(n int) bool { return b.before[n+1]-start >= left })
		return time.Unix(0, b.opening[n]+left-(b.before[n]-start)).In(from.Location())
	}
	return end.In(from.Location())
}

// Between returns the working time from a to b, negative when b is the earlier
// one. Add and Between undo each other.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.Between(b, a)
	}
	from, to := nanos(a), nanos(b)
	first, last := c.dayOf(from), c.dayOf(to)
	sum := c.passed(last, to) - c.passed(first, from)
	for i := first >> blockBits; i <= last>>blockBits; i++ {
		b := c.block(i)
		low, high := 0, blockDays
		if i == first>>blockBits {
			low = first & blockMask
		}
		if i == last>>blockBits {
			high = last & blockMask
		}
		sum += b.before[high] - b.before[low]
	}
	return time.Duration(sum)
}

// IsWorking reports whether the team works at that instant; at closing time it
// does not any more.
func (c *Calendar) IsWorking(t time.Time) bool {
	return t.Before(end) && c.NextOpening(t).Equal(t)
}

// NextOpening returns the instant itself when the team works then, else the
// beginning of its next working day.
func (c *Calendar) NextOpening(t time.Time) time.Time {
	// One more nanosecond of work is done one nanosecond after the opening.
	if next := c.Add(t, 1); next.Before(end) {
		return next.Add(-1)
	}
	return end.In(t.Location())
}

// passed returns how much of the working time of a day is over.
func (c *Calendar) passed(day int, at int64) int64 {
	b, n := c.block(day>>blockBits), day&blockMask
	return min(max(at-b.opening[n], 0), b.before[n+1]-b.before[n])
}
