package score

import (
	"math"

	"smarketing/internal/crm"
)

// sheet is what a draft works out for one segment. All slices are by row.
type sheet struct {
	segment
	open   bool
	states []state
	subs   [][]int32  // by group, the sum of its criteria
	sums   [2][]int32 // by axis, the sum of its groups
	before []result
}

// state says what, beside the score, decides whether a lead is ready.
type state uint8

const (
	absent   state = iota // no longer in the segment
	settled               // not ready, whatever the score
	byPoints              // ready when the score is
	atOnce                // ready by an instant criterion
)

// mark holds the grade of a lead, its letter in two bits and its digit in two,
// and whether it is ready.
type mark uint8

const isReady mark = 16

// markBits is how many bits a mark takes.
const markBits = 5

// result is a score in hundredths, at most twice maxAxis, and below it the mark.
type result uint32

func (r result) score() int32 { return int32(r >> markBits) }

func (r result) grade() string { return gradeNames[r>>2&3][r&3] }

func (r result) ready() bool { return mark(r)&isReady != 0 }

func newSheet(s segment, open bool) *sheet {
	n := len(s.ids)
	return &sheet{
		segment: s, open: open, states: make([]state, n),
		sums: [2][]int32{make([]int32, n), make([]int32, n)}, before: make([]result, n),
	}
}

// apply carries out an edit; i is the sheet's place in the draft.
func (s *sheet) apply(e *edit, i int, at *scratch) {
	old := s.subs
	s.subs = make([][]int32, len(e.changes))
	for g, change := range e.changes {
		if change.was >= 0 {
			s.subs[g] = old[change.was]
		} else {
			s.subs[g] = make([]int32, len(s.ids))
		}
		a := &e.to.accounts[g]
		for _, d := range change.deltas {
			p := &d.reading.parts[i]
			at.deltas = at.deltas[:0]
			for _, strength := range p.strengths {
				at.deltas = append(at.deltas, d.hundredths(strength))
			}
			if p.codes.narrow != nil {
				book(s.subs[g], s.sums[a.axis], p.codes.narrow, at.deltas, a)
			} else {
				book(s.subs[g], s.sums[a.axis], p.codes.wide, at.deltas, a)
			}
		}
	}
	for axis, whole := range e.whole {
		if whole {
			s.sum(e.to, axis)
		}
	}
	if e.states {
		s.stand(e.to, i)
	}
}

// book adds the delta of every row's code to the sum of its group, and what
// that changes within the group's limits to the sum of its axis.
func book[C uint8 | uint16](subs, sums []int32, codes []C, deltas []int32, a *account) {
	low, high := a.low, a.high
	sums = sums[:len(subs)]
	codes = codes[:len(subs)]
	for i, code := range codes {
		if d := deltas[code]; d != 0 {
			was := subs[i]
			is := was + d
			subs[i] = is
			sums[i] += min(max(is, low), high) - min(max(was, low), high)
		}
	}
}

// sum adds up the groups of an axis anew.
func (s *sheet) sum(p *plan, axis int) {
	sums := s.sums[axis]
	clear(sums)
	for g := range p.accounts {
		a := &p.accounts[g]
		if a.axis != axis {
			continue
		}
		low, high := a.low, a.high
		for i, sub := range s.subs[g][:len(sums)] {
			sums[i] += min(max(sub, low), high)
		}
	}
}

// stand works out the states: what Readiness decides when a rubric is
// published, but for the score.
func (s *sheet) stand(p *plan, at int) {
	for i := range s.states {
		s.states[i] = byPoints
		switch {
		case s.isGone(i):
			s.states[i] = absent
		case !s.open || s.standings[i] == crm.InSales:
			s.states[i] = settled
		case s.standings[i] == crm.InNurture && s.armed[i] == s.starts[i+1]:
			s.states[i] = settled // it has done nothing since
		}
	}
	if !s.open {
		return
	}
	for i, st := range s.states {
		if st == absent || s.standings[i] == crm.InSales {
			continue
		}
		last := int32(-1)
		for _, r := range p.instants {
			last = max(last, r.parts[at].last[i])
		}
		if last >= int32(s.armed[i]) && s.age(uint32(last)) < p.p.instantFor {
			s.states[i] = atOnce
		}
	}
	for _, gate := range p.gates {
		s.hold(&s.fields[gate])
	}
}

