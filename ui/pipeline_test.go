package ui_test

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
)

// pipeline is a file without a history: nobody has moved, and there is no goal.
type pipeline struct{ exports }

func (pipeline) Funnel(_ context.Context, q funnel.Question, _ string) (funnel.Report, error) {
	q.Now = now
	q, err := q.Normal()
	return funnel.Report{Funnel: funnel.Funnel{Question: q}, Currency: "USD"}, err
}

func (pipeline) TryStages(context.Context, crm.Stages) (funnel.Redefinition, error) {
	return funnel.Redefinition{}, nil
}
func (pipeline) SetStages(context.Context, crm.Stages) error       { return nil }
func (pipeline) LastStages(context.Context) (crm.StageEdit, error) { return crm.StageEdit{}, nil }

// exports writes nothing.
type exports struct{}

func (exports) ExportFunnel(context.Context, funnel.Report, string) (string, error) {
	return "funnel.csv", nil
}

func (pipeline) GoalReport(context.Context) (goal.Report, error) {
	return goal.Report{Now: now, Zone: now.Location(), Currency: "USD"}, nil
}
func (pipeline) Goals(context.Context) ([]crm.Goal, error)               { return nil, nil }
func (pipeline) SetGoal(_ context.Context, g crm.Goal) (crm.Goal, error) { return g, nil }

func (exports) ExportGoal(context.Context, goal.Report, string) (string, error) {
	return "goal.csv", nil
}
