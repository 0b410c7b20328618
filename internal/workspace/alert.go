package workspace

import (
	"context"
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Alerts returns what the team has been told, with the leads as they are now.
func (w *Workspace) Alerts(ctx context.Context, q crm.AlertQuery) (crm.AlertPage, error) {
	page := crm.AlertPage{}
	err := w.store.View(ctx, func(t *store.Tx) error {
		var ids []crm.LeadID
		if err := t.Alerts(q, func(a crm.Alert) error {
			page.Alerts = append(page.Alerts, a)
			if a.Lead != 0 {
				ids = append(ids, a.Lead)
			}
			return nil
		}); err != nil {
			return err
		}
		var err error
		if page.Leads, err = t.LeadsByID(ids); err != nil {
			return err
		}
		page.Open, err = t.OpenAlerts()
		return err
	})
	return page, err
}

// Acknowledge notes that the acting person has seen the alerts, all that are
// open when none is named, and returns how many nobody had seen before.
func (w *Workspace) Acknowledge(ctx context.Context, ids []int64) (int, error) {
	seen := 0
	err := w.store.Update(ctx, func(t *store.Tx) error {
		var err error
		if seen, err = t.Acknowledge(ids, w.clock(), w.by); err != nil || seen == 0 {
			return err
		}
		entry := crm.JournalEntry{At: w.clock(), By: w.by, Verb: "acknowledge", Key: fmt.Sprintf("%d alerts", seen)}
		if err := t.AddJournal(entry); err != nil {
			return err
		}
		return t.AddChange(store.LeadsChanged)
	})
	return seen, err
}

// breachBatch is how many broken deadlines one transaction tells.
const breachBatch = 500

// TellBreaches raises an alert and an event for every deadline that has passed
// and has not been told, and returns how many there were. Upkeep does it.
func (w *Workspace) TellBreaches(ctx context.Context) (int, error) {
	if w.store.ReadOnly() {
		return 0, nil
	}
	told := 0
	for {
		n, err := w.tellBreaches(ctx)
		told += n
		if err != nil || n < breachBatch {
			return told, err
		}
	}
}

func (w *Workspace) tellBreaches(ctx context.Context) (int, error) {
	now := w.clock()
	var broken []crm.LeadID
	look := func(t *store.Tx) (err error) {
		broken, err = t.UntoldBreaches(now, breachBatch)
		return err
	}
	if err := w.store.View(ctx, look); err != nil || len(broken) == 0 {
		return 0, err
	}
	err := w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		if err := look(t); err != nil { // another process may have been faster
			return err
		}
		leads, err := t.LeadsByID(broken)
		if err != nil {
			return err
		}
		works, err := t.Works(broken)
		if err != nil {
			return err
		}
		var alerts []crm.Alert
		var events []crm.OutboxEvent
		for _, id := range broken {
			l, work := leads[id], works[id]
			alerts = append(alerts, breachAlert(&l, &work))
			events = append(events, eventOf(crm.BreachEventKind, now, &l, map[string]any{
				"duty": work.Duty.Kind, "since": work.Duty.Since.Format(time.RFC3339), "deadline": work.Duty.Deadline.Format(time.RFC3339),
			}))
		}
		if err := t.AddAlerts(alerts); err != nil {
			return err
		}
		if err := t.AddEvents(events, now); err != nil {
			return err
		}
		return t.TellBreaches(broken)
	})
	return len(broken), err
}

// breachAlert says which duty to a lead was not done in time.
func breachAlert(l *crm.Lead, w *crm.Work) crm.Alert {
	what := map[crm.DutyKind]string{
		crm.TouchDuty: "not touched in time", crm.DecisionDuty: "not decided in time", crm.WorkDuty: "not worked in time",
	}[w.Duty.Kind]
	return crm.Alert{
		Kind: crm.BreachAlert, At: w.Duty.Deadline, Lead: l.ID, Cause: l.Stamp.Ready.Cause, Duty: w.Duty.Kind, Score: l.Stamp.Score,
		Grade: l.Stamp.Grade, RubricVersion: l.Stamp.RubricVersion, Owner: l.Owner, Why: []string{what},
	}
}
