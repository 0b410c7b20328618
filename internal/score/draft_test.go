package score_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

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
