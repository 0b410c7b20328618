package goals

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/vttest"
)

// ready returns a screen that has read its file.
func ready(b *testing.B) *Goals {
	b.Helper()
	g := New(newFake(), vttest.Dark(), clock(), "smarketing")
	g.Resize(200, 46)
	var settle func(tea.Cmd)
	settle = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		msg := cmd()
		for _, c := range vttest.Commands(msg) {
			settle(c)
		}
		if m, ok := msg.(loadedMsg); ok {
			settle(g.Update(m))
		}
	}
	settle(g.Update(shown()))
	return g
}

// BenchmarkKey types a digit and draws what follows from it.
func BenchmarkKey(b *testing.B) {
	g := ready(b)
	g.Update(vttest.Key("enter"))
	for b.Loop() {
		g.Update(vttest.Key("5"))
		g.Update(vttest.Key("backspace"))
		_ = g.View()
	}
}

// BenchmarkView draws the whole screen on a large terminal.
func BenchmarkView(b *testing.B) {
	g := ready(b)
	for b.Loop() {
		_ = g.View()
	}
}
