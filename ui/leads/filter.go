package leads

import (
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// filterX is where the text of the filter begins: after the edge and "/ ".
const filterX = 4

func (l *Leads) filterWidth() int { return max(8, min(36, l.layout.list-filterX-2)) }

func (l *Leads) startFilter() tea.Cmd {
	l.focusOn(onList)
	l.mode = filtering
	return l.filter.Focus()
}

// filterActions are the only keys that are not text while a filter is typed.
func (l *Leads) filterActions() []screen.Action {
	return []screen.Action{
		{Binding: bind("enter", "keep filter", "enter"), Title: "Keep the filter", Run: l.keepFilter},
		{Binding: bind("esc", "clear filter", "esc"), Title: "Clear the filter", Run: l.clearFilter},
		{Binding: bind("↓", "next", "down"), Title: "Next row", Quiet: true, Run: l.step(1)},
		{Binding: bind("↑", "previous", "up"), Title: "Previous row", Quiet: true, Run: l.step(-1)},
	}
}

func (l *Leads) keepFilter() tea.Cmd {
	l.mode = browsing
	l.filter.Blur()
	return nil
}

func (l *Leads) clearFilter() tea.Cmd {
	l.mode = browsing
	l.filter.Blur()
	l.filter.SetValue("")
	return l.refilter()
}

func (l *Leads) paste(m tea.PasteMsg) tea.Cmd {
	if l.mode != filtering {
		return nil
	}
	return l.typed(m)
}

// typed gives a key or a paste to the filter and asks anew when the text has
// changed; the answer to the shorter word is dropped when it comes.
func (l *Leads) typed(msg tea.Msg) tea.Cmd {
	cmd, changed := l.filter.Update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, l.refilter())
}

func (l *Leads) refilter() tea.Cmd {
	if l.query.Filter == l.filter.Value() {
		return nil
	}
	l.query.Filter = l.filter.Value()
	return l.ask()
}
