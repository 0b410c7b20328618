package rubric_test

import (
	"reflect"
	"strings"
	"testing"

	"smarketing/internal/rubric"
)

func TestTemplatesParseAndRoundTrip(t *testing.T) {
	t.Parallel()
	for _, tpl := range rubric.Templates() {
		t.Run(tpl.Key, func(t *testing.T) {
			t.Parallel()
			r, err := rubric.Parse(tpl.Key, []byte(tpl.Body))
			if err != nil {
				t.Fatal(err)
			}
			if tpl.Name != r.Name || tpl.Summary == "" || strings.HasPrefix(tpl.Summary, "#") {
				t.Errorf("name %q, summary %q", tpl.Name, tpl.Summary)
			}
			again, err := rubric.Parse("again", rubric.Encode(r))
			if err != nil {
				t.Fatalf("%v\n%s", err, rubric.Encode(r))
			}
			if !reflect.DeepEqual(r, again) {
				t.Errorf("got %+v\nwant %+v", again, r)
			}
		})
	}
}

func TestTemplateUnknown(t *testing.T) {
	t.Parallel()
	_, err := rubric.FindTemplate("b2b-softwear")
	if err == nil || !strings.Contains(err.Error(), "did you mean b2b-software?") {
		t.Errorf("got %v", err)
	}
}
