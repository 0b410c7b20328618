package score_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
)

// The words that random rubrics and leads share, so that rules often hold.
var (
	texts   = []string{"Software", "software ", "FINTECH", "Head  of Sales", "head of sales", "Zoë", "ZOË", "50", "Straße"}
	needles = []string{"soft", "HEAD OF", "zo", "5", "strasse"}
	numbers = []float64{0, 10, 30, 50, 120, 250, 350, 1e6}
	events  = []string{"page_view", "email_click", "email_sent", "demo_request"}
	details = []string{"", "/pricing", "/Pricing/annual", "/careers"}
	zones   = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"}
	noon    = time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
)

var textFields = []string{"industry", "title", "city", "hobby"}
var numberFields = []string{"employees", "annual_revenue", "age"}

func pick[T any](t *rapid.T, label string, from []T) T {
	return rapid.SampledFrom(from).Draw(t, label)
}

func chance(t *rapid.T, label string, percent int) bool {
	return rapid.IntRange(1, 100).Draw(t, label) <= percent
}

func zone(t *rapid.T) *time.Location {
	loc, err := time.LoadLocation(pick(t, "zone", zones))
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// anyRubric returns a generator of all that is valid; drawRubric keeps to rules
// that the drawn leads often meet.
func anyRubric() *rapid.Generator[rubric.Rubric] {
	o := rubrictest.Options{Events: events}
	for _, f := range textFields {
		o.Fields = append(o.Fields, rubrictest.Field{Name: f, Values: texts})
	}
	for _, f := range numberFields {
		o.Fields = append(o.Fields, rubrictest.Field{Name: f, Number: true})
	}
	return rubrictest.Rubric(o)
}

func drawRubric(t *rapid.T) rubric.Rubric {
	r := rubric.Rubric{
		Name:       "random",
		Ready:      rapid.IntRange(2, 80).Draw(t, "ready"),
		InstantFor: 14,
		Fit:        rubric.Axis{Max: rapid.IntRange(1, 60).Draw(t, "fit max"), Bands: [3]int{75, 50, 25}},
		Engagement: rubric.Axis{Max: rapid.IntRange(1, 60).Draw(t, "engagement max"), Bands: [3]int{80, 40, 20}},
	}
	r.Cool = r.Ready - 1
	if chance(t, "gated", 50) {
		r.Gates = []string{pick(t, "gate", textFields), pick(t, "second gate", numberFields)}
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "groups") {
		g := rubric.Group{
			Name:     fmt.Sprintf("group %d", i),
			Axis:     pick(t, "axis", []rubric.AxisName{rubric.Fit, rubric.Engagement}),
			HalfLife: pick(t, "half-life", []int{0, 0, 7, 30}),
		}
		if chance(t, "has max", 60) {
			g.Max = new(rapid.IntRange(0, 40).Draw(t, "max"))
		}
		if chance(t, "has min", 30) {
			high := 20
			if g.Max != nil {
				high = *g.Max
			}
			g.Min = new(rapid.IntRange(-40, high).Draw(t, "min"))
		}
		for j := range rapid.IntRange(1, 5).Draw(t, "criteria") {
			g.Criteria = append(g.Criteria, drawCriterion(t, fmt.Sprintf("c%d-%d", i, j)))
		}
		r.Groups = append(r.Groups, g)
	}
	return r
}

func drawCriterion(t *rapid.T, id string) rubric.Criterion {
	c := rubric.Criterion{
		ID: id, Label: "criterion " + id, Off: chance(t, "off", 10),
		Points: rapid.IntRange(-100, 100).Draw(t, "points"), Times: 1,
	}
	for range rapid.IntRange(1, 3).Draw(t, "conditions") {
		c.When = append(c.When, drawCondition(t))
	}
	if c.When[0].Event != "" {
		c.Times = rapid.IntRange(1, 4).Draw(t, "times")
		c.HalfLife = pick(t, "own half-life", []int{0, 0, 1, 5, 90})
		c.Instant = chance(t, "instant", 40)
	}
	return c
}

func drawCondition(t *rapid.T) rubric.Condition {
	switch pick(t, "kind", []string{"in", "in numbers", "between", "contains", "matches", "known", "unknown",
		"sum", "sum", "sum", "count", "ratio", "idle"}) {
	case "in":
		return rubric.Condition{Field: pick(t, "field", textFields), In: rapid.SliceOfN(rapid.SampledFrom(texts), 1, 3).Draw(t, "in")}
	case "in numbers":
		return rubric.Condition{Field: pick(t, "field", numberFields), In: []string{"50", "1000000", pick(t, "in", []string{"0", "120"})}}
	case "between":
		low := rapid.IntRange(0, 100).Draw(t, "low")
		return rubric.Condition{Field: pick(t, "field", append(numberFields, "industry")), Between: &rubric.Range{
			Low: float64(low), High: float64(low + rapid.IntRange(0, 200).Draw(t, "width")),
			FadeBelow: float64(rapid.IntRange(0, 60).Draw(t, "below")), FadeAbove: float64(rapid.IntRange(0, 300).Draw(t, "above")),
		}}
	case "contains":
		return rubric.Condition{Field: pick(t, "field", append(textFields, "employees")), Contains: []string{pick(t, "needle", needles)}}
	case "matches":
		return rubric.Condition{Field: pick(t, "field", textFields), Matches: pick(t, "re", []string{"^S", "o", "(?i)fin|head", "[0-9]+"})}
	case "known":
		return rubric.Condition{Field: pick(t, "field", textFields), Known: true}
	case "unknown":
		return rubric.Condition{Field: pick(t, "field", numberFields), Unknown: true}
	case "sum":
		return rubric.Condition{Event: pick(t, "event", events), Detail: pick(t, "detail", []string{"", "", "/PRICING", "careers"})}
	case "count":
		return rubric.Condition{
			Event: pick(t, "event", events), Detail: pick(t, "detail", []string{"", "pricing"}),
			AtLeast: rapid.IntRange(1, 4).Draw(t, "at least"), Within: pick(t, "within", []int{0, 7, 14, 30}),
		}
	case "ratio":
		return rubric.Condition{
			Event: "email_click", Per: "email_sent",
			Ratio: pick(t, "ratio", []float64{0.2, 0.5, 1, 1.5}), Min: rapid.IntRange(0, 5).Draw(t, "min"),
		}
	}
	return rubric.Condition{Idle: rapid.IntRange(1, 60).Draw(t, "idle")}
}

func drawLead(t *rapid.T) *crm.Lead {
	l := &crm.Lead{Key: "k", AddedAt: noon.AddDate(0, 0, -rapid.IntRange(-2, 90).Draw(t, "added"))}
	if chance(t, "created known", 60) {
		l.CreatedAt = noon.Add(-time.Duration(rapid.IntRange(0, 24*90).Draw(t, "created")) * time.Hour)
	}
	for _, f := range textFields {
		if chance(t, f+" known", 70) {
			l.SetField(f, crm.TextValue(pick(t, f, texts)))
		}
	}
	for _, f := range numberFields {
		if chance(t, f+" known", 70) {
			l.SetField(f, crm.NumberValue(pick(t, f, numbers)))
		}
	}
	return l
}

func drawActivities(t *rapid.T) []crm.Activity {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) crm.Activity {
		hours := rapid.IntRange(-48, 24*120).Draw(t, "hours ago")
		return crm.Activity{
			Event:  pick(t, "event", append(events, "Page_View")),
			Detail: pick(t, "detail", details),
			At:     noon.Add(-time.Duration(hours) * time.Hour),
		}
	}), 0, 25).Draw(t, "activities")
}
