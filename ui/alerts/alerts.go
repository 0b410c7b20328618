// Package alerts is the screen of what the team was told: which leads became
// ready, and which were not answered in time; the newest first, until somebody
// says that they have seen it.
//
// It must not know how alerts come to be or how they are stored, nor any other
// screen but by its title.
package alerts

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Alerts"

// leadsTitle is the title of the screen that shows a lead in full.
const leadsTitle = "Leads"

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// Alerts returns what the team has been told, with the leads as they are
	// now.
	Alerts(ctx context.Context, q crm.AlertQuery) (crm.AlertPage, error)
	// Acknowledge notes that the person at the keyboard has seen the alerts,
	// all that are open when none is named, and returns how many nobody had
	// seen before.
	Acknowledge(ctx context.Context, ids []int64) (int, error)
	// Status returns whether the file may be written.
	Status(ctx context.Context) (crm.Status, error)
}

// Alerts is the screen. Make it with New.
type Alerts struct {
	src    Source
	styles theme.Styles
	clock  crm.Clock

	w, h      int
	all       bool // those that somebody has seen are listed too
	filtering bool
	filter    widget.Input
	list      *widget.Table[row]
	marked    map[int64]bool
	load      load
	busy      bool // an acknowledgement is under way
	spin      widget.Spinner
}

// New returns the screen; it reads nothing before it is shown. Times are shown
// in the zone of the clock's answers.
func New(src Source, styles theme.Styles, clock crm.Clock) *Alerts {
	a := &Alerts{src: src, styles: styles, clock: clock, filter: widget.NewInput("all words must match"), marked: map[int64]bool{}}
	a.list = widget.NewTable(a.columns(), func(x, y row) bool { return x.ID == y.ID }, styles)
	return a
}

// Init does nothing: alerts are read when the screen is shown.
func (a *Alerts) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (a *Alerts) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.typed(msg)
	case tea.MouseClickMsg:
		return a.click(msg)
	case tea.MouseWheelMsg:
		a.list.Wheel(msg)
		a.fill()
		return nil
	case screen.ShownMsg:
		return a.shown(msg)
	case screen.ChangedMsg:
		return a.changed(msg)
	case loadedMsg:
		return a.loaded(msg)
	case seenMsg:
		return a.seen(msg)
	}
	return a.spin.Update(msg)
}

// Resize sets the room of the screen in cells.
func (a *Alerts) Resize(w, h int) {
	a.w, a.h = w, h
	a.list.Resize(w, max(0, a.tableRows()))
	a.fill()
}

// Restyle replaces the styles.
func (a *Alerts) Restyle(styles theme.Styles) {
	a.styles = styles
	a.list.Restyle(a.columns(), styles)
}

// Capturing reports whether every key is text.
func (a *Alerts) Capturing() bool { return a.filtering }

// Cursor returns the place of the text cursor, nil when nothing is typed.
func (a *Alerts) Cursor() *tea.Cursor {
	if !a.filtering {
		return nil
	}
	return tea.NewCursor(filterX+a.filter.Cursor(filterWidth), 1)
}
