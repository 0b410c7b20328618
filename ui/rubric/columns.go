package rubric

// span is the place of a column in cells.
type span struct{ x, w int }

// The widths of the columns of the grid. A changed number shows both values:
// -100 → -100.
const (
	markWidth   = 2 // the mark of the selected line
	signWidth   = 2 // what the draft does with the line
	arrowRoom   = 2 // room for the marks around the number that keys change
	pointsWidth = 13 + arrowRoom
	timesWidth  = 7
	decayWidth  = 9
	leadsWidth  = 8
	meanWidth   = 7
	labelLimit  = 48
)

// columns is where everything stands in the grid; a width of 0 is not shown.
type columns struct {
	label, points, times, decay, leads, mean span
}

// columns returns the columns for a grid of w cells. When the room is narrow
// first times and half-life go, unless the cursor is in them; there is always
// room for what a change does.
func (e *Editor) columns(w int) columns {
	fixed := markWidth + signWidth + pointsWidth + leadsWidth + meanWidth + 1
	var c columns
	const label = 24
	if spare := w - fixed - label; spare >= timesWidth+decayWidth || e.cell != pointsCell {
		c.times.w, c.decay.w = timesWidth, decayWidth
		fixed += timesWidth + decayWidth
	}
	room := max(8, w-fixed)
	room = min(room, labelLimit)
	c.label = span{markWidth + signWidth, room}
	x := c.label.x + room
	for _, s := range []struct {
		at *span
		w  int
	}{{&c.points, pointsWidth}, {&c.times, c.times.w}, {&c.decay, c.decay.w}, {&c.leads, leadsWidth}, {&c.mean, meanWidth}} {
		*s.at = span{x, s.w}
		x += s.w
	}
	return c
}

// cell returns the place of a cell that can be changed.
func (c columns) cell(k cell) span {
	switch k {
	case timesCell:
		return c.times
	case decayCell:
		return c.decay
	}
	return c.points
}
