package goals

import (
	"fmt"
	"testing"

	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func shown() screen.ShownMsg { return screen.ShownMsg{Screen: Title} }

func TestLooks(t *testing.T) {
	for _, size := range vttest.Sizes {
		name := fmt.Sprintf("%dx%d", size.W, size.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("plan-" + name)
				for d.Screen.layout.tabbed && d.Screen.pane != dutyPane {
					d.Press("tab")
					d.Golden(d.Screen.pane.label() + "-" + name)
				}
			})
			drive(t, newFake(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Press("H")
				d.Golden("versions-" + name)
			})
			drive(t, newBlank(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("blank-" + name)
			})
		})
	}
	for name, st := range vttest.Themes() {
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), 120, 36, st, func(d driver) {
				d.Press("j", "j", "j", "j", "+", "+", "+", "+", "+")
				d.GoldenStyled("styled-" + name)
			})
		})
	}
}
