package ui

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/ui/alerts"
	"smarketing/ui/funnel"
	"smarketing/ui/goals"
	"smarketing/ui/imports"
	"smarketing/ui/leads"
	"smarketing/ui/nurture"
	"smarketing/ui/overview"
	"smarketing/ui/rubric"
	"smarketing/ui/theme"
	"smarketing/ui/versions"
)

// Source is what the dashboard needs of a file: what each screen needs, and
// what the frame shows.
type Source interface {
	overview.Source
	leads.Source
	rubric.Source
	versions.Source
	nurture.Source
	funnel.Source
	goals.Source
	imports.Source
	alerts.Source
	// Status returns what the frame shows about the file.
	Status(ctx context.Context) (crm.Status, error)
	// Wait blocks until the file has changed, or ctx ends.
	Wait(ctx context.Context) (crm.Change, error)
}

// Options are the choices of the person who starts the dashboard. The zero
// value is a dashboard without mouse on a terminal that is asked for its
// background.
type Options struct {
	Clock   crm.Clock     // nil: the time of the system
	Plain   bool          // no colour
	Dark    *bool         // nil: ask the terminal, dark until it answers
	Mouse   bool          // take the mouse; an action gives it back
	Notify  Notify        // how somebody who looks elsewhere is told of alerts
	Palette theme.Palette // the zero palette: the default one
	Command string        // how to call the program on this file, printed in hints; empty: smarketing
}
