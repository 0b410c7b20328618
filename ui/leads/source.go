package leads

import (
	"context"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/internal/score"
)

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// LeadPage returns one window of the leads that the query matches.
	LeadPage(ctx context.Context, q crm.LeadQuery) (crm.LeadPage, error)
	// Lead returns one lead with all its fields.
	Lead(ctx context.Context, id crm.LeadID) (crm.Lead, error)
	// Explain returns why the lead has its score now.
	Explain(ctx context.Context, id crm.LeadID) (score.Explanation, error)
	// Timeline returns the history of the lead, newest first.
	Timeline(ctx context.Context, id crm.LeadID) ([]crm.TimelineEntry, error)

	// Act does one thing to one lead or to many, or nothing at all. The error
	// is a Conflict when a lead has changed since it was seen.
	Act(ctx context.Context, d crm.Deed) (crm.DeedReport, error)
	// Undo takes back what a journal entry did. The error is a Conflict when
	// what it touched has changed since.
	Undo(ctx context.Context, entry int64) (crm.UndoReport, error)
	// History returns the journal, newest first.
	History(ctx context.Context, q crm.JournalQuery) ([]crm.JournalEntry, error)

	// Status returns who acts, and whether the file may be written.
	Status(ctx context.Context) (crm.Status, error)
	// Settings returns what both teams share.
	Settings(ctx context.Context) (crm.Settings, error)
	// Members returns the people of both teams.
	Members(ctx context.Context) ([]crm.Member, error)
	// Plan returns what happens to recycled leads, by reason.
	Plan(ctx context.Context) (nurture.Plan, error)
	// Desk returns how fast ready leads were answered since an instant.
	Desk(ctx context.Context, since time.Time) (crm.DeskFigures, error)

	// Views returns the views that the team keeps.
	Views(ctx context.Context) ([]crm.View, error)
	// SaveView keeps a view under its name.
	SaveView(ctx context.Context, v crm.View) error
	// DropView forgets the view of that name.
	DropView(ctx context.Context, name string) error
}
