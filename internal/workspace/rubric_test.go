package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// weighted is tiny with other points for the city.
func weighted(points int) string {
	return strings.Replace(tiny, "points = 6", fmt.Sprint("points = ", points), 1)
}

// TestPublishOnABase publishes at once from many processes that have all seen
// the same version: one of them succeeds, and the others are told by whom.
func TestPublishOnABase(t *testing.T) {
	t.Parallel()
	d := open(t)
	base := d.publish(t, tiny).Number
	results := make([]error, 6)
	var wg sync.WaitGroup
	for i := range results {
		w := reopen(t, d)
		wg.Go(func() {
			_, results[i] = w.Publish(t.Context(), rubric.Publication{Body: weighted(i + 10), Note: "mine", Base: base})
		})
	}
	wg.Wait()
	won := 0
	for i, err := range results {
		switch e, _ := errors.AsType[*crm.Error](err); {
		case err == nil:
			won++
			if v, err := d.Rubric(t.Context()); err != nil || v.Body != weighted(i+10) {
				t.Errorf("version %d is not that of the one who published it (%v)", v.Number, err)
			}
		case e == nil || e.Code != crm.Conflict || e.Message != fmt.Sprintf("version %d was published by mia just now", base+1):
			t.Errorf("%d: %v", i, err)
		}
	}
	versions, err := d.Versions(t.Context())
	if err != nil || won != 1 || len(versions) != int(base)+1 {
		t.Errorf("%d published, %d versions (%v)", won, len(versions), err)
	}

	t.Run("whoever takes any base takes the newest", func(t *testing.T) {
		v, err := d.Publish(t.Context(), rubric.Publication{Body: weighted(30), Note: "any"})
		if err != nil || v.Number != base+2 {
			t.Errorf("version %d (%v)", v.Number, err)
		}
	})
	t.Run("a while later", func(t *testing.T) {
		d.now = d.now.Add(2 * time.Minute)
		_, err := d.Publish(t.Context(), rubric.Publication{Body: tiny, Note: "late", Base: base})
		if err == nil || !strings.Contains(err.Error(), "by mia 2 minutes ago") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a base that never was", func(t *testing.T) {
		if _, err := d.Publish(t.Context(), rubric.Publication{Body: tiny, Note: "odd", Base: 99}); crm.ErrorCode(err) != crm.NotFound {
			t.Errorf("error %v", err)
		}
	})
	t.Run("without a reason", func(t *testing.T) {
		_, err := d.Publish(t.Context(), rubric.Publication{Body: tiny, Note: " \n"})
		if e, ok := errors.AsType[*crm.Error](err); !ok || e.Code != crm.Invalid || e.Field != "note" {
			t.Errorf("error %v", err)
		}
	})
}

// TestRollback makes an earlier version the next one.
func TestRollback(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	d.publish(t, weighted(9))
	v, err := d.Rollback(t.Context(), 2, "better before", 3)
	if err != nil || v.Number != 4 || v.Body != tiny || v.Note != "better before" {
		t.Errorf("version %+v (%v)", v, err)
	}
	if _, err := d.Rollback(t.Context(), 9, "why", 4); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("a version that never was: %v", err)
	}
	if _, err := d.Rollback(t.Context(), 1, "why", 3); crm.ErrorCode(err) != crm.Conflict {
		t.Errorf("another base: %v", err)
	}
	versions, err := d.Versions(t.Context())
	if err != nil || len(versions) != 4 || versions[0].Number != 4 || versions[3].Effect != nil || versions[0].Effect == nil || versions[1].Rubric.Name != "Tiny" {
		t.Errorf("versions %+v (%v)", versions, err)
	}
}

// TestDraft keeps unpublished edits across processes, for their author only,
// until they are published or dropped.
func TestDraft(t *testing.T) {
	t.Parallel()
	d := open(t)
	kept := func(want string) {
		t.Helper()
		got, found, err := reopen(t, d).RubricDraft(t.Context())
		if err != nil || found != (want != "") || got.Body != want || found && (got.By != "mia" || got.Base != 1 || !got.At.Equal(d.now)) {
			t.Fatalf("draft %+v %v (%v), want %q", got, found, err, want)
		}
	}
	save := func(body string) {
		t.Helper()
		if err := d.SaveDraft(t.Context(), rubric.Draft{Base: 1, Body: body, By: "somebody"}); err != nil {
			t.Fatal(err)
		}
	}
	kept("")
	save("not yet a rubric")
	kept("not yet a rubric")
	save(tiny)
	kept(tiny)
	d.publish(t, weighted(9))
	kept(tiny) // something else was published
	d.publish(t, tiny)
	kept("")
	save(tiny)
	if err := d.DropDraft(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept("")
}

// TestPublishingTellsOnce makes many leads ready by a new rubric, in several
// batches and with a crash between: it is told in one alert.
func TestPublishingTellsOnce(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	const n = 4100 // three batches
	var leads []crm.Record
	for i := range n {
		row := lead(fmt.Sprint(i), fmt.Sprintf("p%d@x.example", i))
		row.Lead.City = "Rome"
		leads = append(leads, row)
	}
	d.take(t, crm.LeadRecord, leads...)
	v, err := d.Publish(t.Context(), rubric.Publication{Body: weighted(20), Note: "Rome buys"})
	if err != nil || v.Effect == nil || v.Effect.In != n || v.Effect.ReadyAfter != n || v.Effect.Up != n {
		t.Fatalf("effect %+v (%v)", v.Effect, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := d.Refresh(ctx, func(crm.Progress) { cancel() }); crm.ErrorCode(err) != crm.Interrupted && !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	d.Workspace = reopen(t, d) // the one that published is gone
	ready, err := d.LeadPage(t.Context(), crm.LeadQuery{Ready: true})
	if err != nil || ready.Total == 0 || ready.Total == n || ready.AsOf.Current {
		t.Fatalf("%d leads are ready half-way, current %v (%v)", ready.Total, ready.AsOf.Current, err)
	}
	for range 2 {
		if err := d.Refresh(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if ready, err = d.LeadPage(t.Context(), crm.LeadQuery{Ready: true}); err != nil || ready.Total != n || !ready.AsOf.Current {
		t.Errorf("%d leads are ready, current %v (%v)", ready.Total, ready.AsOf.Current, err)
	}
	page, err := d.Alerts(t.Context(), crm.AlertQuery{})
	if err != nil || len(page.Alerts) != 1 || page.Alerts[0].Leads != n || page.Alerts[0].RubricVersion != v.Number {
		t.Errorf("alerts %+v (%v)", page.Alerts, err)
	}
}
