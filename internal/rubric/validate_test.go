package rubric_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"smarketing/internal/rubric"
)

// sound returns a valid rubric with one criterion of each axis.
func sound() rubric.Rubric {
	return rubric.Rubric{
		Name: "Test", Ready: 70, Cool: 60, Gates: []string{"email"}, InstantFor: 14,
		Fit:        rubric.Axis{Max: 60, Bands: [3]int{75, 50, 25}},
		Engagement: rubric.Axis{Max: 60, Bands: [3]int{75, 50, 25}},
		Groups: []rubric.Group{
			{Name: "Company", Axis: rubric.Fit, Criteria: []rubric.Criterion{{
				ID: "size", Label: "50-250 employees", Points: 10, Times: 1,
				When: []rubric.Condition{{Field: "employees", Between: &rubric.Range{Low: 50, High: 250, FadeBelow: 40}}},
			}}},
			{Name: "Content", Axis: rubric.Engagement, HalfLife: 30, Criteria: []rubric.Criterion{{
				ID: "ebook", Label: "eBook", Points: 8, Times: 2,
				When: []rubric.Condition{{Event: "ebook_download"}},
			}}},
		},
	}
}

func TestValidateFindsEachMistake(t *testing.T) {
	t.Parallel()
	if err := sound().Validate(); err != nil {
		t.Fatal(err)
	}
	const company, content = `group "Company" / `, `group "Content" / `
	const size, ebook = company + `criterion "size" / `, content + `criterion "ebook" / `
	when := func(w rubric.Condition) func(*rubric.Rubric) {
		return func(r *rubric.Rubric) { r.Groups[0].Criteria[0].When = []rubric.Condition{w} }
	}
	span := func(low, high, fade float64) func(*rubric.Rubric) {
		return when(rubric.Condition{Field: "x", Between: &rubric.Range{Low: low, High: high, FadeAbove: fade}})
	}
	limits := func(low, high int) func(*rubric.Rubric) {
		return func(r *rubric.Rubric) { r.Groups[0].Min, r.Groups[0].Max = &low, &high }
	}
	group := func(i int) func(func(*rubric.Group)) func(*rubric.Rubric) {
		return func(edit func(*rubric.Group)) func(*rubric.Rubric) {
			return func(r *rubric.Rubric) { edit(&r.Groups[i]) }
		}
	}
	fit, engagement := group(0), group(1)
	type g = rubric.Group
	for _, tt := range []struct {
		key, message string
		edit         func(*rubric.Rubric)
	}{
		{"name", "is empty", func(r *rubric.Rubric) { r.Name = " " }},
		{"name", "cannot be shown", func(r *rubric.Rubric) { r.Name = "a\nb" }},
		{"name", "cannot be shown", func(r *rubric.Rubric) { r.Name = "a\u202eb" }},
		{"name", "cannot be shown", func(r *rubric.Rubric) { r.Name = "a\xff" }},
		{"ready", "outside", func(r *rubric.Rubric) { r.Ready, r.Cool = rubric.MaxSum+1, 0 }},
		{"cool", "not below ready", func(r *rubric.Rubric) { r.Cool = 70 }},
		{"cool", "outside", func(r *rubric.Rubric) { r.Cool = -1 }},
		{"instant_for", "hundred years", func(r *rubric.Rubric) { r.InstantFor = -1 }},
		{"gates", "twice", func(r *rubric.Rubric) { r.Gates = []string{"email", "email"} }},
		{"gates", "not the name of a field", func(r *rubric.Rubric) { r.Gates = []string{""} }},
		{"fit / max", "outside", func(r *rubric.Rubric) { r.Fit.Max = 0 }},
		{"engagement / bands", "do not fall", func(r *rubric.Rubric) { r.Engagement.Bands = [3]int{75, 75, 25} }},
		{"engagement / bands", "do not fall", func(r *rubric.Rubric) { r.Engagement.Bands = [3]int{101, 75, 25} }},
		{"engagement / bands", "do not fall", func(r *rubric.Rubric) { r.Engagement.Bands = [3]int{75, 50, -1} }},
		{"group", "no group", func(r *rubric.Rubric) { r.Groups = nil }},
		{company + "max", "max 5 is below min 6", limits(6, 5)},
		{company + "max", "max -5 is below min 5", fit(func(g *g) { n := -5; g.Max = &n })},
		{company + "half_life", "engagement axis", fit(func(g *g) { g.HalfLife = 3 })},
		{`group "Company" / name`, "taken", engagement(func(g *g) { g.Name = "Company" })},
		{"group 2 / name", "is empty", engagement(func(g *g) { g.Name = "" })},
		{content + "axis", "unknown", engagement(func(g *g) { g.Axis = "" })},
		{content + "half_life", "hundred years", engagement(func(g *g) { g.HalfLife = rubric.MaxDays + 1 })},
		{content + "criterion", "no criterion", engagement(func(g *g) { g.Criteria = nil })},
		{content + `criterion "size" / id`, "taken", engagement(func(g *g) { g.Criteria[0].ID = "size" })},
		{content + `criterion "E Book" / id`, "plain name", engagement(func(g *g) { g.Criteria[0].ID = "E Book" })},
		{ebook + "label", "is empty", engagement(func(g *g) { g.Criteria[0].Label = "" })},
		{ebook + "points", "outside -100..100", engagement(func(g *g) { g.Criteria[0].Points = -101 })},
		{ebook + "times", "outside 1..100", engagement(func(g *g) { g.Criteria[0].Times = 0 })},
		{ebook + "times", "nothing to cap", engagement(func(g *g) { g.Criteria[0].When[0].AtLeast = 2 })},
		{ebook + "when", "is empty", engagement(func(g *g) { g.Criteria[0].When = nil })},
		{ebook + "half_life", "hundred years", engagement(func(g *g) { g.Criteria[0].HalfLife = -1 })},
		{size + "half_life", "nothing to decay", fit(func(g *g) { g.Criteria[0].HalfLife = 3 })},
		{size + "instant", "with an event", fit(func(g *g) { g.Criteria[0].Instant = true })},
		{"instant_for", "is missing", func(r *rubric.Rubric) { r.InstantFor, r.Groups[1].Criteria[0].Instant = 0, true }},

		{size + "when", "none of", when(rubric.Condition{})},
		{size + "when", "has field and idle", when(rubric.Condition{Field: "x", Known: true, Idle: 3})},
		{size + "when", "says nothing", when(rubric.Condition{Field: "x"})},
		{size + "when", "has known and unknown", when(rubric.Condition{Field: "x", Known: true, Unknown: true})},
		{size + "when.field", "not the name", when(rubric.Condition{Field: "Annual Revenue", Known: true})},
		{size + "when.in", "empty value", when(rubric.Condition{Field: "x", In: []string{"a", " "}})},
		{size + "when.contains", "cannot be shown", when(rubric.Condition{Field: "x", Contains: []string{"\x1b[2J"}})},
		{size + "when.matches", "does not compile", when(rubric.Condition{Field: "x", Matches: "a{2,1}"})},
		{size + "when.between", "down to", span(2, 1, 0)},
		{size + "when.between", "not finite", span(math.NaN(), 1, 0)},
		{size + "when.between", "not finite", span(0, math.Inf(1), 0)},
		{size + "when.fade", "not a distance", span(0, 1, -1)},
		{size + "when.at_least", "goes with event, not with field", when(rubric.Condition{Field: "x", Known: true, AtLeast: 1})},
		{size + "when.known", "goes with field, not with event", when(rubric.Condition{Event: "x", Known: true})},
		{size + "when.detail", "goes with event, not with idle", when(rubric.Condition{Idle: 3, Detail: "x"})},
		{size + "when.event", "begins or ends", when(rubric.Condition{Event: "x "})},
		{size + "when.at_least", "outside", when(rubric.Condition{Event: "x", AtLeast: -1})},
		{size + "when.within", "needs at_least", when(rubric.Condition{Event: "x", Within: 3})},
		{size + "when.ratio", "needs per", when(rubric.Condition{Event: "x", Ratio: 1})},
		{size + "when.per", "needs ratio", when(rubric.Condition{Event: "x", Per: "y"})},
		{size + "when.min", "needs per", when(rubric.Condition{Event: "x", Min: 1})},
		{size + "when.per", "does not go with at_least", when(rubric.Condition{Event: "x", Per: "y", Ratio: 1, AtLeast: 2})},
		{size + "when.ratio", "not a positive number", when(rubric.Condition{Event: "x", Per: "y", Ratio: math.NaN()})},
		{size + "when.idle", "hundred years", when(rubric.Condition{Idle: -3})},
	} {
		r := sound()
		tt.edit(&r)
		problems, _ := errors.AsType[rubric.Problems](r.Validate())
		if len(problems) != 1 || problems[0].Key != tt.key || !strings.Contains(problems[0].Message, tt.message) || problems[0].Fix == "" {
			t.Errorf("%s %s: got %+v", tt.key, tt.message, problems)
		}
	}
}

