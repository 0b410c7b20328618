package goals

import tea "charm.land/bubbletea/v2"

// lay puts something over the screen: a list, a form, a question.
func (g *Goals) lay(over tea.Msg) tea.Cmd {
	g.over = over
	return nil
}

// Over returns what is to lie over the screen, once.
func (g *Goals) Over() tea.Msg {
	over := g.over
	g.over = nil
	return over
}
