package rubric

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"smarketing/internal/text"
)

// Parse reads a rubric from TOML. The file name is for messages only. The
// error is of type Problems and names everything that is wrong, with lines.
func Parse(file string, src []byte) (Rubric, error) {
	r, d, err := decode(file, src)
	if err != nil {
		return Rubric{}, err
	}
	validate(&d.findings, r)
	if err := d.err(); err != nil {
		return Rubric{}, err
	}
	return r, nil
}

// decode reads what a text says, without judging it. The decoder holds what it
// could not take; the error is that of a text which is no TOML.
func decode(file string, src []byte) (Rubric, *decoder, error) {
	var root map[string]any
	if err := toml.Unmarshal(src, &root); err != nil {
		return Rubric{}, nil, syntaxProblem(file, err)
	}
	d := &decoder{findings{file: file, lines: linesOf(src)}}
	return d.rubric(table{values: root}), d, nil
}

func syntaxProblem(file string, err error) Problems {
	p := Problem{File: file, Message: strings.TrimPrefix(err.Error(), "toml: "), Fix: "this is not valid TOML, see https://toml.io"}
	var e *toml.DecodeError
	if errors.As(err, &e) {
		p.Line, p.Column = e.Position()
	}
	return Problems{p}
}

// decoder turns tables into a rubric and reports every key that is unknown,
// missing or of the wrong type. What the values mean is left to validate.
type decoder struct{ findings }

// table is a TOML table and where it is.
type table struct {
	spot
	values map[string]any
}

func (d *decoder) rubric(t table) Rubric {
	d.keys(t, "name", "ready", "cool", "gates", "instant_for", "fit", "engagement", "group")
	d.require(t, "name", "ready", "cool", "fit", "engagement")
	r := Rubric{
		Name:       d.text(t, "name"),
		Ready:      d.whole(t, "ready"),
		Cool:       d.whole(t, "cool"),
		Gates:      d.texts(t, "gates"),
		InstantFor: d.days(t, "instant_for"),
		Fit:        d.axis(t, Fit),
		Engagement: d.axis(t, Engagement),
	}
	for i, values := range d.tables(t, "group") {
		name, _ := values["name"].(string)
		r.Groups = append(r.Groups, d.group(table{groupSpot(i, name), values}))
	}
	return r
}

func (d *decoder) axis(t table, name AxisName) Axis {
	a := Axis{Bands: [3]int{75, 50, 25}}
	value, given := t.values[string(name)]
	if !given {
		return a
	}
	values, ok := value.(map[string]any)
	t = table{axisSpot(name), values}
	if !ok {
		d.add(t.spot, fmt.Sprintf("write [%s] on a line of its own and its keys below", name), "%s is not a table", name)
		return a
	}
	d.keys(t, "max", "bands")
	d.require(t, "max")
	a.Max = d.whole(t, "max")
	if value, given := t.values["bands"]; given {
		bands, _ := value.([]any)
		if len(bands) != len(a.Bands) {
			d.add(t.at("bands"), "write three falling numbers, such as [75, 50, 25]", "bands is not a list of three numbers")
			return a
		}
		for i := range a.Bands {
			a.Bands[i], _ = d.int(t.at("bands"), "bands", bands[i])
		}
	}
	return a
}

func (d *decoder) group(t table) Group {
	d.keys(t, "name", "axis", "max", "min", "half_life", "criterion")
	d.require(t, "name", "axis")
	g := Group{
		Name:     d.text(t, "name"),
		Axis:     AxisName(d.text(t, "axis")),
		Max:      d.limit(t, "max"),
		Min:      d.limit(t, "min"),
		HalfLife: d.days(t, "half_life"),
	}
	for i, values := range d.tables(t, "criterion") {
		id, _ := values["id"].(string)
		g.Criteria = append(g.Criteria, d.criterion(table{t.criterion(i, id), values}))
	}
	return g
}

func (d *decoder) criterion(t table) Criterion {
	d.keys(t, "id", "label", "points", "times", "half_life", "instant", "off", "when")
	d.require(t, "id", "points", "when")
	c := Criterion{
		ID:       d.text(t, "id"),
		Label:    d.text(t, "label"),
		Points:   d.whole(t, "points"),
		Times:    d.count(t, "times"),
		HalfLife: d.days(t, "half_life"),
		Instant:  d.flag(t, "instant"),
		Off:      d.flag(t, "off"),
	}
	if _, given := t.values["label"]; !given {
		c.Label = c.ID
	}
	if c.Times == 0 {
		c.Times = 1
	}
	all := []map[string]any{}
	if one, ok := t.values["when"].(map[string]any); ok {
		all = append(all, one)
	} else {
		all = d.tables(t, "when")
	}
	for i, values := range all {
		c.When = append(c.When, d.condition(table{t.condition(i, len(all)), values}))
	}
	return c
}

