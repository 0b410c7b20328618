package leads

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

func TestGoldenNotReady(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d *driver) {
		d.press("G")
		golden(t, "not-ready-120x36", d.plain())
		d.press("tab", "G")
		golden(t, "not-ready-120x36-end", d.plain())
	})
}

func TestDetailFollowsTheCursor(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d *driver) {
		for range 40 {
			d.run(d.screen.Update(keyOf("j"))) // faster than the answers come
		}
		d.settle()
		if d.screen.detail.id != 41 {
			t.Errorf("lead %d is shown, want 41", d.screen.detail.id)
		}
	})
}

func TestDetailScrolls(t *testing.T) {
	drive(t, newFake(500), 120, 24, func(d *driver) {
		d.hides("TIMELINE")
		top := d.selected()
		for range 60 {
			d.press("J")
		}
		d.shows("TIMELINE", "came from webinar")
		if d.selected() != top {
			t.Error("scrolling the detail moved the cursor")
		}
		d.press("j")
		d.shows("WHY 96") // the next lead is read from its top
	})
}

func TestFocusGoesRound(t *testing.T) {
	drive(t, newFake(500), 200, 20, func(d *driver) {
		for _, want := range []focus{onDetail, onTimeline, onList} {
			d.press("tab")
			if d.screen.detail.focus != want {
				t.Fatalf("focus is %d, want %d", d.screen.detail.focus, want)
			}
			d.plain()
		}
		d.press("enter", "l")
		if d.selected() != 2 || d.screen.detail.id != 2 {
			t.Errorf("the next lead is %d, shown %d", d.selected(), d.screen.detail.id)
		}
		d.press("esc")
		if d.screen.detail.focus != onList {
			t.Error("esc does not go back to the list")
		}
	})
}

func TestCopyTellsTheTruth(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d *driver) {
		d.press("y")
		if got := d.toast(); !strings.Contains(got, "lead1@example.com") {
			t.Errorf("the toast says %q", got)
		}
		d.sent = nil
		d.press("j", "j", "j", "j", "y") // the fifth lead has no e-mail
		if got := d.toast(); !strings.Contains(got, "no e-mail") {
			t.Errorf("the toast says %q", got)
		}
	})
}

func TestDetailErrorIsShownInItsPlace(t *testing.T) {
	f := newFake(50)
	drive(t, f, 120, 36, func(d *driver) {
		f.err = crm.Errorf(crm.NotFound, "there is no lead #2").WithHint("it may have been removed")
		d.press("j")
		d.shows("This lead could not be read", "It may have been removed", "ALL LEADS  50")
	})
}

// The keys of the shell that no screen may take.
var global = []string{"q", "?", ":", "ctrl+p", "ctrl+c", "ctrl+z", "1", "2", "[", "]", "L"}

func TestActionsDoNotShareKeys(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d *driver) {
		for _, state := range [][]string{{}, {"tab"}, {"esc", "s"}, {"esc", "/"}} {
			d.press(state...)
			owner := map[string]string{}
			for _, k := range global {
				owner[k] = "the shell"
			}
			for _, a := range d.screen.Actions() {
				if a.Title == "" {
					t.Errorf("an action has no title: %v", a.Binding.Keys())
				}
				for _, k := range a.Binding.Keys() {
					if other, taken := owner[k]; taken && (other != "the shell" || !d.screen.Capturing()) {
						t.Errorf("after %v the key %q means %q and %q", state, k, other, a.Title)
					}
					owner[k] = a.Title
				}
			}
		}
	})
}

func TestEveryActionRuns(t *testing.T) {
	drive(t, newFake(60), 120, 36, func(d *driver) {
		for i := range d.screen.Actions() {
			fresh := New(newFake(60), dark(), clock(), "smarketing --db x.db")
			fresh.Resize(120, 36)
			answer(fresh, fresh.Init())
			a := fresh.Actions()[i]
			if a.Run == nil || a.Why != "" {
				t.Errorf("%q cannot be run: %q", a.Title, a.Why)
				continue
			}
			a.Run()
			bare(t, fresh)
		}
	})
}

func TestEscIsLeftToTheShellWhenNothingIsOpen(t *testing.T) {
	drive(t, newFake(50), 120, 36, func(d *driver) {
		esc := tea.KeyPressMsg{Code: tea.KeyEscape}
		for _, a := range d.screen.Actions() {
			if key.Matches(esc, a.Binding) {
				t.Errorf("esc is held by %q", a.Title)
			}
		}
	})
}

func TestWhatIsCappedSaysSoInFull(t *testing.T) {
	for _, w := range []int{80, 110, 120, 160, 200} {
		drive(t, newFake(50), w, 60, func(d *driver) { d.press("enter"); d.shows("earned 24, capped at 10") })
	}
}
