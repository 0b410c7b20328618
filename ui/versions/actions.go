package versions

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// nothing is why what needs an entry cannot be done.
const nothing = "nothing is selected"

func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// Actions returns what the screen can do now, in the order of the footer.
func (v *Versions) Actions() []screen.Action {
	if v.filtering {
		return v.filterActions()
	}
	e, ok := v.list.Selected()
	why := ""
	if !ok {
		why = nothing
	}
	var actions []screen.Action
	if v.focus == onList {
		actions = append(actions, screen.Action{Binding: bind("enter", "details", "enter", "tab"), Title: "Read what the selected rubric would do",
			Why: why, Run: v.turnTo(onDetail)})
	}
	if away, ok := v.leaveAction(); ok {
		actions = append(actions, away)
	}
	use := "Use the selected rubric as your draft, to edit it"
	if e.draft() {
		use = "Go on with your draft"
	}
	actions = append(actions,
		screen.Action{Binding: bind("space", "compare with", "space"), Title: "Compare the others with the selected rubric", Why: why, Run: v.mark},
		screen.Action{Binding: bind("u", "use as draft", "u"), Title: use, Why: why, Run: v.use},
		screen.Action{Binding: bind("R", "roll back", "R"), Title: "Publish the selected version again", Why: v.whyNotBack(&e, ok), Quiet: v.topic == templates, Run: v.rollBack},
	)
	if v.topic == history {
		actions = append(actions, screen.Action{Binding: bind("T", "templates", "T"), Title: "Show the templates", Run: func() tea.Cmd { return v.show(templates) }})
	} else {
		actions = append(actions, screen.Action{Binding: bind("H", "history", "H"), Title: "Show the versions of this file", Run: func() tea.Cmd { return v.show(history) }})
	}
	actions = append(actions,
		screen.Action{Binding: bind("/", "filter", "/"), Title: "Filter the list while you type", Quiet: v.focus != onList, Run: v.startFilter},
		screen.Action{Binding: bind("y", "copy", "y"), Title: "Copy the selected rubric as TOML", Why: why, Run: v.yank},
		screen.Action{Binding: bind("e", "export", "e"), Title: "Say how to write the selected rubric to a file", Why: why, Run: v.export},
		screen.Action{Binding: bind("r", "try again", "r"), Title: "Read and measure again", Quiet: !v.failed(), Run: v.retry},
	)
	return append(actions, v.moveActions()...)
}

func (v *Versions) turnTo(f focus) func() tea.Cmd {
	return func() tea.Cmd { v.focusOn(f); return nil }
}

func (v *Versions) failed() bool {
	known, ok := v.verdict()
	return v.load.err != nil || ok && known.err != nil
}

// leaveAction is what esc does: leave the detail, then the filter, then the
// comparison. With nothing left to leave, esc belongs to the shell.
func (v *Versions) leaveAction() (screen.Action, bool) {
	a := screen.Action{Binding: bind("esc", "", "esc")}
	switch {
	case v.focus == onDetail:
		a.Binding.SetHelp("esc", "back to list")
		a.Title, a.Run = "Go back to the list", v.turnTo(onList)
	case v.filter.Value() != "":
		a.Binding.SetHelp("esc", "clear filter")
		a.Title, a.Run = "Clear the filter", v.clearFilter
	case v.other != "":
		a.Binding.SetHelp("esc", "compare with active")
		a.Title, a.Run = "Compare with the version in force again", func() tea.Cmd { v.other = ""; return v.look() }
	default:
		return a, false
	}
	return a, true
}

