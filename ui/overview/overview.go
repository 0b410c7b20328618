// Package overview is the shared scoreboard: the goal with its pace and forecast,
// the funnel and its bottleneck, how leads change hands, what both teams have to
// do today, and what the week has brought.
//
// It must not know how the figures are counted, nor any other screen but by
// its title.
package overview

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// Title is the name of the screen in tabs and in screen.OpenMsg.
const Title = "Overview"

// The titles of the screens that tiles open.
const (
	leadsTitle   = "Leads"
	goalsTitle   = "Goals"
	funnelTitle  = "Funnel"
	nurtureTitle = "Nurture"
	importTitle  = "Import"
)

// goalsKey is the key that opens Goals everywhere.
const goalsKey = "5"

// Source is what the screen needs to know. Every method may be slow and is
// called from commands only.
type Source interface {
	// Overview returns the figures that are there at once.
	Overview(ctx context.Context) (crm.Overview, error)
	// Today returns what is due today, and how the week compares.
	Today(ctx context.Context) (crm.Today, error)
	// GoalReport says everything about the goal in force.
	GoalReport(ctx context.Context) (goal.Report, error)
	// Funnel answers a question about the funnel, broken down by a field.
	Funnel(ctx context.Context, q funnel.Question, by string) (funnel.Report, error)
}

// Overview is the screen. Make it with New. It is the one in view until another
// is shown.
type Overview struct {
	src     Source
	styles  theme.Styles
	clock   crm.Clock
	command string // how to call the program on this file
	load    load

	figures crm.Overview
	loaded  bool
	later   later
	tile    int // index of the selected tile
	row     int // selected row of that tile
	top     int // first visible row of the list of ready leads
	news    news
	w, h    int
}

// New returns the screen. Hints print command as the way to call the program.
func New(src Source, st theme.Styles, clock crm.Clock, command string) *Overview {
	return &Overview{src: src, styles: st, clock: clock, command: command, tile: newestTile}
}

// Init loads the figures.
func (o *Overview) Init() tea.Cmd { return o.reload() }

// Update takes a message and returns what is to be done next.
func (o *Overview) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return o.key(msg)
	case tea.MouseClickMsg:
		return o.click(msg)
	case tea.MouseWheelMsg:
		return o.wheel(msg)
	case loadedMsg:
		return o.take(msg)
	case readMsg[goal.Report]:
		return o.settled(o.later.goal.take(msg))
	case readMsg[funnel.Report]:
		return o.settled(o.later.funnel.take(msg))
	case readMsg[crm.Today]:
		return o.settled(o.later.today.take(msg))
	case screen.ChangedMsg:
		return o.changed(msg)
	case screen.ShownMsg:
		return o.shown(msg)
	case staleMsg:
		return o.stale()
	}
	return tea.Batch(o.rested(msg), o.load.spin.Update(msg))
}

// rested reads again what has changed while the file was left alone.
func (o *Overview) rested(msg tea.Msg) tea.Cmd {
	var again bool
	var read func() tea.Cmd
	switch msg.(type) {
	case restedMsg[goal.Report]:
		again, read = o.later.goal.rested(), o.readGoal
	case restedMsg[funnel.Report]:
		again, read = o.later.funnel.rested(), o.readFunnel
	case restedMsg[crm.Today]:
		again, read = o.later.today.rested(), o.readToday
	}
	switch {
	case !again:
		return nil
	case o.load.hidden:
		o.load.outdated = true
		return nil
	}
	return read()
}

// Resize sets the room of the screen in cells.
func (o *Overview) Resize(w, h int) {
	o.w, o.h = w, h
	if o.loaded {
		o.settle()
	}
}

// Restyle replaces the styles.
func (o *Overview) Restyle(st theme.Styles) { o.styles = st }

// Capturing is false: nothing is typed here.
func (o *Overview) Capturing() bool { return false }

// Cursor is nil: nothing is typed here.
func (o *Overview) Cursor() *tea.Cursor { return nil }

