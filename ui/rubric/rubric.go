// Package rubric is the screen of the rubric: on the left its groups and
// criteria as a grid of numbers that keys change, on the right what each change
// does to all leads, at once.
//
// It must not know how leads are scored or stored, nor any other screen but by
// its title.
package rubric

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/ui/job"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Rubric"

// The titles of the screens that this one opens.
const (
	leadsTitle    = "Leads"
	versionsTitle = "Versions"
)

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// Rubric returns the active version, decoded.
	Rubric(ctx context.Context) (rubric.Version, error)
	// Versions returns all versions, newest first, decoded.
	Versions(ctx context.Context) ([]rubric.Version, error)
	// RubricDraft returns the unpublished edits of the person at the keyboard,
	// false when there are none.
	RubricDraft(ctx context.Context) (rubric.Draft, bool, error)
	// SaveDraft keeps unpublished edits in the file.
	SaveDraft(ctx context.Context, d rubric.Draft) error
	// DropDraft forgets them.
	DropDraft(ctx context.Context) error
	// Publish makes the next version; it does not wait for the leads to be
	// scored with it. The error is a Conflict when another version than the
	// base is active.
	Publish(ctx context.Context, p rubric.Publication) (rubric.Version, error)
	// Refresh scores every lead that the active version has not scored yet.
	Refresh(ctx context.Context, progress func(crm.Progress)) error
	// Board returns all leads in columns, with at least these fields.
	Board(ctx context.Context, fields []string, progress func(crm.Progress)) (*score.Board, error)
	// LeadsByID returns the leads of these ids; those that are gone are left out.
	LeadsByID(ctx context.Context, ids []crm.LeadID) (map[crm.LeadID]crm.Lead, error)
	// Members returns the people of both teams.
	Members(ctx context.Context) ([]crm.Member, error)
	// Catalogue returns the custom fields of the file.
	Catalogue(ctx context.Context) ([]crm.Field, error)
	// Events returns the names of the events that the file has seen.
	Events(ctx context.Context) ([]string, error)
}

// focus is the part of the screen that the moving keys go to.
type focus uint8

const (
	onGrid focus = iota
	onPanel
)

// Editor is the screen. Make it with New.
type Editor struct {
	src     Source
	styles  theme.Styles
	clock   crm.Clock
	command string // how to call the program on this file

	w, h   int
	layout layout
	focus  focus

	load     load           // of the rubric and of what goes with it
	base     rubric.Version // what is shown is compared with it
	active   rubric.Version // the newest that is published, as far as is known
	past     history
	revision int // counts the changes of what is shown
	changes  []rubric.Change
	facts    facts
	events   []string // nil until they are known

	rows    []row
	at, top int // index of the selected line, and of the first visible one
	cell    cell
	typed   typed
	find    find
	refused refusal

	live   live
	keep   keeping
	panel  panel
	script script // the rubric as text that somebody writes in an editor
	deploy deploy
	rival  rival
}

// New returns the screen; it reads nothing before it is shown. Hints print
// command as the way to call the program.
func New(src Source, styles theme.Styles, clock crm.Clock, command string) *Editor {
	return &Editor{src: src, styles: styles, clock: clock, command: command, find: newFind()}
}

// Init does nothing: the rubric is read when the screen is first shown.
func (e *Editor) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (e *Editor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return e.press(msg)
	case tea.PasteMsg:
		return e.paste(msg)
	case tea.MouseClickMsg:
		return e.click(msg)
	case tea.MouseWheelMsg:
		return e.wheel(msg)
	case screen.ShownMsg:
		return e.shown(msg)
	case screen.OpenMsg:
		return e.open(msg)
	case screen.ChangedMsg:
		return e.changed(msg)
	case loadedMsg:
		return e.loaded(msg)
	case eventsMsg:
		e.heard(msg)
		return nil
	case boardMsg:
		return e.boarded(msg)
	case measuredMsg:
		return e.measured(msg)
	case namesMsg:
		return e.named(msg)
	case job.ProgressMsg:
		return e.progressed(msg)
	case restMsg:
		return e.rested(msg)
	case keptMsg:
		return e.kept(msg)
	}
	return tea.Batch(e.taken(msg), e.load.spin.Update(msg), e.live.spin.Update(msg))
}

// taken takes the answers to what a person has asked for.
func (e *Editor) taken(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case submittedMsg:
		return msg.run(e)
	case publishedMsg:
		return e.published(msg)
	case rivalMsg:
		return e.rivalled(msg)
	case refreshedMsg:
		return e.refreshed(msg)
	case openedMsg:
		return e.opened(msg)
	case closedMsg:
		return e.closed(msg)
	case writtenMsg:
		return e.written(msg)
	}
	return nil
}

// progressed shows the news of a job that still counts and waits for more.
func (e *Editor) progressed(m job.ProgressMsg) tea.Cmd {
	switch m.Job {
	case e.live.job.ID:
		e.live.progress = m
		return e.live.job.Watch()
	case e.deploy.job.ID:
		e.deploy.progress = m
		return e.deploy.job.Watch()
	}
	return nil
}

// rubric returns the rubric that is shown. There is one once it has loaded.
func (e *Editor) rubric() *rubric.Rubric { return &e.past.now().rubric }

// Resize sets the room of the screen in cells.
func (e *Editor) Resize(w, h int) {
	e.w, e.h = w, h
	e.arrange()
}

// Restyle replaces the styles.
func (e *Editor) Restyle(styles theme.Styles) { e.styles = styles }

// Capturing reports whether every key is text: a number, a search, or the
// answer to a page.
func (e *Editor) Capturing() bool { return e.typed.on || e.find.on || e.paged() }

// paged reports whether a page stands for the whole screen: the mistakes of a
// text, or what somebody else has published.
func (e *Editor) paged() bool { return e.script.wrong() || e.rival.shown }

// Claims reports whether a key means something else here than everywhere:
// digits are typed into the cell under the cursor.
func (e *Editor) Claims(k tea.KeyPressMsg) bool {
	return e.load.done && !e.paged() && e.focus == onGrid && len(k.Text) == 1 && k.Text[0] >= '0' && k.Text[0] <= '9'
}

// Cursor returns the place of the text cursor, nil when nothing is typed.
func (e *Editor) Cursor() *tea.Cursor {
	switch {
	case e.find.on:
		return e.findCursor()
	case e.typed.on:
		return e.typedCursor()
	}
	return nil
}

// View returns exactly as many lines and cells as Resize gave.
func (e *Editor) View() string {
	switch {
	case e.w <= 0 || e.h <= 0:
		return ""
	case !e.load.done:
		return e.statePage()
	case e.script.wrong():
		return e.mistakesView()
	case e.rival.shown:
		return e.rivalView()
	case e.layout.grid == 0:
		return widget.Block(e.panelView(e.w, e.h), e.w, e.h)
	}
	panes := []widget.Pane{{Text: e.gridView(), Width: e.layout.grid}}
	if e.layout.panel > 0 {
		panes = append(panes, widget.Pane{Width: gutter}, widget.Pane{Text: e.panelView(e.layout.panel, e.h), Width: e.layout.panel})
	}
	if e.layout.movers > 0 {
		panes = append(panes, widget.Pane{Width: gutter}, widget.Pane{Text: e.moversView(e.layout.movers, e.h), Width: e.layout.movers})
	}
	return widget.Columns(e.h, panes...)
}
