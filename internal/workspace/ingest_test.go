package workspace_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// feed is a source that gives its chunks and then ends, or stays silent until
// the context does.
type feed struct {
	chunks []crm.EventChunk
	silent bool
}

func (f *feed) Read(ctx context.Context) (crm.EventChunk, error) {
	if len(f.chunks) > 0 {
		c := f.chunks[0]
		f.chunks = f.chunks[1:]
		return c, nil
	}
	if f.silent {
		<-ctx.Done()
		return crm.EventChunk{}, ctx.Err()
	}
	return crm.EventChunk{}, io.EOF
}

func event(row int, ref, name string, at time.Time) crm.Event {
	return crm.Event{Row: row, End: int64(10 * row), LeadRef: ref, Activity: crm.Activity{Event: name, At: at}, Line: []byte("line")}
}

func (d *desk) ingest(tb testing.TB, o workspace.IngestOptions, chunks ...crm.EventChunk) crm.IngestReport {
	tb.Helper()
	r, err := d.Ingest(tb.Context(), &feed{chunks: chunks}, o)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestIngest(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	at := now.Add(-time.Hour)
	bad := event(5, "", "", time.Time{})
	bad.Reject = &crm.RowError{Row: 5, Message: "is not JSON"}
	skip := crm.Event{Row: 6, End: 60, Skip: true}
	events := []crm.Event{
		event(1, "1", "demo_request", at), event(2, "A@X.example", "page_view", at), event(3, "1", "page_view", at),
		event(4, "nobody", "page_view", at), bad, skip, event(7, "1", "page_view", now.Add(time.Hour)),
	}
	var rejected []int
	o := workspace.IngestOptions{Name: "s", Reject: func(e crm.Event, err *crm.RowError) { rejected = append(rejected, e.Row) }}
	r := d.ingest(t, o, crm.EventChunk{Events: events})
	if r.Events != 7 || r.Created != 3 || r.Unchanged != 1 || r.Rejected != 2 || r.Ignored != 1 || r.Future != 1 || r.NewlyReady != 1 || !r.Done {
		t.Errorf("report %+v", r)
	}
	if fmt.Sprint(rejected) != "[4 5]" {
		t.Errorf("rejected lines %v", rejected)
	}
	if l := d.find(t, "1"); l.Stamp.Ready.Cause != crm.ByInstant || !l.Stamp.LastActivityAt.Equal(at) {
		t.Errorf("the lead was not scored: %+v", l.Stamp)
	}
	o.Create = true
	r = d.ingest(t, o, crm.EventChunk{Events: events})
	if r.Created != 1 || r.Unchanged != 4 || r.LeadsCreated != 1 {
		t.Errorf("a second time, with leads: %+v", r)
	}
	if l := d.find(t, "nobody"); !l.CreatedAt.Equal(at) || l.Stage != "lead" {
		t.Errorf("lead %+v", l)
	}
	sound(t, d)
	entries, err := d.History(t.Context(), crm.JournalQuery{})
	if err != nil || len(entries) != 4 || entries[0].Verb != "ingest" || entries[1].Verb != "promote" {
		t.Errorf("history %+v (%v)", entries, err)
	}
	if _, err := d.Undo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Find(t.Context(), "nobody"); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("the lead is still there: %v", err)
	}
	sound(t, d)
}

func TestIngestOfNothingLeavesNoTrace(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.ingest(t, workspace.IngestOptions{Name: "s"})
	if entries, err := d.History(t.Context(), crm.JournalQuery{}); err != nil || len(entries) != 0 {
		t.Errorf("history %+v (%v)", entries, err)
	}
}

// TestIngestContinues reads a source in random chunks, stops it, and goes on
// from what is remembered: in the end the file is that of one undisturbed run.
func TestIngestContinues(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var leads []crm.Record
		for i := range 5 {
			leads = append(leads, lead(fmt.Sprint("k", i), ""))
		}
		events := make([]crm.Event, rapid.IntRange(1, 40).Draw(r, "events"))
		for i := range events {
			events[i] = event(i+1, fmt.Sprint("k", rapid.IntRange(0, 6).Draw(r, "lead")), "page_view", now.Add(-time.Duration(rapid.IntRange(0, 9).Draw(r, "age"))*time.Hour))
		}
		calm, rough := open(t), open(t)
		defer calm.Close()
		defer rough.Close()
		calm.take(t, crm.LeadRecord, leads...)
		rough.take(t, crm.LeadRecord, leads...)
		calm.ingest(t, workspace.IngestOptions{Name: "s"}, crm.EventChunk{Events: append([]crm.Event(nil), events...)})
		for stops := 0; ; stops++ {
			state, err := rough.IngestState(t.Context(), "/log")
			if err != nil {
				r.Fatal(err)
			}
			rest := events[state.Line:]
			if len(rest) == 0 {
				break
			}
			n := rapid.IntRange(1, len(rest)).Draw(r, "until")
			got := rough.ingest(t, workspace.IngestOptions{Name: "s", State: state}, crm.EventChunk{Events: append([]crm.Event(nil), rest[:n]...), Behind: stops%2 == 0})
			if got.Line != state.Line+n || got.Offset != int64(10*got.Line) {
				r.Fatalf("stands at line %d, offset %d", got.Line, got.Offset)
			}
		}
		if a, b := whole(t, calm), whole(t, rough); a != b {
			r.Fatalf("undisturbed\n%s\ncontinued\n%s", a, b)
		}
		sound(t, rough)
	})
}

