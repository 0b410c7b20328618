package rubric

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

func TestPanel(t *testing.T) {
	t.Parallel()
	drive(t, newFake(300), 80, 20, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=", "=", "tab")
		d.Shows("WHAT IT DOES", "45 → 55", "CROSSING 10", "Priya Souza")
		d.Golden("panel-80x20")
		d.Press("j", "enter")
		if m, ok := d.Last().(screen.OpenMsg); !ok || m.Screen != leadsTitle || m.Lead == 0 {
			t.Errorf("enter sends %#v", d.Last())
		}
		d.Press("l")
		d.Shows("MOVERS 110")
		if d.Screen.Claims(tea.KeyPressMsg{Code: '3', Text: "3"}) {
			t.Error("digits are claimed where no number can be typed")
		}
		d.Press("esc")
		d.Shows("Decision maker")
		if !d.Screen.Claims(tea.KeyPressMsg{Code: '3', Text: "3"}) {
			t.Error("digits are not claimed in the grid")
		}
	})
}

// TestEditWhileLeadsAreRead edits before there are figures: the grid answers at
// once, and the figures come for the newest rubric.
func TestEditWhileLeadsAreRead(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	vttestDrive(t, f, 120, 36, func(d *driver) {
		f.hold = make(chan struct{})
		d.Send(shown())
		d.Shows("Decision maker", "v7")
		goTo(d, "Decision maker")
		d.Press("=", "=")
		d.Shows("15 → 25")
		time.Sleep(200 * time.Millisecond)
		d.Settle()
		d.Shows("Reading all leads. You can edit meanwhile.", "40 %", "120 of 300")
		close(f.hold)
		d.Settle()
		d.Shows("45 → 55   ▲ 10 in")
	})
}

// TestNothingBeforeItIsShown reads neither rubric nor leads for a screen that
// nobody looks at.
func TestNothingBeforeItIsShown(t *testing.T) {
	t.Parallel()
	f := newFake(10)
	vttestDrive(t, f, 80, 20, func(d *driver) {
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true, Rubric: true}})
		d.Send(screen.ShownMsg{Screen: leadsTitle})
		if f.boards != 0 || d.Screen.load.done {
			t.Error("the screen reads before it is shown")
		}
	})
}

// TestChangesOfOthers measures again when leads change, and follows a version
// that somebody else has published when there is no draft.
func TestChangesOfOthers(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		f.subjects = f.subjects[:100]
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("70 open leads · 30 closed")
		f.rival(t, func(r *rubric.Rubric) { r.Ready = 75 })
		d.Send(screen.ChangedMsg{Change: crm.Change{Rubric: true}})
		d.Shows("v8 · published by Ana", "ready at 75")
		d.Send(screen.ShownMsg{Screen: leadsTitle})
		boards := f.boards
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if f.boards != boards {
			t.Error("leads are read for a screen that nobody looks at")
		}
		d.Send(shown())
		if f.boards != boards+1 {
			t.Error("the figures stay old when the screen is looked at again")
		}
	})
}

func TestNoCapacityAndNoClosed(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	f.members = nil
	kept := f.subjects[:0]
	for _, s := range f.subjects {
		if s.Lead.Stamp.Standing.Open() {
			kept = append(kept, s)
		}
	}
	f.subjects = kept
	drive(t, f, 120, 36, func(d *driver) {
		d.Shows("no weekly capacity is set", "team set NAME", "not enough: 0 won of 0 closed")
	})
}

func TestFailures(t *testing.T) {
	t.Parallel()
	f := newFake(10)
	f.err = crm.Errorf(crm.Failure, "the disk is gone").WithHint("plug it in")
	drive(t, f, 80, 20, func(d *driver) {
		d.Shows("The rubric could not be read: the disk is gone.", "Plug it in.", "r tries again")
		f.err = nil
		d.Press("r")
		d.Shows("FIT", "READY")
	})
}

// TestBaseIsNeverCut looks at a figure where there is no room for its base
// beside it.
func TestBaseIsNeverCut(t *testing.T) {
	t.Parallel()
	drive(t, newFake(10), 120, 36, func(d *driver) {
		const figure, base = "22 % → 21 % won at 70 or more", "(n 13,417)"
		for w := figureLabel + len(figure); w < 60; w++ {
			if lines := strings.Join(d.Screen.based("", figure, " ", base, w), "\n"); !strings.Contains(lines, base) {
				t.Errorf("in %d cells: %s", w, lines)
			}
		}
	})
}
