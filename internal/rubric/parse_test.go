package rubric_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
)

func TestEncodedRubricsParseBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rubrictest.Rubric(rubrictest.Options{}).Draw(t, "rubric")
		if err := r.Validate(); err != nil {
			t.Fatalf("the generator draws an invalid rubric: %v", err)
		}
		again, err := rubric.Parse("again.toml", rubric.Encode(r))
		if err != nil {
			t.Fatalf("%v\n%s", err, rubric.Encode(r))
		}
		if !reflect.DeepEqual(r, again) {
			t.Fatalf("got %+v\nwant %+v\n%s", again, r, rubric.Encode(r))
		}
	})
}

// frame is a valid rubric around one criterion.
const frame = `name = "Test"
ready = 70
cool = 60
[fit]
max = 60
[engagement]
max = 60
[[group]]
name = "Content"
axis = "engagement"
  [[group.criterion]]
  id = "it"
  points = 10
`

func TestParseForms(t *testing.T) {
	t.Parallel()
	type condition = rubric.Condition
	span := func(low, high, below, above float64) condition {
		return condition{Field: "age", Between: &rubric.Range{Low: low, High: high, FadeBelow: below, FadeAbove: above}}
	}
	for name, tt := range map[string]struct {
		when string
		want []condition
	}{
		"mixed list":      {`{ field = "x", in = ["a", 1, 2.50, 1e3, true] }`, []condition{{Field: "x", In: []string{"a", "1", "2.5", "1000", "true"}}}},
		"no fade":         {`{ field = "age", between = [18, 30.5] }`, []condition{span(18, 30.5, 0, 0)}},
		"one fade":        {`{ field = "age", between = [18, 30], fade = 5 }`, []condition{span(18, 30, 5, 5)}},
		"two fades":       {`{ field = "age", between = [18, 30], fade = [5, 10] }`, []condition{span(18, 30, 5, 10)}},
		"minus zero":      {`{ field = "age", between = [-0.0, 0] }`, []condition{span(0, 0, 0, 0)}},
		"weeks":           {`{ event = "v", at_least = 3, within = "2w" }`, []condition{{Event: "v", AtLeast: 3, Within: 14}}},
		"ratio":           {`{ event = "c", per = "s", ratio = 1, min = 5 }`, []condition{{Event: "c", Per: "s", Ratio: 1, Min: 5}}},
		"list":            {`[{ idle = "30d" }, { field = "email", known = true }]`, []condition{{Idle: 30}, {Field: "email", Known: true}}},
		"over lines":      {"[\n{ idle = \"30d\" }, # why\n{ field = \"email\", unknown = true },\n]", []condition{{Idle: 30}, {Field: "email", Unknown: true}}},
		"field not ASCII": {`{ field = "возраст", contains = ["ü"] }`, []condition{{Field: "возраст", Contains: []string{"ü"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := rubric.Parse("x.toml", []byte(frame+"  when = "+tt.when))
			if err != nil {
				t.Fatal(err)
			}
			c := r.Groups[0].Criteria[0]
			if !reflect.DeepEqual(c.When, tt.want) {
				t.Errorf("got %+v, want %+v", c.When, tt.want)
			}
			if c.Label != "it" || c.Times != 1 || r.Fit.Bands != [3]int{75, 50, 25} {
				t.Errorf("defaults: label %q, times %d, bands %v", c.Label, c.Times, r.Fit.Bands)
			}
		})
	}
}

func TestParseTablesAndDottedKeys(t *testing.T) {
	t.Parallel()
	r, err := rubric.Parse("x.toml", []byte(`name = "Test"
ready = 70
cool = 60
fit.max = 60
engagement = { max = 50, bands = [90, 40, 10] }
group = [{ name = "A", axis = "fit", criterion = [{ id = "it", points = 1, when.field = "x", when.known = true }] }]
`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Fit.Max != 60 || r.Engagement.Bands != [3]int{90, 40, 10} || !r.Groups[0].Criteria[0].When[0].Known {
		t.Errorf("got %+v", r)
	}
}

// TestParseNamesEveryProblem checks the whole text: file, line, place, what is
// wrong, and the remedy.
func TestParseNamesEveryProblem(t *testing.T) {
	t.Parallel()
	const src = `ready = 0
cool = 10
treshold = 3
gates = ["email", "email", "E Mail"]
fit = 3
[engagement]
max = 60
bands = [75, 80, 25]
[[group]]
name = "Content"
axis = "behavior"
half_life = "30"
  [[group.criterion]]
  id = "ebook"
  points = 140
  when = { event = "ebook_download", at_least = 0 }
  [[group.criterion]]
  id = "ebook"
  points = 14.5
  when = [
    { field = "title", matches = "(" },
    { field = "x", in = [] },
    { idle = "0d" },
    {},
  ]
  [[group.criterion]]
  points = 1
  when = { field = "title", wihtin = "3d" }
[[group]]
name = "Empty"
axis = "fit"
max = 5
min = 7
`
	want := strings.TrimSpace(`
r.toml:1: name is missing (add name = "...")
r.toml:1: ready 0 is outside 1..10000 (use a whole number between 1 and 10000)
r.toml:3: unknown key "treshold" (known keys: name, ready, cool, gates, instant_for, fit, engagement, group)
r.toml:4: gates lists "email" twice (list each field once)
r.toml:5: fit: fit is not a table (write [fit] on a line of its own and its keys below)
r.toml:8: engagement: bands [75 80 25] do not fall within 0..100 (write three falling percentages between 100 and 0, such as [75, 50, 25])
r.toml:11: group "Content": axis "behavior" is unknown (write axis = "fit" or axis = "engagement")
r.toml:12: group "Content": half_life "30" is not a duration (write whole days such as "14d", or weeks such as "2w")
r.toml:15: criterion "ebook": points 140 is outside -100..100 (use a whole number between -100 and 100)
r.toml:16: criterion "ebook": when.at_least 0 is less than 1 (write 1 or more, or remove it)
r.toml:18: criterion "ebook": id "ebook" is taken by an earlier criterion (give every criterion an id of its own)
r.toml:19: criterion "ebook": points 14.5 is not a whole number (write digits only, such as 10)
r.toml:21: criterion "ebook": when[1].matches does not compile: missing closing ): ` + "`(`" + ` (see https://github.com/google/re2/wiki/Syntax)
r.toml:22: criterion "ebook": when[2].in is empty (list at least one value)
r.toml:23: criterion "ebook": when[3].idle "0d" is not a duration (write at least "1d", or remove it)
r.toml:24: criterion "ebook": when[4] has none of field, event and idle (ask for exactly one of field, event and idle; more go in a list of conditions)
r.toml:26: criterion 3: id is missing (add id = "...")
r.toml:28: criterion 3: unknown key "when.wihtin" (did you mean within?)
r.toml:29: group "Empty": the group has no criterion (add a [[group.criterion]], or remove the group)
r.toml:32: group "Empty": max 5 is below min 7 (min must not be above max; without min it is -max)`)
	_, err := rubric.Parse("r.toml", []byte(src))
	if err == nil || err.Error() != want {
		t.Fatalf("got\n%v\nwant\n%s", err, want)
	}
	problems, ok := errors.AsType[rubric.Problems](err)
	if !ok || problems[9].Key != `group "Content" / criterion "ebook" / when.at_least` {
		t.Errorf("key %q", problems[9].Key)
	}
}

func TestParseSyntaxErrorHasColumn(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"a = 1\nb = [\n":         "r.toml:2:6: ",
		"name = 'x'\nname = 'y'": "r.toml:2:1: ",
		"a = 1 2":                "r.toml:1:7: ",
	} {
		if _, err := rubric.Parse("r.toml", []byte(src)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", src, err, want)
		}
	}
}

func TestParseTypes(t *testing.T) {
	t.Parallel()
	for when, want := range map[string]string{
		`5`:                              `when is not a list of tables`,
		`[5]`:                            `when is not a list of tables`,
		`[]`:                             `when is empty`,
		`{ field = 3, known = true }`:    `when.field 3 is not a text`,
		`{ field = "", known = true }`:   `when.field is empty`,
		`{ field = "x", known = false }`: `when.known is false`,
		`{ field = "x", known = 1 }`:     `when.known 1 is not true or false`,
		`{ field = "x", in = "a" }`:      `when.in "a" is not a list`,
		`{ field = "x", in = [[1]] }`:    `when.in holds [...]`,
		`{ field = "x", in = [""] }`:     `when.in holds an empty value`,
		`{ field = "x", between = [1] }`: `when.between is not a pair of numbers`,
		`{ field = "x", between = [1, 2], fade = true }`: `when.fade is not a number or a pair of numbers`,
		`{ field = "x", known = true, fade = 2 }`:        `when.fade goes with between`,
		`{ event = "x", per = "y", ratio = 0 }`:          `when.ratio is 0`,
		`{ event = "x", per = "y", ratio = "a" }`:        `when.ratio "a" is not a number`,
		`{ event = "x", at_least = 1, within = 3 }`:      `when.within 3 is not a duration`,
		`{ idle = 1979-05-27 }`:                          `when.idle 1979-05-27 is not a duration`,
	} {
		_, err := rubric.Parse("r.toml", []byte(frame+"  when = "+when))
		problems, _ := errors.AsType[rubric.Problems](err)
		if len(problems) != 1 || problems[0].Message != want || problems[0].Line != 14 || problems[0].Fix == "" {
			t.Errorf("%s: got %v, want %s", when, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, t := range rubric.Templates() {
		f.Add(t.Body)
	}
	f.Add(frame + `  when = [{ idle = "30d" }, { field = "x", between = [1, 2], fade = 0.5 }]`)
	f.Add("group = [{ criterion = [{ when = [{}] }] }]\n[fit]\n")
	f.Fuzz(func(t *testing.T, src string) {
		r, err := rubric.Parse("fuzz.toml", []byte(src))
		if err != nil {
			problems, ok := errors.AsType[rubric.Problems](err)
			if !ok || len(problems) == 0 {
				t.Fatalf("%T %v", err, err)
			}
			for _, p := range problems {
				if p.Line < 1 || p.Line > strings.Count(src, "\n")+1 || p.Message == "" || p.Fix == "" {
					t.Fatalf("problem %+v", p)
				}
			}
			return
		}
		if err := r.Validate(); err != nil {
			t.Fatalf("parsed but not valid: %v", err)
		}
		again, err := rubric.Parse("again.toml", rubric.Encode(r))
		if err != nil {
			t.Fatalf("%v\n%s", err, rubric.Encode(r))
		}
		if changes := rubric.Diff(r, again); len(changes) != 0 {
			t.Fatalf("%v\n%s", changes, rubric.Encode(r))
		}
	})
}
