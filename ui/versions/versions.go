// Package versions is the screen of the rubrics that are not being edited: all
// that was ever published, the draft of the person at the keyboard, and the
// templates. Beside the list it says what the selected one would do to the
// leads of now, against the active one or any other.
//
// It must not know how leads are scored or stored, nor any other screen but by
// its title.
package versions

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Versions"

// rubricTitle is the title of the screen in which a rubric is edited.
const rubricTitle = "Rubric"

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// Versions returns all versions, newest first, decoded.
	Versions(ctx context.Context) ([]rubric.Version, error)
	// RubricDraft returns the unpublished edits of the person at the keyboard,
	// false when there are none.
	RubricDraft(ctx context.Context) (rubric.Draft, bool, error)
	// SaveDraft keeps unpublished edits in the place of those before.
	SaveDraft(ctx context.Context, d rubric.Draft) error
	// Rollback publishes an earlier version again, as the next one. The error
	// is a Conflict when another version than the base is active.
	Rollback(ctx context.Context, number int64, note string, base int64) (rubric.Version, error)
	// Board returns all leads in columns, with at least these fields.
	Board(ctx context.Context, fields []string, progress func(crm.Progress)) (*score.Board, error)
	// LeadsByID returns the leads of these ids; those that are gone are left out.
	LeadsByID(ctx context.Context, ids []crm.LeadID) (map[crm.LeadID]crm.Lead, error)
}

// topic is which rubrics are listed.
type topic uint8

const (
	history topic = iota
	templates
)

// focus is the part of the screen that the moving keys go to.
type focus uint8

const (
	onList focus = iota
	onDetail
)

// Versions is the screen. Make it with New.
type Versions struct {
	src     Source
	styles  theme.Styles
	clock   crm.Clock
	command string // how to call the program on this file

	w, h      int
	layout    layout
	focus     focus
	topic     topic
	filtering bool
	filter    widget.Input
	list      *widget.Table[entry]
	other     string // key of the entry that is compared with; empty: the active one
	load      load
	compare   comparison
	spin      widget.Spinner
	detail    roll
	figures   roll
}

// New returns the screen; it reads nothing before it is shown. Times are shown
// in the zone of the clock's answers; hints print command as the way to call
// the program.
func New(src Source, styles theme.Styles, clock crm.Clock, command string) *Versions {
	v := &Versions{src: src, styles: styles, clock: clock, command: command, filter: widget.NewInput("all words must match")}
	v.list = widget.NewTable(v.columns(), func(a, b entry) bool { return a.key == b.key }, styles)
	return v
}

// Init does nothing: the versions are read when the screen is first shown.
func (v *Versions) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (v *Versions) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return v.press(msg)
	case tea.PasteMsg:
		return v.typed(msg)
	case tea.MouseClickMsg:
		return v.click(msg)
	case tea.MouseWheelMsg:
		return v.wheel(msg)
	case screen.OpenMsg:
		return v.open(msg)
	case screen.ShownMsg:
		return v.shown(msg)
	case screen.ChangedMsg:
		return v.changed(msg)
	case loadedMsg:
		return v.loaded(msg)
	case comparedMsg:
		return v.compared(msg)
	case rolledMsg:
		return v.rolled(msg)
	case rivalMsg:
		return v.rival(msg)
	case savedMsg:
		return v.saved(msg)
	}
	return v.spin.Update(msg)
}

// Resize sets the room of the screen in cells.
func (v *Versions) Resize(w, h int) {
	v.w, v.h = w, h
	v.arrange()
}

// Restyle replaces the styles.
func (v *Versions) Restyle(styles theme.Styles) {
	v.styles = styles
	v.list.Restyle(v.columns(), styles)
}

// Capturing reports whether every key is text.
func (v *Versions) Capturing() bool { return v.filtering }

// Cursor returns the place of the text cursor, nil when nothing is typed.
func (v *Versions) Cursor() *tea.Cursor {
	if !v.filtering {
		return nil
	}
	return tea.NewCursor(filterX+v.filter.Cursor(v.filterWidth()), 1)
}

// View returns exactly as many lines and cells as Resize gave.
func (v *Versions) View() string {
	if v.w <= 0 || v.h <= 0 {
		return ""
	}
	if v.load.err != nil && !v.load.known {
		return v.errorPage()
	}
	l := v.layout
	switch {
	case l.stacked && v.focus == onDetail:
		return widget.Block(v.detailView(l.detail, v.h, false), v.w, v.h)
	case l.stacked:
		below := v.h - l.listRows - 1
		return widget.Block(v.listView()+"\n"+widget.Rule(v.styles, v.w)+"\n"+v.detailView(l.detail, below, false), v.w, v.h)
	}
	panes := []widget.Pane{{Text: v.listView(), Width: l.list}, {Width: gutter}, {Text: v.detailView(l.detail, v.h, l.figures > 0), Width: l.detail}}
	if l.figures > 0 {
		panes = append(panes, widget.Pane{Width: gutter}, widget.Pane{Text: v.figuresView(l.figures, v.h), Width: l.figures})
	}
	return widget.Columns(v.h, panes...)
}
