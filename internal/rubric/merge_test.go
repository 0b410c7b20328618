package rubric_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
)

// TestMergeOfOneSide checks that what only one side has changed is taken whole,
// and that nothing clashes then.
func TestMergeOfOneSide(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := rubrictest.Rubric(rubrictest.Options{}).Draw(t, "base")
		other := rubrictest.Rubric(rubrictest.Options{}).Draw(t, "other")
		for name, c := range map[string]struct{ base, mine, theirs, want rubric.Rubric }{
			"mine":   {base, other, base, other},
			"theirs": {base, base, other, other},
			"both":   {base, other, other, other},
		} {
			merged, clashes := rubric.Merge(c.base, c.mine, c.theirs)
			if diff := rubric.Diff(merged, c.want); len(diff) > 0 {
				t.Fatalf("%s: the result differs: %v", name, diff)
			}
			if len(clashes) > 0 {
				t.Fatalf("%s: clashes %v", name, clashes)
			}
		}
	})
}

// TestMergeOfBoth checks what a person expects when two have worked on one
// rubric.
func TestMergeOfBoth(t *testing.T) {
	t.Parallel()
	base, err := rubric.Parse("template", []byte(rubric.Templates()[0].Body))
	if err != nil {
		t.Fatal(err)
	}
	change := func(edit func(*rubric.Rubric)) rubric.Rubric {
		r := base.Clone()
		edit(&r)
		return r
	}
	points := func(r *rubric.Rubric, id string, n int) {
		_, c := r.Criterion(id)
		c.Points = n
	}
	mine := change(func(r *rubric.Rubric) {
		points(r, "decider", 25)
		points(r, "phone", 5)
		r.Groups[0].Criteria = slices.Delete(r.Groups[0].Criteria, 1, 2) // industry
		added := r.Groups[1].Criteria[0]
		added.ID, added.Label = "budget", "Has a budget"
		r.Groups[1].Criteria = slices.Insert(r.Groups[1].Criteria, 1, added)
	})
	theirs := change(func(r *rubric.Rubric) {
		points(r, "decider", 20)
		points(r, "webinar", 15)
		r.Ready, r.Cool = 80, 65
	})
	merged, clashes := rubric.Merge(base, mine, theirs)
	if err := merged.Validate(); err != nil {
		t.Fatal(err)
	}
	if len(clashes) != 1 || !strings.Contains(clashes[0], "decider") || !strings.Contains(clashes[0], "points") {
		t.Errorf("clashes %q, want the points of decider alone", clashes)
	}
	for id, want := range map[string]int{"decider": 25, "phone": 5, "webinar": 15} {
		if _, c := merged.Criterion(id); c.Points != want {
			t.Errorf("%s has %d points, want %d", id, c.Points, want)
		}
	}
	if merged.Ready != 80 || merged.Cool != 65 {
		t.Errorf("ready %d, cool %d: their thresholds are lost", merged.Ready, merged.Cool)
	}
	if _, c := merged.Criterion("industry"); c != nil {
		t.Error("what I removed is back")
	}
	if got := merged.Groups[1].Criteria[1].ID; got != "budget" {
		t.Errorf("my criterion stands elsewhere: %s is in its place", got)
	}
	if _, c := mine.Criterion("webinar"); c.Points == 15 {
		t.Error("the merge has changed what it was given")
	}
}
