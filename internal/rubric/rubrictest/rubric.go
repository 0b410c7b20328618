// Package rubrictest draws random valid rubrics for property tests.
//
// It is for tests only: nothing that ships may import it.
package rubrictest

import (
	"fmt"
	"unicode"

	"pgregory.net/rapid"

	"smarketing/internal/rubric"
)

// Field is a field that the conditions of a drawn rubric may ask for.
type Field struct {
	Name   string
	Number bool     // then ranges are asked for too
	Values []string // what in and contains may list; random text when empty
}

// Options says what a drawn rubric may look at. Empty lists mean a few core
// fields and common events.
type Options struct {
	Fields []Field
	Events []string
}

// Rubric returns a generator of valid rubrics of 1 to 4 groups with 1 to 4
// criteria each. All kinds of conditions occur.
func Rubric(o Options) *rapid.Generator[rubric.Rubric] {
	if len(o.Fields) == 0 {
		o.Fields = []Field{
			{Name: "employees", Number: true}, {Name: "title"}, {Name: "email"},
			{Name: "industry", Values: []string{"Software", "Fintech", "Ökostrom", "教育"}},
		}
	}
	if len(o.Events) == 0 {
		o.Events = []string{"page_view", "email_sent", "email_click", "demo_request"}
	}
	return rapid.Custom(func(t *rapid.T) rubric.Rubric { return drawer{t, o}.rubric() })
}

type drawer struct {
	*rapid.T
	o Options
}

func (d drawer) rubric() rubric.Rubric {
	r := rubric.Rubric{
		Name:       d.text("name"),
		Ready:      d.int("ready", 1, 100),
		InstantFor: d.int("instant_for", 1, 60),
		Fit:        d.axis(),
		Engagement: d.axis(),
	}
	r.Cool = d.int("cool", 0, r.Ready-1)
	for _, f := range d.o.Fields {
		if d.chance("gate", 4) {
			r.Gates = append(r.Gates, f.Name)
		}
	}
	for i := range d.int("groups", 1, 4) {
		r.Groups = append(r.Groups, d.group(i))
	}
	return r
}

func (d drawer) axis() rubric.Axis {
	a := rubric.Axis{Max: d.int("axis max", 1, 120)}
	a.Bands[2] = d.int("third band", 0, 98)
	a.Bands[1] = d.int("second band", a.Bands[2]+1, 99)
	a.Bands[0] = d.int("first band", a.Bands[1]+1, 100)
	return a
}

func (d drawer) group(i int) rubric.Group {
	g := rubric.Group{
		Name: fmt.Sprintf("%s %d", d.text("group"), i),
		Axis: rapid.SampledFrom([]rubric.AxisName{rubric.Fit, rubric.Engagement}).Draw(d.T, "axis"),
	}
	high := d.int("max", -20, 60)
	if d.chance("has max", 2) {
		g.Max = &high
	}
	if low := d.int("min", -80, high); d.chance("has min", 3) || g.Max != nil && high < 0 {
		g.Min = &low
	}
	if g.Axis == rubric.Engagement && d.chance("decays", 2) {
		g.HalfLife = d.int("half-life", 1, 90)
	}
	for j := range d.int("criteria", 1, 4) {
		g.Criteria = append(g.Criteria, d.criterion(fmt.Sprintf("c%d-%d_%s", i, j, rapid.StringMatching(`[a-z0-9]{0,3}`).Draw(d.T, "id"))))
	}
	return g
}

func (d drawer) criterion(id string) rubric.Criterion {
	c := rubric.Criterion{
		ID: id, Label: d.text("label"), Times: 1,
		Points: d.int("points", -rubric.MaxPoints, rubric.MaxPoints),
		Off:    d.chance("off", 8),
	}
	happens, sums := false, false
	for range d.int("conditions", 1, 3) {
		w := d.condition()
		happens = happens || w.Event != ""
		sums = sums || w.Event != "" && w.AtLeast == 0 && w.Per == ""
		c.When = append(c.When, w)
	}
	c.Instant = happens && d.chance("instant", 4)
	if sums {
		c.Times = d.int("times", 1, 5)
		if d.chance("own half-life", 3) {
			c.HalfLife = d.int("half-life", 1, 90)
		}
	}
	return c
}

func (d drawer) condition() rubric.Condition {
	switch d.int("subject", 0, 4) {
	case 0:
		return rubric.Condition{Idle: d.int("idle", 1, 90)}
	case 1, 2:
		return d.eventCondition()
	}
	return d.fieldCondition()
}

func (d drawer) fieldCondition() rubric.Condition {
	f := rapid.SampledFrom(d.o.Fields).Draw(d.T, "field")
	w := rubric.Condition{Field: f.Name}
	switch d.int("operator", 0, 5) {
	case 0:
		w.In = d.values(f)
	case 1:
		w.Contains = d.values(f)
	case 2:
		w.Matches = rapid.SampledFrom([]string{`^\d+$`, `(?i)\b(cto|head)\b`, `"'`, `.`}).Draw(d.T, "pattern")
	case 3:
		w.Unknown = true
	default:
		if !f.Number {
			w.Known = true
			return w
		}
		low := rapid.Float64Range(-1e3, 1e6).Draw(d.T, "low")
		w.Between = &rubric.Range{
			Low: low, High: low + float64(d.int("width", 0, 10_000)),
			FadeBelow: float64(d.int("fade below", 0, 500)), FadeAbove: float64(d.int("fade above", 0, 5000)),
		}
	}
	return w
}

func (d drawer) eventCondition() rubric.Condition {
	event := rapid.SampledFrom(d.o.Events)
	w := rubric.Condition{Event: event.Draw(d.T, "event")}
	if d.chance("has detail", 3) {
		w.Detail = rapid.SampledFrom([]string{"/pricing", "/docs", "a", `"quoted"`}).Draw(d.T, "detail")
	}
	switch d.int("form", 0, 3) {
	case 0:
		w.AtLeast = d.int("at_least", 1, 6)
		if d.chance("has within", 2) {
			w.Within = d.int("within", 1, 60)
		}
	case 1:
		w.Per = event.Draw(d.T, "per")
		w.Ratio = rapid.Float64Range(0.01, 3).Draw(d.T, "ratio")
		w.Min = d.int("min", 0, 8)
	}
	return w
}

func (d drawer) values(f Field) []string {
	value := rapid.Custom(func(t *rapid.T) string { return drawer{t, d.o}.text("value") })
	if len(f.Values) > 0 {
		value = rapid.SampledFrom(f.Values)
	}
	return rapid.SliceOfN(value, 1, 4).Draw(d.T, "values")
}

func (d drawer) text(label string) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune(`ab"'\#=[`), unicode.L, unicode.N, unicode.P), 1, 10, -1).Draw(d.T, label)
}

func (d drawer) int(label string, low, high int) int {
	return rapid.IntRange(low, high).Draw(d.T, label)
}

// chance is true once in n.
func (d drawer) chance(label string, n int) bool { return d.int(label, 1, n) == n }
