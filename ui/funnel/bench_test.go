package funnel

import (
	"testing"

	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// BenchmarkKeyView moves to the next stage and draws the whole screen on a
// large terminal, as the program does after every key.
func BenchmarkKeyView(b *testing.B) {
	f := New(newFake(3000), vttest.Dark(), clock(), "smarketing")
	f.Resize(200, 46)
	cmd := f.Update(screen.ShownMsg{Screen: Title})
	for _, c := range vttest.Commands(cmd()) {
		if m, ok := c().(answeredMsg); ok {
			f.Update(m)
		}
	}
	if !f.load.known {
		b.Fatal("there is no answer")
	}
	i := 0
	for b.Loop() {
		i++
		f.Update(vttest.Key([]string{"j", "k"}[i%2]))
		_ = f.View()
	}
}
