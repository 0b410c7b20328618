package alerts

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// nothing is why what needs an alert cannot be done.
const nothing = "no alert is selected"

func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// Actions returns what the screen can do now, in the order of the footer.
func (a *Alerts) Actions() []screen.Action {
	if a.filtering {
		return a.filterActions()
	}
	r, ok := a.list.Selected()
	opens, marks := "", ""
	switch {
	case !ok:
		opens, marks = nothing, nothing
	case !r.known && !r.summary():
		opens = "that lead is gone"
	}
	if ok && !r.open() {
		marks = "somebody has seen it"
	}
	other, title := "all", "List those that somebody has seen too"
	if a.all {
		other, title = "open ones", "List only those nobody has acknowledged"
	}
	seen := "Say that you have seen the selected alert"
	if len(a.marked) > 0 {
		seen = "Say that you have seen the " + plural(len(a.marked), "marked alert")
	}
	actions := []screen.Action{
		{Binding: bind("enter", "open lead", "enter"), Title: "Show the lead among the leads", Why: opens, Run: a.openLead},
		{Binding: bind("a", "acknowledge", "a", "space"), Title: seen, Why: a.whyNotSeen(&r, ok), Run: a.acknowledgeThese},
		{Binding: bind("m", "mark", "m"), Title: "Mark the alert, or take the mark off", Why: marks, Run: a.mark},
		{Binding: bind("A", "all seen", "A"), Title: "Acknowledge every open alert", Why: a.whyNotAll(), Run: a.acknowledgeAll},
		{Binding: bind("o", other, "o"), Title: title, Run: a.turn},
		{Binding: bind("/", "filter", "/"), Title: "Filter the list while you type", Quiet: len(a.load.rows) == 0, Run: a.startFilter},
	}
	if away, ok := a.clearAction(); ok {
		actions = append(actions, away)
	}
	actions = append(actions, screen.Action{Binding: bind("r", "try again", "r"), Title: "Read the alerts again", Quiet: a.load.err == nil, Run: a.reload})
	for _, m := range a.list.Moves() {
		actions = append(actions, screen.Action{Binding: m.Binding, Title: m.Title, Group: "Moving", Quiet: true,
			Run: func() tea.Cmd { m.Do(); a.fill(); return nil }})
	}
	return actions
}

// whyNotSeen says why the marked alerts, or the selected one, cannot be
// acknowledged.
func (a *Alerts) whyNotSeen(r *row, ok bool) string {
	switch {
	case a.load.readOnly:
		return "the file is open read-only"
	case len(a.marked) > 0:
		return ""
	case !ok:
		return nothing
	case !r.open():
		return "somebody has seen it"
	}
	return ""
}

func (a *Alerts) whyNotAll() string {
	switch {
	case a.load.readOnly:
		return "the file is open read-only"
	case a.load.open == 0:
		return "nothing is open"
	}
	return ""
}

// clearAction is what esc does: take away the filter, then the marks. With
// nothing left, esc belongs to the shell.
func (a *Alerts) clearAction() (screen.Action, bool) {
	act := screen.Action{Binding: bind("esc", "", "esc")}
	switch {
	case a.filter.Value() != "":
		act.Binding.SetHelp("esc", "clear filter")
		act.Title, act.Run = "Clear the filter", a.clearFilter
	case len(a.marked) > 0:
		act.Binding.SetHelp("esc", "clear marks")
		act.Title, act.Run = "Take all marks off", func() tea.Cmd { clear(a.marked); return nil }
	default:
		return act, false
	}
	return act, true
}

// press runs the action of a key; while a filter is typed every other key is
// text.
func (a *Alerts) press(k tea.KeyPressMsg) tea.Cmd {
	for _, act := range a.Actions() {
		if !key.Matches(k, act.Binding) {
			continue
		}
		switch act.Why {
		case "":
			return act.Run()
		case nothing:
			return nil // an empty list says so itself
		}
		return screen.Toast(screen.Warning, "Not now: "+act.Why)
	}
	return a.typed(k)
}

// openLead shows the lead, or of a summary the ready ones.
func (a *Alerts) openLead() tea.Cmd {
	r, _ := a.list.Selected()
	msg := screen.OpenMsg{Screen: leadsTitle, Lead: r.Lead}
	if r.summary() {
		msg.Query = crm.LeadQuery{Ready: true}
	}
	return func() tea.Msg { return msg }
}

// mark marks the selected alert and goes on to the next.
func (a *Alerts) mark() tea.Cmd {
	r, _ := a.list.Selected()
	if a.marked[r.ID] {
		delete(a.marked, r.ID)
	} else {
		a.marked[r.ID] = true
	}
	a.list.Select(a.list.Index() + 1)
	a.fill()
	return nil
}

// acknowledgeThese acknowledges the marked alerts, or the selected one.
func (a *Alerts) acknowledgeThese() tea.Cmd {
	var ids []int64
	for i := range a.load.rows {
		if id := a.load.rows[i].ID; a.marked[id] {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		r, _ := a.list.Selected()
		ids = []int64{r.ID}
	}
	return a.acknowledge(ids)
}

// acknowledgeAll asks first: what is acknowledged is not announced again.
func (a *Alerts) acknowledgeAll() tea.Cmd {
	ask := screen.AskMsg{
		Title: "Acknowledge " + plural(a.load.open, "open alert") + "?", Yes: "Acknowledge",
		Body: "The leads stay where they are, and the alerts in the list of all of them.",
		Run:  func() tea.Cmd { return a.acknowledge(nil) },
	}
	return func() tea.Msg { return ask }
}

// turn changes between the open alerts and all of them.
func (a *Alerts) turn() tea.Cmd {
	a.all = !a.all
	return a.reload()
}

// click selects a row; a click on the selected one opens it.
func (a *Alerts) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft {
		return nil
	}
	before := a.list.Index()
	if _, hit := a.list.Click(m.X, m.Y-headRows); !hit {
		return nil
	}
	a.fill()
	if r, ok := a.list.Selected(); ok && a.list.Index() == before && (r.known || r.summary()) {
		return a.openLead()
	}
	return nil
}

// filterActions are the only keys that are not text while a filter is typed.
func (a *Alerts) filterActions() []screen.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { a.list.Select(a.list.Index() + n); a.fill(); return nil }
	}
	return []screen.Action{
		{Binding: bind("enter", "keep filter", "enter"), Title: "Keep the filter", Run: a.keepFilter},
		{Binding: bind("esc", "clear filter", "esc"), Title: "Clear the filter", Run: a.clearFilter},
		{Binding: bind("↓", "next", "down"), Title: "Next row", Quiet: true, Run: step(1)},
		{Binding: bind("↑", "previous", "up"), Title: "Previous row", Quiet: true, Run: step(-1)},
	}
}

func (a *Alerts) startFilter() tea.Cmd {
	a.filtering = true
	return a.filter.Focus()
}

func (a *Alerts) keepFilter() tea.Cmd {
	a.filtering = false
	a.filter.Blur()
	return nil
}

func (a *Alerts) clearFilter() tea.Cmd {
	a.filter.SetValue("")
	a.refill()
	return a.keepFilter()
}

// typed gives a key or a paste to the filter.
func (a *Alerts) typed(msg tea.Msg) tea.Cmd {
	if !a.filtering {
		return nil
	}
	cmd, changed := a.filter.Update(msg)
	if changed {
		a.refill()
	}
	return cmd
}
