package imports

import (
	"fmt"
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

// The sizes that a terminal of 80x24, 120x40 and 200x50 leaves to a screen.
var sizes = []struct{ w, h int }{{80, 20}, {120, 36}, {200, 46}}

func TestGoldens(t *testing.T) {
	for _, size := range sizes {
		name := func(what string) string { return fmt.Sprintf("%s-%dx%d", what, size.w, size.h) }
		drive(t, newFake(), size.w, size.h, func(d *driver) {
			golden(t, name("pick"), d.plain())
			d.write("leads")
			d.press("enter")
			golden(t, name("review"), d.plain())
			d.on("Status")
			golden(t, name("values"), d.plain())
			d.press("enter")
			golden(t, name("fields"), d.plain())
			d.press("esc", "v")
			golden(t, name("meanings"), d.plain())
			d.press("esc", "I")
			golden(t, name("report"), d.plain())
		})
	}
}

func TestGoldenStyled(t *testing.T) {
	for name, st := range map[string]theme.Styles{
		"dark":  theme.New(theme.Default(), true, false),
		"light": theme.New(theme.Default(), false, false),
		"plain": theme.New(theme.Default(), true, true),
	} {
		driveStyled(t, newFake(), 120, 24, st, func(d *driver) {
			d.write("leads")
			d.press("enter")
			d.on("Status")
			d.plain()
			golden(t, "styled-"+name, d.screen.View())
			d.press("enter")
			d.plain()
			golden(t, "styled-choice-"+name, d.screen.View())
		})
	}
}

// TestResizeEqualsFresh goes through all sizes and back.
func TestResizeEqualsFresh(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d *driver) {
		d.on("Status")
		before := d.plain()
		for _, size := range append(sizes, sizes[0]) {
			d.screen.Resize(size.w, size.h)
			d.plain()
		}
		if d.plain() != before {
			t.Errorf("after resizing:\n%s", d.plain())
		}
	})
}

// TestRoomForNothing draws in sizes nobody has.
func TestRoomForNothing(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d *driver) {
		for w := range 20 {
			for h := range 12 {
				d.screen.Resize(w*7, h)
				_ = d.screen.View()
			}
		}
		d.screen.Resize(80, 20)
		d.shows("1,204 rows taken as leads")
	})
}

// TestEveryStateNamesItsKeys checks that no two actions share a key, and that
// all have titles.
func TestEveryStateNamesItsKeys(t *testing.T) {
	check := func(d *driver, what string) {
		owner := map[string]string{}
		for _, a := range d.screen.Actions() {
			if a.Title == "" {
				t.Errorf("%s: %v has no title", what, a.Binding.Keys())
			}
			for _, k := range a.Binding.Keys() {
				if other, twice := owner[k]; twice {
					t.Errorf("%s: %q does %q and %q", what, k, other, a.Title)
				}
				owner[k] = a.Title
			}
		}
	}
	opened(t, newFake(), 80, 20, func(d *driver) {
		check(d, "review")
		d.press("tab")
		check(d, "text")
		d.press("tab", "enter")
		check(d, "choice")
		d.press("esc", "I")
		check(d, "report")
		d.press("i")
		check(d, "pick")
	})
}

func TestOpenKeepsWhatIsLookedAt(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d *driver) {
		d.on("Phone")
		d.send(screen.OpenMsg{Screen: Title})
		if c, _ := d.screen.review.table.Selected(); d.screen.step != reviewing || c.Header != "Phone" {
			t.Errorf("opened again, step %d on %q", d.screen.step, c.Header)
		}
		d.press("I")
		d.send(screen.OpenMsg{Screen: Title})
		d.shows("IMPORT A FILE", "october.csv")
	})
}

func TestUnreadableFile(t *testing.T) {
	f := newFake()
	f.err = crm.Errorf(crm.Invalid, "leads-november.csv is empty").WithHint("the first row names the columns")
	opened(t, f, 80, 20, func(d *driver) {
		golden(t, "unreadable", d.plain())
		f.err = nil
		d.press("r")
		d.shows("1,204 rows")
		f.err = crm.Errorf(crm.Invalid, "the sheet is gone")
		d.press("a", "down", "enter")
		d.shows("the sheet is gone")
		f.err = nil
		d.press("esc")
		d.shows("1,204 rows taken as leads")
	})
}