// hold settles the leads whose gate is unknown.
func (s *sheet) hold(gate *field) {
	unknown := make([]bool, gate.dictionary.len())
	none := true
	for code := range unknown {
		unknown[code] = !gate.dictionary.at(code).Known()
		none = none && !unknown[code]
	}
	if none {
		return
	}
	for i := range s.states {
		if s.states[i] != absent && unknown[gate.codes.at(i)] {
			s.states[i] = settled
		}
	}
}

// count is what one goroutine finds in the sheets it gets.
type count struct {
	scores, won, lost     []uint32 // open leads, won and other closed ones, by hundredths
	marks                 [2 * isReady]int
	worths                []worth // of the criteria to be priced
	in, out, up, down     int
	movers, crossers, top best
}

func (c *count) reset(highest int32, unpriced int) {
	size := int(highest) + 1
	*c = count{
		worths: make([]worth, unpriced),
		scores: emptied(c.scores, size), won: emptied(c.won, size), lost: emptied(c.lost, size),
		movers: newBest(mostMovers), crossers: newBest(mostCrossers), top: newBest(mostTop),
	}
}

func emptied(list []uint32, size int) []uint32 {
	if cap(list) < size {
		return make([]uint32, size)
	}
	list = list[:size]
	clear(list)
	return list
}

// judge looks at every open lead after an edit. This is the loop that a person
// waits for: all it needs lies in variables of its own.
func (s *sheet) judge(p *plan, c *count) {
	n := len(s.states)
	fits, engagements, before, ids := s.sums[0][:n], s.sums[1][:n], s.before[:n], s.ids[:n]
	letters, digits, counts := p.bands[0], p.bands[1], c.scores
	mostFit, mostEngagement, ready := p.highest[0], p.highest[1], p.ready
	var found [2 * isReady]uint32
	top := int32(c.top.key)
	for i, st := range s.states {
		if st == absent {
			continue
		}
		fit, engagement := min(max(fits[i], 0), mostFit), min(max(engagements[i], 0), mostEngagement)
		score, m := fit+engagement, letters[fit]<<2|digits[engagement]
		if score >= ready && st >= byPoints || st == atOnce {
			m |= isReady
		}
		counts[score]++
		found[m%(2*isReady)]++
		was, is := before[i], result(score)<<markBits|result(m)
		if is != was {
			s.compare(c, i, was, is)
		}
		if score >= top && c.top.wants(uint64(score), ids[i]) {
			c.top.put(candidate{uint64(score), ids[i], was, is})
			top = int32(c.top.key)
		}
	}
	for i, n := range found {
		c.marks[i] += int(n)
	}
}

// compare looks at a lead that the edit makes a difference to. Who it is costs
// a look at far memory, so it is asked last.
func (s *sheet) compare(c *count, row int, was, is result) {
	score, crosses := is.score(), uint64(was^is)/uint64(isReady)%2
	if far := score - was.score(); far != 0 {
		if far > 0 {
			c.up++
		} else {
			c.down++
		}
		key := uint64(max(far, -far))<<32 | crosses<<31 | uint64(score)
		if key >= c.movers.key && c.movers.wants(key, s.ids[row]) {
			c.movers.put(candidate{key, s.ids[row], was, is})
		}
	}
	if crosses == 0 {
		return
	}
	if is.ready() {
		c.in++
	} else {
		c.out++
	}
	if key := uint64(score); key >= c.crossers.key && c.crossers.wants(key, s.ids[row]) {
		c.crossers.put(candidate{key, s.ids[row], was, is})
	}
}

// weigh counts every closed lead after an edit.
func (s *sheet) weigh(p *plan, c *count) {
	for i, st := range s.states {
		if st == absent {
			continue
		}
		score := min(max(s.sums[0][i], 0), p.highest[0]) + min(max(s.sums[1][i], 0), p.highest[1])
		if s.standings[i] == crm.StandingWon {
			c.won[score]++
		} else {
			c.lost[score]++
		}
	}
}

// keep makes the results of a plan those of before.
func (s *sheet) keep(p *plan) {
	for i, st := range s.states {
		fit, engagement := min(max(s.sums[0][i], 0), p.highest[0]), min(max(s.sums[1][i], 0), p.highest[1])
		m := p.bands[0][fit]<<2 | p.bands[1][engagement]
		if st == atOnce || st == byPoints && fit+engagement >= p.ready {
			m |= isReady
		}
		s.before[i] = result(fit+engagement)<<markBits | result(m)
	}
}

// narrowed returns hundredths as an int32. What is outside can never be
// reached, because Compile refuses sums that pass an int32.
func narrowed(hundredths int64) int32 {
	return int32(min(max(hundredths, math.MinInt32), math.MaxInt32))
}
