package ui_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
	"smarketing/ui/imports"
)

// kept is a real file; what a workspace does not have is painted, one step
// deeper so that the real method goes before the painted one.
type kept struct {
	*workspace.Workspace
	painted
}

type painted struct{ *source }

func (k kept) Import(ctx context.Context, path string, p imports.Plan, tell func(crm.Progress)) (crm.ImportReport, error) {
	return k.source.Import(ctx, path, p, tell)
}

func (k kept) UndoImport(ctx context.Context, id crm.ImportID, tell func(crm.Progress)) (crm.UndoReport, error) {
	return k.source.UndoImport(ctx, id, tell)
}

// take imports records of one kind.
func take(t *testing.T, w *workspace.Workspace, kind crm.RecordKind, records []crm.Record) {
	t.Helper()
	source := crm.ImportSource{File: "test.csv", Fingerprint: string(kind), Kind: kind, Rows: len(records)}
	if _, err := w.Import(t.Context(), source, func(yield func(crm.Record, error) bool) {
		for i, r := range records {
			if r.Kind, r.Row = kind, i+2; !yield(r, nil) {
				return
			}
		}
	}, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
}

// TestTenLeads clears ten leads on the whole program over a real file with keys
// only, two to a lead at most: every lead is where its keys send it, in one
// entry of the journal each. Then it takes the last back.
func TestTenLeads(t *testing.T) {
	t.Parallel()
	w, err := workspace.Open(t.Context(), workspace.Options{
		Path: filepath.Join(t.TempDir(), "team.db"), Create: true, By: "kim", Clock: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() }) // after the terminal has ended
	if err := w.SetMember(t.Context(), crm.Member{Name: "Kim", Team: crm.Sales}); err != nil {
		t.Fatal(err)
	}
	var people, deeds []crm.Record
	for i := range 14 {
		key := fmt.Sprintf("L-%02d", i)
		people = append(people, crm.Record{Lead: crm.Lead{
			Key: key, Name: fmt.Sprintf("Person %02d", i), Email: key + "@example.com", Owner: "Kim", Employees: crm.NumberValue(float64(60 + 70*i)),
		}})
		deeds = append(deeds, crm.Record{LeadRef: key, Activity: crm.Activity{Event: "demo_request", At: now.Add(-time.Duration(i+1) * time.Hour)}})
	}
	take(t, w, crm.LeadRecord, people)
	take(t, w, crm.ActivityRecord, deeds)
	page, err := w.LeadPage(t.Context(), crm.LeadQuery{Queue: true})
	if err != nil || len(page.Leads) != 14 || !page.Leads[0].Stamp.Ready.Ready() {
		t.Fatalf("the queue has %d leads: %v", len(page.Leads), err)
	}

	term := start(t, kept{w, painted{filled()}}, 80, 24)
	term.Key("3")
	term.WaitText("QUEUE mine  14")
	pressed := 0
	for i, lead := range page.Leads[:10] {
		keys, says, stage := []string{"a"}, "Accepted ", page.Stages.Handover()
		switch i % 3 {
		case 1:
			keys, says, stage = []string{"c", "2"}, "Recycled ", crm.Recycled
		case 2:
			keys, says, stage = []string{"x", "1"}, "Rejected ", page.Stages.First()
		}
		term.Key(keys[0])
		if len(keys) > 1 {
			term.WaitText("esc cancel")
			term.Key(keys[1])
		}
		pressed += len(keys)
		term.WaitText(says + lead.Name)
		if got, err := w.Lead(t.Context(), lead.ID); err != nil || got.Stage != stage {
			t.Errorf("%v left %s in %s, want %s: %v", keys, lead.Name, got.Stage, stage, err)
		}
	}
	if pressed != 16 {
		t.Errorf("%d keys for ten leads", pressed)
	}
	last := page.Leads[9]
	term.Type("u")
	term.WaitText("Undone: accepted " + last.Name)
	if got, err := w.Lead(t.Context(), last.ID); err != nil || got.Stage != last.Stage || got.Owner != last.Owner {
		t.Errorf("after the undo: %+v, %v", got, err)
	}
	// Keys that come in one piece are for what the first of them opens.
	term.Type("c1")
	term.WaitText("Recycled " + last.Name)
	term.Type("u")
	term.WaitText("Undone: recycled " + last.Name)
	term.Type("nask again\rfri\r")
	term.WaitText("Planned the next step of " + last.Name)
	entries, err := w.History(t.Context(), crm.JournalQuery{})
	if n := len(slices.DeleteFunc(entries, func(e crm.JournalEntry) bool { return e.Lead == 0 })); n != 14 || err != nil {
		t.Errorf("%d entries of the journal, want twelve deeds and two undos: %v", n, err)
	}
}
