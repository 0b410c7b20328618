package workspace

import (
	"encoding/json"
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// doing is what the journal keeps of a deed beside what it changed of each
// lead.
type doing struct {
	Leads      int
	Reason     string `json:",omitempty"`
	To         string `json:",omitempty"`
	Text       string `json:",omitempty"`
	Until      time.Time
	From, Upto store.Marks // what was added has numbers between them
}

// was is what a lead was before a deed, as far as the deed has changed it.
type was struct {
	Owner   *string       `json:",omitempty"`
	Place   *place        `json:",omitempty"`
	Step    *step         `json:",omitempty"`
	Ready   crm.Readiness // before it was scored again
	Work    crm.Work
	Worked  bool `json:",omitempty"` // the deed changed the work
	Version int64
	Own     bool    `json:",omitempty"` // nobody but its import had changed it
	Events  []int64 `json:",omitempty"` // ready events that had not ended
	owner   string
	place   place
	step    step
}

// place is where a lead stands.
type place struct {
	Stage     string
	At        time.Time
	Outcome   crm.Outcome
	OutcomeAt time.Time
	Left      time.Time // when it entered the stage the deed took it to
}

// step is what is done next.
type step struct {
	Text string
	Due  time.Time
}

// wasOf remembers a lead before a deed.
func wasOf(l *crm.Lead, w *crm.Work) was {
	return was{
		Version: l.Version, Ready: l.Stamp.Ready, Work: *w, owner: l.Owner, step: step{l.NextStep, l.Due},
		place: place{Stage: l.Stage, At: l.StageAt, Outcome: l.Outcome, OutcomeAt: l.OutcomeAt},
	}
}

// keepChanged keeps what differs from the lead and its work after the deed.
func (w *was) keepChanged(l *crm.Lead, work *crm.Work) {
	w.Worked = !sameWork(&w.Work, work)
	if l.Owner != w.owner {
		w.Owner = &w.owner
	}
	if l.Stage != w.place.Stage || !l.StageAt.Equal(w.place.At) {
		w.place.Left = l.StageAt
		w.Place = &w.place
	}
	if l.NextStep != w.step.Text || !l.Due.Equal(w.step.Due) {
		w.Step = &w.step
	}
}

// undeed takes a deed back exactly, of all its leads or of none: it is refused
// when one of them has changed since.
func (w *Workspace) undeed(t *store.Tx, entry crm.JournalEntry, report *crm.UndoReport) error {
	var done doing
	if err := json.Unmarshal([]byte(entry.Detail), &done); err != nil {
		return fmt.Errorf("journal entry %d: %w", entry.ID, err)
	}
	rows, err := t.Deeds(entry.ID)
	if err != nil {
		return err
	}
	if len(rows) < done.Leads {
		return crm.Errorf(crm.Conflict, "%d of %d leads are gone: they were merged into others since, or their import undone", done.Leads-len(rows), done.Leads).
			WithHint("undo that first; smarketing history shows it")
	}
	ids := make([]crm.LeadID, len(rows))
	for i := range rows {
		ids[i] = rows[i].Lead
	}
	rules, err := w.rulesOf(t)
	if err != nil {
		return err
	}
	u := &undoing{w: w, tx: t, rules: rules, entry: entry, done: done, ids: ids}
	if u.leads, err = t.LeadsByID(ids); err != nil {
		return err
	}
	if u.works, err = t.Works(ids); err != nil {
		return err
	}
	if u.since, err = t.ReadySince(ids, done.Upto.Ready); err != nil {
		return err
	}
	if err := u.judge(rows); err != nil {
		return err
	}
	if err := u.run(rows); err != nil {
		return err
	}
	report.Removed["leads put back"] = len(rows)
	return nil
}

// undoing is the undo of one deed under way.
type undoing struct {
	w     *Workspace
	tx    *store.Tx
	rules *rules
	entry crm.JournalEntry
	done  doing
	ids   []crm.LeadID
	leads map[crm.LeadID]crm.Lead
	works map[crm.LeadID]crm.Work
	since map[crm.LeadID]bool // have become ready since
	was   []was
}

// judge refuses when a lead is no longer as the deed left it.
func (u *undoing) judge(rows []store.DeedRow) error {
	var refused []*crm.Error
	count := 0
	u.was = make([]was, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Was), &u.was[i]); err != nil {
			return fmt.Errorf("journal entry %d, lead #%d: %w", u.entry.ID, r.Lead, err)
		}
		l, place := u.leads[r.Lead], u.was[i].Place
		moved := place != nil && !l.StageAt.Equal(place.Left)
		announced := place != nil && u.since[r.Lead]
		gone := false // a change of the stages has called the first one otherwise
		if place != nil {
			_, ok := u.rules.stages.Find(place.Stage)
			gone = !ok
		}
		if l.Version == r.Version && !moved && !announced && !gone {
			continue
		}
		if count++; count > mostCulprits {
			continue
		}
		why := crm.Errorf(crm.Conflict, "%s has been moved on since", l.DisplayName()).WithHint("use back; nothing was changed")
		if announced {
			why = crm.Errorf(crm.Conflict, "%s has become ready since", l.DisplayName()).WithHint("decide about it instead; nothing was changed")
		}
		if gone {
			why = crm.Errorf(crm.Conflict, "%s stood in stage %q, which is not defined any more", l.DisplayName(), place.Stage).
				WithHint("undo the change of the stages first; smarketing history shows it")
		}
		if l.Version != r.Version {
			var err error
			if why, err = u.w.changedSince(u.tx, &l, u.entry); err != nil {
				return err
			}
		}
		refused = append(refused, why)
	}
	if count > 0 {
		return together(refused, count, len(rows))
	}
	return nil
}

