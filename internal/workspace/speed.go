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
		a := answers{desk: r.desk, now: now, DeskFigures: &f}
		err = t.Answers(since, a.add)
		a.sum()
		return err
	})
	slices.SortFunc(f.Breaches, func(a, b crm.PersonCount) int {
		return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Name, b.Name))
	})
	return f, err
}

// answers sums up how fast leads were answered.
type answers struct {
	desk *desk
	now  time.Time
	*crm.DeskFigures
	waits []float64
}

// add counts a time that a lead became ready.
func (a *answers) add(at, touched, ended time.Time, cause crm.Cause) error {
	limit := a.desk.sla.FirstTouch(crm.Readiness{Cause: cause, Since: at})
	a.Ready++
	if !touched.IsZero() {
		a.Touched++
		a.waits = append(a.waits, float64(a.desk.sla.Calendar.Between(at, touched)))
	}
	// Who was accepted or recycled in time, without a touch, is not judged.
	settled := !ended.IsZero() && !ended.After(limit)
	if !touched.IsZero() || !limit.After(a.now) && !settled {
		a.Judged++
	}
	if !touched.IsZero() && !touched.After(limit) {
		a.Within++
	}
	return nil
}

func (a *answers) sum() {
	if len(a.waits) > 0 {
		slices.Sort(a.waits)
		a.MedianToTouch = time.Duration(stat.Quantile(a.waits, 0.5))
	}
}
