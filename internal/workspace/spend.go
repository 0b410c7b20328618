package workspace

import (
	"context"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/store"
)

// Costs returns by source what was spent in [since, until), zero for no limit,
// and what came of the leads of that time: how many there are, have become
// ready and were won, by now. What is dated in the future is not spent yet.
func (w *Workspace) Costs(ctx context.Context, since, until time.Time) ([]goal.Cost, error) {
	if err := w.warm(ctx, "source"); err != nil {
		return nil, err
	}
	return read(ctx, w, func(t *store.Tx) ([]goal.Cost, error) {
		settings, err := t.Settings()
		if err != nil {
			return nil, err
		}
		c, err := w.pipeline.at(t, "source")
		if err != nil {
			return nil, err
		}
		q := funnel.Question{Since: since, Until: until, Now: w.clock(), Zone: settings.Location()}
		parts, err := c.log.Breakdown(q, c.groups)
		if err != nil {
			return nil, err
		}
		gate := -1
		for i, s := range c.log.Stages().Path() {
			if s.Kind == crm.Gate {
				gate = i
			}
		}
		costs := make([]goal.Cost, 0, len(parts))
		for _, p := range parts {
			c := goal.Cost{Source: p.Name, Leads: p.Leads, Customers: p.Won}
			if gate >= 0 {
				c.Ready = p.Entered[gate]
			}
			costs = append(costs, c)
		}
		var spends []crm.Spend
		if err := t.Spends(func(s crm.Spend) error {
			spends = append(spends, s)
			return nil
		}); err != nil {
			return nil, err
		}
		spent := until
		if now := w.clock(); spent.IsZero() || spent.After(now) {
			spent = now
		}
		return goal.Costs(costs, spends, since, spent, settings.Currency), nil
	})
}
