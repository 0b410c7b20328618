package score

import (
	"cmp"
	"slices"
)

// nearest is how many missing criteria are worth telling.
const nearest = 5

// missing returns the criteria that would bring the lead nearer to ready: what
// is not fully earned, what costs points and can be mended, and instant ones
// whatever they add. The gain goes through the limits of group and axis.
func (m *meter) missing(l *Ledger) []Missing {
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
			group := g.clamp(int64(entry.Earned) - int64(e.Earned) + best)
			counted := m.p.axes[g.axis].clamp(int64(axis.Earned) - int64(entry.Counted) + group)
			gain := int32(counted - int64(axis.Counted))
			if gain > 0 || c.instant {
				found = append(found, Missing{ID: c.id, Label: c.label, Points: max(gain, 0), Instant: c.instant})
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
