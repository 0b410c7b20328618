package workspace_test

import (
	"fmt"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

var now = time.Date(2026, 3, 11, 12, 0, 0, 0, time.UTC)

// desk is a workspace on a new file with a clock that tests turn.
type desk struct {
	*workspace.Workspace
	path string
	now  time.Time
}

func open(t testing.TB) *desk {
	t.Helper()
	d := &desk{path: filepath.Join(t.TempDir(), "team.db"), now: now}
	d.Workspace = reopen(t, d)
	return d
}

func reopen(t testing.TB, d *desk) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Open(t.Context(), workspace.Options{
		Path: d.path, Create: true, By: "mia", Clock: func() time.Time { return d.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// records yields the records with their running row numbers.
func records(kind crm.RecordKind, all ...crm.Record) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		for i, r := range all {
			r.Kind, r.Row = kind, i+2
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (d *desk) take(t testing.TB, kind crm.RecordKind, all ...crm.Record) crm.ImportReport {
	t.Helper()
	report, err := d.Import(t.Context(), crm.ImportSource{File: "test.csv", Fingerprint: fmt.Sprint(kind, len(all)), Kind: kind, Rows: len(all)},
		records(kind, all...), workspace.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func lead(key, email string) crm.Record { return crm.Record{Lead: crm.Lead{Key: key, Email: email}} }

func (d *desk) find(t testing.TB, ref string) crm.Lead {
	t.Helper()
	l, err := d.Find(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
