package goal

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/sla"
	"smarketing/internal/stat"
)

// path is lead -> mql -> customer.
var path = crm.Stages{
	{Key: "lead", Label: "Lead", Team: crm.Marketing, Kind: crm.Inventory},
	{Key: "mql", Label: "MQL", Team: crm.Marketing, Kind: crm.Gate},
	{Key: "sal", Label: "SAL", Team: crm.Sales, Kind: crm.SLAStage},
	{Key: "customer", Label: "Customer", Team: crm.Sales, Kind: crm.WonStage},
}

func calendar(zone string) *sla.Calendar {
	s := crm.DefaultSettings()
	s.Zone = zone
	return sla.NewCalendar(s)
}

// facts are those of a file of leads in which half of 40 are won ten days after
// they come, the other half lost after five, and four wait for the second day.
func facts() *Facts {
	f := &Facts{
		Now: now, Zone: time.UTC, Currency: "USD", Work: calendar("UTC"), Path: path,
		Goal: crm.Goal{
			Version: 1, Revenue: crm.MoneyOf(100_000), Currency: "USD", Start: now.AddDate(0, -1, 0), End: now.AddDate(0, 1, 0), Share: 1,
			AverageDeal: crm.MoneyOf(1000), LeadRate: 0.5, WinRate: 0.5, ReadyRate: 0.8, LagDays: 10,
			Steps: []crm.GoalStep{{Stage: "lead", Rate: 0.8}, {Stage: "mql", Rate: 0.8}, {Stage: "sal", Rate: 0.78125}},
		},
		Pipes:  make([]Pipe, len(path)),
		Flows:  make([][Spans]int, len(path)),
		Inflow: Inflow{Leads: 84, Since: now.AddDate(0, 0, -84), Until: now},
	}
	for i := range f.Pipes {
		f.Pipes[i].Stage, f.Pipes[i].To = path[i], make([]int, len(path))
	}
	lead := &f.Pipes[0]
	for range 20 {
		lead.Won.Add(10, stat.Hit)
		lead.Onward.Add(10, stat.Hit)
		lead.To[3]++
		lead.Won.Add(5, stat.Miss)
		lead.Onward.Add(5, stat.Miss)
	}
	for range 4 {
		lead.Won.Add(2, stat.Pending)
		lead.Onward.Add(2, stat.Pending)
		lead.Waiting.Add(2, stat.Pending)
	}
	return f
}

// TestForecast: those who wait are won with the share of those before, in
// their time; leads to come as soon as they can be.
func TestForecast(t *testing.T) {
	t.Parallel()
	f := facts()
	r := NewReport(f)
	if !r.Forecast.Known || len(r.Forecast.Missing) != 1 { // no sums
		t.Fatalf("%+v", r.Forecast)
	}
	waiting, come := r.Forecast.Sources[0], r.Forecast.Sources[1]
	if waiting.Key != "lead" || waiting.Cases != 4 || math.Abs(waiting.Customers-2) > 1e-9 {
		t.Errorf("of four leads two are won: %+v", waiting)
	}
	// One lead a day comes, and half of those that come in the first 21 of the
	// 31 days have their ten days.
	if come.Key != NewLeads || math.Abs(come.Customers-0.5*21) > 1e-9 {
		t.Errorf("leads to come: %+v", come)
	}
	if waiting.Rate.N != 44 || waiting.Rate.Value != 20./44 {
		t.Errorf("the rate is %+v", waiting.Rate)
	}
	if mean := 12.5 * 100_000; math.Abs(float64(r.Forecast.P50)-mean) > 0.15*mean {
		t.Errorf("the median is %d cents, about %v are expected", r.Forecast.P50, mean)
	}
	for _, p := range r.Series {
		if p.At.After(now) && p.At.Before(now.AddDate(0, 0, 8)) && p.P90 != 0 {
			t.Errorf("on %v nobody has had ten days, but %d cents are expected", p.At, p.P90)
		}
	}
}

// TestForecastStays: the same file says the same all day, and on another day,
// or for another version of the goal, throws other dice.
func TestForecastStays(t *testing.T) {
	t.Parallel()
	f := facts()
	old := now.AddDate(-1, 0, 0)
	for i := range 30 { // of many sizes, so that other dice cannot come to the same
		f.Deals = append(f.Deals, crm.Deal{Lead: 1, Status: crm.DealWon, Amount: crm.MoneyOf(500.07 * float64(i)), ClosedAt: old})
	}
	deals := f.Deals
	morning := NewReport(f).Forecast
	f.Now = now.Add(17 * time.Hour)
	if evening := NewReport(f).Forecast; fmt.Sprint(evening) != fmt.Sprint(morning) {
		t.Errorf("in the evening it is %+v, in the morning it was %+v", evening, morning)
	}
	f = facts()
	f.Deals, f.Goal.Version = deals, 2
	if other := NewReport(f).Forecast; other.P10 == morning.P10 && other.P50 == morning.P50 && other.P90 == morning.P90 {
		t.Error("another version throws the same dice")
	}
}

