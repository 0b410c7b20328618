package funnel

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

// TestWhoIsStillInsideHasNotFailed: a lead that stands in a stage, or before it,
// is not decided; one that has left the path is.
func TestWhoIsStillInsideHasNotFailed(t *testing.T) {
	t.Parallel()
	l := logOf(t, slices.Concat(
		story(1, "lead", 0.0, "mql", 1.0, "sal", 2.0),  // went on
		story(2, "lead", 0.0, "mql", 1.0),              // stands there
		story(3, "lead", 0.0, "mql", 1.0, "lead", 2.0), // went back, and may come again
		story(4, "lead", 0.0, "mql", 1.0, "lost", 2.0),
		story(5, "lead", 0.0, "mql", 1.0, "recycled", 2.0),
		story(6, "lead", 0.0, "mql", 1.0, "sql", 2.0), // skipped SAL
	)...)
	for _, c := range []struct {
		name             string
		q                Question
		pending, decided int
		rate             float64
	}{
		{"reached", Question{}, 2, 4, 0.5},
		{"strict: who went another way is decided", Question{Order: Strict}, 2, 4, 0.25},
		{"all passes", Question{Count: AllPasses}, 2, 4, 0.5},
		{"period: at its end", Question{Basis: Period, Since: day(0), Until: day(1.5)}, 6, 0, 0},
	} {
		c.q.Now = day(10)
		f, err := l.Ask(c.q)
		if err != nil {
			t.Fatal(err)
		}
		if g := f.Stages[1]; g.Pending != c.pending || g.Decided.N != c.decided || g.Decided.Value != c.rate || g.Entered != 6 {
			t.Errorf("%s: %d of %d pending, %v of %d went on; want %d pending and %v of %d", c.name, g.Pending, g.Entered, g.Decided.Value, g.Decided.N,
				c.pending, c.rate, c.decided)
		}
	}
}

// TestNewLeadsAreNoBottleneck: a step in which half of the leads came yesterday
// is as good as in its best quarter.
func TestNewLeadsAreNoBottleneck(t *testing.T) {
	t.Parallel()
	var changes []crm.StageChange
	for i := range 400 {
		at := day(float64(-i % 300))
		changes = append(changes, crm.StageChange{Lead: crm.LeadID(i + 1), Stage: "lead", At: at})
		if at.Before(day(-5)) {
			to := []string{"mql", crm.LostDetour}[i%2]
			changes = append(changes, crm.StageChange{Lead: crm.LeadID(i + 1), Stage: to, At: at.Add(24 * time.Hour)})
		}
	}
	for i := range 400 {
		changes = append(changes, crm.StageChange{Lead: crm.LeadID(i + 401), Stage: "lead", At: day(-1)})
	}
	l := logOf(t, changes...)
	q := Question{Now: day(0)}
	trends, err := l.Trends(q)
	if err != nil {
		t.Fatal(err)
	}
	norms := BestQuarters(trends.Quarters)
	f, err := l.Ask(q)
	if err != nil {
		t.Fatal(err)
	}
	g := f.Stages[0]
	if !norms[0].Known || norms[0].Rate < 0.4 || g.Rate.Value > 0.3 || g.Decided.Value < 0.45 {
		t.Fatalf("the norm is %+v, the rate %v, of the decided %v", norms[0], g.Rate.Value, g.Decided.Value)
	}
	if b := FindBottleneck(&f, norms, 1000, "USD"); b != nil && b.Customers > 0.05*float64(g.Entered) {
		t.Errorf("the new leads are a bottleneck: %+v", b)
	}
}

// TestAccounts: whatever happens, who entered a stage went on, left the path,
// went back or still stands there, and the report counts what its parts count.
func TestAccounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, err := Build(crm.DefaultStages(), seq(drawLog(t)))
		if err != nil {
			t.Fatal(err)
		}
		q := Question{
			Now:   day(float64(rapid.IntRange(0, 70).Draw(t, "now"))),
			Basis: rapid.SampledFrom([]Basis{Cohort, Period}).Draw(t, "basis"),
			Count: rapid.SampledFrom([]Count{FirstPass, AllPasses}).Draw(t, "count"),
			Order: rapid.SampledFrom([]Order{Strict, Reached}).Draw(t, "order"),
		}
		if rapid.Bool().Draw(t, "window") {
			q.Since, q.Until = day(10), day(float64(rapid.IntRange(11, 60).Draw(t, "until")))
		}
		trends, err := l.Trends(q)
		if err != nil {
			t.Fatal(err)
		}
		groups := l.GroupBy(func(id crm.LeadID) string { return string(rune('a' + id%3)) })
		r, err := l.Report(q, &Facts{By: "x", Groups: groups, Currency: "USD", Trends: trends})
		if err != nil {
			t.Fatal(err)
		}
		f, err := l.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := l.Breakdown(q, groups)
		if err != nil {
			t.Fatal(err)
		}
		for s, g := range r.Stages {
			out := g.Back
			for _, d := range g.Detours {
				out += d.Leads
			}
			if g.Advanced+g.Pending > g.Entered || out > g.Entered || g.Decided.N > 0 && g.Decided.Value < g.Rate.Value {
				t.Fatalf("stage %d: %+v", s, g)
			}
			if g.Entered != f.Stages[s].Entered || g.Advanced != f.Stages[s].Advanced || g.Current != f.Stages[s].Current {
				t.Fatalf("the report says %+v, the question %+v", g, f.Stages[s])
			}
			whole := 0
			for i, p := range r.Parts {
				if whole += p.Entered[s]; p.Entered[s] != parts[i].Entered[s] {
					t.Fatalf("the report's parts are %+v, those of the breakdown %+v", p, parts[i])
				}
			}
			if whole != g.Entered {
				t.Fatalf("stage %d: the parts have %d entries, the whole %d", s, whole, g.Entered)
			}
		}
		for s, weeks := range trends.Weeks {
			alone, err := l.Trend(q, Weeks(l.TrendEnd(q), time.UTC, TrendWeeks))
			if err != nil || !slices.Equal(alone[s], weeks) {
				t.Fatalf("stage %d: the weeks are %+v, alone %+v (%v)", s, weeks, alone[s], err)
			}
		}
	})
}

// TestInAndOut counts what comes and goes by weeks.
func TestInAndOut(t *testing.T) {
	t.Parallel()
	l := logOf(t, slices.Concat(
		story(1, "lead", 0.0, "mql", 1.0, "sal", 8.0),
		story(2, "lead", 0.0, "mql", 2.0, "recycled", 3.0),
		story(3, "lead", 7.0, "mql", 9.0),
	)...)
	weeks, err := l.Trend(Question{Now: day(13)}, Weeks(day(13), time.UTC, 2))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Point{{Entered: 2, Left: 1, Advanced: 1}, {Entered: 1, Left: 1}} {
		if p := weeks[1][i]; p.Entered != want.Entered || p.Left != want.Left || p.Advanced != want.Advanced {
			t.Errorf("week %d of MQL: %+v, want %+v", i, p, want)
		}
	}
}
