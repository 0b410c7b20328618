package imports

import (
	"fmt"
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func TestGoldens(t *testing.T) {
	for _, size := range vttest.Sizes {
		name := func(what string) string { return fmt.Sprintf("%s-%dx%d", what, size.W, size.H) }
		drive(t, newFake(), size.W, size.H, func(d driver) {
			d.Golden(name("pick"))
			d.Type("leads")
			d.Press("enter")
			d.Golden(name("review"))
			d.on("Status")
			d.Golden(name("values"))
			d.Press("enter")
			d.Golden(name("fields"))
			d.Press("esc", "v")
			d.Golden(name("meanings"))
			d.Press("esc", "I")
			d.Golden(name("report"))
		})
	}
}

func TestGoldenStyled(t *testing.T) {
	for name, st := range vttest.Themes() {
		driveStyled(t, newFake(), 120, 24, st, func(d driver) {
			d.Type("leads")
			d.Press("enter")
			d.on("Status")
			d.GoldenStyled("styled-" + name)
			d.Press("enter")
			d.GoldenStyled("styled-choice-" + name)
		})
	}
}

// TestResizeEqualsFresh goes through all sizes and back.
func TestResizeEqualsFresh(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d driver) {
		d.on("Status")
		before := d.Plain()
		for _, size := range append(vttest.Sizes, vttest.Sizes[0]) {
			d.Resize(size.W, size.H)
			d.Plain()
		}
		if d.Plain() != before {
			t.Errorf("after resizing:\n%s", d.Plain())
		}
	})
}

// TestRoomForNothing draws in sizes nobody has.
func TestRoomForNothing(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d driver) {
		for w := range 20 {
			for h := range 12 {
				d.Resize(w*7, h)
				_ = d.Screen.View()
			}
		}
		d.Resize(80, 20)
		d.Shows("1,204 rows taken as leads")
	})
}

// TestEveryStateNamesItsKeys checks that no two actions share a key, and that
// all have titles.
func TestEveryStateNamesItsKeys(t *testing.T) {
	check := func(d driver, what string) {
		owner := map[string]string{}
		for _, a := range d.Screen.Actions() {
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
	opened(t, newFake(), 80, 20, func(d driver) {
		check(d, "review")
		d.Press("tab")
		check(d, "text")
		d.Press("tab", "enter")
		check(d, "choice")
		d.Press("esc", "I")
		check(d, "report")
		d.Press("i")
		check(d, "pick")
	})
}

func TestOpenKeepsWhatIsLookedAt(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d driver) {
		d.on("Phone")
		d.Send(screen.OpenMsg{Screen: Title})
		if c, _ := d.Screen.review.table.Selected(); d.Screen.step != reviewing || c.Header != "Phone" {
			t.Errorf("opened again, step %d on %q", d.Screen.step, c.Header)
		}
		d.Press("I")
		d.Send(screen.OpenMsg{Screen: Title})
		d.Shows("IMPORT A FILE", "october.csv")
	})
}

func TestUnreadableFile(t *testing.T) {
	f := newFake()
	f.err = crm.Errorf(crm.Invalid, "leads-november.csv is empty").WithHint("the first row names the columns")
	opened(t, f, 80, 20, func(d driver) {
		d.Golden("unreadable")
		f.err = nil
		d.Press("r")
		d.Shows("1,204 rows")
		f.err = crm.Errorf(crm.Invalid, "the sheet is gone")
		d.Press("a", "down", "enter")
		d.Shows("the sheet is gone")
		f.err = nil
		d.Press("esc")
		d.Shows("1,204 rows taken as leads")
	})
}
