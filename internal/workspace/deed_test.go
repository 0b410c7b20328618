package workspace_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// TestDeedsThatAreRefused leaves every table as it was, also when only one lead
// of several stands in the way.
func TestDeedsThatAreRefused(t *testing.T) {
	t.Parallel()
	d := team(t)
	before := dumpTables(t, d.path)
	stale := func(key string) []crm.Ref {
		l := d.find(t, key)
		return []crm.Ref{{ID: l.ID, Version: l.Version + 1}}
	}
	for _, c := range []struct {
		deed  crm.Deed
		leads []string
		code  crm.Code
		words string
	}{
		{crm.Deed{Verb: "bless"}, []string{"raw"}, crm.Usage, "no verb"},
		{crm.Deed{Verb: crm.Accept}, nil, crm.Usage, "needs a lead"},
		{crm.Deed{Verb: crm.Accept, Leads: []crm.Ref{{ID: 999}}}, nil, crm.NotFound, "no lead #999"},
		{crm.Deed{Verb: crm.Accept, Query: &crm.LeadQuery{Filter: "nobody"}}, nil, crm.NotFound, "no lead matches"},
		{crm.Deed{Verb: crm.Recycle, Reason: " \t"}, []string{"raw"}, crm.Usage, "needs a reason"},
		{crm.Deed{Verb: crm.Assign}, []string{"raw"}, crm.Usage, "needs a member"},
		{crm.Deed{Verb: crm.Assign, To: "Bem"}, []string{"raw"}, crm.NotFound, "did you mean Ben"},
		{crm.Deed{Verb: crm.Assign, To: "Zorro"}, []string{"raw"}, crm.NotFound, "team set"},
		{crm.Deed{Verb: crm.AddNote, Text: "\x1b"}, []string{"raw"}, crm.Usage, "needs a text"},
		{crm.Deed{Verb: crm.PlanNext, Text: "call"}, []string{"raw"}, crm.Usage, "needs a date"},
		{crm.Deed{Verb: crm.PlanNext, Text: "call", Until: now.AddDate(0, 0, -1)}, []string{"raw"}, crm.Invalid, "not in the future"},
		{crm.Deed{Verb: crm.Snooze, Until: now.Add(-time.Minute)}, []string{"raw"}, crm.Invalid, "not in the future"},
		{crm.Deed{Verb: crm.Recycle, Reason: "timing", Until: now.AddDate(0, 0, -1)}, []string{"raw"}, crm.Invalid, "not in the future"},
		{crm.Deed{Verb: crm.LogTouch, Channel: "pigeon"}, []string{"raw"}, crm.Usage, "unknown channel"},
		{crm.Deed{Verb: crm.Accept}, []string{"raw", "sal"}, crm.Conflict, "1 of 2 leads"},
		{crm.Deed{Verb: crm.Accept}, []string{"won"}, crm.Conflict, "mia won won"},
		{crm.Deed{Verb: crm.Accept, Leads: stale("raw")}, nil, crm.Conflict, "an import has changed raw"},
		{crm.Deed{Verb: crm.Accept, Leads: stale("sal")}, []string{"raw"}, crm.Conflict, "mia accepted sal"},
		{crm.Deed{Verb: crm.Return}, []string{"raw"}, crm.Conflict, "not in a detour"},
		{crm.Deed{Verb: crm.Back}, []string{"raw"}, crm.Conflict, "first stage"},
		{crm.Deed{Verb: crm.Lose}, []string{"lost", "raw"}, crm.Conflict, "1 of 2 leads"},
	} {
		_, err := d.try(t, c.deed, c.leads...)
		if crm.ErrorCode(err) != c.code || err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s %v: code %d, %v", c.deed.Verb, c.leads, crm.ErrorCode(err), err)
		}
		if e, ok := errors.AsType[*crm.Error](err); ok && e.Hint == "" {
			t.Errorf("%s %v: no remedy: %v", c.deed.Verb, c.leads, err)
		}
	}
	if after := dumpTables(t, d.path); after != before {
		t.Errorf("something was changed:\n%s", differing(before, after))
	}
}

// TestTwoPeople act on the same lead: the second is told, and by whom.
func TestTwoPeople(t *testing.T) {
	t.Parallel()
	d := team(t)
	seen := d.find(t, "ready")
	ben, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, By: "Ben", Clock: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ben.Close() }()
	if _, err := ben.Act(t.Context(), crm.Deed{Verb: crm.Accept, Leads: []crm.Ref{crm.RefOf(&seen)}}); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(2 * time.Minute)
	_, err = d.Act(t.Context(), crm.Deed{Verb: crm.Recycle, Reason: "timing", Leads: []crm.Ref{crm.RefOf(&seen)}})
	if crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "Ben accepted ready@x.de 2 minutes ago") {
		t.Errorf("%v", err)
	}
	if l := d.find(t, "ready"); l.Owner != "Ben" || l.Stage != "sal" {
		t.Errorf("it was overwritten: %+v", l)
	}
}

// TestUndoIsRefused when a lead has changed since, for all leads of a deed.
func TestUndoIsRefused(t *testing.T) {
	t.Parallel()
	d := team(t)
	done := d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "budget"}, "raw", "sql")
	d.do(t, crm.Deed{Verb: crm.LogTouch}, "sql")
	before := dumpTables(t, d.path)
	_, err := d.Undo(t.Context(), done.Entry)
	if crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "1 of 2 leads") || !strings.Contains(err.Error(), "touch by mia") {
		t.Errorf("%v", err)
	}
	if after := dumpTables(t, d.path); after != before {
		t.Errorf("something was undone:\n%s", differing(before, after))
	}
	// In the order in which they were done backwards both can be.
	for range 2 {
		if _, err := d.Undo(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
	}
	if l := d.find(t, "sql"); l.Stage != "sql" {
		t.Errorf("%+v", l)
	}
}

