package funnel

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

func bind(help, what string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, what))
}

// Actions returns what the screen can do now, in the order of the footer.
func (f *Funnel) Actions() []screen.Action {
	none := ""
	if !f.load.known || f.load.report.Leads == 0 {
		none = "there are no figures yet"
	}
	actions := []screen.Action{
		{Binding: bind("r", "try again", "r"), Title: "Read the file again", Quiet: f.load.err == nil, Run: f.ask},
		{Binding: bind("enter", "leads", "enter"), Title: "Show the leads that stand in the selected stage", Why: none, Run: f.openLeads},
		{Binding: bind("p", "period", "p"), Title: "Ask about another period", Run: f.pickPeriod},
		{Binding: bind("b", "by "+text.Clean(f.nextField()), "b"), Title: "Break down by the next field", Why: none, Run: func() tea.Cmd { return f.breakBy(f.nextField()) }},
	}
	if f.layout.stacked {
		actions = append(actions, screen.Action{Binding: bind("tab", f.panelAfter().label(), "tab"), Title: "Show the next part below the funnel", Why: none,
			Run: func() tea.Cmd { f.panel = f.panelAfter(); return nil }})
	}
	actions = append(actions,
		screen.Action{Binding: bind("c", other(f.asked.basis == rules.Period, "cohort", "period"), "c"),
			Title: "Follow the leads that came in (cohort), or count what happened (period)", Run: f.toggleBasis},
		screen.Action{Binding: bind("f", other(f.asked.count == rules.AllPasses, "first pass", "all passes"), "f"),
			Title: "Count the first pass of a lead, or every one", Run: f.toggleCount},
		screen.Action{Binding: bind("o", other(f.asked.order == rules.Strict, "reached", "strict"), "o"),
			Title: "Ask for the very next stage (strict), or for it or one beyond (reached)", Run: f.toggleOrder},
		screen.Action{Binding: bind("x", "export", "x"), Title: "Write what is shown to a file", Why: none, Run: f.pickExport},
		screen.Action{Binding: bind("e", "stages", "e"), Title: "Change the definition of the stages", Run: f.pickEdit},
	)
	if f.load.edit.Entry != 0 {
		at := len(actions)
		if f.clock().Sub(f.load.edit.At) <= fresh {
			at = 2 // a narrow footer names it, too
		}
		actions = slices.Insert(actions, at, screen.Action{Binding: bind("u", "undo", "u"), Title: "Undo your change of the stages", Run: f.undo})
	}
	actions = append(actions,
		screen.Action{Binding: bind("B", "by field", "B"), Title: "Break down by any field", Why: none, Quiet: true, Run: f.typeField},
	)
	return append(actions, f.moveActions()...)
}

// other returns what a switch changes to.
func other(on bool, off, then string) string {
	if on {
		return off
	}
	return then
}

func (f *Funnel) moveActions() []screen.Action {
	var actions []screen.Action
	add := func(help, title string, to func() int, keys ...string) {
		actions = append(actions, screen.Action{Binding: bind(help, title, keys...), Title: title, Group: "Moving", Quiet: true,
			Run: func() tea.Cmd { f.move(to()); return nil }})
	}
	add("↓/j", "Next stage", func() int { return f.stage + 1 }, "down", "j")
	add("↑/k", "Stage before", func() int { return f.stage - 1 }, "up", "k")
	add("g", "First stage", func() int { return 0 }, "g", "home")
	add("G", "Last stage", func() int { return 1 << 20 }, "G", "end")
	return actions
}

// press runs the action of a key.
func (f *Funnel) press(k tea.KeyPressMsg) tea.Cmd {
	for _, a := range f.Actions() {
		if !key.Matches(k, a.Binding) {
			continue
		}
		if a.Why != "" {
			return screen.Toast(screen.Warning, "Not now: "+a.Why)
		}
		return a.Run()
	}
	return nil
}

func openScreen(m screen.OpenMsg) tea.Cmd { return func() tea.Msg { return m } }

// openLeads shows the leads that stand in the selected stage.
func (f *Funnel) openLeads() tea.Cmd {
	g, ok := f.selected()
	if !ok {
		return nil
	}
	return openScreen(screen.OpenMsg{Screen: leadsTitle, Query: crm.LeadQuery{Stage: g.Stage.Key}})
}

func (f *Funnel) toggleBasis() tea.Cmd {
	f.asked.basis = rules.Basis(other(f.asked.basis == rules.Period, string(rules.Cohort), string(rules.Period)))
	return f.ask()
}

func (f *Funnel) toggleCount() tea.Cmd {
	f.asked.count = rules.Count(other(f.asked.count == rules.AllPasses, string(rules.FirstPass), string(rules.AllPasses)))
	return f.ask()
}

func (f *Funnel) toggleOrder() tea.Cmd {
	f.asked.order = rules.Order(other(f.asked.order == rules.Strict, string(rules.Reached), string(rules.Strict)))
	return f.ask()
}

// label names what a part shows.
func (p panel) label() string { return [panels]string{"weeks", "breakdown", "notes"}[p] }

func (f *Funnel) panelAfter() panel { return (f.panel + 1) % panels }

// fields are those by which the funnel is broken down in turn; any other can
// be typed.
func (f *Funnel) fields() []string {
	return slices.Concat([]string{"source", "campaign", "owner", "grade"}, f.load.custom)
}

// nextField returns the field after the one in use.
func (f *Funnel) nextField() string {
	fields := f.fields()
	return fields[(slices.Index(fields, f.asked.by)+1)%len(fields)]
}

// breakBy asks for another breakdown, and shows it where one part is seen at a
// time.
func (f *Funnel) breakBy(field string) tea.Cmd {
	f.asked.by, f.panel = field, partsPanel
	return f.ask()
}

// typeField asks for the field.
func (f *Funnel) typeField() tea.Cmd {
	fields := f.fields()
	for _, field := range crm.CoreFields() {
		if !slices.Contains(fields, field.Name) {
			fields = append(fields, field.Name)
		}
	}
	m := screen.FormMsg{
		Title: "Break down by", Submit: "show",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{Key: "by", Label: "Field", Placeholder: "country", Suggest: fields}}
		},
		Check: func(v screen.Values) map[string]string {
			if !slices.Contains(fields, v["by"]) {
				return map[string]string{"by": "leads have no field of that name"}
			}
			return nil
		},
		Run: func(v screen.Values) tea.Cmd {
			return choose(func(f *Funnel) tea.Cmd { return f.breakBy(v["by"]) })
		},
	}
	return func() tea.Msg { return m }
}
