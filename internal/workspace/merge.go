package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"smarketing/internal/crm"
	"smarketing/store"
)

// The verbs of the journal for what this file does.
const (
	verbMerge = "merge"
	verbUnify = "unify"
)

// merging is what the journal keeps of a merge for its undo.
type merging struct {
	Keep    crm.LeadID
	Version int64          // of the kept lead after the merge
	Merged  []store.Merged // in the order in which they were done
	Ready   []int64        // ready events that the merge has made; of files of before
	From    store.Marks    // what the merge has added has numbers between these
	Upto    store.Marks
}

// Merge makes the other leads part of the one to keep: what it does not know is
// filled from them, in their order; their activities, stage changes, deals and
// ready events move to it, each kept once; their keys and e-mails lead to it
// from now on, in imports too. It is one entry of the journal and can be
// undone exactly. NotFound when a lead does not exist, Usage when one is named
// twice.
func (w *Workspace) Merge(ctx context.Context, keep crm.LeadID, others []crm.LeadID) (crm.MergeReport, error) {
	report := crm.MergeReport{Moved: map[string]int{}, Same: map[string]int{}}
	if len(others) == 0 {
		return report, crm.Errorf(crm.Usage, "there is nothing to merge").WithHint("smarketing merge KEEP OTHER...")
	}
	for i, id := range others {
		if id == keep || slices.Contains(others[:i], id) {
			return report, crm.Errorf(crm.Usage, "lead #%d is named twice", id).WithHint("name the one to keep, then the others")
		}
	}
	err := w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		m := &merger{w: w, tx: t, report: &report, undo: merging{Keep: keep}}
		return m.merge(keep, others)
	})
	return report, err
}

// merger is one merge under way.
type merger struct {
	w      *Workspace
	tx     *store.Tx
	report *crm.MergeReport
	undo   merging
	stages crm.Stages
}

func (m *merger) merge(keep crm.LeadID, others []crm.LeadID) error {
	t := m.tx
	var err error
	if m.stages, err = t.Stages(); err != nil {
		return err
	}
	kept, err := t.Lead(keep)
	if err != nil {
		return err
	}
	if m.undo.From, err = t.Marks(); err != nil {
		return err
	}
	for _, id := range others {
		other, err := t.Lead(id)
		if err != nil {
			return err
		}
		if err := m.take(&kept, &other); err != nil {
			return err
		}
	}
	// The log says where the merged lead stands.
	if _, err := t.SyncStages([]crm.LeadID{keep}); err != nil {
		return err
	}
	if _, err := m.w.rescore(t, []crm.LeadID{keep}); err != nil {
		return err
	}
	if m.report.Keep, err = t.Lead(keep); err != nil {
		return err
	}
	m.undo.Version = m.report.Keep.Version
	if m.undo.Upto, err = t.Marks(); err != nil {
		return err
	}
	detail, err := json.Marshal(m.undo)
	if err != nil {
		return fmt.Errorf("journal the merge: %w", err)
	}
	m.report.Entry, err = t.AppendJournal(crm.JournalEntry{
		At: m.w.clock(), By: m.w.by, Verb: verbMerge, Lead: keep, Key: kept.Key, Detail: string(detail),
	})
	return err
}

// take makes one other lead part of the kept one.
func (m *merger) take(kept, other *crm.Lead) error {
	merged, err := m.tx.MergeLeads(kept.ID, other.ID, m.stages.First(), m.w.clock())
	if err != nil {
		return err
	}
	m.undo.Merged = append(m.undo.Merged, merged)
	m.report.Merged = append(m.report.Merged, other.Key)
	for noun, n := range merged.Counts {
		m.report.Moved[noun] += n
	}
	for noun, n := range merged.Doubled {
		m.report.Same[noun] += n
	}
	m.report.Filled = append(m.report.Filled, fill(kept, other)...)
	return m.tx.UpdateLead(kept, nil)
}

