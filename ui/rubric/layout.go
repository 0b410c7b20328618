package rubric

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// The screen has one column with the figures in two lines below it, two columns
// from twoColumns cells, and three, with the leads that move in a column of
// their own, from threeColumns.
const (
	twoColumns   = 110
	threeColumns = 160
	gutter       = 2 // cells between two columns
	stripLines   = 2 // the figures below a grid that stands alone
	mostGrid     = 96
)

// layout is the widths of the columns in cells; 0: not shown.
type layout struct{ grid, panel, movers int }

func arrange(w int, f focus) layout {
	switch {
	case w >= threeColumns:
		grid := min(mostGrid, w*44/100)
		rest := w - grid - 2*gutter
		panel := rest * 53 / 100
		return layout{grid, panel, rest - panel}
	case w >= twoColumns:
		grid := w * 55 / 100
		return layout{grid, w - grid - gutter, 0}
	case f == onPanel:
		return layout{0, w, 0}
	}
	return layout{grid: w}
}

// arrange gives every part its room, after a change of size or focus.
func (e *Editor) arrange() {
	e.layout = arrange(e.w, e.focus)
	e.settle()
}

func (e *Editor) focusOn(f focus) {
	e.focus = f
	e.arrange()
}

// headLines returns the lines above the first line of the grid.
func (e *Editor) headLines() int {
	if e.layout.panel == 0 {
		return 2 // the heading and the titles of the columns
	}
	return 3 // in a narrower column the heading takes two
}

// gridLines returns how many lines of the grid are visible: below them stand a
// note and, when there is no panel, the figures.
func (e *Editor) gridLines() int {
	below := e.noteLines()
	if e.layout.panel == 0 {
		below += stripLines
	}
	return max(0, e.h-e.headLines()-below)
}

// noteLines returns how many lines the note below the grid may take: what the
// grid leaves, and at least one.
func (e *Editor) noteLines() int {
	const most = 5
	spare := e.h - e.headLines() - len(e.rows)
	if e.layout.panel == 0 {
		spare -= stripLines
	}
	return min(max(1, spare), most)
}

// settle keeps the cursor on a line and in a cell that exist, and in view.
func (e *Editor) settle() {
	if len(e.rows) == 0 {
		return
	}
	e.at = max(0, min(e.at, len(e.rows)-1))
	if w := e.rows[e.at]; !w.has(e.rubric(), e.cell) {
		e.cell = pointsCell
	}
	lines := e.gridLines()
	if lines <= 0 {
		return
	}
	const margin = 2
	edge := min(margin, (lines-1)/2)
	e.top = min(e.top, e.at-edge)
	e.top = max(e.top, e.at+edge-lines+1)
	e.top = max(0, min(e.top, len(e.rows)-lines))
}

// row returns the line under the cursor.
func (e *Editor) row() (row, bool) {
	if e.at < 0 || e.at >= len(e.rows) {
		return row{}, false
	}
	return e.rows[e.at], true
}

func (e *Editor) spot() spot {
	w, ok := e.row()
	if !ok {
		return spot{}
	}
	return w.spot(e.rubric(), e.cell)
}

// goTo puts the cursor on a spot, when it still exists.
func (e *Editor) goTo(s spot) {
	if i := s.find(e.rubric(), e.rows); i >= 0 {
		e.at, e.cell = i, s.cell
	}
	e.settle()
}

func (e *Editor) move(by int) func() tea.Cmd {
	return func() tea.Cmd {
		cell := e.cell
		e.at = max(0, min(e.at+by, len(e.rows)-1))
		e.settle()
		if w, ok := e.row(); ok && w.has(e.rubric(), cell) {
			e.cell = cell
		}
		return nil
	}
}

// sideways goes to the next cell of the line that there is.
func (e *Editor) sideways(by int) func() tea.Cmd {
	return func() tea.Cmd {
		w, ok := e.row()
		if !ok {
			return nil
		}
		cells := w.cellsOf(e.rubric())
		i := slices.Index(cells, e.cell) + by
		if i >= 0 && i < len(cells) {
			e.cell = cells[i]
		}
		return nil
	}
}
