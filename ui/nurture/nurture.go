// Package nurture is the screen of the leads that were not ready to buy: the
// recycled ones, the most urgent first, with why each is to be looked at now,
// when it is touched or comes back, and what may be done about it in one or two
// keys. Beside them stands what came of all that were ever recycled.
//
// It must not know how leads are stored or scored, nor any other screen but by
// its title.
package nurture

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/internal/score"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Nurture"

// leadsTitle is the title of the screen that shows a lead in full.
const leadsTitle = "Leads"

// Source is what the screen needs of a file. Every method may be slow and is
// called from commands only.
type Source interface {
	// NurturePage returns one window of the recycled leads, the most urgent
	// first.
	NurturePage(ctx context.Context, q crm.NurtureQuery) (crm.NurturePage, error)
	// Lead returns one lead with all its fields.
	Lead(ctx context.Context, id crm.LeadID) (crm.Lead, error)
	// Explain returns why the lead has its score now.
	Explain(ctx context.Context, id crm.LeadID) (score.Explanation, error)
	// Passes returns the times the lead was recycled, newest first.
	Passes(ctx context.Context, id crm.LeadID) ([]crm.Pass, error)
	// Touches returns what people did to the lead, newest first.
	Touches(ctx context.Context, id crm.LeadID) ([]crm.Touch, error)
	// Recovery returns what came of the leads that were recycled, by reason.
	Recovery(ctx context.Context) ([]rules.Recovery, error)
	// Plan returns what happens to recycled leads, by reason.
	Plan(ctx context.Context) (rules.Plan, error)
	// SetPlan changes what happens to recycled leads.
	SetPlan(ctx context.Context, p rules.Plan) error
	// Members returns the people of both teams.
	Members(ctx context.Context) ([]crm.Member, error)
	// Settings returns what both teams share.
	Settings(ctx context.Context) (crm.Settings, error)
	// Status returns who acts, and whether the file may be written.
	Status(ctx context.Context) (crm.Status, error)
	// Act does one thing to one lead or to many, or nothing at all. The error
	// is a Conflict when a lead has changed since it was seen.
	Act(ctx context.Context, d crm.Deed) (crm.DeedReport, error)
	// History returns the journal, newest first.
	History(ctx context.Context, q crm.JournalQuery) ([]crm.JournalEntry, error)
	// Undo takes back what a journal entry did. The error is a Conflict when
	// what it touched has changed since.
	Undo(ctx context.Context, entry int64) (crm.UndoReport, error)
}

// row is a recycled lead of the list.
type row = crm.NurtureRow

// Nurture is the screen. Make it with New.
type Nurture struct {
	src    Source
	styles theme.Styles
	clock  crm.Clock

	w, h      int
	layout    layout
	focus     focus
	panelOn   bool // the recoveries are asked for where there is no column for them
	filtering bool
	filter    widget.Input
	query     crm.NurtureQuery // without the window
	load      load
	list      *widget.Table[row]
	marks     map[crm.LeadID]row
	desk      desk
	detail    detail
	panel     panel
	deeds     deeds
	spin      widget.Spinner
}

// New returns the screen; it reads nothing before it is shown. Days are those
// of the file's zone, of the clock's until that is known.
func New(src Source, styles theme.Styles, clock crm.Clock) *Nurture {
	n := &Nurture{
		src: src, styles: styles, clock: clock,
		filter: widget.NewInput("all words must match"), marks: map[crm.LeadID]row{},
	}
	n.desk.plan = rules.DefaultPlan()
	n.list = widget.NewTable(n.columns(), func(a, b row) bool { return a.Lead.ID == b.Lead.ID }, styles)
	n.renew()
	return n
}

// Init does nothing: the leads are read when the screen is first shown.
func (n *Nurture) Init() tea.Cmd { return nil }

// Update takes a message and returns what is to be done next.
func (n *Nurture) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return n.press(msg)
	case tea.PasteMsg:
		return n.typed(msg)
	case tea.MouseClickMsg:
		return n.click(msg)
	case tea.MouseWheelMsg:
		return n.wheel(msg)
	case tea.WindowSizeMsg:
		return n.moved()
	case screen.OpenMsg:
		return n.open(msg)
	case screen.ShownMsg:
		return n.shown(msg)
	case screen.ChangedMsg:
		return n.changed(msg)
	case pagedMsg:
		return n.paged(msg)
	case deskMsg:
		return n.desked(msg)
	case explainedMsg:
		return n.explained(msg)
	case recoveredMsg:
		return n.recovered(msg)
	case markedMsg:
		return n.marked(msg)
	case goneMsg:
		return n.gone(msg)
	case actedMsg:
		return n.acted(msg)
	case lastMsg:
		return n.last(msg)
	case undoneMsg:
		return n.undone(msg)
	case plannedMsg:
		return n.planned(msg)
	}
	return n.spin.Update(msg)
}

// Resize sets the room of the screen in cells.
func (n *Nurture) Resize(w, h int) {
	n.w, n.h = w, h
	n.arrange()
}

// Restyle replaces the styles.
func (n *Nurture) Restyle(styles theme.Styles) {
	n.styles = styles
	n.list.Restyle(n.columns(), styles)
	n.detail.lines = nil
}

// Capturing reports whether every key is text.
func (n *Nurture) Capturing() bool { return n.filtering }

// Cursor returns the place of the text cursor, nil when nothing is typed.
func (n *Nurture) Cursor() *tea.Cursor {
	if !n.filtering {
		return nil
	}
	return tea.NewCursor(filterX+n.filter.Cursor(n.filterWidth()), 1)
}

// View returns exactly as many lines and cells as Resize gave.
func (n *Nurture) View() string {
	if n.w <= 0 || n.h <= 0 {
		return ""
	}
	l := n.layout
	var panes []widget.Pane
	add := func(w int, view func() string) {
		if w <= 0 {
			return
		}
		if len(panes) > 0 {
			panes = append(panes, widget.Pane{Width: gutter})
		}
		panes = append(panes, widget.Pane{Text: view(), Width: w})
	}
	both := l.list
	if l.list > 0 && l.detail > 0 {
		both += gutter + l.detail
	}
	if page, ok := n.statePage(both); ok && l.list > 0 {
		add(both, func() string { return page })
	} else {
		add(l.list, n.listView)
		add(l.detail, n.detailView)
	}
	add(l.panel, n.panelView)
	return widget.Columns(n.h, panes...)
}

// now is the present in the zone of the file.
func (n *Nurture) now() time.Time {
	if zone := n.desk.status.Zone; zone != nil {
		return n.clock().In(zone)
	}
	return n.clock()
}
