package workspace_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

// whole writes everything that the file says about leads, versions aside.
func whole(tb testing.TB, d *desk) string {
	tb.Helper()
	var b strings.Builder
	fail := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	for s, err := range d.Leads(tb.Context(), crm.LeadQuery{}) {
		fail(err)
		s.Lead.Version = 0
		fmt.Fprintf(&b, "%+v %v\n", s.Lead, s.Explanation.Why)
		line, err := d.Timeline(tb.Context(), s.Lead.ID)
		fail(err)
		fmt.Fprintf(&b, "  %+v\n", line)
	}
	for a, err := range d.Activities(tb.Context()) {
		fail(err)
		fmt.Fprintf(&b, "%+v\n", a)
	}
	for c, err := range d.StageChanges(tb.Context()) {
		fail(err)
		fmt.Fprintf(&b, "%+v\n", c)
	}
	for deal, err := range d.Deals(tb.Context()) {
		fail(err)
		fmt.Fprintf(&b, "%+v\n", deal)
	}
	members, err := d.Members(tb.Context())
	fail(err)
	fmt.Fprintf(&b, "%+v\n", members)
	return b.String()
}

func sound(tb testing.TB, d *desk) {
	tb.Helper()
	if r, err := d.Check(tb.Context()); err != nil || len(r.Problems) > 0 {
		tb.Errorf("the file is not sound: %v %v", r.Problems, err)
	}
}

// some draws a handful of leads with rows of every kind.
func someHistory(r *rapid.T) (leads, activities, stages, deals []crm.Record) {
	n := rapid.IntRange(2, 4).Draw(r, "leads")
	word := rapid.SampledFrom([]string{"", "a", "b"})
	key := func() string { return fmt.Sprint("k", rapid.IntRange(0, n-1).Draw(r, "which")) }
	at := func() time.Time { return now.Add(-time.Duration(rapid.IntRange(-2, 40).Draw(r, "hours")) * time.Hour) }
	for i := range n {
		l := crm.Lead{Key: fmt.Sprint("k", i), Name: word.Draw(r, "name"), City: word.Draw(r, "city"), Owner: word.Draw(r, "owner")}
		if rapid.Bool().Draw(r, "mail") {
			l.Email = fmt.Sprintf("m%d@x.example", i)
		}
		if rapid.Bool().Draw(r, "dated") {
			l.CreatedAt = at()
		}
		l.Stage = rapid.SampledFrom([]string{"", "mql", "sql", "customer"}).Draw(r, "stage")
		l.Custom = l.Custom.Set("tier", crm.TextValue(word.Draw(r, "tier")))
		l.Employees = crm.NumberValue(float64(rapid.IntRange(0, 300).Draw(r, "employees")) / 3)
		leads = append(leads, crm.Record{Lead: l})
	}
	events := rapid.SampledFrom([]string{"page_view", "demo_request", "email_open"})
	for range rapid.IntRange(0, 12).Draw(r, "activities") {
		a := activity(key(), events.Draw(r, "event"), at())
		a.Activity.Value = crm.NumberValue(float64(rapid.IntRange(0, 9).Draw(r, "value")) / 7)
		activities = append(activities, a)
	}
	for range rapid.IntRange(0, 5).Draw(r, "changes") {
		stages = append(stages, change(key(), rapid.SampledFrom([]string{"lead", "mql", "sal", "recycled"}).Draw(r, "to"), at()))
	}
	for i := range rapid.IntRange(0, 3).Draw(r, "deals") {
		status := rapid.SampledFrom([]crm.DealStatus{crm.DealOpen, crm.DealWon, crm.DealLost}).Draw(r, "status")
		deals = append(deals, deal(key(), fmt.Sprint("d", i), status, at()))
	}
	return leads, activities, stages, deals
}

func (d *desk) takeAll(tb testing.TB, r *rapid.T) {
	tb.Helper()
	leads, activities, stages, deals := someHistory(r)
	d.take(tb, crm.LeadRecord, leads...)
	d.take(tb, crm.ActivityRecord, activities...)
	d.take(tb, crm.StageRecord, stages...)
	d.take(tb, crm.DealRecord, deals...)
}

