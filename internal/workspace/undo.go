package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/store"
)

// undoable are the verbs that Undo can take back.
var undoable = append([]string{"import", "ingest", verbMerge, verbUnify, verbGoal, verbStages}, deeds()...)

// canUndo reports whether the entry is of a kind that Undo can take back.
func canUndo(e *crm.JournalEntry) bool {
	return slices.Contains(undoable, e.Verb) && (e.Verb != verbStages || keepsStages(e))
}

// deeds are the verbs that Act knows, as the journal spells them.
func deeds() []string {
	var verbs []string
	for _, v := range crm.Verbs() {
		verbs = append(verbs, string(v))
	}
	return verbs
}

// History returns the journal, newest first.
func (w *Workspace) History(ctx context.Context, q crm.JournalQuery) ([]crm.JournalEntry, error) {
	var entries []crm.JournalEntry
	err := w.store.View(ctx, func(t *store.Tx) error {
		return t.Journal(q, func(e crm.JournalEntry) error {
			entries = append(entries, e)
			return nil
		})
	})
	return entries, err
}

// Undo takes back what the journal entry of that number did, 0 for the newest
// of the acting person that can be and has not been. NotFound when there is none, Conflict when it
// has been undone, or what it touched has changed since; Usage when its verb
// cannot be taken back.
func (w *Workspace) Undo(ctx context.Context, id int64) (crm.UndoReport, error) {
	return w.undo(ctx, id, nil)
}

// undo is Undo, which tells what it is at unless tell is nil: of an import when
// its rows begin to go, and then how far the scoring is.
func (w *Workspace) undo(ctx context.Context, id int64, tell func(crm.Progress)) (crm.UndoReport, error) {
	var entry crm.JournalEntry
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		if id != 0 {
			entry, err = t.JournalEntry(id)
			return err
		}
		entry, err = w.lastOfMine(t)
		return err
	})
	if err != nil {
		return crm.UndoReport{}, err
	}
	report := crm.UndoReport{Entry: entry.ID, Verb: entry.Verb, Key: entry.Key, Removed: map[string]int{}}
	switch {
	case entry.Undone:
		return report, crm.Errorf(crm.Conflict, "entry %d (%s %s) has been undone already", entry.ID, entry.Verb, entry.Key).
			WithHint("smarketing history shows what was done")
	case entry.Verb == verbStages && !canUndo(&entry):
		return report, crm.Errorf(crm.Usage, "entry %d (%s %s) cannot be undone: what the stages were before it was not kept then", entry.ID, entry.Verb, entry.Key).
			WithHint("smarketing stages import FILE replaces the definitions")
	case !canUndo(&entry):
		return report, crm.Errorf(crm.Usage, "entry %d (%s %s) cannot be undone", entry.ID, entry.Verb, entry.Key).
			WithHint("imports, ingests, merges, goals, changes of the stages and what was done to leads can be")
	}
	undo := crm.JournalEntry{Verb: "undo", Lead: entry.Lead, Key: entry.Key, Detail: fmt.Sprintf(`{"undoes":%d}`, entry.ID)}
	err = w.update(ctx, store.LeadsChanged, undo, func(t *store.Tx) error {
		if err := t.MarkUndone(entry.ID); err != nil {
			return err
		}
		switch entry.Verb {
		case verbMerge:
			return w.unmerge(t, entry, &report)
		case verbUnify:
			return w.ununify(t, entry, &report)
		case verbGoal:
			return w.ungoal(t, entry, &report)
		case verbStages:
			return w.unstages(t, entry, &report)
		case "import", "ingest":
			return w.unimport(t, entry, &report, tell)
		}
		return w.undeed(t, entry, &report)
	})
	if err != nil || entry.Verb == verbStages { // which may concern every lead: they are scored when there is time
		return report, err
	}
	_, err = w.refresh(ctx, 0, tell)
	return report, err
}

