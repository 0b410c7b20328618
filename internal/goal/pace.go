package goal

import (
	"math"
	"time"

	"smarketing/internal/crm"
)

// Worktime measures working time: the calendar of the team.
type Worktime interface {
	// Between returns the working time from a to b.
	Between(a, b time.Time) time.Duration
}

// Pace says where the revenue should be by now, and where it is. Sums are in
// hundredths.
type Pace struct {
	Part         float64 // of the working time from start to deadline that is over, 0..1
	Days         int     // working days from start to deadline
	DaysOver     int     // of them, those that are over
	Target       int64   // the goal
	Plan, Actual int64   // by now
	Ahead        int64   // Actual less Plan, negative when behind
	Customers    int     // won from the start until now
	Planned      float64 // customers by now
}

// Progress returns the part of the working time of [start, end) that is over at
// that instant: 0 before the start, 1 from the end on. Where nobody works in
// it, all time counts.
func Progress(work Worktime, start, end, at time.Time) float64 {
	switch {
	case !at.Before(end):
		return 1
	case !at.After(start):
		return 0
	}
	if all := work.Between(start, end); all > 0 {
		return float64(work.Between(start, at)) / float64(all)
	}
	return float64(at.Sub(start)) / float64(end.Sub(start))
}

// workdays counts the days of [start, end) on which there is work.
func workdays(work Worktime, start, end time.Time, zone *time.Location) int {
	n := 0
	for day := crm.DayOf(start, zone); day.Start(zone).Before(end); day++ {
		if work.Between(day.Start(zone), (day+1).Start(zone)) > 0 {
			n++
		}
	}
	return n
}

// planned returns the part of a sum that is due when so much of the time is
// over.
func planned(target int64, part float64) int64 { return int64(math.Round(float64(target) * part)) }
