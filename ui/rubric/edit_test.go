package rubric

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
)

func TestRaiseAWeightAndSeeWhoBecomesReady(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		d.Shows("v7 · published by Ana 9 days ago", "ready       45")
		goTo(d, "Decision maker")
		d.Press("=", "=")
		d.Shows("15 → 25", "45 → 55   ▲ 10 in", "draft on v7 · 1 change", "Priya Souza", "67 → 77 ▲ ready")
		rest(d)
		d.Shows("kept in the file")
		if f.draft == nil || f.draft.Base != 7 || !strings.Contains(f.draft.Body, "points = 25") {
			t.Errorf("the file holds the draft %+v", f.draft)
		}
		d.Press("u", "u")
		d.Shows("v7 · published by Ana", "ready       45")
		d.Hides("▲ 10 in")
		if got := d.Toast(); got != "Undone: Decision maker: points 15 → 20" {
			t.Errorf("toast %q", got)
		}
		rest(d)
		if f.draft != nil {
			t.Error("a draft that changes nothing stays in the file")
		}
		d.Press("ctrl+r", "ctrl+r")
		d.Shows("15 → 25", "45 → 55   ▲ 10 in")
	})
}

func TestTypeANumber(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 80, 20, func(d *driver) {
		goTo(d, "Home market")
		d.Press("1", "2")
		d.Shows("12▏", "▌")
		if pointsOf(d, "market") != 6 {
			t.Error("the number is taken before enter")
		}
		d.Press("enter")
		d.Shows("6 → 12")
		d.Press("8", "-", "j") // a move takes it
		if got := pointsOf(d, "market"); got != -8 {
			t.Errorf("points %d, want -8", got)
		}
		d.Press("k", "5", "0", "0")
		d.Shows("! -100 to 100")
		d.Press("enter")
		if !d.Screen.Capturing() || pointsOf(d, "market") != -8 {
			t.Error("a number that is too large was taken")
		}
		d.Press("esc")
		if d.Screen.Capturing() || pointsOf(d, "market") != -8 {
			t.Error("esc did not leave the number as it was")
		}
		d.Press("enter", "backspace", "backspace", "3", "enter")
		if got := pointsOf(d, "market"); got != 3 {
			t.Errorf("points %d, want 3", got)
		}
		d.Send(tea.PasteMsg{Content: " 17\n"})
		d.Press("enter")
		if got := pointsOf(d, "market"); got != 17 {
			t.Errorf("points %d after a paste, want 17", got)
		}
	})
}

func TestStepsStopAtTheLimit(t *testing.T) {
	t.Parallel()
	drive(t, newFake(10), 80, 20, func(d *driver) {
		goTo(d, "Home market")
		d.Press("9", "8", "enter", "=")
		if got := pointsOf(d, "market"); got != 100 {
			t.Errorf("points %d, want 100", got)
		}
		d.Press("+")
		d.Shows("! -100 to 100")
		d.Press("-")
		d.Hides("! -100")
		if got := pointsOf(d, "market"); got != 99 {
			t.Errorf("points %d, want 99", got)
		}
	})
}

// TestOtherCells changes times, half-lives and caps from the keyboard.
func TestOtherCells(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 120, 36, func(d *driver) {
		criterion := func() *rubric.Criterion { _, c := d.Screen.rubric().Criterion("ebook"); return c }
		goTo(d, "eBook")
		d.Press("l")
		d.Shows("times", "◂ ×2 ▸")
		d.Press("+", "l", "4", "5", "enter")
		if c := criterion(); c.Times != 3 || c.HalfLife != 45 {
			t.Errorf("times %d, half-life %d", c.Times, c.HalfLife)
		}
		d.Press("backspace") // the group's again
		if c := criterion(); c.HalfLife != 0 {
			t.Errorf("half-life %d", c.HalfLife)
		}
		goTo(d, "Content")
		d.Press("backspace")
		d.Shows("no cap")
		if g := d.Screen.rubric().Groups[3]; g.Max != nil {
			t.Errorf("cap %d", *g.Max)
		}
		d.Press("2", "0", "enter")
		d.Shows("cap 30 → 20")
		for range 40 {
			d.Press("k")
		}
		d.Press("5", "0", "enter")
		if got := d.Screen.rubric().Fit.Max; got != 50 {
			t.Errorf("cap of fit %d", got)
		}
	})
}

func TestSwitchDeleteAndMove(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 80, 20, func(d *driver) {
		order := func(g int) (ids string) {
			for _, c := range d.Screen.rubric().Groups[g].Criteria {
				ids += c.ID + " "
			}
			return ids
		}
		goTo(d, "Home market")
		d.Press("space")
		d.Shows("off", "~ Home market")
		d.Press("space")
		d.Hides("~ Home market")
		d.Press("K")
		if got := order(0); !strings.HasPrefix(got, "size industry industry_near market revenue") {
			t.Errorf("order %s", got)
		}
		d.Press("J", "J", "J") // down, and on into the next group
		if got := order(1); !strings.HasPrefix(got, "market decider") {
			t.Errorf("second group %s", got)
		}
		d.Press("d")
		d.Hides("Home market")
		if got := d.Toast(); got != "Removed Home market from the draft. u brings it back." {
			t.Errorf("toast %q", got)
		}
		d.Press("u")
		d.Shows("Home market")
	})
}

// TestEmptyGroup lets a group be empty on the way, measures without it, and
// refuses to publish it.
func TestEmptyGroup(t *testing.T) {
	t.Parallel()
	f := newFake(60)
	drive(t, f, 80, 20, func(d *driver) {
		d.Press("home")
		goTo(d, "Company")
		d.Press("j")
		for range 6 {
			d.Press("d")
		}
		d.Shows("! empty", "READY")
		rest(d)
		if f.draft == nil || strings.Contains(f.draft.Body, `"Company"`) {
			t.Error("the sound part of the draft is not kept")
		}
		d.Press("P")
		d.Shows("it cannot be published", "the group has no criterion")
		if at, _ := d.Screen.row(); at.name(d.Screen.rubric()) != "Company" {
			t.Error("the cursor is not where the fault is")
		}
		if len(f.versions) != 1 {
			t.Error("it was published")
		}
	})
}
