package leads

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

// desk is the part of the fake that is worked with. It keeps what the file
// keeps: versions, a journal, and what each deed has changed.
type desk struct {
	by       string
	readOnly bool
	members  []crm.Member
	works    map[crm.LeadID]crm.Work
	figures  crm.DeskFigures
	views    []crm.View
	journal  []crm.JournalEntry // newest last
	before   map[int64]snapshot // by journal entry
	deeds    []crm.Deed         // those that were asked for
	writing  chan struct{}      // nil: deeds are written at once
	refuse   error              // of every deed
}

type snapshot struct {
	leads []crm.Lead
	works map[crm.LeadID]crm.Work
}

func newDesk() desk {
	return desk{
		by: "ana", works: map[crm.LeadID]crm.Work{}, before: map[int64]snapshot{},
		members: []crm.Member{{Name: "Ana", Team: crm.Sales}, {Name: "Ben", Team: crm.Sales}, {Name: "Chidi", Team: crm.Marketing}},
		figures: crm.DeskFigures{Ready: 40, Touched: 31, MedianToTouch: 3 * time.Hour, Within: 22, Judged: 34},
	}
}

// owe gives leads duties that are late, near and far, in turn.
func (f *fake) owe() *fake {
	for i := range f.leads {
		if r := &f.leads[i].Stamp.Ready; r.Ready() && f.leads[i].Stamp.Standing == crm.Waiting {
			deadline := []time.Time{now.Add(-5 * time.Hour), now.Add(2 * time.Hour), now.AddDate(0, 0, 6)}[i%3]
			kind := []crm.DutyKind{crm.TouchDuty, crm.TouchDuty, crm.DecisionDuty}[i%3]
			f.works[f.leads[i].ID] = crm.Work{Duty: crm.Duty{Kind: kind, Since: r.Since, Deadline: deadline}}
		}
	}
	return f
}

// reason is why a lead stands where it does in the queue, as the file says it.
func (f *fake) reason(lead *crm.Lead) string {
	w := f.works[lead.ID]
	switch {
	case w.Duty.Kind == crm.NoDuty && lead.Stamp.Ready.Ready():
		return "ready 1 d, " + lead.Stamp.Grade
	case w.Duty.Kind == crm.NoDuty:
		return lead.Stamp.Grade
	case w.Duty.Deadline.Before(now):
		return "overdue 5 h, " + lead.Stamp.Grade
	case w.Duty.Kind == crm.DecisionDuty:
		return "decide in 6 d, " + lead.Stamp.Grade
	}
	return "SLA in 2 h, " + lead.Stamp.Grade
}

// urgent compares two leads as the queue does.
func (f *fake) urgent(a, b *crm.Lead) int {
	rank := func(lead *crm.Lead) int {
		switch w := f.works[lead.ID]; {
		case w.Duty.Kind != crm.NoDuty && w.Duty.Deadline.Before(now.Add(4*time.Hour)):
			return int(w.Duty.Deadline.Sub(now) / time.Hour)
		case lead.Stamp.Ready.Ready():
			return 1000
		}
		return 2000
	}
	if c := rank(a) - rank(b); c != 0 {
		return c
	}
	return int(b.Stamp.Score - a.Stamp.Score)
}

func (f *fake) lead(id crm.LeadID) *crm.Lead { return &f.leads[id-1] }

