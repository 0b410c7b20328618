package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/workspace"
)

const tiny = `name = "Tiny"
ready = 10
cool = 5
gates = ["email"]
[fit]
max = 20
bands = [75, 50, 25]
[engagement]
max = 20
bands = [75, 50, 25]
[[group]]
name = "Who"
axis = "fit"
  [[group.criterion]]
  id = "city"
  label = "In Rome"
  points = 6
  when = { field = "city", in = ["Rome"] }
[[group]]
name = "What"
axis = "engagement"
half_life = "1d"
  [[group.criterion]]
  id = "ebook"
  label = "eBook download"
  points = 8
  when = { event = "ebook_download" }
`

func (d *desk) publish(t *testing.T, body string) rubric.Version {
	t.Helper()
	v, err := d.Publish(t.Context(), rubric.Publication{Body: body, Note: "why"})
	if err == nil {
		err = d.Refresh(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBecomingReadyAndCooling(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	row := lead("1", "a@x.example")
	row.Lead.City = "Rome"
	gateless := lead("2", "")
	gateless.Lead.City = "Rome"
	d.take(t, crm.LeadRecord, row, gateless)
	at := now.Add(-time.Minute)
	r := d.take(t, crm.ActivityRecord, activity("1", "ebook_download", at), activity("2", "ebook_download", at))
	if r.NewlyReady != 1 {
		t.Errorf("%d became ready, want 1: the gate holds the other back", r.NewlyReady)
	}
	page, err := d.LeadPage(t.Context(), crm.LeadQuery{Ready: true})
	if err != nil || page.Total != 1 || page.All != 2 || page.Leads[0].Key != "1" || page.Leads[0].Stamp.Score != 1400 {
		t.Fatalf("ready leads %+v (%v)", page, err)
	}
	o, err := d.Overview(t.Context())
	if err != nil || o.Ready != 1 || len(o.Newest) != 1 || len(o.Newest[0].Why) != 2 || o.ReadyEvents.ThisWeek != 1 {
		t.Errorf("overview %+v (%v)", o, err)
	}
	// A day later the download counts half: 10 points, between cool and ready.
	// Two days later 8; then it fades, but fit alone holds it above cool.
	for day, ready := range []bool{true, true, true, true} {
		d.now = now.AddDate(0, 0, day)
		if err := d.Refresh(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if l := d.find(t, "1"); l.Stamp.Ready.Ready() != ready {
			t.Errorf("day %d: %d points, ready %v", day, l.Stamp.Score, l.Stamp.Ready)
		}
	}
	// Publishing evaluates without hysteresis.
	d.publish(t, strings.Replace(tiny, "why", "because", 1)+"\n# again\n")
	if l := d.find(t, "1"); l.Stamp.Ready.Ready() {
		t.Errorf("still ready with %d points after publishing", l.Stamp.Score)
	}
}

func TestPublish(t *testing.T) {
	t.Parallel()
	d := open(t)
	row := lead("1", "a@x.example")
	row.Lead.City = "Rome"
	d.take(t, crm.LeadRecord, row)
	if v := d.publish(t, tiny); v.Number != 2 {
		t.Errorf("version %d, want 2", v.Number)
	}
	if v := d.publish(t, tiny); v.Number != 2 {
		t.Errorf("the same text made version %d", v.Number)
	}
	l := d.find(t, "1")
	if l.Stamp.RubricVersion != 2 || l.Stamp.Score != 600 {
		t.Errorf("stamp %+v", l.Stamp)
	}
	var problems rubric.Problems
	_, err := d.Publish(t.Context(), rubric.Publication{Body: strings.Replace(tiny, "points = 6", "points = 600", 1), Note: "why"})
	if !errors.As(err, &problems) {
		t.Fatalf("error %v", err)
	}
	if v, err := d.Rubric(t.Context()); err != nil || v.Number != 2 || v.Rubric.Name != "Tiny" {
		t.Errorf("a malformed rubric replaced the good one: %+v (%v)", v, err)
	}
}

func TestNewDay(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now))
	d.now = now.AddDate(0, 0, 1)
	page, err := d.LeadPage(t.Context(), crm.LeadQuery{})
	if err != nil || page.AsOf.Current || page.AsOf.Day != crm.DayOf(now, time.UTC) || page.Leads[0].Stamp.Score != 400 {
		t.Fatalf("before the pass: %+v, %d points (%v)", page.AsOf, page.Leads[0].Stamp.Score, err)
	}
	if e, err := d.Explain(t.Context(), 1); err != nil || e.Ledger.Score != 400 {
		t.Errorf("explained %d (%v)", e.Ledger.Score, err)
	}
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	page, err = d.LeadPage(t.Context(), crm.LeadQuery{})
	if err != nil || !page.AsOf.Current || page.Leads[0].Stamp.Score != 400 {
		t.Errorf("after the pass: %+v (%v)", page.AsOf, err)
	}
}

func TestZoneMovesTheBorderOfDays(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now.Add(-11*time.Hour))) // 01:00 UTC
	if err := d.SetSettings(t.Context(), []crm.Setting{{Key: "zone", Value: "America/New_York"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if l := d.find(t, "1"); l.Stamp.Score != 400 {
		t.Errorf("%d: in New York it was yesterday", l.Stamp.Score)
	}
}

// TestTwoProcesses lets two openings of one file write at once and checks that
// nothing is lost and each is told of the other.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	d := open(t)
	other := reopen(t, d)
	waited := make(chan error, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	started := make(chan struct{})
	go func() {
		close(started)
		for {
			c, err := other.Wait(ctx)
			if err != nil || c.Leads {
				waited <- err
				return
			}
		}
	}()
	<-started
	var wg sync.WaitGroup
	errs := make(chan error, 40)
	for i := range 40 {
		w := d.Workspace
		if i%2 == 1 {
			w = other
		}
		wg.Go(func() {
			_, err := w.Import(ctx, crm.ImportSource{File: "x", Fingerprint: fmt.Sprint(i), Kind: crm.LeadRecord, Rows: 1},
				records(crm.LeadRecord, lead(fmt.Sprint("k", i), "")), workspace.ImportOptions{})
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	// Should the first Wait have begun after the last write, one more wakes it.
	if err := d.SetMember(ctx, crm.Member{Name: "Kim", Team: crm.Sales}); err != nil {
		t.Fatal(err)
	}
	d.take(t, crm.LeadRecord, lead("last", ""))
	if err := <-waited; err != nil {
		t.Errorf("the other was not told: %v", err)
	}
	if s, err := other.Status(ctx); err != nil || s.Leads != 41 {
		t.Errorf("%d leads (%v)", s.Leads, err)
	}
	if r, err := d.Check(ctx); err != nil || len(r.Problems) > 0 || r.Scored != 41 {
		t.Errorf("%+v (%v)", r, err)
	}
}

func TestUpkeepScoresTheNewDay(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now))
	tomorrow, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, Clock: func() time.Time { return now.AddDate(0, 0, 1) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tomorrow.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if _, err := tomorrow.Status(ctx); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- tomorrow.Upkeep(ctx) }()
	for {
		page, err := tomorrow.LeadPage(ctx, crm.LeadQuery{})
		if err != nil {
			t.Fatal(err)
		}
		if page.AsOf.Current {
			break
		}
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("upkeep ended with %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	r, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, ReadOnly: true, Clock: func() time.Time { return now.AddDate(0, 0, 3) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	if page, err := r.LeadPage(t.Context(), crm.LeadQuery{}); err != nil || page.Total != 1 {
		t.Errorf("%+v (%v)", page, err)
	}
	if err := r.SetMember(t.Context(), crm.Member{Name: "x", Team: crm.Sales}); err == nil || !strings.Contains(err.Error(), "--read-only") {
		t.Errorf("error %v", err)
	}
}

func TestSetStages(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	stages := crm.Stages{
		{Key: "in", Label: "In", Team: crm.Marketing, Kind: crm.Inventory},
		{Key: "done", Label: "Done", Team: crm.Sales, Kind: crm.WonStage},
	}
	if err := d.SetStages(t.Context(), stages); err != nil {
		t.Fatal(err)
	}
	if l := d.find(t, "1"); l.Stage != "in" {
		t.Errorf("stage %q", l.Stage)
	}
	d.take(t, crm.StageRecord, change("1", "done", now.Add(-time.Hour)))
	stages[1].Key = "finished"
	err := d.SetStages(t.Context(), stages)
	if crm.ErrorCode(err) != crm.Invalid || !strings.Contains(err.Error(), `"done"`) {
		t.Errorf("a stage with history disappeared: %v", err)
	}
	if got, err := d.Stages(t.Context()); err != nil || got.Won() != "done" {
		t.Errorf("stages %v (%v)", got, err)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	d := open(t)
	row := lead("K-1", "a@x.example")
	row.Lead.Name = "Mia Chen"
	d.take(t, crm.LeadRecord, row)
	for _, ref := range []string{"K-1", "A@x.example", "#1"} {
		if l := d.find(t, ref); l.Key != "K-1" {
			t.Errorf("%s found %q", ref, l.Key)
		}
	}
	_, err := d.Find(t.Context(), "mia")
	if crm.ErrorCode(err) != crm.NotFound || !strings.Contains(err.Error(), "K-1") {
		t.Errorf("error %v", err)
	}
}

func TestBackup(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := d.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	if err := d.Backup(t.Context(), path); crm.ErrorCode(err) != crm.Invalid {
		t.Errorf("a file was overwritten: %v", err)
	}
	w, err := workspace.Open(t.Context(), workspace.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if s, err := w.Status(t.Context()); err != nil || s.Leads != 1 {
		t.Errorf("%d leads (%v)", s.Leads, err)
	}
}

// TestHandOffArmsAgain follows a lead that was ready, accepted, recycled and
// came back: each arming announces it once, dated by what it did.
func TestHandOffArmsAgain(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	row := lead("1", "a@x.example")
	row.Lead.City, row.Lead.CreatedAt = "Rome", now.Add(-90*time.Hour)
	d.take(t, crm.LeadRecord, row)
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now.Add(-10*time.Hour)))
	if r := d.find(t, "1").Stamp.Ready; !r.Ready() || !r.Since.Equal(now.Add(-10*time.Hour)) {
		t.Fatalf("readiness %+v is not dated by the activity", r)
	}
	d.take(t, crm.StageRecord, change("1", "lead", now.Add(-90*time.Hour)), change("1", "sal", now.Add(-9*time.Hour)))
	if r := d.find(t, "1").Stamp.Ready; r.Ready() || !r.ArmedAt.Equal(now.Add(-9*time.Hour)) {
		t.Fatalf("readiness %+v after acceptance", r)
	}
	d.take(t, crm.StageRecord, change("1", crm.Recycled, now.Add(-8*time.Hour)))
	if r := d.find(t, "1").Stamp.Ready; r.Ready() {
		t.Fatalf("recycled with its old points, announced at once: %+v", r)
	}
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now.Add(-time.Hour)))
	if r := d.find(t, "1").Stamp.Ready; !r.Since.Equal(now.Add(-time.Hour)) {
		t.Fatalf("readiness %+v: it has come back", r)
	}
	timeline, err := d.Timeline(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	announced := 0
	for _, e := range timeline {
		if e.Kind == crm.EntryReady {
			announced++
		}
	}
	if announced != 2 {
		t.Errorf("announced %d times, want 2", announced)
	}
}

// TestEverybodyStartsAtOnce does what a dashboard does in its first
// millisecond: more readers than there are connections, and the first Wait.
func TestEverybodyStartsAtOnce(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	for range 20 {
		w := reopen(t, d)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if _, err := w.Overview(ctx); err != nil {
					t.Error(err)
				}
			})
		}
		waiting, stop := context.WithCancel(ctx)
		wg.Go(func() {
			if _, err := w.Wait(waiting); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if _, err := w.LeadPage(ctx, crm.LeadQuery{}); err != nil {
				t.Error(err)
			}
			stop()
		})
		wg.Wait()
		cancel()
	}
}
