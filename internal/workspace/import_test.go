package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

func activity(ref, event string, at time.Time) crm.Record {
	return crm.Record{LeadRef: ref, Activity: crm.Activity{Event: event, At: at}}
}

func change(ref, stage string, at time.Time) crm.Record {
	return crm.Record{LeadRef: ref, Change: crm.StageChange{Stage: stage, At: at}}
}

func deal(ref, key string, status crm.DealStatus, closed time.Time) crm.Record {
	return crm.Record{LeadRef: ref, Deal: crm.Deal{Key: key, Status: status, ClosedAt: closed, Amount: crm.MoneyOf(100)}}
}

func wantCounts(t *testing.T, r crm.ImportReport, created, updated, unchanged, rejected int) {
	t.Helper()
	if r.Created != created || r.Updated != updated || r.Unchanged != unchanged || r.Rejected != rejected {
		t.Errorf("created %d updated %d unchanged %d rejected %d, want %d %d %d %d (%v)",
			r.Created, r.Updated, r.Unchanged, r.Rejected, created, updated, unchanged, rejected, r.FirstRejects)
	}
}

func TestImportLeadsIsIdempotent(t *testing.T) {
	t.Parallel()
	d := open(t)
	rows := []crm.Record{lead("1", "a@x.example"), lead("2", "b@x.example"), lead("3", "")}
	rows[0].Lead.Custom = rows[0].Lead.Custom.Set("tier", crm.TextValue("gold"))
	wantCounts(t, d.take(t, crm.LeadRecord, rows...), 3, 0, 0, 0)
	wantCounts(t, d.take(t, crm.LeadRecord, rows...), 0, 0, 3, 0)

	changed := lead("2", "")
	changed.Lead.City = "Lyon"
	wantCounts(t, d.take(t, crm.LeadRecord, changed), 0, 1, 0, 0)
	l := d.find(t, "B@X.example")
	if l.City != "Lyon" || l.Email != "b@x.example" || l.Version != 2 {
		t.Errorf("an unknown cell erased a value, or the update was lost: %+v", l)
	}
}

func TestImportIdentity(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"), lead("2", "b@x.example"), lead("only@x.example", "only@x.example"))

	t.Run("the e-mail alone finds the lead", func(t *testing.T) {
		byMail := lead("a@x.example", "A@x.example")
		byMail.Lead.City = "Rome"
		wantCounts(t, d.take(t, crm.LeadRecord, byMail), 0, 1, 0, 0)
		if l := d.find(t, "1"); l.City != "Rome" {
			t.Errorf("city %q", l.City)
		}
	})
	t.Run("key and e-mail of two leads", func(t *testing.T) {
		r := d.take(t, crm.LeadRecord, lead("1", "b@x.example"))
		wantCounts(t, r, 0, 0, 0, 1)
		if got := r.FirstRejects[0]; !strings.Contains(got, `"1"`) || !strings.Contains(got, `"2"`) || !strings.Contains(got, "row 2") {
			t.Errorf("the reject does not name both leads and the row: %s", got)
		}
	})
	t.Run("an id takes the place of a key made from the e-mail", func(t *testing.T) {
		wantCounts(t, d.take(t, crm.LeadRecord, lead("77", "only@x.example")), 0, 1, 0, 0)
		if l := d.find(t, "77"); l.Email != "only@x.example" {
			t.Errorf("lead %+v", l)
		}
	})
	t.Run("an e-mail that an earlier row of the first import brought", func(t *testing.T) {
		d := open(t)
		rows := []crm.Record{lead("1", "old@x.example")}
		for i := range 9000 { // to the next batch
			rows = append(rows, lead(fmt.Sprint("filler", i), ""))
		}
		rows = append(rows, lead("1", "new@x.example"))
		for i := range 9000 {
			rows = append(rows, lead(fmt.Sprint("filler", i), ""))
		}
		rows = append(rows, lead("new@x.example", "new@x.example"))
		r := d.take(t, crm.LeadRecord, rows...)
		if r.Created != 9001 || r.Rejected != 0 {
			t.Errorf("%d created, %d rejected: the third row names lead 1", r.Created, r.Rejected)
		}
	})
	t.Run("twice in one file", func(t *testing.T) {
		wantCounts(t, d.take(t, crm.LeadRecord, lead("9", "n@x.example"), lead("9", "n@x.example")), 1, 0, 1, 0)
	})
}

