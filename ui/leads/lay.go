package leads

import tea "charm.land/bubbletea/v2"

// landedMsg says that the shell has been sent what was to lie over the screen.
type landedMsg struct{ lay int }

// lay sends the shell something to lie over the screen: a list, a form, a
// question. Keys pressed before it lies there are meant for it: typed ahead, or
// come in one piece over a slow line, they must not act on a lead.
func (l *Leads) lay(over tea.Msg) tea.Cmd {
	l.laying = true
	l.lays++
	return tea.Sequence(send(over), send(landedMsg{l.lays}))
}

func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Claims reports whether a key is to wait for what is about to lie over the
// screen.
func (l *Leads) Claims(tea.KeyPressMsg) bool { return l.laying }

// landed sends the keys that waited after it.
func (l *Leads) landed(m landedMsg) tea.Cmd {
	if m.lay != l.lays {
		return nil // something else is on its way since
	}
	if len(l.ahead) == 0 {
		l.laying = false
		return nil
	}
	var cmds []tea.Cmd
	for _, k := range l.ahead {
		cmds = append(cmds, send(k))
	}
	l.ahead = nil
	return tea.Sequence(append(cmds, send(m))...)
}