func TestIngestStops(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	ctx, cancel := context.WithCancel(t.Context())
	state, err := d.IngestState(ctx, "/log")
	if err != nil {
		t.Fatal(err)
	}
	src := &feed{chunks: []crm.EventChunk{{Events: []crm.Event{event(1, "1", "page_view", now)}}}, silent: true}
	r, err := d.Ingest(ctx, src, workspace.IngestOptions{
		Name: "log", State: state, Progress: func(_, sum crm.IngestReport) { cancel() },
	})
	if crm.ErrorCode(err) != crm.Interrupted || !strings.Contains(err.Error(), "to continue at line 2") {
		t.Errorf("error %v", err)
	}
	if r.Created != 1 {
		t.Errorf("report %+v", r)
	}
}

func TestIngestBeginsAnew(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	first := []crm.Event{event(1, "1", "page_view", now), event(2, "1", "email_open", now)}
	second := []crm.Event{event(1, "1", "email_click", now)}
	state, err := d.IngestState(t.Context(), "/log")
	if err != nil {
		t.Fatal(err)
	}
	r := d.ingest(t, workspace.IngestOptions{Name: "log", State: state}, crm.EventChunk{Events: first}, crm.EventChunk{Events: second, Restart: true})
	if r.Line != 1 || r.Created != 3 || r.Events != 3 {
		t.Errorf("report %+v", r)
	}
	if state, err = d.IngestState(t.Context(), "/log"); err != nil || state.Line != 1 || state.Offset != 10 {
		t.Errorf("state %+v (%v)", state, err)
	}
}

func TestTwoIngestsOfOneFile(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	state, err := d.IngestState(t.Context(), "/log")
	if err != nil {
		t.Fatal(err)
	}
	o := workspace.IngestOptions{Name: "log", State: state}
	d.ingest(t, o, crm.EventChunk{Events: []crm.Event{event(1, "1", "page_view", now)}})
	_, err = d.Ingest(t.Context(), &feed{chunks: []crm.EventChunk{{Events: []crm.Event{event(1, "1", "page_view", now)}}}}, o)
	if crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "somebody else") {
		t.Errorf("error %v", err)
	}
}

// panicking is a source with a mistake.
type panicking struct{}

func (panicking) Read(context.Context) (crm.EventChunk, error) { panic("boom") }

func TestPanicOfASourceIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := open(t).Ingest(t.Context(), panicking{}, workspace.IngestOptions{Name: "s"}); err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("error %v", err)
	}
}

// events is a source of n events about so many leads, without parsing.
type events struct {
	n, leads, size int
	behind         bool
	row            int
}

func (e *events) Read(context.Context) (crm.EventChunk, error) {
	if e.row == e.n {
		return crm.EventChunk{}, io.EOF
	}
	c := crm.EventChunk{Events: make([]crm.Event, 0, e.size), Behind: e.behind}
	for range min(e.size, e.n-e.row) {
		e.row++
		ev := event(e.row, fmt.Sprintf("lead-%07d", e.row*7919%e.leads), "page_view", now.Add(-time.Duration(e.row%(90*24*3600))*time.Second))
		ev.Activity.Detail = "/pricing"
		c.Events = append(c.Events, ev)
	}
	return c, nil
}

// BenchmarkIngest measures a stream, and a file that is caught up with:
// dedupe, durable commit and scoring, without parsing.
func BenchmarkIngest(b *testing.B) {
	for name, src := range map[string]events{
		"stream": {n: 100_000, leads: 10_000, size: 1000},
		"behind": {n: 400_000, leads: 10_000, size: 8000, behind: true},
	} {
		b.Run(name, func(b *testing.B) {
			var spent time.Duration
			for b.Loop() {
				d := filled(b, src.leads, 0)
				state := crm.IngestState{Source: "/log"}
				source := src
				began := time.Now()
				r, err := d.Ingest(b.Context(), &source, workspace.IngestOptions{Name: "s", State: state})
				spent += time.Since(began)
				if err != nil || r.Created != src.n {
					b.Fatalf("%+v (%v)", r, err)
				}
			}
			b.ReportMetric(float64(src.n*b.N)/spent.Seconds(), "events/s")
		})
	}
}
