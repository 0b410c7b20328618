package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// key gives a key to the first who wants it: what always works, the overlay on
// top, a screen that takes text, the keys of the shell, the screen.
func (m *Model) key(msg tea.KeyPressMsg) tea.Cmd {
	m.toast.dismiss()
	if a := find(m.always(), msg); a != nil {
		return a.Run()
	}
	if m.w == 0 { // the terminal has not said how large it is
		m.early = append(m.early, msg)
		return nil
	}
	if m.tooSmall() {
		if key.Matches(msg, keys.quit) {
			return m.quit()
		}
		return nil
	}
	current := m.tabs[m.active].screen
	switch {
	case m.overlays.Top() != nil:
		return m.overlays.Update(msg)
	case current.Capturing(), claims(current, msg):
		return current.Update(msg)
	}
	if a := find(m.global(), msg); a != nil {
		return a.Run()
	}
	own := find(m.own(), msg)
	if own != nil && own.Back {
		return own.Run()
	}
	if own == nil {
		if a := find(m.shared(), msg); a != nil {
			if a.Why != "" {
				return nil
			}
			return a.Run()
		}
	}
	return current.Update(msg)
}

// catchUp gives out the keys that came before the size of the terminal.
func (m *Model) catchUp() tea.Cmd {
	if len(m.early) == 0 {
		return nil
	}
	early := m.early
	m.early = nil
	cmds := make([]tea.Cmd, 0, len(early)+2)
	for _, msg := range early {
		cmds = append(cmds, m.key(msg))
	}
	return tea.Batch(append(cmds, m.lay(), m.say())...)
}

// claims reports whether a key means something else on the screen than
// everywhere.
func claims(s screen.Screen, msg tea.KeyPressMsg) bool {
	c, ok := s.(screen.Claimer)
	return ok && c.Claims(msg)
}

// find returns the action of a key, nil when there is none. An action that
// cannot be done now does not hold its key.
func find(actions []screen.Action, msg tea.KeyPressMsg) *screen.Action {
	for i := range actions {
		if a := &actions[i]; a.Why == "" && key.Matches(msg, a.Binding) {
			return a
		}
	}
	return nil
}

// input gives a paste to whoever takes text.
func (m *Model) input(msg tea.Msg) tea.Cmd {
	if m.tooSmall() {
		return nil
	}
	if m.overlays.Top() != nil {
		return m.overlays.Update(msg)
	}
	return m.tabs[m.active].screen.Update(msg)
}

// click gives a click to the overlay, the tabs or the screen, whose first line
// is its line 0.
func (m *Model) click(msg tea.MouseClickMsg) tea.Cmd {
	m.toast.dismiss()
	switch {
	case m.tooSmall():
		return nil
	case m.overlays.Top() != nil:
		return m.overlays.Update(msg)
	case msg.Y == 0:
		return m.clickHeader(msg)
	case msg.Y < frameTop || msg.Y >= m.h-frameLines+frameTop:
		return nil
	}
	msg.Y -= frameTop
	return m.tabs[m.active].screen.Update(msg)
}

// clickHeader opens the tab, or the alerts, under the pointer.
func (m *Model) clickHeader(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft {
		return nil
	}
	if count := len(m.alertCount()); count > 0 && msg.X >= m.w-count {
		return m.openAlerts()
	}
	if i, ok := m.tabAt(msg.X); ok {
		return m.show(i)
	}
	return nil
}

func (m *Model) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	switch {
	case m.tooSmall():
		return nil
	case m.overlays.Top() != nil:
		return m.overlays.Update(msg)
	}
	msg.Y -= frameTop
	return m.tabs[m.active].screen.Update(msg)
}