// lastOfMine returns the newest entry of the acting person that can be taken
// back. What others did is theirs. Who goes on undoing must not come upon an
// import, which may have been long ago and may not come a second time: it is
// found as long as it is the last thing that happened.
func (w *Workspace) lastOfMine(t *store.Tx) (crm.JournalEntry, error) {
	var last, mine, buried, others crm.JournalEntry
	err := t.Journal(crm.JournalQuery{}, func(e crm.JournalEntry) error {
		if last.ID == 0 && e.Verb != verbPromote {
			last = e
		}
		took := (e.Verb == "import" || e.Verb == "ingest") && e.ID != last.ID
		switch {
		case e.Undone || !canUndo(&e):
		case mine.ID == 0 && e.By == w.by && !took:
			mine = e
		case buried.ID == 0 && e.By == w.by && took:
			buried = e
		case others.ID == 0 && e.By != w.by:
			others = e
		}
		return nil
	})
	switch {
	case err != nil || mine.ID != 0:
		return mine, err
	case buried.ID > others.ID:
		return mine, crm.Errorf(crm.NotFound, "your newest entry that can be undone is %d (%s %s), and entry %d (%s %s by %s) came after it",
			buried.ID, buried.Verb, buried.Key, last.ID, last.Verb, last.Key, last.By).
			WithHint("what was taken in is then taken back by its number only: smarketing undo %d", buried.ID)
	case others.ID != 0:
		return mine, crm.Errorf(crm.NotFound, "there is nothing of yours to undo").
			WithHint("entry %d is %s %s by %s: smarketing undo %d takes that back", others.ID, others.Verb, others.Key, others.By, others.ID)
	}
	return mine, crm.Errorf(crm.NotFound, "there is nothing to undo").WithHint("smarketing history shows what was done")
}

// UndoImport takes back the import of that number, as Undo does with its entry
// in the journal. Unless tell is nil it is told what is being done: once when the
// rows begin to go, which is one transaction and has no middle, and then how far
// the scoring of what stays is.
func (w *Workspace) UndoImport(ctx context.Context, id int64, tell func(crm.Progress)) (crm.UndoReport, error) {
	var entry int64
	err := w.store.View(ctx, func(t *store.Tx) error {
		return t.Journal(crm.JournalQuery{}, func(e crm.JournalEntry) error {
			if (e.Verb == "import" || e.Verb == "ingest") && importOf(e) == crm.ImportID(id) {
				entry = e.ID
			}
			return nil
		})
	})
	if err != nil {
		return crm.UndoReport{}, err
	}
	if entry == 0 {
		return crm.UndoReport{}, crm.Errorf(crm.NotFound, "there is no import %d", id).WithHint("smarketing history lists them")
	}
	return w.undo(ctx, entry, tell)
}

// importOf returns the import that a journal entry is about.
func importOf(e crm.JournalEntry) crm.ImportID {
	var detail struct{ Import crm.ImportID }
	if err := json.Unmarshal([]byte(e.Detail), &detail); err != nil {
		return 0
	}
	return detail.Import
}

// mostKept bounds how many things that stay are listed one by one for one
// reason.
const mostKept = 50

// unimport takes an import away.
func (w *Workspace) unimport(t *store.Tx, entry crm.JournalEntry, report *crm.UndoReport, tell func(crm.Progress)) error {
	row, err := t.Import(importOf(entry))
	if err != nil {
		return err
	}
	if tell != nil {
		tell(crm.Progress{What: undoingWords(row), Started: time.Now()})
	}
	stages, err := t.Stages()
	if err != nil {
		return err
	}
	if err := t.DropSummary(originOf(row.ID)); err != nil {
		return err
	}
	removal, err := t.RemoveImport(row, entry.ID, stages.First())
	if err != nil {
		return err
	}
	report.Removed = removal.Removed
	report.Kept = keptWords(removal.Kept)
	if row.Report.Updated > 0 {
		report.Kept = append(report.Kept, fmt.Sprintf("%d rows that were there and were updated: what they said before is not kept", row.Report.Updated))
	}
	// The stamps without memory are of no rubric: they are to be looked for.
	if err := t.SetMeta(metaVersion, 0); err != nil {
		return err
	}
	return t.MarkDue(removal.Affected, w.clock(), row.ID)
}

// undoingWords says which import is taken away, and how much that is.
func undoingWords(row store.ImportRow) string {
	rows := "1 row"
	if n := row.Report.Created; n != 1 {
		rows = humanize.Comma(int64(n)) + " rows"
	}
	return fmt.Sprintf("undoing import %d: %s of %s", row.ID, rows, row.Report.Kind)
}

// keptWords lists what stays, of each reason so many one by one.
func keptWords(kept []store.Kept) []string {
	slices.SortStableFunc(kept, func(a, b store.Kept) int { return cmp.Compare(a.Reason, b.Reason) })
	var words []string
	for len(kept) > 0 {
		reason := kept[0].Reason
		n := 0
		for ; n < len(kept) && kept[n].Reason == reason; n++ {
			if n < mostKept {
				words = append(words, kept[n].Name+" "+reason)
			}
		}
		if n > mostKept {
			words = append(words, fmt.Sprintf("and %d more: %s", n-mostKept, reason))
		}
		kept = kept[n:]
	}
	return words
}
