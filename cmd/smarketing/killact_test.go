package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// TestKilledDeeds kills what is done to many leads at once, and its undo, at
// random moments and without warning: all of it has happened then, or nothing.
func TestKilledDeeds(t *testing.T) {
	t.Parallel()
	leads, rounds := 600, 100
	if raceEnabled {
		leads, rounds = 200, 6
	}
	dir := t.TempDir()
	db := filepath.Join(dir, "team.db")
	file := written(t, dir, "leads.csv", "key,name,email", leads, func(i int) string { return fmt.Sprintf("K-%d,Name %d,n%d@x.example", i, i, i) })
	recycle := killing{before: [][]string{{"import", file}}, command: []string{"recycle", "--stage", "lead", "--reason", "timing"}}
	undo := killing{command: []string{"undo"}}
	recycle.prepare(t, db)
	began := time.Now()
	recycle.child(t, db, 0)
	takes := time.Since(began)
	undo.child(t, db, 0)
	recycled, killed := false, 0
	for round := range rounds {
		next := recycle
		if recycled {
			next = undo
		}
		next.child(t, db, time.Duration(rand.Int64N(int64(takes))))
		now := allOrNothing(t, db, leads, round%20 == 0)
		if now == recycled {
			killed++
		}
		recycled = now
	}
	if killed == 0 {
		t.Error("nothing was ever killed before its end: the test proves nothing")
	}
}

// allOrNothing reports whether all leads are recycled and demands that else
// none is, and that the journal, the log and the queues say the same.
func allOrNothing(t *testing.T, db string, leads int, thorough bool) bool {
	t.Helper()
	w, err := workspace.Open(t.Context(), workspace.Options{Path: db})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	page, err := w.NurturePage(t.Context(), crm.NurtureQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	counts, err := w.StageCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	entries, err := w.History(t.Context(), crm.JournalQuery{})
	if err != nil {
		t.Fatal(err)
	}
	done := false // the newest recycling stands
	for _, e := range entries {
		if e.Verb == string(crm.Recycle) {
			done = !e.Undone
			break
		}
	}
	want := 0
	if done {
		want = leads
	}
	if page.All != want || counts[crm.Recycled] != want || counts["lead"] != leads-want {
		t.Fatalf("half of a deed: %d in nurture, %v by stage, the journal says %v", page.All, counts, done)
	}
	if thorough {
		if report, err := w.Check(t.Context()); err != nil || len(report.Problems) > 0 {
			t.Fatalf("%v %v", report.Problems, err)
		}
	}
	return done
}
