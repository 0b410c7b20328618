package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

var noTime time.Time

// Act does one thing to one lead or to many: all of it in one transaction with
// one entry of the journal, which Undo takes back, or nothing at all.
//
// The errors are Usage when something is missing, NotFound for an unknown lead
// or member, Invalid for a day in the past, and Conflict when a lead stands
// where the verb cannot be done, or was changed by somebody since it was seen;
// they name who did what.
func (w *Workspace) Act(ctx context.Context, d crm.Deed) (crm.DeedReport, error) {
	rule, err := checked(&d)
	if err != nil {
		return crm.DeedReport{}, err
	}
	var report crm.DeedReport
	err = w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		a := &act{w: w, tx: t, deed: d, rule: rule, now: millis(w.clock())}
		if err := a.prepare(); err != nil {
			return err
		}
		report, err = a.run()
		return err
	})
	if err != nil {
		return crm.DeedReport{}, err
	}
	return report, nil
}

// checked completes a deed and returns its rule, or says what is missing.
func checked(d *crm.Deed) (rule, error) {
	r, err := ruleOf(d.Verb)
	if err != nil {
		return r, err
	}
	d.Reason, d.Text, d.To = tidy(d.Reason), tidy(d.Text), strings.TrimSpace(d.To)
	d.Until = millis(d.Until)
	missing := func(what, hint string) error {
		e := crm.Errorf(crm.Usage, "%s needs %s", d.Verb, what).WithHint("%s", hint)
		e.Field = strings.Fields(what)[1]
		return e
	}
	switch {
	case len(d.Leads) == 0 && d.Query == nil:
		return r, crm.Errorf(crm.Usage, "%s needs a lead", d.Verb).WithHint("name it by its key, its e-mail or #id")
	case r.reason && d.Reason == "":
		return r, missing("a reason", "why not now: timing, budget, no contact...")
	case r.to && d.To == "":
		return r, missing("a member", "name who gets the lead")
	case r.text && d.Text == "":
		return r, missing("a text", "say what")
	case r.until && d.Until.IsZero():
		return r, missing("a date", "say until when: fri, +3d, 2026-12-01")
	}
	d.Channel, err = crm.ParseChannel(string(d.Channel))
	return r, err
}

func tidy(s string) string { return strings.TrimSpace(text.Clean(s)) }

// act is one deed under way.
type act struct {
	w      *Workspace
	tx     *store.Tx
	deed   crm.Deed
	rule   rule
	now    time.Time
	rules  *rules
	me, to string // members: who acts, empty when that is none, and whom the deed names
	ids    []crm.LeadID
	leads  map[crm.LeadID]crm.Lead
	works  map[crm.LeadID]crm.Work
	cycles map[crm.LeadID]int  // how often leads were recycled
	pure   map[crm.LeadID]bool // nobody but their import has changed them
	ready  map[crm.LeadID][]int64
	marks  store.Marks
	taker  *taker

	changes []crm.StageChange
	touches []crm.Touch
	notes   []crm.Note
	events  []crm.OutboxEvent
	rearm   []crm.LeadID
}

// prepare finds out what the deed is about, and refuses it when it cannot be
// done to every lead.
func (a *act) prepare() error {
	var err error
	if a.rules, err = a.w.rulesOf(a.tx); err != nil {
		return err
	}
	if err := a.dates(); err != nil {
		return err
	}
	if err := a.members(); err != nil {
		return err
	}
	if err := a.find(); err != nil {
		return err
	}
	return a.judge()
}

// find reads the leads.
func (a *act) find() error {
	if q := a.deed.Query; q != nil {
		all := *q
		all.Limit, all.Offset, all.Sort, all.Why = 0, 0, crm.Sort{}, false
		ids, err := a.tx.Matching(timed(all, a.rules, a.now))
		if err != nil {
			return err
		}
		a.ids = ids
	}
	for _, ref := range a.deed.Leads {
		a.ids = append(a.ids, ref.ID)
	}
	slices.Sort(a.ids)
	a.ids = slices.Compact(a.ids)
	if len(a.ids) == 0 {
		return crm.Errorf(crm.NotFound, "no lead matches").WithHint("nothing was changed")
	}
	var err error
	if a.leads, err = a.tx.LeadsByID(a.ids); err != nil {
		return err
	}
	for _, id := range a.ids {
		if _, ok := a.leads[id]; !ok {
			return crm.Errorf(crm.NotFound, "there is no lead #%d", id).WithHint("nothing was changed; smarketing leads lists them")
		}
	}
	if a.works, err = a.tx.Works(a.ids); err != nil {
		return err
	}
	if a.deed.Verb != crm.Recycle {
		return nil
	}
	logged, err := a.tx.LoggedPasses(a.ids)
	a.cycles = make(map[crm.LeadID]int, len(logged))
	for id, p := range logged {
		a.cycles[id] = p.Cycle
	}
	return err
}

