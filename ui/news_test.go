package ui_test

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui"
	"smarketing/ui/vttest"
)

// told are the alerts of a file in memory; what a test adds goes through the
// channel.
type told struct {
	alerts chan []crm.Alert
	seen   chan []int64
}

func newTold(open ...crm.Alert) told {
	t := told{alerts: make(chan []crm.Alert, 1), seen: make(chan []int64, 9)}
	t.alerts <- open
	return t
}

// Alerts returns the alerts as the store does. A source without any has none.
func (t told) Alerts(_ context.Context, q crm.AlertQuery) (crm.AlertPage, error) {
	page := crm.AlertPage{Leads: map[crm.LeadID]crm.Lead{}}
	if t.alerts == nil {
		return page, nil
	}
	all := <-t.alerts
	t.alerts <- all
	for i := range people {
		page.Leads[crm.LeadID(i+1)] = crm.Lead{ID: crm.LeadID(i + 1), Name: people[i].name, Company: people[i].company}
	}
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i]
		if a.AckAt.IsZero() {
			page.Open++
		}
		if a.ID > q.After && (!q.Open || a.AckAt.IsZero()) && (q.Limit == 0 || len(page.Alerts) < q.Limit) {
			page.Alerts = append(page.Alerts, a)
		}
	}
	return page, nil
}

func (t told) Acknowledge(_ context.Context, ids []int64) (int, error) {
	all := <-t.alerts
	n := 0
	for i := range all {
		if all[i].AckAt.IsZero() {
			all[i].AckAt, all[i].AckBy, n = now, "Kim", n+1
		}
	}
	t.alerts <- all
	t.seen <- ids
	return n, nil
}

// raise adds alerts to the file.
func (t told) raise(more ...crm.Alert) {
	all := <-t.alerts
	t.alerts <- append(append([]crm.Alert(nil), all...), more...)
}

func readyAlert(id int64, lead crm.LeadID) crm.Alert {
	return crm.Alert{ID: id, Kind: crm.ReadyAlert, At: now, Lead: lead, Cause: crm.ByScore, Score: 9200, Grade: "A1", Why: []string{"Asked for a demo"}}
}

// TestAlertsAreTold opens a file with an old alert, and gets new ones while it
// looks on: the counter shows all, the line only the new ones.
func TestAlertsAreTold(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}} {
		src := filled()
		src.told = newTold(readyAlert(1, 2))
		term := start(t, src, size.w, size.h)
		term.WaitText("READY, WAITING")
		term.WaitText("! 1 alert")
		src.raise(readyAlert(2, 1))
		src.changes <- crm.Change{Leads: true}
		term.WaitText("Ready: Mia Chen, Lumen GmbH, A1 92: asked for a demo")
		term.WaitText("! 2 alerts")
		term.WaitGone("王小明, ")
		term.Key("!")
		term.WaitText("2 open")
		term.Key("A")
		term.WaitText("Acknowledge 2 open alerts?")
		term.Key("y")
		term.WaitText("Everything has been seen")
		src.changes <- crm.Change{Leads: true}
		term.WaitGone("! 2 alerts")
		if ids := <-src.seen; ids != nil {
			t.Errorf("acknowledged %v, want all", ids)
		}
		term.Key("esc")
		term.WaitText("READY, WAITING")
	}
}

// TestCounterIsClicked opens the alerts with the mouse, from any screen.
func TestCounterIsClicked(t *testing.T) {
	t.Parallel()
	src := filled()
	src.told = newTold(readyAlert(1, 2))
	term := start(t, src, 80, 24)
	term.WaitText("! 1 alert")
	term.Click(75, 0)
	term.WaitText("1 open")
	term.WaitText("Asked for a demo")
}

// TestBellRings counts the bells of the terminal: one for a burst of alerts,
// none while somebody is known to look.
func TestBellRings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		notify ui.Notify
		focus  tea.Msg // what the terminal tells; nil: nothing
		bells  int
	}{
		"unsure":           {ui.Bell, nil, 1},
		"away":             {ui.Bell, tea.BlurMsg{}, 1},
		"looking":          {ui.Bell, tea.FocusMsg{}, 0},
		"silent":           {ui.Silent, tea.BlurMsg{}, 0},
		"desktop and away": {ui.Desktop, tea.BlurMsg{}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			src := filled()
			src.told = newTold()
			o := options()
			o.Notify = c.notify
			term := vttest.Start(t, ui.New(src, o), 80, 24)
			term.WaitText("READY, WAITING")
			if c.focus != nil {
				term.Send(c.focus)
			}
			for id := range 3 {
				src.raise(readyAlert(int64(id+1), 1))
				src.changes <- crm.Change{Leads: true}
				term.WaitText([]string{"! 1 alert", "! 2 alerts", "! 3 alerts"}[id])
			}
			term.WaitBells(c.bells)
			if err := term.Stop(); err != nil {
				t.Error(err)
			}
			term.WaitBells(c.bells) // none came after it
		})
	}
}
