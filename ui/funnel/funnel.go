// Package funnel is the screen of the way from a lead to a customer: how many
// come through each stage, how long they take, where they leave and what that
// costs. The stages themselves are defined here.
//
// It must not know how anything is counted or stored, nor any other screen but
// by its title.
package funnel

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Funnel"

// leadsTitle is the title of the screen that lists leads.
const leadsTitle = "Leads"

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// Funnel answers a question about the funnel, broken down by a field.
	Funnel(ctx context.Context, q rules.Question, by string) (rules.Report, error)
	// Settings returns what both teams share.
	Settings(ctx context.Context) (crm.Settings, error)
	// Catalogue returns the custom fields of the file.
	Catalogue(ctx context.Context) ([]crm.Field, error)
	// Stages returns the stage definitions, detours last.
	Stages(ctx context.Context) (crm.Stages, error)
	// TryStages says what other stage definitions would change.
	TryStages(ctx context.Context, stages crm.Stages) (rules.Redefinition, error)
	// SetStages replaces the stage definitions.
	SetStages(ctx context.Context, stages crm.Stages) error
	// LastStages returns the change of the stages that one could take back; the
	// zero StageEdit when there is none.
	LastStages(ctx context.Context) (crm.StageEdit, error)
	// Undo takes back what a journal entry did.
	Undo(ctx context.Context, entry int64) (crm.UndoReport, error)
	// ExportFunnel writes an answer to a new file, as csv or as markdown, and
	// returns its name.
	ExportFunnel(ctx context.Context, r rules.Report, format string) (string, error)
}

// panel is what stands below the funnel where there is no room for everything.
type panel uint8

const (
	stepPanel panel = iota
	partsPanel
	saidPanel
	panels
)

// Funnel is the screen. Make it with New.
type Funnel struct {
	src     Source
	styles  theme.Styles
	clock   crm.Clock
	command string // how to call the program on this file

	w, h   int
	layout layout
	asked  asked
	load   load
	stage  int // the selected one: index into the answer's stages
	top    int // the first stage that is seen
	panel  panel
	spin   widget.Spinner
}

// New returns the screen; it reads nothing before it is shown. Hints print
// command as the way to call the program.
func New(src Source, styles theme.Styles, clock crm.Clock, command string) *Funnel {
	return &Funnel{src: src, styles: styles, clock: clock, command: command, asked: asked{period: period{kind: last90}, by: "source"}}
}

// Init does nothing: the funnel is read when the screen is first shown.
func (f *Funnel) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (f *Funnel) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return f.press(msg)
	case tea.MouseClickMsg:
		return f.click(msg)
	case tea.MouseWheelMsg:
		return f.wheel(msg)
	case screen.OpenMsg:
		return f.open(msg)
	case screen.ShownMsg:
		return f.shown(msg)
	case screen.ChangedMsg:
		return f.changed(msg)
	case answeredMsg:
		return f.answered(msg)
	case chosenMsg:
		return msg.run(f)
	case exportedMsg:
		return f.exported(msg)
	case definedMsg:
		return f.defined(msg)
	case editingMsg:
		return f.editing(msg)
	case triedMsg:
		return f.tried(msg)
	case undoingMsg:
		return f.undoing(msg)
	case undoneMsg:
		return f.undone(msg)
	}
	return f.spin.Update(msg)
}

// Resize sets the room of the screen in cells.
func (f *Funnel) Resize(w, h int) {
	f.w, f.h = w, h
	f.arrange()
}

// Restyle replaces the styles.
func (f *Funnel) Restyle(styles theme.Styles) { f.styles = styles }

// Capturing reports whether every key is text: never, forms are the shell's.
func (f *Funnel) Capturing() bool { return false }

// Cursor returns nil: nothing is typed here.
func (f *Funnel) Cursor() *tea.Cursor { return nil }

// selected returns the figures of the selected stage, false when there are
// none.
func (f *Funnel) selected() (*rules.Figures, bool) {
	if f.stage >= len(f.load.report.Stages) {
		return nil, false
	}
	return &f.load.report.Stages[f.stage], true
}

// move selects another stage.
func (f *Funnel) move(to int) {
	f.stage = max(0, min(to, len(f.load.report.Stages)-1))
	f.arrange()
}

// chosenMsg brings what was chosen in an overlay back to the screen.
type chosenMsg struct{ run func(*Funnel) tea.Cmd }

func choose(run func(*Funnel) tea.Cmd) tea.Cmd {
	return func() tea.Msg { return chosenMsg{run} }
}
