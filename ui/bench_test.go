package ui_test

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui"
)

// settle runs the commands of a model one after the other, but for those that
// wait.
func settle(m *ui.Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	result := make(chan tea.Msg, 1)
	go func() { result <- cmd() }()
	select {
	case msg := <-result:
		if batch, ok := msg.(tea.BatchMsg); ok {
			for _, c := range batch {
				settle(m, c)
			}
			return
		}
		if msg != nil {
			_, next := m.Update(msg)
			settle(m, next)
		}
	case <-time.After(20 * time.Millisecond):
	}
}

// hundred returns a file of a hundred thousand leads.
func hundred() *source {
	s := filled()
	base := s.leads
	s.leads = make([]crm.Lead, 100_000)
	for i := range s.leads {
		s.leads[i] = base[i%len(base)]
		s.leads[i].ID = crm.LeadID(i + 1)
	}
	return s
}

// BenchmarkKey measures a key: Update, its quick commands left out, and the
// whole frame.
func BenchmarkKey(b *testing.B) {
	src := hundred()
	for _, tab := range []struct{ name, key string }{{"overview", "1"}, {"leads", "2"}} {
		for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 120, Height: 40}, {Width: 200, Height: 50}} {
			b.Run(fmt.Sprintf("%s/%dx%d", tab.name, size.Width, size.Height), func(b *testing.B) {
				m := ui.New(src, options())
				m.Update(size)
				settle(m, m.Init())
				_, cmd := m.Update(tea.KeyPressMsg{Code: rune(tab.key[0]), Text: tab.key})
				settle(m, cmd)
				b.ReportAllocs()
				for b.Loop() {
					m.Update(tea.KeyPressMsg{Code: tea.KeyDown})
					_ = m.View()
				}
			})
		}
	}
}
