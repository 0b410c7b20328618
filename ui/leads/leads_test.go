package leads

import (
	"fmt"
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/theme"
)

// The sizes that a terminal of 80x24, 120x40 and 200x50 leaves to a screen.
var sizes = []struct{ w, h int }{{80, 20}, {120, 36}, {200, 46}}

func TestGoldenReady(t *testing.T) {
	for _, s := range sizes {
		drive(t, newFake(500), s.w, s.h, func(d *driver) {
			golden(t, fmt.Sprintf("ready-%dx%d", s.w, s.h), d.plain())
		})
	}
}

func TestGoldenStyled(t *testing.T) {
	for name, st := range map[string]theme.Styles{
		"dark":  theme.New(theme.Default(), true, false),
		"light": theme.New(theme.Default(), false, false),
		"plain": theme.New(theme.Default(), true, true),
	} {
		driveStyled(t, newFake(40), 120, 20, st, func(d *driver) {
			d.plain()
			golden(t, "styled-"+name, d.screen.View())
		})
	}
}

func TestGoldenDetailOverNarrowList(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d *driver) {
		d.press("enter")
		golden(t, "detail-80x20", d.plain())
		d.press("G")
		golden(t, "detail-80x20-end", d.plain())
		d.press("esc")
		golden(t, "ready-80x20", d.plain())
	})
}

func TestGoldenEmpty(t *testing.T) {
	drive(t, newFake(0), 80, 20, func(d *driver) { golden(t, "empty", d.plain()) })
}

func TestGoldenError(t *testing.T) {
	f := newFake(20)
	f.err = crm.Errorf(crm.Busy, "another program holds the file").WithHint("close it, or wait a moment")
	drive(t, f, 80, 20, func(d *driver) {
		golden(t, "error", d.plain())
		f.err = nil
		d.press("r")
		golden(t, "error-retried", d.plain())
	})
}
