package versions

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/vttest"
)

// settle runs a command and what follows from it, ticks left out.
func settle(v *Versions, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if list := vttest.Commands(msg); list != nil {
		for _, c := range list {
			settle(v, c)
		}
		return
	}
	switch msg.(type) {
	case loadedMsg, comparedMsg:
		settle(v, v.Update(msg))
	}
}

// BenchmarkView draws a template with dozens of changes on a large terminal,
// as the program does after every message.
func BenchmarkView(b *testing.B) {
	v := New(newFake(), vttest.Dark(), clock(), "smarketing")
	v.Resize(200, 46)
	settle(v, v.Update(opening("templates")))
	settle(v, v.Update(vttest.Key("j")))
	for b.Loop() {
		_ = v.View()
	}
}
