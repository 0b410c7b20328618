package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// TestNewEventBesideAKnownRow imports a chunk of which one row is known: the
// new event must keep its name.
func TestNewEventBesideAKnownRow(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	at := now.Add(-time.Hour)
	d.take(t, crm.ActivityRecord, activity("1", "page_view", at))
	d.take(t, crm.ActivityRecord, activity("1", "page_view", at), activity("1", "demo_request", at))
	d.take(t, crm.ActivityRecord, activity("1", "unsubscribed", at))
	var events []string
	for a, err := range d.Activities(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, a.Event)
	}
	for _, want := range []string{"page_view", "demo_request", "unsubscribed"} {
		if strings.Count(strings.Join(events, " "), want) != 1 {
			t.Errorf("events %v, want each once", events)
		}
	}
	sound(t, d)
}

// TestRepeatedLeadsFileLeavesTheDealsAlone re-imports leads whose stage a deal
// has moved meanwhile.
func TestRepeatedLeadsFileLeavesTheDealsAlone(t *testing.T) {
	t.Parallel()
	d := open(t)
	row := lead("1", "")
	row.Lead.Stage, row.Lead.StageAt = "sql", now.Add(-10*time.Hour)
	d.take(t, crm.LeadRecord, row)
	d.take(t, crm.DealRecord, deal("1", "d", crm.DealWon, now.Add(-20*time.Hour)))
	before := d.find(t, "1").Stage
	wantCounts(t, d.take(t, crm.LeadRecord, row), 0, 0, 1, 0)
	if l := d.find(t, "1"); l.Stage != before {
		t.Errorf("the repeated file moved the lead from %q to %q", before, l.Stage)
	}
	sound(t, d)
}

func TestSeveralRowsOfOneLead(t *testing.T) {
	t.Parallel()
	d := open(t)
	row := func(city, stage string, hours int) crm.Record {
		r := lead("1", "a@x.example")
		r.Lead.City, r.Lead.Stage, r.Lead.StageAt = city, stage, now.Add(-time.Duration(hours)*time.Hour)
		return r
	}
	rows := []crm.Record{row("Rome", "lead", 30), row("Lyon", "mql", 20), row("Oslo", "sql", 10)}
	wantCounts(t, d.take(t, crm.LeadRecord, rows...), 1, 1, 1, 0)
	if l := d.find(t, "1"); l.City != "Oslo" || l.Stage != "sql" {
		t.Errorf("city %q, stage %q: the last row counts", l.City, l.Stage)
	}
	version := d.find(t, "1").Version
	wantCounts(t, d.take(t, crm.LeadRecord, rows...), 0, 0, 3, 0)
	if l := d.find(t, "1"); l.Version != version {
		t.Errorf("version %d, was %d: the same file changed something", l.Version, version)
	}
	sound(t, d)
}

func TestDealsNameLeadsByEmail(t *testing.T) {
	t.Parallel()
	d := open(t)
	at := now.Add(-time.Hour)
	d.take(t, crm.LeadRecord, lead("known@x.example", ""))
	r := d.take(t, crm.DealRecord, deal("Foo@X.example", "1", crm.DealOpen, at), deal("foo@x.example", "2", crm.DealOpen, at),
		deal("Known@x.example", "3", crm.DealOpen, at))
	wantCounts(t, r, 3, 0, 0, 0)
	if r.LeadsCreated != 1 {
		t.Errorf("%d leads created, want one for the two spellings", r.LeadsCreated)
	}
	sound(t, d)
}

func TestLeadsOfDealsAreAsOldAsTheirOldestDeal(t *testing.T) {
	t.Parallel()
	d := open(t)
	rows := make([]crm.Record, 0, 2100)
	for i := range 2100 { // more than a batch
		r := deal("acme", fmt.Sprint(i), crm.DealLost, now.Add(-time.Hour))
		r.Deal.CreatedAt = now.Add(-time.Duration(i+2) * time.Hour)
		rows = append(rows, r)
	}
	d.take(t, crm.DealRecord, rows...)
	l := d.find(t, "acme")
	if want := now.Add(-2101 * time.Hour); !l.CreatedAt.Equal(want) || l.Stage != crm.LostDetour {
		t.Errorf("created %v, stage %q, want %v and lost", l.CreatedAt, l.Stage, want)
	}
	sound(t, d)
}

