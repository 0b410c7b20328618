package leads

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"smarketing/ui/vttest"
)

func BenchmarkKeyView(b *testing.B) {
	for _, s := range vttest.Sizes {
		b.Run(fmt.Sprintf("%dx%d", s.W, s.H), func(b *testing.B) {
			l := New(newFake(100), vttest.Dark(), clock(), "smarketing --db x.db")
			l.Resize(s.W, s.H)
			answer(l, l.Init())
			down, top := vttest.Key("j"), vttest.Key("g")
			b.ReportAllocs()
			for b.Loop() {
				cmd := l.Update(down)
				if l.list.Index() == 99 {
					cmd = l.Update(top)
				}
				_ = l.View()
				b.StopTimer()
				answer(l, cmd)
				b.StartTimer()
				_ = l.View()
			}
		})
	}
}

// answer runs commands one after the other, without the shell and without
// waiting for the spinner.
func answer(l *Leads, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	for _, c := range vttest.Commands(msg) {
		answer(l, c)
	}
	if msg != nil {
		l.spin.Stop()
		answer(l, l.Update(msg))
	}
}
