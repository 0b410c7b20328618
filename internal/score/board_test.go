package score_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

var boardFields = slices.Concat(textFields, numberFields)

// drawSubject draws a lead of any standing, as the workspace puts it on a board.
func drawSubject(t *rapid.T, id crm.LeadID) score.Subject {
	s := score.Subject{Lead: drawLead(t), Activities: drawActivities(t), At: noon}
	s.Lead.ID = id
	s.Lead.Stamp.Standing = pick(t, "standing", []crm.Standing{
		crm.Waiting, crm.Waiting, crm.InNurture, crm.InSales, crm.StandingWon, crm.StandingLost,
	})
	if chance(t, "armed", 60) {
		s.Lead.Stamp.Ready.ArmedAt = noon.Add(-time.Duration(rapid.IntRange(0, 24*60).Draw(t, "armed")) * time.Hour)
	}
	if n := len(s.Activities); n > 0 && chance(t, "just armed", 20) {
		s.Lead.Stamp.Ready.ArmedAt = s.Activities[n-1].At
	}
	if chance(t, "ancient", 5) {
		s.Activities = append(s.Activities, crm.Activity{Event: pick(t, "event", events), At: noon.AddDate(-200, 0, 0)})
	}
	if !s.Lead.Stamp.Standing.Open() {
		s.At = pick(t, "hand-off", []time.Time{{}, noon, noon.AddDate(0, 0, -20), noon.AddDate(0, -2, 0)})
	}
	return s
}

func drawWorld(t *rapid.T) world {
	w := world{loc: zone(t)}
	for _, id := range rapid.SliceOfNDistinct(rapid.Int64Range(1, 99), 0, 8, rapid.ID).Draw(t, "leads") {
		w.subjects = append(w.subjects, drawSubject(t, crm.LeadID(id)))
	}
	return w
}

// drawPatch changes, adds and removes leads.
func drawPatch(t *rapid.T, w *world) (changed []score.Subject, gone []crm.LeadID) {
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		id := crm.LeadID(rapid.Int64Range(1, 99).Draw(t, "new lead"))
		if n := len(w.subjects); n > 0 && chance(t, "known", 70) {
			id = w.subjects[rapid.IntRange(0, n-1).Draw(t, "lead")].Lead.ID
		}
		has := func(s score.Subject) bool { return s.Lead.ID == id }
		if slices.ContainsFunc(changed, has) || slices.Contains(gone, id) {
			continue
		}
		w.subjects = slices.DeleteFunc(slices.Clone(w.subjects), has)
		if chance(t, "gone", 30) {
			gone = append(gone, id)
			continue
		}
		changed = append(changed, drawSubject(t, id))
	}
	w.subjects = append(w.subjects, changed...)
	return changed, gone
}

// drawEdit changes one thing about a rubric.
func drawEdit(t *rapid.T, r rubric.Rubric, serial int) rubric.Rubric {
	r = r.Clone()
	g := &r.Groups[rapid.IntRange(0, len(r.Groups)-1).Draw(t, "group")]
	j := rapid.IntRange(0, len(g.Criteria)-1).Draw(t, "criterion")
	c := &g.Criteria[j]
	switch pick(t, "edit", []string{"points", "points", "points", "off", "times", "half-life", "group's half-life", "instant", "rule",
		"add", "delete", "move", "order", "limits", "axis", "axis of group", "thresholds", "gates", "new group", "no group", "name", "same name"}) {
	case "points":
		c.Points = rapid.IntRange(-100, 100).Draw(t, "points")
	case "off":
		c.Off = !c.Off
	case "times":
		c.Times = rapid.IntRange(1, 4).Draw(t, "times")
	case "half-life":
		c.HalfLife = pick(t, "half-life", []int{0, 2, 20, 36_500})
	case "group's half-life":
		g.HalfLife = pick(t, "half-life", []int{0, 3, 30})
	case "instant":
		c.Instant = !c.Instant && c.Behaviour()
	case "rule":
		c.When[0] = drawCondition(t)
	case "add":
		g.Criteria = append(g.Criteria, drawCriterion(t, fmt.Sprintf("new-%d", serial)))
	case "delete":
		g.Criteria = slices.Delete(g.Criteria, j, j+1)
	case "move":
		to := &r.Groups[rapid.IntRange(0, len(r.Groups)-1).Draw(t, "to")]
		moved := *c
		g.Criteria = slices.Delete(g.Criteria, j, j+1)
		to.Criteria = append(to.Criteria, moved)
	case "order":
		slices.Reverse(r.Groups)
		slices.Reverse(g.Criteria)
	case "limits":
		g.Max, g.Min = new(rapid.IntRange(0, 40).Draw(t, "max")), nil
		if chance(t, "has min", 50) {
			g.Min = new(rapid.IntRange(-40, *g.Max).Draw(t, "min"))
		}
		if chance(t, "no max", 20) {
			g.Max = nil
		}
	case "axis":
		r.Fit.Max, r.Engagement.Bands = rapid.IntRange(1, 90).Draw(t, "cap"), [3]int{90, 60, 1}
	case "axis of group":
		g.Axis = pick(t, "axis", []rubric.AxisName{rubric.Fit, rubric.Engagement})
	case "thresholds":
		r.Ready, r.InstantFor = rapid.IntRange(1, 90).Draw(t, "ready"), rapid.IntRange(1, 60).Draw(t, "instant for")
	case "gates":
		r.Gates = rapid.SliceOfN(rapid.SampledFrom(boardFields), 0, 2).Draw(t, "gates")
	case "new group":
		r.Groups = append(r.Groups, rubric.Group{
			Name: fmt.Sprintf("new %d", serial), Axis: rubric.Engagement, Criteria: []rubric.Criterion{drawCriterion(t, fmt.Sprintf("lone-%d", serial))},
		})
	case "no group":
		if len(r.Groups) > 1 {
			r.Groups = r.Groups[1:]
		}
	case "same name":
		g.Name = r.Groups[0].Name
	case "name":
		g.Name += "'"
	}
	r.Groups = slices.DeleteFunc(r.Groups, func(g rubric.Group) bool { return len(g.Criteria) == 0 })
	if len(r.Groups) == 0 {
		return drawRubric(t)
	}
	return r
}

