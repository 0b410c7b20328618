package workspace_test

import (
	"fmt"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// TestOverviewOfTheHandOff lets a team work for two weeks and looks at what the
// Overview counts of it.
func TestOverviewOfTheHandOff(t *testing.T) {
	t.Parallel()
	d := team(t)
	o := func() crm.Overview {
		t.Helper()
		o, err := d.Overview(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		leaks, open, err := d.CountLeaks(t.Context())
		if err != nil || leaks != o.Leaks || open != o.Open {
			t.Errorf("%d leaks of %d, counted alone %d of %d (%v)", o.Leaks, o.Open, leaks, open, err)
		}
		page, err := d.NurturePage(t.Context(), crm.NurtureQuery{})
		if err != nil || page.All != o.Nurture.All() {
			t.Errorf("%+v are nurtured, the page says %d (%v)", o.Nurture, page.All, err)
		}
		return o
	}
	// One lead has just become ready; one was recycled, for 60 days.
	h := o().HandOff
	if h.Touches != 0 || h.TouchesLate != 0 || h.Week.Ready != 1 || h.Week.Judged != 0 || h.Rejected.ThisWeek != 0 {
		t.Errorf("at first %+v", h)
	}
	if n := o().Nurture; n.All() != 1 || n.Returned != 0 {
		t.Errorf("nurture at first %+v", n)
	}
	// Some working days later nobody has touched it.
	d.now = d.now.AddDate(0, 0, 5)
	h = o().HandOff
	if h.Touches == 0 || h.ReadyLate != 1 || h.TouchesLate <= h.ReadyLate || h.Week.Judged != 1 || h.Week.Within != 0 {
		t.Errorf("after five days %+v", h)
	}
	// It is touched, and then has to be decided in two weeks.
	d.do(t, crm.Deed{Verb: crm.LogTouch}, "ready")
	h = o().HandOff
	if h.ReadyLate != 0 || h.ReadyToday != 0 || h.TouchesLate == 0 { // by leads that sales has taken over
		t.Errorf("of ready leads %+v", h)
	}
	if h.Week.Touched != 1 || h.Week.MedianToTouch <= 0 || h.Decisions != 0 {
		t.Errorf("touched %+v", h)
	}
	d.now = d.now.AddDate(0, 0, 10)
	h = o().HandOff
	if h.Decisions != 1 || h.WeekBefore.Ready != 0 || h.Week.Ready != 0 {
		t.Errorf("when it has to be decided %+v", h)
	}
	// It is rejected, another one too, one of them without a reason; a third
	// rejection is taken back.
	d.do(t, crm.Deed{Verb: crm.Reject, Reason: "bad data"}, "ready", "raw")
	undone := d.do(t, crm.Deed{Verb: crm.Reject, Reason: "too early"}, "sal")
	if _, err := d.Undo(t.Context(), undone.Entry); err != nil {
		t.Fatal(err)
	}
	d.do(t, crm.Deed{Verb: crm.Reject}, "sql")
	h = o().HandOff
	if h.Rejected.ThisWeek != 3 || h.Reason != "bad data" || h.ReasonLeads != 2 || h.Decisions != 0 {
		t.Errorf("rejected %+v", h)
	}
	d.now = d.now.AddDate(0, 0, 8)
	if h = o().HandOff; h.Rejected != (crm.WeekCount{LastWeek: 3}) || h.Reason != "" {
		t.Errorf("a week later %+v", h)
	}
	d.now = d.now.AddDate(0, 0, 60)
	if n := o().Nurture; n.Overdue != 1 {
		t.Errorf("nurture in the end %+v", n)
	}
}

// TestAlertNumbersAreNeverGivenTwice takes an alert back with the deed that
// raised it: who follows alerts by their number misses none.
func TestAlertNumbersAreNeverGivenTwice(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	row := lead("1", "a@x.example")
	row.Lead.City = "Rome"
	d.take(t, crm.LeadRecord, row)
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now.Add(-time.Minute)))
	before := d.alerts(t)
	if len(before) != 1 || before[0].Kind != crm.SummaryAlert {
		t.Fatalf("alerts %+v", before)
	}
	if _, err := d.Undo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if left := d.alerts(t); len(left) != 0 {
		t.Fatalf("after the undo %+v", left)
	}
	d.now = d.now.Add(time.Hour)
	d.live(t, "1", "ebook_download", d.now.Add(-time.Minute))
	after := d.alerts(t)
	if len(after) != 1 || after[0].ID <= before[0].ID {
		t.Errorf("alert %+v after number %d", after, before[0].ID)
	}
}

// worked returns a file in which every lead has an owner, half of them a next
// step, a tenth is owed something, and a tenth of the rest is recycled.
func worked(b *testing.B, n int) *desk {
	b.Helper()
	d := open(b)
	if err := d.SetMember(b.Context(), crm.Member{Name: "mia", Team: crm.Sales}); err != nil {
		b.Fatal(err)
	}
	owned := func(yield func(crm.Record, error) bool) {
		for i := range n {
			r := crm.Record{Row: i + 2, Kind: crm.LeadRecord, Lead: genLead(i)}
			r.Lead.Owner = "mia"
			if i%2 == 0 {
				r.Lead.NextStep, r.Lead.Due = "call", now.AddDate(0, 0, i%9)
			}
			if !yield(r, nil) {
				return
			}
		}
	}
	if _, err := d.Import(b.Context(), crm.ImportSource{File: "l", Fingerprint: "l", Kind: crm.LeadRecord, Rows: n}, owned, workspace.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	for verb, every := range map[crm.Verb]int{crm.Accept: 10, crm.Recycle: 11} {
		deed := crm.Deed{Verb: verb, Reason: "timing"}
		for i := every; i < n; i += every {
			if i%110 != 0 {
				deed.Leads = append(deed.Leads, crm.Ref{ID: crm.LeadID(i)})
			}
		}
		if _, err := d.Act(b.Context(), deed); err != nil {
			b.Fatal(err)
		}
	}
	return d
}

// BenchmarkOverview measures the figures of a file in which everything is
// worked on.
func BenchmarkOverview(b *testing.B) {
	for _, n := range sizes {
		d := worked(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Overview(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
