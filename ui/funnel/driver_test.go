package funnel

import (
	"strings"

	"smarketing/ui/screen"
)

// pick presses the key of an option of what is offered.
func (d driver) pick(key string) {
	d.T.Helper()
	m, ok := d.Last().(screen.PickMsg)
	if !ok {
		d.T.Fatalf("nothing is offered, but %T", d.Last())
	}
	for _, o := range m.Options {
		if o.Key == key {
			d.Run(o.Run())
			return
		}
	}
	d.T.Fatalf("%q offers no %q", m.Title, key)
}

// form returns the form that was laid over the screen last, with its values.
func (d driver) form() (screen.FormMsg, screen.Values) {
	d.T.Helper()
	m, ok := d.Last().(screen.FormMsg)
	if !ok {
		d.T.Fatalf("there is no form, but %T", d.Last())
	}
	v := screen.Values{}
	for _, field := range m.Fields(v) {
		v[field.Key] = field.Value
	}
	return m, v
}

// fill submits the form that was laid over the screen last with these values
// changed.
func (d driver) fill(pairs ...string) {
	d.T.Helper()
	m, v := d.form()
	for i := 0; i < len(pairs); i += 2 {
		if _, ok := v[pairs[i]]; !ok {
			d.T.Fatalf("the form has no field %q", pairs[i])
		}
		v[pairs[i]] = pairs[i+1]
	}
	if m.Check != nil {
		if wrong := m.Check(v); len(wrong) > 0 {
			d.T.Fatalf("the form is refused: %v", wrong)
		}
	}
	d.Run(m.Run(v))
}

// note returns what the form says about the values.
func (d driver) note(pairs ...string) string {
	d.T.Helper()
	m, v := d.form()
	for i := 0; i < len(pairs); i += 2 {
		v[pairs[i]] = pairs[i+1]
	}
	if cmd := m.Watch(v); cmd != nil {
		return cmd().(screen.FormNoteMsg).Text
	}
	return ""
}

func (d driver) says(words string) {
	d.T.Helper()
	if !strings.Contains(d.Toast(), words) {
		d.T.Errorf("the toast says %q, not %q", d.Toast(), words)
	}
}
