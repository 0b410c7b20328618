package rubric

import (
	"fmt"
	"maps"
	"slices"

	"smarketing/internal/text"
)

// Clone returns a copy of r that shares nothing with it.
func (r Rubric) Clone() Rubric {
	r.Gates = slices.Clone(r.Gates)
	r.Groups = slices.Clone(r.Groups)
	for i := range r.Groups {
		g := &r.Groups[i]
		g.Max, g.Min = cloneOf(g.Max), cloneOf(g.Min)
		g.Criteria = slices.Clone(g.Criteria)
		for j := range g.Criteria {
			g.Criteria[j].When = slices.Clone(g.Criteria[j].When)
			for k := range g.Criteria[j].When {
				w := &g.Criteria[j].When[k]
				w.In, w.Contains = slices.Clone(w.In), slices.Clone(w.Contains)
				w.Between = cloneOf(w.Between)
			}
		}
	}
	return r
}

func cloneOf[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// SetPoints returns a copy of r in which the criterion of that id has the
// points. The error is of type Problems: no such criterion, with the nearest
// id, or points outside -100..100.
func SetPoints(r Rubric, id string, points int) (Rubric, error) {
	copied := r.Clone()
	_, c := copied.Criterion(id)
	f := &findings{}
	if c == nil {
		fix := "smarketing rubric show lists the ids"
		if near, ok := text.Nearest(id, ids(r)); ok {
			fix = fmt.Sprintf("did you mean %s?", near)
		}
		f.add(spot{path: id, names: named("criterion", 0, id)}, fix, "there is no criterion %q", id)
		return Rubric{}, f.err()
	}
	place := named("criterion", 0, id)
	f.between(spot{names: place, place: place}.at("points"), points, -MaxPoints, MaxPoints)
	if err := f.err(); err != nil {
		return Rubric{}, err
	}
	c.Points = points
	return copied, nil
}

func ids(r Rubric) []string {
	var all []string
	for _, g := range r.Groups {
		for _, c := range g.Criteria {
			all = append(all, c.ID)
		}
	}
	return all
}

// Fields returns the names of all fields that r looks at, gates included,
// sorted. Criteria that are off count too: they may come back.
func Fields(r Rubric) []string {
	names := map[string]bool{}
	for _, gate := range r.Gates {
		names[gate] = true
	}
	return used(r, names, func(w Condition) []string { return []string{w.Field} })
}

// Events returns the names of all events that r looks at, sorted. Criteria that
// are off count too.
func Events(r Rubric) []string {
	return used(r, map[string]bool{}, func(w Condition) []string { return []string{w.Event, w.Per} })
}

func used(r Rubric, names map[string]bool, of func(Condition) []string) []string {
	for _, g := range r.Groups {
		for _, c := range g.Criteria {
			for _, w := range c.When {
				for _, name := range of(w) {
					names[name] = true
				}
			}
		}
	}
	delete(names, "")
	return slices.Sorted(maps.Keys(names))
}
