package funnel

import (
	"fmt"
	"testing"

	"smarketing/ui/vttest"
)

func TestLooks(t *testing.T) {
	for _, size := range append(vttest.Sizes, struct{ W, H int }{160, 40}) {
		name := fmt.Sprintf("%dx%d", size.W, size.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(3000), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("first-" + name)
				d.Press("j")
				d.Golden("second-" + name)
				d.Press("G", "tab")
				d.Golden("won-" + name)
			})
		})
	}
	for name, st := range vttest.Themes() {
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(3000), 120, 36, st, func(d driver) {
				d.Press("j")
				d.GoldenStyled("styled-" + name)
			})
		})
	}
}
