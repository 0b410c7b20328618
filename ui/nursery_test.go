package ui_test

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

// nursery is a file in which no lead is recycled.
type nursery struct{}

func (nursery) NurturePage(_ context.Context, q crm.NurtureQuery) (crm.NurturePage, error) {
	return crm.NurturePage{Query: q, Stages: crm.DefaultStages()}, nil
}
func (nursery) Passes(context.Context, crm.LeadID) ([]crm.Pass, error)   { return nil, nil }
func (nursery) Touches(context.Context, crm.LeadID) ([]crm.Touch, error) { return nil, nil }
func (nursery) Recovery(context.Context) ([]nurture.Recovery, error)     { return nil, nil }
func (nursery) SetPlan(context.Context, nurture.Plan) error              { return nil }
