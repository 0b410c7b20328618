package workspace_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// TestUndoImports takes random imports and takes them back, the newest first:
// after each the file must say what it said before it.
func TestUndoImports(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer d.Close()
		leads, activities, stages, deals := someHistory(r)
		deals = append(deals, deal("unknown", "dx", crm.DealWon, now.Add(-time.Hour)))
		deals[len(deals)-1].Deal.Owner = "Kim"
		said := []string{whole(t, d)}
		for _, step := range []struct {
			kind crm.RecordKind
			rows []crm.Record
		}{
			{crm.LeadRecord, leads}, {crm.ActivityRecord, activities}, {crm.StageRecord, stages}, {crm.DealRecord, deals},
		} {
			d.take(t, step.kind, step.rows...)
			said = append(said, whole(t, d))
		}
		for i := len(said) - 2; i >= 0; i-- {
			report, err := d.UndoImport(t.Context(), int64(i+1), nil)
			if err != nil {
				r.Fatal(err)
			}
			if len(report.Kept) > 0 {
				r.Fatalf("kept %v", report.Kept)
			}
			sound(t, d)
			// Readiness is decided anew, and what was announced stays history.
			if got, want := withoutReady(whole(t, d)), withoutReady(said[i]); got != want {
				r.Fatalf("after the undo of import %d\n%s\nbefore it\n%s", i+1, got, want)
			}
		}
	})
}

var readiness = regexp.MustCompile(`Ready:\{[^}]*\}`)

func withoutReady(dump string) string {
	var kept []string
	for line := range strings.Lines(dump) {
		if !strings.HasPrefix(line, "  [") {
			kept = append(kept, readiness.ReplaceAllString(line, ""))
		}
	}
	return strings.Join(kept, "")
}

func TestUndoKeepsWhatWasTouched(t *testing.T) {
	t.Parallel()
	d := open(t)
	var rows []crm.Record
	for i := range 6 {
		rows = append(rows, lead(fmt.Sprint("L-", i), ""))
	}
	first := d.take(t, crm.LeadRecord, rows...)
	changed := lead("L-1", "new@x.example")
	d.take(t, crm.LeadRecord, changed)
	d.take(t, crm.ActivityRecord, activity("L-2", "page_view", now.Add(-time.Hour)))
	d.take(t, crm.StageRecord, change("L-3", "mql", now.Add(-time.Hour)))
	d.take(t, crm.DealRecord, deal("L-4", "D-1", crm.DealOpen, time.Time{}))
	var told []string
	r, err := d.UndoImport(t.Context(), first.ID, func(p crm.Progress) {
		told = append(told, fmt.Sprintf("%s %d of %d", p.What, p.Done, p.Total))
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Removed["leads"] != 2 {
		t.Errorf("removed %v, want L-0 and L-5", r.Removed)
	}
	if len(told) == 0 || told[0] != "undoing import 1: 6 rows of leads 0 of 0" {
		t.Errorf("told %q", told)
	}
	want := []string{
		"lead L-1 was changed since", "lead L-2 has activities from elsewhere", "lead L-3 has stage changes from elsewhere", "lead L-4 has deals from elsewhere",
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(r.Kept, "\n"), w) {
			t.Errorf("kept %v lacks %q", r.Kept, w)
		}
	}
	if len(r.Kept) != len(want) {
		t.Errorf("kept %v", r.Kept)
	}
	sound(t, d)
	if _, err := d.UndoImport(t.Context(), first.ID, nil); crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "undone already") {
		t.Errorf("a second undo: %v", err)
	}
	wantCounts(t, d.take(t, crm.LeadRecord, rows...), 2, 0, 4, 0)
}

func TestUndoSaysWhatItCannot(t *testing.T) {
	t.Parallel()
	d := open(t)
	if _, err := d.Undo(t.Context(), 0); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("nothing to undo: %v", err)
	}
	if _, err := d.Undo(t.Context(), 7); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("no such entry: %v", err)
	}
	if _, err := d.UndoImport(t.Context(), 7, nil); crm.ErrorCode(err) != crm.NotFound {
		t.Errorf("no such import: %v", err)
	}
	if err := d.SetMember(t.Context(), crm.Member{Name: "Kim", Team: crm.Sales}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(t.Context(), 1); crm.ErrorCode(err) != crm.Usage {
		t.Errorf("a member: %v", err)
	}
	d.take(t, crm.LeadRecord, lead("1", ""))
	city := lead("1", "")
	city.Lead.City = "Rome"
	second := d.take(t, crm.LeadRecord, city)
	r, err := d.UndoImport(t.Context(), second.ID, nil)
	if err != nil || len(r.Kept) != 1 || !strings.Contains(r.Kept[0], "updated") {
		t.Errorf("an update: %+v (%v)", r, err)
	}
}

