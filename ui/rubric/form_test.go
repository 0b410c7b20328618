package rubric

import (
	"strings"
	"testing"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

func TestAddARule(t *testing.T) {
	t.Parallel()
	drive(t, newFake(300), 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("a")
		form := formOf(d)
		wrong := form.Check(fill(form, screen.Values{"points": "500", "label": "Uses a rival", "field0": "crm_tool", "in0": "Zoho"}))
		if !strings.Contains(wrong["points"], "outside -100..100") {
			t.Errorf("500 points: %v", wrong)
		}
		wrong = form.Check(fill(form, screen.Values{"label": "X", "kind0": string(fieldMatches), "field0": "title", "matches0": "(("}))
		if !strings.Contains(wrong["matches0"], "does not compile") {
			t.Errorf("a pattern that does not compile: %v", wrong)
		}
		note := func(v screen.Values) screen.FormNoteMsg {
			m, _ := form.Watch(fill(form, v))().(screen.FormNoteMsg)
			return m
		}
		if m := note(screen.Values{"label": "Retail", "field0": "industry", "in0": "Retail, Mining"}); m.Text != "matches 120 of 210 open leads" {
			t.Errorf("note %q", m.Text)
		}
		m := note(screen.Values{"label": "Typo", "field0": "industri", "in0": "Retail"})
		if m.Level != screen.Warning || m.Text != `matches 0 of 210 open leads: no lead has the field "industri", did you mean industry?` {
			t.Errorf("note %q", m.Text)
		}
		submitForm(d, screen.Values{"label": "Shop or mine", "points": "30", "field0": "industry", "in0": "Retail, Mining", "kind1": string(fieldKnown), "field1": "email"})
		d.Shows("+ Shop or mine", "1 change", "when industry is Retail or Mining, and email is known", "▲")
		if at, _ := d.Screen.row(); at.name(d.Screen.rubric()) != "Shop or mine" {
			t.Error("the cursor is not on what was added")
		}
		d.Press("e")
		submitForm(d, screen.Values{"in0": "Retail"})
		if _, c := d.Screen.rubric().Criterion("shop_or_mine"); len(c.When) != 2 || len(c.When[0].In) != 1 {
			t.Errorf("the rule is %+v", c.When)
		}
	})
}

// TestFormKeepsEveryRule checks that opening the form of any rule and submitting
// it changes nothing.
func TestFormKeepsEveryRule(t *testing.T) {
	t.Parallel()
	drive(t, newFake(10), 80, 20, func(d *driver) {
		for _, template := range rubric.Templates() {
			r, err := rubric.Parse("t", []byte(template.Body))
			if err != nil {
				t.Fatal(err)
			}
			d.Screen.past.start(moment{rubric: r, base: d.Screen.base})
			d.Screen.compare()
			for i, w := range d.Screen.rows {
				d.Screen.at = i
				switch w.kind {
				case criterionRow:
					d.Press("e")
				case groupRow:
					d.Press("g")
				default:
					d.Press("t")
				}
				submitForm(d, nil)
				if diff := rubric.Diff(r, *d.Screen.rubric()); len(diff) > 0 {
					t.Fatalf("%s: %s has changed: %v", template.Key, w.name(&r), diff)
				}
			}
		}
	})
}

func TestThresholdsAndGroups(t *testing.T) {
	t.Parallel()
	drive(t, newFake(300), 120, 36, func(d *driver) {
		d.Press("t")
		form := formOf(d)
		for name, c := range map[string]struct {
			values screen.Values
			field  string
		}{
			"cool above ready": {screen.Values{"cool": "70"}, "cool"},
			"no number":        {screen.Values{"ready": "many"}, "ready"},
			"bands that rise":  {screen.Values{"fit.bands": "25, 50, 75"}, "fit.bands"},
			"half a band":      {screen.Values{"fit.bands": "75.5, 50, 25"}, "fit.bands"},
			"cap of nothing":   {screen.Values{"engagement.max": "0"}, "engagement.max"},
			"half-life of 0":   {screen.Values{"instant_for": "0"}, "instant_for"},
		} {
			if wrong := form.Check(fill(form, c.values)); wrong[c.field] == "" {
				t.Errorf("%s: nothing is said at %s: %v", name, c.field, wrong)
			}
		}
		submitForm(d, screen.Values{"ready": "60", "cool": "50"})
		d.Shows("ready at 70 → 60", "▲")
		goTo(d, "Person")
		d.Press("g")
		form = formOf(d)
		if wrong := form.Check(fill(form, screen.Values{"what": addGroup, "name": "Company"})); wrong["name"] == "" {
			t.Errorf("a group with the name of another: %v", wrong)
		}
		if wrong := form.Check(fill(form, screen.Values{"max": "10", "min": "20"})); wrong["max"] == "" {
			t.Errorf("a cap below the floor: %v", wrong)
		}
		submitForm(d, screen.Values{"what": addGroup, "name": "Budget"})
		d.Shows("+ Budget", "! empty")
	})
}
