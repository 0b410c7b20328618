package intake_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
)

const segmentCalls = `{"type":"identify","userId":"u1","messageId":"m1","timestamp":"2026-03-01T08:00:00Z","traits":{"email":"ann@x.com","name":"Ann","company":{"name":"Acme","employee_count":12},"address":{"city":"Oslo"}}}
{"type":"page","userId":"u1","messageId":"m2","timestamp":"2026-03-01T08:01:00.5Z","name":"Pricing","properties":{"path":"/pricing","url":"https://acme.example/pricing"}}
{"type":"track","event":"eBook Download","userId":"u1","messageId":"m3","timestamp":"2026-03-01T08:02:00Z","properties":{"name":"Guide","value":"free","revenue":12.5}}
{"type":"track","event":"Signed Up","anonymousId":"a9","messageId":"m4","timestamp":"2026-03-01T08:03:00Z","context":{"traits":{"email":"bea@x.com"},"page":{"path":"/join"}}}
{"type":"screen","userId":"u2","messageId":"m5","timestamp":"2026-03-01T08:04:00Z","name":"Home"}
{"type":"group","userId":"u1","groupId":"g1","messageId":"m6","timestamp":"2026-03-01T08:05:00Z","traits":{"name":"Acme Ltd","industry":"Software","plan":"pro"}}
{"type":"identify","userId":"u1","messageId":"m7","timestamp":"2026-03-02T08:00:00Z","traits":{"phone":"123","plan":"gold"}}
{"type":"identify","anonymousId":"a1","messageId":"m8","timestamp":"2026-03-02T08:00:00Z","traits":{"color":"red"}}
`

