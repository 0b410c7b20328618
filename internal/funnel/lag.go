package funnel

import (
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Lags are the times from the first entry into one stage to the first entry
// into another, of the leads that entered both. They say how long those took
// that came through; how long all take, with those still under way, says
// Times.
type Lags struct {
	Days     []float64 // rising; negative when the later stage is dated first
	Negative int
	Undated  int // leads that entered both, one of them without a date
}

// Quantile returns the p-quantile in days, false when there is none.
func (l *Lags) Quantile(p float64) (float64, bool) {
	return stat.Quantile(l.Days, p), len(l.Days) > 0
}

// Passage sums Lags up.
type Passage struct {
	N           int     // leads that came through with both dates known
	Negative    int     // of N, those of which the end is dated before the beginning
	Undated     int     // leads that came through, one of whose dates is not known
	Median, P90 float64 // days; known when N is not 0
}

func (l *Lags) passage() Passage {
	p := Passage{N: len(l.Days), Negative: l.Negative, Undated: l.Undated}
	if p.N > 0 {
		p.Median, p.P90 = stat.Quantile(l.Days, 0.5), stat.Quantile(l.Days, 0.9)
	}
	return p
}

// Lags measures the times from one stage to another, of leads that came into
// the first in the window. NotFound when there is no such stage.
func (l *Log) Lags(from, to string, q Question) (Lags, error) {
	a, b := l.code(from), l.code(to)
	if a < 0 || b < 0 {
		return Lags{}, crm.Errorf(crm.NotFound, "there is no stage %q or %q", from, to).WithHint("smarketing stages show lists them")
	}
	parts := split(l, func(begin, end int) lagCount { return l.lags(a, b, q.limits(), begin, end) })
	var lags Lags
	var backwards []int64
	var millis [][]uint64
	for _, p := range parts {
		lags.Undated += p.undated
		backwards, millis = append(backwards, p.backwards...), append(millis, p.millis)
	}
	slices.Sort(backwards)
	lags.Negative = len(backwards)
	forwards := stat.Sorted(millis...)
	lags.Days = make([]float64, 0, len(backwards)+len(forwards))
	for _, between := range backwards {
		lags.Days = append(lags.Days, float64(between)/float64(dayMillis))
	}
	for _, between := range forwards {
		lags.Days = append(lags.Days, float64(between)/float64(dayMillis))
	}
	return lags, nil
}

// lagCount is what one goroutine has found.
type lagCount struct {
	millis    []uint64
	backwards []int64 // below 0
	undated   int
}

// lags looks for the two stages in the rows. Most leads have not entered both,
// which their routes tell.
func (l *Log) lags(a, b int, lim limits, begin, end int) lagCount {
	both := l.routes.through(a, b)
	var found lagCount
	for row := begin; row < end; row++ {
		if !both[l.route[row]] {
			continue
		}
		i := l.find(row, a, lim.horizon)
		if i < 0 || !lim.holds(l.at[i]) {
			continue
		}
		j := l.find(row, b, lim.horizon)
		switch {
		case j < 0:
		case l.at[i] == 0 || l.at[j] == 0:
			found.undated++
		case l.at[j] < l.at[i]:
			found.backwards = append(found.backwards, l.at[j]-l.at[i])
		default:
			found.millis = append(found.millis, uint64(l.at[j]-l.at[i])) //nolint:gosec // not below 0
		}
	}
	return found
}

// code returns the index of the stage of that key, -1 when there is none.
func (l *Log) code(key string) int {
	return slices.IndexFunc(l.stages, func(s crm.Stage) bool { return s.Key == key })
}

// find returns the first change of the row into the stage, -1 when there is
// none that has happened.
func (l *Log) find(row, stage int, horizon int64) int {
	for i := l.first[row]; i < l.first[row+1]; i++ {
		if int(l.stage[i]) == stage && l.at[i] <= horizon {
			return int(i)
		}
	}
	return -1
}