func TestValidateAllowsLimits(t *testing.T) {
	t.Parallel()
	zero, low := 0, -50
	for name, edit := range map[string]func(*rubric.Rubric){
		"a group that only takes away": func(r *rubric.Rubric) { r.Groups[0].Max, r.Groups[0].Min = &zero, &low },
		"a floor without a cap":        func(r *rubric.Rubric) { r.Groups[0].Min = &low },
		"bands from 100 to 0":          func(r *rubric.Rubric) { r.Fit.Bands = [3]int{100, 1, 0} },
		"no gates":                     func(r *rubric.Rubric) { r.Gates = nil },
		"a point":                      func(r *rubric.Rubric) { r.Groups[0].Criteria[0].When[0].Between = &rubric.Range{Low: 3, High: 3} },
		"a field in another script":    func(r *rubric.Rubric) { r.Groups[0].Criteria[0].When[0].Field = "年収_2" },
	} {
		r := sound()
		edit(&r)
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValidateCountsCriteria(t *testing.T) {
	t.Parallel()
	r := sound()
	for i := range rubric.MaxCriteria {
		c := r.Groups[0].Criteria[0]
		c.ID = "c" + strings.Repeat("x", i)
		r.Groups[0].Criteria = append(r.Groups[0].Criteria, c)
	}
	if err := r.Validate(); err == nil || !strings.Contains(err.Error(), "1002 criteria") {
		t.Errorf("got %v", err)
	}
}