// moveActions are the keys that move the cursor or scroll, known to everybody
// and therefore quiet.
func (v *Versions) moveActions() []screen.Action {
	var actions []screen.Action
	add := func(b key.Binding, title string, run func() tea.Cmd) {
		actions = append(actions, screen.Action{Binding: b, Title: title, Group: "Moving", Quiet: true, Run: run})
	}
	scroll := func(n int) func() tea.Cmd {
		return func() tea.Cmd { v.detail.top += n; v.figures.top += n; return nil }
	}
	add(bind("J", "scroll details", "J", "ctrl+e"), "Scroll the details down", scroll(1))
	add(bind("K", "scroll details", "K", "ctrl+y"), "Scroll the details up", scroll(-1))
	if v.focus == onDetail {
		add(bind("tab", "list", "tab"), "Go to the list", v.turnTo(onList))
		add(bind("↓/j", "down", "down", "j"), "Scroll down", scroll(1))
		add(bind("↑/k", "up", "up", "k"), "Scroll up", scroll(-1))
		add(bind("pgdn", "page down", "pgdown", "ctrl+f", "ctrl+d"), "Scroll a page down", scroll(v.h/2))
		add(bind("pgup", "page up", "pgup", "ctrl+b", "ctrl+u"), "Scroll a page up", scroll(-v.h/2))
		add(bind("g", "top", "g", "home"), "Scroll to the top", func() tea.Cmd { v.detail.top, v.figures.top = 0, 0; return nil })
		add(bind("G", "end", "G", "end"), "Scroll to the end", scroll(1<<20))
		return actions
	}
	for _, m := range v.list.Moves() {
		add(m.Binding, m.Title, func() tea.Cmd { m.Do(); return v.moved() })
	}
	return actions
}

// press runs the action of a key; while a filter is typed every other key is
// text.
func (v *Versions) press(k tea.KeyPressMsg) tea.Cmd {
	for _, a := range v.Actions() {
		if a.Run == nil || !key.Matches(k, a.Binding) {
			continue
		}
		switch a.Why {
		case "":
			return a.Run()
		case nothing:
			return nil // an empty list says so itself
		}
		return screen.Toast(screen.Warning, "Not now: "+a.Why)
	}
	if v.filtering {
		return v.typed(k)
	}
	return nil
}

// mark makes the selected entry the other side of all comparisons, or gives
// that back to the version in force.
func (v *Versions) mark() tea.Cmd {
	e, ok := v.list.Selected()
	switch {
	case !ok:
		return nil
	case v.other == e.key:
		v.other = ""
	default:
		v.other = e.key
	}
	return v.look()
}

// export says how to write the rubric to a file: the screen itself writes to
// no other file than that of the leads.
func (v *Versions) export() tea.Cmd {
	e, _ := v.list.Selected()
	switch {
	case e.active:
		return screen.Toast(screen.Info, v.command+" rubric export > rubric.toml")
	case e.draft() || e.template():
		return screen.Toast(screen.Info, fmt.Sprintf("y copies %s as TOML; %s rubric export writes what was published", e.name(), v.command))
	}
	return screen.Toast(screen.Info, fmt.Sprintf("%s rubric export --version %d > rubric.toml", v.command, e.version.Number))
}

// yank copies the rubric. The terminal takes the text or ignores it, and never
// says which.
func (v *Versions) yank() tea.Cmd {
	e, _ := v.list.Selected()
	return tea.Batch(tea.SetClipboard(text.CleanLines(e.version.Body)),
		screen.Toast(screen.Info, "Sent "+e.name()+" as TOML to the terminal's clipboard"))
}

// filterActions are the only keys that are not text while a filter is typed.
func (v *Versions) filterActions() []screen.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { v.list.Select(v.list.Index() + n); return v.moved() }
	}
	return []screen.Action{
		{Binding: bind("enter", "keep filter", "enter"), Title: "Keep the filter", Run: v.keepFilter},
		{Binding: bind("esc", "clear filter", "esc"), Title: "Clear the filter", Run: v.clearFilter},
		{Binding: bind("↓", "next", "down"), Title: "Next row", Quiet: true, Run: step(1)},
		{Binding: bind("↑", "previous", "up"), Title: "Previous row", Quiet: true, Run: step(-1)},
	}
}

func (v *Versions) startFilter() tea.Cmd {
	v.focusOn(onList)
	v.filtering = true
	return v.filter.Focus()
}

func (v *Versions) keepFilter() tea.Cmd {
	v.filtering = false
	v.filter.Blur()
	return nil
}

func (v *Versions) clearFilter() tea.Cmd {
	v.filter.SetValue("")
	v.keepFilter()
	return v.relist()
}

// typed gives a key or a paste to the filter.
func (v *Versions) typed(msg tea.Msg) tea.Cmd {
	if !v.filtering {
		return nil
	}
	cmd, changed := v.filter.Update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, v.relist())
}
