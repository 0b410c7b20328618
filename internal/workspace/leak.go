package workspace

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/store"
)

// Leaks returns up to limit (0: all) of the open leads that are in danger of
// being forgotten, best score first, each with the reason.
func (w *Workspace) Leaks(ctx context.Context, limit int) (crm.LeakPage, error) {
	page := crm.LeakPage{Reasons: map[crm.LeadID]string{}}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		now := w.clock()
		q := timed(crm.LeadQuery{Leaking: true, Limit: limit}, r, now)
		if err := t.Leads(q, func(l crm.Lead) error {
			page.Leads = append(page.Leads, l)
			return nil
		}); err != nil {
			return err
		}
		if page.Total, page.Open, err = t.CountLeaks(q); err != nil {
			return err
		}
		ids := make([]crm.LeadID, len(page.Leads))
		for i := range page.Leads {
			ids[i] = page.Leads[i].ID
		}
		works, err := t.Works(ids)
		for i := range page.Leads {
			l := &page.Leads[i]
			work := works[l.ID]
			page.Reasons[l.ID] = string(nurture.LeakOf(footing(r, l, &work), now, r.zone))
		}
		return err
	})
	return page, err
}

// CountLeaks returns how many open leads are in danger of being forgotten, of
// how many.
func (w *Workspace) CountLeaks(ctx context.Context) (leaks, open int, err error) {
	err = w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		leaks, open, err = t.CountLeaks(timed(crm.LeadQuery{Leaking: true}, r, w.clock()))
		return err
	})
	return leaks, open, err
}

// footing is what keeps a lead from being forgotten. The day until which it is
// snoozed is one on which somebody meets it again, like that of a step.
func footing(r *rules, l *crm.Lead, w *crm.Work) nurture.Footing {
	step := l.Due
	if w.SnoozedUntil.After(step) {
		step = w.SnoozedUntil
	}
	return nurture.Footing{
		Open: r.stages.Standing(l.Stage).Open(), Owner: l.Owner, NextStep: step, Duty: w.Duty.Kind != crm.NoDuty, Nurture: w.Due(),
	}
}
