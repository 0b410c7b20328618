package goal

import (
	"slices"
	"time"
)

// Point is one instant of the goal's series. Sums are cumulative, in
// hundredths.
type Point struct {
	At            time.Time
	Plan          int64
	Actual        int64 // of the past only
	Past          bool  // At is not after now
	P10, P50, P90 int64 // of now and later; 0 when the forecast is unknown
}

// mostPoints bounds the points of a series before and after now.
const mostPoints = 64

// points returns the instants of the series with plan and fact: the start, the
// Mondays between, now, and the deadline.
func (f *Facts) points(b *book) []Point {
	g := &f.Goal
	step := 7
	for g.End.Sub(g.Start) > time.Duration(mostPoints*step)*24*time.Hour {
		step += 7
	}
	at := []time.Time{g.Start}
	if f.Now.After(g.Start) && f.Now.Before(g.End) {
		at = append(at, f.Now)
	}
	day := g.Start.In(f.Zone)
	monday := day.Day() + (8-int(day.Weekday()))%7
	for i := 0; ; i += step {
		t := time.Date(day.Year(), day.Month(), monday+i, 0, 0, 0, 0, f.Zone)
		if !t.Before(g.End) {
			break
		}
		at = append(at, t)
	}
	at = append(at, g.End)
	slices.SortFunc(at, time.Time.Compare)
	at = slices.CompactFunc(at, time.Time.Equal)
	points := make([]Point, 0, len(at))
	for _, t := range at {
		p := Point{At: t, Plan: planned(g.Target(), Progress(f.Work, g.Start, g.End, t)), Past: !t.After(f.Now)}
		if p.Past {
			p.Actual = b.until(t)
		}
		points = append(points, p)
	}
	return points
}