func TestSegmentActivities(t *testing.T) {
	t.Parallel()
	in, got := cells(t, segmentCalls, intake.Options{})
	want := []string{"lead|event|at|detail|value|id",
		"u1|page_view|2026-03-01T08:01:00.5Z|/pricing||m2",
		"u1|eBook Download|2026-03-01T08:02:00Z|Guide|12.5|m3",
		"bea@x.com|Signed Up|2026-03-01T08:03:00Z|/join||m4",
		"u2|screen_view|2026-03-01T08:04:00Z|Home||m5"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if in.Kind != crm.ActivityRecord || in.Format != "segment" || in.Rows != 4 || !hasNote(in, "4 identify or group calls") || !hasNote(in, "import --as leads") {
		t.Errorf("%+v", in)
	}
}

func TestSegmentLeads(t *testing.T) {
	t.Parallel()
	in, got := read(t, write(t, "["+strings.ReplaceAll(strings.TrimSpace(segmentCalls), "\n", ",\n")+"]"), intake.Options{As: crm.LeadRecord})
	if len(got.records) != 3 || len(got.rejects) != 1 || in.Format != "segment" || !hasNote(in, "4 track, page or screen calls") {
		t.Fatalf("%d records, rejects %v, notes %q", len(got.records), got.rejects, in.Notes)
	}
	first, group, last := got.records[0].Lead, got.records[1].Lead, got.records[2].Lead
	if employees, _ := first.Employees.Float(); first.Key != "u1" || first.Email != "ann@x.com" || first.Name != "Ann" || first.Company != "Acme" || employees != 12 || first.City != "Oslo" {
		t.Errorf("identify: %+v", first)
	}
	if group.Key != "u1" || group.Company != "Acme Ltd" || group.Industry != "Software" || group.Custom.Get("company_plan").String() != "pro" {
		t.Errorf("group: %+v", group)
	}
	if last.Key != "u1" || last.Phone != "123" || last.Custom.Get("plan").String() != "gold" || last.Email != "" {
		t.Errorf("identify again: %+v", last)
	}
}

// The plain reading is one flag away.
func TestSegmentAsPlainObjects(t *testing.T) {
	t.Parallel()
	in, _ := cells(t, segmentCalls, intake.Options{Format: "jsonl", As: crm.LeadRecord})
	if in.Format != "jsonl" || in.Rows != 8 {
		t.Errorf("%+v", in)
	}
}

func TestGoogleAnalytics(t *testing.T) {
	t.Parallel()
	text := `{"event_date":"20210101","event_timestamp":"1609459200123456","event_name":"page_view","event_params":[{"key":"page_location","value":{"string_value":"https://x.example/pricing","int_value":null}},{"key":"value","value":{"int_value":"7"}}],"user_pseudo_id":"p.1","user_id":"ann@x.com"}
{"event_date":"20210102","event_timestamp":1609545600000000,"event_name":"file_download","event_params":[],"user_pseudo_id":"p.2","user_id":null}
`
	in, got := read(t, write(t, text), intake.Options{})
	if in.Format != "ga4" || in.Kind != crm.ActivityRecord || len(got.records) != 2 {
		t.Fatalf("%+v, rejects %v", in, got.rejects)
	}
	a := got.records[0].Activity
	if value, _ := a.Value.Float(); got.records[0].LeadRef != "ann@x.com" || a.Event != "page_view" || a.Detail != "https://x.example/pricing" || value != 7 ||
		!a.At.Equal(time.Date(2021, 1, 1, 0, 0, 0, 123e6, time.UTC)) {
		t.Errorf("%q %+v", got.records[0].LeadRef, a)
	}
	if b := got.records[1]; b.LeadRef != "p.2" || b.Activity.Event != "file_download" {
		t.Errorf("%+v", b)
	}
}

// What rows of Google Analytics say about their users makes leads of those who
// are named; visitors are no leads.
func TestUsersOfGoogleAnalytics(t *testing.T) {
	t.Parallel()
	text := `{"event_timestamp":1609459200123456,"event_name":"page_view","user_id":"u1","user_pseudo_id":"p.1","user_properties":[{"key":"plan","value":{"string_value":"pro","set_timestamp_micros":1609459200000000}},{"key":"email","value":{"string_value":"ann@x.com"}}],"geo":{"country":"Germany","city":"Bonn"},"traffic_source":{"source":"google","medium":"cpc","name":"spring"}}
{"event_timestamp":1609459200123457,"event_name":"page_view","user_id":null,"user_pseudo_id":"p.2","user_properties":[{"key":"plan","value":{"string_value":"free"}}]}
`
	in, got := read(t, write(t, text), intake.Options{As: crm.LeadRecord})
	if in.Format != "ga4" || len(got.records) != 1 || len(got.rejects) != 0 || !noted(in, []string{"1 row of visitors without user_id"}) {
		t.Fatalf("%d records, rejects %v, %+v", len(got.records), got.rejects, in)
	}
	if l := got.records[0].Lead.Key + " " + fieldsOf(&got.records[0], "email", "plan", "country", "city", "source", "campaign"); l != "u1 ann@x.com|pro|Germany|Bonn|google|spring" {
		t.Error(l)
	}
	if in, _ = read(t, write(t, text), intake.Options{}); in.Kind != crm.ActivityRecord || !noted(in, []string{"say who their users are", "--as leads"}) {
		t.Errorf("%+v", in)
	}
}

// Our own events need no flag.
func TestOwnEvents(t *testing.T) {
	t.Parallel()
	in, got := read(t, write(t, `{"lead":"u1","event":"Demo Request","at":"2026-03-04 10:00","detail":"/demo","value":3,"id":"e1"}`), intake.Options{Zone: time.FixedZone("", 3600)})
	if in.Kind != crm.ActivityRecord || in.Format != "jsonl" || len(got.records) != 1 {
		t.Fatalf("%+v", in)
	}
	if r := got.records[0]; r.LeadRef != "u1" || r.Activity.Event != "demo_request" || r.Activity.Key != "e1" || r.Activity.At.UTC().Hour() != 9 {
		t.Errorf("%+v", r)
	}
}

func TestParseEvent(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 2*3600)
	show := func(line string) string {
		rec, ok, err := intake.ParseEvent("pipe", 7, []byte(line), zone)
		if err != nil {
			bad, is := errors.AsType[*crm.RowError](err)
			if !is || bad.Row != 7 || bad.File != "pipe" || bad.Hint == "" || ok {
				t.Errorf("%s: %#v", line, err)
				return ""
			}
			return bad.Column + ": " + bad.Message
		}
		if !ok {
			return "no activity"
		}
		a := rec.Activity
		return strings.Join([]string{rec.LeadRef, a.Event, a.At.UTC().Format(time.RFC3339Nano), a.Detail, a.Value.String(), a.Key}, "|")
	}
	for line, want := range map[string]string{
		`{"lead":"u1","event":"Page View","at":"2026-03-04T10:00:00Z","detail":"/a","value":2.5,"id":"x"}`: "u1|page_view|2026-03-04T10:00:00Z|/a|2.5|x",
		`{"lead":7,"event":"x","at":"2026-03-04 10:00"}`:                                                   "7|x|2026-03-04T08:00:00Z|||",
		`{"lead":"u","event":"x","at":1772618400}`:                                                         "u|x|2026-03-04T10:00:00Z|||",
		`{"lead":"u","event":"x","at":1772618400123}`:                                                      "u|x|2026-03-04T10:00:00.123Z|||",
		`{"userId":"u","event":"x","timestamp":"2026-03-04T10:00:00+01:00"}`:                               "u|x|2026-03-04T09:00:00Z|||",
		`{"type":"page","userId":"u","timestamp":"2026-03-04T10:00:00Z","properties":{"path":"/p"}}`:       "u|page_view|2026-03-04T10:00:00Z|/p||",
		`{"type":"identify","userId":"u","traits":{}}`:                                                     "no activity",
		`{"type":"alias","userId":"u"}`:                                                                    "no activity",
		`{"event_name":"purchase","event_timestamp":"1609459200000000","user_id":"u","event_params":[{"key":"value","value":{"double_value":1.5}}]}`: "u|purchase|2021-01-01T00:00:00Z||1.5|",
		`{"lead":"u","event":"x"}`:                                  "at: has no at",
		`{"lead":"N/A","event":"x","at":"2026-03-04"}`:              "lead: has no lead",
		`{"lead":"u","event":" ","at":"2026-03-04"}`:                "event: has no event",
		`{"lead":"u","event":"x","at":"03/04/2026"}`:                "at: is a date that could be read in two ways",
		`{"lead":"u","event":"x","at":"soon"}`:                      "at: is not a date",
		`{"lead":"u","event":"x","at":"1426-03-04"}`:                "at: is a date outside the years 1900 to 2200",
		`{"lead":"u","event":"x","at":"2026-03-04","value":"much"}`: "value: is not a number",
		`{"type":"track","userId":"u","event":"x","timestamp":"2026-03-04T00:00:00Z","properties":{"value":"much"}}`: "u|x|2026-03-04T00:00:00Z|||",
		`{"lead":"u",`: ": is not valid JSON",
		`[1]`:          ": is not one JSON object",
		``:             ": is not one JSON object",
	} {
		if got := show(line); got != want {
			t.Errorf("%s\ngives %q\nwant  %q", line, got, want)
		}
	}
}

