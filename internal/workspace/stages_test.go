package workspace_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// defined returns the whole of the file with its definitions.
func defined(t *testing.T, d *desk) string {
	t.Helper()
	stages, err := d.Stages(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%+v\n%s", stages, withoutReady(whole(t, d)))
}

// someStages draws a change of the definitions that the log may allow or not.
func someStages(r *rapid.T, stages crm.Stages) crm.Stages {
	stages = slices.Clone(stages)
	path := len(stages.Path())
	at := rapid.IntRange(0, path-1).Draw(r, "at")
	switch rapid.SampledFrom([]string{"key", "first key", "label", "limit", "add", "add first", "remove", "remove first", "move"}).Draw(r, "change") {
	case "key":
		stages[at].Key += "x"
	case "first key":
		stages[0].Key += "y"
	case "label":
		stages[at].Label, stages[at].Team = "Other", crm.Sales
	case "limit":
		stages[at].SLA += time.Hour
	case "add":
		return slices.Insert(stages, at, crm.Stage{Key: fmt.Sprint("new", len(stages)), Label: "New", Team: crm.Marketing, Kind: crm.Inventory})
	case "add first":
		return slices.Insert(stages, 0, crm.Stage{Key: fmt.Sprint("start", len(stages)), Label: "Start", Team: crm.Marketing, Kind: crm.Inventory})
	case "remove":
		return slices.Delete(stages, at, at+1)
	case "remove first":
		return slices.Delete(stages, 0, 1)
	default:
		s := stages[at]
		return slices.Insert(slices.Delete(stages, at, at+1), rapid.IntRange(0, path-1).Draw(r, "to"), s)
	}
	return stages
}

// TestUndoStages makes random changes of the stages, and imports between them,
// and takes all back, the newest first: after each the file must say what it
// said before it.
func TestUndoStages(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer d.Close()
		leads, activities, changes, deals := someHistory(r)
		// Who is ready is decided anew by other stages, and moves on.
		activities = slices.DeleteFunc(activities, func(x crm.Record) bool { return x.Activity.Event == "demo_request" })
		rows := map[crm.RecordKind][]crm.Record{
			crm.LeadRecord: leads, crm.ActivityRecord: activities, crm.StageRecord: changes, crm.DealRecord: deals,
		}
		var said []string
		var entries []int64
		done := func(before string) {
			journal, err := d.History(t.Context(), crm.JournalQuery{})
			if err != nil {
				r.Fatal(err)
			}
			i := slices.IndexFunc(journal, func(e crm.JournalEntry) bool { return e.Verb != "promote" })
			said, entries = append(said, before), append(entries, journal[i].ID)
		}
		for _, kind := range []crm.RecordKind{crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord} {
			for range rapid.IntRange(0, 2).Draw(r, "edits") {
				before := defined(t, d)
				stages, err := d.Stages(t.Context())
				if err != nil {
					r.Fatal(err)
				}
				err = d.SetStages(t.Context(), someStages(r, stages))
				if err == nil {
					done(before)
				} else if crm.ErrorCode(err) != crm.Invalid {
					r.Fatal(err)
				}
				sound(t, d)
			}
			before := defined(t, d)
			defs, err := d.Stages(t.Context())
			if err != nil {
				r.Fatal(err)
			}
			known := slices.DeleteFunc(slices.Clone(rows[kind]), func(x crm.Record) bool {
				return kind == crm.StageRecord && !slices.ContainsFunc(defs, func(s crm.Stage) bool { return s.Key == x.Change.Stage }) ||
					kind == crm.LeadRecord && x.Lead.Stage != "" && !slices.ContainsFunc(defs, func(s crm.Stage) bool { return s.Key == x.Lead.Stage })
			})
			if len(known) > 0 {
				d.take(t, kind, known...)
				done(before)
			}
		}
		for i, entry := range slices.Backward(entries) {
			if report, err := d.Undo(t.Context(), entry); err != nil || len(report.Kept) > 0 {
				r.Fatalf("entry %d: %v, kept %v", entry, err, report.Kept)
			}
			sound(t, d)
			if got := defined(t, d); got != said[i] {
				r.Fatalf("after the undo of entry %d\n%s\nbefore it\n%s", entry, got, said[i])
			}
		}
	})
}

// met is a stage between the first and the second.
func met() crm.Stages {
	return slices.Insert(crm.DefaultStages(), 1, crm.Stage{Key: "met", Label: "Met", Team: crm.Marketing, Kind: crm.Inventory})
}

// begun are the stages with another first one.
func begun() crm.Stages {
	stages := crm.DefaultStages()
	stages[0].Key, stages[0].Label = "contact", "Contact"
	return stages
}

func (d *desk) define(t *testing.T, stages crm.Stages) int64 {
	t.Helper()
	if err := d.SetStages(t.Context(), stages); err != nil {
		t.Fatal(err)
	}
	edit, err := d.LastStages(t.Context())
	if err != nil || edit.Entry == 0 || edit.By != "mia" {
		t.Fatalf("the edit is %+v (%v)", edit, err)
	}
	return edit.Entry
}

