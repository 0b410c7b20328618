package score

import (
	"cmp"
	"math"
	"slices"

	"smarketing/internal/crm"
)

// best keeps the most candidates with the greatest keys, of equal ones those
// with the smaller lead. What it is offered may come in any order.
type best struct {
	most int
	list []candidate
	key  uint64     // what a candidate has to beat
	lead crm.LeadID // the same, at an equal key
}

// candidate is a lead that an Impact may name.
type candidate struct {
	key     uint64
	lead    crm.LeadID
	was, is result
}

func newBest(most int) best { return best{most: most, lead: math.MaxInt64} }

func (b *best) wants(key uint64, lead crm.LeadID) bool {
	return key > b.key || key == b.key && lead < b.lead
}

// put takes a wanted candidate. The list is cut when it is much too long, so
// that one costs little on average, whatever the order they come in.
func (b *best) put(c candidate) {
	if b.list = append(b.list, c); len(b.list) == 4*b.most {
		b.cut()
	}
}

func (b *best) cut() {
	slices.SortFunc(b.list, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.key, x.key), cmp.Compare(x.lead, y.lead))
	})
	if len(b.list) >= b.most {
		b.list = b.list[:b.most]
		b.key, b.lead = b.list[b.most-1].key, b.list[b.most-1].lead
	}
}

// movers returns the best of both.
func (b *best) movers(other *best) []Mover {
	all := best{most: b.most, list: slices.Concat(b.list, other.list)}
	all.cut()
	movers := make([]Mover, len(all.list))
	for i, c := range all.list {
		movers[i] = Mover{
			Lead: c.lead, Before: c.was.score(), After: c.is.score(),
			GradeBefore: c.was.grade(), GradeAfter: c.is.grade(),
			ReadyBefore: c.was.ready(), ReadyAfter: c.is.ready(),
		}
	}
	return movers
}
