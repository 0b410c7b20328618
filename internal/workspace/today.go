package workspace

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/store"
)

// campaignDays is how far back a campaign is asked for the leads it has brought.
const campaignDays = 30

// Today returns what both teams have to do today beside the goal, and how the
// last seven days compare with the seven before. It takes longer than Overview,
// which is why it stands apart from it.
func (w *Workspace) Today(ctx context.Context) (crm.Today, error) {
	d := crm.Today{Now: w.clock()}
	err := w.store.View(ctx, func(t *store.Tx) error {
		settings, err := t.Settings()
		if err != nil {
			return err
		}
		r, err := w.rulesOf(t)
		if err != nil {
			return err
		}
		if d.WonDeals, d.Revenue, d.Unpriced, err = t.WonWeeks(settings.Currency, d.Now); err != nil {
			return err
		}
		if d.Recycled, d.CameBack, err = t.NursedWeeks(d.Now); err != nil {
			return err
		}
		q := timed(crm.LeadQuery{}, r, d.Now)
		if d.Leaks, _, err = t.CountLeaks(q); err != nil {
			return err
		}
		if d.Stepless, d.Lapsed, err = t.Stepless(q); err != nil {
			return err
		}
		if d.Campaigns, err = t.Campaigns((crm.DayOf(d.Now, r.zone) - campaignDays).Start(r.zone)); err != nil {
			return err
		}
		return countSteps(t, r, &d)
	})
	return d, err
}

// countSteps counts the next steps that are due, by team.
func countSteps(t *store.Tx, r *rules, d *crm.Today) error {
	members, err := t.Members()
	if err != nil {
		return err
	}
	teams := map[string]crm.Team{}
	for _, m := range members {
		teams[m.Name] = m.Team
	}
	today := crm.DayOf(d.Now, r.zone)
	return t.StepsDue(today.Start(r.zone), (today + 1).Start(r.zone), func(owner, stage string, due, late int) {
		standing := r.stages.Standing(stage)
		if standing != crm.Waiting && standing != crm.InSales {
			return
		}
		team, member := teams[owner]
		if !member {
			at, _ := r.stages.Find(stage)
			team = at.Team
		}
		count := &d.MarketingSteps
		if team == crm.Sales {
			count = &d.SalesSteps
		}
		count.Due += due
		count.Late += late
	})
}