// TestUndoOfManyDeeds takes a chain of deeds on the same leads back, one after
// the other, to the very beginning.
func TestUndoOfManyDeeds(t *testing.T) {
	t.Parallel()
	d := team(t)
	before := dumpTables(t, d.path)
	deeds := []crm.Deed{
		{Verb: crm.LogTouch, Channel: crm.Call}, {Verb: crm.Accept}, {Verb: crm.AddNote, Text: "x"}, {Verb: crm.Back},
		{Verb: crm.Reject}, {Verb: crm.Recycle, Reason: "timing"}, {Verb: crm.Return}, {Verb: crm.Recycle, Reason: "budget"},
		{Verb: crm.Lose}, {Verb: crm.Return}, {Verb: crm.Win},
	}
	for _, deed := range deeds {
		d.now = d.now.Add(time.Minute)
		d.do(t, deed, "ready", "raw")
	}
	page, err := d.NurturePage(t.Context(), crm.NurtureQuery{})
	if err != nil || page.All != 1 {
		t.Errorf("%+v %v", page, err)
	}
	passes, err := d.Passes(t.Context(), d.find(t, "raw").ID)
	if err != nil || len(passes) != 2 || passes[0].Cycle != 2 || passes[0].EndedIn != crm.LostDetour || passes[1].EndedIn != "mql" {
		t.Errorf("passes %+v %v", passes, err)
	}
	for range deeds {
		if _, err := d.Undo(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
	}
	if after := dumpTables(t, d.path); after != before {
		t.Errorf("not restored:\n%s", differing(before, after))
	}
}

// TestManyAtOnce does one thing to many leads as one entry of the journal.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	d := open(t)
	var all []crm.Record
	for i := range many {
		all = append(all, lead(fmt.Sprint("K-", i), fmt.Sprintf("k%d@x.de", i)))
	}
	d.take(t, crm.LeadRecord, all...)
	before := dumpTables(t, d.path)
	done, err := d.Act(t.Context(), crm.Deed{Verb: crm.Recycle, Reason: "no contact", Query: &crm.LeadQuery{Stage: "lead"}})
	if err != nil || len(done.Leads) != many {
		t.Fatalf("%d leads, %v", len(done.Leads), err)
	}
	if page, err := d.NurturePage(t.Context(), crm.NurtureQuery{Limit: 10}); err != nil || page.Total != many || len(page.Rows) != 10 {
		t.Errorf("%d of %d recycled, %v", len(page.Rows), page.Total, err)
	}
	history, err := d.History(t.Context(), crm.JournalQuery{Lead: d.find(t, "K-7").ID})
	if err != nil || len(history) != 1 || history[0].Verb != "recycle" || history[0].Key != fmt.Sprint(many, " leads") {
		t.Errorf("history %+v %v", history, err)
	}
	if _, err := d.Undo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if after := dumpTables(t, d.path); after != before {
		t.Errorf("not restored:\n%s", differing(before, after))
	}
}

// TestUndoKeepsWhatHappenedSince: a lead that has become ready, or was told to
// be late, since a note or a touch is not announced a second time by undoing
// that; what has moved it is not undone under it.
func TestUndoKeepsWhatHappenedSince(t *testing.T) {
	t.Parallel()
	for _, deed := range []crm.Deed{
		{Verb: crm.AddNote, Text: "x"}, {Verb: crm.LogTouch}, {Verb: crm.Assign, To: "Ben"},
		{Verb: crm.PlanNext, Text: "call", Until: now.AddDate(0, 0, 9)}, {Verb: crm.Snooze, Until: now.AddDate(0, 0, 9)},
	} {
		t.Run(string(deed.Verb), func(t *testing.T) {
			t.Parallel()
			d := team(t)
			done := d.do(t, deed, "raw")
			d.now = d.now.Add(time.Hour)
			d.live(t, "raw", "ebook_download", d.now)
			d.now = d.now.AddDate(0, 0, 7)
			if _, err := d.TellBreaches(t.Context()); err != nil {
				t.Fatal(err)
			}
			alerts := len(d.alerts(t))
			if _, err := d.Undo(t.Context(), done.Entry); err != nil {
				t.Fatal(err)
			}
			if n, err := d.TellBreaches(t.Context()); err != nil || n != 0 || len(d.alerts(t)) != alerts {
				t.Errorf("told again: %d, %v, %+v", n, err, d.alerts(t)[0])
			}
			w := d.work(t, "raw")
			if l := d.find(t, "raw"); l.Stage != "mql" || !l.Stamp.Ready.Ready() || w.Snoozed(d.now) {
				t.Errorf("%+v", l)
			}
			sound(t, d)
		})
	}
	d := team(t)
	done := d.do(t, crm.Deed{Verb: crm.Return, To: "mia"}, "nursed")
	d.now = d.now.Add(time.Hour)
	d.live(t, "nursed", "ebook_download", d.now)
	alerts := len(d.alerts(t))
	_, err := d.Undo(t.Context(), done.Entry)
	if crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "nursed@x.de has become ready since") {
		t.Errorf("%v", err)
	}
	if got := len(d.alerts(t)); got != alerts {
		t.Errorf("%d alerts, were %d", got, alerts)
	}
	// Who still sees it recycled is told what has happened.
	_, err = d.try(t, crm.Deed{Verb: crm.Return}, "nursed")
	if err == nil || !strings.Contains(err.Error(), "nursed@x.de") {
		t.Errorf("%v", err)
	}
}
