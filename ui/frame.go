package ui

import (
	"fmt"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

const name = "smarketing"

// View returns the whole terminal.
func (m *Model) View() tea.View {
	v := tea.NewView(m.content())
	v.AltScreen = true
	v.WindowTitle = m.windowTitle()
	v.ReportFocus = true // nobody who looks on is called by a bell
	if m.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.Cursor = m.cursor()
	return v
}

func (m *Model) windowTitle() string {
	if m.status.File == "" {
		return name
	}
	return name + " " + text.Clean(filepath.Base(m.status.File))
}

func (m *Model) content() string {
	switch {
	case m.w <= 0 || m.h <= 0:
		return ""
	case m.tooSmall():
		return m.smallPanel()
	}
	return m.overlays.View(strings.Join([]string{
		m.header(),
		m.headerRule(),
		widget.Block(m.tabs[m.active].screen.View(), m.w, m.h-frameLines),
	}, "\n")) + "\n" + m.toast.view(m.styles, m.w) + "\n" + m.footer()
}

func (m *Model) cursor() *tea.Cursor {
	if m.w <= 0 || m.tooSmall() {
		return nil
	}
	if m.overlays.Top() != nil {
		return m.overlays.Cursor()
	}
	c := m.tabs[m.active].screen.Cursor()
	if c == nil {
		return nil
	}
	moved := *c
	moved.Y += frameTop
	return &moved
}

// smallPanel says how large the terminal is and how large it must be.
func (m *Model) smallPanel() string {
	st := m.styles
	lines := []string{
		st.Title.Render(fmt.Sprintf("This window is %d x %d.", m.w, m.h)),
		st.Text.Render(fmt.Sprintf("%s needs %d x %d.", name, minWidth, minHeight)),
		st.Muted.Render("Enlarge it, or press q to quit."),
	}
	top := max(0, (m.h-len(lines))/2)
	var b strings.Builder
	b.WriteString(strings.Repeat("\n", top))
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(widget.Spaces((m.w-text.Width(line))/2) + line)
	}
	return widget.Block(b.String(), m.w, m.h)
}

// footer names the keys that work here and now.
func (m *Model) footer() string {
	current := m.tabs[m.active].screen
	actions, right := m.own(), m.keyHelp("?", "help")+"  "+m.keyHelp("q", "quit")
	switch top := m.overlays.Top(); {
	case top != nil:
		actions, right = top.Actions(), ""
	case current.Capturing():
		right = m.keyHelp("ctrl+c", "quit")
	}
	room := m.w - text.Width(right) - 4
	return widget.Ends(" "+m.keyLine(actions, room), right+" ", m.w)
}

// keyLine names as many keys as fit and ends in an ellipsis when some do not.
func (m *Model) keyLine(actions []screen.Action, room int) string {
	var b strings.Builder
	used := 0
	for _, a := range actions {
		h := a.Binding.Help()
		if a.Quiet || a.Why != "" || h.Key == "" {
			continue
		}
		gap := 0
		if used > 0 {
			gap = 2
		}
		need := gap + text.Width(h.Key) + 1 + text.Width(h.Desc)
		if used+need > room-2 {
			b.WriteString(m.styles.Faint.Render(" …"))
			break
		}
		b.WriteString(widget.Spaces(gap) + m.keyHelp(h.Key, h.Desc))
		used += need
	}
	return b.String()
}

func (m *Model) keyHelp(key, desc string) string {
	return m.styles.Key.Render(key) + " " + m.styles.Muted.Render(desc)
}
