package rubric

import (
	"strings"
	"time"

	"smarketing/ui/screen"
)

// goTo finds a line by its name and puts the cursor on it.
func goTo(d *driver, name string) {
	d.T.Helper()
	d.Press("/")
	d.Type(name)
	d.Press("enter")
	if at, _ := d.Screen.row(); !strings.Contains(strings.ToLower(at.name(d.Screen.rubric())), strings.ToLower(name)) {
		d.T.Fatalf("the search for %q ends on %q", name, at.name(d.Screen.rubric()))
	}
}

// rest lets the keys rest until the draft is written.
func rest(d *driver) {
	time.Sleep(time.Second)
	d.Settle()
}

// pointsOf returns the points of a criterion in the grid.
func pointsOf(d *driver, id string) int {
	d.T.Helper()
	_, c := d.Screen.rubric().Criterion(id)
	if c == nil {
		d.T.Fatalf("there is no criterion %s", id)
	}
	return c.Points
}

// formOf returns the form that was laid over the screen last.
func formOf(d *driver) screen.FormMsg {
	d.T.Helper()
	f, ok := d.Last().(screen.FormMsg)
	if !ok {
		d.T.Fatalf("no form was opened, but %#v", d.Last())
	}
	return f
}

// fill gives a form its own values with these changed, as the shell does.
func fill(f screen.FormMsg, changed screen.Values) screen.Values {
	v := screen.Values{}
	for range 5 { // fields may depend on each other
		next := screen.Values{}
		for _, field := range f.Fields(v) {
			next[field.Key] = field.Value
			if value, ok := changed[field.Key]; ok {
				next[field.Key] = value
			}
		}
		v = next
	}
	return v
}

// submitForm fills the open form and submits it; what is wrong fails the test.
func submitForm(d *driver, changed screen.Values) {
	d.T.Helper()
	f := formOf(d)
	v := fill(f, changed)
	if f.Check != nil {
		if wrong := f.Check(v); len(wrong) > 0 {
			d.T.Fatalf("the form %q is not accepted: %v", f.Title, wrong)
		}
	}
	d.Run(f.Run(v))
}
