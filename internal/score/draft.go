package score

import (
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// Draft compares two rubrics on a Board. It has one owner at a time and is not
// safe for concurrent use.
type Draft struct {
	board         *Board
	base, after   rubric.Rubric
	before, later *Program
}

// Set makes r the rubric after. The caller keeps r unchanged from then on.
func (d *Draft) Set(r rubric.Rubric) error { return d.rebase(d.board, d.base, r) }

// Quick reports whether Set(r) takes milliseconds, so that it may be called
// where a person waits.
func (d *Draft) Quick(rubric.Rubric) bool { return len(d.board.rows) < 5000 }

// Rebase compares with base on another board; what was set stays.
func (d *Draft) Rebase(b *Board, base rubric.Rubric) error { return d.rebase(b, base, d.after) }

func (d *Draft) rebase(b *Board, base, after rubric.Rubric) error {
	before, err := Compile(base, b.zone)
	if err != nil {
		return err
	}
	later, err := Compile(after, b.zone)
	if err != nil {
		return err
	}
	*d = Draft{b, base, after, before, later}
	return nil
}

// Impact measures the difference.
func (d *Draft) Impact() Impact {
	x := Impact{Open: d.board.Open(), Closed: d.board.Closed(), Won: d.board.Won()}
	size := max(d.base.Fit.Max+d.base.Engagement.Max, d.after.Fit.Max+d.after.Engagement.Max) + 1
	var all []Mover
	for _, side := range []struct {
		*Side
		p *Program
		r rubric.Rubric
	}{{&x.Before, d.before, d.base}, {&x.After, d.later, d.after}} {
		side.Histogram = make([]int, size)
		top := 100 * size
		won, lost := make([]uint32, top), make([]uint32, top)
		n, reach, hits := 0, 0, 0
		for _, s := range d.board.rows {
			t := side.p.Totals(s.Lead, s.Activities, s.At)
			standing := s.Lead.Stamp.Standing
			if !standing.Open() {
				reached := t.Score >= int32(side.r.Ready)*100
				if reached {
					reach++
				}
				if standing == crm.StandingWon {
					won[t.Score]++
					if reached {
						hits++
					}
				} else {
					lost[t.Score]++
				}
				continue
			}
			side.Histogram[crm.Points(t.Score)]++
			side.Grades[t.Grade[0]-'A'][t.Grade[1]-'1']++
			ready := false
			if standing != crm.InSales {
				ready = side.p.Readiness(s.Lead.Stamp.Ready, t, Situation{
					At: s.At, Open: true, Recycled: standing == crm.InNurture, Fresh: true,
				}).Ready()
			}
			if ready {
				side.Ready++
			}
			if side.Side == &x.Before {
				all = append(all, Mover{Lead: s.Lead.ID, Before: t.Score, GradeBefore: t.Grade, ReadyBefore: ready})
			} else {
				all[n].After, all[n].GradeAfter, all[n].ReadyAfter = t.Score, t.Grade, ready
				n++
			}
		}
		side.AUC, side.Precision, side.Recall = aucOf(won, lost), shareOf(hits, reach), shareOf(hits, x.Won)
	}
	for _, m := range all {
		switch {
		case m.After > m.Before:
			x.Up++
		case m.After < m.Before:
			x.Down++
		}
		if m.distance() > 0 {
			x.Movers = append(x.Movers, m)
		}
		if m.crosses() {
			x.Crossers = append(x.Crossers, m)
		}
		if m.ReadyAfter && !m.ReadyBefore {
			x.In++
		}
		if m.ReadyBefore && !m.ReadyAfter {
			x.Out++
		}
	}
	x.Top = all
	slices.SortFunc(x.Movers, byMove)
	slices.SortFunc(x.Crossers, byScoreAfter)
	slices.SortFunc(x.Top, byScoreAfter)
	x.Movers = x.Movers[:min(len(x.Movers), mostMovers)]
	x.Crossers = x.Crossers[:min(len(x.Crossers), mostCrossers)]
	x.Top = x.Top[:min(len(x.Top), mostTop)]
	for i := range d.after.Groups {
		g := &d.after.Groups[i]
		for _, c := range g.Criteria {
			x.Criteria = append(x.Criteria, d.criterion(*g, c))
		}
	}
	return x
}

func (d *Draft) criterion(g rubric.Group, c rubric.Criterion) CriterionImpact {
	out := CriterionImpact{ID: c.ID}
	if c.Off {
		return out
	}
	g.Criteria = []rubric.Criterion{c}
	p, err := Compile(rubric.Rubric{Groups: []rubric.Group{g}}, d.board.zone)
	if err != nil {
		return out
	}
	var sum int64
	for _, s := range d.board.rows {
		if e := entryOf(p, s); s.Lead.Stamp.Standing.Open() && e.Strength != 0 {
			out.Leads++
			sum += int64(e.Earned)
		}
	}
	if out.Leads > 0 {
		out.Mean = int32(rounded(sum, int64(out.Leads)))
	}
	return out
}

// rounded returns a/n rounded, halves away from zero.
func rounded(a, n int64) int64 {
	if a < 0 {
		return -((-a + n/2) / n)
	}
	return (a + n/2) / n
}