func drawAnyRubric(t *rapid.T) rubric.Rubric {
	if chance(t, "any valid rubric", 30) {
		return anyRubric().Draw(t, "rubric")
	}
	return drawRubric(t)
}

// Whatever is edited, undone, patched or rebased, a draft says of every lead
// what scoring it alone says, to the last hundredth, and of all of them what
// looking at each says.
func TestDraftIsTheScore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, base := drawWorld(t), drawAnyRubric(t)
		board := w.board(boardFields)
		d, err := board.Draft(base)
		if err != nil {
			t.Fatal(err)
		}
		past := []rubric.Rubric{base}
		after := base
		for i := range rapid.IntRange(0, 6).Draw(t, "steps") {
			switch pick(t, "step", []string{"edit", "edit", "edit", "undo", "patch", "publish", "another"}) {
			case "edit":
				after = drawEdit(t, after, i)
				past = append(past, after)
			case "undo":
				after = past[rapid.IntRange(0, len(past)-1).Draw(t, "back to")]
			case "another":
				after = drawAnyRubric(t)
			case "patch":
				changed, gone := drawPatch(t, &w)
				board = board.Patch(changed, gone)
				if err := d.Rebase(board, base); err != nil {
					t.Fatal(err)
				}
			case "publish":
				base = after
				if err := d.Rebase(board, base); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Set(after); err != nil {
				t.Fatal(err)
			}
			if chance(t, "skip", 30) {
				continue
			}
			checkDraft(t, w, d, base, after)
		}
		checkDraft(t, w, d, base, after)
	})
}

func checkDraft(t rapid.TB, w world, d *score.Draft, base, after rubric.Rubric) {
	t.Helper()
	rows := d.Rows()
	if len(rows) != len(w.subjects) {
		t.Fatalf("%d rows of %d leads", len(rows), len(w.subjects))
	}
	before, then := w.program(t, base), w.program(t, after)
	for _, s := range w.subjects {
		v := judge(then, s)
		if l := then.Explain(s.Lead, s.Activities, s.At).Ledger; l.Score != v.Score {
			t.Fatalf("ledger %d, totals %d", l.Score, v.Score)
		}
		want := score.DraftRow{
			Lead: s.Lead.ID, Fit: v.Fit, Engagement: v.Engagement, Score: v.Score, Grade: v.Grade, Ready: v.ready,
			Before: judge(before, s).Score,
		}
		if got := rows[s.Lead.ID]; got != want {
			t.Fatalf("draft says %+v, want %+v", got, want)
		}
	}
	checkImpact(t, d.Impact(), w.impact(t, base, after))
}

// checkImpact compares all but the intervals, which have a test of their own.
func checkImpact(t rapid.TB, got, want score.Impact) {
	t.Helper()
	for _, side := range []*score.Side{&got.Before, &got.After} {
		for _, s := range []*score.Share{&side.AUC, &side.Precision, &side.Recall} {
			if !s.Known && s.Low+s.Value+s.High != 0 || s.Low > s.Value+1e-9 || s.High < s.Value-1e-9 {
				t.Fatalf("interval of %+v", *s)
			}
			s.Low, s.High = 0, 0
		}
	}
	near := func(a, b *score.Share) {
		if math.Abs(a.Value-b.Value) < 1e-12 {
			a.Value = b.Value
		}
	}
	near(&got.Before.AUC, &want.Before.AUC)
	near(&got.After.AUC, &want.After.AUC)
	for _, list := range []*[]score.Mover{&got.Movers, &got.Crossers, &got.Top, &want.Movers, &want.Crossers, &want.Top} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("impact\n%+v, want\n%+v", got, want)
	}
}

