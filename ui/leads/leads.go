// Package leads is the triage desk: the queue of leads that wait for somebody,
// or the list of all, with one key for everything that is done to them, and
// beside it why the selected lead has its score, what it is owed, what would
// make it ready, and what happened so far.
//
// It must not know how leads are stored or scored, nor any other screen.
package leads

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Leads"

// importTitle is the title of the screen that takes files in.
const importTitle = "Import"

// mode is who gets the keys.
type mode uint8

const (
	browsing mode = iota
	filtering
	sorting
)

// Leads is the screen. Make it with New.
type Leads struct {
	src     Source
	styles  theme.Styles
	clock   crm.Clock
	command string // how to call the program on this file

	w, h    int
	layout  layout
	mode    mode
	query   crm.LeadQuery // without the window, and without the names that the scope means
	scope   crm.Scope     // whose leads
	begun   bool          // a first question has been put
	opened  opened        // by whom the screen was opened
	marks   marks
	writing bool       // a deed is being written
	news    tea.Cmd    // of the deed, told when the list after it has come
	over    tea.Msg    // is to lie over the screen; nil: nothing
	resume  crm.LeadID // that came after the lead which a touch or a note has moved; 0: none

	house    house
	figures  crm.DeskFigures
	figuring bool      // they are being read
	refigure bool      // they have changed meanwhile
	late     int       // leads of the list past their deadline
	soon     int       // and those about to be
	dropped  *crm.View // the view that was forgotten last, nil after any deed
	visible  bool      // the screen is in view
	ticking  bool      // the clock runs

	sought crm.LeadID // to be found in the list or said to be missing; 0: none
	dirty  bool       // the file has changed during the load that is under way
	all    int        // leads in the file
	caps   int        // points that both axes can give together; 0: not known yet
	asOf   crm.AsOf
	stages crm.Stages
	failed error // of the list
	filter widget.Input
	spin   widget.Spinner
	list   *widget.Table[row]
	detail detail
	cancel context.CancelFunc // of the loads of the list that are under way
	ctx    context.Context
}

// New returns the screen. Times are shown in the zone of the clock's answers;
// hints print command as the way to call the program.
func New(src Source, styles theme.Styles, clock crm.Clock, command string) *Leads {
	l := &Leads{src: src, styles: styles, clock: clock, command: command, filter: widget.NewInput("all words must match")}
	l.query.Queue = true
	l.list = widget.NewTable(l.columns(), func(a, b row) bool { return a.ID == b.ID }, styles)
	l.recolumn()
	l.renew()
	return l
}

// Init asks who works here: whose queue is shown depends on it.
func (l *Leads) Init() tea.Cmd { return l.learn() }

// Update takes a message and returns what is to be done next.
func (l *Leads) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return l.press(msg)
	case tea.PasteMsg:
		return l.paste(msg)
	case tea.MouseWheelMsg:
		return l.wheel(msg)
	case tea.MouseClickMsg:
		return l.click(msg)
	case tea.WindowSizeMsg:
		return l.moved()
	case screen.OpenMsg:
		return l.open(msg)
	case screen.ChangedMsg:
		return l.changed(msg)
	case pagedMsg:
		return l.paged(msg)
	case locatedMsg:
		return l.located(msg)
	case explainedMsg:
		return l.explained(msg)
	case screen.ShownMsg:
		return l.shown(msg)
	case tickMsg:
		return l.ticked()
	case housedMsg:
		return l.housed(msg)
	case figuredMsg:
		return l.figured(msg)
	case markedMsg:
		return l.gathered(msg)
	case savedMsg:
		return l.saved(msg)
	case actedMsg:
		return l.acted(msg)
	case lastMsg:
		return l.undoes(msg)
	case undoneMsg:
		return l.undone(msg)
	}
	return l.spin.Update(msg)
}

// Resize sets the room of the screen in cells.
func (l *Leads) Resize(w, h int) {
	l.w, l.h = w, h
	l.arrange()
}

// Restyle replaces the styles.
func (l *Leads) Restyle(styles theme.Styles) {
	l.styles = styles
	l.list.Restyle(l.columns(), styles)
	l.detail.stale()
}

// Capturing reports whether every key is text or the answer to a choice.
func (l *Leads) Capturing() bool { return l.mode != browsing }

// Cursor returns the place of the text cursor, nil when nothing is typed.
func (l *Leads) Cursor() *tea.Cursor {
	if l.mode != filtering {
		return nil
	}
	x := filterX + l.filter.Cursor(l.filterWidth())
	return tea.NewCursor(x, 1)
}

// View returns exactly as many lines and cells as Resize gave.
func (l *Leads) View() string {
	if l.w <= 0 || l.h <= 0 {
		return ""
	}
	if page, ok := l.statePage(); ok {
		return page
	}
	if l.layout.list == 0 {
		return widget.Block(l.detailView(), l.w, l.h)
	}
	panes := []widget.Pane{{Text: l.listView(), Width: l.layout.list}}
	if l.layout.detail > 0 {
		panes = append(panes, widget.Pane{Width: gutter}, widget.Pane{Text: l.detailView(), Width: l.layout.detail})
	}
	if l.layout.timeline > 0 {
		panes = append(panes, widget.Pane{Width: gutter}, widget.Pane{Text: l.timelineView(), Width: l.layout.timeline})
	}
	return widget.Columns(l.h, panes...)
}
