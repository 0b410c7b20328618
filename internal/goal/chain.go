package goal

import (
	"slices"

	"smarketing/internal/crm"
)

// PlannedSteps returns the planned rates of the steps of the path, which ends
// with the won stage; false when the goal was set without them, or for another
// path.
func PlannedSteps(g *crm.Goal, path crm.Stages) ([]float64, bool) {
	if len(g.Steps) == 0 || len(g.Steps) != len(path)-1 {
		return nil, false
	}
	rates := make([]float64, 0, len(g.Steps))
	for i, s := range g.Steps {
		if s.Stage != path[i].Key {
			return nil, false
		}
		rates = append(rates, s.Rate)
	}
	return rates, true
}

// gap explains why the revenue so far is not the plan so far. What entered the
// stages since the start makes a chain: the new leads, then of each stage how
// many entered it for each that entered the one before, then the revenue for
// each win. These are flows, not cohorts: what comes in now is won later, and a
// rate may pass 1 while old leads are won.
func (f *Facts) gap(b *book, pace *Pace) Gap {
	factors, ok := f.chain(b, pace)
	if !ok {
		customers := Factor{Name: "customers", Team: string(crm.Sales), Plan: pace.Planned, Actual: float64(pace.Customers)}
		factors = []Factor{customers, f.dealFactor(b, pace.Customers)}
	}
	return explain(factors, pace.Plan, pace.Actual)
}

// chain returns the factors by stage, false where the stages do not explain the
// revenue: without planned steps, or when deals were won without leads.
func (f *Facts) chain(b *book, pace *Pace) ([]Factor, bool) {
	steps, ok := PlannedSteps(&f.Goal, f.Path)
	if !ok || len(f.Flows) != len(f.Path) || f.Goal.LeadRate <= 0 {
		return nil, false
	}
	flows := make([]int, len(f.Flows))
	for s := range flows {
		flows[s] = f.Flows[s][SinceStart]
	}
	won := flows[len(flows)-1]
	if won == 0 && b.revenue > 0 {
		return nil, false
	}
	first := 0 // stages nobody came into, but through, are taken together with the next
	plan := pace.Planned / f.Goal.LeadRate
	for skipped(flows, first) {
		plan *= steps[first]
		first++
	}
	name := "new leads"
	if first > 0 {
		name = "entered " + f.Path[first].Label
	}
	factors := []Factor{{Name: name, Team: string(stageTeam(f.Path, first)), Plan: plan, Actual: float64(flows[first])}}
	from, rate := first, 1.0
	for s := first + 1; s < len(flows); s++ {
		rate *= steps[s-1]
		if skipped(flows, s) {
			continue
		}
		actual := rate // nobody has come so far as to be judged
		if flows[from] > 0 {
			actual = float64(flows[s]) / float64(flows[from])
		}
		factors = append(factors, Factor{
			Name: f.Path[from].Label + " → " + f.Path[s].Label, Team: string(stageTeam(f.Path, s)), Plan: rate, Actual: actual,
		})
		from, rate = s, 1
	}
	return append(factors, f.dealFactor(b, won)), true
}

// skipped reports whether nobody entered a stage, but one behind it.
func skipped(flows []int, s int) bool {
	return flows[s] == 0 && slices.ContainsFunc(flows[s+1:], func(n int) bool { return n > 0 })
}

// dealFactor is the revenue for each win; as planned while there is none.
func (f *Facts) dealFactor(b *book, wins int) Factor {
	deal := Factor{Name: "average deal", Team: string(crm.Sales), Plan: f.Goal.AverageDeal.Float(), Actual: f.Goal.AverageDeal.Float()}
	if wins > 0 {
		deal.Actual = float64(b.revenue) / 100 / float64(wins)
	}
	return deal
}
