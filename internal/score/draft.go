package score

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"smarketing/internal/rubric"
)

// Draft compares two rubrics on a Board: before, and after, which is edited. It
// has one owner at a time and is not safe for concurrent use.
//
// It keeps the sums of every lead, so that an edit of points only adds the
// difference it makes to what was there.
type Draft struct {
	board    *Board
	base     *plan
	plan     *plan // after
	before   measured
	readings map[string]*reading // by rule; some that are not in use, for undo
	edits    int
	sheets   []*sheet
	workers  [2]*worker
}

// worker is what one of the goroutines owns that share the sheets.
type worker struct {
	scratch
	count
}

// spare is how many readings are kept beyond those in use.
const spare = 16

// maxAxis bounds what an axis may reach, in hundredths: scores are counted one
// by one.
const maxAxis = rubric.MaxSum * 100

// Draft returns a draft whose before and after are both base, which must be
// valid and stay unchanged. The error is Invalid when the board lacks a field
// of it.
func (b *Board) Draft(base rubric.Rubric) (*Draft, error) {
	return b.draft(base, map[string]*reading{})
}

func (b *Board) draft(base rubric.Rubric, readings map[string]*reading) (*Draft, error) {
	d := &Draft{board: b, readings: readings, workers: [2]*worker{{}, {}}}
	for i := range b.open {
		d.sheets = append(d.sheets, newSheet(b.open[i], true))
	}
	for i := range b.closed {
		d.sheets = append(d.sheets, newSheet(b.closed[i], false))
	}
	if err := d.Set(base); err != nil {
		return nil, err
	}
	d.each(func(_ *worker, i int) { d.sheets[i].keep(d.plan) })
	d.base, d.before = d.plan, d.measure()
	return d, d.Set(base)
}

// Set makes r, which must be valid, the rubric after. Only what differs from
// the last one is worked out. The caller keeps r unchanged from then on. The
// error is Invalid when the board lacks a field of r; the draft is then as
// before.
func (d *Draft) Set(r rubric.Rubric) error {
	next, err := d.draw(r)
	if err != nil {
		return err
	}
	e := newEdit(d.plan, next)
	for _, w := range d.workers {
		w.reset(next.highest[0]+next.highest[1], len(e.unpriced))
	}
	d.each(func(w *worker, i int) {
		s := d.sheets[i]
		s.apply(e, i, &w.scratch)
		if !s.open {
			s.weigh(next, &w.count)
			return
		}
		s.judge(next, &w.count)
		for k, c := range e.unpriced {
			w.worths[k].add(&next.criteria[c].reading.parts[i], next.criteria[c].points)
		}
	})
	for k, c := range e.unpriced {
		next.criteria[c].price(d.workers[0].worths[k], d.workers[1].worths[k])
	}
	d.plan = next
	d.forget()
	return nil
}

// Quick reports whether Set(r) takes milliseconds, so that it may be called
// where a person waits: when no criterion asks anything new of the leads. Else
// Set looks at all activities, which takes longer on a large board.
func (d *Draft) Quick(r rubric.Rubric) bool {
	for i := range r.Groups {
		g := &r.Groups[i]
		for j := range g.Criteria {
			if _, known := d.readings[ruleOf(g, &g.Criteria[j])]; !known {
				return false
			}
		}
	}
	return true
}

// Rebase compares with base on another board; what was set stays. On an error
// the draft is as before.
func (d *Draft) Rebase(b *Board, base rubric.Rubric) error {
	next, err := b.draft(base, d.carried(b))
	if err != nil {
		return err
	}
	if err := next.Set(d.plan.rubric); err != nil {
		return err
	}
	*d = *next
	return nil
}

// carried returns the readings with what another board shares with this one.
func (d *Draft) carried(b *Board) map[string]*reading {
	readings := map[string]*reading{}
	if b.zone != d.board.zone || !slices.Equal(b.fields, d.board.fields) {
		return readings
	}
	places := map[*rows]int{}
	for i, s := range d.sheets {
		places[s.rows] = i
	}
	all := slices.Concat(b.open, b.closed)
	if !slices.ContainsFunc(all, func(s segment) bool { _, shared := places[s.rows]; return shared }) {
		return readings
	}
	var at scratch
	for rule, r := range d.readings {
		next := *r
		next.used, next.parts = 0, make([]part, len(all))
		for i := range all {
			if place, shared := places[all[i].rows]; shared {
				next.parts[i] = r.parts[place].moved(&all[i])
			} else {
				next.parts[i] = next.read(&all[i], &at)
			}
		}
		readings[rule] = &next
	}
	return readings
}

// each has the two workers look at all sheets.
func (d *Draft) each(work func(w *worker, sheet int)) {
	var taken atomic.Int32
	var wg sync.WaitGroup
	for _, w := range d.workers {
		wg.Go(func() {
			for {
				i := int(taken.Add(1)) - 1
				if i >= len(d.sheets) {
					return
				}
				work(w, i)
			}
		})
	}
	wg.Wait()
}

// draw compiles r and reads what it asks of the leads.
func (d *Draft) draw(r rubric.Rubric) (*plan, error) {
	if err := d.board.has(r); err != nil {
		return nil, err
	}
	p, err := newPlan(r, d.board)
	if err != nil {
		return nil, err
	}
	d.edits++
	unread := map[string]*reading{}
	for i := range r.Groups {
		g := &r.Groups[i]
		for j := range g.Criteria {
			c := &g.Criteria[j]
			found, err := d.reading(g, c, unread)
			if err != nil && !c.Off { // what is off has to be right only when it counts
				return nil, err
			}
			p.take(i, c, found)
		}
	}
	if len(unread) > 0 {
		d.each(func(w *worker, i int) {
			for _, r := range unread {
				r.parts[i] = r.read(&d.sheets[i].segment, &w.scratch)
			}
		})
		maps.Copy(d.readings, unread)
	}
	return p, nil
}

// reading returns the reading of a criterion; one that is new is also among the
// unread.
func (d *Draft) reading(g *rubric.Group, c *rubric.Criterion, unread map[string]*reading) (*reading, error) {
	rule := ruleOf(g, c)
	found := cmp.Or(d.readings[rule], unread[rule])
	if found == nil {
		var err error
		if found, err = newReading(d.board, g, c); err != nil {
			return nil, err
		}
		found.parts = make([]part, len(d.sheets))
		unread[rule] = found
	}
	found.used = d.edits
	return found, nil
}

// forget drops the readings that were out of use for longest.
func (d *Draft) forget() {
	var idle []string
	for rule, r := range d.readings {
		if r.used < d.edits {
			idle = append(idle, rule)
		}
	}
	slices.SortFunc(idle, func(a, b string) int { return d.readings[b].used - d.readings[a].used })
	for _, rule := range idle[min(len(idle), spare):] {
		delete(d.readings, rule)
	}
}

// Impact returns what the rubric after would do, against the one before.
func (d *Draft) Impact() Impact {
	one, two := &d.workers[0].count, &d.workers[1].count
	x := Impact{
		Open: d.board.Open(), Closed: d.board.Closed(), Won: d.board.Won(),
		In: one.in + two.in, Out: one.out + two.out, Up: one.up + two.up, Down: one.down + two.down,
		Movers: one.movers.movers(&two.movers), Crossers: one.crossers.movers(&two.crossers), Top: one.top.movers(&two.top),
	}
	size := max(d.base.size(), d.plan.size())
	after := d.measure()
	x.Before, x.After = d.before.side(d.base, size), after.side(d.plan, size)
	for _, c := range d.plan.criteria {
		x.Criteria = append(x.Criteria, c.impact)
	}
	return x
}
