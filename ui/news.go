package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/alerts"
	"smarketing/ui/screen"
)

// news is what the frame knows of the alerts: how many are open, and which is
// the newest, so that each is told once and none from before the program.
type news struct {
	known   bool
	last    int64 // number of the newest alert that is known
	open    int
	reading bool
	again   bool          // something has changed during the reading
	unsaid  crm.AlertPage // to be told as soon as the message above the footer is over
	focus   focus         // whether somebody looks at the terminal
	rang    time.Time     // when the bell rang last
	dialect dialect       // how this terminal is asked for a notification
}

// focus is what the terminal has told about being looked at; most never say.
type focus uint8

const (
	unsure focus = iota
	looking
	away
)

type newsMsg struct {
	page crm.AlertPage
	err  error
}

// loadNews returns the command that reads the alerts since the last one. One
// reading is under way at a time.
func (m *Model) loadNews() tea.Cmd {
	n := &m.news
	if n.reading {
		n.again = true
		return nil
	}
	n.reading, n.again = true, false
	q := crm.AlertQuery{After: n.last}
	if !n.known {
		q.Limit = 1 // the newest: all that come after it are news
	}
	src, parent := m.src, m.live.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, screen.Timeout)
		defer cancel()
		page, err := src.Alerts(ctx, q)
		if parent.Err() != nil {
			return nil
		}
		return newsMsg{page, err}
	}
}

// heard takes the alerts and tells the new ones. A reading that failed is made
// up for by the next; that the file cannot be read is told by who reads more.
func (m *Model) heard(msg newsMsg) tea.Cmd {
	n := &m.news
	n.reading = false
	var cmd tea.Cmd
	if msg.err == nil {
		first := !n.known
		n.known, n.open = true, msg.page.Open
		for _, a := range msg.page.Alerts {
			n.last = max(n.last, a.ID)
		}
		if !first && len(msg.page.Alerts) > 0 {
			cmd = tea.Batch(m.ring(alerts.Words(msg.page)), m.announce(msg.page))
		}
	}
	if n.again {
		return tea.Batch(cmd, m.loadNews())
	}
	return cmd
}

// announce shows new alerts above the footer, or keeps them until the message
// that stands there has been read.
func (m *Model) announce(page crm.AlertPage) tea.Cmd {
	u := &m.news.unsaid
	u.Alerts = append(u.Alerts, page.Alerts...)
	if u.Leads == nil {
		u.Leads = map[crm.LeadID]crm.Lead{}
	}
	for id, l := range page.Leads {
		u.Leads[id] = l
	}
	return m.say()
}

// say shows what is unsaid when the line is free.
func (m *Model) say() tea.Cmd {
	page := m.news.unsaid
	if len(page.Alerts) == 0 || m.toast.Text != "" {
		return nil
	}
	m.news.unsaid = crm.AlertPage{}
	level := screen.Info
	if slices.ContainsFunc(page.Alerts, func(a crm.Alert) bool { return a.Kind == crm.BreachAlert }) {
		level = screen.Warning
	}
	return m.toast.show(screen.ToastMsg{Level: level, Text: alerts.Words(page) + "  (! lists alerts)"})
}
