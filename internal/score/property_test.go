package score_test

import (
	"flag"
	"math"
	"os"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// A case takes microseconds, so the properties can afford more of them.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "1000"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func compile(t rapid.TB, r rubric.Rubric, o oracle) *score.Program {
	t.Helper()
	p, err := score.Compile(r, o.loc)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func drawCase(t *rapid.T) oracle {
	r := drawRubric(t)
	if chance(t, "any valid rubric", 30) {
		r = anyRubric().Draw(t, "rubric")
	}
	return oracle{rubric: r, loc: zone(t), lead: drawLead(t), acts: drawActivities(t), at: noon}
}

// The ledger adds up at every level, exactly in hundredths and exactly in what
// is shown, and keeps to every limit.
func TestLedgerAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		l := compile(t, c.rubric, c).Explain(c.lead, c.acts, c.at).Ledger
		var score int32
		shown := 0
		for _, a := range l.Axes {
			var earned int32
			shownGroups := 0
			for _, g := range a.Groups {
				checkGroup(t, g)
				earned += g.Counted
				shownGroups += g.Shown
			}
			if earned != a.Earned || shownGroups != a.ShownEarned {
				t.Fatalf("axis %s: groups sum to %d (%d), earned %d (%d)", a.Axis, earned, shownGroups, a.Earned, a.ShownEarned)
			}
			if want := min(max(a.Earned, 0), int32(a.Cap)*100); a.Counted != want {
				t.Fatalf("axis %s counts %d of %d, want %d", a.Axis, a.Counted, a.Earned, want)
			}
			within(t, "axis", a.Shown, a.Counted)
			if a.Earned == a.Counted && a.ShownEarned != a.Shown {
				t.Fatalf("axis %s: no limit at work, yet %d shown as %d", a.Axis, a.ShownEarned, a.Shown)
			}
			score += a.Counted
			shown += a.Shown
		}
		if score != l.Score || shown != l.Shown || l.Shown != crm.Points(l.Score) {
			t.Fatalf("axes sum to %d (%d), score %d (%d)", score, shown, l.Score, l.Shown)
		}
	})
}

func checkGroup(t *rapid.T, g score.GroupEntry) {
	t.Helper()
	var earned int32
	shown := 0
	for _, e := range g.Criteria {
		want := math.Round(float64(e.Points) * 100 * float64(e.Strength) / score.Full)
		if float64(e.Earned) != want {
			t.Fatalf("%s earns %d, want %v", e.ID, e.Earned, want)
		}
		within(t, e.ID, e.Shown, e.Earned)
		earned += e.Earned
		shown += e.Shown
	}
	if earned != g.Earned || shown != g.ShownEarned {
		t.Fatalf("%s: criteria sum to %d (%d), earned %d (%d)", g.Name, earned, shown, g.Earned, g.ShownEarned)
	}
	counted := g.Earned
	if g.Min != nil {
		counted = max(counted, int32(*g.Min)*100)
	}
	if g.Max != nil {
		counted = min(counted, int32(*g.Max)*100)
	}
	if g.Counted != counted {
		t.Fatalf("%s counts %d of %d, want %d", g.Name, g.Counted, g.Earned, counted)
	}
	within(t, g.Name, g.Shown, g.Counted)
	within(t, g.Name, g.ShownEarned, g.Earned)
	if g.Earned == g.Counted && g.ShownEarned != g.Shown {
		t.Fatalf("%s: no limit at work, yet %d shown as %d", g.Name, g.ShownEarned, g.Shown)
	}
}

// within fails when what is shown is a whole point or more off.
func within(t *rapid.T, what string, shown int, hundredths int32) {
	t.Helper()
	if off := shown*100 - int(hundredths); off <= -100 || off >= 100 {
		t.Fatalf("%s: %d hundredths shown as %d", what, hundredths, shown)
	}
}

// Totals and Explain agree, whatever the order of the activities and whatever
// was scored before with the same program.
func TestTotalsAgreeWithExplain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		p := compile(t, c.rubric, c)
		totals := p.Totals(c.lead, c.acts, c.at)
		p.Totals(drawLead(t), drawActivities(t), noon.AddDate(0, 0, 3))
		if mixed := rapid.Permutation(c.acts).Draw(t, "mixed"); p.Totals(c.lead, mixed, c.at) != totals {
			t.Fatalf("another order of activities: %+v, want %+v", p.Totals(c.lead, mixed, c.at), totals)
		}
		x := p.Explain(c.lead, c.acts, c.at)
		got := score.Totals{
			Score: x.Ledger.Score, Fit: x.Ledger.Axes[0].Counted, Engagement: x.Ledger.Axes[1].Counted,
			Grade: x.Grade, GatesMet: len(x.GatesMissing) == 0,
			LastActivityAt: totals.LastActivityAt, InstantAt: totals.InstantAt, NextAt: totals.NextAt,
		}
		if got != totals {
			t.Fatalf("Explain says %+v, Totals %+v", got, totals)
		}
		if want := max(int32(c.rubric.Ready)*100-totals.Score, 0); x.Gap != want {
			t.Fatalf("gap %d, want %d", x.Gap, want)
		}
	})
}

