package leads

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// nothing is why what needs a lead cannot be done.
const nothing = "no lead is selected"

// bind returns a binding for the keys, shown as the first of them unless help
// names it otherwise.
func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// Actions returns what the screen can do now, in the order of the footer.
func (l *Leads) Actions() []screen.Action {
	switch l.mode {
	case filtering:
		return l.filterActions()
	case sorting:
		return l.sortActions()
	}
	var actions []screen.Action
	reading := l.detail.focus != onList
	none := l.list.Total() == 0 && l.query.Filter == "" // nothing to filter or to sort
	if reading {
		actions = append(actions,
			screen.Action{Binding: bind("→/l", "next lead", "right", "l"), Title: "Read the next lead", Run: l.step(1)},
			screen.Action{Binding: bind("←/h", "previous", "left", "h"), Title: "Read the previous lead", Run: l.step(-1)})
	}
	if away, ok := l.clearAction(); ok {
		actions = append(actions, away)
	}
	actions = append(actions, l.verbActions()...)
	actions = append(actions, l.markActions()...)
	actions = append(actions, l.undoAction(),
		l.openAction(reading),
		screen.Action{Binding: bind("/", "filter", "/"), Title: "Filter the list while you type", Quiet: reading || none, Run: l.startFilter},
		screen.Action{Binding: bind("s", "sort", "s"), Title: "Sort by another column", Quiet: reading || none, Run: l.startSort},
		screen.Action{Binding: bind("S", "reverse", "S"), Title: "Turn the order round", Quiet: true, Run: l.reverse},
		screen.Action{Binding: bind("v", l.nextView().short(), "v"), Title: "Show " + l.nextView().words(), Quiet: reading || l.all == 0, Run: l.cycleView},
		screen.Action{Binding: bind("f", "lists", "f"), Title: "Choose from the lists that the team keeps", Quiet: reading || l.all == 0, Run: l.filters},
		screen.Action{Binding: bind("o", scopeWords(l.nextScope()), "o"), Title: "Show " + scopeWords(l.nextScope()) + " leads", Quiet: reading || l.all == 0, Run: l.cycleScope},
		screen.Action{Binding: bind("Z", "snoozed", "Z"), Title: l.snoozedTitle(), Quiet: true, Run: l.cycleSnoozed},
		l.copyAction(),
		screen.Action{Binding: bind("tab", "next pane", "tab"), Title: "Go to the next pane", Quiet: l.layout.detail == 0 || l.layout.list == 0 || none,
			Run: func() tea.Cmd { l.nextFocus(); return nil }},
		screen.Action{Binding: bind("i", "import", "i"), Title: "Import a file", Quiet: reading || l.failed != nil, Run: importFile},
		screen.Action{Binding: bind("r", "reload", "r"), Title: "Load the list again", Quiet: l.failed == nil, Run: l.reload},
	)
	actions = append(actions, l.moveActions()...)
	return append(actions, l.namedActions()...)
}

// namedActions have no key of their own: they are for the palette, which runs
// everything by name.
func (l *Leads) namedActions() []screen.Action {
	var actions []screen.Action
	for v := range ready + 1 {
		if v != l.view() && v != l.nextView() {
			actions = append(actions, screen.Action{Title: "Show " + v.words(), Quiet: true,
				Run: func() tea.Cmd { return l.show(v) }})
		}
	}
	for _, o := range l.offered() {
		actions = append(actions, screen.Action{Title: "Sort by " + o.name, Group: "Sorting", Quiet: true,
			Run: func() tea.Cmd { return l.sortBy(o.field) }})
	}
	return actions
}

// markActions are the keys that choose several leads.
func (l *Leads) markActions() []screen.Action {
	why := ""
	if l.list.Total() == 0 {
		why = nothing
	}
	add := func(b key.Binding, title string, quiet bool, run func() tea.Cmd) screen.Action {
		return screen.Action{Binding: b, Title: title, Group: "Working the lead", Why: why, Quiet: quiet, Run: run}
	}
	mark := "mark"
	if words := l.markWords(); words != "" {
		mark = words
	}
	return []screen.Action{
		add(bind("m", mark, "m", "space"), "Mark the lead for what is done next, or take the mark away", l.detail.focus != onList, l.markRow),
		add(bind("M", "mark all", "M"), "Mark all leads of the list", l.marks.count() == 0, l.markAll),
		add(bind("*", "invert", "*"), "Mark what is not marked", l.marks.count() == 0, l.invert),
	}
}

func (l *Leads) snoozedTitle() string {
	if l.query.Snoozed {
		return "Show the leads that are in sight"
	}
	return "Show the leads that are snoozed"
}

