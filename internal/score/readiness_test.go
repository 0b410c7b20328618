package score_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// day returns noon so many days after the start of these stories.
func day(n int) time.Time { return noon.AddDate(0, 0, n) }

func machine(t rapid.TB) *score.Program {
	t.Helper()
	p, err := score.Compile(one(rubric.Fit, rubric.Criterion{When: []rubric.Condition{{Field: "x", Known: true}}}), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Ready at 70, cool at 60, instant for 14 days.
func TestReadiness(t *testing.T) {
	t.Parallel()
	p := machine(t)
	points := func(n int32) score.Totals {
		return score.Totals{Score: n * 100, GatesMet: true, LastActivityAt: day(0)}
	}
	demo := func(n int32, at time.Time) score.Totals {
		totals := points(n)
		totals.InstantAt, totals.LastActivityAt = at, at
		return totals
	}
	active := func(totals score.Totals, at time.Time) score.Totals {
		totals.LastActivityAt = at
		return totals
	}
	gated := func(totals score.Totals) score.Totals {
		totals.GatesMet = false
		return totals
	}
	none := crm.Readiness{}
	byScore := crm.Readiness{Cause: crm.ByScore, Since: day(0)}
	byInstant := crm.Readiness{Cause: crm.ByInstant, Since: day(0)}
	armed := crm.Readiness{ArmedAt: day(10)}
	open := func(n int) score.Situation { return score.Situation{At: day(n), Open: true} }
	fresh := func(n int) score.Situation { return score.Situation{At: day(n), Open: true, Fresh: true} }
	imported := func(n int) score.Situation { return score.Situation{At: day(n), Open: true, Imported: true} }
	recycled := func(n int) score.Situation { return score.Situation{At: day(n), Open: true, Recycled: true} }
	since := func(cause crm.Cause, n int) crm.Readiness { return crm.Readiness{Cause: cause, Since: day(n)} }

	for name, c := range map[string]struct {
		prev crm.Readiness
		t    score.Totals
		in   score.Situation
		want crm.Readiness
	}{
		"below the line":                   {none, points(69), open(0), none},
		"just below the line":              {none, score.Totals{Score: 6999, GatesMet: true}, open(0), none},
		"reaches the line":                 {none, points(70), open(5), since(crm.ByScore, 5)},
		"no gate, no hand-off":             {none, gated(points(90)), open(0), none},
		"stays between the lines":          {byScore, points(60), open(5), byScore},
		"ends below the cool line":         {byScore, score.Totals{Score: 5999, GatesMet: true}, open(5), none},
		"ends when a gate closes":          {byScore, gated(points(90)), open(5), none},
		"returns only at the line":         {none, points(65), open(5), none},
		"a demo makes ready at once":       {none, demo(5, day(5)), open(5), since(crm.ByInstant, 5)},
		"a demo beside the score":          {none, demo(80, day(5)), open(5), since(crm.ByInstant, 5)},
		"a demo without its gate":          {none, gated(demo(5, day(5))), open(5), none},
		"a demo told 13 days late":         {none, demo(5, day(0)), open(13), since(crm.ByInstant, 0)},
		"history is dated by itself":       {none, active(points(90), day(3)), imported(5), since(crm.ByScore, 3)},
		"history before the arming":        {armed, active(points(90), day(9)), imported(12), crm.Readiness{Cause: crm.ByScore, Since: day(12), ArmedAt: day(10)}},
		"publishing dates from now":        {none, active(points(90), day(3)), score.Situation{At: day(5), Open: true, Imported: true, Fresh: true}, since(crm.ByScore, 5)},
		"a demo told 14 days late":         {none, demo(5, day(0)), open(14), none},
		"a demo does not alert twice":      {byScore, demo(80, day(5)), open(5), byScore},
		"the last day of a demo":           {byInstant, demo(5, day(0)), open(13), byInstant},
		"a demo expires":                   {byInstant, demo(5, day(0)), open(14), none},
		"a demo told late lasts as long":   {since(crm.ByInstant, 10), demo(5, day(0)), open(23), since(crm.ByInstant, 10)},
		"and no longer":                    {since(crm.ByInstant, 10), demo(5, day(0)), open(24), none},
		"expires into the score":           {byInstant, demo(70, day(0)), open(14), byScore},
		"expires between the lines":        {byInstant, demo(65, day(0)), open(14), none},
		"a second demo prolongs":           {byInstant, demo(5, day(10)), open(20), byInstant},
		"a demo carries a falling score":   {byScore, demo(10, day(9)), open(10), since(crm.ByInstant, 0)},
		"a demo before the arming is old":  {armed, demo(5, day(10)), open(11), armed},
		"a demo after the arming is news":  {armed, demo(5, day(11)), open(11), crm.Readiness{Cause: crm.ByInstant, Since: day(11), ArmedAt: day(10)}},
		"accepted keeps not ready":         {none, points(90), score.Situation{At: day(5), Open: true, Accepted: true}, none},
		"accepted keeps ready":             {byScore, gated(points(0)), score.Situation{At: day(5), Open: true, Accepted: true, Fresh: true}, byScore},
		"closed ends":                      {byScore, points(90), score.Situation{At: day(5)}, none},
		"closed ends although accepted":    {byScore, points(90), score.Situation{At: day(5), Accepted: true}, none},
		"closed keeps its arming":          {armed, points(90), score.Situation{At: day(12)}, armed},
		"recycled with its old points":     {armed, points(90), recycled(11), armed},
		"recycled and active again":        {armed, score.Totals{Score: 7000, GatesMet: true, LastActivityAt: day(11)}, recycled(11), crm.Readiness{Cause: crm.ByScore, Since: day(11), ArmedAt: day(10)}},
		"fresh below the line ends":        {byScore, points(65), fresh(5), none},
		"fresh on the line keeps since":    {byScore, points(70), fresh(5), byScore},
		"fresh begins":                     {none, points(70), fresh(5), since(crm.ByScore, 5)},
		"fresh knows a valid demo":         {byInstant, demo(5, day(0)), fresh(13), byInstant},
		"fresh knows no demo told late":    {since(crm.ByInstant, 10), demo(5, day(0)), fresh(15), none},
		"fresh knows no demo of old rules": {byInstant, points(5), fresh(5), none},
	} {
		if got := p.Readiness(c.prev, c.t, c.in); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// A recycled lead is announced again once it has done something and reaches
// the line, and only then.
func TestRecycledLeadReturns(t *testing.T) {
	t.Parallel()
	p := machine(t)
	in := func(n int) score.Situation { return score.Situation{At: day(n), Open: true, Recycled: true} }
	totals := score.Totals{Score: 8000, GatesMet: true, LastActivityAt: day(1), InstantAt: day(1)}
	r := p.Readiness(crm.Readiness{}, totals, score.Situation{At: day(1), Open: true})
	if r.Cause != crm.ByInstant {
		t.Fatalf("not ready at first: %+v", r)
	}
	r = score.Rearm(r, day(3))
	if want := (crm.Readiness{ArmedAt: day(3)}); r != want {
		t.Fatalf("re-armed: %+v, want %+v", r, want)
	}
	if r = p.Readiness(r, totals, in(4)); r.Ready() {
		t.Fatalf("announced with the points it was recycled with: %+v", r)
	}
	totals.LastActivityAt = day(30)
	if r = p.Readiness(r, totals, in(30)); r.Cause != crm.ByScore || !r.Since.Equal(day(30)) {
		t.Fatalf("its return is not announced: %+v", r)
	}
	if back := score.Rearm(r, day(2)); !back.ArmedAt.Equal(day(3)) {
		t.Fatalf("the arming went back to %v", back.ArmedAt)
	}
}

// A lead on the line does not flap: from not ready, it changes once when it
// first reaches the line, and back only after it fell below the cool one.
func TestReadinessDoesNotFlap(t *testing.T) {
	t.Parallel()
	p := machine(t)
	rapid.Check(t, func(t *rapid.T) {
		var r crm.Readiness
		for n, points := range rapid.SliceOfN(rapid.Int32Range(6000, 8000), 1, 30).Draw(t, "scores") {
			next := p.Readiness(r, score.Totals{Score: points, GatesMet: true}, score.Situation{At: day(n), Open: true})
			if r.Ready() && next != r || !r.Ready() && next.Ready() != (points >= 7000) {
				t.Fatalf("day %d, %d: %+v after %+v", n, points, next, r)
			}
			r = next
		}
	})
}

// Publishing is a function of data and rubric: whatever the lead was ready for,
// it is afterwards ready for the same; and a second time changes nothing.
func TestFreshForgets(t *testing.T) {
	t.Parallel()
	p := machine(t)
	rapid.Check(t, func(t *rapid.T) {
		totals := score.Totals{
			Score: rapid.Int32Range(5000, 8000).Draw(t, "score"), GatesMet: chance(t, "gates", 80),
			InstantAt: day(-rapid.IntRange(0, 30).Draw(t, "instant")),
		}
		in := score.Situation{At: noon, Open: true, Fresh: true}
		first := p.Readiness(crm.Readiness{}, totals, in)
		for _, cause := range []crm.Cause{crm.ByScore, crm.ByInstant} {
			prev := crm.Readiness{Cause: cause, Since: day(-rapid.IntRange(0, 30).Draw(t, "since"))}
			got := p.Readiness(prev, totals, in)
			if got.Cause != first.Cause || got.Ready() && !got.Since.Equal(prev.Since) {
				t.Fatalf("from %+v: %+v, from nothing: %+v", prev, got, first)
			}
			if again := p.Readiness(got, totals, in); again != got {
				t.Fatalf("again: %+v, want %+v", again, got)
			}
		}
	})
}
