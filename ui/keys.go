package ui

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"smarketing/ui/alerts"
	"smarketing/ui/imports"
	"smarketing/ui/overlay"
	"smarketing/ui/screen"
)

var keys = struct{ quit, force, suspend, help, palette, back, next, previous, light, imports, alerts key.Binding }{
	quit:     key.NewBinding(key.WithKeys("q"), key.WithHelp("q", "quit")),
	force:    key.NewBinding(key.WithKeys("ctrl+c"), key.WithHelp("ctrl+c", "quit")),
	suspend:  key.NewBinding(key.WithKeys("ctrl+z"), key.WithHelp("ctrl+z", "suspend")),
	help:     key.NewBinding(key.WithKeys("?"), key.WithHelp("?", "help")),
	palette:  key.NewBinding(key.WithKeys("ctrl+p", ":"), key.WithHelp("ctrl+p :", "actions")),
	back:     key.NewBinding(key.WithKeys("esc"), key.WithHelp("esc", "back")),
	next:     key.NewBinding(key.WithKeys("]"), key.WithHelp("]", "next screen")),
	previous: key.NewBinding(key.WithKeys("["), key.WithHelp("[", "previous screen")),
	light:    key.NewBinding(key.WithKeys("L"), key.WithHelp("L", "light/dark")),
	imports:  key.NewBinding(key.WithKeys("i"), key.WithHelp("i", "import")),
	alerts:   key.NewBinding(key.WithKeys("!"), key.WithHelp("!", "alerts")),
}

// always are the actions that no screen and no input can take away.
func (m *Model) always() []screen.Action {
	return []screen.Action{
		{Binding: keys.force, Title: "Quit at once, or stop an import", Run: m.force},
		{Binding: keys.suspend, Title: "Suspend to the shell, fg comes back", Run: func() tea.Cmd { return tea.Suspend }},
	}
}

// global are the actions that work wherever no text is typed.
func (m *Model) global() []screen.Action {
	actions := []screen.Action{
		{Binding: keys.help, Title: "Help: search all keys", Run: m.help},
		{Binding: keys.palette, Title: "Run any action by name", Run: m.palette},
	}
	for i, t := range m.tabs[:m.numbered()] {
		actions = append(actions, screen.Action{
			Binding: key.NewBinding(key.WithKeys(strconv.Itoa(i+1), "alt+"+strconv.Itoa(i+1)), key.WithHelp(strconv.Itoa(i+1), t.title)),
			Title:   "Go to " + t.title,
			Run:     m.goTo(i),
		})
	}
	return append(actions,
		screen.Action{Binding: keys.alerts, Title: "Alerts: what became ready, and what is late", Run: m.openAlerts},
		screen.Action{Binding: keys.quit, Title: "Quit", Run: m.leave})
}

// shared are the actions of the shell that a screen may use the keys of.
func (m *Model) shared() []screen.Action {
	n := m.numbered()
	nowhere := ""
	if len(m.past) == 0 {
		nowhere = "there is none"
	}
	mouse := "Give the mouse back to the terminal, to select text"
	if !m.mouse {
		mouse = "Take the mouse: clicks and wheel"
	}
	plain := ""
	if m.opts.Plain || m.profile < colorprofile.ANSI {
		plain = "colours are off"
	}
	return []screen.Action{
		{Binding: keys.back, Title: "Back to the screen before", Why: nowhere, Run: m.back},
		{Binding: keys.next, Title: "Next screen", Run: m.goTo((m.active + 1) % n)},
		{Binding: keys.previous, Title: "Previous screen", Run: m.goTo((m.active + n - 1) % n)},
		{Binding: keys.imports, Title: "Import a file", Run: func() tea.Cmd { return m.open(screen.OpenMsg{Screen: imports.Title}) }},
		{Binding: keys.light, Title: "Switch between light and dark", Why: plain, Run: m.switchLight},
		{Title: mouse, Run: func() tea.Cmd { m.mouse = !m.mouse; return nil }},
	}
}

func (m *Model) openAlerts() tea.Cmd { return m.open(screen.OpenMsg{Screen: alerts.Title}) }

func (m *Model) goTo(i int) func() tea.Cmd {
	return func() tea.Cmd { return m.show(i) }
}

func (m *Model) switchLight() tea.Cmd {
	dark := !m.styles.Dark
	m.opts.Dark = &dark
	m.restyle(dark)
	return nil
}

// own are the actions of the screen in view. One that goes back is the shell's to
// carry out: as a message it would come later than keys typed ahead, which would
// then act on the screen that is left.
func (m *Model) own() []screen.Action {
	actions := m.tabs[m.active].screen.Actions()
	for i := range actions {
		if actions[i].Back {
			actions[i].Run = m.back
		}
	}
	return actions
}

// everything returns what can be done now: the screen's own actions first. Of
// the shell's, those are left out whose keys the screen uses itself.
func (m *Model) everything() []screen.Action {
	current := m.tabs[m.active]
	var all []screen.Action
	for _, a := range m.own() {
		if a.Group == "" {
			a.Group = current.title
		}
		all = append(all, a)
	}
	used := map[string]bool{}
	for _, a := range all {
		for _, k := range a.Binding.Keys() {
			used[k] = true
		}
	}
	for _, group := range [][]screen.Action{m.global(), m.shared(), m.always()} {
		for _, a := range group {
			if keys := a.Binding.Keys(); len(keys) == 1 && used[keys[0]] {
				continue
			}
			a.Group = "Everywhere"
			all = append(all, a)
		}
	}
	return all
}

func (m *Model) help() tea.Cmd {
	m.overlays.Push(overlay.NewHelp(m.everything()))
	return nil
}

func (m *Model) palette() tea.Cmd {
	m.overlays.Push(overlay.NewPalette(m.everything()))
	return nil
}
