package score

import (
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// plan is a rubric made ready for the sheets of a draft.
type plan struct {
	rubric   rubric.Rubric
	p        *Program
	ready    int32
	highest  [2]int32  // what an axis can reach
	bands    [2][]mark // by axis and hundredths
	gates    []int     // fields of the board
	accounts []account // by group
	instants []*reading
	criteria []priced // by criterion, off ones too
}

// account is a group of a plan.
type account struct {
	name      string
	axis      int
	low, high int32
	terms     []term
}

// term is one criterion of an account.
type term struct {
	reading *reading
	points  int64
}

// priced is a criterion as an Impact names it.
type priced struct {
	reading *reading // nil when it is off
	points  int
	impact  CriterionImpact
}

func newPlan(r rubric.Rubric, b *Board) (*plan, error) {
	program, err := Compile(r, b.zone)
	if err != nil {
		return nil, err
	}
	p := &plan{rubric: r, p: program, ready: narrowed(program.ready)}
	for _, gate := range r.Gates {
		p.gates = append(p.gates, slices.Index(b.fields, gate))
	}
	var reach [2]int64
	for i := range program.groups {
		g := &program.groups[i]
		p.accounts = append(p.accounts, account{name: g.name, axis: g.axis, low: narrowed(g.low), high: narrowed(g.high)})
		var sum int64
		for j := g.first; j < g.next; j++ {
			sum += max(program.criteria[j].earned(program.criteria[j].full), 0)
		}
		reach[g.axis] += g.clamp(sum)
	}
	for i := range reach {
		a := &program.axes[i]
		most := a.clamp(reach[i])
		if most > maxAxis {
			return nil, crm.Errorf(crm.Invalid, "axis %s can reach %d points", a.name, most/100).
				WithHint("limit it to %d", rubric.MaxSum)
		}
		p.highest[i] = int32(most)
		p.bands[i] = make([]mark, most+1)
		for n := range p.bands[i] {
			p.bands[i][n] = mark(a.band(int64(n)))
		}
	}
	return p, nil
}

// take books a criterion of a group with its reading.
func (p *plan) take(group int, c *rubric.Criterion, r *reading) {
	if c.Off {
		p.criteria = append(p.criteria, priced{impact: CriterionImpact{ID: c.ID}})
		return
	}
	p.criteria = append(p.criteria, priced{r, c.Points, CriterionImpact{ID: c.ID}})
	a := &p.accounts[group]
	a.terms = append(a.terms, term{r, int64(c.Points)})
	if c.Instant && !slices.Contains(p.instants, r) {
		p.instants = append(p.instants, r)
	}
}

// size is the number of whole points that a histogram of the plan has.
func (p *plan) size() int { return max(p.rubric.Fit.Max, 0) + max(p.rubric.Engagement.Max, 0) + 1 }

// edit is what makes one plan of another.
type edit struct {
	to       *plan
	changes  []change // by account
	whole    [2]bool  // axes to be added up anew
	states   bool     // to be worked out anew
	unpriced []int    // criteria that say something new
}

// change says what to do to the sums of an account.
type change struct {
	was    int // the account it was; -1: new
	deltas []delta
}

// delta gives a criterion other points. Points of 0 stand for one that was not,
// or is no longer, in the group.
type delta struct {
	reading  *reading
	from, to int64
}

// hundredths returns the difference in what a strength earns.
func (d *delta) hundredths(strength int32) int32 {
	was, is := criterion{points: d.from}, criterion{points: d.to}
	return int32(is.earned(int64(strength)) - was.earned(int64(strength)))
}

// newEdit returns what leads from one plan to the next; from nil it builds up
// everything.
func newEdit(from, to *plan) *edit {
	e := &edit{to: to, changes: make([]change, len(to.accounts))}
	if from == nil {
		from = &plan{}
		e.whole, e.states = [2]bool{true, true}, true
	}
	e.states = e.states || !slices.Equal(from.gates, to.gates) || !slices.Equal(from.instants, to.instants) ||
		from.p.instantFor != to.p.instantFor
	var kept []int
	for i := range to.accounts {
		a := &to.accounts[i]
		was := slices.IndexFunc(from.accounts, func(b account) bool { return b.name == a.name })
		if slices.Contains(kept, was) {
			was = -1
		}
		var old account
		if was >= 0 {
			kept = append(kept, was)
			old = from.accounts[was]
		}
		e.changes[i] = change{was, deltasOf(old.terms, a.terms)}
		if was < 0 || old.axis != a.axis || old.low != a.low || old.high != a.high {
			e.whole[a.axis] = true
			e.whole[old.axis] = true
		}
	}
	for i := range from.accounts {
		if !slices.Contains(kept, i) {
			e.whole[from.accounts[i].axis] = true
		}
	}
	for i := range to.criteria {
		c := &to.criteria[i]
		if was := slices.IndexFunc(from.criteria, c.equals); was >= 0 {
			c.impact.Leads, c.impact.Mean = from.criteria[was].impact.Leads, from.criteria[was].impact.Mean
		} else if c.reading != nil {
			e.unpriced = append(e.unpriced, i)
		}
	}
	return e
}

// deltasOf returns what makes one list of terms of another. Every criterion is
// rounded by itself, so two with the same rule are not added up.
func deltasOf(from, to []term) []delta {
	from = slices.Clone(from)
	var fresh []term
	for _, t := range to {
		if i := slices.Index(from, t); i >= 0 {
			from = slices.Delete(from, i, i+1)
		} else {
			fresh = append(fresh, t)
		}
	}
	var deltas []delta
	for _, t := range fresh {
		d := delta{reading: t.reading, to: t.points}
		if i := slices.IndexFunc(from, func(old term) bool { return old.reading == t.reading }); i >= 0 {
			d.from = from[i].points
			from = slices.Delete(from, i, i+1)
		}
		deltas = append(deltas, d)
	}
	for _, old := range from {
		deltas = append(deltas, delta{reading: old.reading, from: old.points})
	}
	return deltas
}

func (c *priced) equals(other priced) bool {
	return c.reading == other.reading && c.points == other.points
}

// worth is what a criterion earns: how many leads how much together.
type worth struct{ leads, sum int64 }

// add adds what some points earn with the leads of a part.
func (w *worth) add(p *part, points int) {
	c := criterion{points: int64(points)}
	for code, strength := range p.strengths {
		if n := int64(p.leads[code]); n > 0 && strength != 0 {
			w.leads += n
			w.sum += n * c.earned(int64(strength))
		}
	}
}

// price writes down what the workers have found a criterion to be worth.
func (c *priced) price(one, two worth) {
	leads, sum := one.leads+two.leads, one.sum+two.sum
	c.impact.Leads = int(leads)
	if leads > 0 {
		c.impact.Mean = int32(rounded(sum, leads))
	}
}

// rounded returns a/n to the nearest whole number, halves away from zero.
func rounded(a, n int64) int64 {
	if a < 0 {
		return -((-a + n/2) / n)
	}
	return (a + n/2) / n
}
