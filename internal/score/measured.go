package score

import (
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// measured is how many leads there are of each kind, all workers together.
type measured struct {
	scores, won, lost []uint32
	marks             [2 * isReady]int
}

func (d *Draft) measure() measured {
	one, two := &d.workers[0].count, &d.workers[1].count
	m := measured{scores: added(one.scores, two.scores), won: added(one.won, two.won), lost: added(one.lost, two.lost)}
	for i := range m.marks {
		m.marks[i] = one.marks[i] + two.marks[i]
	}
	return m
}

func added(a, b []uint32) []uint32 {
	sum := slices.Clone(a)
	for i, n := range b {
		sum[i] += n
	}
	return sum
}

// side sums up what was measured under a plan, for so many whole points.
func (m *measured) side(p *plan, size int) Side {
	s := Side{Histogram: make([]int, size), AUC: aucOf(m.won, m.lost)}
	for hundredths, n := range m.scores {
		if n > 0 {
			s.Histogram[crm.Points(int32(hundredths))] += int(n)
		}
	}
	for i, n := range m.marks {
		s.Grades[i>>2&3][i&3] += n
		if mark(i)&isReady != 0 {
			s.Ready += n
		}
	}
	var hits, reached, won int
	for i := range m.won {
		won += int(m.won[i])
		if int32(i) >= p.ready {
			hits += int(m.won[i])
			reached += int(m.won[i] + m.lost[i])
		}
	}
	s.Precision, s.Recall = stat.Of(hits, reached), stat.Of(hits, won)
	return s
}
