package vttest

import (
	"strings"

	"smarketing/ui/screen"
)

// Submit fills in the form that was asked for last and submits it, as a person
// does who leaves the other fields alone. A value of a field that is not there,
// a choice that is not offered and a form that refuses fail the test.
func (d *Driver[S]) Submit(entered screen.Values) {
	d.T.Helper()
	form, values := d.entered(entered)
	if form.Check != nil {
		for key, problem := range form.Check(values) {
			if problem != "" {
				d.T.Fatalf("the form refuses %s: %s", key, problem)
			}
		}
	}
	d.Run(form.Run(values))
}

// Refusals returns what the form that was asked for last has against the
// values, by field.
func (d *Driver[S]) Refusals(entered screen.Values) map[string]string {
	d.T.Helper()
	form, values := d.entered(entered)
	if form.Check == nil {
		return nil
	}
	return form.Check(values)
}

// entered returns the form that was asked for last and its values after a
// person has entered some.
func (d *Driver[S]) entered(entered screen.Values) (screen.FormMsg, screen.Values) {
	d.T.Helper()
	form, ok := d.Last().(screen.FormMsg)
	if !ok {
		d.T.Fatalf("no form was asked for, but %v", d.Last())
	}
	values := screen.Values{}
	for range 8 { // fields may depend on fields that depend on fields
		fields := form.Fields(values)
		values = screen.Values{}
		for _, f := range fields {
			values[f.Key] = d.value(f, entered)
		}
	}
	for key := range entered {
		if _, ok := values[key]; !ok {
			d.T.Fatalf("the form %q has no field %q", form.Title, key)
		}
	}
	return form, values
}

func (d *Driver[S]) value(f screen.Field, entered screen.Values) string {
	d.T.Helper()
	value, ok := entered[f.Key]
	if !ok {
		value = f.Value
	}
	value = strings.TrimSpace(value)
	if len(f.Options) == 0 {
		return value
	}
	for _, o := range f.Options {
		if o == value {
			return value
		}
	}
	if ok {
		d.T.Fatalf("%q is not among %q", value, f.Options)
	}
	return f.Options[0]
}

// Pick picks the option of that key from the list that was offered last.
func (d *Driver[S]) Pick(key string) {
	d.T.Helper()
	list, ok := d.Last().(screen.PickMsg)
	if !ok {
		d.T.Fatalf("nothing was offered, but %v", d.Last())
	}
	for _, o := range list.Options {
		if o.Key == key {
			d.Run(o.Run())
			return
		}
	}
	d.T.Fatalf("%q offers no %q", list.Title, key)
}
