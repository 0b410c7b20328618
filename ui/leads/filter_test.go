package leads

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

func TestFilterTakesEveryPrintableKeyAsText(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d driver) {
		d.Press("/")
		if !d.Screen.Capturing() || d.Screen.Cursor() == nil {
			t.Fatal("the filter does not take the keys")
		}
		var all strings.Builder
		for r := ' '; r <= '~'; r++ {
			all.WriteRune(r)
		}
		all.WriteString("é王")
		before := d.Screen.query
		d.Type(all.String())
		if got := d.Screen.filter.Value(); got != all.String() {
			t.Errorf("the filter is %q, want %q", got, all.String())
		}
		after := d.Screen.query
		after.Filter = before.Filter
		if !reflect.DeepEqual(after, before) || d.Screen.mode != filtering || d.Screen.detail.focus != onList || d.Toast() != "" {
			t.Errorf("a letter did something else: %+v, mode %d, toast %q", after, d.Screen.mode, d.Toast())
		}
	})
}

func TestFilterNarrowsAndClears(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d driver) {
		d.Press("/")
		d.Type("mia LUMEN")
		d.Golden("filtering")
		if x := d.Screen.Cursor().X; x != filterX+len("mia LUMEN") {
			t.Errorf("the cursor is at %d", x)
		}
		d.Press("enter")
		d.Shows("/ mia LUMEN", "of 500")
		if d.Screen.Capturing() {
			t.Error("enter did not give the keys back")
		}
		d.Press("j", "esc")
		d.Shows("ALL LEADS  500")
		d.Hides("/ mia")
	})
}

func TestFilterWithoutMatchSaysSo(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d driver) {
		d.Press("/")
		d.Type("xyzzy")
		d.Golden("no-match")
		d.Press("esc")
		d.Shows("ALL LEADS  500", "Mia Chen")
	})
}

func TestFilterTakesPaste(t *testing.T) {
	drive(t, newFake(50), 80, 20, func(d driver) {
		d.Send(tea.PasteMsg{Content: "ignored while no filter is typed"})
		d.Press("/")
		d.Send(tea.PasteMsg{Content: "Kranich"})
		d.Shows("/ Kranich", "of 50")
	})
}

func TestFilterDropsStaleAnswers(t *testing.T) {
	f := newFake(100)
	drive(t, f, 80, 20, func(d driver) {
		slow := make(chan struct{})
		f.hold = func(q crm.LeadQuery) chan struct{} {
			if q.Filter == "m" {
				return slow
			}
			return nil
		}
		d.Press("/")
		d.Type("m")
		d.Shows("ALL LEADS  100") // the old rows stay
		d.Type("ia chen")
		want := d.Plain()
		close(slow)
		d.Settle()
		if got := d.Plain(); got != want {
			t.Errorf("the answer to an older question changed the screen:\n%s", got)
		}
	})
}
