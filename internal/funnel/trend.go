package funnel

import (
	"time"

	"smarketing/internal/stat"
)

// Point is one span of time of a trend.
type Point struct {
	From, To time.Time // [From, To)
	Entered  int       // entries into the stage
	Left     int       // entries of before or now that left it
	Advanced int       // of Entered, those that have reached the next stage by now
	Rate     stat.Share
	Decided  stat.Share // Advanced of those that are not pending, as of Figures
}

// Weeks returns the Mondays, in the zone, of the last n weeks up to now and the
// one that follows: n+1 bounds, of which the last lies in the future.
func Weeks(now time.Time, zone *time.Location, n int) []time.Time {
	day := now.In(zone)
	monday := day.Day() - (int(day.Weekday())+6)%7
	bounds := make([]time.Time, 0, n+1)
	for i := range n + 1 {
		bounds = append(bounds, time.Date(day.Year(), day.Month(), monday+7*(i-n+1), 0, 0, 0, 0, zone))
	}
	return bounds
}

// Quarters returns the first days of the last n calendar quarters that are
// over, and of the present one: n+1 bounds.
func Quarters(now time.Time, zone *time.Location, n int) []time.Time {
	day := now.In(zone)
	first := (int(day.Month())-1)/3*3 + 1
	bounds := make([]time.Time, 0, n+1)
	for i := range n + 1 {
		bounds = append(bounds, time.Date(day.Year(), time.Month(first+3*(i-n)), 1, 0, 0, 0, 0, zone))
	}
	return bounds
}

// Trend counts the entries into every stage of the path between the bounds,
// which rise; the switches of the question apply, its window does not. The
// result has a row for each stage.
func (l *Log) Trend(q Question, bounds []time.Time) ([][]Point, error) {
	q, err := q.Normal()
	if err != nil || len(bounds) < 2 {
		return nil, err
	}
	q.Since, q.Until, q.Basis = time.Time{}, time.Time{}, Cohort
	edges := make([]int64, len(bounds))
	for i, b := range bounds {
		edges[i] = b.UnixMilli()
	}
	parts := split(l, func(from, to int) *trendCount {
		c, w := l.newTrendCount(edgesOf(bounds)), newWalker(l, q)
		for row := from; row < to; row++ {
			c.add(w, w.walk(row))
		}
		return c
	})
	return l.points(bounds, parts), nil
}

// trendCount is what one goroutine has counted, per stage and span of time.
type trendCount struct {
	edges                            []int64
	entered, left, advanced, pending [][]int
}

func edgesOf(bounds []time.Time) []int64 {
	edges := make([]int64, len(bounds))
	for i, b := range bounds {
		edges[i] = b.UnixMilli()
	}
	return edges
}

func (l *Log) newTrendCount(edges []int64) *trendCount {
	grid := func() [][]int {
		g := make([][]int, l.path)
		for i := range g {
			g[i] = make([]int, len(edges))
		}
		return g
	}
	return &trendCount{edges, grid(), grid(), grid(), grid()}
}

// add counts the entries of the lead that w has walked.
func (c *trendCount) add(w *walker, entries []entry) {
	for i := range entries {
		e := &entries[i]
		if at := bin(c.edges, e.at); at >= 0 {
			c.entered[e.stage][at]++
			if e.advanced {
				c.advanced[e.stage][at]++
			}
			if e.pending {
				c.pending[e.stage][at]++
			}
		}
		if e.next >= 0 && !e.implied {
			if at := bin(c.edges, w.at[e.next]); at >= 0 {
				c.left[e.stage][at]++
			}
		}
	}
}

// points adds the counts up.
func (l *Log) points(bounds []time.Time, parts []*trendCount) [][]Point {
	trend := make([][]Point, l.path)
	for s := range trend {
		for i := range len(bounds) - 1 {
			p, pending := Point{From: bounds[i], To: bounds[i+1]}, 0
			for _, c := range parts {
				pending += c.pending[s][i]
				p.Entered, p.Left, p.Advanced = p.Entered+c.entered[s][i], p.Left+c.left[s][i], p.Advanced+c.advanced[s][i]
			}
			if s < l.path-1 {
				p.Rate, p.Decided = stat.Of(p.Advanced, p.Entered), stat.Of(p.Advanced, p.Entered-pending)
			}
			trend[s] = append(trend[s], p)
		}
	}
	return trend
}

// Trends are what a report says of the past. They depend on the passes and the
// order that count, not on the window, nor on whom it is about.
type Trends struct {
	Weeks    [][]Point // the last TrendWeeks, the present one last
	Quarters [][]Point // the last NormQuarters that are over
}

// Trends counts weeks and quarters in one go.
func (l *Log) Trends(q Question) (Trends, error) {
	q, err := q.Normal()
	if err != nil {
		return Trends{}, err
	}
	q.Since, q.Until, q.Basis = time.Time{}, time.Time{}, Cohort
	weeks, quarters := Weeks(q.Now, q.Zone, TrendWeeks), Quarters(q.Now, q.Zone, NormQuarters)
	type pair struct{ weeks, quarters *trendCount }
	parts := split(l, func(from, to int) pair {
		p, w := pair{l.newTrendCount(edgesOf(weeks)), l.newTrendCount(edgesOf(quarters))}, newWalker(l, q)
		for row := from; row < to; row++ {
			entries := w.walk(row)
			p.weeks.add(w, entries)
			p.quarters.add(w, entries)
		}
		return p
	})
	var inWeeks, inQuarters []*trendCount
	for _, p := range parts {
		inWeeks, inQuarters = append(inWeeks, p.weeks), append(inQuarters, p.quarters)
	}
	return Trends{l.points(weeks, inWeeks), l.points(quarters, inQuarters)}, nil
}

// bin returns i with edges[i] <= at < edges[i+1], -1 when at lies outside.
func bin(edges []int64, at int64) int {
	if at < edges[0] || at >= edges[len(edges)-1] || at == 0 {
		return -1
	}
	low, high := 0, len(edges)-1
	for high-low > 1 {
		if middle := (low + high) / 2; edges[middle] <= at {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}