func TestImportActivities(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	at := now.Add(-time.Hour)
	second := activity("1", "page_view", at)
	second.Occurrence = 1
	withID := activity("a@X.example", "page_view", at)
	withID.Activity.Key = "e-1"
	rows := []crm.Record{activity("1", "page_view", at), second, withID, activity("nobody", "page_view", at)}
	r := d.take(t, crm.ActivityRecord, rows...)
	wantCounts(t, r, 3, 0, 0, 1)
	if !strings.Contains(r.FirstRejects[0], `it names "nobody"; import the leads first`) {
		t.Errorf("no remedy: %s", r.FirstRejects[0])
	}
	wantCounts(t, d.take(t, crm.ActivityRecord, rows...), 0, 0, 3, 1)
	if l := d.find(t, "1"); !l.Stamp.LastActivityAt.Equal(at) {
		t.Errorf("the lead was not scored again: last activity %v", l.Stamp.LastActivityAt)
	}
}

func TestFutureActivityCountsWhenItComes(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"))
	d.take(t, crm.ActivityRecord, activity("1", "demo_request", now.Add(2*time.Hour)))
	if l := d.find(t, "1"); l.Stamp.Ready.Ready() {
		t.Fatal("ready by something that has not happened yet")
	}
	d.now = now.Add(3 * time.Hour)
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if l := d.find(t, "1"); l.Stamp.Ready.Cause != crm.ByInstant {
		t.Errorf("readiness %+v after the demo request", l.Stamp.Ready)
	}
}

func TestStageHistoryReplacesTheAssumption(t *testing.T) {
	t.Parallel()
	d := open(t)
	created := now.Add(-100 * time.Hour)
	row := lead("1", "")
	row.Lead.CreatedAt = created
	d.take(t, crm.LeadRecord, row)
	history := []crm.Record{change("1", "lead", created), change("1", "mql", created.Add(time.Hour)), change("1", "sal", created.Add(time.Hour))}
	wantCounts(t, d.take(t, crm.StageRecord, history...), 3, 0, 0, 0)
	wantCounts(t, d.take(t, crm.StageRecord, history...), 0, 0, 3, 0)
	var got []string
	for c, err := range d.StageChanges(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(c.Stage, c.Provisional))
	}
	if want := "[leadfalse mqlfalse salfalse]"; fmt.Sprint(got) != want {
		t.Errorf("log %v, want %v", got, want)
	}
	if l := d.find(t, "1"); l.Stage != "sal" {
		t.Errorf("stage %q: ties go by file order", l.Stage)
	}
}

func TestReimportMovesOnlyWithANewerTime(t *testing.T) {
	t.Parallel()
	d := open(t)
	row := func(stage string, at time.Time) crm.Record {
		r := lead("1", "")
		r.Lead.Stage, r.Lead.StageAt = stage, at
		return r
	}
	d.take(t, crm.LeadRecord, row("mql", now.Add(-48*time.Hour)))
	d.take(t, crm.LeadRecord, row("sql", time.Time{}))
	d.take(t, crm.LeadRecord, row("lead", now.Add(-72*time.Hour)))
	if l := d.find(t, "1"); l.Stage != "mql" {
		t.Fatalf("stage %q, moved without a newer time", l.Stage)
	}
	d.take(t, crm.LeadRecord, row("sql", now.Add(-24*time.Hour)))
	if l := d.find(t, "1"); l.Stage != "sql" {
		t.Errorf("stage %q, not moved with a newer time", l.Stage)
	}
	if r, err := d.Check(t.Context()); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v %v", r.Problems, err)
	}
}

func TestDealsMoveTheirLeads(t *testing.T) {
	t.Parallel()
	d := open(t)
	at := now.Add(-24 * time.Hour)
	owned := deal("lost", "4", crm.DealLost, at)
	owned.Deal.Owner = "Kim"
	rows := []crm.Record{
		deal("won", "1", crm.DealWon, at), deal("won", "2", crm.DealLost, at.Add(time.Hour)),
		deal("hope", "3", crm.DealLost, at), deal("hope", "3b", crm.DealOpen, time.Time{}),
		owned, deal("", "5", crm.DealWon, at),
	}
	r := d.take(t, crm.DealRecord, rows...)
	wantCounts(t, r, 6, 0, 0, 0)
	if r.LeadsCreated != 3 || r.WithoutLead != 1 || fmt.Sprint(r.MembersCreated) != "[Kim]" {
		t.Errorf("leads created %d, without %d, members %v", r.LeadsCreated, r.WithoutLead, r.MembersCreated)
	}
	for key, stage := range map[string]string{"won": "customer", "hope": "lead", "lost": crm.LostDetour} {
		if l := d.find(t, key); l.Stage != stage {
			t.Errorf("%s stands in %q, want %q", key, l.Stage, stage)
		}
	}
	again := d.take(t, crm.DealRecord, rows...)
	wantCounts(t, again, 0, 0, 6, 0)
	if again.LeadsCreated != 0 {
		t.Errorf("%d leads created again", again.LeadsCreated)
	}
}

