package rubric

import (
	tea "charm.land/bubbletea/v2"
)

// click selects the line and the number under the pointer; on a mark beside a
// number it changes the number.
func (e *Editor) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft || !e.load.done || e.paged() || e.find.on {
		return nil
	}
	if e.layout.grid == 0 || m.X >= e.layout.grid {
		return e.clickPanel(m)
	}
	i := e.top + m.Y - e.headLines()
	if m.Y < e.headLines() || m.Y >= e.headLines()+e.gridLines() || i >= len(e.rows) {
		return nil
	}
	var taken tea.Cmd
	if e.typed.on {
		if taken = e.take(); e.typed.on {
			return taken
		}
	}
	again := i == e.at && e.focus == onGrid
	e.focusOn(onGrid)
	e.at, e.refused = i, refusal{}
	cols := e.columns(e.layout.grid)
	for _, k := range e.rows[i].cellsOf(e.rubric()) {
		place := cols.cell(k)
		if m.X < place.x || m.X >= place.x+place.w {
			continue
		}
		if again && k == e.cell {
			switch {
			case m.X >= place.x+place.w-arrowRoom:
				return tea.Batch(taken, e.step(1)())
			case m.X < place.x+place.w/2:
				return tea.Batch(taken, e.step(-1)())
			}
			return taken
		}
		e.cell = k
	}
	e.settle()
	return taken
}

// wheel moves what is under the pointer.
func (e *Editor) wheel(m tea.MouseWheelMsg) tea.Cmd {
	const lines = 3
	by := lines
	if m.Button == tea.MouseWheelUp {
		by = -lines
	}
	switch {
	case !e.load.done || e.paged() || e.find.on || e.typed.on:
		return nil
	case e.layout.grid == 0 || m.X >= e.layout.grid:
		e.panel.move(by)
		return nil
	}
	return e.move(by)()
}
