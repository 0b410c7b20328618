package workspace_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"reflect"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// taker is the file or a copy of it.
type taker interface {
	Import(ctx context.Context, src crm.ImportSource, records iter.Seq2[crm.Record, error], o workspace.ImportOptions) (crm.ImportReport, error)
}

// whatCame imports a file of every kind, in which there is something to make,
// to change, to leave and to reject, and returns the reports but for what tells
// a trial from the deed.
func whatCame(t *testing.T, into taker) []crm.ImportReport {
	t.Helper()
	moved := lead("2", "b@x.example")
	moved.Lead.City, moved.Lead.Owner = "Lyon", "Kim"
	files := []struct {
		kind crm.RecordKind
		rows []crm.Record
	}{
		{crm.LeadRecord, []crm.Record{lead("1", "a@x.example"), moved, lead("3", "c@x.example"), lead("1", "b@x.example")}},
		{crm.ActivityRecord, []crm.Record{activity("3", "demo_request", now.Add(-time.Hour)), activity("nobody", "page_view", now)}},
		{crm.StageRecord, []crm.Record{change("1", "mql", now.AddDate(0, 0, -2)), change("1", "mql", now.AddDate(0, 0, -2))}},
		{crm.DealRecord, []crm.Record{deal("3", "d1", crm.DealWon, now.AddDate(0, 0, -1)), deal("new", "d2", crm.DealOpen, time.Time{}), deal("", "d3", crm.DealLost, now)}},
	}
	var reports []crm.ImportReport
	for _, f := range files {
		src := crm.ImportSource{File: string(f.kind), Fingerprint: string(f.kind), Kind: f.kind, Rows: len(f.rows)}
		r, err := into.Import(t.Context(), src, records(f.kind, f.rows...), workspace.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		r.ID, r.Took, r.DryRun = 0, 0, false
		reports = append(reports, r)
	}
	return reports
}

// TestTrialCountsWhatTheImportDoes tries files twice and takes them in: the
// reports are the same, and trying leaves nothing behind, neither in the file
// nor for the next trial.
func TestTrialCountsWhatTheImportDoes(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"), lead("2", "b@x.example"))
	before := dump(t, d)
	rehearsal := d.NewRehearsal()
	var tried [2][]crm.ImportReport
	for i := range tried {
		trial, err := rehearsal.Trial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		tried[i] = whatCame(t, trial)
		if err := trial.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if got := dump(t, d); got != before {
		t.Errorf("trying has changed the file:\n%s", got)
	}
	done := whatCame(t, d)
	for i := range tried {
		if !reflect.DeepEqual(tried[i], done) {
			t.Errorf("trial %d counts\n%+v\nthe import\n%+v", i+1, tried[i], done)
		}
	}
	if r := done[0]; r.Created != 1 || r.Updated != 1 || r.Unchanged != 1 || r.Rejected != 1 || done[3].LeadsCreated != 1 {
		t.Errorf("the files do not hold what is to be counted: %+v", done)
	}
	// What was taken in meanwhile is known to the next trial.
	trial, err := rehearsal.Trial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again := whatCame(t, trial); again[0].Created != 0 || again[3].Created != 0 {
		t.Errorf("the copy is out of date: %+v", again)
	}
	if err := trial.Close(); err != nil {
		t.Error(err)
	}
	if err := rehearsal.Close(); err != nil {
		t.Error(err)
	}
}

// TestRehearsalRemovesItsCopies looks at the folder of temporary files. It is
// not parallel, for it sets where that is.
func TestRehearsalRemovesItsCopies(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	d := open(t)
	rehearsal := d.NewRehearsal()
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := rehearsal.Trial(stopped); crm.ErrorCode(err) != crm.Interrupted {
		t.Errorf("a copy that is stopped: %v", err)
	}
	trial, err := rehearsal.Trial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := whatCame(t, trial); r[0].Created == 0 {
		t.Errorf("report %+v", r[0])
	}
	for _, c := range []interface{ Close() error }{trial, rehearsal} {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || fmt.Sprint(left) != "[]" {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// BenchmarkTrial tries a file of a thousand rows on a hundred thousand leads,
// again and again, as the import screen does while a mapping is corrected.
func BenchmarkTrial(b *testing.B) {
	d := filled(b, 100_000, 0)
	rehearsal := d.NewRehearsal()
	for b.Loop() {
		trial, err := rehearsal.Trial(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		src := crm.ImportSource{File: "t", Fingerprint: "t", Kind: crm.LeadRecord, Rows: 1000}
		if r, err := trial.Import(b.Context(), src, leadStream(1000), workspace.ImportOptions{}); err != nil || r.Unchanged != 1000 {
			b.Fatal(r, err)
		}
		if err := trial.Close(); err != nil {
			b.Fatal(err)
		}
	}
	if err := rehearsal.Close(); err != nil {
		b.Fatal(err)
	}
}