// TestInterruptedImport stops an import in the middle, as Ctrl+C does, and
// repeats it: the file must be the one of an undisturbed run.
func TestInterruptedImport(t *testing.T) {
	t.Parallel()
	const n = 9000 // more than two batches
	src := crm.ImportSource{File: "l.csv", Fingerprint: "l", Kind: crm.LeadRecord, Rows: n}
	d := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := d.Import(ctx, src, leadStream(n), workspace.ImportOptions{Progress: func(p crm.Progress) { cancel() }})
	if crm.ErrorCode(err) != crm.Interrupted || !strings.Contains(err.Error(), "same command") {
		t.Fatalf("error %v", err)
	}
	s, err := d.Status(t.Context())
	if err != nil || s.Leads == 0 || s.Leads == n {
		t.Fatalf("%d leads after the interruption (%v)", s.Leads, err)
	}
	r, err := d.Import(t.Context(), src, leadStream(n), workspace.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	wantCounts(t, r, n, 0, 0, 0)
	calm := open(t)
	if _, err := calm.Import(t.Context(), src, leadStream(n), workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	if a, b := dump(t, d), dump(t, calm); a != b {
		t.Error("the repeated import differs from an undisturbed one")
	}
}

// dump writes every lead with its score.
func dump(t *testing.T, d *desk) string {
	t.Helper()
	var b strings.Builder
	for s, err := range d.Leads(t.Context(), crm.LeadQuery{}) {
		if err != nil {
			t.Fatal(err)
		}
		s.Lead.AddedAt = time.Time{}
		fmt.Fprintf(&b, "%+v %v\n", s.Lead, s.Explanation.Why)
	}
	return b.String()
}

func TestReaderErrorEndsTheImport(t *testing.T) {
	t.Parallel()
	d := open(t)
	broken := errors.New("disk gone")
	_, err := d.Import(t.Context(), crm.ImportSource{File: "x", Fingerprint: "x", Kind: crm.LeadRecord},
		func(yield func(crm.Record, error) bool) { yield(crm.Record{}, broken) }, workspace.ImportOptions{})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	_, err = d.Import(t.Context(), crm.ImportSource{File: "x", Fingerprint: "x", Kind: crm.LeadRecord},
		func(func(crm.Record, error) bool) { panic("boom") }, workspace.ImportOptions{})
	if err == nil || !strings.Contains(err.Error(), "boom") {
		t.Errorf("error %v", err)
	}
}

// TestPanicBesideTheWriting: when scoring new leads panics, whoever imports can
// catch it, the file stays as it was, and the lock is free.
func TestPanicBesideTheWriting(t *testing.T) {
	t.Parallel()
	d := open(t)
	w, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, By: "mia", Clock: func() time.Time {
		if stack := make([]byte, 4<<10); strings.Contains(string(stack[:runtime.Stack(stack, false)]), ").begun(") {
			panic("no clock")
		}
		return now
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	caught := func() (p any) {
		defer func() { p = recover() }()
		_, err := w.Import(t.Context(), crm.ImportSource{File: "test.csv", Fingerprint: "f", Kind: crm.LeadRecord, Rows: 1},
			records(crm.LeadRecord, lead("1", "")), workspace.ImportOptions{})
		t.Errorf("the import ended with %v", err)
		return nil
	}()
	if caught != "no clock" {
		t.Errorf("caught %v", caught)
	}
	if s, err := d.Status(t.Context()); err != nil || s.Leads != 0 {
		t.Errorf("%d leads, %v", s.Leads, err)
	}
	wantCounts(t, d.take(t, crm.LeadRecord, lead("1", "")), 1, 0, 0, 0)
	sound(t, d)
}