// A criterion in the form matches the leads that it would earn something with.
func TestMatches(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, r := drawWorld(t), drawAnyRubric(t)
		board := w.board(boardFields)
		for _, g := range r.Groups {
			for _, c := range g.Criteria {
				on := c
				on.Off = false
				alone := r.Clone()
				alone.Groups = []rubric.Group{{Axis: g.Axis, HalfLife: g.HalfLife, Criteria: []rubric.Criterion{on}}}
				got, err := board.Matches(g, c)
				if want := w.criteria(t, alone)[0].Leads; err != nil || got != want {
					t.Fatalf("%s matches %d, %v, want %d", c.ID, got, err, want)
				}
			}
		}
	})
}

// gathered returns a world of many leads, enough for several segments.
func gathered(t *testing.T, n int) (world, []string) {
	t.Helper()
	w := world{loc: berlin(t)}
	crowd(n, func(s score.Subject) {
		l := *s.Lead
		l.Custom = slices.Clone(l.Custom)
		w.subjects = append(w.subjects, score.Subject{Lead: &l, Activities: slices.Clone(s.Activities), At: s.At})
	})
	return w, append([]string{"email", "phone"}, boardBenchFields...)
}

// met returns a rubric that the many leads meet.
func met() rubric.Rubric {
	r := software()
	r.Groups[0].Criteria[1].When[0].In = []string{"industry 0", "industry 1"}
	r.Groups[1].Criteria[1].When[0].Detail = "/a"
	return r
}

// What holds for a few leads holds for many, whose codes need two bytes.
func TestDraftOfManyLeads(t *testing.T) {
	t.Parallel()
	w, fields := gathered(t, score.SegmentRows*5/4+1000)
	base := met()
	board := w.board(fields)
	if board.Segments() < 3 {
		t.Fatalf("%d segments are too few to test", board.Segments())
	}
	if slices.Sort(fields); !slices.Equal(slices.Sorted(slices.Values(board.Fields())), fields) || len(board.Lacks(base)) > 0 {
		t.Errorf("fields %v, lacks %v", board.Fields(), board.Lacks(base))
	}
	d, err := board.Draft(base)
	if err != nil {
		t.Fatal(err)
	}
	after := base.Clone()
	after.Groups[1].Criteria[0].Points += 9
	after.Groups[1].HalfLife = 7
	after.Groups[0].Criteria = after.Groups[0].Criteria[1:]
	after.Ready = 15
	if err := d.Set(after); err != nil {
		t.Fatal(err)
	}
	checkDraft(t, w, d, base, after)
	if x := d.Impact(); x.In < 100 || len(x.Movers) < 50 || x.After.AUC.Value == x.Before.AUC.Value {
		t.Errorf("a test of too little: %d in, %d movers, AUC %v and %v", x.In, len(x.Movers), x.Before.AUC, x.After.AUC)
	}
}

// Patches are worth what they change: whatever their number, the board stays in
// few segments, says the same, and leaves the older boards as they were.
func TestManyPatches(t *testing.T) {
	t.Parallel()
	w, fields := gathered(t, score.SegmentRows+4000)
	base := met()
	first := w.board(fields)
	segments := first.Segments()
	d, err := first.Draft(base)
	if err != nil {
		t.Fatal(err)
	}
	old := d.Impact()
	board := first
	for i := range 60 {
		var changed []score.Subject
		for j := range 5 {
			at := (i*977 + j*3001) % len(w.subjects)
			s := w.subjects[at]
			l := *s.Lead
			l.Email, l.Stamp.Standing = "", crm.Standing(i%5)
			s.Lead, s.Activities = &l, s.Activities[:len(s.Activities)/2]
			w.subjects[at] = s
			changed = append(changed, s)
		}
		gone := w.subjects[0].Lead.ID
		w.subjects = slices.DeleteFunc(w.subjects, func(s score.Subject) bool { return s.Lead.ID == gone })
		changed = slices.DeleteFunc(changed, func(s score.Subject) bool { return s.Lead.ID == gone })
		board = board.Patch(changed, []crm.LeadID{gone, 1e9})
		if i%20 == 19 {
			if err := d.Rebase(board, base); err != nil {
				t.Fatal(err)
			}
		}
	}
	checkDraft(t, w, d, base, base)
	if n := board.Segments(); n > segments+36 {
		t.Errorf("%d segments, there were %d", n, segments)
	}
	if again, err := first.Draft(base); err != nil || !reflect.DeepEqual(again.Impact(), old) {
		t.Errorf("the first board has changed, %v", err)
	}
}

