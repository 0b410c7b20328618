package nurture

import (
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
)

func (n *Nurture) startFilter() tea.Cmd {
	n.panelOn = false
	n.focusOn(onList)
	n.filtering = true
	return n.filter.Focus()
}

// filterActions are the only keys that are not text while a filter is typed.
func (n *Nurture) filterActions() []screen.Action {
	return []screen.Action{
		{Binding: bind("enter", "keep filter", "enter"), Title: "Keep the filter", Run: n.keepFilter},
		{Binding: bind("esc", "clear filter", "esc"), Title: "Clear the filter", Run: n.clearFilter},
		{Binding: bind("↓", "next", "down"), Title: "Next row", Quiet: true, Run: n.step(1)},
		{Binding: bind("↑", "previous", "up"), Title: "Previous row", Quiet: true, Run: n.step(-1)},
	}
}

func (n *Nurture) keepFilter() tea.Cmd {
	n.filtering = false
	n.filter.Blur()
	return nil
}

func (n *Nurture) clearFilter() tea.Cmd {
	n.filter.SetValue("")
	return tea.Batch(n.keepFilter(), n.refilter())
}

// typed gives a key or a paste to the filter and asks anew when the text has
// changed; the answer to the shorter word is dropped when it comes.
func (n *Nurture) typed(msg tea.Msg) tea.Cmd {
	if !n.filtering {
		return nil
	}
	cmd, changed := n.filter.Update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, n.refilter())
}

func (n *Nurture) refilter() tea.Cmd {
	if n.query.Filter == n.filter.Value() {
		return nil
	}
	n.query.Filter = n.filter.Value()
	return n.ask()
}

// me is who acts, as the team spells the name.
func (n *Nurture) me() string {
	by := n.desk.status.By
	for _, m := range n.desk.members {
		if text.Fold(m.Name) == text.Fold(by) {
			return m.Name
		}
	}
	return by
}

func (n *Nurture) toggleMine() tea.Cmd {
	if n.query.Owner != "" {
		n.query.Owner = ""
	} else {
		n.query.Owner = n.me()
	}
	return n.ask()
}

func (n *Nurture) toggleDue() tea.Cmd {
	n.query.Due = !n.query.Due
	return n.ask()
}

// showAll lifts the restrictions of days and owners.
func (n *Nurture) showAll() tea.Cmd {
	n.query.Due, n.query.Owner = false, ""
	return n.ask()
}