// TestMergeAndUndo merges random leads, also again into others, and takes it
// back: the file must say what it said before.
func TestMergeAndUndo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer d.Close()
		d.takeAll(t, r)
		before := whole(t, d)
		status, err := d.Status(t.Context())
		if err != nil {
			r.Fatal(err)
		}
		ids := rapid.Permutation(numbers(status.Leads)).Draw(r, "order")
		merges := 0
		for len(ids) > 1 {
			n := rapid.IntRange(2, len(ids)).Draw(r, "together")
			if _, err := d.Merge(t.Context(), ids[0], ids[1:n]); err != nil {
				r.Fatal(err)
			}
			merges++
			ids = append(ids[:1:1], ids[n:]...)
			if rapid.Bool().Draw(r, "stop") {
				break
			}
		}
		sound(t, d)
		for range merges {
			if _, err := d.Undo(t.Context(), 0); err != nil {
				r.Fatal(err)
			}
			sound(t, d)
		}
		if after := whole(t, d); after != before {
			r.Fatalf("before\n%s\nafter\n%s", before, after)
		}
	})
}

func numbers(n int) []crm.LeadID {
	ids := make([]crm.LeadID, n)
	for i := range ids {
		ids[i] = crm.LeadID(i + 1)
	}
	return ids
}

// pair is a file with two leads that are one person.
func pair(t *testing.T) (*desk, crm.Lead, crm.Lead) {
	t.Helper()
	d := open(t)
	first, second := lead("A-1", "mia@x.example"), lead("B-7", "mia.chen@y.example")
	first.Lead.City = "Rome"
	second.Lead.City, second.Lead.Phone = "Paris", "+39 06 1234567"
	d.take(t, crm.LeadRecord, first, second)
	d.take(t, crm.ActivityRecord, activity("A-1", "page_view", now.Add(-time.Hour)), activity("B-7", "page_view", now.Add(-time.Hour)),
		activity("B-7", "email_open", now.Add(-2*time.Hour)))
	return d, d.find(t, "A-1"), d.find(t, "B-7")
}

func TestMergeKeepsBoth(t *testing.T) {
	t.Parallel()
	d, keep, other := pair(t)
	r, err := d.Merge(t.Context(), keep.ID, []crm.LeadID{other.ID})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(r.Filled) != "[phone]" || r.Moved["activities"] != 1 || r.Same["activities"] != 1 {
		t.Errorf("filled %v moved %v same %v", r.Filled, r.Moved, r.Same)
	}
	for _, name := range []string{"A-1", "B-7", "mia@x.example", "Mia.Chen@y.example"} {
		if l := d.find(t, name); l.ID != keep.ID || l.City != "Rome" || l.Phone == "" {
			t.Errorf("%s leads to %+v", name, l)
		}
	}
	before := whole(t, d)

	again := lead("B-7", "mia.chen@y.example")
	again.Lead.City, again.Lead.Phone = "Paris", "+39 06 1234567"
	wantCounts(t, d.take(t, crm.LeadRecord, again), 0, 0, 1, 0)
	mailOnly := lead("mia.chen@y.example", "mia.chen@y.example")
	wantCounts(t, d.take(t, crm.LeadRecord, mailOnly), 0, 0, 1, 0)
	wantCounts(t, d.take(t, crm.ActivityRecord, activity("B-7", "email_open", now.Add(-2*time.Hour))), 0, 0, 1, 0)
	if after := whole(t, d); after != before {
		t.Errorf("importing the merged lead again changed\n%s\nto\n%s", before, after)
	}
	again.Lead.Title = "CTO"
	wantCounts(t, d.take(t, crm.LeadRecord, again), 0, 1, 0, 0)
	if l := d.find(t, "A-1"); l.Title != "CTO" || l.City != "Rome" {
		t.Errorf("what was unknown was not filled, or what was known overwritten: %+v", l)
	}
	sound(t, d)
}

