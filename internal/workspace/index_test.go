package workspace_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
	"smarketing/store"
)

// filling makes an import large enough, as it says, to go without the indexes.
const filling = 20_000

// repeating yields leads of which some come again, by key or by e-mail, in the
// same batch and in later ones.
func repeating(n int) []crm.Record {
	rows := make([]crm.Record, n)
	for i := range rows {
		rows[i] = lead(fmt.Sprint("K", i), fmt.Sprintf("P%d@x.example", i))
		rows[i].Lead.City = fmt.Sprint("City ", i%7)
		switch i % 1000 {
		case 10: // the same lead, with more
			rows[i] = lead(fmt.Sprint("K", i/2), "")
			rows[i].Lead.Company = "Acme"
		case 20: // an e-mail that is another lead's
			rows[i].Lead.Email = fmt.Sprintf("p%d@X.example", i/2)
		case 30: // the e-mail alone
			email := fmt.Sprintf("p%d@x.example", i/2)
			rows[i] = lead(email, email)
			rows[i].Lead.Title = "CEO"
		}
	}
	return rows
}

// TestFillingMakesTheSameFile imports rows with the indexes and without them.
func TestFillingMakesTheSameFile(t *testing.T) {
	t.Parallel()
	const n = 9500
	rows := repeating(n)
	type result struct {
		counts [4]int
		leads  []crm.Lead
	}
	take := func(says int) (r result) {
		d := open(t)
		report, err := d.Import(t.Context(), crm.ImportSource{File: "test.csv", Fingerprint: "f", Kind: crm.LeadRecord, Rows: says},
			records(crm.LeadRecord, rows...), workspace.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		r.counts = [4]int{report.Created, report.Updated, report.Unchanged, report.Rejected}
		page, err := d.LeadPage(t.Context(), crm.LeadQuery{})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range page.Leads {
			l.Version = 0 // how often it was written
			r.leads = append(r.leads, l)
		}
		if u, _ := unindexed(t, d); u {
			t.Errorf("%d rows: indexes are missing", says)
		}
		return r
	}
	want, got := take(1), take(filling)
	if want.counts != got.counts {
		t.Errorf("counts %v, with indexes %v", got.counts, want.counts)
	}
	if got.counts[1] == 0 || got.counts[3] == 0 {
		t.Errorf("counts %v: nothing was found again", got.counts)
	}
	if !reflect.DeepEqual(want.leads, got.leads) {
		t.Error("the leads differ")
	}
}

func unindexed(t *testing.T, d *desk) (unindexed, running bool) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Path: d.path, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx *store.Tx) (err error) {
		unindexed, running, err = tx.Unindexed(d.now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return unindexed, running
}

// TestIndexesOfAnInterruptedImport looks at the file during an import and after
// it was stopped, and as one that died has left it.
func TestIndexesOfAnInterruptedImport(t *testing.T) {
	t.Parallel()
	d := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	src := crm.ImportSource{File: "test.csv", Fingerprint: "f", Kind: crm.LeadRecord, Rows: filling}
	_, err := d.Import(ctx, src, records(crm.LeadRecord, repeating(9000)...), workspace.ImportOptions{Progress: func(p crm.Progress) {
		if p.What == "importing" {
			if missing, running := unindexed(t, d); !missing || !running {
				t.Errorf("during the import: unindexed %v, running %v", missing, running)
			}
			cancel()
		}
	}})
	if crm.ErrorCode(err) != crm.Interrupted {
		t.Fatalf("error %v", err)
	}
	if missing, _ := unindexed(t, d); missing {
		t.Error("a stopped import has left the file without indexes")
	}
	drop := func() {
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), store.Options{Path: d.path})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.DropIndexes(1) }); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	drop()
	d.Workspace = reopen(t, d) // the import still says that it is alive
	if missing, running := unindexed(t, d); !missing || !running {
		t.Errorf("opened beside the import: unindexed %v, running %v", missing, running)
	}
	d.take(t, crm.LeadRecord, lead("new", "new@x.example")) // who needs them makes them
	if missing, _ := unindexed(t, d); missing {
		t.Error("another import has left the indexes out")
	}
	drop()
	d.now = d.now.Add(time.Minute)
	d.Workspace = reopen(t, d)
	if missing, _ := unindexed(t, d); missing {
		t.Error("who opens the file after the import died has left the indexes out")
	}
}
