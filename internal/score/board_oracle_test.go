package score_test

import (
	"cmp"
	"math"
	"slices"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// world is what a board is made of, and what it says is worked out from, lead
// by lead, as the workspace does when a rubric is published.
type world struct {
	loc      *time.Location
	subjects []score.Subject
}

func (w world) board(fields []string) *score.Board {
	b := score.NewBuilder(fields, w.loc, noon)
	for _, s := range w.subjects {
		b.Add(s)
	}
	return b.Board()
}

// verdict is one lead under one rubric.
type verdict struct {
	score.Totals
	ready bool
}

func (w world) program(t rapid.TB, r rubric.Rubric) *score.Program {
	t.Helper()
	p, err := score.Compile(r, w.loc)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func judge(p *score.Program, s score.Subject) verdict {
	v := verdict{Totals: p.Totals(s.Lead, s.Activities, s.At)}
	standing := s.Lead.Stamp.Standing
	if standing != crm.InSales {
		v.ready = p.Readiness(s.Lead.Stamp.Ready, v.Totals, score.Situation{
			At: s.At, Open: standing.Open(), Recycled: score.Anew(standing, s.Lead.Stamp.Ready), Fresh: true,
		}).Ready()
	}
	return v
}

// impact says the same as Draft.Impact, without any thought of speed.
func (w world) impact(t rapid.TB, base, after rubric.Rubric) score.Impact {
	t.Helper()
	var x score.Impact
	var all []score.Mover
	var won, lost [2][]int32
	size := max(base.Fit.Max+base.Engagement.Max, after.Fit.Max+after.Engagement.Max) + 1
	x.Before.Histogram, x.After.Histogram = make([]int, size), make([]int, size)
	sides := []*score.Side{&x.Before, &x.After}
	rubrics := []rubric.Rubric{base, after}
	before, then := w.program(t, base), w.program(t, after)
	for _, s := range w.subjects {
		both := []verdict{judge(before, s), judge(then, s)}
		if standing := s.Lead.Stamp.Standing; !standing.Open() {
			x.Closed++
			for i, v := range both {
				if standing == crm.StandingWon {
					won[i] = append(won[i], v.Score)
				} else {
					lost[i] = append(lost[i], v.Score)
				}
			}
			continue
		}
		x.Open++
		for i, v := range both {
			sides[i].Histogram[crm.Points(v.Score)]++
			sides[i].Grades[v.Grade[0]-'A'][v.Grade[1]-'1']++
			if v.ready {
				sides[i].Ready++
			}
		}
		all = append(all, score.Mover{
			Lead: s.Lead.ID, Before: both[0].Score, After: both[1].Score,
			GradeBefore: both[0].Grade, GradeAfter: both[1].Grade, ReadyBefore: both[0].ready, ReadyAfter: both[1].ready,
		})
	}
	x.Won = len(won[0])
	for i, side := range sides {
		side.AUC, side.Precision, side.Recall = auc(won[i], lost[i]), precision(won[i], lost[i], rubrics[i]), recall(won[i], rubrics[i])
	}
	rank(&x, all)
	x.Criteria = w.criteria(t, after)
	return x
}

func rank(x *score.Impact, all []score.Mover) {
	far := func(m score.Mover) int32 { return max(m.After-m.Before, m.Before-m.After) }
	for _, m := range all {
		if m.After > m.Before {
			x.Up++
		}
		if m.After < m.Before {
			x.Down++
		}
		if far(m) > 0 {
			x.Movers = append(x.Movers, m)
		}
		if m.ReadyAfter != m.ReadyBefore {
			x.Crossers = append(x.Crossers, m)
			if m.ReadyAfter {
				x.In++
			} else {
				x.Out++
			}
		}
	}
	byScore := func(a, b score.Mover) int { return cmp.Or(cmp.Compare(b.After, a.After), cmp.Compare(a.Lead, b.Lead)) }
	slices.SortFunc(x.Movers, func(a, b score.Mover) int {
		crosses := func(m score.Mover) int {
			if m.ReadyAfter != m.ReadyBefore {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(far(b), far(a)), cmp.Compare(crosses(b), crosses(a)), byScore(a, b))
	})
	slices.SortFunc(x.Crossers, byScore)
	slices.SortFunc(all, byScore)
	x.Movers, x.Crossers, x.Top = x.Movers[:min(len(x.Movers), 50)], x.Crossers[:min(len(x.Crossers), 1000)], all[:min(len(all), 50)]
}

// criteria reads what every criterion earns off the ledgers of all open leads.
func (w world) criteria(t rapid.TB, r rubric.Rubric) []score.CriterionImpact {
	t.Helper()
	p := w.program(t, r)
	leads, sums := map[string]int{}, map[string]float64{}
	for _, s := range w.subjects {
		if !s.Lead.Stamp.Standing.Open() {
			continue
		}
		for _, e := range entries(p.Explain(s.Lead, s.Activities, s.At)) {
			if e.Strength != 0 {
				leads[e.ID]++
				sums[e.ID] += float64(e.Earned)
			}
		}
	}
	var all []score.CriterionImpact
	for _, g := range r.Groups {
		for _, c := range g.Criteria {
			x := score.CriterionImpact{ID: c.ID, Leads: leads[c.ID]}
			if x.Leads > 0 {
				x.Mean = int32(math.Round(sums[c.ID] / float64(x.Leads)))
			}
			all = append(all, x)
		}
	}
	return all
}

// auc compares every won lead with every other one.
func auc(won, lost []int32) score.Share {
	s := score.Share{N: len(won) + len(lost)}
	if len(won) == 0 || len(lost) == 0 {
		return s
	}
	pairs := 0.0
	for _, w := range won {
		for _, l := range lost {
			switch {
			case w > l:
				pairs++
			case w == l:
				pairs += 0.5
			}
		}
	}
	s.Value, s.Known = pairs/float64(len(won)*len(lost)), true
	return s
}

func reach(scores []int32, r rubric.Rubric) (n int) {
	for _, s := range scores {
		if int(s) >= r.Ready*100 {
			n++
		}
	}
	return n
}

func precision(won, lost []int32, r rubric.Rubric) score.Share {
	hits := reach(won, r)
	return part(hits, hits+reach(lost, r))
}

func recall(won []int32, r rubric.Rubric) score.Share { return part(reach(won, r), len(won)) }

func part(k, n int) score.Share {
	if n == 0 {
		return score.Share{}
	}
	return score.Share{Value: float64(k) / float64(n), N: n, Known: true}
}
