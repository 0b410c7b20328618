package score

import (
	"cmp"
	"slices"
	"time"

	"smarketing/internal/crm"
)

// nearest is how many missing criteria are worth telling.
const nearest = 5

// tooOften is how many activities a step may ask for before it is no step.
const tooOften = 100

// missing returns what would bring the lead nearer to ready: the criteria that
// are not fully earned, those that cost points and can be mended, and instant
// ones whatever they add.
//
// What the lead can do is tried out: the activities are counted as if they
// happened now, so that the gain holds whatever else they touch, the end of a
// silence included. The gain of a field goes through the limits of group and
// axis.
func (m *meter) missing(l *Ledger, at time.Time) []Missing {
	var found []Missing
	var seen [2]int // groups met so far, per axis
	for i := range m.p.groups {
		g := &m.p.groups[i]
		axis := &l.Axes[g.axis]
		entry := &axis.Groups[seen[g.axis]]
		seen[g.axis]++
		for j := range entry.Criteria {
			c, e := &m.p.criteria[g.first+j], &entry.Criteria[j]
			best, short := c.best(e)
			if !short {
				continue
			}
			step := Missing{ID: c.id, Label: c.label, Summed: e.Evidence.Summed, Instant: c.instant, Mended: c.points < 0}
			after, times, done := m.trial(c, at)
			if done {
				step.Points, step.Times = after-l.Score, times
			} else {
				group := g.clamp(int64(entry.Earned) - int64(e.Earned) + best)
				step.Points = int32(m.p.axes[g.axis].clamp(int64(axis.Earned)-int64(entry.Counted)+group)) - axis.Counted
			}
			if step.Points = max(step.Points, 0); step.Points > 0 || c.instant {
				found = append(found, step)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Missing) int { return cmp.Compare(b.Points, a.Points) })
	return found[:min(len(found), nearest)]
}

// best returns the hundredths that the criterion could come to, and whether
// that asks for something that is not so yet.
func (c *criterion) best(e *Entry) (hundredths int64, short bool) {
	if c.points > 0 || c.instant {
		return c.earned(c.full), int64(e.Strength) < c.full
	}
	return 0, c.curable && e.Earned < 0
}

// trial returns the score in hundredths that the measured lead has after the
// activities that fulfil the criterion, how many they are, and whether
// activities alone can do it. It leaves the meter as it was.
func (m *meter) trial(c *criterion, at time.Time) (score int32, times int, done bool) {
	tallies, idle := slices.Clone(m.tallies), m.idle
	defer func() {
		copy(m.tallies, tallies)
		m.idle = idle
	}()
	m.idle = 0
	if c.points < 0 {
		return m.score(), 1, len(c.tests) == 1 && c.tests[0].kind == idleTest
	}
	today := crm.DayOf(at, m.p.loc)
	for i := range c.tests {
		t := &c.tests[i]
		if t.kind == fieldTest || t.kind == idleTest {
			if m.try(t) < c.full {
				return 0, 0, false
			}
			continue
		}
		what := &m.p.counters[t.at]
		act := crm.Activity{Event: what.event, Detail: what.detail, At: at}
		for ; m.try(t) < c.full; times++ {
			if times == tooOften {
				return 0, 0, false
			}
			m.count(&act, today)
		}
	}
	return m.score(), times, true
}

// score returns the score of the measured lead in hundredths.
func (m *meter) score() int32 {
	var sums [2]int64
	for i := range m.p.groups {
		g := &m.p.groups[i]
		var sum int64
		for j := g.first; j < g.next; j++ {
			sum += m.p.criteria[j].earned(m.strength(&m.p.criteria[j]))
		}
		sums[g.axis] += g.clamp(sum)
	}
	return int32(m.p.axes[0].clamp(sums[0]) + m.p.axes[1].clamp(sums[1]))
}