// Ages that do not fit two bytes are kept all the same.
func TestAncientActivity(t *testing.T) {
	t.Parallel()
	w := world{loc: time.UTC}
	for i, years := range []int{179, 180, 200, 1000} {
		w.subjects = append(w.subjects, score.Subject{Lead: &crm.Lead{ID: crm.LeadID(i)}, At: noon, Activities: []crm.Activity{
			{Event: "founded", At: noon.AddDate(-years, 0, 0)}, {Event: "founded", At: noon.AddDate(-years-1, 0, 0)},
		}})
	}
	r := one(rubric.Engagement, rubric.Criterion{Times: 2, HalfLife: rubric.MaxDays, When: []rubric.Condition{{Event: "founded"}}})
	d, err := w.board(nil).Draft(r)
	if err != nil {
		t.Fatal(err)
	}
	checkDraft(t, w, d, r, r)
}

// A draft says beforehand what takes long, and a mistake leaves it as it is.
func TestQuickAndMistakes(t *testing.T) {
	t.Parallel()
	base := software()
	board := score.NewBuilder(rubric.Fields(base), time.UTC, noon).Board()
	d, err := board.Draft(base)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(r *rubric.Rubric)
		quick  bool
	}{
		"nothing":    {func(*rubric.Rubric) {}, true},
		"points":     {func(r *rubric.Rubric) { r.Groups[0].Criteria[0].Points = 3 }, true},
		"off":        {func(r *rubric.Rubric) { r.Groups[1].Criteria[4].Off = true }, true},
		"limits":     {func(r *rubric.Rubric) { r.Groups[0].Max, r.Fit.Max, r.Ready, r.Gates = nil, 5, 9, nil }, true},
		"order":      {func(r *rubric.Rubric) { slices.Reverse(r.Groups) }, true},
		"label":      {func(r *rubric.Rubric) { r.Groups[0].Criteria[0].Label = "x" }, true},
		"deleted":    {func(r *rubric.Rubric) { r.Groups[0].Criteria = r.Groups[0].Criteria[1:] }, true},
		"half-life":  {func(r *rubric.Rubric) { r.Groups[1].HalfLife = 31 }, false},
		"times":      {func(r *rubric.Rubric) { r.Groups[1].Criteria[0].Times = 4 }, false},
		"rule":       {func(r *rubric.Rubric) { r.Groups[0].Criteria[1].When[0].In = []string{"Retail"} }, false},
		"range":      {func(r *rubric.Rubric) { r.Groups[0].Criteria[0].When[0].Between.FadeAbove = 1 }, false},
		"instant":    {func(r *rubric.Rubric) { r.Groups[1].Criteria[0].Instant = true }, false},
		"other days": {func(r *rubric.Rubric) { r.Groups[1].Criteria[1].When[0].Within = 15 }, false},
	} {
		r := base.Clone()
		c.change(&r)
		if got := d.Quick(r); got != c.quick {
			t.Errorf("%s: quick %v", name, got)
		}
		if err := d.Set(r); err != nil || !d.Quick(r) {
			t.Errorf("%s: %v, or not quick the second time", name, err)
		}
		if err := d.Set(base); err != nil {
			t.Error(err)
		}
	}
	for name, change := range map[string]func(r *rubric.Rubric){
		"field": func(r *rubric.Rubric) { r.Groups[0].Criteria[0].When[0].Field = "shoe_size" },
		"gate":  func(r *rubric.Rubric) { r.Gates = []string{"shoe_size"} },
		"expression": func(r *rubric.Rubric) {
			r.Groups[0].Criteria[0].When[0] = rubric.Condition{Field: "email", Matches: "("}
		},
		"too much": func(r *rubric.Rubric) {
			r.Fit.Max, r.Groups[0].Max = 99999, nil
			r.Groups[1].Axis, r.Groups[1].Max = rubric.Fit, nil
			r.Groups[1].Criteria[0].Times = 2000
			r.Groups[1].Criteria[0].Points = 100
		},
	} {
		r, was := base.Clone(), d.Impact()
		change(&r)
		if err := d.Set(r); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := d.Rebase(board, r); err == nil {
			t.Errorf("%s: no error from Rebase", name)
		}
		if !reflect.DeepEqual(d.Impact(), was) {
			t.Errorf("%s: the draft has changed", name)
		}
	}
	if _, err := board.Matches(base.Groups[0], rubric.Criterion{ID: "x", When: []rubric.Condition{{Field: "shoe_size", Known: true}}}); err == nil {
		t.Error("a field that the board lacks matches something")
	}
}
