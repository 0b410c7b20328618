package rubric

import (
	"fmt"
	"slices"
	"strings"

	"smarketing/internal/rubric"
)

// The functions here change a rubric in memory and nothing else. They are given
// a copy of the caller's own.

// sound returns r without the groups that are empty: the part of it that can be
// measured. A group is empty on the way to being filled, or to being removed.
func sound(r rubric.Rubric) rubric.Rubric {
	empty := func(g rubric.Group) bool { return len(g.Criteria) == 0 }
	if slices.ContainsFunc(r.Groups, empty) {
		r.Groups = slices.DeleteFunc(slices.Clone(r.Groups), empty)
	}
	return r
}

// faults returns what is wrong with r besides empty groups, of which the grid
// tells by itself.
func faults(r rubric.Rubric) rubric.Problems {
	problems, _ := r.Validate().(rubric.Problems) //nolint:errorlint // Validate returns nothing else
	kept := slices.DeleteFunc(problems, func(p rubric.Problem) bool {
		return strings.HasPrefix(p.Key, "group ") && strings.HasSuffix(p.Key, " / criterion")
	})
	if len(kept) == 0 && len(problems) > 0 && len(sound(r).Groups) == 0 {
		return problems // nothing would be left to count
	}
	return kept
}

// toggle counts a criterion again or no longer. On a group it is all of its
// criteria at once: off when any is on.
func toggle(r *rubric.Rubric, w row) {
	if w.kind == criterionRow {
		c := w.criterionOf(r)
		c.Off = !c.Off
		return
	}
	criteria := w.groupOf(r).Criteria
	off := slices.ContainsFunc(criteria, func(c rubric.Criterion) bool { return !c.Off })
	for i := range criteria {
		criteria[i].Off = off
	}
}

// remove takes a criterion or a group out.
func remove(r *rubric.Rubric, w row) {
	if w.kind == groupRow {
		r.Groups = slices.Delete(r.Groups, w.group, w.group+1)
		return
	}
	g := w.groupOf(r)
	g.Criteria = slices.Delete(g.Criteria, w.criterion, w.criterion+1)
}

// insert puts a criterion behind the line w, at the end of the group when w is
// a group, and gives its place.
func insert(r *rubric.Rubric, w row, c rubric.Criterion) {
	g := w.groupOf(r)
	at := len(g.Criteria)
	if w.kind == criterionRow {
		at = w.criterion + 1
	}
	g.Criteria = slices.Insert(g.Criteria, at, c)
}

// shift moves the line by one, up or down, and reports whether there was
// anywhere to go: a criterion within its group and on into the next one, a
// group among the groups of its axis.
func shift(r *rubric.Rubric, w row, by int) bool {
	if w.kind == groupRow {
		other := neighbour(r, w.group, by, true)
		if other < 0 {
			return false
		}
		r.Groups[w.group], r.Groups[other] = r.Groups[other], r.Groups[w.group]
		return true
	}
	g := w.groupOf(r)
	if to := w.criterion + by; to >= 0 && to < len(g.Criteria) {
		g.Criteria[w.criterion], g.Criteria[to] = g.Criteria[to], g.Criteria[w.criterion]
		return true
	}
	other := neighbour(r, w.group, by, false)
	if other < 0 {
		return false
	}
	c := g.Criteria[w.criterion]
	g.Criteria = slices.Delete(g.Criteria, w.criterion, w.criterion+1)
	next := &r.Groups[other]
	at := 0
	if by < 0 {
		at = len(next.Criteria)
	}
	next.Criteria = slices.Insert(next.Criteria, at, c)
	return true
}

// neighbour returns the group that the grid shows before or after group i, on
// the same axis only when that is asked for; -1 when there is none.
func neighbour(r *rubric.Rubric, i, by int, sameAxis bool) int {
	var order []int
	for _, w := range rowsOf(r) {
		if w.kind == groupRow && (!sameAxis || w.axis == r.Groups[i].Axis) {
			order = append(order, w.group)
		}
	}
	at := slices.Index(order, i) + by
	if at < 0 || at >= len(order) {
		return -1
	}
	return order[at]
}

// idFor makes an id from a label that no criterion of r has: a-z, 0-9 and _.
func idFor(r *rubric.Rubric, label string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(label) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	const longest = 32
	id := b.String()
	id = strings.Trim(id[:min(len(id), longest)], "_")
	if id == "" {
		id = "criterion"
	}
	for n, free := 2, id; ; n++ {
		if _, taken := r.Criterion(free); taken == nil {
			return free
		}
		free = fmt.Sprintf("%s_%d", id, n)
	}
}