// TestForecastUnknown: what cannot be known is said, and nothing is expected of
// it.
func TestForecastUnknown(t *testing.T) {
	t.Parallel()
	none := facts()
	none.Pipes[0].Won, none.Pipes[0].Onward = stat.Waits{}, stat.Waits{}
	for range 30 {
		none.Pipes[0].Won.Add(5, stat.Miss)
	}
	r := NewReport(none)
	const want = "Nothing is expected of 4 leads in Lead: none of 30 leads before was won, so their rate is unknown, at most 11.4 %."
	if r.Forecast.Known || r.Forecast.Missing[0] != want {
		t.Errorf("without a win: %+v", r.Forecast)
	}
	for range 1196 {
		none.Pipes[0].Waiting.Add(3, stat.Pending)
	}
	if many := NewReport(none).Forecast.Missing[0]; !strings.HasPrefix(many, "Nothing is expected of 1,200 leads in Lead: ") {
		t.Error(many)
	}
	empty := &Facts{Now: now, Zone: time.UTC, Work: calendar("UTC"), Goal: facts().Goal}
	if r := NewReport(empty); r.Forecast.Known || r.Need.Customers != 100 || r.Gap.Actual-r.Gap.Plan != r.Pace.Ahead {
		t.Errorf("an empty file: %+v", r)
	}
	if r := NewReport(&Facts{Now: now, Zone: time.UTC}); r.Goal != nil || r.Series != nil {
		t.Errorf("without a goal: %+v", r)
	}
}

// TestForecastOver: after the deadline the forecast is what came out.
func TestForecastOver(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Deals = []crm.Deal{{Status: crm.DealWon, Amount: crm.MoneyOf(100_000), ClosedAt: now, CreatedAt: now.AddDate(0, 0, -9)}}
	f.Now = f.Goal.End
	r := NewReport(f)
	if r.Forecast.P10 != 10_000_000 || r.Forecast.P90 != 10_000_000 || r.Forecast.Chance != 1 || r.Pace.Part != 1 || r.ToGo.Customers != 0 {
		t.Errorf("%+v %+v", r.Forecast, r.Pace)
	}
}

// TestOpenDeals: each counts with its own sum, foreign ones do not, and those
// of customers and without a lead go on coming.
func TestOpenDeals(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Pipes[0].Waiting = stat.Waits{}
	old := now.AddDate(-1, 0, 0)
	for range 30 {
		f.Deals = append(f.Deals,
			crm.Deal{Lead: 1, Status: crm.DealWon, Amount: crm.MoneyOf(500), CreatedAt: old, ClosedAt: old.AddDate(0, 0, 10)},
			crm.Deal{Lead: 2, Status: crm.DealLost, CreatedAt: old, ClosedAt: old.AddDate(0, 0, 10)})
	}
	yesterday := now.AddDate(0, 0, -1)
	f.Deals = append(f.Deals,
		crm.Deal{Lead: 3, Status: crm.DealOpen, Amount: crm.MoneyOf(9000), CreatedAt: yesterday},
		crm.Deal{Lead: 4, Status: crm.DealOpen, Amount: crm.MoneyOf(9000), Currency: "EUR", CreatedAt: yesterday},
		crm.Deal{Lead: 1, Status: crm.DealOpen, CreatedAt: yesterday},
		crm.Deal{Status: crm.DealOpen, CreatedAt: yesterday})
	r := NewReport(f)
	open := r.Forecast.Sources[0]
	// Half are won: 9,000 of its own, and twice the average of 500.
	if open.Key != OpenDeals || open.Cases != 3 || math.Abs(open.Customers-1.5) > 1e-9 || open.Amount != 500_000 {
		t.Errorf("open deals: %+v", open)
	}
	further := r.Forecast.Sources[len(r.Forecast.Sources)-1]
	if further.Key != NewDeals || further.Cases != 2 {
		t.Errorf("deals to come: %+v", further)
	}
	if !slices.Contains(r.Notes, "1 deal is in another currency: kept out of the sums.") {
		t.Errorf("notes: %q", r.Notes)
	}
}

