// Package goals is the screen of the revenue goal that both teams share: the
// plan as a form in which every figure follows what is typed, how far the goal
// has come and will come, what explains the gap, and what each team owes the
// other this week.
//
// It must not know how anything is measured, simulated or stored, nor any other
// screen.
package goals

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Goals"

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// GoalReport says everything about the goal in force, and what was measured
	// to plan with; without a goal only that.
	GoalReport(ctx context.Context) (goal.Report, error)
	// Goals returns all versions of the goal, the newest first, those that were
	// undone too.
	Goals(ctx context.Context) ([]crm.Goal, error)
	// SetGoal makes a new version of the goal. Its Version is the one it was
	// made from, 0 for none; the error is a Conflict when another one is in
	// force.
	SetGoal(ctx context.Context, g crm.Goal) (crm.Goal, error)
	// History returns the journal, newest first.
	History(ctx context.Context, q crm.JournalQuery) ([]crm.JournalEntry, error)
	// Undo takes back what a journal entry did.
	Undo(ctx context.Context, entry int64) (crm.UndoReport, error)
	// Status says whether the file can be written.
	Status(ctx context.Context) (crm.Status, error)
	// ExportGoal writes a report to a new file, as csv or as markdown, and
	// returns its name.
	ExportGoal(ctx context.Context, r goal.Report, format string) (string, error)
}

// Goals is the screen. Make it with New.
type Goals struct {
	src     Source
	styles  theme.Styles
	clock   crm.Clock
	command string // how to call the program on this file

	w, h   int
	layout layout
	pane   pane // what is seen where there is no room for everything
	load   load
	form   form
	what   whatIf
	book   book
	over   tea.Msg // what is to lie over the screen
	spin   widget.Spinner
}

// New returns the screen; it reads nothing before it is shown. Hints print
// command as the way to call the program.
func New(src Source, styles theme.Styles, clock crm.Clock, command string) *Goals {
	g := &Goals{src: src, styles: styles, clock: clock, command: command}
	g.form.edit = widget.NewInput("")
	g.book.table = widget.NewTable(g.columns(), func(a, b crm.Goal) bool { return a.Version == b.Version }, styles)
	return g
}

// Init does nothing: the goal is read when the screen is first shown.
func (g *Goals) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (g *Goals) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return g.press(msg)
	case tea.PasteMsg:
		return g.paste(msg)
	case tea.MouseClickMsg:
		return g.click(msg)
	case tea.MouseWheelMsg:
		return g.wheel(msg)
	case screen.OpenMsg:
		if msg.Screen != Title {
			return nil
		}
		return g.shown(screen.ShownMsg{Screen: Title})
	case screen.ShownMsg:
		return g.shown(msg)
	case screen.ChangedMsg:
		return g.changed(msg)
	case loadedMsg:
		return g.loaded(msg)
	case storedMsg:
		return g.stored(msg)
	case newestMsg:
		return g.newest(msg)
	case undoneMsg:
		return g.undone(msg)
	case exportedMsg:
		return g.exported(msg)
	}
	return g.spin.Update(msg)
}

// Resize sets the room of the screen in cells.
func (g *Goals) Resize(w, h int) {
	g.w, g.h = w, h
	g.arrange()
}

// Restyle replaces the styles.
func (g *Goals) Restyle(styles theme.Styles) {
	g.styles = styles
	g.book.table.Restyle(g.columns(), styles)
}

// Capturing reports whether every key is text: while an input is edited.
func (g *Goals) Capturing() bool { return g.form.editing }

// Cursor returns where the next character of an input goes.
func (g *Goals) Cursor() *tea.Cursor {
	if !g.form.editing || !g.planSeen() {
		return nil
	}
	return tea.NewCursor(valueX+1+g.form.edit.Cursor(valueWidth-1), headRows+int(g.form.at))
}
