package funnel

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // also where the system knows no zones

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

var start = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

func day(n float64) time.Time { return start.Add(time.Duration(n * 24 * float64(time.Hour))) }

func seq(changes []crm.StageChange) iter.Seq2[crm.StageChange, error] {
	return func(yield func(crm.StageChange, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func logOf(t *testing.T, changes ...crm.StageChange) *Log {
	t.Helper()
	l, err := Build(crm.DefaultStages(), seq(changes))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// story makes the changes of one lead: a stage and a day, in turns.
func story(lead int, steps ...any) []crm.StageChange {
	var out []crm.StageChange
	for i := 0; i < len(steps); i += 2 {
		out = append(out, crm.StageChange{Lead: crm.LeadID(lead), Stage: steps[i].(string), At: day(steps[i+1].(float64))})
	}
	return out
}

// figures returns entered and advanced of each stage.
func figures(f Funnel) (entered, advanced []int) {
	for _, g := range f.Stages {
		entered, advanced = append(entered, g.Entered), append(advanced, g.Advanced)
	}
	return entered, advanced
}

// TestSwitches asks one small log in every way. Three leads: one goes straight
// through, one is recycled and comes back, one skips stages.
func TestSwitches(t *testing.T) {
	t.Parallel()
	l := logOf(t, slices.Concat(
		story(1, "lead", 0.0, "mql", 2.0, "sal", 3.0, "sql", 5.0, "opportunity", 8.0, "customer", 20.0),
		story(2, "lead", 1.0, "mql", 4.0, "recycled", 6.0, "mql", 30.0, "sal", 31.0, "lost", 33.0),
		story(3, "lead", 40.0, "sql", 42.0),
	)...)
	for _, c := range []struct {
		name              string
		q                 Question
		entered, advanced []int
	}{
		{"cohort, first, reached", Question{}, []int{3, 3, 3, 2, 1, 1}, []int{3, 3, 2, 1, 1, 0}},
		{"cohort, first, strict", Question{Order: Strict}, []int{3, 2, 2, 2, 1, 1}, []int{2, 2, 1, 1, 1, 0}},
		{"cohort, all, strict", Question{Order: Strict, Count: AllPasses}, []int{3, 3, 2, 2, 1, 1}, []int{2, 2, 1, 1, 1, 0}},
		{"cohort, all, reached", Question{Count: AllPasses}, []int{3, 4, 3, 2, 1, 1}, []int{3, 3, 2, 1, 1, 0}},
		{"cohort of the first month", Question{Until: day(30)}, []int{2, 2, 2, 1, 1, 1}, []int{2, 2, 1, 1, 1, 0}},
		{"period: the second month", Question{Basis: Period, Since: day(30), Until: day(60)}, []int{1, 1, 2, 1, 0, 0}, []int{1, 1, 1, 0, 0, 0}},
		{"before the end", Question{Now: day(4)}, []int{2, 2, 1, 0, 0, 0}, []int{2, 1, 0, 0, 0, 0}},
	} {
		q := c.q
		if q.Now.IsZero() {
			q.Now = day(60)
		}
		f, err := l.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		entered, advanced := figures(f)
		if !slices.Equal(entered, c.entered) || !slices.Equal(advanced, c.advanced) {
			t.Errorf("%s: entered %v advanced %v, want %v and %v", c.name, entered, advanced, c.entered, c.advanced)
		}
	}
	f, err := l.Ask(Question{Now: day(60)})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Exits{Won: 1, Lost: 1, Open: 1}); f.Exits != want {
		t.Errorf("exits %+v, want %+v", f.Exits, want)
	}
	if f.Stages[3].Current != 1 || f.Stages[1].Current != 0 {
		t.Errorf("one stands in SQL, not %d; none in MQL, not %d", f.Stages[3].Current, f.Stages[1].Current)
	}
	if d := f.Stages[1].Detours; len(d) != 1 || d[0].Key != crm.Recycled || d[0].Leads != 1 {
		t.Errorf("detours of MQL: %+v", d)
	}
}

// TestEdges: nothing, one stage, cycles, unknown dates, the future, an order
// that cannot be.
func TestEdges(t *testing.T) {
	t.Parallel()
	empty, err := logOf(t).Ask(Question{Now: day(1)})
	if err != nil || empty.Leads != 0 || empty.Stages[0].Rate.Known || empty.Stages[0].Days.MedianKnown {
		t.Errorf("an empty log gives %+v, %v", empty, err)
	}
	only := crm.Stages{{Key: "won", Label: "Won", Team: crm.Sales, Kind: crm.WonStage}}
	l, err := Build(only, seq(story(1, "won", 0.0)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := l.Ask(Question{Now: day(1)})
	if err != nil || f.Stages[0].Entered != 1 || f.Exits.Won != 1 || f.Stages[0].Rate.Known {
		t.Errorf("one stage gives %+v, %v", f, err)
	}
	odd := logOf(t, slices.Concat(
		story(1, "customer", 1.0, "lead", 2.0), // won before contact
		story(2, "lead", 0.0, "mql", 100.0),    // the future
		[]crm.StageChange{{Lead: 3, Stage: "lead"}, {Lead: 3, Stage: "mql", At: day(3)}, {Lead: 3, Stage: "gone", At: day(4)}}, // no date; no stage
	)...)
	f, err = odd.Ask(Question{Now: day(10)})
	if err != nil {
		t.Fatal(err)
	}
	entered, _ := figures(f)
	if !slices.Equal(entered, []int{3, 2, 1, 1, 1, 1}) || f.OutOfOrder != 1 || f.Future != 1 || f.Undated != 1 || odd.Undefined != 1 {
		t.Errorf("entered %v, out of order %d, future %d, undated %d, undefined %d", entered, f.OutOfOrder, f.Future, f.Undated, odd.Undefined)
	}
	if f, err = odd.Ask(Question{Now: day(10), Since: day(0)}); err != nil || f.Leads != 2 {
		t.Errorf("what has no date is in no window: %d leads, %v", f.Leads, err)
	}
	for _, bad := range []Question{{Basis: "x"}, {Count: "x"}, {Order: "x"}, {Since: day(2), Until: day(1)}} {
		if _, err := odd.Ask(bad); crm.ErrorCode(err) != crm.Usage {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	lags, err := odd.Lags("lead", "customer", Question{Now: day(10)})
	if err != nil || lags.Negative != 1 || len(lags.Days) != 1 || lags.Days[0] != -1 {
		t.Errorf("won before contact is told: %+v, %v", lags, err)
	}
}

// TestDSTWeeks: the weeks of a zone begin on its Mondays, also when the clocks
// change.
func TestDSTWeeks(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	weeks := Weeks(time.Date(2026, 3, 30, 0, 30, 0, 0, zone), zone, 2)
	for i, want := range []string{"2026-03-23T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2026-04-06T00:00:00+02:00"} {
		if got := weeks[i].Format(time.RFC3339); got != want {
			t.Errorf("bound %d is %s, want %s", i, got, want)
		}
	}
	quarters := Quarters(day(0), time.UTC, 4)
	if got := quarters[0].Format(time.DateOnly) + quarters[4].Format(time.DateOnly); got != "2025-01-012026-01-01" {
		t.Errorf("the quarters are from and to %s", got)
	}
}

// TestTrendEnds where the question does, and with a log of the past where that
// does; the quarters that norms are taken from stay those that are over now.
func TestTrendEnds(t *testing.T) {
	t.Parallel()
	l := logOf(t, slices.Concat(story(1, "lead", 0.0, "mql", 30.0), story(2, "lead", 8.0), story(3, "lead", 500.0))...)
	asOf := func(q Question) []Point {
		trends, err := l.Trends(q)
		if err != nil || len(trends.Weeks[0]) != TrendWeeks {
			t.Fatalf("%+v: %d weeks (%v)", q, len(trends.Weeks[0]), err)
		}
		if of := Quarters(q.Now, time.UTC, NormQuarters); !trends.Quarters[0][0].From.Equal(of[0]) {
			t.Errorf("%+v: the quarters begin %s", q, trends.Quarters[0][0].From)
		}
		return trends.Weeks[0]
	}
	for name, c := range map[string]struct {
		q       Question
		end     float64 // day in whose week the trend ends
		entered int     // in the weeks that are over then
	}{
		"now":               {Question{Now: day(50)}, 50, 2},
		"window":            {Question{Now: day(900), Since: day(1), Until: day(20)}, 20, 2},
		"window of a week":  {Question{Now: day(900), Until: day(14)}, 14, 2}, // a Monday: the week before is whole
		"within a week":     {Question{Now: day(900), Until: day(13)}, 13, 1},
		"window not over":   {Question{Now: day(20), Until: day(400)}, 20, 2},
		"period":            {Question{Now: day(900), Until: day(520), Basis: Period}, 520, 1},
		"of the past":       {Question{Now: day(900), Since: day(5)}, 507, 1}, // the week of the last entry is whole
		"of the past, then": {Question{Now: day(400)}, 37, 2},                 // what lies ahead has not happened
		"not long ago":      {Question{Now: day(560)}, 560, 1},
	} {
		weeks, n := asOf(c.q), 0
		for _, p := range weeks[:TrendWeeks-1] {
			n += p.Entered
		}
		if last := weeks[TrendWeeks-1]; last.From.After(day(c.end)) || !last.To.After(day(c.end)) || n != c.entered {
			t.Errorf("%s: the last week is from %s, not around %s; %d entered before, want %d", name, last.From, day(c.end), n, c.entered)
		}
	}
	empty := logOf(t)
	if end := empty.TrendEnd(Question{Now: day(3)}); !end.Equal(day(3)) {
		t.Errorf("without entries it ends %s", end)
	}
}

// TestBottleneck: the step whose distance from its best quarter costs most
// customers, with what it costs.
func TestBottleneck(t *testing.T) {
	t.Parallel()
	f := Funnel{}
	for i, n := range []int{1000, 500, 200, 100} {
		g := Figures{Stage: crm.DefaultStages()[i], Entered: n}
		if i < 3 {
			g.Advanced = []int{500, 200, 100}[i]
			g.Decided = stat.Of(g.Advanced, n)
		}
		f.Stages = append(f.Stages, g)
	}
	norms := []Norm{{Rate: 0.5, Known: true}, {Rate: 0.5, Known: true, Why: "planned"}, {Rate: 0.51, Known: true}, {}}
	b := FindBottleneck(&f, norms, 1000, "USD")
	// (50 % - 40 %) x 500 x 50 % = 25 customers.
	if b == nil || b.From.Key != "mql" || math.Abs(b.Customers-25) > 1e-9 || math.Abs(b.Cost-25000) > 1e-6 || !b.Priced {
		t.Fatalf("the bottleneck is %+v", b)
	}
	if b := FindBottleneck(&f, make([]Norm, 4), 1000, "USD"); b != nil {
		t.Errorf("without a norm there is none, not %+v", b)
	}
}

// TestVelocity reproduces the published rows of the check figures.
func TestVelocity(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		open          int
		rate, deal, d float64
		want          float64
	}{
		{100, .25, 50000, 60, 20833.33}, {50, .25, 25000, 60, 5208.33}, {50, .25, 10000, 30, 4166.67},
	} {
		if got := Flow(c.open, c.rate, c.deal, c.d); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%+v gives %v", c, got)
		}
	}
	deals := []crm.Deal{
		{Status: crm.DealOpen}, {Status: crm.DealLost, ClosedAt: day(1)},
		{Status: crm.DealWon, Amount: crm.MoneyOf(100), CreatedAt: day(0), ClosedAt: day(10)},
		{Status: crm.DealWon, Amount: crm.MoneyOf(900), Currency: "JPY", CreatedAt: day(3), ClosedAt: day(2)},
	}
	if v := NewVelocity(deals, "USD", time.Time{}, time.Time{}, day(30)); v.Known || v.WinRate.N != 3 {
		t.Errorf("of three closed deals it is %+v", v)
	}
	for range 7 {
		deals = append(deals, crm.Deal{Status: crm.DealLost, ClosedAt: day(2)})
	}
	v := NewVelocity(deals, "USD", time.Time{}, time.Time{}, day(30))
	if v.Open != 1 || v.WinRate.N != 10 || v.AverageDeal != 100 || v.CycleDays != 10 || v.Backwards != 1 || v.Foreign != 1 || !v.Known {
		t.Errorf("%+v", v)
	}
	if more, faster := v.Levers(); math.Abs(more-0.1*v.PerDay) > 1e-9 || math.Abs(faster-v.PerDay/9) > 1e-9 {
		t.Errorf("the levers of %v are %v and %v", v.PerDay, more, faster)
	}
	if v := NewVelocity(nil, "USD", time.Time{}, time.Time{}, day(30)); v.Known {
		t.Errorf("of no deals it is %+v", v)
	}
}

// drawLog draws the changes of some leads, with cycles, detours, ties and
// missing dates.
func drawLog(t *rapid.T) []crm.StageChange {
	stages := crm.DefaultStages()
	var changes []crm.StageChange
	for lead := range rapid.IntRange(0, 12).Draw(t, "leads") {
		var own []crm.StageChange
		for range rapid.IntRange(1, 9).Draw(t, "changes") {
			c := crm.StageChange{Lead: crm.LeadID(lead + 1), Stage: stages[rapid.IntRange(0, len(stages)-1).Draw(t, "stage")].Key}
			if n := rapid.IntRange(-1, 60).Draw(t, "day"); n >= 0 {
				c.At = day(float64(n))
			}
			own = append(own, c)
		}
		slices.SortStableFunc(own, func(a, b crm.StageChange) int { return cmp.Compare(millis(a.At), millis(b.At)) })
		changes = append(changes, own...)
	}
	return changes
}

// TestAskNaive compares with the definitions, written down a second time
// without columns: for every lead and stage, look through its list.
func TestAskNaive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		changes := drawLog(t)
		l, err := Build(crm.DefaultStages(), seq(changes))
		if err != nil {
			t.Fatal(err)
		}
		q := Question{Now: day(float64(rapid.IntRange(0, 60).Draw(t, "now"))), Order: rapid.SampledFrom([]Order{Strict, Reached}).Draw(t, "order")}
		f, err := l.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		entered, advanced := figures(f)
		wantEntered, wantAdvanced := naive(changes, q)
		if !slices.Equal(entered, wantEntered) || !slices.Equal(advanced, wantAdvanced) {
			t.Fatalf("entered %v advanced %v, want %v and %v", entered, advanced, wantEntered, wantAdvanced)
		}
		whole := 0
		for _, n := range []int{f.Exits.Won, f.Exits.Lost, f.Exits.Recycled, f.Exits.Disqualified, f.Exits.Open} {
			whole += n
		}
		if whole != f.Leads {
			t.Fatalf("%d exits of %d leads", whole, f.Leads)
		}
		parts, err := l.Breakdown(q, l.GroupBy(func(id crm.LeadID) string { return string(rune('a' + id%3)) }))
		if err != nil {
			t.Fatal(err)
		}
		sum := make([]int, len(entered))
		for _, p := range parts {
			for s, n := range p.Entered {
				sum[s] += n
			}
		}
		if len(parts) > 0 && !slices.Equal(sum, entered) {
			t.Fatalf("the parts add up to %v, the whole is %v", sum, entered)
		}
	})
}

// naive follows the first passes of a cohort of all leads.
func naive(changes []crm.StageChange, q Question) (entered, advanced []int) {
	path := crm.DefaultStages().Path()
	entered, advanced = make([]int, len(path)), make([]int, len(path))
	byLead := map[crm.LeadID][]int{}
	for _, c := range changes {
		if c.At.After(q.Now) {
			continue
		}
		s := slices.IndexFunc(path, func(s crm.Stage) bool { return s.Key == c.Stage })
		byLead[c.Lead] = append(byLead[c.Lead], s)
	}
	for _, list := range byLead {
		for s := range path {
			if q.Order == Reached {
				if slices.Max(list) >= s {
					entered[s]++
				}
				if slices.Max(list) > s {
					advanced[s]++
				}
				continue
			}
			if i := slices.Index(list, s); i >= 0 {
				entered[s]++
				if s+1 < len(path) && slices.Contains(list[i+1:], s+1) {
					advanced[s]++
				}
			}
		}
	}
	return entered, advanced
}
