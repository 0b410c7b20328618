package funnel

import (
	"slices"
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

// Weeks returns the Mondays, in the zone, of the last n weeks up to that of an
// instant and the one that follows: n+1 bounds, of which the last lies behind
// the instant.
func Weeks(until time.Time, zone *time.Location, n int) []time.Time {
	day := until.In(zone)
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
	return l.trends(q, bounds)[0], nil
}

// trends counts by the spans of several lists of bounds at once: by those
// between all bounds, from which those of a list add up.
func (l *Log) trends(q Question, lists ...[]time.Time) [][][]Point {
	q.Since, q.Until, q.Basis = time.Time{}, time.Time{}, Cohort
	bounds := slices.Concat(lists...)
	slices.SortFunc(bounds, time.Time.Compare)
	spans := newCalendar(slices.CompactFunc(bounds, time.Time.Equal))
	counts := split(l, func(from, to int) *trendCount { return l.see(q, from, to).trend(spans) })
	for _, c := range counts[1:] {
		counts[0].join(c)
	}
	all := make([][][]Point, 0, len(lists))
	for _, bounds := range lists {
		all = append(all, l.points(bounds, counts[0]))
	}
	return all
}

// trendCount is what one goroutine has counted.
type trendCount struct {
	spans calendar
	n     []int // per stage, fate of an entry and span
}

// The fates of an entry by now. Leaving counts on its own, by when it was.
const (
	inAdvanced = iota
	inPending
	inNeither
	hasLeft
	trendFates
)

func (c *trendCount) at(stage uint8, fate int) []int {
	n := c.spans.count()
	i := (int(stage)*trendFates + fate) * n
	return c.n[i : i+n]
}

func (c *trendCount) join(other *trendCount) {
	for i, n := range other.n {
		c.n[i] += n
	}
}

// trend counts the entries of all rows.
func (v *view) trend(spans calendar) *trendCount {
	l := v.log
	c := &trendCount{spans, make([]int, l.path*trendFates*spans.count())}
	entered, left := make([][]int, len(v.entries)), make([][]int, len(v.entries)) // where an entry of the view counts
	for i := range v.entries {
		e := &v.entries[i]
		fate := inNeither
		switch {
		case e.advanced:
			fate = inAdvanced
		case e.pending:
			fate = inPending
		}
		entered[i] = c.at(e.stage, fate)
		if !e.stays && !e.implied {
			left[i] = c.at(e.stage, hasLeft)
		}
	}
	var in []int // per change of a lead: the span it lies in
	for row := v.from; row < v.to; row++ {
		route, end := l.until(row, v.lim.horizon)
		if !v.sees(row, route) {
			continue
		}
		in = in[:0]
		for _, at := range l.at[l.first[row]:end] {
			in = append(in, spans.of(at))
		}
		begin := v.begin[route]
		for i := range v.entries[begin:v.begin[route+1]] {
			i += int(begin)
			change := v.entries[i].change
			if span := in[change]; span >= 0 {
				entered[i][span]++
			}
			if left[i] != nil {
				if span := in[change+1]; span >= 0 {
					left[i][span]++
				}
			}
		}
	}
	return c
}

// points adds the counts up to the spans between the bounds.
func (l *Log) points(bounds []time.Time, c *trendCount) [][]Point {
	trend := make([][]Point, l.path)
	for s := range trend {
		for i := range len(bounds) - 1 {
			p := Point{From: bounds[i], To: bounds[i+1]}
			sum := func(fate int) (n int) {
				for span, of := range c.at(uint8(s), fate) { //nolint:gosec // at most 64
					if c.spans.edges[span] >= p.From.UnixMilli() && c.spans.edges[span+1] <= p.To.UnixMilli() {
						n += of
					}
				}
				return n
			}
			p.Advanced, p.Left = sum(inAdvanced), sum(hasLeft)
			pending := sum(inPending)
			p.Entered = p.Advanced + pending + sum(inNeither)
			if s < l.path-1 {
				p.Rate, p.Decided = stat.Of(p.Advanced, p.Entered), stat.Of(p.Advanced, p.Entered-pending)
			}
			trend[s] = append(trend[s], p)
		}
	}
	return trend
}

// Trends are what a report says of the past. They depend on the passes and the
// order that count and on the week in which the question ends, not on when its
// window begins, nor on whom it is about.
type Trends struct {
	Weeks    [][]Point // the last TrendWeeks up to the one of Log.TrendEnd, that last
	Quarters [][]Point // the last NormQuarters that are over now
}

// quietFor is how long nothing has happened in a log of the past.
const quietFor = 90 * 24 * time.Hour

// TrendEnd returns the instant in whose week the trend of a question ends: where
// its window does, else now. In a log of the past it is a week after the last
// change, whose week is the last whole one: nobody asks about those after it.
func (l *Log) TrendEnd(q Question) time.Time {
	switch {
	case q.Until.IsZero():
		if last, ok := l.last(q.Now); ok && q.Now.Sub(last) > quietFor {
			return last.AddDate(0, 0, 7)
		}
	case q.Now.IsZero() || q.Until.Before(q.Now):
		return q.Until
	}
	return q.Now
}

// last returns the last instant up to another one at which something has
// changed; false when nothing dated has.
func (l *Log) last(until time.Time) (time.Time, bool) {
	now, last := until.UnixMilli(), l.latest
	if last > now { // mostly nothing is dated in the future
		last = 0
		for _, at := range l.at {
			if at <= now {
				last = max(last, at)
			}
		}
	}
	return time.UnixMilli(last).UTC(), last > 0
}

// Trends counts weeks and quarters in one go.
func (l *Log) Trends(q Question) (Trends, error) {
	q, err := q.Normal()
	if err != nil {
		return Trends{}, err
	}
	all := l.trends(q, Weeks(l.TrendEnd(q), q.Zone, TrendWeeks), Quarters(q.Now, q.Zone, NormQuarters))
	return Trends{all[0], all[1]}, nil
}
