package ui

import (
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// lay puts over the active screen what that has asked for, before the next key
// is looked at.
func (m *Model) lay() tea.Cmd {
	l, ok := m.tabs[m.active].screen.(screen.Layer)
	if !ok {
		return nil
	}
	over := l.Over()
	if over == nil {
		return nil
	}
	_, cmd := m.Update(over)
	return cmd
}
