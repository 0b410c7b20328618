package rubric_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"smarketing/internal/crm"
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

// TestTemplatesMakeSense checks what Validate cannot know: that a lead can
// become ready, that the names are ones data has, and that every template warns
// of silence.
func TestTemplatesMakeSense(t *testing.T) {
	t.Parallel()
	custom := strings.Fields("age gender occupation education income")
	events := strings.Fields(`page_view email_sent email_open email_click form_submit ebook_download
		webinar_registered webinar_attended demo_request trial_started event_attended email_bounced unsubscribed
		app_login feature_used invite_sent limit_reached
		product_view cart_add checkout_started cart_abandoned coupon_view purchase`)
	for _, tpl := range rubric.Templates() {
		r, err := rubric.Parse(tpl.Key, []byte(tpl.Body))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range rubric.Fields(r) {
			if !crm.IsCoreField(name) && !slices.Contains(custom, name) {
				t.Errorf("%s: unknown field %s", tpl.Key, name)
			}
		}
		for _, name := range rubric.Events(r) {
			if !slices.Contains(events, name) {
				t.Errorf("%s: unknown event %s", tpl.Key, name)
			}
		}
		idle, instant, reachable := false, false, map[rubric.AxisName]int{}
		for _, g := range r.Groups {
			sum := 0
			for _, c := range g.Criteria {
				idle, instant = idle || c.When[0].Idle > 0, instant || c.Instant
				sum += max(0, c.Points) * c.Times
			}
			if _, high, _, capped := g.Limits(); capped {
				sum = min(sum, high)
			}
			reachable[g.Axis] += sum
		}
		fit, engagement := reachable[rubric.Fit], reachable[rubric.Engagement]
		if fit < r.Fit.Max || engagement < r.Engagement.Max {
			t.Errorf("%s: reaches %d of %d fit and %d of %d engagement", tpl.Key, fit, r.Fit.Max, engagement, r.Engagement.Max)
		}
		if r.Fit.Max >= r.Ready || r.Fit.Max+r.Engagement.Max <= r.Ready {
			t.Errorf("%s: fit alone makes ready, or nothing does", tpl.Key)
		}
		if !idle || !instant || len(r.Gates) == 0 || r.InstantFor == 0 {
			t.Errorf("%s: silence %v, instant %v for %d days, gates %v", tpl.Key, idle, instant, r.InstantFor, r.Gates)
		}
	}
}

func TestTemplateUnknown(t *testing.T) {
	t.Parallel()
	_, err := rubric.FindTemplate("b2b-softwear")
	if err == nil || !strings.Contains(err.Error(), "did you mean b2b-software?") {
		t.Errorf("got %v", err)
	}
}
