package workspace

import (
	"cmp"
	"context"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
	"smarketing/store"
)

// Desk returns how fast the team has answered the leads that became ready
// since an instant, and what it owes now.
func (w *Workspace) Desk(ctx context.Context, since time.Time) (crm.DeskFigures, error) {
	f := crm.DeskFigures{Since: since}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		now := w.clock()
		q := timed(crm.LeadQuery{}, r, now)
		if f.NearBreach, f.Snoozed, err = t.DutyCounts(q); err != nil {
			return err
		}
		if f.Breaches, err = t.Breaches(now); err != nil {
			return err
		}
		var waits []float64
		if err := t.Answers(since, func(at, touched, ended time.Time, cause crm.Cause) error {
			limit := r.desk.sla.FirstTouch(crm.Readiness{Cause: cause, Since: at})
			f.Ready++
			if !touched.IsZero() {
				f.Touched++
				waits = append(waits, float64(r.desk.sla.Calendar.Between(at, touched)))
			}
			// Who was accepted or recycled in time, without a touch, is not judged.
			settled := !ended.IsZero() && !ended.After(limit)
			if !touched.IsZero() || !limit.After(now) && !settled {
				f.Judged++
			}
			if !touched.IsZero() && !touched.After(limit) {
				f.Within++
			}
			return nil
		}); err != nil {
			return err
		}
		if len(waits) > 0 {
			slices.Sort(waits)
			f.MedianToTouch = time.Duration(stat.Quantile(waits, 0.5))
		}
		return nil
	})
	slices.SortFunc(f.Breaches, func(a, b crm.PersonCount) int {
		return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Name, b.Name))
	})
	return f, err
}