// fill gives the lead what it does not know and the other does, and returns
// the names of the fields. The stage is not among them: the log says it.
func fill(kept, other *crm.Lead) []string {
	var filled []string
	named := kept.Name != "" || kept.FirstName != "" || kept.LastName != ""
	for _, f := range crm.CoreFields() {
		// Half a name of one and half of the other would be nobody's.
		if named && (f.Name == "name" || f.Name == "first_name" || f.Name == "last_name") {
			continue
		}
		if v := other.Field(f.Name); v.Known() && !kept.Field(f.Name).Known() {
			kept.SetField(f.Name, v)
			filled = append(filled, f.Name)
		}
	}
	// A copy: Set may write into the memory of the other lead's fields.
	custom := slices.Clone(kept.Custom)
	for _, f := range other.Custom {
		if !custom.Get(f.Name).Known() {
			custom = custom.Set(f.Name, f.Value)
			filled = append(filled, f.Name)
		}
	}
	kept.Custom = custom
	if kept.Outcome == crm.NoOutcome && other.Outcome != crm.NoOutcome {
		kept.Outcome, kept.OutcomeAt = other.Outcome, other.OutcomeAt
		filled = append(filled, "outcome")
	}
	if kept.NextStep == "" && other.NextStep != "" {
		kept.NextStep, kept.Due = other.NextStep, other.Due
		filled = append(filled, "next_step")
	}
	return filled
}

// unmerge parts the leads of a merge again, unless the kept one has changed.
func (w *Workspace) unmerge(t *store.Tx, entry crm.JournalEntry, report *crm.UndoReport) error {
	var m merging
	if err := json.Unmarshal([]byte(entry.Detail), &m); err != nil {
		return fmt.Errorf("journal entry %d: %w", entry.ID, err)
	}
	kept, err := t.Lead(m.Keep)
	if crm.ErrorCode(err) == crm.NotFound {
		return crm.Errorf(crm.Conflict, "lead %s is gone: it was merged into another since, or its import undone", entry.Key).
			WithHint("undo that first; smarketing history shows it")
	}
	if err != nil {
		return err
	}
	if kept.Version != m.Version {
		e, err := w.changedSince(t, &kept, entry)
		if err != nil {
			return err
		}
		return e
	}
	ids, was := []crm.LeadID{m.Keep}, m.Merged[0].Version()
	if err := t.DropReady(m.Ready); err != nil {
		return err
	}
	if err := t.DropAdded(m.From, m.Upto, []crm.LeadID{m.Keep}); err != nil {
		return err
	}
	for _, merged := range slices.Backward(m.Merged) {
		if err := t.PartLeads(merged); err != nil {
			return err
		}
		ids = append(ids, merged.Other)
		for noun, n := range merged.Counts {
			report.Removed[noun+" moved back"] += n
		}
	}
	report.Removed["leads parted"] = len(m.Merged)
	if key, n, err := undefined(t); err != nil {
		return err
	} else if n > 0 {
		return crm.Errorf(crm.Conflict, "the merged leads stood in stage %q, which is not defined any more", key).
			WithHint("undo the change of the stages first; smarketing history shows it")
	}
	if kept, err = t.Lead(m.Keep); err != nil {
		return err
	}
	if err := renumber(t, m.Keep, was, kept.Version); err != nil {
		return err
	}
	slices.Sort(ids)
	// Scored anew: what has come since belongs to the kept lead.
	_, err = w.rescore(t, ids)
	return err
}

// renumber lets an earlier merge into the lead, or a deed, be undone next: the
// lead is as that has left it, under a higher version.
func renumber(t *store.Tx, lead crm.LeadID, was, is int64) error {
	if err := t.Renumber(lead, was, is); err != nil {
		return err
	}
	entries, err := t.EntriesAfter(lead, 0)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var m merging
		if e.Verb != verbMerge || json.Unmarshal([]byte(e.Detail), &m) != nil || m.Version != was {
			continue
		}
		m.Version = is
		detail, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("journal entry %d: %w", e.ID, err)
		}
		if err := t.SetDetail(e.ID, string(detail)); err != nil {
			return err
		}
	}
	return nil
}