func (d *decoder) condition(t table) Condition {
	d.keys(t, "field", "in", "between", "fade", "contains", "matches", "known", "unknown",
		"event", "detail", "at_least", "within", "per", "ratio", "min", "idle")
	c := Condition{
		Field:    d.filled(t, "field"),
		In:       d.texts(t, "in"),
		Between:  d.between(t),
		Contains: d.texts(t, "contains"),
		Matches:  d.filled(t, "matches"),
		Known:    d.isTrue(t, "known"),
		Unknown:  d.isTrue(t, "unknown"),
		Event:    d.filled(t, "event"),
		Detail:   d.filled(t, "detail"),
		AtLeast:  d.count(t, "at_least"),
		Within:   d.days(t, "within"),
		Per:      d.filled(t, "per"),
		Min:      d.count(t, "min"),
		Idle:     d.days(t, "idle"),
	}
	for _, key := range []string{"in", "contains"} {
		if list, ok := t.values[key].([]any); ok && len(list) == 0 {
			d.add(t.at(key), "list at least one value", "%s is empty", t.key+"."+key)
		}
	}
	if value, given := t.values["ratio"]; given {
		c.Ratio, _ = d.number(t.at("ratio"), value)
		if c.Ratio == 0 {
			d.add(t.at("ratio"), "write a number greater than 0", "%s is 0", t.key+".ratio")
		}
	}
	return c
}

// between reads a range and its fade: a pair, or one number for both sides.
func (d *decoder) between(t table) *Range {
	value, given := t.values["between"]
	fade, fades := t.values["fade"]
	if !given {
		if fades {
			d.add(t.at("fade"), "add between, or remove fade", "%s goes with between", t.key+".fade")
		}
		return nil
	}
	var r Range
	var ok bool
	if r.Low, r.High, ok = d.pair(value); !ok {
		d.add(t.at("between"), "write two numbers, such as [50, 250]", "%s is not a pair of numbers", t.key+".between")
	}
	if fades {
		if _, list := fade.([]any); !list {
			fade = []any{fade, fade}
		}
		if r.FadeBelow, r.FadeAbove, ok = d.pair(fade); !ok {
			d.add(t.at("fade"), "write one number or a pair, such as [40, 200]", "%s is not a number or a pair of numbers", t.key+".fade")
		}
	}
	return &r
}

func (d *decoder) pair(value any) (a, b float64, ok bool) {
	list, _ := value.([]any)
	if len(list) != 2 {
		return 0, 0, false
	}
	a, okA := float(list[0])
	b, okB := float(list[1])
	return a, b, okA && okB
}

// keys reports every key of t that is not among known.
func (d *decoder) keys(t table, known ...string) {
	for _, key := range slices.Sorted(maps.Keys(t.values)) {
		if slices.Contains(known, key) {
			continue
		}
		fix := "known keys: " + strings.Join(known, ", ")
		if near, ok := text.Nearest(key, known); ok {
			fix = fmt.Sprintf("did you mean %s?", near)
		}
		s := t.at(key)
		d.add(s, fix, "unknown key %q", s.key)
	}
}

// require reports every key that t lacks.
func (d *decoder) require(t table, keys ...string) {
	for _, key := range keys {
		if _, ok := t.values[key]; !ok {
			d.add(t.at(key), "add "+example[key], "%s is missing", key)
		}
	}
}

// example shows what a required key looks like.
var example = map[string]string{
	"name": `name = "..."`, "ready": "ready = 70", "cool": "cool = 60, below ready",
	"fit": "a table [fit] with max = 60", "engagement": "a table [engagement] with max = 60", "max": "max = 60",
	"axis": `axis = "fit" or axis = "engagement"`, "id": `id = "..."`, "points": "points = 10",
	"when": `when = { field = "...", known = true } or when = { event = "..." }`,
}

var daysForm = regexp.MustCompile(`^([0-9]{1,6})([dw])$`)

// days reads a duration such as "14d" or "2w" as whole days; 0 when it is absent.
func (d *decoder) days(t table, key string) int {
	value, given := t.values[key]
	if !given {
		return 0
	}
	s, _ := value.(string)
	m := daysForm.FindStringSubmatch(s)
	at := t.at(key)
	if m == nil {
		d.add(at, `write whole days such as "14d", or weeks such as "2w"`, "%s %s is not a duration", at.key, show(value))
		return 0
	}
	n, _ := strconv.Atoi(m[1]) // six digits fit
	if m[2] == "w" {
		n *= 7
	}
	if n == 0 {
		d.add(at, `write at least "1d", or remove it`, "%s %q is not a duration", at.key, s)
	}
	return n
}

func show(value any) string {
	switch v := value.(type) {
	case string:
		return strconv.Quote(v)
	case map[string]any:
		return "{...}"
	case []any:
		return "[...]"
	}
	return fmt.Sprint(value)
}
