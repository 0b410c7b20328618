package ui_test

import (
	"fmt"
	"testing"

	"smarketing/ui"
	"smarketing/ui/vttest"
)

// TestScreens compares the whole terminal at three sizes. The screen with all
// kinds of names is the one that hostile text would break.
func TestScreens(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {200, 50}} {
		t.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(t *testing.T) {
			t.Parallel()
			term := start(t, filled(), size.w, size.h)
			term.WaitGolden(fmt.Sprintf("overview-%dx%d", size.w, size.h))
			term.Key("?")
			term.WaitGolden(fmt.Sprintf("help-%dx%d", size.w, size.h))
		})
		t.Run(fmt.Sprintf("empty %dx%d", size.w, size.h), func(t *testing.T) {
			t.Parallel()
			start(t, empty(), size.w, size.h).WaitGolden(fmt.Sprintf("empty-%dx%d", size.w, size.h))
		})
	}
}

// TestInk compares the colours: dark, light as the terminal tells it, and
// none.
func TestInk(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		opts []vttest.Option
		wait func(ui.Options) ui.Options
	}{
		{name: "dark"},
		{name: "light", opts: []vttest.Option{vttest.Light()}},
		{name: "sixteen", opts: []vttest.Option{vttest.Sixteen()}},
		{name: "no-color", opts: []vttest.Option{vttest.NoColor()}},
		{name: "plain", wait: func(o ui.Options) ui.Options { o.Plain = true; return o }, opts: []vttest.Option{vttest.NoColor()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := options()
			if c.wait != nil {
				o = c.wait(o)
			}
			term := vttest.Start(t, ui.New(filled(), o), 120, 40, c.opts...)
			term.WaitInk("overview-" + c.name)
			term.Key("ctrl+p")
			term.WaitInk("palette-" + c.name)
		})
	}
}

func TestResizeEqualsFresh(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitGolden("overview-80x24")
	term.Resize(200, 50)
	term.WaitGolden("overview-200x50")
	term.Resize(60, 20)
	term.WaitText("This window is 60 x 20.")
	term.Resize(80, 24)
	term.WaitGolden("overview-80x24")
	term.Key("?")
	term.WaitGolden("help-80x24")
	term.Resize(120, 40)
	term.WaitGolden("help-120x40")
}

func TestTooSmall(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h int }{{79, 24}, {80, 23}, {40, 5}} {
		term := start(t, filled(), size.w, size.h)
		term.WaitText(fmt.Sprintf("This window is %d x %d.", size.w, size.h))
		term.WaitText("smarketing needs 80 x 24.")
		term.Key("?", "2", "q")
		if err := term.WaitEnd(); err != nil {
			t.Error(err)
		}
	}
}
