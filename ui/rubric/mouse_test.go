package rubric

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestMouse selects a number with a click, changes it on its marks, and moves
// with the wheel.
func TestMouse(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 120, 36, func(d *driver) {
		e := d.Screen
		goTo(d, "Core industry")
		y, place := e.headLines()+e.at-e.top, e.columns(e.layout.grid).points
		d.Press("j", "j")
		click := func(x int) { d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
		click(place.x + place.w - 1)
		if at, _ := e.row(); at.name(e.rubric()) != "Core industry" || pointsOf(d, "industry") != 12 {
			t.Error("the first click does more than select")
		}
		click(place.x + place.w - 1)
		if got := pointsOf(d, "industry"); got != 13 {
			t.Errorf("%d points after a click on the mark at the right, want 13", got)
		}
		click(place.x)
		click(place.x)
		if got := pointsOf(d, "industry"); got != 11 {
			t.Errorf("%d points after two clicks on the left, want 11", got)
		}
		before := e.at
		d.Send(tea.MouseWheelMsg{X: 3, Y: y, Button: tea.MouseWheelDown})
		if e.at <= before {
			t.Error("the wheel does not move the cursor")
		}
		d.Send(tea.MouseClickMsg{X: 100, Y: y, Button: tea.MouseLeft})
		if e.focus != onPanel {
			t.Error("a click on the figures does not give them the keys")
		}
	})
}
