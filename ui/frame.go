package ui

import (
	"fmt"
	"path/filepath"
	"strconv"
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

// tabGap is the room between two tabs, and between the name and the first.
const tabGap = 2

// tabAt returns the tab under a column of the header.
func (m *Model) tabAt(x int) (int, bool) {
	for i := range m.numbered() {
		from, to := m.tabSpan(i)
		if x >= from-1 && x <= to {
			return i, true
		}
	}
	return 0, false
}

// tabSpan returns the columns of a tab's name: from, and the one after it.
func (m *Model) tabSpan(i int) (from, to int) {
	to = 1 + len(name) + 1
	for j := range i + 1 {
		if m.tabs[j].aside && j != i {
			continue
		}
		from = to + tabGap
		to = from + text.Width(m.tabName(j))
	}
	return from, to
}

func (m *Model) tabName(i int) string {
	if m.tabs[i].aside {
		return m.tabs[i].title
	}
	return strconv.Itoa(i+1) + " " + m.tabs[i].title
}

func (m *Model) header() string {
	st := m.styles
	left := " " + st.Accent.Bold(true).Render(name) + " "
	for i, t := range m.tabs {
		number, title := st.Faint, st.Muted
		if i == m.active {
			number, title = st.Accent, st.Title
		}
		switch {
		case !t.aside:
			left += widget.Spaces(tabGap) + number.Render(strconv.Itoa(i+1)) + " " + title.Render(t.title)
		case i == m.active:
			left += widget.Spaces(tabGap) + title.Render(t.title)
		}
	}
	count := m.alertCount()
	room := m.w - text.Width(left) - len(count) - 4
	return widget.Ends(left, st.Muted.Render(m.about(room))+st.Watch.Render(count)+" ", m.w)
}

// alertCount says how many alerts nobody has acknowledged, with the key that
// lists them; nothing when there are none. It is never cut.
func (m *Model) alertCount() string {
	switch m.news.open {
	case 0:
		return ""
	case 1:
		return "  ! 1 alert"
	}
	return fmt.Sprintf("  ! %d alerts", m.news.open)
}

// about returns what the header says about the file, the longest that fits.
func (m *Model) about(room int) string {
	if m.status.File == "" {
		return ""
	}
	zone := m.status.Zone
	now := m.opts.Clock()
	if zone != nil {
		now = now.In(zone)
	}
	day := now.Format("Mon 2 Jan 2006")
	file := text.Truncate(filepath.Base(m.status.File), 32)
	if m.status.ReadOnly {
		file += " read-only"
	}
	named := "rubric"
	if m.status.RubricName != "" {
		named = text.Truncate(m.status.RubricName, 32)
	}
	named += " v" + strconv.FormatInt(m.status.RubricVersion, 10)
	for _, parts := range [][]string{
		{file, named, day}, {file, named, now.Format("Mon 2 Jan")}, {file, named}, {file},
	} {
		if s := strings.Join(parts, " · "); text.Width(s) <= room {
			return s
		}
	}
	return ""
}

// headerRule is a rule that is heavy under the active tab, so that the tab is
// known without colour.
func (m *Model) headerRule() string {
	from, to := m.tabSpan(m.active)
	st := m.styles
	return st.Rule.Render(strings.Repeat("─", from)) + st.Accent.Render(strings.Repeat("━", to-from)) +
		st.Rule.Render(strings.Repeat("─", max(0, m.w-to)))
}

// footer names the keys that work here and now.
func (m *Model) footer() string {
	current := m.tabs[m.active].screen
	actions, right := current.Actions(), m.keyHelp("?", "help")+"  "+m.keyHelp("q", "quit")
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
