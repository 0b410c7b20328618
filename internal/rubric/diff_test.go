package rubric_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
)

func TestDiffInWords(t *testing.T) {
	t.Parallel()
	forty := 40
	for want, edit := range map[string]func(*rubric.Rubric){
		`criterion size "50-250 employees": points 10 -> 14`: func(r *rubric.Rubric) { r.Groups[0].Criteria[0].Points = 14 },
		`criterion size "50-250 employees": label "50-250 employees" -> "Mid-size"`: func(r *rubric.Rubric) {
			r.Groups[0].Criteria[0].Label = "Mid-size"
		},
		`criterion size "50-250 employees": when { field = "employees", between = [50, 250], fade = [40, 0] } -> { field = "employees", known = true }`: func(r *rubric.Rubric) {
			r.Groups[0].Criteria[0].When = []rubric.Condition{{Field: "employees", Known: true}}
		},
		`criterion ebook "eBook": half_life the group's -> 7d`: func(r *rubric.Rubric) { r.Groups[1].Criteria[0].HalfLife = 7 },
		`criterion ebook "eBook": counted yes -> no`:           func(r *rubric.Rubric) { r.Groups[1].Criteria[0].Off = true },
		`group "Content": half_life 30d -> none`:               func(r *rubric.Rubric) { r.Groups[1].HalfLife = 0 },
		`group "Company": max none -> 40`:                      func(r *rubric.Rubric) { r.Groups[0].Max = &forty },
		`ready 70 -> 80`:                                       func(r *rubric.Rubric) { r.Ready = 80 },
		`gates email -> none`:                                  func(r *rubric.Rubric) { r.Gates = nil },
		`instant_for 14d -> 3d`:                                func(r *rubric.Rubric) { r.InstantFor = 3 },
		`fit: bands [75 50 25] -> [80 50 25]`:                  func(r *rubric.Rubric) { r.Fit.Bands[0] = 80 },
		`removed group "Content" (engagement, max none); removed criterion ebook "eBook" (8 points in group "Content", when { event = "ebook_download" })`: func(r *rubric.Rubric) {
			r.Groups = r.Groups[:1]
		},
		`added criterion new "New" (3 points in group "Company", when { idle = "5d" })`: func(r *rubric.Rubric) {
			r.Groups[0].Criteria = append(r.Groups[0].Criteria, rubric.Criterion{ID: "new", Label: "New", Points: 3, Times: 1, When: []rubric.Condition{{Idle: 5}}})
		},
		`criterion ebook "eBook": moved group "Content" -> group "Company"`: func(r *rubric.Rubric) {
			r.Groups[0].Criteria = append(r.Groups[0].Criteria, r.Groups[1].Criteria[0])
			r.Groups[1].Criteria = nil
		},
		`groups: order "Company", "Content" -> "Content", "Company"`: func(r *rubric.Rubric) { slices.Reverse(r.Groups) },
		``: func(*rubric.Rubric) {},
	} {
		r := sound()
		edit(&r)
		got := ""
		for _, c := range rubric.Diff(sound(), r) {
			if got != "" {
				got += "; "
			}
			got += c.String()
		}
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestDiffIsEmptyForEqualRubricsOnly also compares near misses: a copy with
// one part changed, and the rubric with its parts shuffled.
func TestDiffIsEmptyForEqualRubricsOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rubrics := rubrictest.Rubric(rubrictest.Options{})
		a, other := rubrics.Draw(t, "a"), rubrics.Draw(t, "other")
		b := a.Clone()
		switch g := rapid.IntRange(0, len(a.Groups)-1).Draw(t, "group"); rapid.IntRange(0, 6).Draw(t, "edit") {
		case 0:
			b = other
		case 1:
			b.Groups = rapid.Permutation(b.Groups).Draw(t, "groups")
		case 2:
			b.Groups[g].Criteria = rapid.Permutation(b.Groups[g].Criteria).Draw(t, "criteria")
		case 3:
			b.Groups[g].Criteria[0].When = other.Groups[0].Criteria[0].When
		case 4:
			b.Groups[g].Min, b.Groups[g].Max = other.Groups[0].Min, other.Groups[0].Max
		case 5:
			b.Groups[g].Name, b.Engagement, b.Gates = other.Groups[0].Name, other.Engagement, other.Gates
		}
		changes := rubric.Diff(a, b)
		if equal := reflect.DeepEqual(a, b); equal != (len(changes) == 0) {
			t.Fatalf("equal %v, changes %v\n%s\n%s", equal, changes, rubric.Encode(a), rubric.Encode(b))
		}
		if back := rubric.Diff(b, a); len(back) == 0 != (len(changes) == 0) {
			t.Fatalf("%v one way, %v the other", changes, back)
		}
	})
}
