package leads

import (
	"fmt"
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/vttest"
)

func TestGoldenReady(t *testing.T) {
	for _, s := range append(vttest.Sizes, struct{ W, H int }{160, 44}) {
		drive(t, newFake(500), s.W, s.H, func(d driver) {
			d.Golden(fmt.Sprintf("ready-%dx%d", s.W, s.H))
		})
	}
}

func TestGoldenStyled(t *testing.T) {
	for name, st := range vttest.Themes() {
		driveStyled(t, newFake(40), 120, 20, st, func(d driver) {
			d.GoldenStyled("styled-" + name)
		})
	}
}

func TestGoldenDetailOverNarrowList(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d driver) {
		d.Press("enter")
		d.Golden("detail-80x20")
		d.Press("G")
		d.Golden("detail-80x20-end")
		d.Press("esc")
		d.Golden("ready-80x20")
	})
}

func TestGoldenEmpty(t *testing.T) {
	drive(t, newFake(0), 80, 20, func(d driver) { d.Golden("empty") })
}

func TestGoldenError(t *testing.T) {
	f := newFake(20)
	f.err = crm.Errorf(crm.Busy, "another program holds the file").WithHint("close it, or wait a moment")
	drive(t, f, 80, 20, func(d driver) {
		d.Golden("error")
		f.err = nil
		d.Press("r")
		d.Golden("error-retried")
	})
}