// run puts everything back.
func (u *undoing) run(rows []store.DeedRow) error {
	t := u.tx
	var works []store.WorkRow
	var events []int64
	for i := range rows {
		l, was, now := u.leads[rows[i].Lead], &u.was[i], u.works[rows[i].Lead]
		was.putBack(&l)
		if err := t.UpdateLead(&l, nil); err != nil {
			return err
		}
		if err := renumber(t, l.ID, was.Version, l.Version); err != nil {
			return err
		}
		if was.Own {
			if err := t.MakeOwn(l.ID); err != nil {
				return err
			}
		}
		if was.Place != nil { // nothing else changes whether it is ready
			if err := t.SetReadiness(l.ID, was.Ready); err != nil {
				return err
			}
			l.Stamp.Ready = was.Ready
			events = append(events, was.Events...)
		}
		if was.Place != nil || was.Worked {
			// Who was told of a broken deadline is not told again.
			if duty := was.Work.Duty; duty.Kind == now.Duty.Kind && duty.Deadline.Equal(now.Duty.Deadline) {
				was.Work.Duty = now.Duty
			}
			if p := now.Pass; p != nil && (was.Work.Pass == nil || !was.Work.Pass.At.Equal(p.At)) {
				if err := t.DropPass(p); err != nil {
					return err
				}
			}
			now = was.Work
		}
		works = append(works, store.WorkRow{Lead: l.ID, Work: now, Returned: u.rules.returned(&l, &now)})
	}
	if err := t.DropAdded(u.done.From, u.done.Upto, u.ids); err != nil {
		return err
	}
	if err := t.ReopenReady(events); err != nil {
		return err
	}
	if err := t.PutWorks(works); err != nil {
		return err
	}
	_, err := u.w.rescore(t, u.ids)
	return err
}

// putBack makes the lead what it was.
func (w *was) putBack(l *crm.Lead) {
	if w.Owner != nil {
		l.Owner = *w.Owner
	}
	if p := w.Place; p != nil {
		l.Stage, l.StageAt, l.Outcome, l.OutcomeAt = p.Stage, p.At, p.Outcome, p.OutcomeAt
	}
	if w.Step != nil {
		l.NextStep, l.Due = w.Step.Text, w.Step.Due
	}
}