// drawFacts makes a file of any deals and counts.
func drawFacts(t *rapid.T) *Facts {
	f := facts()
	f.Goal.Version = rapid.Int64Range(1, 9).Draw(t, "version")
	f.Now = f.Goal.Start.Add(time.Duration(rapid.Int64Range(-100, 1700).Draw(t, "hour")) * time.Hour)
	f.Goal.Share = rapid.SampledFrom([]float64{1, 0.5}).Draw(t, "share")
	if rapid.Bool().Draw(t, "no steps") {
		f.Goal.Steps = nil
	}
	for i := range f.Flows {
		n := rapid.SampledFrom([]int{0, 0, 1, 7, 300}).Draw(t, "flow")
		f.Flows[i] = [Spans]int{n, n / 2, n / 3}
	}
	for range rapid.IntRange(0, 12).Draw(t, "deals") {
		d := crm.Deal{
			Lead:      crm.LeadID(rapid.Int64Range(0, 3).Draw(t, "lead")),
			Status:    rapid.SampledFrom([]crm.DealStatus{crm.DealOpen, crm.DealWon, crm.DealLost}).Draw(t, "status"),
			Currency:  rapid.SampledFrom([]string{"", "USD", "EUR"}).Draw(t, "currency"),
			CreatedAt: f.Now.AddDate(0, 0, -rapid.IntRange(-3, 200).Draw(t, "created")),
		}
		if rapid.Bool().Draw(t, "priced") {
			d.Amount = crm.Money{Cents: rapid.Int64Range(0, 1e9).Draw(t, "cents"), Known: true}
		}
		if d.Status != crm.DealOpen && rapid.Bool().Draw(t, "closed") {
			d.ClosedAt = f.Now.AddDate(0, 0, -rapid.IntRange(-3, 60).Draw(t, "ago"))
		}
		f.Deals = append(f.Deals, d)
	}
	return f
}

// TestReport holds whatever the file says: the quantiles rise, nothing is lost
// that is won, the gap adds up to the cent, sums over time rise, the plan
// begins with 0 and ends with the goal.
func TestReport(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := NewReport(drawFacts(t))
		fc := r.Forecast
		if fc.Known && (fc.P10 > fc.P50 || fc.P50 > fc.P90 || fc.P10 < fc.Won || fc.Chance < 0 || fc.Chance > 1) {
			t.Fatalf("forecast %+v", fc)
		}
		var sum int64
		for _, p := range r.Gap.Parts {
			sum += p.Cents
		}
		if sum != r.Pace.Ahead || r.Gap.Actual != r.Pace.Actual || r.Gap.Plan != r.Pace.Plan {
			t.Fatalf("the parts add up to %d, the gap is %d: %+v", sum, r.Pace.Ahead, r.Gap)
		}
		first, last := r.Series[0], r.Series[len(r.Series)-1]
		if first.Plan != 0 || last.Plan != r.Pace.Target || r.Pace.Part < 0 || r.Pace.Part > 1 || r.Pace.DaysOver > r.Pace.Days {
			t.Fatalf("from %+v to %+v, pace %+v", first, last, r.Pace)
		}
		for i, p := range r.Series[1:] {
			was := r.Series[i]
			if !p.At.After(was.At) || p.Plan < was.Plan || p.Past && p.Actual < was.Actual || p.P10 > p.P50 || p.P50 > p.P90 {
				t.Fatalf("%+v after %+v", p, was)
			}
		}
		for _, d := range r.Duties {
			if d.Due < 0 || d.Due > d.Total+1e-9 || d.Week < -1e-9 || d.CatchUp < 0 || math.IsNaN(d.CatchUp) {
				t.Fatalf("duty %+v", d)
			}
		}
	})
}

// TestProgress counts working time: nothing on a weekend, the same on days of
// 23 and 25 hours as on others.
func TestProgress(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	work := calendar("Europe/Berlin")
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, berlin)
	}
	for _, c := range []struct {
		name           string
		start, end, at time.Time
		want           float64
		days           int
	}{
		{"the start", at(3, 23, 0), at(4, 6, 0), at(3, 23, 0), 0, 10},
		{"before", at(3, 23, 0), at(4, 6, 0), at(1, 1, 0), 0, 10},
		{"the end", at(3, 23, 0), at(4, 6, 0), at(4, 6, 0), 1, 10},
		{"a week of two, the clocks set forward", at(3, 23, 0), at(4, 6, 0), at(3, 30, 0), 0.5, 10},
		{"the same on Saturday", at(3, 23, 0), at(4, 6, 0), at(3, 28, 12), 0.5, 10},
		{"noon of the second Wednesday", at(3, 23, 0), at(4, 6, 0), at(4, 1, 13), 0.75, 10},
		{"a week of two, the clocks set back", at(10, 19, 0), at(11, 2, 0), at(10, 26, 0), 0.5, 10},
		{"a weekend only", at(3, 28, 0), at(3, 30, 0), at(3, 28, 23), 23. / 47, 0},
	} {
		if got := Progress(work, c.start, c.end, c.at); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if got := workdays(work, c.start, c.end, berlin); got != c.days {
			t.Errorf("%s: %d working days, want %d", c.name, got, c.days)
		}
	}
}

