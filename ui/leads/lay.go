package leads

import tea "charm.land/bubbletea/v2"

// lay puts something over the screen: a list, a form, a question.
func (l *Leads) lay(over tea.Msg) tea.Cmd {
	l.over = over
	return nil
}

// Over returns what is to lie over the screen, once.
func (l *Leads) Over() tea.Msg {
	over := l.over
	l.over = nil
	return over
}
