package rubric

import (
	"slices"

	"smarketing/internal/rubric"
)

// kind is what a line of the grid stands for.
type kind uint8

const (
	axisRow kind = iota
	groupRow
	criterionRow
)

// row is one line of the grid, by its place in the rubric.
type row struct {
	kind      kind
	axis      rubric.AxisName
	group     int // index of the group; of an axis: -1
	criterion int // index in the group; else -1
}

// rowsOf returns the lines of the grid: the axes in their order, under each its
// groups as the rubric lists them, under each its criteria.
func rowsOf(r *rubric.Rubric) []row {
	var rows []row
	for _, axis := range []rubric.AxisName{rubric.Fit, rubric.Engagement} {
		rows = append(rows, row{axisRow, axis, -1, -1})
		for i := range r.Groups {
			if r.Groups[i].Axis != axis {
				continue
			}
			rows = append(rows, row{groupRow, axis, i, -1})
			for j := range r.Groups[i].Criteria {
				rows = append(rows, row{criterionRow, axis, i, j})
			}
		}
	}
	return rows
}

// groupOf returns the group of a group's or a criterion's line.
func (w row) groupOf(r *rubric.Rubric) *rubric.Group { return &r.Groups[w.group] }

// criterionOf returns the criterion of a criterion's line.
func (w row) criterionOf(r *rubric.Rubric) *rubric.Criterion {
	return &r.Groups[w.group].Criteria[w.criterion]
}

// name returns what the line is called in a sentence.
func (w row) name(r *rubric.Rubric) string {
	switch w.kind {
	case axisRow:
		return string(w.axis)
	case groupRow:
		return w.groupOf(r).Name
	}
	return w.criterionOf(r).Label
}

// spot says where the cursor stands, in words that survive every edit.
type spot struct {
	kind kind
	axis rubric.AxisName
	name string // of the group, or the id of the criterion
	cell cell
}

func (w row) spot(r *rubric.Rubric, c cell) spot {
	s := spot{kind: w.kind, axis: w.axis, cell: c}
	switch w.kind {
	case groupRow:
		s.name = w.groupOf(r).Name
	case criterionRow:
		s.name = w.criterionOf(r).ID
	}
	return s
}

// find returns the line of a spot, -1 when it is gone.
func (s spot) find(r *rubric.Rubric, rows []row) int {
	return slices.IndexFunc(rows, func(w row) bool {
		at := w.spot(r, s.cell)
		return at.kind == s.kind && at.name == s.name && (s.kind != axisRow || at.axis == s.axis)
	})
}