// run does the deed and journals it.
func (a *act) run() (crm.DeedReport, error) {
	report := crm.DeedReport{Verb: a.deed.Verb, Until: a.deed.Until}
	var err error
	if a.marks, err = a.tx.Marks(); err != nil {
		return report, err
	}
	if a.pure, err = a.tx.OwnVersions(a.ids); err != nil {
		return report, err
	}
	if a.ready, err = a.tx.OpenReady(a.ids); err != nil {
		return report, err
	}
	var rows []store.WorkRow
	deeds := make([]store.DeedRow, 0, len(a.ids))
	for _, id := range a.ids {
		l, w := a.leads[id], a.works[id]
		was := wasOf(&l, &w)
		if err := a.rule.effect(a, &l, &w); err != nil {
			return report, err
		}
		was.keepChanged(&l, &w)
		was.Own, was.Events = a.pure[id], a.ready[id]
		if err := a.tx.UpdateLead(&l, nil); err != nil {
			return report, err
		}
		if before := a.works[id]; !sameWork(&before, &w) {
			rows = append(rows, store.WorkRow{Lead: id, Work: w, Returned: a.rules.returned(&l, &w)})
		}
		body, err := json.Marshal(was)
		if err != nil {
			return report, fmt.Errorf("journal the deed: %w", err)
		}
		deeds = append(deeds, store.DeedRow{Lead: id, Version: l.Version, Was: string(body)})
		report.Leads = append(report.Leads, crm.RefOf(&l))
		a.leads[id] = l
	}
	if err := a.write(rows); err != nil {
		return report, err
	}
	report.Entry, err = a.journal(deeds)
	report.Words = a.words()
	return report, err
}

// write puts what the deed has made into the file and scores the leads again.
func (a *act) write(rows []store.WorkRow) error {
	if _, err := a.tx.AddStageChanges(a.changes, 0); err != nil {
		return err
	}
	if err := a.tx.AddTouches(a.touches); err != nil {
		return err
	}
	if err := a.tx.AddNotes(a.notes); err != nil {
		return err
	}
	if err := a.tx.PutWorks(rows); err != nil {
		return err
	}
	for _, id := range a.rearm {
		ready := a.leads[id].Stamp.Ready
		ready.ArmedAt = a.leads[id].StageAt
		if err := a.tx.SetReadiness(id, ready); err != nil {
			return err
		}
	}
	if err := a.tx.AddEvents(a.events, a.now); err != nil {
		return err
	}
	for chunk := range slices.Chunk(a.ids, rescoreBatch) {
		if _, err := a.w.rescore(a.tx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// journal keeps who did what, and what it takes to undo it.
func (a *act) journal(deeds []store.DeedRow) (int64, error) {
	marks, err := a.tx.Marks()
	if err != nil {
		return 0, err
	}
	detail, err := json.Marshal(doing{
		Leads: len(deeds), Reason: a.deed.Reason, To: a.deed.To, Text: a.deed.Text, Until: a.deed.Until, From: a.marks, Upto: marks,
	})
	if err != nil {
		return 0, fmt.Errorf("journal the deed: %w", err)
	}
	entry := crm.JournalEntry{At: a.now, By: a.w.by, Verb: string(a.deed.Verb), Detail: string(detail)}
	entry.Key = fmt.Sprintf("%d leads", len(deeds))
	if len(deeds) == 1 {
		l := a.leads[deeds[0].Lead]
		entry.Lead, entry.Key = l.ID, l.Key
	}
	id, err := a.tx.AppendJournal(entry)
	if err != nil {
		return 0, err
	}
	return id, a.tx.AddDeeds(id, deeds)
}

// words says what was done in one line.
func (a *act) words() string {
	what := fmt.Sprintf("%s %d leads", a.deed.Verb.Past(), len(a.ids))
	if len(a.ids) == 1 {
		l := a.leads[a.ids[0]]
		what = fmt.Sprintf("%s %s", a.deed.Verb.Past(), l.DisplayName())
		if moves(a.deed.Verb) {
			what += ", now in " + a.rules.stages.Label(l.Stage)
		}
		if l.Owner != "" && a.deed.Verb != crm.LogTouch && a.deed.Verb != crm.AddNote {
			what += ", owner " + l.Owner
		}
	}
	if a.deed.Reason != "" {
		what += ": " + a.deed.Reason
	}
	if until := a.until(); !until.IsZero() {
		what += ", until " + crm.DateWords(until, a.now, a.rules.zone)
	}
	return what
}

// until returns the day the deed leads to: the one it names, else the one its
// reason has for the only lead.
func (a *act) until() time.Time {
	if len(a.ids) != 1 || a.deed.Verb != crm.Recycle {
		return a.deed.Until
	}
	l := a.leads[a.ids[0]]
	return cmp.Or(a.deed.Until, millis(a.rules.desk.plan.For(a.deed.Reason).ReturnAt(l.StageAt, a.rules.zone)))
}
