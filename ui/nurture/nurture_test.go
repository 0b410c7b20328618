package nurture

import (
	"fmt"
	"testing"

	"smarketing/ui/vttest"
)

func TestLooks(t *testing.T) {
	for _, size := range vttest.Sizes {
		name := fmt.Sprintf("%dx%d", size.W, size.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("list-" + name)
				d.Press("j", "m", "m", "enter")
				d.Golden("details-" + name)
				d.Press("esc", "v")
				d.Golden("recovered-" + name)
			})
			drive(t, empty(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("empty-" + name)
			})
		})
	}
	for name, st := range vttest.Themes() {
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), 120, 36, st, func(d driver) {
				d.Press("m", "j")
				d.GoldenStyled("styled-" + name)
			})
		})
	}
}
