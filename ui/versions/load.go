package versions

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// load is what is known of the file's rubrics.
type load struct {
	running  bool
	known    bool   // entries came at least once
	outdated bool   // something has changed since, or during the load under way
	visible  bool   // the screen is seen
	sought   string // key of the entry to select when it comes; empty: the selected one stays
	entries  [2][]entry
	err      error
}

type loadedMsg struct {
	published []entry
	templates []entry
	err       error
}

// reload reads everything again; old rows stay until it has come.
func (v *Versions) reload() tea.Cmd {
	if v.load.running {
		v.load.outdated = true
		return nil
	}
	v.load.running, v.load.outdated = true, false
	src := v.src
	return tea.Batch(v.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		versions, err := src.Versions(ctx)
		if err != nil {
			return loadedMsg{err: err}
		}
		draft, found, err := src.RubricDraft(ctx)
		if err != nil {
			return loadedMsg{err: err}
		}
		m := loadedMsg{published: published(versions, nil), templates: gallery()}
		if found {
			m.published = published(versions, &draft)
		}
		return m
	})
}

// loaded shows the entries and looks at the selected one.
func (v *Versions) loaded(m loadedMsg) tea.Cmd {
	v.load.running, v.load.err = false, m.err
	if !v.compare.running {
		v.spin.Stop()
	}
	if v.load.outdated {
		return v.reload()
	}
	if m.err != nil {
		return nil
	}
	first := !v.load.known
	v.load.entries, v.load.known = [2][]entry{history: m.published, templates: m.templates}, true
	if first {
		v.list.Reset()
	}
	return v.relist()
}

// relist fills the list anew and stays on the selected entry.
func (v *Versions) relist() tea.Cmd {
	v.list.Refresh()
	if v.load.sought != "" {
		v.list.Stay(entry{key: v.load.sought})
		v.load.sought = ""
	}
	v.fill()
	v.arrange()
	return v.look()
}

// fill gives the list the rows it wants.
func (v *Versions) fill() {
	var rows []entry
	for _, e := range v.load.entries[v.topic] {
		if e.matches(v.filter.Value()) {
			rows = append(rows, e)
		}
	}
	for _, want := range v.list.Wants() {
		from := min(want.First, len(rows))
		v.list.Put(want, rows[from:min(from+want.Count, len(rows))], len(rows))
	}
	_, _ = v.list.Lost() // an entry that is gone is not looked for
}

// find returns the entry of a key, in whichever list it is.
func (v *Versions) find(key string) (entry, bool) {
	for _, entries := range v.load.entries {
		for _, e := range entries {
			if e.key == key {
				return e, true
			}
		}
	}
	return entry{}, false
}

// active returns the version in force.
func (v *Versions) active() (entry, bool) {
	for _, e := range v.load.entries[history] {
		if e.active {
			return e, true
		}
	}
	return entry{}, false
}

// shown reads the file when the screen comes into view for the first time, or
// after something has changed.
func (v *Versions) shown(m screen.ShownMsg) tea.Cmd {
	v.load.visible = m.Screen == Title
	if !v.load.visible || v.load.running {
		return nil
	}
	if !v.load.known || v.load.outdated {
		return v.reload()
	}
	return v.look()
}

// changed reads again what the change has touched, when somebody looks.
func (v *Versions) changed(m screen.ChangedMsg) tea.Cmd {
	if m.Leads || m.Settings {
		v.compare.outdate()
	}
	if m.Rubric {
		v.load.outdated = true
	}
	switch {
	case !v.load.visible || !v.load.known:
		return nil
	case m.Rubric:
		return v.reload()
	}
	return v.look()
}

// open shows the history or the templates.
func (v *Versions) open(m screen.OpenMsg) tea.Cmd {
	if m.Screen != Title {
		return nil
	}
	v.load.visible = true
	to := history
	if m.Topic == "templates" {
		to = templates
	}
	cmd := v.show(to)
	return tea.Batch(cmd, v.reload()) // the draft may be newer than what is known
}

// show changes to the history or to the templates.
func (v *Versions) show(to topic) tea.Cmd {
	v.focus = onList
	if v.topic == to {
		v.arrange()
		return nil
	}
	v.topic, v.other = to, ""
	v.filtering = false
	v.filter.Blur()
	v.filter.SetValue("")
	v.list.Restyle(v.columns(), v.styles)
	v.list.Reset()
	if !v.load.known {
		v.arrange()
		return nil
	}
	return v.relist()
}
