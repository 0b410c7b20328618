package workspace

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/store"
)

// newestReady is how many ready leads the Overview can show.
const newestReady = 30

// Overview returns the shared scoreboard as of now.
func (w *Workspace) Overview(ctx context.Context) (crm.Overview, error) {
	o := crm.Overview{Now: w.clock()}
	err := w.store.View(ctx, func(t *store.Tx) error {
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		if err := countStages(t, r.stages, &o); err != nil {
			return err
		}
		if err := countGrades(t, &o); err != nil {
			return err
		}
		for h, count := range map[store.Happening]*crm.WeekCount{
			store.LeadsCreated: &o.NewLeads, store.BecameReady: &o.ReadyEvents,
			store.Activities: &o.Activities, store.Wins: &o.Wins,
		} {
			if *count, err = t.WeekCounts(h, o.Now); err != nil {
				return err
			}
		}
		if o.NewLeadsOf, err = t.CountCreated(); err != nil {
			return err
		}
		if o.Ready, o.ReadyOldest, err = t.ReadyCount(); err != nil {
			return err
		}
		if o.Newest, err = t.NewestReady(newestReady); err != nil {
			return err
		}
		if o.Import, err = t.LastImport(); err != nil {
			return err
		}
		o.AsOf, err = w.asOf(t, r)
		return err
	})
	return o, err
}

func countStages(t *store.Tx, stages crm.Stages, o *crm.Overview) error {
	counts, err := t.StageCounts()
	for _, s := range stages {
		n := counts[s.Key]
		o.Stages = append(o.Stages, crm.StageCount{Stage: s, Leads: n})
		o.Leads += n
		if stages.Standing(s.Key).Open() {
			o.Open += n
		}
	}
	return err
}

func countGrades(t *store.Tx, o *crm.Overview) error {
	cells, err := t.GradeCounts()
	for grade, cell := range cells {
		if len(grade) == 2 && grade[0] >= 'A' && grade[0] <= 'D' && grade[1] >= '1' && grade[1] <= '4' {
			o.Grades[grade[0]-'A'][grade[1]-'1'] = cell
			continue
		}
		o.Ungraded += cell.Leads
	}
	return err
}
