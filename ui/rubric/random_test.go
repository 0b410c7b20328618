package rubric

import (
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/vttest"
)

// TestAnyKeys presses hundreds of keys in no order. Whatever they do, the view
// has exactly its room, the rubric stays one that could be published but for
// empty groups, the figures are those of the grid, and undoing everything ends
// at what is published.
func TestAnyKeys(t *testing.T) {
	t.Parallel()
	keys := []string{
		"up", "down", "left", "right", "j", "k", "h", "l", "pgdown", "pgup", "home", "G", "+", "-", "=", "_", "<", ">", "shift+up",
		"0", "1", "2", "7", "9", "-", "enter", "esc", "backspace", "delete", "space", "d", "J", "K", "u", "ctrl+r", "tab", "/", "m", "r",
		"a", "e", "g", "t", "P", "D", "H", "E", "C", "R", "x",
	}
	for i, size := range vttest.Sizes {
		f := newFake(80)
		drive(t, f, size.W, size.H, func(d *driver) {
			d.Screen.script.folder = t.TempDir()
			d.Screen.script.launch = func(string, int) tea.Cmd { return nil }
			dice := rand.New(rand.NewPCG(7, uint64(i)))
			for n := range 500 {
				key := keys[dice.IntN(len(keys))]
				if d.Screen.Capturing() && dice.IntN(4) == 0 {
					key = "esc"
				}
				d.Press(key)
				if p := faults(*d.Screen.rubric()); len(p) > 0 {
					t.Fatalf("after %q: %v", key, p)
				}
				if n%20 > 0 {
					continue
				}
				_ = d.Plain()
				if got, want := d.Screen.live.impact.In, measured(t, d); got != want {
					t.Fatalf("after %q: %d leads become ready, but %d do", key, got, want)
				}
			}
			for d.Screen.Capturing() {
				d.Press("esc")
			}
			for d.Screen.past.at > 0 {
				d.Run(d.Screen.undo())
			}
			if diff := rubric.Diff(f.versions[0].Rubric, *d.Screen.rubric()); len(diff) > 0 {
				t.Errorf("after undoing everything: %v", diff)
			}
		})
	}
}

// measured scores the rubric of the grid from nothing and returns how many
// leads become ready.
func measured(t *testing.T, d *driver) int {
	t.Helper()
	draft, err := d.Screen.live.board.Draft(d.Screen.base.Rubric)
	if err != nil {
		t.Fatal(err)
	}
	if err := draft.Set(sound(*d.Screen.rubric())); err != nil {
		t.Fatal(err)
	}
	return draft.Impact().In
}
