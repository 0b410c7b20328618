package workspace

import (
	"context"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/store"
)

// NurturePage returns one window of the recycled leads, the most urgent first.
func (w *Workspace) NurturePage(ctx context.Context, q crm.NurtureQuery) (crm.NurturePage, error) {
	page := crm.NurturePage{Query: q, Bands: map[string]int{}}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		page.Stages = r.stages
		now := w.clock()
		today := crm.DayOf(now, r.zone)
		begins, ends := today.Start(r.zone), (today + 1).Start(r.zone)
		returned, overdue, due, later, err := t.NursedCounts(begins, ends)
		if err != nil {
			return err
		}
		for band, n := range map[nurture.Band]int{nurture.Returned: returned, nurture.Overdue: overdue, nurture.Due: due, nurture.Later: later} {
			page.Bands[string(band)] = n
		}
		page.All = returned + overdue + due + later
		var ids []crm.LeadID
		if ids, page.Total, err = t.Nursed(q, ends); err != nil {
			return err
		}
		page.Rows, err = nursedRows(t, r, ids, now)
		return err
	})
	return page, err
}

// nursedRows returns the rows of the leads, in the order of ids.
func nursedRows(t *store.Tx, r *rules, ids []crm.LeadID, now time.Time) ([]crm.NurtureRow, error) {
	leads, err := t.LeadsByID(ids)
	if err != nil {
		return nil, err
	}
	h, err := historyOf(t, ids, now)
	if err != nil {
		return nil, err
	}
	rows := make([]crm.NurtureRow, 0, len(ids))
	for _, id := range ids {
		l, work := leads[id], h.works[id]
		row := crm.NurtureRow{Lead: l, Work: work, Due: work.Due()}
		row.Band = string(nurture.BandOf(l.Stamp.Ready.Ready(), row.Due, now, r.zone))
		acts := since(h.acts[id], work.Pass.At)
		heat := nurture.ReheatOf(work.Pass.At, now, func(at time.Time) int32 { return r.program.Totals(&l, acts, at).Engagement })
		row.Series = heat.Weeks[:]
		rows = append(rows, row)
	}
	return rows, nil
}

// Passes returns the times the lead was recycled, the newest first.
func (w *Workspace) Passes(ctx context.Context, id crm.LeadID) ([]crm.Pass, error) {
	return read(ctx, w, func(t *store.Tx) ([]crm.Pass, error) { return t.Passes(id) })
}

// Touches returns what we did to the lead, newest first.
func (w *Workspace) Touches(ctx context.Context, id crm.LeadID) ([]crm.Touch, error) {
	return read(ctx, w, func(t *store.Tx) ([]crm.Touch, error) { return t.Touches(id) })
}

// Recovery returns what came of the leads that were recycled, by reason. The
// log of stage changes is what it rests on: every time a lead went into nurture
// is a pass of its own, and a win counts for the last one before it.
func (w *Workspace) Recovery(ctx context.Context) ([]nurture.Recovery, error) {
	var results []nurture.Result
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		var last crm.LeadID
		open := -1 // the pass of the lead that is still to be judged
		settings, err := t.Settings()
		if err != nil {
			return err
		}
		return t.RecycledLeads(settings.Currency, func(lead crm.LeadID, stage, reason string, won crm.Money) error {
			if lead != last {
				last, open = lead, -1
			}
			if stage == crm.Recycled {
				results = append(results, nurture.Result{Reason: r.desk.plan.For(reason).Reason, Open: true})
				open = len(results) - 1
				return nil
			}
			if open < 0 {
				return nil
			}
			p := &results[open]
			p.Open = false
			switch r.stages.Standing(stage) {
			case crm.StandingWon:
				p.Returned, p.Won, p.Revenue = true, true, won
			case crm.Waiting, crm.InSales:
				p.Returned = true
			}
			return nil
		})
	})
	return nurture.RecoveryByReason(slices.Values(results)), err
}
