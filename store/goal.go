package store

import (
	"encoding/json"
	"fmt"

	"smarketing/internal/crm"
)

// Goals returns all versions of the goal, the newest first.
func (t *Tx) Goals() ([]crm.Goal, error) {
	var goals []crm.Goal
	err := t.each(`SELECT version, at, by, note, withdrawn, revenue, currency, start_at, end_at, share, deal,
 lead_rate, win_rate, ready_rate, lag, steps FROM goal ORDER BY version DESC`, nil, func(r row) error {
		var g crm.Goal
		var at, start, end int64
		var steps string
		err := r.Scan(&g.Version, &at, &g.By, &g.Note, &g.Withdrawn, &g.Revenue.Cents, &g.Currency, &start, &end, &g.Share,
			&g.AverageDeal.Cents, &g.LeadRate, &g.WinRate, &g.ReadyRate, &g.LagDays, &steps)
		if err != nil {
			return err
		}
		g.At, g.Start, g.End = instant(at), instant(start), instant(end)
		g.Revenue.Known, g.AverageDeal.Known = true, true
		if err := json.Unmarshal([]byte(steps), &g.Steps); err != nil {
			return fmt.Errorf("steps of goal %d: %w", g.Version, err)
		}
		goals = append(goals, g)
		return nil
	})
	return goals, err
}

// AddGoal keeps a version of the goal.
func (t *Tx) AddGoal(g crm.Goal) error {
	steps, err := json.Marshal(g.Steps)
	if err != nil {
		return fmt.Errorf("steps of goal %d: %w", g.Version, err)
	}
	_, err = t.exec(`INSERT INTO goal(version, at, by, note, revenue, currency, start_at, end_at, share, deal,
 lead_rate, win_rate, ready_rate, lag, steps) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		g.Version, ms0(g.At), g.By, g.Note, g.Revenue.Cents, g.Currency, ms0(g.Start), ms0(g.End), g.Share, g.AverageDeal.Cents,
		g.LeadRate, g.WinRate, g.ReadyRate, g.LagDays, string(steps))
	return err
}

// WithdrawGoal takes a version of the goal out of force.
func (t *Tx) WithdrawGoal(version int64) error {
	_, err := t.exec(`UPDATE goal SET withdrawn = 1 WHERE version = $1`, version)
	return err
}
