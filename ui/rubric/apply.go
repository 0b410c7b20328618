package rubric

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// refusal is why an edit was not made, shown at the line it was meant for until
// the next key.
type refusal struct {
	short string // at the field
	long  string // below the grid
}

// apply makes an edit. One that would leave a rubric that cannot be published
// is refused at once, so what stands in the grid is always sound but for
// empty groups.
func (e *Editor) apply(what string, change func(*rubric.Rubric)) tea.Cmd {
	r := e.rubric().Clone()
	change(&r)
	if problems := faults(r); len(problems) > 0 {
		e.refuse(problems[0])
		return nil
	}
	if len(rubric.Diff(*e.rubric(), r)) == 0 {
		return nil
	}
	e.past.push(moment{rubric: r, base: e.base, what: what, spot: e.spot()})
	return e.edited()
}

// refuse says why an edit was not made.
func (e *Editor) refuse(p rubric.Problem) {
	e.refused = refusal{short: p.Fix, long: p.Message}
	if p.Fix != "" {
		e.refused.long += ": " + p.Fix
	}
}

// edited is what follows every change of the rubric that is shown.
func (e *Editor) edited() tea.Cmd {
	e.revision++
	e.refused = refusal{}
	e.compare()
	e.settle()
	return tea.Batch(e.measure(), e.keepSoon())
}

// compare finds out what the draft changes in the published rubric.
func (e *Editor) compare() {
	e.base = e.past.now().base
	e.changes = rubric.Diff(e.base.Rubric, *e.rubric())
	e.rows = rowsOf(e.rubric())
}

// setCell puts an amount into the cell under the cursor.
func (e *Editor) setCell(a amount) tea.Cmd {
	w, ok := e.row()
	if !ok {
		return nil
	}
	r, c := e.rubric(), e.cell
	if why := w.outside(c, a.n); a.given && why != "" {
		e.refused = refusal{short: why, long: fmt.Sprintf("%s of %s: %s", w.unit(c), w.name(r), why)}
		return nil
	}
	before := w.get(r, c)
	what := fmt.Sprintf("%s: %s %s → %s", w.name(r), w.unit(c), w.say(c, before), w.say(c, a))
	return e.apply(what, func(r *rubric.Rubric) { w.set(r, c, a) })
}

// step changes the cell under the cursor by so much; at its limit it says so.
func (e *Editor) step(by int) func() tea.Cmd {
	return func() tea.Cmd {
		w, ok := e.row()
		if !ok {
			return nil
		}
		a := w.step(e.rubric(), e.cell, by)
		if a == w.get(e.rubric(), e.cell) {
			low, high := w.limits(e.cell)
			e.refused = refusal{short: fmt.Sprintf("%d to %d", low, high)}
			return nil
		}
		return e.setCell(a)
	}
}

func (e *Editor) clearCell() tea.Cmd {
	w, ok := e.row()
	switch {
	case !ok:
		return nil
	case w.optional(e.cell):
		return e.setCell(amount{})
	case e.cell == timesCell:
		return e.setCell(amount{1, true})
	}
	return nil
}

func (e *Editor) toggle() tea.Cmd {
	w, ok := e.row()
	if !ok || w.kind == axisRow {
		return nil
	}
	what := w.name(e.rubric()) + ": off"
	if w.kind == criterionRow && w.criterionOf(e.rubric()).Off {
		what = w.name(e.rubric()) + ": on"
	}
	return e.apply(what, func(r *rubric.Rubric) { toggle(r, w) })
}

func (e *Editor) remove() tea.Cmd {
	w, ok := e.row()
	if !ok || w.kind == axisRow {
		return nil
	}
	name := w.name(e.rubric())
	before := e.revision
	cmd := e.apply("removed "+name, func(r *rubric.Rubric) { remove(r, w) })
	if e.revision == before {
		return cmd
	}
	return tea.Batch(cmd, screen.Toast(screen.Info, "Removed "+name+" from the draft. u brings it back."))
}

func (e *Editor) shift(by int) func() tea.Cmd {
	return func() tea.Cmd {
		w, ok := e.row()
		if !ok || w.kind == axisRow {
			return nil
		}
		at := e.spot()
		cmd := e.apply("moved "+w.name(e.rubric()), func(r *rubric.Rubric) { shift(r, w, by) })
		e.goTo(at)
		return cmd
	}
}

func (e *Editor) undo() tea.Cmd {
	undone, ok := e.past.undo()
	if !ok {
		return nil
	}
	at := undone.spot
	cmd := e.edited()
	e.goTo(at)
	return tea.Batch(cmd, screen.Toast(screen.Info, "Undone: "+undone.what))
}

func (e *Editor) redo() tea.Cmd {
	done, ok := e.past.redo()
	if !ok {
		return nil
	}
	cmd := e.edited()
	e.goTo(done.spot)
	return tea.Batch(cmd, screen.Toast(screen.Info, "Done again: "+done.what))
}
