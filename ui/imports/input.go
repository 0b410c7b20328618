package imports

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// Actions returns what the screen can do now, in the order of the footer.
func (s *Imports) Actions() []screen.Action {
	switch {
	case s.step == picking:
		return s.pickActions()
	case s.choose != nil:
		return s.choosing()
	case s.step == reviewing:
		return s.reviewActions()
	case s.step == running:
		return s.runActions()
	}
	return s.reportActions()
}

// pickActions are the only keys that are not text while a file is picked.
func (s *Imports) pickActions() []screen.Action {
	p := &s.pick
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			p.table.Select(p.table.Index() + by)
			fill(p.table, p.shown)
			return nil
		}
	}
	page := max(1, s.h-5)
	esc := "back"
	if p.input.Value() != "" {
		esc = "clear"
	}
	return []screen.Action{
		{Binding: bind("enter", "open", "enter"), Title: "Open the file or the folder", Run: s.chosen},
		{Binding: bind("↑↓", "move", "down"), Title: "Next file", Run: move(1)},
		{Binding: key.NewBinding(key.WithKeys("up")), Title: "Previous file", Quiet: true, Run: move(-1)},
		{Binding: key.NewBinding(key.WithKeys("pgdown")), Title: "A page down", Quiet: true, Run: move(page)},
		{Binding: key.NewBinding(key.WithKeys("pgup")), Title: "A page up", Quiet: true, Run: move(-page)},
		{Binding: bind("tab", "complete", "tab"), Title: "Complete the path", Run: s.complete},
		{Binding: bind("ctrl+r", "read again", "ctrl+r"), Title: "Read the folder again", Quiet: p.failed == nil,
			Run: func() tea.Cmd { return s.list(p.asked) }},
		{Binding: bind("esc", esc, "esc"), Title: "Clear the path, or go back", Run: s.leave},
	}
}

// press runs the action of a key; where something is typed every other key is
// text.
func (s *Imports) press(k tea.KeyPressMsg) tea.Cmd {
	for _, a := range s.Actions() {
		if a.Run == nil || !key.Matches(k, a.Binding) {
			continue
		}
		if a.Why != "" {
			return screen.Toast(screen.Warning, "Not now: "+a.Why)
		}
		return a.Run()
	}
	if s.Capturing() {
		return s.typed(k)
	}
	return nil
}

// wheel scrolls what is under the pointer.
func (s *Imports) wheel(m tea.MouseWheelMsg) tea.Cmd {
	lines := 3
	switch m.Button {
	case tea.MouseWheelDown:
	case tea.MouseWheelUp:
		lines = -lines
	default:
		return nil
	}
	switch {
	case s.step == picking:
		s.pick.table.Wheel(m)
		fill(s.pick.table, s.pick.shown)
	case s.step == reporting:
		s.scrollReport(lines)
	case s.step != reviewing:
	case s.choose != nil:
		s.choose.move(lines / 3)
	case s.layout().columns == 0 || s.w >= twoPanes && m.X >= s.layout().columns:
		s.scrollText(lines)
	default:
		s.review.table.Wheel(m)
		fill(s.review.table, s.review.info.Columns)
	}
	return nil
}

// click selects a row; a click on the selected one opens it.
func (s *Imports) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft {
		return nil
	}
	switch {
	case s.step == picking && s.pick.known && s.pick.failed == nil:
		before := s.pick.table.Index()
		if _, row := s.pick.table.Click(m.X, m.Y-3); row && s.pick.table.Index() == before {
			return s.chosen()
		}
	case s.step == reviewing && s.choose != nil:
		return s.clickOption(m)
	case s.step == reviewing && s.layout().columns > 0 && m.X < s.layout().columns:
		before := s.review.table.Index()
		s.review.scroll = 0
		if _, row := s.review.table.Click(m.X, m.Y-headLines); row && s.review.table.Index() == before && s.review.known && s.review.failed == nil {
			return s.chooseField()
		}
	}
	return nil
}

func (s *Imports) clickOption(m tea.MouseClickMsg) tea.Cmd {
	row := m.Y - headLines - 3
	if m.X < s.chooserX() || row < 0 || row >= s.chooserRows() || s.choose.top+row >= len(s.choose.shown) {
		return nil
	}
	s.choose.at = s.choose.top + row
	return s.pickOption()
}
