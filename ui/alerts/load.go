package alerts

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// most is how many alerts are read, the newest: who wants to see older ones
// has the command line.
const most = 500

// load is what is known of the file's alerts.
type load struct {
	running  bool
	known    bool // rows came at least once
	outdated bool // something has changed since, or during the load under way
	visible  bool // the screen is seen
	all      bool // what the rows are: all, or the open ones
	rows     []row
	open     int // alerts nobody has acknowledged
	readOnly bool
	err      error
}

type loadedMsg struct {
	all      bool
	page     crm.AlertPage
	readOnly bool
	err      error
}

// seenMsg is the answer to an acknowledgement.
type seenMsg struct {
	n   int
	err error
}

// reload reads everything again; old rows stay until it has come.
func (a *Alerts) reload() tea.Cmd {
	if a.load.running {
		a.load.outdated = true
		return nil
	}
	a.load.running, a.load.outdated = true, false
	src, all := a.src, a.all
	return tea.Batch(a.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		m := loadedMsg{all: all}
		if m.page, m.err = src.Alerts(ctx, crm.AlertQuery{Open: !all, Limit: most}); m.err != nil {
			return m
		}
		var status crm.Status
		status, m.err = src.Status(ctx)
		m.readOnly = status.ReadOnly
		return m
	})
}

func (a *Alerts) loaded(m loadedMsg) tea.Cmd {
	a.load.running, a.load.err = false, m.err
	a.spin.Stop()
	if m.err == nil {
		first := !a.load.known || a.load.all != m.all
		a.load.known, a.load.all, a.load.readOnly = true, m.all, m.readOnly
		a.load.rows, a.load.open = byTime(rowsOf(m.page)), m.page.Open
		a.forget()
		if first {
			a.list.Reset()
		} else {
			a.list.Refresh()
		}
		a.fill()
	}
	if a.load.outdated || m.all != a.all {
		return a.reload()
	}
	return nil
}

// forget takes the marks off alerts that are no longer listed as open.
func (a *Alerts) forget() {
	listed := map[int64]bool{}
	for i := range a.load.rows {
		r := &a.load.rows[i]
		listed[r.ID] = r.open() && a.marked[r.ID]
	}
	for id := range a.marked {
		if !listed[id] {
			delete(a.marked, id)
		}
	}
}

// fill gives the list the rows it wants.
func (a *Alerts) fill() {
	if !a.load.known {
		return
	}
	var rows []row
	for _, r := range a.load.rows {
		if r.matches(a.filter.Value()) {
			rows = append(rows, r)
		}
	}
	for _, want := range a.list.Wants() {
		from := min(want.First, len(rows))
		a.list.Put(want, rows[from:min(from+want.Count, len(rows))], len(rows))
	}
	_, _ = a.list.Lost() // an alert that is gone is not looked for
}

// refill shows what the filter leaves, from its top.
func (a *Alerts) refill() {
	a.list.Reset()
	a.fill()
}

func (a *Alerts) shown(m screen.ShownMsg) tea.Cmd {
	a.load.visible = m.Screen == Title
	if a.load.visible && (!a.load.known || a.load.outdated) {
		return a.reload()
	}
	return nil
}

// changed reads again, when somebody looks.
func (a *Alerts) changed(m screen.ChangedMsg) tea.Cmd {
	if !m.Leads {
		return nil
	}
	if !a.load.visible {
		a.load.outdated = true
		return nil
	}
	return a.reload()
}

// acknowledge says that the alerts have been seen, all open ones when none is
// named.
func (a *Alerts) acknowledge(ids []int64) tea.Cmd {
	if a.busy {
		return nil
	}
	a.busy = true
	src := a.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		n, err := src.Acknowledge(ctx, ids)
		return seenMsg{n, err}
	}
}

func (a *Alerts) seen(m seenMsg) tea.Cmd {
	a.busy = false
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	clear(a.marked)
	words := plural(m.n, "alert") + " acknowledged"
	if m.n == 0 {
		words = "Somebody has acknowledged that before"
	}
	return tea.Batch(a.reload(), screen.Toast(screen.Success, words))
}
