package rubric_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
)

// TestReviseSaysTheRubric checks that whatever becomes of a rubric, the revised
// text says exactly that, and that a text which says it already stays.
func TestReviseSaysTheRubric(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rubrics := rubrictest.Rubric(rubrictest.Options{})
		old, next := rubrics.Draw(t, "old"), rubrics.Draw(t, "next")
		body := "# why\n" + string(rubric.Encode(old))
		if rapid.Bool().Draw(t, "related") {
			other := next
			next = old.Clone()
			i := rapid.IntRange(0, len(next.Groups)-1).Draw(t, "group")
			next.Groups[i].Criteria = rapid.Permutation(next.Groups[i].Criteria).Draw(t, "criteria")
			next.Groups[i].Max = other.Groups[0].Max
			c := &next.Groups[i].Criteria[0]
			c.When, c.Off, c.Times, c.Points = other.Groups[0].Criteria[0].When, !c.Off, other.Groups[0].Criteria[0].Times, -c.Points
			next.Groups = rapid.Permutation(next.Groups).Draw(t, "groups")
			if next.Validate() != nil {
				next = other
			}
		}
		if got := rubric.Revise(body, old); got != body {
			t.Fatalf("the text changed though the rubric did not:\n%s", got)
		}
		revised := rubric.Revise(body, next)
		said, err := rubric.Parse("revised", []byte(revised))
		if err != nil {
			t.Fatalf("%v\n%s", err, revised)
		}
		if diff := rubric.Diff(said, next); len(diff) > 0 {
			t.Fatalf("the text says something else: %v\n%s", diff, revised)
		}
	})
}

// TestReviseKeepsComments edits every template as the grid does. What is not
// about the edit stays to the letter.
func TestReviseKeepsComments(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		edit  func(*rubric.Rubric)
		lines int // that differ at most
	}{
		"points":      {func(r *rubric.Rubric) { r.Groups[0].Criteria[0].Points = -7 }, 1},
		"off":         {func(r *rubric.Rubric) { r.Groups[0].Criteria[0].Off = true }, 1},
		"times":       {func(r *rubric.Rubric) { r.Groups[len(r.Groups)-1].Criteria[0].Times = 9 }, 1},
		"thresholds":  {func(r *rubric.Rubric) { r.Ready, r.Cool = r.Ready+1, r.Cool-1 }, 2},
		"cap":         {func(r *rubric.Rubric) { r.Fit.Max++ }, 1},
		"no cap":      {func(r *rubric.Rubric) { r.Groups[0].Max = nil }, 1},
		"gates":       {func(r *rubric.Rubric) { r.Gates = append(slices.Clone(r.Gates), "phone") }, 1},
		"rename":      {func(r *rubric.Rubric) { r.Groups[0].Name = "Firm" }, 1},
		"swap":        {func(r *rubric.Rubric) { r.Groups[0], r.Groups[1] = r.Groups[1], r.Groups[0] }, 0},
		"new":         {func(r *rubric.Rubric) { addTo(&r.Groups[1]) }, 5},
		"empty group": {func(r *rubric.Rubric) { r.Groups = append(r.Groups, rubric.Group{Name: "New", Axis: rubric.Fit}) }, 4},
	} {
		for _, template := range rubric.Templates() {
			r, err := rubric.Parse(template.Key, []byte(template.Body))
			if err != nil {
				t.Fatal(err)
			}
			c.edit(&r)
			revised := rubric.Revise(template.Body, r)
			if n := differing(template.Body, revised); n > c.lines {
				t.Errorf("%s of %s: %d lines differ, want at most %d:\n%s", name, template.Key, n, c.lines, revised)
			}
		}
	}
}

func addTo(g *rubric.Group) {
	added := g.Criteria[0]
	added.ID, added.Label, added.Times, added.HalfLife, added.Instant = "added", "Added", 1, 0, false
	g.Criteria = slices.Insert(slices.Clone(g.Criteria), 1, added)
}

// differing counts the lines of b that a does not have.
func differing(a, b string) int {
	had := map[string]int{}
	for _, line := range strings.Split(a, "\n") {
		had[line]++
	}
	n := 0
	for _, line := range strings.Split(b, "\n") {
		if had[line]--; had[line] < 0 && line != "" {
			n++
		}
	}
	return n
}

// TestReviseForms checks texts as people write them.
func TestReviseForms(t *testing.T) {
	t.Parallel()
	const top = "name = \"x\"\nready=70\ncool = 60\nfit = {max = 60}\n"
	for name, c := range map[string]struct {
		body, want string
		edit       func(*rubric.Rubric)
	}{
		"a comment behind the value, a # inside it": {
			top + "[engagement]\nmax = 5 # few\n[[ group ]] # who\nname = \"C\"\naxis = \"fit\"\n[[group.criterion]]\nid = \"a\"\nlabel = \"C# and F#\"\t# both\npoints=1\nwhen = [ # all\n  { field = \"a\", known = true }, # known\n] # end\n",
			top + "[engagement]\nmax = 5 # few\n[[ group ]] # who\nname = \"C\"\naxis = \"fit\"\n[[group.criterion]]\nid = \"a\"\nlabel = \"D\"\t# both\npoints= 2\nwhen = { field = \"b\", known = true } # end\n",
			func(r *rubric.Rubric) {
				c := &r.Groups[0].Criteria[0]
				c.Label, c.Points, c.When[0].Field = "D", 2, "b"
			},
		},
		"no line at the end": {
			top + "[engagement]\nmax = 5\n[[group]]\nname = \"C\"\naxis = \"fit\"\n[[group.criterion]]\nid = \"a\"\npoints = 1\nwhen = { idle = \"9d\" } # last",
			top + "[engagement]\nmax = 5\n[[group]]\nname = \"C\"\naxis = \"fit\"\n[[group.criterion]]\nid = \"a\"\npoints = 1\n  off = true\nwhen = { idle = \"9d\" } # last\n",
			func(r *rubric.Rubric) { r.Groups[0].Criteria[0].Off = true },
		},
	} {
		r, err := rubric.Parse(name, []byte(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r = r.Clone()
		c.edit(&r)
		if got := rubric.Revise(c.body, r); got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, c.want)
		}
	}
	inline := top + "engagement = {max = 5}\ngroup = [{name = \"C\", axis = \"fit\", criterion = [{id = \"a\", points = 1, when = {idle = \"9d\"}}]}]\n"
	r, err := rubric.Parse("inline", []byte(inline))
	if err != nil {
		t.Fatal(err)
	}
	r = r.Clone()
	r.Groups[0].Criteria[0].Points = 2
	if got := rubric.Revise(inline, r); got != string(rubric.Encode(r)) {
		t.Errorf("inline tables: %q", got)
	}
}