func TestUndoOfAMergeAfterAChange(t *testing.T) {
	t.Parallel()
	d, keep, other := pair(t)
	if _, err := d.Merge(t.Context(), keep.ID, []crm.LeadID{other.ID}); err != nil {
		t.Fatal(err)
	}
	t.Run("what came since stays with the kept lead", func(t *testing.T) {
		d.take(t, crm.ActivityRecord, activity("B-7", "demo_request", now.Add(-time.Minute)))
	})
	changed := lead("A-1", "mia@x.example")
	changed.Lead.City = "Oslo"
	d.take(t, crm.LeadRecord, changed)
	_, err := d.Undo(t.Context(), 3+2) // leads, activities, merge, activities, leads
	if crm.ErrorCode(err) != crm.Usage && crm.ErrorCode(err) != crm.Conflict && err != nil {
		t.Fatal(err)
	}
	entries, err := d.History(t.Context(), crm.JournalQuery{Lead: keep.ID})
	if err != nil || len(entries) != 1 || entries[0].Verb != "merge" {
		t.Fatalf("history %v (%v)", entries, err)
	}
	if _, err := d.Undo(t.Context(), entries[0].ID); crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "an import has changed it") {
		t.Errorf("error %v", err)
	}
	sound(t, d)
}

func TestMergeRefuses(t *testing.T) {
	t.Parallel()
	d, keep, other := pair(t)
	for _, others := range [][]crm.LeadID{nil, {keep.ID}, {other.ID, other.ID}} {
		if _, err := d.Merge(t.Context(), keep.ID, others); crm.ErrorCode(err) != crm.Usage {
			t.Errorf("%v: %v", others, err)
		}
	}
	before := whole(t, d)
	if _, err := d.Merge(t.Context(), keep.ID, []crm.LeadID{other.ID, 99}); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("error %v", err)
	}
	if after := whole(t, d); after != before {
		t.Error("a refused merge left something")
	}
}

func TestIDsAreNeverGivenTwice(t *testing.T) {
	t.Parallel()
	d, keep, other := pair(t)
	if _, err := d.Merge(t.Context(), keep.ID, []crm.LeadID{other.ID}); err != nil {
		t.Fatal(err)
	}
	d.take(t, crm.LeadRecord, lead("C-1", ""))
	if l := d.find(t, "C-1"); l.ID <= other.ID {
		t.Errorf("lead #%d was given again", l.ID)
	}
	if _, err := d.Undo(t.Context(), 0); err != nil { // the import of C-1
		t.Fatal(err)
	}
	if _, err := d.Undo(t.Context(), 0); err != nil { // the merge
		t.Fatal(err)
	}
	if l := d.find(t, "B-7"); l.ID != other.ID || l.City != "Paris" {
		t.Errorf("lead %+v", l)
	}
}

func TestUnifyCompany(t *testing.T) {
	t.Parallel()
	d := open(t)
	rows := []crm.Record{lead("1", ""), lead("2", ""), lead("3", ""), lead("4", "")}
	for i, company := range []string{"Lumen GmbH", "LUMEN gmbh", "Lumen", "Solar AG"} {
		rows[i].Lead.Company = company
	}
	d.take(t, crm.LeadRecord, rows...)
	found, err := d.Duplicates(t.Context())
	if err != nil || len(found) != 2 || len(found[1].Spellings) != 3 {
		t.Fatalf("found %+v (%v)", found, err)
	}
	before := whole(t, d)
	n, err := d.UnifyCompany(t.Context(), "Lumen GmbH", []string{"LUMEN gmbh", "Lumen"})
	if err != nil || n != 2 {
		t.Fatalf("%d changed (%v)", n, err)
	}
	if l := d.find(t, "2"); l.Company != "Lumen GmbH" {
		t.Errorf("company %q", l.Company)
	}
	if r, err := d.Undo(t.Context(), 0); err != nil || r.Removed["spellings"] != 2 {
		t.Fatalf("%+v (%v)", r, err)
	}
	if after := whole(t, d); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	if _, err := d.UnifyCompany(t.Context(), "Lumen GmbH", []string{"Lumn"}); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("error %v", err)
	}
}
