package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"smarketing/internal/crm"
	"smarketing/store"
)

// verbStages is how the journal calls a change of the stage definitions.
const verbStages = "stages"

// redefining is what the journal keeps of a change of the stages, beside what
// it changed of each lead.
type redefining struct {
	Was, Now crm.Stages
}

// SetStages replaces the stage definitions. It is refused with Invalid when
// leads stand in a stage that would disappear, unless they all stand in the
// first stage by assumption only: those move to the new first stage. It can be
// undone.
func (w *Workspace) SetStages(ctx context.Context, stages crm.Stages) error {
	if err := stages.Validate(); err != nil {
		return err
	}
	for _, d := range crm.DefaultStages() {
		if _, ok := stages.Find(d.Key); d.Kind == crm.Detour && !ok {
			stages = append(stages, d)
		}
	}
	return w.update(ctx, store.SettingsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		old, err := t.Stages()
		if err != nil {
			return err
		}
		restarts, err := redefine(t, old, stages)
		if err != nil {
			return err
		}
		if key, n, err := undefined(t); err != nil {
			return err
		} else if n > 0 {
			return crm.Errorf(crm.Invalid, "%d leads have been in stage %q, which the new definitions leave out", n, key).
				WithHint("keep a stage with that key; nothing was changed")
		}
		if err := w.keepStages(t, redefining{old, stages}, restarts); err != nil {
			return err
		}
		return t.MarkAllDue(w.clock())
	})
}

// redefine puts the definitions in force, and the leads that stand in a first
// stage they leave out into theirs.
func redefine(t *store.Tx, old, stages crm.Stages) ([]store.Restart, error) {
	if err := t.SetStages(stages); err != nil {
		return nil, err
	}
	if _, ok := stages.Find(old.First()); ok {
		return nil, nil
	}
	return t.RestartLeads(old.First(), stages.First())
}

// undefined returns a stage that leads have been in and no definition knows,
// with their number; 0 when there is none.
func undefined(t *store.Tx) (string, int, error) {
	lost, err := t.UndefinedStages()
	for key, n := range lost {
		return key, n, err
	}
	return "", 0, err
}

// keepStages writes the change into the journal, with what its undo needs.
func (w *Workspace) keepStages(t *store.Tx, done redefining, restarts []store.Restart) error {
	detail, err := json.Marshal(done)
	if err != nil {
		return fmt.Errorf("journal the stages: %w", err)
	}
	id, err := t.AppendJournal(crm.JournalEntry{
		At: w.clock(), By: w.by, Verb: verbStages, Key: fmt.Sprintf("%d stages", len(done.Now.Path())), Detail: string(detail),
	})
	if err != nil {
		return err
	}
	rows := make([]store.DeedRow, len(restarts))
	for i, r := range restarts {
		was, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("journal the stages: %w", err)
		}
		rows[i] = store.DeedRow{Lead: r.Lead, Version: r.Version, Was: string(was)}
		if r.Stood {
			rows[i].Version++
		}
	}
	return t.AddDeeds(id, rows)
}

// keepsStages reports whether the entry says what the definitions were: those
// of earlier versions of the program do not.
func keepsStages(e *crm.JournalEntry) bool { return e.Detail != "{}" }

// LastStages returns the change of the stages that the acting person would take
// back; the zero StageEdit when the newest is not theirs, cannot be undone, or
// the file is open for reading only.
func (w *Workspace) LastStages(ctx context.Context) (crm.StageEdit, error) {
	if w.store.ReadOnly() {
		return crm.StageEdit{}, nil
	}
	e, err := read(ctx, w, func(t *store.Tx) (crm.JournalEntry, error) { return t.NewestOf(verbStages) })
	if err != nil || e.ID == 0 || e.By != w.by || !keepsStages(&e) {
		return crm.StageEdit{}, err
	}
	var done redefining
	if err := json.Unmarshal([]byte(e.Detail), &done); err != nil {
		return crm.StageEdit{}, fmt.Errorf("journal entry %d: %w", e.ID, err)
	}
	return crm.StageEdit{Entry: e.ID, At: e.At, By: e.By, Was: done.Was}, nil
}

// unstages puts the definitions back that were in force before the entry, and
// the leads it has moved to where they stood. Conflict when something rests on
// the definitions it made: a newer change, a goal, leads that were moved or
// merged since.
func (w *Workspace) unstages(t *store.Tx, entry crm.JournalEntry, report *crm.UndoReport) error {
	var done redefining
	if err := json.Unmarshal([]byte(entry.Detail), &done); err != nil {
		return fmt.Errorf("journal entry %d: %w", entry.ID, err)
	}
	if err := w.restsOnStages(t, entry, &done); err != nil {
		return err
	}
	restarts, err := w.restartsOf(t, entry, &done)
	if err != nil {
		return err
	}
	if err := w.unrestart(t, restarts, &done); err != nil {
		return err
	}
	late, err := redefine(t, done.Now, done.Was) // those that came since
	if err != nil {
		return err
	}
	for _, r := range late {
		if !r.Stood {
			continue
		}
		if err := renumber(t, r.Lead, r.Version, r.Version+1); err != nil {
			return err
		}
	}
	if key, n, err := undefined(t); err != nil {
		return err
	} else if n > 0 {
		return crm.Errorf(crm.Conflict, "%d leads have been in stage %q, which was not defined before entry %d", n, key, entry.ID).
			WithHint("undo what brought them there first; smarketing history shows it")
	}
	report.Removed["stages as they were before"] = len(done.Was.Path())
	report.Removed["leads put back"] = len(restarts)
	if err := t.MarkAllDue(w.clock()); err != nil {
		return err
	}
	return t.AddChange(store.SettingsChanged)
}

