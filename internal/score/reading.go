package score

import (
	"fmt"
	"slices"
	"strings"

	"smarketing/internal/rubric"
)

// reading is how strongly one criterion holds for every lead of a board. It is
// what is slow about a criterion; points, limits and thresholds come after it.
type reading struct {
	p      *Program // of the criterion alone
	fields []int    // by column of p, the field of the board
	parts  []part   // by sheet of the draft
	used   int      // the last edit that looked at it
}

// part is a reading of one segment.
type part struct {
	codes     codes
	strengths []int32  // by code
	leads     []uint32 // rows that are there, by code
	last      []int32  // of an instant criterion, by row: the activity that holds it; -1: none
}

// ruleOf returns a text that is the same for two criteria exactly when their
// strengths are.
func ruleOf(g *rubric.Group, c *rubric.Criterion) string {
	rule := fmt.Appendf(nil, "%d %d %t", max(c.Times, 1), g.HalfLifeOf(c), c.Instant)
	for i := range c.When {
		w := &c.When[i]
		rule = fmt.Appendf(rule, "|%q %q %q %q %t %t", w.Field, w.In, w.Contains, w.Matches, w.Known, w.Unknown)
		if w.Between != nil {
			rule = fmt.Appendf(rule, " %v", *w.Between)
		}
		rule = fmt.Appendf(rule, " %q %q %d %d %q %v %d %d", w.Event, w.Detail, w.AtLeast, w.Within, w.Per, w.Ratio, w.Min, w.Idle)
	}
	return string(rule)
}

// newReading returns a reading of nothing yet. Whether the criterion is off,
// and its points, make no difference.
func newReading(b *Board, g *rubric.Group, c *rubric.Criterion) (*reading, error) {
	alone := *c
	alone.Off, alone.Points = false, 1
	p, err := Compile(rubric.Rubric{Groups: []rubric.Group{{
		Axis: rubric.Fit, HalfLife: g.HalfLife, Criteria: []rubric.Criterion{alone},
	}}}, b.zone)
	if err != nil {
		return nil, err
	}
	r := &reading{p: p}
	for i := range p.columns {
		r.fields = append(r.fields, slices.Index(b.fields, p.columns[i].field))
	}
	return r, nil
}

// scratch is memory that one goroutine uses again and again.
type scratch struct {
	coder    coder
	raw      []int32
	hears    []bool // by kind
	tally    tallies
	per      tallies
	strength []int32 // by code
	deltas   []int32 // by code
}

// tallies is what a counter has found, by row.
type tallies struct {
	sums   []int64 // strengths
	counts []int32
	last   []int32 // position of the latest; -1: none
}

// read measures the criterion on a segment.
func (r *reading) read(s *segment, at *scratch) part {
	c := &r.p.criteria[0]
	var out part
	if c.instant {
		out.last = slices.Repeat([]int32{-1}, len(s.ids))
	}
	if t := &c.tests[0]; len(c.tests) == 1 && t.kind == fieldTest {
		f := &s.fields[r.fields[t.at]]
		out.codes, out.strengths = f.codes, r.table(f, t, nil)
	} else {
		raw := slices.Grow(at.raw[:0], len(s.ids))[:len(s.ids)]
		at.raw = raw
		for i := range raw {
			raw[i] = int32(c.full)
		}
		for i := range c.tests {
			r.weaken(raw, out.last, s, &c.tests[i], at)
		}
		for i := range out.last {
			if raw[i] == 0 {
				out.last[i] = -1
			}
		}
		out.codes, out.strengths = at.coder.code(raw)
	}
	out.leads = s.census(&out.codes, len(out.strengths))
	return out
}

// table appends the strength of a field condition for every value.
func (r *reading) table(f *field, t *test, table []int32) []int32 {
	rule := &r.p.columns[t.at].rules[t.slot]
	for code := range f.dictionary.len() {
		table = append(table, rule.strength(unsigned(f.dictionary.at(code))))
	}
	return table
}

// weaken lowers the strengths to those of one more condition, and raises what
// holds an instant criterion to its latest activity.
func (r *reading) weaken(raw, last []int32, s *segment, t *test, at *scratch) {
	switch t.kind {
	case fieldTest:
		f := &s.fields[r.fields[t.at]]
		at.strength = r.table(f, t, at.strength[:0])
		for i := range raw {
			raw[i] = min(raw[i], at.strength[f.codes.at(i)])
		}
		return
	case idleTest:
		for i := range raw {
			raw[i] = min(raw[i], hold(int(s.quiet[i]) >= t.least))
		}
		return
	}
	r.count(&at.tally, s, t.at, at)
	switch t.kind {
	case sumTest:
		for i := range raw {
			raw[i] = min(raw[i], int32(min(at.tally.sums[i], t.full)))
		}
	case countTest:
		for i := range raw {
			raw[i] = min(raw[i], hold(int(at.tally.counts[i]) >= t.least))
		}
	default:
		r.count(&at.per, s, t.per, at)
		for i := range raw {
			raw[i] = min(raw[i], hold(t.reached(int(at.tally.counts[i]), int(at.per.counts[i]))))
		}
	}
	for i := range last {
		last[i] = max(last[i], at.tally.last[i])
	}
}

// count finds what a counter counts in every row.
func (r *reading) count(out *tallies, s *segment, counter int, at *scratch) {
	c, n := &r.p.counters[counter], len(s.ids)
	at.hears = slices.Grow(at.hears[:0], len(s.kinds))[:len(s.kinds)]
	for i := range s.kinds {
		at.hears[i] = s.kinds[i].event == c.event && strings.Contains(s.kinds[i].detail, c.detail)
	}
	out.sums = slices.Grow(out.sums[:0], n)[:n]
	out.counts = slices.Grow(out.counts[:0], n)[:n]
	out.last = slices.Grow(out.last[:0], n)[:n]
	for i := range n {
		sum, count, last := int64(0), int32(0), int32(-1)
		for k := s.starts[i]; k < s.starts[i+1]; k++ {
			if !at.hears[s.acts[k]] {
				continue
			}
			age := s.age(k)
			if c.within > 0 && age >= c.within {
				continue
			}
			sum += c.decay.strength(age)
			count++
			last = int32(k)
		}
		out.sums[i], out.counts[i], out.last[i] = sum, count, last
	}
}

// moved returns the part for a segment of which other rows are gone.
func (p part) moved(s *segment) part {
	p.leads = s.census(&p.codes, len(p.strengths))
	return p
}
