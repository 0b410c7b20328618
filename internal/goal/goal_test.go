package goal

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

var now = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// TestPlan reproduces published examples: 5 % conversion means 20 leads per
// customer; $500,000 over 25 deals make a goal of $1,000,000 50 customers; 100
// marketing leads make 5 customers, so ten such months need 1,000.
func TestPlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in                              Inputs
		customers, leads, opportunities int
	}{
		{Inputs{Revenue: 1e6, AverageDeal: 20000, LeadRate: Typed(0.05), WinRate: Typed(0.25)}, 50, 1000, 200},
		{Inputs{Revenue: 1e6, AverageDeal: 500000 / 25, LeadRate: Typed(0.05), WinRate: Typed(0.3)}, 50, 1000, 167},
		{Inputs{Revenue: 4000, AverageDeal: 800, LeadRate: Typed(0.05), WinRate: Typed(5. / 15)}, 5, 100, 15},
		{Inputs{Revenue: 40000, AverageDeal: 800, LeadRate: Typed(0.05), WinRate: Typed(5. / 15)}, 50, 1000, 150},
		{Inputs{Revenue: 1e6, AverageDeal: 20000, Share: 0.6, LeadRate: Typed(0.1), WinRate: Typed(1)}, 30, 300, 30},
		{Inputs{Revenue: 1, AverageDeal: 20000, LeadRate: Typed(0.07), WinRate: Typed(0.5)}, 1, 15, 2},
	} {
		n, err := Plan(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if n.Customers != c.customers || n.Leads.N != c.leads || n.Opportunities.N != c.opportunities {
			t.Errorf("%+v takes %d customers, %d leads, %d opportunities; want %d, %d, %d",
				c.in, n.Customers, n.Leads.N, n.Opportunities.N, c.customers, c.leads, c.opportunities)
		}
	}
}

// TestPlanUnknown: no wins give no number of leads, few wins a wide band, and a
// deadline closer than the lag is said to be too late.
func TestPlanUnknown(t *testing.T) {
	t.Parallel()
	in := Inputs{Revenue: 1e6, AverageDeal: 20000, LeadRate: FromFile(stat.Of(0, 20)), WinRate: FromFile(stat.Share{}), Now: now}
	n, err := Plan(in)
	if err != nil || n.Leads.Known || n.Opportunities.Known || n.Customers != 50 {
		t.Errorf("without a win it takes %+v, %v", n, err)
	}
	in.LeadRate = FromFile(stat.Of(5, 100))
	if n, err = Plan(in); err != nil || n.Leads.N != 1000 || n.Leads.Low != 448 || n.Leads.High != 2321 {
		t.Errorf("5 of 100 give %+v, %v", n.Leads, err)
	}
	in.Deadline, in.Lag = now.AddDate(0, 0, 70), 30
	if n, err = Plan(in); err != nil || !n.LeadsBy.Equal(now.AddDate(0, 0, 40)) || n.Late || math.Abs(n.PerWeek.Leads-175) > 1e-9 || n.PerWeek.Customers != 5 {
		t.Errorf("by %v, a week %+v, %v", n.LeadsBy, n.PerWeek, err)
	}
	in.Lag = 90
	if n, err = Plan(in); err != nil || !n.Late {
		t.Errorf("a lag beyond the deadline is late: %+v, %v", n, err)
	}
	for _, bad := range []Inputs{
		{}, {Revenue: 1, AverageDeal: -1}, {Revenue: math.NaN(), AverageDeal: 1}, {Revenue: 1, AverageDeal: 1, LeadRate: Typed(1.5)},
		{Revenue: 1, AverageDeal: 1, Share: 2}, {Revenue: 1, AverageDeal: 1, WinRate: Typed(-1)},
		{Revenue: 1, AverageDeal: 1, Deadline: now, Now: now},
	} {
		if _, err := Plan(bad); crm.ErrorCode(err) != crm.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestExplain: the parts add up to the gap to the last cent, whatever is zero;
// a factor as planned explains nothing; exchanging plan and fact only turns the
// signs.
func TestExplain(t *testing.T) {
	t.Parallel()
	value := rapid.OneOf(rapid.Just(0.), rapid.Just(1.), rapid.Float64Range(0.001, 1), rapid.Float64Range(1, 1e5))
	rapid.Check(t, func(t *rapid.T) {
		var factors, turned []Factor
		for range rapid.IntRange(1, 7).Draw(t, "factors") {
			f := Factor{Plan: value.Draw(t, "plan"), Actual: value.Draw(t, "actual")}
			if rapid.Bool().Draw(t, "as planned") {
				f.Actual = f.Plan
			}
			factors, turned = append(factors, f), append(turned, Factor{Plan: f.Actual, Actual: f.Plan})
		}
		g, back := Explain(factors), Explain(turned)
		var sum int64
		for i, p := range g.Parts {
			sum += p.Cents
			if p.Plan == p.Actual && p.Plan > 0 && len(g.Parts) > 1 && magnitude(p.Cents) > 7 {
				t.Fatalf("%+v explains something: %+v", p, g)
			}
			tolerance := 14 + 1e-9*float64(magnitude(p.Cents))
			if math.Abs(float64(p.Cents+back.Parts[i].Cents)) > tolerance {
				t.Fatalf("part %d is %d one way and %d the other", i, p.Cents, back.Parts[i].Cents)
			}
		}
		if sum != g.Actual-g.Plan {
			t.Fatalf("the parts add up to %d, the gap is %d", sum, g.Actual-g.Plan)
		}
	})
	// Half of the leads at twice the rate: nothing is lost, and each says so.
	g := Explain([]Factor{{Name: "leads", Plan: 100, Actual: 50}, {Name: "rate", Plan: 0.1, Actual: 0.2}, {Name: "deal", Plan: 10, Actual: 10}})
	if g.Plan != 10000 || g.Actual != 10000 || g.Parts[0].Cents != -6931 || g.Parts[1].Cents != 6931 || g.Parts[2].Cents != 0 {
		t.Errorf("%+v", g)
	}
}
