package workspace_test

import (
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

func (d *desk) nursed(t *testing.T, q crm.NurtureQuery) (keys []string, page crm.NurturePage) {
	t.Helper()
	page, err := d.NurturePage(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page.Rows {
		keys = append(keys, r.Lead.Key)
	}
	return keys, page
}

// TestNurtureQueue orders recycled leads by what they have gained, then by
// their day; a touch moves the next one, a step of one's own replaces it.
func TestNurtureQueue(t *testing.T) {
	t.Parallel()
	d := team(t)
	d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "competitor"}, "raw")
	d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "no contact"}, "sql")
	d.take(t, crm.LeadRecord, crm.Record{Lead: crm.Lead{Key: "paris", Email: "p@x.de", City: "Paris"}})
	d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "budget"}, "paris")
	keys, page := d.nursed(t, crm.NurtureQuery{})
	if want := []string{"sql", "nursed", "paris", "raw"}; !slices.Equal(keys, want) || page.All != 4 || page.Bands[string(nurture.Later)] != 4 {
		t.Errorf("%v, want %v: %+v", keys, want, page.Bands)
	}
	d.now = d.now.AddDate(0, 0, 1)
	d.live(t, "paris", "ebook_download", d.now)
	if keys, page = d.nursed(t, crm.NurtureQuery{}); keys[0] != "paris" || page.Rows[0].Work.Reheat != 800 || page.Rows[0].Series[7] != 800 || page.Rows[0].Series[6] != 0 {
		t.Errorf("%v %+v", keys, page.Rows[0])
	}
	d.now = d.now.AddDate(0, 0, 9) // sql is to be touched every ten days
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if keys, page = d.nursed(t, crm.NurtureQuery{Due: true}); !slices.Equal(keys, []string{"sql"}) || page.Rows[0].Band != string(nurture.Due) {
		t.Errorf("due %v %+v", keys, page.Rows)
	}
	d.do(t, crm.Deed{Verb: crm.LogTouch, Channel: crm.Email}, "sql")
	if keys, _ = d.nursed(t, crm.NurtureQuery{Due: true}); len(keys) != 0 {
		t.Errorf("touched and still due: %v", keys)
	}
	d.do(t, crm.Deed{Verb: crm.PlanNext, Text: "send the study", Until: d.now.AddDate(0, 0, 3)}, "sql")
	if w := d.work(t, "sql"); !w.Due().Equal(d.now.AddDate(0, 0, 3)) {
		t.Errorf("due %v", w.Due())
	}
	if keys, _ = d.nursed(t, crm.NurtureQuery{Owner: "mia", Filter: "X.DE sql"}); !slices.Equal(keys, []string{"sql"}) {
		t.Errorf("filtered %v", keys)
	}
	plan, err := d.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan.Cadences[3].Touch = 5 // competitor
	if err := d.SetPlan(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if w := d.work(t, "raw"); !w.NextTouch.Equal(time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the new cadence: %v", w.NextTouch)
	}
}

// TestLoopsOfHistory: a log that goes through nurture again and again is one
// pass after the other, and what came of them is counted by reason.
func TestLoopsOfHistory(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("a", "a@x.de"), lead("b", "b@x.de"))
	day := func(n int) time.Time { return now.AddDate(0, 0, n-100) }
	change := func(key, stage string, at time.Time, reason string) crm.Record {
		return crm.Record{LeadRef: key, Change: crm.StageChange{Stage: stage, At: at, By: "Ana", Reason: reason}}
	}
	d.take(t, crm.StageRecord,
		change("a", "lead", day(0), ""), change("a", crm.Recycled, day(1), "timing"), change("a", "mql", day(2), ""), change("a", crm.Recycled, day(3), "budget"),
		change("b", crm.Recycled, day(1), "Timing"), change("b", "sal", day(5), ""), change("b", "customer", day(9), ""))
	d.take(t, crm.DealRecord, crm.Record{LeadRef: "b", Deal: crm.Deal{
		Key: "d", Amount: crm.MoneyOf(500), Status: crm.DealWon, CreatedAt: day(6), ClosedAt: day(9),
	}}, crm.Record{LeadRef: "b", Deal: crm.Deal{
		Key: "foreign", Amount: crm.MoneyOf(70_000), Currency: "JPY", Status: crm.DealWon, CreatedAt: day(6), ClosedAt: day(9),
	}})
	keys, page := d.nursed(t, crm.NurtureQuery{})
	if !slices.Equal(keys, []string{"a"}) {
		t.Fatalf("recycled %v", keys)
	}
	if p := page.Rows[0].Work.Pass; p.Cycle != 2 || p.Reason != "budget" || p.By != "Ana" || !p.At.Equal(day(3)) || p.Policy != crm.KeepScore || page.Rows[0].Band != string(nurture.Overdue) {
		t.Errorf("pass %+v, %s", p, page.Rows[0].Band)
	}
	recovery, err := d.Recovery(t.Context())
	if err != nil || len(recovery) != 2 {
		t.Fatalf("%+v %v", recovery, err)
	}
	if r := recovery[0]; r.Reason != "timing" || r.Passes != 2 || r.Returned != 2 || r.Won != 1 || r.Revenue != 500 {
		t.Errorf("timing %+v", r)
	}
	if r := recovery[1]; r.Reason != "budget" || r.Passes != 1 || r.Open != 1 || r.Recovery.N != 1 {
		t.Errorf("budget %+v", r)
	}
	sound(t, d)
}

// TestMergeOfWorkedLeads: what we did to either lead belongs to the kept one,
// and goes back with it.
func TestMergeOfWorkedLeads(t *testing.T) {
	t.Parallel()
	d := team(t)
	d.do(t, crm.Deed{Verb: crm.LogTouch, Text: "first"}, "raw")
	d.now = d.now.Add(time.Hour)
	d.do(t, crm.Deed{Verb: crm.LogTouch, Text: "second"}, "ready")
	d.do(t, crm.Deed{Verb: crm.AddNote, Text: "noted"}, "ready")
	before := dumpTables(t, d.path)
	raw, ready := d.find(t, "raw"), d.find(t, "ready")
	if _, err := d.Merge(t.Context(), raw.ID, []crm.LeadID{ready.ID}); err != nil {
		t.Fatal(err)
	}
	touches, err := d.Touches(t.Context(), raw.ID)
	if err != nil || len(touches) != 2 || touches[0].Text != "second" {
		t.Errorf("%+v %v", touches, err)
	}
	if w := d.work(t, "raw"); !w.TouchedAt.Equal(touches[0].At) {
		t.Errorf("%+v", w)
	}
	d.do(t, crm.Deed{Verb: crm.AddNote, Text: "after the merge"}, "raw")
	for range 2 {
		if _, err := d.Undo(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
	}
	if after := dumpTables(t, d.path); after != before {
		t.Errorf("not restored:\n%s", differing(before, after))
	}
	for range 3 { // also the deeds of the merged lead can still be taken back
		if _, err := d.Undo(t.Context(), 0); err != nil {
			t.Error(err)
		}
	}
	sound(t, d)
}

// TestSettingsMoveDeadlines: who changes what was agreed on moves what is owed.
func TestSettingsMoveDeadlines(t *testing.T) {
	t.Parallel()
	d := team(t)
	was := d.work(t, "ready").Duty.Deadline
	if err := d.SetSettings(t.Context(), []crm.Setting{{Key: "first_touch_hours", Value: "2"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if is := d.work(t, "ready").Duty.Deadline; !is.Equal(d.now.Add(2*time.Hour)) || is.Equal(was) {
		t.Errorf("owed until %v, was %v", is, was)
	}
}