// restsOnStages refuses when a newer change of the stages, or a goal, rests on
// those of the entry.
func (w *Workspace) restsOnStages(t *store.Tx, entry crm.JournalEntry, done *redefining) error {
	newest, err := t.NewestOf(verbStages)
	if err != nil {
		return err
	}
	if newest.ID > entry.ID {
		return crm.Errorf(crm.Conflict, "the stages are no longer as entry %d left them: entry %d (%s by %s) has changed them", entry.ID, newest.ID, newest.Verb, newest.By).
			WithHint("smarketing history shows what was done; undo the later entry first")
	}
	set, err := t.NewestOf(verbGoal)
	if err != nil || set.ID < entry.ID {
		return err
	}
	inForce, err := goalInForce(t)
	if err != nil {
		return err
	}
	for _, s := range inForce.Steps {
		if _, ok := done.Was.Find(s.Stage); !ok {
			return crm.Errorf(crm.Conflict, "version %d of the goal plans with stage %q, which was not defined before entry %d", inForce.Version, s.Stage, entry.ID).
				WithHint("undo the goal first: smarketing undo %d", set.ID)
		}
	}
	return nil
}

// restarted is a lead that a change of the stages has moved, or its log.
type restarted struct {
	store.Restart
	version int64 // as the change has left it
}

// restartsOf returns the leads that the change has moved. Conflict when one of
// them has been moved on since, or merged.
func (w *Workspace) restartsOf(t *store.Tx, entry crm.JournalEntry, done *redefining) ([]restarted, error) {
	rows, err := t.Deeds(entry.ID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	merged, err := t.NewestOf(verbMerge)
	if err != nil {
		return nil, err
	}
	if merged.ID > entry.ID {
		return nil, crm.Errorf(crm.Conflict, "entry %d (%s by %s) keeps leads as they stood in the stages of entry %d", merged.ID, merged.Verb, merged.By, entry.ID).
			WithHint("smarketing history shows what was done; undo the later entry first")
	}
	restarts := make([]restarted, len(rows))
	var stood []crm.LeadID
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Was), &restarts[i].Restart); err != nil {
			return nil, fmt.Errorf("journal entry %d, lead #%d: %w", entry.ID, r.Lead, err)
		}
		if restarts[i].version = r.Version; restarts[i].Stood {
			stood = append(stood, r.Lead)
		}
	}
	moved, err := t.MovedOn(stood, done.Now.First())
	if err != nil || len(moved) == 0 {
		return restarts, err
	}
	leads, err := t.LeadsByID(moved[:min(len(moved), mostCulprits)])
	if err != nil {
		return nil, err
	}
	return nil, movedSince(leads, moved, entry)
}

// movedSince names leads that no longer stand where the change of the stages
// has put them.
func movedSince(leads map[crm.LeadID]crm.Lead, moved []crm.LeadID, entry crm.JournalEntry) error {
	var names []string
	for _, id := range moved[:min(len(moved), mostCulprits)] {
		l := leads[id]
		names = append(names, l.DisplayName())
	}
	if n := len(moved) - len(names); n > 0 {
		names = append(names, fmt.Sprintf("and %d more", n))
	}
	have := "have"
	if len(moved) == 1 {
		have = "has"
	}
	return crm.Errorf(crm.Conflict, "%s %s been moved on since entry %d", strings.Join(names, ", "), have, entry.ID).
		WithHint("undo that first; smarketing history shows it")
}

// unrestart puts the leads back.
func (w *Workspace) unrestart(t *store.Tx, restarts []restarted, done *redefining) error {
	if len(restarts) == 0 {
		return nil
	}
	ids := make([]crm.LeadID, len(restarts))
	for i, r := range restarts {
		ids[i] = r.Lead
	}
	if err := t.UnrestartLeads(ids, done.Was.First(), done.Now.First()); err != nil {
		return err
	}
	leads, err := t.LeadsByID(ids)
	if err != nil {
		return err
	}
	for _, r := range restarts {
		if !r.Stood {
			continue
		}
		is := leads[r.Lead].Version
		if left := is - 1; left != r.version { // its turn comes when what has changed the lead since is undone
			if err := renumber(t, r.Lead, r.Version, r.version); err != nil {
				return err
			}
			r.Version = left
		}
		if err := renumber(t, r.Lead, r.Version, is); err != nil {
			return err
		}
	}
	return nil
}