// TestDuties: both teams' shares of the goal in this week, by the plan and in
// fact.
func TestDuties(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Goal.Start, f.Goal.End = time.Date(2026, 9, 28, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 12, 0, 0, 0, 0, time.UTC)
	f.Flows[0], f.Flows[1], f.Flows[2] = [Spans]int{30, 30, 0}, [Spans]int{9, 9, 0}, [Spans]int{4, 4, 0}
	f.Touch = [Spans]int{8, 8, 0}
	for _, want := range []Duty{ // Thursday morning of the first of two weeks
		{Key: "lead", Team: crm.Marketing, Total: 200, Week: 100, Due: 60, Done: 30},
		{Key: "ready", Team: crm.Marketing, Total: 160, Week: 80, Due: 48, Done: 9},
		{Key: "touch", Team: crm.Sales, Total: 160, Week: 80, Due: 48, Done: 8},
		{Key: "accept", Team: crm.Sales, Total: 128, Week: 64, Due: 38.4, Done: 4},
		{Key: "win", Team: crm.Sales, Total: 100, Week: 50, Due: 30, Done: 0},
	} {
		duties := NewReport(f).Duties
		i := slices.IndexFunc(duties, func(d Duty) bool { return d.Key == want.Key })
		got := duties[i]
		same := func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }
		if got.Team != want.Team || !same(got.Total, want.Total) || !same(got.Week, want.Week) || !same(got.Due, want.Due) || got.Done != want.Done {
			t.Errorf("%+v, want %+v", got, want)
		}
		if rest := (got.Total - float64(got.SoFar)) / (11. / 7); !same(got.CatchUp, rest) {
			t.Errorf("%s: from now on %v a week, want %v", got.Key, got.CatchUp, rest)
		}
	}
	if r := NewReport(f); !r.Begun() || r.Over() {
		t.Error("on its first Thursday the goal is not under way")
	}
	f.Now = f.Goal.End
	r := NewReport(f)
	for i := range r.Duties {
		if d := &r.Duties[i]; d.CatchUp != 0 || d.Due != d.Total || d.Week != 0 {
			t.Errorf("when the time is over: %+v", d)
		}
	}
	if !r.Over() {
		t.Error("the goal is not over at its end")
	}
}

// TestChain: stages that nobody came into, but through, are taken together.
func TestChain(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Deals = []crm.Deal{{Status: crm.DealWon, Lead: 1, Amount: crm.MoneyOf(4000), ClosedAt: now.AddDate(0, 0, -1), CreatedAt: now.AddDate(0, 0, -9)}}
	f.Flows[0][0], f.Flows[3][0] = 10, 2
	g := NewReport(f).Gap
	names := make([]string, 0, len(g.Parts))
	for _, p := range g.Parts {
		names = append(names, p.Team+": "+p.Name)
	}
	if want := []string{"marketing: new leads", "sales: Lead → Customer", "sales: average deal"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if math.Abs(g.Parts[1].Plan-0.5) > 1e-9 || g.Parts[1].Actual != 0.2 || g.Parts[2].Actual != 2000 {
		t.Errorf("%+v", g.Parts)
	}
}

func BenchmarkReport(b *testing.B) {
	f := facts()
	for i := range 1000 {
		f.Deals = append(f.Deals,
			crm.Deal{Lead: crm.LeadID(i), Status: crm.DealOpen, Amount: crm.MoneyOf(500), CreatedAt: now.AddDate(0, 0, -i%90)},
			crm.Deal{Lead: crm.LeadID(i), Status: crm.DealWon, Amount: crm.MoneyOf(float64(i)), CreatedAt: now.AddDate(0, 0, -i), ClosedAt: now.AddDate(0, 0, -i/2)})
		f.Pipes[0].Waiting.Add(i, stat.Pending)
	}
	for b.Loop() {
		NewReport(f)
	}
}

func BenchmarkPlan(b *testing.B) {
	in := Inputs{Revenue: 1e6, AverageDeal: 20000, LeadRate: FromFile(stat.Of(5, 100)), WinRate: Typed(0.3), Deadline: now.AddDate(0, 3, 0), Lag: 30, Now: now}
	for b.Loop() {
		if _, err := Plan(in); err != nil {
			b.Fatal(err)
		}
	}
}
