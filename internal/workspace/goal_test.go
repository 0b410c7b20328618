package workspace_test

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
)

func target() crm.Goal {
	return crm.Goal{
		Revenue: crm.MoneyOf(1e6), AverageDeal: crm.MoneyOf(20000), LeadRate: 0.05, WinRate: 0.25,
		Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
	}
}

// TestSetGoal: every goal is a version, undo brings the one before back, who
// was overtaken is told, and what no plan can be made of is refused.
func TestSetGoal(t *testing.T) {
	t.Parallel()
	d := open(t)
	ctx := t.Context()
	if r, err := d.GoalReport(ctx); err != nil || r.Goal != nil {
		t.Fatalf("a new file has the goal %+v, %v", r.Goal, err)
	}
	first, err := d.SetGoal(ctx, target())
	if err != nil || first.Version != 1 || first.By != "mia" || first.Currency != "USD" || first.Share != 1 || first.Steps != nil {
		t.Fatalf("%+v, %v", first, err)
	}
	second := first
	second.Revenue, second.Note = crm.MoneyOf(2e6), " more "
	if second, err = d.SetGoal(ctx, second); err != nil || second.Version != 2 || second.Note != "more" {
		t.Fatalf("%+v, %v", second, err)
	}
	if _, err := d.SetGoal(ctx, first); crm.ErrorCode(err) != crm.Conflict {
		t.Errorf("from an old version: %v", err)
	}
	again := reopen(t, d)
	if r, err := again.GoalReport(ctx); err != nil || fmt.Sprint(*r.Goal) != fmt.Sprint(second) {
		t.Errorf("after reopening it is %+v, %v", r.Goal, err)
	}
	if undone, err := d.Undo(ctx, 0); err != nil || undone.Verb != "goal" || undone.Removed["goals"] != 1 {
		t.Fatalf("undone %+v, %v", undone, err)
	}
	if r, err := d.GoalReport(ctx); err != nil || r.Goal.Version != 1 || r.Need.Customers != 50 || r.Need.Leads.N != 1000 {
		t.Errorf("after the undo %+v takes %+v, %v", r.Goal, r.Need, err)
	}
	third, err := d.SetGoal(ctx, first)
	if err != nil || third.Version != 3 {
		t.Errorf("%+v, %v", third, err)
	}
	goals, err := d.Goals(ctx)
	if err != nil || len(goals) != 3 || goals[0].Version != 3 || !goals[1].Withdrawn || goals[2].Withdrawn {
		t.Errorf("versions %+v, %v", goals, err)
	}
	for field, spoil := range map[string]func(*crm.Goal){
		"revenue":  func(g *crm.Goal) { g.Revenue = crm.Money{} },
		"deal":     func(g *crm.Goal) { g.AverageDeal = crm.Money{} },
		"rate":     func(g *crm.Goal) { g.LeadRate = 2 },
		"deadline": func(g *crm.Goal) { g.End = g.Start },
		"share":    func(g *crm.Goal) { g.Share = -1 },
	} {
		bad := target()
		spoil(&bad)
		_, err := d.SetGoal(ctx, bad)
		if e, ok := errors.AsType[*crm.Error](err); !ok || e.Code != crm.Invalid || e.Field != field || e.Hint == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// funnelled is a file in which of 40 leads of a year ago 20 were won ten days
// later for 1,000 each, the others lost; half came from the web.
func funnelled(t *testing.T) *desk {
	t.Helper()
	d := open(t)
	var leads, stages, deals []crm.Record
	for i := range 40 {
		key, came := fmt.Sprint("L-", i), now.AddDate(-1, 0, 0)
		l := lead(key, "")
		l.Lead.CreatedAt, l.Lead.Source = came, []string{"web", "fair"}[i/2%2]
		leads = append(leads, l)
		for n, stage := range []string{"lead", "mql", "sal", "sql", "opportunity"} {
			stages = append(stages, change(key, stage, came.AddDate(0, 0, n)))
		}
		status := []crm.DealStatus{crm.DealWon, crm.DealLost}[i%2]
		sold := deal(key, "D-"+key, status, came.AddDate(0, 0, 10))
		sold.Deal.CreatedAt, sold.Deal.Amount = came.AddDate(0, 0, 4), crm.MoneyOf(1000)
		deals = append(deals, sold)
	}
	d.take(t, crm.LeadRecord, leads...)
	d.take(t, crm.StageRecord, stages...)
	d.take(t, crm.DealRecord, deals...)
	return d
}

// TestMeasured: the rates of the file's own past, with what they rest on.
func TestMeasured(t *testing.T) {
	t.Parallel()
	d := funnelled(t)
	r, err := d.GoalReport(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m := r.Measured
	if m.LeadRate.Value != 0.5 || m.LeadRate.N != 40 || m.ReadyRate.Value != 1 || m.WinRate.Value != 0.5 || m.WinRate.N != 40 {
		t.Errorf("rates %+v", m)
	}
	if m.AverageDeal != 1000 || m.Priced != 20 || m.Lag != 10 || m.Lags != 20 || m.Young || len(m.Steps) != 5 {
		t.Errorf("deals and lags %+v", m)
	}
	if len(r.Values) != 2 || r.Values[0].Leads != 20 || r.Values[0].Amount != 500 || !r.Values[0].Known {
		t.Errorf("a lead is worth %+v", r.Values)
	}
	g := target()
	g.LeadRate = 0.25
	if g, err = d.SetGoal(t.Context(), g); err != nil || len(g.Steps) != 5 || math.Abs(g.Steps[4].Rate-0.25) > 1e-9 || g.Steps[0].Rate != 1 {
		t.Errorf("the steps of the plan are %+v, %v", g.Steps, err)
	}
}

// TestGoalReport: what has come in and is under way is counted, by week, an
// open deal instead of its lead, and the parts make the gap.
func TestGoalReport(t *testing.T) {
	t.Parallel()
	d := funnelled(t)
	lately := lead("N-1", "")
	lately.Lead.CreatedAt, lately.Lead.Source = now.AddDate(0, 0, -3), "web"
	waiting := lead("N-2", "")
	waiting.Lead.CreatedAt, waiting.Lead.Source = now.AddDate(0, 0, -2), "web"
	d.take(t, crm.LeadRecord, lately, waiting)
	under := deal("N-1", "D-N", crm.DealOpen, time.Time{})
	under.Deal.CreatedAt = now.AddDate(0, 0, -1)
	sold := deal("L-0", "D-again", crm.DealWon, now.AddDate(0, 0, -1))
	sold.Deal.CreatedAt, sold.Deal.Amount = now.AddDate(0, 0, -5), crm.MoneyOf(500)
	d.take(t, crm.DealRecord, under, sold)
	g := target()
	g.AverageDeal, g.LeadRate = crm.MoneyOf(1000), 0.5
	if _, err := d.SetGoal(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	r, err := d.GoalReport(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r.Pace.Actual != 50_000 || r.Pace.Customers != 1 || r.Pace.Ahead != r.Gap.Actual-r.Gap.Plan {
		t.Errorf("pace %+v", r.Pace)
	}
	cases := map[string]int{}
	for _, s := range r.Forecast.Sources {
		cases[s.Key] = s.Cases
	}
	if fmt.Sprint(cases) != fmt.Sprint(map[string]int{goal.OpenDeals: 1, "lead": 1, goal.NewLeads: 2, goal.NewDeals: 1}) {
		t.Errorf("sources %v", cases)
	}
	if !r.Forecast.Known || r.Forecast.P10 > r.Forecast.P50 || r.Forecast.P50 > r.Forecast.P90 || r.Forecast.P10 < 50_000 {
		t.Errorf("forecast %+v", r.Forecast)
	}
	// It is Wednesday: one lead came on Sunday, one on Monday.
	if lead := r.Duties[0]; lead.SoFar != 2 || lead.Done != 1 || lead.LastWeek != 1 || !lead.Known {
		t.Errorf("new leads %+v", lead)
	}
	if wins := r.Duties[4]; wins.SoFar != 1 || wins.Done != 1 || wins.Total != 1000 {
		t.Errorf("wins %+v", wins)
	}
}

// TestSpend: what was spent is taken in once, restated, priced by what came of
// it, and taken back.
func TestSpend(t *testing.T) {
	t.Parallel()
	d := funnelled(t)
	spend := func(day int, source, currency string, amount float64) crm.Record {
		return crm.Record{Spend: crm.Spend{At: now.AddDate(-1, 0, day), Source: source, Currency: currency, Amount: crm.MoneyOf(amount)}}
	}
	rows := []crm.Record{spend(0, "Web", "", 100), spend(1, "web", "USD", 300), spend(0, "web", "EUR", 50)}
	wantCounts(t, d.take(t, crm.SpendRecord, rows...), 3, 0, 0, 0)
	wantCounts(t, d.take(t, crm.SpendRecord, rows...), 0, 0, 3, 0)
	wantCounts(t, d.take(t, crm.SpendRecord, spend(0, "web", "USD", 150)), 0, 1, 0, 0)
	costs, err := d.Costs(t.Context(), now.AddDate(-1, 0, 0), now.AddDate(-1, 0, 5))
	if err != nil || len(costs) != 2 {
		t.Fatalf("%+v, %v", costs, err)
	}
	if want := (goal.Cost{Source: "web", Spend: 45_000, Foreign: 1, Leads: 20, Ready: 20, Customers: 10}); costs[0] != want {
		t.Errorf("%+v, want %+v", costs[0], want)
	}
	if later, err := d.Costs(t.Context(), now, time.Time{}); err != nil || len(later) != 0 {
		t.Errorf("later %+v, %v", later, err)
	}
	history, err := d.History(t.Context(), crm.JournalQuery{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	undone, err := d.Undo(t.Context(), history[2].ID)
	if err != nil || undone.Removed["spends"] != 2 || len(undone.Kept) != 1 || undone.Kept[0] != "spend on Web was changed since" {
		t.Errorf("undone %+v, %v", undone, err)
	}
}
