package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

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
		settings, err := t.Settings()
		if err != nil {
			return err
		}
		o.Zone, o.Currency = r.zone, settings.Currency
		if inForce, err := goalInForce(t); err != nil {
			return err
		} else if inForce.Version > 0 {
			o.Goal = &inForce
		}
		if err := countStages(t, r.stages, &o); err != nil {
			return err
		}
		if err := countGrades(t, &o); err != nil {
			return err
		}
		for h, count := range map[store.Happening]*crm.WeekCount{
			store.BecameReady: &o.ReadyEvents, store.Activities: &o.Activities, store.Wins: &o.Wins,
		} {
			if *count, err = t.WeekCounts(h, o.Now); err != nil {
				return err
			}
		}
		if o.NewLeads, o.NewLeadsOf, err = t.CreatedCounts(o.Now); err != nil {
			return err
		}
		if o.Ready, o.ReadyOldest, err = t.ReadyCount(); err != nil {
			return err
		}
		if o.Newest, err = t.NewestReady(newestReady); err != nil {
			return err
		}
		if err := countWork(t, r, &o); err != nil {
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

// countWork counts what people owe the leads and how fast they have answered.
func countWork(t *store.Tx, r *rules, o *crm.Overview) error {
	if err := countHandOff(t, r, o.Now, &o.HandOff); err != nil {
		return err
	}
	if err := countRejected(t, o.Now, &o.HandOff); err != nil {
		return err
	}
	safe, err := t.CountSafe(timed(crm.LeadQuery{}, r, o.Now))
	if err != nil {
		return err
	}
	o.Leaks = o.Open - safe
	today := crm.DayOf(o.Now, r.zone)
	n := &o.Nurture
	n.Returned, n.Overdue, n.Due, n.Later, err = t.NursedCounts(today.Start(r.zone), (today + 1).Start(r.zone))
	return err
}

// overviewWeek is the span that the figures of a week are counted over.
const overviewWeek = 7 * 24 * time.Hour

func countHandOff(t *store.Tx, r *rules, now time.Time, h *crm.HandOff) error {
	q := timed(crm.LeadQuery{}, r, now)
	tallies, err := t.DutyTallies(q, (crm.DayOf(now, r.zone) + 1).Start(r.zone))
	if err != nil {
		return err
	}
	// A lead in a stage with an SLA is answered by a touch, as a ready one is.
	touch, work, decision := tallies[crm.TouchDuty], tallies[crm.WorkDuty], tallies[crm.DecisionDuty]
	h.Touches, h.TouchesLate = touch.Near+work.Near, touch.Late+work.Late
	h.ReadyLate, h.ReadyToday = touch.Late, touch.Today
	h.Decisions, h.DecisionsLate = decision.Today, decision.Late
	week := now.Add(-overviewWeek)
	h.Week.Since, h.WeekBefore.Since = week, week.Add(-overviewWeek)
	this := answers{desk: r.desk, now: now, DeskFigures: &h.Week}
	before := answers{desk: r.desk, now: now, DeskFigures: &h.WeekBefore}
	err = t.Answers(h.WeekBefore.Since, func(at, touched, ended time.Time, cause crm.Cause) error {
		if at.Before(week) {
			return before.add(at, touched, ended, cause)
		}
		return this.add(at, touched, ended, cause)
	})
	this.sum()
	before.sum()
	return err
}

// countRejected counts what sales gave back, and the reason it gave most often.
func countRejected(t *store.Tx, now time.Time, h *crm.HandOff) error {
	week := now.Add(-overviewWeek)
	reasons := map[string]int{}
	err := t.DeedsSince(crm.Reject, week.Add(-overviewWeek), func(at time.Time, detail string) error {
		var did doing
		if err := json.Unmarshal([]byte(detail), &did); err != nil {
			return fmt.Errorf("read the journal: %w", err)
		}
		if at.Before(week) {
			h.Rejected.LastWeek += did.Leads
			return nil
		}
		h.Rejected.ThisWeek += did.Leads
		if did.Reason != "" {
			reasons[did.Reason] += did.Leads
		}
		return nil
	})
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		if n := reasons[reason]; n > h.ReasonLeads {
			h.Reason, h.ReasonLeads = reason, n
		}
	}
	return err
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
