package nurture

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// Why something cannot be done.
const (
	nothing  = "no lead is selected"
	readOnly = "the file is open for reading only"
	busy     = "One moment: the last change is being written."
	unread   = "the file has not been read yet"
)

func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// Actions returns what the screen can do now, in the order of the footer.
func (n *Nurture) Actions() []screen.Action {
	if n.filtering {
		return n.filterActions()
	}
	var actions []screen.Action
	if away, ok := n.leaveAction(); ok && n.focus != onList {
		actions = append(actions, away)
	}
	actions = append(actions, n.deedActions()...)
	if away, ok := n.leaveAction(); ok && n.focus == onList {
		actions = append(actions, away)
	}
	actions = append(actions, n.openActions()...)
	actions = append(actions, n.listActions()...)
	return append(actions, n.moveActions()...)
}

// deedActions are what can be done to the marked leads or the selected one.
func (n *Nurture) deedActions() []screen.Action {
	on := n.target()
	whom := "the selected lead"
	if len(n.marks) > 0 {
		whom = "the " + plural(len(n.marks), "marked lead")
	}
	why := n.whyNot()
	if why == "" && len(on.rows) == 0 {
		why = nothing
	}
	return []screen.Action{
		{Binding: bind("t", "touch", "t"), Title: "Log a touch of " + whom, Why: why, Run: n.touch},
		{Binding: bind("s", "reschedule", "s", "z"), Title: "Choose another day on which " + whom + " comes back", Why: why, Run: n.reschedule},
		{Binding: bind("n", "next touch", "n"), Title: "Plan the next touch of " + whom, Why: why, Run: n.planNext},
		{Binding: bind("c", "reason", "c"), Title: "Change the reason of " + whom, Why: why, Run: n.changeReason},
		{Binding: bind("R", "return", "R"), Title: "Return " + whom + " to sales now", Why: why, Run: n.giveBack},
		{Binding: bind("u", "undo", "u"), Title: "Undo what you did last", Why: n.whyNot(), Run: n.undo},
	}
}

// whyNot is why nothing can be changed now.
func (n *Nurture) whyNot() string {
	switch {
	case n.desk.status.ReadOnly:
		return readOnly
	case !n.desk.known && n.desk.err != nil:
		message, _ := screen.Sentence(n.desk.err)
		return message + "; r tries again"
	case !n.desk.known:
		return unread
	}
	return ""
}

// openActions show more of a lead.
func (n *Nurture) openActions() []screen.Action {
	r, ok := n.list.Selected()
	why, copyWhy := "", ""
	switch {
	case !ok:
		why, copyWhy = nothing, nothing
	case r.Lead.Email == "":
		copyWhy = "this lead has no e-mail address"
	}
	enter := screen.Action{Binding: bind("enter", "details", "enter"), Title: "Read about the selected lead", Why: why,
		Run: func() tea.Cmd { n.panelOn = false; n.focusOn(onDetail); return n.look() }}
	if n.focus == onDetail {
		enter = screen.Action{Binding: bind("enter", "open in Leads", "enter"), Title: "Open the lead on the screen Leads", Why: why, Run: n.openLead}
	}
	return []screen.Action{
		enter,
		{Binding: bind("w", "open in Leads", "w"), Title: "Open the selected lead on the screen Leads", Why: why, Quiet: n.focus == onDetail, Run: n.openLead},
		{Binding: bind("y", "copy e-mail", "y"), Title: "Copy the lead's e-mail address", Why: copyWhy, Quiet: true, Run: func() tea.Cmd {
			// The terminal takes the text or ignores it, and never says which.
			email := text.Clean(r.Lead.Email)
			return tea.Batch(tea.SetClipboard(email), screen.Toast(screen.Info, "Sent "+email+" to the terminal's clipboard"))
		}},
	}
}

func (n *Nurture) openLead() tea.Cmd {
	r, ok := n.list.Selected()
	if !ok {
		return nil
	}
	return send(screen.OpenMsg{Screen: leadsTitle, Query: crm.LeadQuery{Stage: crm.Recycled}, Lead: r.Lead.ID})
}