func importFile() tea.Cmd {
	return func() tea.Msg { return screen.OpenMsg{Screen: importTitle} }
}

func (l *Leads) openAction(reading bool) screen.Action {
	a := screen.Action{Quiet: reading, Binding: bind("enter", "open", "enter"), Title: "Read why this lead has its score",
		Run: func() tea.Cmd { l.focusOn(onDetail); return nil }}
	if _, ok := l.list.Selected(); !ok {
		a.Why = nothing
	}
	return a
}

func (l *Leads) copyAction() screen.Action {
	a := screen.Action{Binding: bind("y", "copy e-mail", "y"), Title: "Copy the lead's e-mail address"}
	lead, ok := l.list.Selected()
	switch {
	case !ok:
		a.Why = nothing
	case lead.Email == "":
		a.Why = "this lead has no e-mail address"
	}
	a.Quiet = a.Why != ""
	email := text.Clean(lead.Email)
	a.Run = func() tea.Cmd {
		// The terminal takes the text or ignores it, and never says which.
		return tea.Batch(tea.SetClipboard(email),
			screen.Toast(screen.Info, "Sent "+email+" to the terminal's clipboard"))
	}
	return a
}

// clearAction is what esc does: leave the detail, then the filter, then the
// other restrictions. When another screen has put the question it goes back
// there; with nothing left to leave it is the shell's.
func (l *Leads) clearAction() (screen.Action, bool) {
	a := screen.Action{Binding: bind("esc", "", "esc")}
	switch {
	case l.detail.focus != onList:
		a.Binding.SetHelp("esc", "back to list")
		a.Title, a.Run = "Go back to the list", func() tea.Cmd { l.focusOn(onList); return nil }
	case l.marks.count() > 0:
		a.Binding.SetHelp("esc", "unmark")
		a.Title, a.Run = "Take all marks away", l.unmark
	case l.visiting():
		a.Binding.SetHelp("esc", "back")
		a.Title, a.Back = "Go back to "+l.opened.from, true
	case l.query.Filter != "":
		a.Binding.SetHelp("esc", "clear filter")
		a.Title, a.Run = "Clear the filter", l.clearFilter
	case len(l.chips()) > 0:
		a.Binding.SetHelp("esc", "show all")
		a.Title, a.Run = "Show the leads of all stages, owners, sources and times", l.clearChips
	default:
		return a, false
	}
	return a, true
}

// moveActions are the keys that move the cursor or scroll, known to everybody
// and therefore quiet.
func (l *Leads) moveActions() []screen.Action {
	const group = "Moving"
	var actions []screen.Action
	add := func(b key.Binding, title string, run func() tea.Cmd) {
		actions = append(actions, screen.Action{Binding: b, Title: title, Group: group, Quiet: true, Run: run})
	}
	scroll := func(n int) func() tea.Cmd {
		return func() tea.Cmd { l.scrollBy(n); return nil }
	}
	add(bind("J", "scroll detail", "J", "ctrl+e"), "Scroll the detail down", scroll(1))
	add(bind("K", "scroll detail", "K", "ctrl+y"), "Scroll the detail up", scroll(-1))
	if l.detail.focus != onList {
		add(bind("↓/j", "down", "down", "j"), "Scroll down", scroll(1))
		add(bind("↑/k", "up", "up", "k"), "Scroll up", scroll(-1))
		add(bind("pgdn", "page down", "pgdown", "ctrl+f", "ctrl+d"), "Scroll a page down", scroll(l.h/2))
		add(bind("pgup", "page up", "pgup", "ctrl+b", "ctrl+u"), "Scroll a page up", scroll(-l.h/2))
		add(bind("g", "top", "g", "home"), "Scroll to the top", scroll(-bottom))
		add(bind("G", "bottom", "G", "end"), "Scroll to the end", scroll(bottom))
		return actions
	}
	for _, m := range l.list.Moves() {
		add(m.Binding, m.Title, func() tea.Cmd { m.Do(); return l.moved() })
	}
	return actions
}

func (l *Leads) step(n int) func() tea.Cmd {
	return func() tea.Cmd {
		l.list.Select(l.list.Index() + n)
		return l.moved()
	}
}

// press runs the action of a key; while a filter is typed every other key is
// text.
func (l *Leads) press(k tea.KeyPressMsg) tea.Cmd {
	for _, a := range l.Actions() {
		if a.Run != nil && key.Matches(k, a.Binding) {
			switch {
			case a.Why == nothing:
				return nil // an empty list says so itself
			case a.Why != "":
				return screen.Toast(screen.Warning, capital(a.Why))
			}
			return a.Run()
		}
	}
	if l.mode == filtering {
		return l.typed(k)
	}
	return nil
}