// TestWatchedImport looks at the file, and scores what it may, after every
// batch of an import of history: readiness must come out as undisturbed, as
// one summary.
func TestWatchedImport(t *testing.T) {
	t.Parallel()
	watched := func(looks bool) (string, crm.ImportReport) {
		d := open(t)
		d.publish(t, tiny)
		var leads, acts []crm.Record
		for i := range 200 {
			r := lead(fmt.Sprint("k", i), fmt.Sprintf("p%d@x.example", i))
			r.Lead.City = "Rome"
			leads = append(leads, r)
		}
		for i := range 120_000 { // more than two batches
			acts = append(acts, activity(fmt.Sprint("k", i%200), "ebook_download", now.Add(-time.Duration(i)*time.Second)))
		}
		d.take(t, crm.LeadRecord, leads...)
		other := reopen(t, d)
		o := workspace.ImportOptions{}
		if looks {
			o.Progress = func(crm.Progress) {
				if err := other.Refresh(t.Context(), nil); err != nil {
					t.Error(err)
				}
			}
		}
		r, err := d.Import(t.Context(), crm.ImportSource{File: "a", Fingerprint: "a", Kind: crm.ActivityRecord, Rows: len(acts)},
			records(crm.ActivityRecord, acts...), o)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, d)
		return dump(t, d), r
	}
	calm, a := watched(false)
	looked, b := watched(true)
	if calm != looked {
		t.Error("a look at the file changed what an import makes ready")
	}
	if a.NewlyReady != 200 || b.NewlyReady != 200 {
		t.Errorf("%d and %d became ready, want 200", a.NewlyReady, b.NewlyReady)
	}
}

// TestCheckAfterAnInterruption finds leads that wait to be scored, and calls
// nothing damaged.
func TestCheckAfterAnInterruption(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	broken := errors.New("unplugged")
	rows := func(yield func(crm.Record, error) bool) {
		for i := range 50_001 {
			r := activity("1", "ebook_download", now.Add(-time.Duration(i)*time.Minute))
			r.Kind, r.Row = crm.ActivityRecord, i+2
			if !yield(r, nil) {
				return
			}
		}
		yield(crm.Record{}, broken)
	}
	_, err := d.Import(t.Context(), crm.ImportSource{File: "a", Fingerprint: "a", Kind: crm.ActivityRecord}, iter.Seq2[crm.Record, error](rows), workspace.ImportOptions{})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	sound(t, d)
	if e, err := d.Explain(t.Context(), 1); err != nil || e.Ledger.Score != d.find(t, "1").Stamp.Score || e.Ledger.Score == 0 {
		t.Errorf("ledger %d, score %d (%v)", e.Ledger.Score, d.find(t, "1").Stamp.Score, err)
	}
}

func TestQueueHoldsEveryReadyLead(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	row := lead("1", "a@x.example")
	row.Lead.City, row.Lead.Stage, row.Lead.StageAt = "Rome", crm.Recycled, now.Add(-5*time.Hour)
	d.take(t, crm.LeadRecord, row)
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now.Add(-time.Hour)))
	for name, q := range map[string]crm.LeadQuery{"ready": {Ready: true}, "queue": {Queue: true}} {
		if page, err := d.LeadPage(t.Context(), q); err != nil || page.Total != 1 {
			t.Errorf("%s: %d leads (%v)", name, page.Total, err)
		}
	}
}

func TestImportLeavesMembersAlone(t *testing.T) {
	t.Parallel()
	d := open(t)
	kim := crm.Member{Name: "Kim", Team: crm.Marketing, Capacity: 7}
	if err := d.SetMember(t.Context(), kim); err != nil {
		t.Fatal(err)
	}
	row := lead("1", "")
	row.Lead.Owner = "Kim"
	d.take(t, crm.LeadRecord, row)
	if members, err := d.Members(t.Context()); err != nil || len(members) != 1 || members[0] != kim {
		t.Errorf("members %v (%v)", members, err)
	}
}

func TestCloseEndsWait(t *testing.T) {
	t.Parallel()
	for range 20 {
		d := open(t)
		done := make(chan error, 1)
		go func() {
			_, err := d.Wait(context.Background())
			done <- err
		}()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("wait ended with %v", err)
		}
	}
}

// TestRepeatedHistoryKeepsTheAssumption imports a change that a won deal has
// brought already: nothing new is known, so what was assumed stays.
func TestRepeatedHistoryKeepsTheAssumption(t *testing.T) {
	t.Parallel()
	d := open(t)
	at := now.Add(-time.Hour)
	row := lead("1", "")
	row.Lead.CreatedAt = now.Add(-50 * time.Hour)
	d.take(t, crm.LeadRecord, row)
	d.take(t, crm.DealRecord, deal("1", "d", crm.DealWon, at))
	wantCounts(t, d.take(t, crm.StageRecord, change("1", "customer", at)), 0, 0, 1, 0)
	n := 0
	for _, err := range d.StageChanges(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("%d changes in the log, want the assumed one and the deal's", n)
	}
	sound(t, d)
}