func TestUndoOfAnImportUnderAMerge(t *testing.T) {
	t.Parallel()
	d, keep, other := pair(t)
	if _, err := d.Merge(t.Context(), keep.ID, []crm.LeadID{other.ID}); err != nil {
		t.Fatal(err)
	}
	before := whole(t, d)
	for _, id := range []int64{2, 1} { // activities, leads
		r, err := d.UndoImport(t.Context(), id, nil)
		if err != nil || len(r.Kept) != 1 || !strings.Contains(r.Kept[0], "lead A-1 was merged since") {
			t.Errorf("%+v (%v)", r, err)
		}
	}
	if after := whole(t, d); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

func TestMappingIsRemembered(t *testing.T) {
	t.Parallel()
	d := open(t)
	if _, found, err := d.Mapping(t.Context(), "h1"); found || err != nil {
		t.Fatalf("found %v (%v)", found, err)
	}
	for _, body := range []string{`{"a":1}`, `{"a":2}`} {
		if err := d.RememberMapping(t.Context(), "h1", body); err != nil {
			t.Fatal(err)
		}
		if got, found, err := d.Mapping(t.Context(), "h1"); got != body || !found || err != nil {
			t.Errorf("got %q %v (%v)", got, found, err)
		}
	}
	if err := d.RememberMapping(t.Context(), "h1", "{"); crm.ErrorCode(err) != crm.Invalid {
		t.Errorf("no JSON: %v", err)
	}
	if err := d.RememberMapping(t.Context(), "h1", ""); err != nil {
		t.Fatal(err)
	}
	if _, found, err := d.Mapping(t.Context(), "h1"); found || err != nil {
		t.Errorf("not forgotten (%v)", err)
	}
}

// TestUndoWithoutNumber takes back what the acting person did last; nobody who
// goes on undoing comes upon an import, or upon what others did.
func TestUndoWithoutNumber(t *testing.T) {
	t.Parallel()
	d := team(t)
	ben, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, By: "Ben", Clock: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ben.Close() })
	d.do(t, crm.Deed{Verb: crm.AddNote, Text: "by mia"}, "raw")
	if _, err := ben.Undo(t.Context(), 0); crm.ErrorCode(err) != crm.NotFound || !strings.Contains(err.Error(), "nothing of yours") {
		t.Errorf("what mia did: %v", err)
	}
	undone := 0
	for ; err == nil; undone++ {
		_, err = d.Undo(t.Context(), 0)
	}
	if undone != 7 || crm.ErrorCode(err) != crm.NotFound { // the note, the five deeds of the team, and the refusal
		t.Errorf("%d times: %v", undone, err)
	}
	if l := d.find(t, "raw"); l.Key != "raw" {
		t.Errorf("the import was taken back: %+v", l)
	}
	d.take(t, crm.LeadRecord, lead("late", ""))
	if r, err := d.Undo(t.Context(), 0); err != nil || r.Verb != "import" {
		t.Errorf("an import just made: %+v %v", r, err)
	}
}

// TestUndoSaysWhyItNeedsANumber: an import of one's own under something that
// cannot be undone is not "nothing of yours".
func TestUndoSaysWhyItNeedsANumber(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	if err := d.SetMember(t.Context(), crm.Member{Name: "Kim", Team: crm.Sales}); err != nil {
		t.Fatal(err)
	}
	var e *crm.Error
	_, err := d.Undo(t.Context(), 0)
	if !errors.As(err, &e) || e.Code != crm.NotFound || !strings.Contains(e.Message, "your newest entry that can be undone is 1 (import") ||
		!strings.Contains(e.Message, "entry 2 (member Kim by mia) came after it") || !strings.Contains(e.Hint, "smarketing undo 1") {
		t.Errorf("%v (%+v)", err, e)
	}
	if _, err := d.Undo(t.Context(), 2); !errors.As(err, &e) || e.Message != "entry 2 (member Kim) cannot be undone" {
		t.Errorf("%v", err)
	}
}
