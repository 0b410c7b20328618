package rubric

import (
	"fmt"
	"slices"
	"strconv"

	"smarketing/internal/rubric"
)

// cell is one number of a line that can be changed.
type cell uint8

const (
	pointsCell cell = iota // points of a criterion, cap of a group or an axis
	timesCell
	decayCell // half-life
	cellCount
)

// amount is the number in a cell. A cap and a half-life may be absent.
type amount struct {
	n     int
	given bool
}

// cellsOf returns the cells that a line has.
func (w row) cellsOf(r *rubric.Rubric) []cell {
	switch w.kind {
	case axisRow:
		return []cell{pointsCell}
	case groupRow:
		if w.axis == rubric.Fit {
			return []cell{pointsCell}
		}
		return []cell{pointsCell, decayCell}
	}
	if sums(w.criterionOf(r)) {
		return []cell{pointsCell, timesCell, decayCell}
	}
	return []cell{pointsCell}
}

func (w row) has(r *rubric.Rubric, c cell) bool { return slices.Contains(w.cellsOf(r), c) }

// sums reports whether activities add up in the criterion: only then there is
// something that times can cap and time can fade.
func sums(c *rubric.Criterion) bool {
	return slices.ContainsFunc(c.When, func(w rubric.Condition) bool {
		return w.Event != "" && w.AtLeast == 0 && w.Per == ""
	})
}

// get returns what a cell holds.
func (w row) get(r *rubric.Rubric, c cell) amount {
	given := func(n int) amount { return amount{n, n != 0} }
	switch {
	case w.kind == axisRow:
		return amount{r.Axis(w.axis).Max, true}
	case w.kind == groupRow && c == decayCell:
		return given(w.groupOf(r).HalfLife)
	case w.kind == groupRow:
		if limit := w.groupOf(r).Max; limit != nil {
			return amount{*limit, true}
		}
		return amount{}
	case c == timesCell:
		return amount{w.criterionOf(r).Times, true}
	case c == decayCell:
		return given(w.criterionOf(r).HalfLife)
	}
	return amount{w.criterionOf(r).Points, true}
}

// set puts an amount into a cell of r, which must be the caller's own copy.
func (w row) set(r *rubric.Rubric, c cell, a amount) {
	if !a.given {
		a.n = 0
	}
	switch {
	case w.kind == axisRow && w.axis == rubric.Fit:
		r.Fit.Max = a.n
	case w.kind == axisRow:
		r.Engagement.Max = a.n
	case w.kind == groupRow && c == decayCell:
		w.groupOf(r).HalfLife = a.n
	case w.kind == groupRow:
		w.groupOf(r).Max = nil
		if a.given {
			w.groupOf(r).Max = &a.n
		}
	case c == timesCell:
		w.criterionOf(r).Times = max(1, a.n)
	case c == decayCell:
		w.criterionOf(r).HalfLife = a.n
	default:
		w.criterionOf(r).Points = a.n
	}
}

// limits returns the least and the largest number of a cell.
func (w row) limits(c cell) (low, high int) {
	switch {
	case c == decayCell:
		return 0, rubric.MaxDays
	case c == timesCell:
		return 1, rubric.MaxTimes
	case w.kind == axisRow:
		return 1, rubric.MaxSum
	case w.kind == groupRow:
		return -rubric.MaxSum, rubric.MaxSum
	}
	return -rubric.MaxPoints, rubric.MaxPoints
}

// optional reports whether a cell may be empty.
func (w row) optional(c cell) bool { return c == decayCell || w.kind == groupRow }

// step returns the amount that is by more, held within the limits. From an
// empty cell it starts at what holds now without being written there.
func (w row) step(r *rubric.Rubric, c cell, by int) amount {
	a := w.get(r, c)
	if !a.given {
		a.n = w.implied(r, c)
	}
	low, high := w.limits(c)
	a.n = min(max(a.n+by, low), high)
	a.given = c != decayCell || a.n > 0
	return a
}

// implied returns what an empty cell comes to: the half-life of the group, or
// the most that the criteria of a group can earn.
func (w row) implied(r *rubric.Rubric, c cell) int {
	switch {
	case c == decayCell && w.kind == criterionRow:
		return w.groupOf(r).HalfLife
	case c == decayCell:
		return 0
	}
	sum := 0
	for _, criterion := range w.groupOf(r).Criteria {
		sum += max(0, criterion.Points) * criterion.Times
	}
	return min(sum, rubric.MaxSum)
}

// outside says why a number cannot stand in a cell, empty when it can.
func (w row) outside(c cell, n int) string {
	low, high := w.limits(c)
	if n < low || n > high {
		return fmt.Sprintf("%d to %d", low, high)
	}
	return ""
}

// unit names what a cell holds, in a sentence.
func (w row) unit(c cell) string {
	switch {
	case c == timesCell:
		return "times"
	case c == decayCell:
		return "half-life"
	case w.kind == criterionRow:
		return "points"
	}
	return "cap"
}

// say returns an amount as it stands in its cell.
func (w row) say(c cell, a amount) string {
	switch {
	case !a.given && c == decayCell && w.kind == criterionRow:
		return ""
	case !a.given:
		return "–"
	case c == timesCell:
		return "×" + strconv.Itoa(a.n)
	case c == decayCell:
		return strconv.Itoa(a.n) + " d"
	}
	return strconv.Itoa(a.n)
}