func (f *fake) Act(_ context.Context, d crm.Deed) (crm.DeedReport, error) {
	if f.writing != nil {
		<-f.writing
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuse != nil {
		return crm.DeedReport{}, f.refuse
	}
	f.deeds = append(f.deeds, d)
	refs := d.Leads
	if d.Query != nil {
		for i := range f.leads {
			if f.matches(&f.leads[i], *d.Query) {
				refs = append(refs, crm.Ref{ID: f.leads[i].ID})
			}
		}
	}
	was := snapshot{works: maps.Clone(f.works)}
	for _, ref := range refs {
		lead := f.lead(ref.ID)
		if ref.Version != 0 && ref.Version != lead.Version {
			return crm.DeedReport{}, crm.Errorf(crm.Conflict, "Ben accepted %s 2 minutes ago", lead.DisplayName()).
				WithHint("look at it again; nothing was changed")
		}
		if d.Verb == crm.Accept && lead.Stamp.Standing == crm.InSales {
			return crm.DeedReport{}, crm.Errorf(crm.Conflict, "%s stands in SAL and cannot be accepted", lead.DisplayName()).WithHint("it is in sales already")
		}
		was.leads = append(was.leads, *lead)
	}
	for _, ref := range refs {
		f.apply(f.lead(ref.ID), d)
	}
	entry := crm.JournalEntry{ID: int64(len(f.journal) + 1), At: now, By: f.by, Verb: string(d.Verb), Key: fmt.Sprintf("%d leads", len(refs))}
	words := fmt.Sprintf("%s %d leads", d.Verb.Past(), len(refs))
	if len(refs) == 1 {
		lead := f.lead(refs[0].ID)
		entry.Lead, entry.Key = lead.ID, lead.Key
		words = d.Verb.Past() + " " + lead.DisplayName()
	}
	f.before[entry.ID] = was
	f.journal = append(f.journal, entry)
	return crm.DeedReport{Entry: entry.ID, Verb: d.Verb, Words: words}, nil
}

// apply does the deed to one lead, as far as a list can show it.
func (f *fake) apply(lead *crm.Lead, d crm.Deed) {
	lead.Version++
	w := f.works[lead.ID]
	enter := func(stage string) {
		lead.Stage, lead.StageAt = stage, now
		lead.Stamp.Standing = crm.DefaultStages().Standing(stage)
		lead.Stamp.Ready, w.Duty = crm.Readiness{}, crm.Duty{}
	}
	switch d.Verb {
	case crm.Accept:
		enter("sal")
		lead.Owner = "Ana"
	case crm.Reject:
		enter("lead")
	case crm.Recycle:
		enter(crm.Recycled)
	case crm.Win:
		enter("customer")
	case crm.Lose:
		enter(crm.LostDetour)
	case crm.Disqualify:
		enter(crm.Disqualified)
	case crm.Advance, crm.Back, crm.Return:
		enter("mql")
	case crm.Assign:
		lead.Owner = d.To
	case crm.LogTouch:
		w.TouchedAt, w.Duty = now, crm.Duty{}
	case crm.PlanNext:
		lead.NextStep, lead.Due = d.Text, d.Until
	case crm.Snooze:
		w.SnoozedUntil = d.Until
	case crm.AddNote:
	}
	f.works[lead.ID] = w
}

func (f *fake) Undo(_ context.Context, id int64) (crm.UndoReport, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e := &f.journal[id-1]
	for _, was := range f.before[id].leads {
		if lead := f.lead(was.ID); lead.Version != was.Version+1 {
			return crm.UndoReport{}, crm.Errorf(crm.Conflict, "Ben recycled %s 1 minute ago", lead.DisplayName()).WithHint("nothing was undone")
		}
	}
	for _, was := range f.before[id].leads {
		*f.lead(was.ID) = was
		f.works[was.ID] = f.before[id].works[was.ID]
	}
	e.Undone = true
	return crm.UndoReport{Entry: id, Verb: e.Verb, Key: e.Key}, nil
}

func (f *fake) History(context.Context, crm.JournalQuery) ([]crm.JournalEntry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	entries := slices.Clone(f.journal)
	slices.Reverse(entries)
	return entries, nil
}

func (f *fake) Status(context.Context) (crm.Status, error) {
	return crm.Status{By: f.by, ReadOnly: f.readOnly, Zone: time.UTC, Now: now}, f.err
}

func (f *fake) Settings(context.Context) (crm.Settings, error) { return crm.DefaultSettings(), nil }

func (f *fake) Members(context.Context) ([]crm.Member, error) { return f.members, nil }

func (f *fake) Plan(context.Context) (nurture.Plan, error) { return nurture.DefaultPlan(), nil }

func (f *fake) Desk(context.Context, time.Time) (crm.DeskFigures, error) { return f.figures, nil }

func (f *fake) Views(context.Context) ([]crm.View, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.views), nil
}

func (f *fake) SaveView(_ context.Context, v crm.View) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.views = append(f.views, v)
	return nil
}

func (f *fake) DropView(_ context.Context, name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.views = slices.DeleteFunc(f.views, func(v crm.View) bool { return v.Name == name })
	return nil
}
