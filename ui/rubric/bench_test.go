package rubric

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/vttest"
)

// BenchmarkKeyFrame is one points key and the frame after it: all leads scored
// again, the figures of the panel, the view. A million leads are measured only
// when they are asked for: go test ./ui/rubric -run '^$' -bench KeyFrame/1000000
func BenchmarkKeyFrame(b *testing.B) {
	for _, leads := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(leads), func(b *testing.B) {
			if leads > 100_000 && testing.Short() {
				b.Skip("a million leads take a while to build")
			}
			e := New(newFake(leads), vttest.Dark(), clock(), "smarketing")
			e.Resize(120, 36)
			answer(e, e.Update(shown()))
			for _, k := range []string{"j", "j", "j"} {
				answer(e, e.Update(vttest.Key(k)))
			}
			up, down := vttest.Key("+"), vttest.Key("-")
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				k := up
				if i%2 == 1 {
					k = down
				}
				_ = e.Update(k)
				if e.measuring() {
					b.Fatal("the frame does not show what the key does")
				}
				_ = e.View()
			}
		})
	}
}

// answer runs commands one after the other, without those that wait for time
// to pass.
func answer(e *Editor, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	for _, c := range vttest.Commands(msg) {
		answer(e, c)
	}
	switch msg.(type) {
	case loadedMsg, boardMsg, measuredMsg, namesMsg:
		answer(e, e.Update(msg))
	}
}