// changedSince refuses an undo and says what has happened to the lead.
func (w *Workspace) changedSince(t *store.Tx, l *crm.Lead, entry crm.JournalEntry) (*crm.Error, error) {
	later, err := t.EntriesAfter(l.ID, entry.ID)
	what := "an import has changed it"
	for _, e := range later {
		if e.Verb == verbPromote { // leaves the version as it was
			continue
		}
		what = fmt.Sprintf("entry %d (%s by %s) has changed it", e.ID, e.Verb, e.By)
		break
	}
	return crm.Errorf(crm.Conflict, "%s is no longer as entry %d left it: %s", l.DisplayName(), entry.ID, what).
		WithHint("smarketing history %s shows what was done; undo the later entry first", l.Key), err
}

// spelling is one lead whose company was written otherwise.
type spelling struct {
	Lead crm.LeadID
	Was  string
}

// UnifyCompany writes the company of all leads that spell it in one of the
// other ways as keep. It is one entry of the journal and can be undone. It
// returns how many leads it changed; NotFound when no lead has one of them.
func (w *Workspace) UnifyCompany(ctx context.Context, keep string, others []string) (int, error) {
	if keep == "" || len(others) == 0 || slices.Contains(others, keep) {
		return 0, crm.Errorf(crm.Usage, "name the spelling to keep, then the others").
			WithHint("smarketing merge --company KEEP OTHER...")
	}
	var done []spelling
	err := w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		done = done[:0]
		for _, was := range others {
			ids, err := t.LeadsOfCompany(was)
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				return crm.Errorf(crm.NotFound, "no lead has the company %q", was).WithHint("smarketing duplicates lists the spellings")
			}
			changed, err := w.respell(t, ids, keep)
			if err != nil {
				return err
			}
			done = append(done, changed...)
		}
		detail, err := json.Marshal(done)
		if err != nil {
			return fmt.Errorf("journal the spelling: %w", err)
		}
		return t.AddJournal(crm.JournalEntry{At: w.clock(), By: w.by, Verb: verbUnify, Key: keep, Detail: string(detail)})
	})
	if err != nil {
		return 0, err
	}
	_, err = w.refresh(ctx, 0, nil)
	return len(done), err
}

// respell writes the company of the leads.
func (w *Workspace) respell(t *store.Tx, ids []crm.LeadID, company string) ([]spelling, error) {
	leads, err := t.LeadsByID(ids)
	if err != nil {
		return nil, err
	}
	done := make([]spelling, 0, len(ids))
	for _, id := range ids {
		l := leads[id]
		was := l.Company
		l.Company = company
		if err := t.UpdateLead(&l, nil); err != nil {
			return nil, err
		}
		done = append(done, spelling{id, was})
	}
	return done, t.MarkDue(ids, w.clock(), 0)
}

// ununify gives the leads their spelling back, those aside that have changed.
func (w *Workspace) ununify(t *store.Tx, entry crm.JournalEntry, report *crm.UndoReport) error {
	var done []spelling
	if err := json.Unmarshal([]byte(entry.Detail), &done); err != nil {
		return fmt.Errorf("journal entry %d: %w", entry.ID, err)
	}
	for _, s := range done {
		l, err := t.Lead(s.Lead)
		if crm.ErrorCode(err) == crm.NotFound {
			report.Kept = append(report.Kept, fmt.Sprintf("lead #%d is gone since", s.Lead))
			continue
		}
		if err != nil {
			return err
		}
		if l.Company != entry.Key {
			report.Kept = append(report.Kept, fmt.Sprintf("lead %s was given another company since", l.Key))
			continue
		}
		if _, err := w.respell(t, []crm.LeadID{s.Lead}, s.Was); err != nil {
			return err
		}
		report.Removed["spellings"]++
	}
	return nil
}
