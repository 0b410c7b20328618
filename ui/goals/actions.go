package goals

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// Actions returns what the screen can do now, in the order of the footer.
func (g *Goals) Actions() []screen.Action {
	switch {
	case g.form.editing:
		return g.editActions()
	case g.book.open:
		return g.historyActions()
	}
	actions := []screen.Action{
		{Binding: bind("r", "try again", "r"), Title: "Read the file again", Quiet: g.load.err == nil, Run: g.reload},
	}
	actions = append(actions, g.formActions()...)
	if g.layout.tabbed {
		next := g.paneAfter()
		actions = append(actions, screen.Action{Binding: bind("tab", next.label(), "tab"), Title: "Show the next part of the goal",
			Run: func() tea.Cmd { g.pane = next; g.arrange(); return nil }})
	}
	unread := ""
	if !g.load.known {
		unread = "the file has not been read yet"
	}
	none := unread
	if len(g.load.versions) == 0 && none == "" {
		none = "no goal was ever stored"
	}
	actions = append(actions,
		screen.Action{Binding: bind("S", "store", "S"), Title: "Store the plan as the goal of both teams", Why: g.whyNotStore(), Run: g.store},
		screen.Action{Binding: bind("H", "versions", "H"), Title: "Show every version of the goal", Why: none, Run: g.openHistory},
		screen.Action{Binding: bind("x", "export", "x"), Title: "Write the goal to a file", Why: unread, Run: g.pickExport},
		screen.Action{Binding: bind("u", "undo", "u"), Title: "Undo the version of the goal that is in force", Why: g.whyNotUndo(), Quiet: true, Run: g.undo},
	)
	return append(actions, g.moveActions()...)
}

// formActions are the keys of the form.
func (g *Goals) formActions() []screen.Action {
	if !g.planSeen() {
		return nil
	}
	var actions []screen.Action
	add := func(b key.Binding, title, why string, quiet bool, run func() tea.Cmd) {
		actions = append(actions, screen.Action{Binding: b, Title: title, Why: why, Quiet: quiet, Run: run})
	}
	at, here := g.form.at, ""
	if !g.editable() {
		here = "no input is selected"
	}
	add(bind("enter", "edit", "enter", "e"), "Edit the selected input", here, here != "", func() tea.Cmd { return g.begin(false) })
	add(bind("0-9", "type", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "."), "Type a new figure; esc leaves it, and again goes back", here, here != "",
		func() tea.Cmd { return g.begin(true) })
	noPast := here
	if here == "" {
		if e, _ := at.measure(&g.load.report.Measured); e.from == unset {
			noPast = "nothing was measured for this input"
		}
	}
	add(bind("m", "measured", "m"), "Take what the file's own past says", noPast, noPast != "", g.takeMeasured(at))
	add(bind("M", "all measured", "M"), "Take everything that was measured", "", true, g.takeMeasured(averageDeal, winRate, leadRate, readyRate, lag))
	noLever := ""
	if _, ok := g.lever(); !ok {
		noLever = "select a rate of the plan first"
	}
	add(bind("+/-", "what if", "+", "="), "Ask what a rate one point better would bring", noLever, noLever != "", g.ask(1))
	add(bind("-", "what if less", "-"), "Ask what a rate one point worse would bring", noLever, true, g.ask(-1))
	add(bind("shift+↑", "5 points", "shift+up", "ctrl+up"), "Ask for five points more", noLever, true, g.ask(5))
	add(bind("shift+↓", "5 points less", "shift+down", "ctrl+down"), "Ask for five points less", noLever, true, g.ask(-5))
	switch {
	case g.what.points != 0:
		add(bind("esc", "no what-if", "esc"), "Stop asking what if", "", false, func() tea.Cmd { g.what = whatIf{}; return nil })
	case g.form.changed():
		add(bind("R", "put back", "R"), "Forget what was typed and not stored", "", false, g.putBack)
	}
	return actions
}

// editActions are the only keys that are not text while an input is edited.
func (g *Goals) editActions() []screen.Action {
	return []screen.Action{
		{Binding: bind("enter", "take", "enter", "tab", "down"), Title: "Take what is typed and go on", Run: g.take(1)},
		{Binding: bind("↑", "take", "up", "shift+tab"), Title: "Take what is typed and go back", Quiet: true, Run: g.take(-1)},
		{Binding: bind("esc", "leave as it was", "esc"), Title: "Leave the input as it was", Run: g.leave},
	}
}

func (g *Goals) moveActions() []screen.Action {
	if !g.planSeen() {
		return nil
	}
	var actions []screen.Action
	add := func(help, title string, by int, keys ...string) {
		actions = append(actions, screen.Action{Binding: bind(help, title, keys...), Title: title, Group: "Moving", Quiet: true,
			Run: func() tea.Cmd { g.move(by); return nil }})
	}
	add("↓/j", "Next input", 1, "down", "j")
	add("↑/k", "Input before", -1, "up", "k")
	add("g", "First input", -1<<16, "g", "home")
	add("G", "Last rate", 1<<16, "G", "end")
	return actions
}

// Claims reports whether a key begins a figure in the selected input.
func (g *Goals) Claims(k tea.KeyPressMsg) bool {
	return g.editable() && !g.form.editing && len(k.Text) == 1 && (k.Text[0] >= '0' && k.Text[0] <= '9' || k.Text[0] == '.')
}

// press runs the action of a key; while an input is edited every other key is
// text.
func (g *Goals) press(k tea.KeyPressMsg) tea.Cmd {
	if g.Claims(k) {
		return tea.Batch(g.begin(true), g.typing(k))
	}
	for _, a := range g.Actions() {
		if !key.Matches(k, a.Binding) {
			continue
		}
		if a.Why != "" {
			return screen.Toast(screen.Warning, "Not now: "+a.Why)
		}
		return a.Run()
	}
	if g.form.editing {
		return g.typing(k)
	}
	return nil
}

func (g *Goals) openHistory() tea.Cmd {
	g.book.open = true
	g.arrange()
	return nil
}
