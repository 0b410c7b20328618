package workspace

import (
	"context"
	"fmt"

	"smarketing/internal/crm"
	"smarketing/store"
)

// Backup writes a consistent copy of the file to path, which must not exist.
func (w *Workspace) Backup(ctx context.Context, path string) error {
	return w.store.Backup(ctx, path)
}

// maxProblems bounds what one kind of problem fills the report with.
const maxProblems = 20

// Check examines the file: what SQLite says about it, whether every lead
// stands where its log says, whether the counts that are kept are right, and
// whether every stored score that is current is what its data and the rubric
// give.
func (w *Workspace) Check(ctx context.Context) (crm.CheckReport, error) {
	var report crm.CheckReport
	problems, err := w.store.Integrity(ctx)
	if err != nil {
		return report, err
	}
	report.Problems = problems
	err = w.store.View(ctx, func(t *store.Tx) error {
		counts, err := t.Counts()
		if err != nil {
			return err
		}
		report.Leads, report.Activities = counts["lead"], counts["activity"]
		report.StageChanges, report.Deals = counts["stage_change"], counts["deal"]
		for _, examine := range []func(int) ([]string, error){t.MisplacedLeads, t.Orphans, t.Miscounts} {
			found, err := examine(maxProblems)
			if err != nil {
				return err
			}
			report.Problems = append(report.Problems, found...)
		}
		return w.checkScores(t, &report)
	})
	return report, err
}

// checkScores computes every current score again.
func (w *Workspace) checkScores(t *store.Tx, report *crm.CheckReport) error {
	r, err := w.rulesOf(t)
	if err != nil {
		return err
	}
	for after, wrong := crm.LeadID(0), 0; ; {
		var leads []crm.Lead
		var ids []crm.LeadID
		if err := t.LeadRange(after, rescoreBatch, func(l crm.Lead) error {
			leads, ids = append(leads, l), append(ids, l.ID)
			return nil
		}); err != nil {
			return err
		}
		if len(leads) == 0 {
			return nil
		}
		after = ids[len(ids)-1]
		h, err := historyOf(t, ids, w.clock())
		if err != nil {
			return err
		}
		old, err := w.old(t, r, leads)
		if err != nil {
			return err
		}
		for i := range leads {
			l := &leads[i]
			if _, waits := old[l.ID]; waits { // to be scored again anyway
				continue
			}
			report.Scored++
			totals := r.program.Totals(l, h.acts[l.ID], l.Stamp.At)
			if totals.Score != l.Stamp.Score || totals.Fit != l.Stamp.Fit || totals.Engagement != l.Stamp.Engagement {
				if wrong++; wrong <= maxProblems {
					report.Problems = append(report.Problems, fmt.Sprintf(
						"lead #%d is stored with %.2f points, its data give %.2f", l.ID,
						float64(l.Stamp.Score)/100, float64(totals.Score)/100))
				}
			}
		}
	}
}
