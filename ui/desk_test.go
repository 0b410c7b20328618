package ui_test

import (
	"context"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

// desk is a file in which nobody works: what the screens ask about people and
// their deeds has empty answers.
type desk struct{}

func (desk) Act(context.Context, crm.Deed) (crm.DeedReport, error) {
	return crm.DeedReport{}, crm.Errorf(crm.Invalid, "this file is not worked with")
}

func (desk) Undo(context.Context, int64) (crm.UndoReport, error) {
	return crm.UndoReport{}, crm.Errorf(crm.NotFound, "there is nothing to undo")
}

func (desk) History(context.Context, crm.JournalQuery) ([]crm.JournalEntry, error) { return nil, nil }

func (desk) Settings(context.Context) (crm.Settings, error) { return crm.DefaultSettings(), nil }

func (desk) Plan(context.Context) (nurture.Plan, error) { return nurture.DefaultPlan(), nil }

func (desk) Desk(context.Context, time.Time) (crm.DeskFigures, error) { return crm.DeskFigures{}, nil }

func (desk) Views(context.Context) ([]crm.View, error) { return nil, nil }

func (desk) SaveView(context.Context, crm.View) error { return nil }

func (desk) DropView(context.Context, string) error { return nil }
