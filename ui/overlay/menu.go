package overlay

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// menu is a searchable list of actions: the help and the palette are two ways
// to order and filter one.
type menu struct {
	title   string
	actions []screen.Action
	match   func(query string, actions []screen.Action) []entry

	input    widget.Input
	entries  []entry
	most     int // rows shown at most; a search does not change the height
	selected int // index of an entry that is an action; -1: there is none
	top      int // first entry shown
	done     bool
	w, h     int
	styles   theme.Styles
}

// entry is one line of a menu: an action, or a heading when action is nil.
type entry struct {
	heading string
	action  *screen.Action
}

var menuKeys = struct{ up, down, pageUp, pageDown, run, close key.Binding }{
	up:       key.NewBinding(key.WithKeys("up", "ctrl+k", "shift+tab")),
	down:     key.NewBinding(key.WithKeys("down", "ctrl+j", "tab")),
	pageUp:   key.NewBinding(key.WithKeys("pgup")),
	pageDown: key.NewBinding(key.WithKeys("pgdown")),
	run:      key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "run")),
	close:    key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "close")),
}

func newMenu(title, placeholder string, most int, actions []screen.Action, match func(string, []screen.Action) []entry) *menu {
	m := &menu{title: title, actions: actions, match: match, input: widget.NewInput(placeholder)}
	m.input.Focus()
	m.search()
	m.most = min(most, len(m.entries))
	return m
}

func (m *menu) search() {
	m.entries = m.match(m.input.Value(), m.actions)
	m.top, m.selected = 0, -1
	m.move(1)
}

// Update moves, searches, runs or closes.
func (m *menu) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.key(msg)
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			m.move(-1)
		case tea.MouseWheelDown:
			m.move(1)
		}
		return nil
	case tea.MouseClickMsg:
		return m.click(msg)
	}
	cmd, changed := m.input.Update(msg)
	if changed {
		m.search()
	}
	return cmd
}

func (m *menu) key(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, menuKeys.close):
		m.done = true
	case key.Matches(msg, menuKeys.up):
		m.move(-1)
	case key.Matches(msg, menuKeys.down):
		m.move(1)
	case key.Matches(msg, menuKeys.pageUp):
		m.scroll(-m.rows())
	case key.Matches(msg, menuKeys.pageDown):
		m.scroll(m.rows())
	case key.Matches(msg, menuKeys.run):
		return m.run()
	default:
		cmd, changed := m.input.Update(msg)
		if changed {
			m.search()
		}
		return cmd
	}
	return nil
}

func (m *menu) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.X < 0 || msg.Y < 0 || msg.X >= m.width() || msg.Y >= m.rows()+menuChrome {
		m.done = true
		return nil
	}
	i := m.top + msg.Y - 3
	if msg.Y < 3 || i >= len(m.entries) || m.entries[i].action == nil {
		return nil
	}
	m.selected = i
	return m.run()
}

// run closes the menu and runs the selected action. One that cannot be run now
// says why and leaves the menu open.
func (m *menu) run() tea.Cmd {
	if m.selected < 0 {
		return nil
	}
	a := m.entries[m.selected].action
	switch {
	case a.Why != "":
		return screen.Toast(screen.Warning, a.Title+": "+a.Why)
	case a.Run == nil:
		return screen.Toast(screen.Info, a.Title+": press "+a.Binding.Help().Key)
	}
	m.done = true
	return a.Run()
}

// move selects the next action in the direction, if there is one.
func (m *menu) move(step int) {
	for i := m.selected + step; i >= 0 && i < len(m.entries); i += step {
		if m.entries[i].action != nil {
			m.selected = i
			break
		}
	}
	m.reveal()
}

// scroll moves by about a page.
func (m *menu) scroll(by int) {
	step := 1
	if by < 0 {
		step = -1
	}
	for target := m.selected + by; m.selected != target; {
		before := m.selected
		m.move(step)
		if m.selected == before || (m.selected-target)*step >= 0 {
			return
		}
	}
}

// reveal scrolls so that the selection is seen, with its heading when that is
// the first line.
func (m *menu) reveal() {
	rows := m.rows()
	if m.selected < m.top {
		m.top = m.selected
	}
	if m.selected >= m.top+rows {
		m.top = m.selected - rows + 1
	}
	if m.top > 0 && m.entries[m.top-1].heading != "" && m.selected < m.top-1+rows {
		m.top--
	}
	m.top = max(0, min(m.top, len(m.entries)-rows))
}

// menuChrome is what a menu needs beside its rows: two borders, the input and
// a blank line.
const menuChrome = 4

func (m *menu) width() int { return min(76, m.w-4) }

func (m *menu) rows() int {
	return max(1, min(m.most, m.h-menuChrome-6))
}

// View draws the input, then the entries.
func (m *menu) View() string {
	st := m.styles.Overlay()
	w := m.width()
	inner := w - 4
	lines := []string{st.Key.Render("› ") + m.input.View(st, inner-2), ""}
	rows := m.rows()
	for i := m.top; i < m.top+rows; i++ {
		switch {
		case i < len(m.entries):
			lines = append(lines, m.row(st, i, inner))
		case i == 0:
			lines = append(lines, st.Muted.Render("nothing is called that - esc closes"))
		default:
			lines = append(lines, "")
		}
	}
	note := ""
	if hidden := len(m.entries) - m.top - rows; hidden > 0 {
		note = fmt.Sprintf("↓ %d more", hidden)
	}
	return frame(st, m.title, note, lines, w)
}

// row draws one entry in exactly w cells.
func (m *menu) row(st theme.Styles, i, w int) string {
	e := m.entries[i]
	if e.action == nil {
		return st.Heading.Render(text.Truncate(e.heading, w))
	}
	edge, title, keys, why := st.Raised, st.Text, st.Key, st.Faint
	mark := "  "
	if i == m.selected {
		mark = "▌ "
		edge, title, keys, why = st.On(st.Accent), st.On(st.Text), st.On(st.Key), st.On(st.Muted)
	}
	name, note := e.action.Title, ""
	if e.action.Why != "" {
		title, keys = why, why
		note = " - " + e.action.Why
	}
	const keyWidth = 14
	room := w - 2 - keyWidth
	name = text.Truncate(name, room)
	note = text.Truncate(note, room-text.Width(name))
	gap := widget.Spaces(room - text.Width(name) - text.Width(note))
	return edge.Render(mark) + title.Render(name) + why.Render(note+gap) +
		keys.Render(text.FitRight(e.action.Binding.Help().Key, keyWidth))
}

// Resize sets the room of the terminal.
func (m *menu) Resize(w, h int) {
	m.w, m.h = w, h
	m.reveal()
}

// Restyle replaces the styles.
func (m *menu) Restyle(st theme.Styles) { m.styles = st }

// Cursor stands in the input.
func (m *menu) Cursor() *tea.Cursor {
	return tea.NewCursor(4+m.input.Cursor(m.width()-6), 1)
}

// Actions names the keys of a menu.
func (m *menu) Actions() []screen.Action {
	return []screen.Action{
		{Binding: key.NewBinding(key.WithKeys("up", "down"), key.WithHelp("↑/↓", "choose")), Title: "Choose"},
		{Binding: menuKeys.run, Title: "Run"},
		{Binding: menuKeys.close, Title: "Close"},
	}
}

// Done reports whether the menu has closed.
func (m *menu) Done() bool { return m.done }