// TestUndoStagesLater takes a change back after a restart; it is what an undo
// without a number takes first, and what was done before it follows.
func TestUndoStagesLater(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""), lead("2", ""))
	d.do(t, crm.Deed{Verb: crm.AddNote, Text: "before"}, "1")
	entry := d.define(t, begun())
	if l := d.find(t, "1"); l.Stage != "contact" {
		t.Fatalf("it stands in %s", l.Stage)
	}
	d.do(t, crm.Deed{Verb: crm.AddNote, Text: "after"}, "2")
	d.take(t, crm.LeadRecord, lead("3", ""))
	if _, err := d.UndoImport(t.Context(), 2, nil); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d.Workspace = reopen(t, d)
	r, err := d.Undo(t.Context(), entry)
	if err != nil || r.Removed["leads put back"] != 2 || r.Verb != "stages" {
		t.Fatalf("%+v, %v", r, err)
	}
	sound(t, d)
	if edit, err := d.LastStages(t.Context()); err != nil || edit.Entry != 0 {
		t.Errorf("there is %+v to undo (%v)", edit, err)
	}
	for _, want := range []string{"note", "note"} { // that after it, that before it
		if r, err := d.Undo(t.Context(), 0); err != nil || r.Verb != want {
			t.Fatalf("%+v, %v", r, err)
		}
		sound(t, d)
	}
	d.now = d.now.Add(time.Minute)
	if r, err := d.UndoImport(t.Context(), 1, nil); err != nil || len(r.Kept) > 0 {
		t.Errorf("its leads are no longer the import's: %+v, %v", r, err)
	}
}

// TestUndoStagesRefused says what rests on the new definitions, and changes
// nothing.
func TestUndoStagesRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		stages crm.Stages
		since  func(t *testing.T, d *desk)
		want   string
	}{
		{"a newer change", met(), func(t *testing.T, d *desk) {
			t.Helper()
			d.define(t, relabelled(met()))
		}, "the stages are no longer as entry"},
		{"leads in a stage that would vanish", met(), func(t *testing.T, d *desk) {
			t.Helper()
			d.take(t, crm.StageRecord, change("L-1", "met", now.Add(-time.Hour)))
		}, `1 leads have been in stage "met"`},
		{"a lead that was moved on", begun(), func(t *testing.T, d *desk) {
			t.Helper()
			d.do(t, crm.Deed{Verb: crm.Accept}, "L-1")
		}, "has been moved on since"},
		{"a merge", begun(), func(t *testing.T, d *desk) {
			t.Helper()
			if _, err := d.Merge(t.Context(), d.find(t, "L-1").ID, []crm.LeadID{d.find(t, "L-2").ID}); err != nil {
				t.Fatal(err)
			}
		}, "keeps leads as they stood"},
		{"a goal", met(), func(t *testing.T, d *desk) {
			t.Helper()
			if g, err := d.SetGoal(t.Context(), target()); err != nil || len(g.Steps) == 0 {
				t.Fatalf("%+v %v", g, err)
			}
		}, `plans with stage "met"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := funnelled(t)
			d.take(t, crm.LeadRecord, lead("L-1", ""), lead("L-2", ""))
			if test.stages.First() != "lead" { // of leads with a history none may be in the first
				d = open(t)
				d.take(t, crm.LeadRecord, lead("L-1", ""), lead("L-2", ""))
			}
			entry := d.define(t, test.stages)
			test.since(t, d)
			before := defined(t, d)
			_, err := d.Undo(t.Context(), entry)
			if crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("%v, want %q", err, test.want)
			}
			if after := defined(t, d); after != before {
				t.Errorf("before\n%s\nafter\n%s", before, after)
			}
			sound(t, d)
			for range 9 { // the newest first, all can be taken back
				if _, err := d.Undo(t.Context(), 0); err != nil {
					break
				}
			}
			if got, err := d.Stages(t.Context()); err != nil || !slices.Equal(got, crm.DefaultStages()) {
				t.Errorf("undone in turn, the stages are %+v (%v)", got, err)
			}
		})
	}
}

// relabelled gives the first stage another name.
func relabelled(stages crm.Stages) crm.Stages {
	stages[0].Label = "Contact"
	return stages
}

// TestStagesKeepOlderDeeds refuses to put a lead back into a stage that a
// change of the definitions has taken away.
func TestStagesKeepOlderDeeds(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	d.do(t, crm.Deed{Verb: crm.Accept}, "1")
	accept, err := d.History(t.Context(), crm.JournalQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	entry := d.define(t, begun())
	if _, err := d.Undo(t.Context(), accept[0].ID); crm.ErrorCode(err) != crm.Conflict || !strings.Contains(err.Error(), "not defined any more") {
		t.Errorf("%v", err)
	}
	sound(t, d)
	for _, id := range []int64{entry, accept[0].ID} {
		if _, err := d.Undo(t.Context(), id); err != nil {
			t.Error(err)
		}
		sound(t, d)
	}
}

// TestStagesOfOthers: what somebody else has defined is not offered.
func TestStagesOfOthers(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.define(t, met())
	ben, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, By: "Ben", Clock: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ben.Close() })
	if edit, err := ben.LastStages(t.Context()); err != nil || edit.Entry != 0 {
		t.Errorf("ben is offered %+v (%v)", edit, err)
	}
}
