package rubric

import (
	"fmt"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// bind returns a binding for the keys, shown as help names it.
func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// largeStep is what a shifted key changes a number by.
const largeStep = 5

// Actions returns what the screen can do now, in the order of the footer.
func (e *Editor) Actions() []screen.Action {
	switch {
	case !e.load.done:
		return []screen.Action{{Binding: bind("r", "try again", "r"), Title: "Read the rubric again", Quiet: e.load.err == nil, Run: e.reload}}
	case e.script.wrong():
		return e.mistakeActions()
	case e.rival.shown:
		return e.rivalActions()
	case e.find.on:
		return e.findActions()
	case e.typed.on:
		return e.typedActions()
	}
	actions := e.conflictActions()
	if e.focus == onPanel {
		return append(append(actions, e.panelActions()...), e.draftActions()...)
	}
	return slices.Concat(actions, e.cellActions(), e.draftActions(), e.criterionActions())
}

// typedActions are named while a number is typed; typing takes the keys.
func (e *Editor) typedActions() []screen.Action {
	return []screen.Action{
		{Binding: bind("enter", "take it", "enter"), Title: "Take the number"},
		{Binding: bind("-", "minus", "-"), Title: "Turn the sign round"},
		{Binding: bind("esc", "leave it", "esc"), Title: "Leave the number as it was"},
	}
}

// cellActions move the cursor and change the number under it.
func (e *Editor) cellActions() []screen.Action {
	const moving = "Moving"
	act := func(help, what, title string, run func() tea.Cmd, keys ...string) screen.Action {
		return screen.Action{Binding: bind(help, what, keys...), Title: title, Run: run}
	}
	quiet := func(a screen.Action, group string) screen.Action {
		a.Quiet, a.Group = true, group
		return a
	}
	page := max(1, e.gridLines()-2)
	return []screen.Action{
		act("+/-", "by 1", "One more", e.step(1), "+"),
		quiet(act("-", "one less", "One less", e.step(-1), "-"), ""),
		act("=/_", fmt.Sprintf("by %d", largeStep), fmt.Sprintf("%d more", largeStep), e.step(largeStep), "=", ">", "shift+right", "shift+up"),
		quiet(act("_", "5 less", fmt.Sprintf("%d less", largeStep), e.step(-largeStep), "_", "<", "shift+left", "shift+down"), ""),
		{Binding: bind("0-9", "type", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), Title: "Type a number; enter or any move takes it, - turns its sign"},
		quiet(act("enter", "type", "Change the number by typing", e.startTyping, "enter"), ""),
		quiet(act("backspace", "empty", "Empty the cell: no cap, no half-life of its own, once", e.clearCell, "backspace", "delete"), ""),
		quiet(act("↓/j", "down", "Next line", e.move(1), "down", "j"), moving),
		quiet(act("↑/k", "up", "Line before", e.move(-1), "up", "k"), moving),
		quiet(act("→/l", "right", "Next number of the line: points, times, half-life", e.sideways(1), "right", "l"), moving),
		quiet(act("←/h", "left", "Number before", e.sideways(-1), "left", "h"), moving),
		quiet(act("pgdn", "page down", "A page down", e.move(page), "pgdown", "ctrl+d", "ctrl+f"), moving),
		quiet(act("pgup", "page up", "A page up", e.move(-page), "pgup", "ctrl+u", "ctrl+b"), moving),
		quiet(act("home", "first", "First line", e.move(-len(e.rows)), "home"), moving),
		quiet(act("G", "last", "Last line", e.move(len(e.rows)), "G", "end"), moving),
	}
}

// criterionActions change what stands in the line under the cursor.
func (e *Editor) criterionActions() []screen.Action {
	w, ok := e.row()
	axis, rule := "", ""
	if !ok || w.kind == axisRow {
		axis = "an axis has only its cap; t changes its bands"
	}
	if !ok || w.kind != criterionRow {
		rule = "select a criterion"
	}
	what := "off"
	if ok && w.kind == criterionRow && w.criterionOf(e.rubric()).Off {
		what = "on"
	}
	return []screen.Action{
		{Binding: bind("space", what, "space"), Title: "Count it no longer, or again", Why: axis, Run: e.toggle},
		{Binding: bind("a", "add", "a"), Title: "Add a criterion", Run: e.addCriterion},
		{Binding: bind("e", "rule", "e"), Title: "Change the rule of the criterion", Why: rule, Run: e.editCriterion},
		{Binding: bind("d", "delete", "d"), Title: "Delete it from the draft; u brings it back", Why: axis, Run: e.remove},
		{Binding: bind("t", "thresholds", "t"), Title: "Change thresholds, gates, caps and bands", Run: e.editThresholds},
		{Binding: bind("g", "group", "g"), Title: "Change the group, or add one", Run: e.editGroup},
		{Binding: bind("J/K", "move", "J"), Title: "Move it down", Why: axis, Quiet: true, Run: e.shift(1)},
		{Binding: bind("K", "move up", "K"), Title: "Move it up", Why: axis, Quiet: true, Run: e.shift(-1)},
		{Binding: bind("/", "find", "/"), Title: "Find a criterion", Quiet: true, Run: e.startFind},
	}
}

// draftActions are about the draft as a whole.
func (e *Editor) draftActions() []screen.Action {
	unchanged, undone, redone := "", "", ""
	if len(e.changes) == 0 {
		unchanged = "nothing is changed"
	}
	if e.past.at == 0 {
		undone = "nothing to undo"
	}
	if e.past.at+1 >= len(e.past.moments) {
		redone = "nothing to do again"
	}
	to := "figures"
	if e.focus == onPanel {
		to = "grid"
	}
	return []screen.Action{
		{Binding: bind("tab", to, "tab"), Title: "Go between the grid and the figures", Run: e.switchFocus},
		{Binding: bind("P", "publish", "P"), Title: "Publish the draft as the next version", Why: unchanged, Run: e.publish},
		{Binding: bind("u", "undo", "u"), Title: "Undo the last change", Why: undone, Run: e.undo},
		{Binding: bind("ctrl+r", "redo", "ctrl+r"), Title: "Do again what was undone", Why: redone, Quiet: true, Run: e.redo},
		{Binding: bind("H", "history", "H"), Title: "Show all versions, compare and roll back", Quiet: true, Run: e.openVersions("history")},
		{Binding: bind("T", "templates", "T"), Title: "Show the templates", Quiet: true, Run: e.openVersions("templates")},
		{Binding: bind("E", "as text", "E"), Title: "Write the rubric as TOML in $EDITOR", Quiet: true, Run: e.write},
		{Binding: bind("D", "discard", "D"), Title: "Discard the draft", Why: unchanged, Quiet: true, Run: e.discard},
		{Binding: bind("r", "measure again", "r"), Title: "Read the leads again", Quiet: e.live.err == nil, Run: e.remeasure},
	}
}

func (e *Editor) switchFocus() tea.Cmd {
	if e.focus == onGrid {
		e.focusOn(onPanel)
	} else {
		e.focusOn(onGrid)
	}
	return nil
}

// press runs the action of a key; digits go into the cell under the cursor.
func (e *Editor) press(k tea.KeyPressMsg) tea.Cmd {
	if e.find.on {
		return e.finding(k)
	}
	var taken tea.Cmd
	if e.typed.on {
		cmd, mine := e.typing(k)
		if mine {
			return cmd
		}
		if taken = e.take(); e.typed.on {
			return taken // it cannot stand there; the key is not carried out
		}
	}
	e.refused = refusal{}
	if e.Claims(k) {
		e.typed = typed{on: true, text: k.Text}
		return taken
	}
	for _, a := range e.Actions() {
		if a.Run == nil || !key.Matches(k, a.Binding) {
			continue
		}
		if a.Why != "" {
			return tea.Batch(taken, screen.Toast(screen.Warning, capital(a.Why)+"."))
		}
		return tea.Batch(taken, a.Run())
	}
	return taken
}