// listActions choose what is listed and what stands beside it.
func (n *Nurture) listActions() []screen.Action {
	reading := n.focus != onList
	empty := n.list.Total() == 0
	why := ""
	if empty {
		why = nothing
	}
	me := n.me()
	mine := screen.Action{Binding: bind("o", "mine", "o"), Title: "Show only your own leads", Quiet: reading, Run: n.toggleMine}
	switch {
	case n.query.Owner != "":
		mine.Binding, mine.Title = bind("o", "everybody's", "o"), "Show the leads of all owners"
	case me == "":
		mine.Why = "nobody is said to act"
	}
	due := screen.Action{Binding: bind("d", "only due", "d"), Title: "Show only who is ready again, overdue or due today", Quiet: reading, Run: n.toggleDue}
	if n.query.Due {
		due.Binding, due.Title = bind("d", "all days", "d"), "Show also who is due later"
	}
	panel := "Show what came of all recycled leads"
	if n.panelOn {
		panel = "Show the lead instead of what came of all"
	}
	return []screen.Action{
		{Binding: bind("m", "mark", "m", "space"), Title: "Mark the selected lead, or take its mark away", Why: why, Quiet: reading, Run: n.mark},
		{Binding: bind("M", "mark all", "M"), Title: "Mark all leads of the list", Why: why, Quiet: true, Run: n.markAll},
		due, mine,
		{Binding: bind("/", "filter", "/"), Title: "Filter the list while you type", Quiet: reading, Run: n.startFilter},
		{Binding: bind("v", "recovered", "v"), Title: panel, Run: n.togglePanel},
		{Binding: bind("P", "cadences", "P"), Title: "Change the reasons, and when leads are touched and come back", Why: n.whyNot(), Run: n.cadences},
		{Binding: bind("tab", "next pane", "tab"), Title: "Go to the next pane", Quiet: n.w < twoColumns, Run: n.nextPane},
		{Binding: bind("r", "reload", "r"), Title: "Read everything again", Quiet: n.load.failed == nil && n.detail.err == nil && n.panel.err == nil, Run: n.retry},
	}
}

// leaveAction is what esc does: leave the panel or the lead, then the marks,
// the filter and the other restrictions. With nothing left to leave, esc
// belongs to the shell.
func (n *Nurture) leaveAction() (screen.Action, bool) {
	a := screen.Action{Binding: bind("esc", "", "esc")}
	say := func(what, title string, run func() tea.Cmd) {
		a.Binding.SetHelp("esc", what)
		a.Title, a.Run = title, run
	}
	switch {
	case n.panelOn:
		say("back to list", "Go back to the list", n.togglePanel)
	case n.focus != onList:
		say("back to list", "Go back to the list", func() tea.Cmd { n.focusOn(onList); return nil })
	case len(n.marks) > 0:
		say("unmark", "Take all marks away", n.unmark)
	case n.query.Filter != "":
		say("clear filter", "Clear the filter", n.clearFilter)
	case len(n.chips()) > 0:
		say("show all", "Show the leads of all days and owners", n.showAll)
	default:
		return a, false
	}
	return a, true
}

// moveActions are the keys that move the cursor or scroll, known to everybody
// and therefore quiet.
func (n *Nurture) moveActions() []screen.Action {
	var actions []screen.Action
	add := func(b key.Binding, title string, run func() tea.Cmd) {
		actions = append(actions, screen.Action{Binding: b, Title: title, Group: "Moving", Quiet: true, Run: run})
	}
	scrolled := &n.detail.roll
	if n.focus == onPanel || n.layout.detail == 0 {
		scrolled = &n.panel.roll
	}
	scroll := func(lines int) func() tea.Cmd {
		return func() tea.Cmd { scrolled.top += lines; return nil }
	}
	add(bind("J", "scroll details", "J", "ctrl+e"), "Scroll the details down", scroll(1))
	add(bind("K", "scroll details", "K", "ctrl+y"), "Scroll the details up", scroll(-1))
	if n.focus == onList {
		for _, m := range n.list.Moves() {
			add(m.Binding, m.Title, func() tea.Cmd { m.Do(); return n.moved() })
		}
		return actions
	}
	const bottom = 1 << 20
	add(bind("↓/j", "down", "down", "j"), "Scroll down", scroll(1))
	add(bind("↑/k", "up", "up", "k"), "Scroll up", scroll(-1))
	add(bind("pgdn", "page down", "pgdown", "ctrl+f", "ctrl+d"), "Scroll a page down", scroll(n.h/2))
	add(bind("pgup", "page up", "pgup", "ctrl+b", "ctrl+u"), "Scroll a page up", scroll(-n.h/2))
	add(bind("g", "top", "g", "home"), "Scroll to the top", scroll(-bottom))
	add(bind("G", "end", "G", "end"), "Scroll to the end", scroll(bottom))
	if n.focus == onDetail {
		add(bind("→/l", "next lead", "right", "l"), "Read about the next lead", n.step(1))
		add(bind("←/h", "previous", "left", "h"), "Read about the lead before", n.step(-1))
	}
	return actions
}

func (n *Nurture) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		n.list.Select(n.list.Index() + by)
		return n.moved()
	}
}

// press runs the action of a key; while a filter is typed every other key is
// text.
func (n *Nurture) press(k tea.KeyPressMsg) tea.Cmd {
	for _, a := range n.Actions() {
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
	return n.typed(k)
}
