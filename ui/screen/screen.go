// Package screen is the contract between the shell and its screens: what a
// screen is, what it can do, and the few messages that everybody may send.
//
// It must not know any screen, nor the shell.
package screen

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/theme"
)

// Screen is one tab of the dashboard. Input is routed to the active screen
// only; every other message is broadcast to all of them.
type Screen interface {
	// Init returns the command that loads the first data.
	Init() tea.Cmd
	// Update takes a message and returns what is to be done next.
	Update(tea.Msg) tea.Cmd
	// View returns exactly as many lines and cells as the last Resize gave.
	View() string
	// Resize sets the room of the screen in cells.
	Resize(w, h int)
	// Restyle replaces the styles, on a change of background or theme.
	Restyle(theme.Styles)
	// Capturing reports whether the screen takes every key as text.
	Capturing() bool
	// Actions returns what the screen can do now, in the order of the footer.
	Actions() []Action
	// Cursor returns where the text cursor stands, relative to the screen's
	// own room, nil when there is none.
	Cursor() *tea.Cursor
}

// Action is something a key does: the one source of dispatch, footer, help and
// palette.
type Action struct {
	Binding key.Binding
	Title   string         // a sentence for help and palette: "Sort by another column"
	Group   string         // heading in help; empty: the screen's own
	Why     string         // why it cannot be done now; empty when it can
	Quiet   bool           // works, but is not named in the footer
	Back    bool           // goes back to the screen before: the shell does it, in the instant of the key
	Run     func() tea.Cmd // nil when the action only documents a key
}

// OpenMsg asks the shell to show a screen, perhaps with a question to it.
type OpenMsg struct {
	Screen string        // title of the screen
	Query  crm.LeadQuery // for the leads screen
	Lead   crm.LeadID    // the lead to focus; 0: none
	Topic  string        // what to show where a screen has several things: "templates"
	From   string        // title of the screen that esc goes back to, filled in by the shell; empty: the screen was in view
}

// ShownMsg tells every screen which of them has come into view: what costs much
// is read only then, and what was left is put away.
type ShownMsg struct{ Screen string } // its title

// Claimer is a screen in which a key may mean something else than everywhere,
// as a digit does where a number can be typed.
type Claimer interface {
	// Claims reports whether the screen takes the key now.
	Claims(tea.KeyPressMsg) bool
}

// Layer is a screen that lays lists, forms and questions over itself in the same
// instant in which a key asks for them. As messages they would come later than
// keys typed ahead, which would then act on the screen below.
type Layer interface {
	// Over returns what is to lie over the screen, an AskMsg, a FormMsg or a
	// PickMsg, and nil when there is nothing. It returns it once.
	Over() tea.Msg
}

// Keeper is a screen with edits that must be in the file before the program
// ends.
type Keeper interface {
	// Keep returns the command that writes them, nil when there is nothing to
	// write.
	Keep() tea.Cmd
}

// BackMsg asks the shell for the screen before: from a screen that takes every
// key as text, where the shell does not see esc.
type BackMsg struct{}

// Worker is a screen that may have long work under way, which ends with the
// program and should not end by accident.
type Worker interface {
	// Working says what is under way, empty when nothing is: "importing
	// leads.csv".
	Working() string
	// Halt ends the work at the next place where nothing is lost.
	Halt()
}

// Level is how serious a toast is.
type Level uint8

// The levels.
const (
	Info Level = iota
	Success
	Warning
	Failure
)

// ToastMsg asks the shell to show one line. A Failure stays until a key is
// pressed; the others go after a few seconds.
type ToastMsg struct {
	Level Level
	Text  string
}

// ChangedMsg tells every screen that the file has changed.
type ChangedMsg struct{ crm.Change }

// AskMsg asks the shell to put a question. The default answer is no.
type AskMsg struct {
	Title, Body string
	Yes         string         // the label of the deed: "Discard draft"
	Run         func() tea.Cmd // what yes does
}

// Toast returns a command that shows text.
func Toast(level Level, text string) tea.Cmd {
	return func() tea.Msg { return ToastMsg{level, text} }
}

// Timeout bounds every load of a screen.
const Timeout = 10 * time.Second

// LongTimeout bounds what looks at all leads before it answers, such as
// publishing a rubric.
const LongTimeout = 2 * time.Minute
