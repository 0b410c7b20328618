package nurture

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// settle runs a command and what follows from it, ticks left out.
func settle(n *Nurture, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if list := vttest.Commands(msg); list != nil {
		for _, c := range list {
			settle(n, c)
		}
		return
	}
	switch msg.(type) {
	case pagedMsg, deskMsg, explainedMsg, recoveredMsg:
		settle(n, n.Update(msg))
	}
}

// BenchmarkKey moves the cursor through ten thousand leads and draws, on the
// largest terminal.
func BenchmarkKey(b *testing.B) {
	f := empty()
	for i := range 10_000 {
		f.add(fmt.Sprintf("Lead %d", i), "Row & Sons", "timing", "Ana", 1, 3, 1, 0, i%9)
	}
	n := New(f, vttest.Dark(), clock())
	n.Resize(200, 46)
	settle(n, n.Update(screen.ShownMsg{Screen: Title}))
	down := vttest.Key("j")
	for b.Loop() {
		n.Update(down)
		_ = n.View()
	}
}