// View returns the screen: the tiles, or why there are none.
func (o *Overview) View() string {
	if o.w <= 0 || o.h <= 0 {
		return ""
	}
	switch {
	case o.loaded && o.figures.Leads > 0:
		return o.board()
	case o.loaded:
		return center(welcome(o.styles, o.command, o.w), o.w, o.h)
	case o.load.err != nil:
		return center(o.trouble(), o.w, o.h)
	case o.load.spin.View() != " ":
		return center([]string{o.styles.Muted.Render(o.load.spin.View() + " Reading the file")}, o.w, o.h)
	}
	return widget.Block("", o.w, o.h)
}

// trouble says what went wrong and what to press.
func (o *Overview) trouble() []string {
	message, hint := o.load.err.Error(), ""
	if e, ok := asError(o.load.err); ok {
		message, hint = e.Message, e.Hint
	}
	var lines []string
	for _, line := range widget.Wrap(message, min(72, o.w-4)) {
		lines = append(lines, o.styles.Bad.Render(line))
	}
	if hint != "" {
		for _, line := range widget.Wrap(hint, min(72, o.w-4)) {
			lines = append(lines, o.styles.Text.Render(line))
		}
	}
	return append(lines, "", o.styles.Key.Render("r")+o.styles.Muted.Render(" tries again"))
}

// center puts lines in the middle of w by h cells, a little above it, with a
// common left edge.
func center(lines []string, w, h int) string {
	wide := 0
	for _, line := range lines {
		wide = max(wide, text.Width(line))
	}
	left := widget.Spaces((w - wide) / 2)
	top := max(0, (h-len(lines))*2/5)
	return widget.Block(strings.Repeat("\n", top)+left+strings.Join(lines, "\n"+left), w, h)
}

var keys = struct{ open, next, previous, up, down, imports, reload key.Binding }{
	open:     key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "open")),
	next:     key.NewBinding(key.WithKeys("tab", "right", "l"), key.WithHelp("tab", "next tile")),
	previous: key.NewBinding(key.WithKeys("shift+tab", "left", "h"), key.WithHelp("shift+tab", "tile before")),
	up:       key.NewBinding(key.WithKeys("up", "k"), key.WithHelp("↑/k", "up")),
	down:     key.NewBinding(key.WithKeys("down", "j"), key.WithHelp("↓/j", "down")),
	imports:  key.NewBinding(key.WithKeys("i"), key.WithHelp("i", "import")),
	reload:   key.NewBinding(key.WithKeys("r"), key.WithHelp("r", "reload")),
}

// Actions returns what can be done now.
func (o *Overview) Actions() []screen.Action {
	nothing := ""
	if !o.loaded || o.figures.Leads == 0 {
		nothing = "there are no leads yet"
	}
	do := func(f func()) func() tea.Cmd { return func() tea.Cmd { f(); return nil } }
	return []screen.Action{
		{Binding: keys.open, Title: "Open what is selected", Why: nothing, Run: o.open},
		{Binding: keys.next, Title: "Select the next tile", Why: nothing, Run: do(func() { o.nextTile(1) })},
		{Binding: keys.previous, Title: "Select the tile before", Why: nothing, Quiet: true, Run: do(func() { o.nextTile(-1) })},
		{Binding: keys.down, Title: "Select the next row", Why: nothing, Quiet: true, Run: do(func() { o.move(1) })},
		{Binding: keys.up, Title: "Select the row before", Why: nothing, Quiet: true, Run: do(func() { o.move(-1) })},
		{Binding: keys.imports, Title: "Import a file", Run: importFile},
		{Binding: keys.reload, Title: "Read the figures again", Quiet: o.load.err == nil, Run: o.refresh},
	}
}

func importFile() tea.Cmd {
	return func() tea.Msg { return screen.OpenMsg{Screen: importTitle} }
}

func (o *Overview) key(msg tea.KeyPressMsg) tea.Cmd {
	for _, a := range o.Actions() {
		if key.Matches(msg, a.Binding) && a.Why == "" {
			return a.Run()
		}
	}
	return nil
}
