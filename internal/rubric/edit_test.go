package rubric_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
)

func TestSetPoints(t *testing.T) {
	t.Parallel()
	before := sound()
	after, err := rubric.SetPoints(before, "ebook", -20)
	if err != nil {
		t.Fatal(err)
	}
	if got := after.Groups[1].Criteria[0].Points; got != -20 {
		t.Errorf("points %d", got)
	}
	if !reflect.DeepEqual(before, sound()) {
		t.Error("the given rubric was changed")
	}
	for want, edit := range map[string]func() (rubric.Rubric, error){
		`there is no criterion "ebok" (did you mean ebook?)`:                                           func() (rubric.Rubric, error) { return rubric.SetPoints(before, "ebok", 1) },
		`there is no criterion "nothing-like-it" (smarketing rubric show lists the ids)`:               func() (rubric.Rubric, error) { return rubric.SetPoints(before, "nothing-like-it", 1) },
		`criterion "ebook": points 101 is outside -100..100 (use a whole number between -100 and 100)`: func() (rubric.Rubric, error) { return rubric.SetPoints(before, "ebook", 101) },
	} {
		if _, err := edit(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// TestCloneSharesNothing overwrites everything a copy refers to.
func TestCloneSharesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rubrictest.Rubric(rubrictest.Options{}).Draw(t, "rubric")
		before := rubric.Encode(r)
		c := r.Clone()
		if !reflect.DeepEqual(r, c) {
			t.Fatal("the copy differs")
		}
		overwrite(reflect.ValueOf(&c).Elem())
		if !slices.Equal(before, rubric.Encode(r)) {
			t.Fatal("the copy shares memory with the rubric")
		}
	})
}

// overwrite sets all that v reaches to the zero value, from the leaves up.
func overwrite(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			overwrite(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			overwrite(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			overwrite(v.Elem())
		}
	}
	v.SetZero()
}

func TestFieldsAndEvents(t *testing.T) {
	t.Parallel()
	r := sound()
	r.Groups[1].Criteria[0].When = []rubric.Condition{
		{Event: "email_click", Per: "email_sent", Ratio: 0.2}, {Field: "title", Known: true}, {Idle: 3},
	}
	r.Groups[1].Criteria[0].Off = true
	if got, want := rubric.Fields(r), []string{"email", "employees", "title"}; !slices.Equal(got, want) {
		t.Errorf("fields %v, want %v", got, want)
	}
	if got, want := rubric.Events(r), []string{"email_click", "email_sent"}; !slices.Equal(got, want) {
		t.Errorf("events %v, want %v", got, want)
	}
}
