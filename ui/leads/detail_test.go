package leads

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

func TestGoldenNotReady(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d driver) {
		d.Press("G")
		d.Golden("not-ready-120x36")
		d.Press("tab", "G")
		d.Golden("not-ready-120x36-end")
	})
}

func TestDetailFollowsTheCursor(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d driver) {
		d.Type(strings.Repeat("j", 40)) // faster than the answers come
		if d.Screen.detail.id != 41 {
			t.Errorf("lead %d is shown, want 41", d.Screen.detail.id)
		}
	})
}

func TestDetailScrolls(t *testing.T) {
	drive(t, newFake(500), 120, 24, func(d driver) {
		d.Hides("TIMELINE")
		top := d.selected()
		for range 60 {
			d.Press("J")
		}
		d.Shows("TIMELINE", "came from webinar")
		if d.selected() != top {
			t.Error("scrolling the detail moved the cursor")
		}
		d.Press("j")
		d.Shows("WHY 96") // the next lead is read from its top
	})
}

func TestFocusGoesRound(t *testing.T) {
	drive(t, newFake(500), 200, 20, func(d driver) {
		for _, want := range []focus{onDetail, onTimeline, onList} {
			d.Press("tab")
			if d.Screen.detail.focus != want {
				t.Fatalf("focus is %d, want %d", d.Screen.detail.focus, want)
			}
			d.Plain()
		}
		d.Press("enter", "l")
		if d.selected() != 2 || d.Screen.detail.id != 2 {
			t.Errorf("the next lead is %d, shown %d", d.selected(), d.Screen.detail.id)
		}
		d.Press("esc")
		if d.Screen.detail.focus != onList {
			t.Error("esc does not go back to the list")
		}
	})
}

func TestCopyTellsTheTruth(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d driver) {
		d.Press("y")
		if got := d.Toast(); !strings.Contains(got, "lead1@example.com") {
			t.Errorf("the toast says %q", got)
		}
		d.Sent = nil
		d.Press("j", "j", "j", "j", "y") // the fifth lead has no e-mail
		if got := d.Toast(); !strings.Contains(got, "no e-mail") {
			t.Errorf("the toast says %q", got)
		}
	})
}

func TestDetailErrorIsShownInItsPlace(t *testing.T) {
	f := newFake(50)
	drive(t, f, 120, 36, func(d driver) {
		f.err = crm.Errorf(crm.NotFound, "there is no lead #2").WithHint("it may have been removed")
		d.Press("j")
		d.Shows("This lead could not be read", "It may have been removed", "ALL LEADS  50")
	})
}

// The keys of the shell that no screen may take.
var global = []string{"q", "?", ":", "ctrl+p", "ctrl+c", "ctrl+z", "1", "2", "[", "]", "L"}

func TestActionsDoNotShareKeys(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d driver) {
		for _, state := range [][]string{{}, {"tab"}, {"esc", "s"}, {"esc", "/"}} {
			d.Press(state...)
			owner := map[string]string{}
			for _, k := range global {
				owner[k] = "the shell"
			}
			for _, a := range d.Screen.Actions() {
				if a.Title == "" {
					t.Errorf("an action has no title: %v", a.Binding.Keys())
				}
				for _, k := range a.Binding.Keys() {
					if other, taken := owner[k]; taken && (other != "the shell" || !d.Screen.Capturing()) {
						t.Errorf("after %v the key %q means %q and %q", state, k, other, a.Title)
					}
					owner[k] = a.Title
				}
			}
		}
	})
}

func TestEveryActionRuns(t *testing.T) {
	for i, more := 0, true; more; i++ {
		drive(t, newFake(60), 120, 36, func(d driver) {
			actions := d.Screen.Actions()
			more = i+1 < len(actions)
			if a := actions[i]; a.Run == nil || a.Why != "" {
				t.Errorf("%q cannot be run: %q", a.Title, a.Why)
			} else {
				d.Run(a.Run())
				d.Plain()
			}
		})
	}
}

func TestEscIsLeftToTheShellWhenNothingIsOpen(t *testing.T) {
	drive(t, newFake(50), 120, 36, func(d driver) {
		esc := tea.KeyPressMsg{Code: tea.KeyEscape}
		for _, a := range d.Screen.Actions() {
			if key.Matches(esc, a.Binding) {
				t.Errorf("esc is held by %q", a.Title)
			}
		}
	})
}

func TestWhatIsCappedSaysSoInFull(t *testing.T) {
	for _, w := range []int{80, 110, 120, 160, 200} {
		drive(t, newFake(50), w, 60, func(d driver) { d.Press("enter"); d.Shows("earned 24, capped at 10") })
	}
}
