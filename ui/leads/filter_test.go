package leads

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

func TestFilterTakesEveryPrintableKeyAsText(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d *driver) {
		d.press("/")
		if !d.screen.Capturing() || d.screen.Cursor() == nil {
			t.Fatal("the filter does not take the keys")
		}
		var all strings.Builder
		for r := ' '; r <= '~'; r++ {
			all.WriteRune(r)
		}
		all.WriteString("é王")
		before := d.screen.query
		d.write(all.String())
		if got := d.screen.filter.Value(); got != all.String() {
			t.Errorf("the filter is %q, want %q", got, all.String())
		}
		after := d.screen.query
		after.Filter = before.Filter
		if after != before || d.screen.mode != filtering || d.screen.detail.focus != onList || d.toast() != "" {
			t.Errorf("a letter did something else: %+v, mode %d, toast %q", after, d.screen.mode, d.toast())
		}
	})
}

func TestFilterNarrowsAndClears(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d *driver) {
		d.press("/")
		d.write("mia LUMEN")
		golden(t, "filtering", d.plain())
		if x := d.screen.Cursor().X; x != filterX+len("mia LUMEN") {
			t.Errorf("the cursor is at %d", x)
		}
		d.press("enter")
		d.shows("/ mia LUMEN", "of 500")
		if d.screen.Capturing() {
			t.Error("enter did not give the keys back")
		}
		d.press("j", "esc")
		d.shows("ALL LEADS  500")
		d.hides("/ mia")
	})
}

func TestFilterWithoutMatchSaysSo(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d *driver) {
		d.press("/")
		d.write("xyzzy")
		golden(t, "no-match", d.plain())
		d.press("esc")
		d.shows("ALL LEADS  500", "Mia Chen")
	})
}

func TestFilterTakesPaste(t *testing.T) {
	drive(t, newFake(50), 80, 20, func(d *driver) {
		d.send(tea.PasteMsg{Content: "ignored while no filter is typed"})
		d.press("/")
		d.send(tea.PasteMsg{Content: "Kranich"})
		d.shows("/ Kranich", "of 50")
	})
}

func TestFilterDropsStaleAnswers(t *testing.T) {
	f := newFake(100)
	drive(t, f, 80, 20, func(d *driver) {
		slow := make(chan struct{})
		f.hold = func(q crm.LeadQuery) chan struct{} {
			if q.Filter == "m" {
				return slow
			}
			return nil
		}
		d.press("/")
		d.write("m")
		d.shows("ALL LEADS  100") // the old rows stay
		d.write("ia chen")
		want := d.plain()
		close(slow)
		d.settle()
		if got := d.plain(); got != want {
			t.Errorf("the answer to an older question changed the screen:\n%s", got)
		}
	})
}
