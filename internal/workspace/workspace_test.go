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

func open(tb testing.TB) *desk {
	tb.Helper()
	d := &desk{path: filepath.Join(tb.TempDir(), "team.db"), now: now}
	d.Workspace = reopen(tb, d)
	return d
}

func reopen(tb testing.TB, d *desk) *workspace.Workspace {
	tb.Helper()
	w, err := workspace.Open(tb.Context(), workspace.Options{
		Path: d.path, Create: true, By: "mia", Clock: func() time.Time { return d.now },
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.Close() })
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

func (d *desk) take(tb testing.TB, kind crm.RecordKind, all ...crm.Record) crm.ImportReport {
	tb.Helper()
	report, err := d.Import(tb.Context(), crm.ImportSource{File: "test.csv", Fingerprint: fmt.Sprint(kind, len(all)), Kind: kind, Rows: len(all)},
		records(kind, all...), workspace.ImportOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

func lead(key, email string) crm.Record { return crm.Record{Lead: crm.Lead{Key: key, Email: email}} }

func (d *desk) find(tb testing.TB, ref string) crm.Lead {
	tb.Helper()
	l, err := d.Find(tb.Context(), ref)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}
