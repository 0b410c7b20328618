package ui

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// tabGap is the room between two tabs, and between the name and the first.
const tabGap = 2

// brevity is how short the header says what it must say.
type brevity uint8

const (
	full     brevity = iota
	nameless         // without the name of the program
	numbers          // the tabs that are not shown by their number alone
)

// brevity returns the longest form of the header in which every tab and the
// count of alerts fit.
func (m *Model) brevity() brevity {
	for b := full; b < numbers; b++ {
		if _, to := m.spanIn(b, len(m.tabs)); to+text.Width(m.alertCount())+1 <= m.w {
			return b
		}
	}
	return numbers
}

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
func (m *Model) tabSpan(i int) (from, to int) { return m.spanIn(m.brevity(), i) }

// spanIn is tabSpan in that form; of the tab behind the last, it is where all
// of them end.
func (m *Model) spanIn(b brevity, i int) (from, to int) {
	to = text.Width(m.programName(b))
	for j := range min(i+1, len(m.tabs)) {
		if m.tabs[j].aside && j != m.active {
			continue
		}
		from = to + tabGap
		to = from + text.Width(m.tabName(b, j))
	}
	return from, to
}

func (m *Model) programName(b brevity) string {
	if b == full {
		return " " + name + " "
	}
	return ""
}

// tabName is the number and the title of a tab, as far as they are said.
func (m *Model) tabName(b brevity, i int) string {
	number, title := m.tabParts(b, i)
	return number + title
}

func (m *Model) tabParts(b brevity, i int) (number, title string) {
	if !m.tabs[i].aside {
		number = strconv.Itoa(i + 1)
	}
	if b == numbers && i != m.active {
		return number, ""
	}
	if number != "" {
		number += " "
	}
	return number, m.tabs[i].title
}

func (m *Model) header() string {
	st := m.styles
	b := m.brevity()
	left := st.Accent.Bold(true).Render(m.programName(b))
	for i, t := range m.tabs {
		if t.aside && i != m.active {
			continue
		}
		number, title := st.Faint, st.Muted
		switch {
		case t.aside:
			title = st.Title
		case i == m.active:
			number, title = st.Accent, st.Title
		}
		digit, word := m.tabParts(b, i)
		left += widget.Spaces(tabGap) + number.Render(digit) + title.Render(word)
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