// One event after the other and the same events as a file are one thing.
func FuzzParseEvent(f *testing.F) {
	for _, line := range strings.Split(strings.TrimSpace(segmentCalls), "\n") {
		f.Add([]byte(line))
	}
	f.Add([]byte(`{"lead":"u","event":"x","at":1772618400.5,"value":"1e3"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		rec, ok, err := intake.ParseEvent("f", 1, line, time.UTC)
		if _, bad := errors.AsType[*crm.RowError](err); err != nil && !bad {
			t.Fatalf("%v", err)
		}
		if ok && (err != nil || rec.LeadRef == "" || rec.Activity.Event == "" || rec.Activity.At.IsZero()) {
			t.Fatalf("%+v, %v", rec, err)
		}
	})
}

func BenchmarkParseEvent(b *testing.B) {
	for name, line := range map[string]string{
		"own":     `{"lead":"u-12345","event":"page_view","at":"2026-03-04T10:11:12Z","detail":"/pricing","value":3,"id":"e-0001"}`,
		"segment": `{"type":"track","event":"Page Viewed","userId":"u-12345","timestamp":"2026-03-04T10:11:12.345Z","messageId":"m-0001","properties":{"path":"/pricing","value":12.5},"context":{"traits":{"email":"ann@example.com"},"page":{"url":"https://x.example/pricing"}}}`,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok, err := intake.ParseEvent("pipe", 1, []byte(line), time.UTC); !ok || err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkObjects is the whole of reading a JSONL file: survey, both passes.
func BenchmarkObjects(b *testing.B) {
	var text strings.Builder
	const n = 50000
	for i := range n {
		fmt.Fprintf(&text, `{"id":"c-%d","name":"Ann %d","email":"ann%d@x.com","company":{"name":"Acme %d","size":%d},"tags":["a","b"],"created":"2026-03-04T10:11:12Z","score":%d.5}`+"\n", i, i, i, i%100, i%900, i%100)
	}
	path := write(b, text.String())
	b.ReportAllocs()
	for b.Loop() {
		s, err := intake.Open(context.Background(), path, intake.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range s.Records(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
		}
		s.Close()
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