// The integers say what the specification says.
func TestOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		p := compile(t, c.rubric, c)
		x, totals, want := p.Explain(c.lead, c.acts, c.at), p.Totals(c.lead, c.acts, c.at), c.judge()
		near := func(what string, got int32, want, slack float64) {
			if math.Abs(float64(got)/100-want) > slack {
				t.Fatalf("%s: %d hundredths, the specification says %v points (slack %v)", what, got, want, slack)
			}
		}
		for _, a := range x.Ledger.Axes {
			for _, g := range a.Groups {
				for _, e := range g.Criteria {
					near(e.ID, e.Earned, want.earned[e.ID], want.slack[e.ID])
					delete(want.earned, e.ID)
				}
			}
		}
		if len(want.earned) > 0 {
			t.Fatalf("criteria without an entry: %v", want.earned)
		}
		near("fit", totals.Fit, want.fit, want.slacks)
		near("engagement", totals.Engagement, want.engagement, want.slacks)
		near("score", totals.Score, want.fit+want.engagement, want.slacks)
		if !totals.InstantAt.Equal(want.instantAt) || !totals.LastActivityAt.Equal(want.lastAt) || !totals.NextAt.Equal(want.nextAt) {
			t.Fatalf("instants %+v, want %v, %v, %v", totals, want.instantAt, want.lastAt, want.nextAt)
		}
		cover := score.Coverage{Known: want.known, Of: want.of, Missing: want.unknown}
		if !reflect.DeepEqual(x.Coverage, cover) || !slices.Equal(x.GatesMissing, want.ungated) {
			t.Fatalf("coverage %+v gates %v, want %+v %v", x.Coverage, x.GatesMissing, cover, want.ungated)
		}
	})
}

// Every promised gain is what the score gains: from the activities it names,
// done now, or else when the criterion holds (or, where it costs points, when
// it no longer does).
func TestMissingKeepsItsPromise(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		x := compile(t, c.rubric, c).Explain(c.lead, c.acts, c.at)
		if x.Gap == 0 && len(x.GatesMissing) == 0 && len(x.ToReady) > 0 {
			t.Fatalf("ready, yet %v is missing", x.ToReady)
		}
		if len(x.ToReady) > 5 || !slices.IsSortedFunc(x.ToReady, func(a, b score.Missing) int { return int(b.Points - a.Points) }) {
			t.Fatalf("not the nearest five, best first: %+v", x.ToReady)
		}
		for _, m := range x.ToReady {
			_, crit := c.rubric.Criterion(m.ID)
			if m.Mended != (crit.Points < 0) {
				t.Fatalf("%s has %d points, mended: %v", m.ID, crit.Points, m.Mended)
			}
			if m.Times > 0 {
				checkDeeds(t, c, m, crit, x.Ledger.Score)
				continue
			}
			if crit.Times > 1 {
				continue
			}
			when := slices.Clone(crit.When)
			crit.When = []rubric.Condition{{Field: "nobody_has_this", Unknown: crit.Points > 0, Known: crit.Points <= 0}}
			then := compile(t, c.rubric, c).Totals(c.lead, c.acts, c.at)
			crit.When = when
			if m.Points == 0 && m.Instant {
				continue // told for making ready at once, whatever it adds
			}
			if got := then.Score - x.Ledger.Score; got != m.Points || got <= 0 {
				t.Fatalf("%s gains %d, promised %d", m.ID, got, m.Points)
			}
		}
	})
}

// checkDeeds lets the lead do what the promise asks for. Which of several
// events it means cannot be told, so those are left to the tables.
func checkDeeds(t *rapid.T, c oracle, m score.Missing, crit *rubric.Criterion, before int32) {
	t.Helper()
	var acts []crm.Activity
	for _, w := range crit.When {
		if w.Event != "" {
			acts = append(acts, crm.Activity{Event: w.Event, Detail: w.Detail, At: c.at})
		}
	}
	switch {
	case crit.Points < 0:
		acts = []crm.Activity{{Event: "nobody counts this", At: c.at}}
	case len(acts) != 1:
		return
	}
	all := slices.Concat(c.acts, slices.Repeat(acts, m.Times))
	if gain := compile(t, c.rubric, c).Totals(c.lead, all, c.at).Score - before; max(gain, 0) != m.Points {
		t.Fatalf("%s done %d times gains %d, promised %d", m.ID, m.Times, gain, m.Points)
	}
	if all = all[1:]; len(c.acts) > 0 || crit.Points < 0 {
		return
	}
	p := compile(t, c.rubric, c)
	for _, e := range entries(p.Explain(c.lead, all, c.at)) {
		if e.ID == m.ID && e.Strength > 0 && int(e.Strength) == max(crit.Times, 1)*score.Full {
			t.Fatalf("%s is fully earned with less than %d activities", m.ID, m.Times)
		}
	}
}

func entries(x score.Explanation) []score.Entry {
	var all []score.Entry
	for _, a := range x.Ledger.Axes {
		for _, g := range a.Groups {
			all = append(all, g.Criteria...)
		}
	}
	return all
}
