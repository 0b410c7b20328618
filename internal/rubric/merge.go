package rubric

import (
	"fmt"
	"reflect"
	"slices"
)

// Merge makes the changes that lead from base to mine again on theirs, which
// comes from the same base. What only one of the two has changed is taken from
// it. Where both have changed the same thing differently mine stands, and
// clashes names it. Groups are known by their names, criteria by their ids. The
// result may break a rule that each of the three keeps; Validate says so.
func Merge(base, mine, theirs Rubric) (merged Rubric, clashes []string) {
	switch { // what one side alone has changed is taken whole, its order included
	case reflect.DeepEqual(base, mine):
		return theirs.Clone(), nil
	case reflect.DeepEqual(base, theirs), reflect.DeepEqual(mine, theirs):
		return mine.Clone(), nil
	}
	m := &merger{base: base, mine: mine, theirs: theirs}
	r := theirs.Clone()
	take(m, "the name", &r.Name, base.Name, mine.Name)
	take(m, "ready", &r.Ready, base.Ready, mine.Ready)
	take(m, "cool", &r.Cool, base.Cool, mine.Cool)
	take(m, "the gates", &r.Gates, base.Gates, mine.Gates)
	take(m, "instant_for", &r.InstantFor, base.InstantFor, mine.InstantFor)
	take(m, "the cap of fit", &r.Fit.Max, base.Fit.Max, mine.Fit.Max)
	take(m, "the bands of fit", &r.Fit.Bands, base.Fit.Bands, mine.Fit.Bands)
	take(m, "the cap of engagement", &r.Engagement.Max, base.Engagement.Max, mine.Engagement.Max)
	take(m, "the bands of engagement", &r.Engagement.Bands, base.Engagement.Bands, mine.Engagement.Bands)
	m.groups(&r)
	m.criteria(&r)
	m.orders(&r)
	return r.Clone(), m.clashes
}

type merger struct {
	base, mine, theirs Rubric
	clashes            []string
}

// take puts mine into *theirs when mine has changed it.
func take[T any](m *merger, name string, theirs *T, base, mine T) {
	if reflect.DeepEqual(mine, base) || reflect.DeepEqual(mine, *theirs) {
		return
	}
	if !reflect.DeepEqual(*theirs, base) {
		m.clashes = append(m.clashes, name)
	}
	*theirs = mine
}

func groupIndex(r *Rubric, name string) int {
	return slices.IndexFunc(r.Groups, func(g Group) bool { return g.Name == name })
}

// groups merges what stands on the groups themselves, adds mine and removes
// those that I have removed and that are empty now or were not changed.
func (m *merger) groups(r *Rubric) {
	for i := range m.mine.Groups {
		g := m.mine.Groups[i]
		b, t := groupIndex(&m.base, g.Name), groupIndex(r, g.Name)
		switch {
		case t < 0 && b >= 0 && sameHead(m.base.Groups[b], g) && sameIDs(m.base.Groups[b], g):
			continue // they have removed what I have not touched
		case t < 0:
			if b >= 0 {
				m.clashes = append(m.clashes, groupPath(g.Name))
			}
			g.Criteria = nil
			r.Groups = append(r.Groups, g)
			continue
		}
		old := Group{}
		if b >= 0 {
			old = m.base.Groups[b]
		}
		name, into := groupPath(g.Name), &r.Groups[t]
		take(m, name+": axis", &into.Axis, old.Axis, g.Axis)
		take(m, name+": max", &into.Max, old.Max, g.Max)
		take(m, name+": min", &into.Min, old.Min, g.Min)
		take(m, name+": half_life", &into.HalfLife, old.HalfLife, g.HalfLife)
	}
}

func sameHead(a, b Group) bool {
	a.Criteria, b.Criteria = nil, nil
	return reflect.DeepEqual(a, b)
}

func sameIDs(a, b Group) bool {
	id := func(c Criterion) string { return c.ID }
	return slices.Equal(namesOf(a.Criteria, id), namesOf(b.Criteria, id))
}

// criteria merges the criteria, wherever they stand.
func (m *merger) criteria(r *Rubric) {
	for _, g := range m.mine.Groups {
		for j, c := range g.Criteria {
			home, old := m.base.Criterion(c.ID)
			at, now := r.Criterion(c.ID)
			switch {
			case now == nil && old != nil && reflect.DeepEqual(*old, c) && home.Name == g.Name:
				continue // they have removed what I have not touched
			case now == nil:
				if old != nil {
					m.clashes = append(m.clashes, criterionPath(&c))
				}
				m.place(r, g, j, c)
				continue
			case old == nil:
				old, home = &Criterion{}, &Group{}
			}
			m.criterion(now, old, &c)
			place := at.Name
			take(m, criterionPath(&c)+": place", &place, home.Name, g.Name)
			if place != at.Name {
				moved := *now
				drop(r, c.ID)
				m.place(r, g, j, moved)
			}
		}
	}
	m.removals(r)
}

func (m *merger) criterion(into, old, c *Criterion) {
	path := criterionPath(c)
	take(m, path+": label", &into.Label, old.Label, c.Label)
	take(m, path+": points", &into.Points, old.Points, c.Points)
	take(m, path+": times", &into.Times, old.Times, c.Times)
	take(m, path+": half_life", &into.HalfLife, old.HalfLife, c.HalfLife)
	take(m, path+": instant", &into.Instant, old.Instant, c.Instant)
	take(m, path+": counted", &into.Off, old.Off, c.Off)
	take(m, path+": when", &into.When, old.When, c.When)
}

// place puts a criterion into the group of mine that is meant, behind the one
// that stands before it there.
func (m *merger) place(r *Rubric, g Group, j int, c Criterion) {
	i := groupIndex(r, g.Name)
	if i < 0 {
		empty := g
		empty.Criteria = nil
		r.Groups = append(r.Groups, empty)
		i = len(r.Groups) - 1
	}
	into := &r.Groups[i]
	at := 0
	for k := j - 1; k >= 0; k-- {
		before := slices.IndexFunc(into.Criteria, func(o Criterion) bool { return o.ID == g.Criteria[k].ID })
		if before >= 0 {
			at = before + 1
			break
		}
	}
	into.Criteria = slices.Insert(into.Criteria, at, c)
}

func drop(r *Rubric, id string) {
	for i := range r.Groups {
		g := &r.Groups[i]
		g.Criteria = slices.DeleteFunc(g.Criteria, func(c Criterion) bool { return c.ID == id })
	}
}

// removals takes out what I have removed. What they have changed meanwhile is a
// clash, and goes as well.
func (m *merger) removals(r *Rubric) {
	for _, g := range m.base.Groups {
		for _, c := range g.Criteria {
			if _, kept := m.mine.Criterion(c.ID); kept != nil {
				continue
			}
			if _, now := r.Criterion(c.ID); now != nil {
				if !reflect.DeepEqual(*now, c) {
					m.clashes = append(m.clashes, criterionPath(&c))
				}
				drop(r, c.ID)
			}
		}
	}
	for _, g := range m.base.Groups {
		if groupIndex(&m.mine, g.Name) >= 0 {
			continue
		}
		if i := groupIndex(r, g.Name); i >= 0 {
			if len(r.Groups[i].Criteria) > 0 {
				m.clashes = append(m.clashes, groupPath(g.Name))
				continue // they have put something new into it
			}
			r.Groups = slices.Delete(r.Groups, i, i+1)
		}
	}
}

// orders makes my moves again where they have not changed the order.
func (m *merger) orders(r *Rubric) {
	name := func(g Group) string { return g.Name }
	arrange(m, "the order of the groups", r.Groups, name, m.base.Groups, m.mine.Groups, m.theirs.Groups)
	id := func(c Criterion) string { return c.ID }
	for i := range r.Groups {
		g := &r.Groups[i]
		b, n, t := groupIndex(&m.base, g.Name), groupIndex(&m.mine, g.Name), groupIndex(&m.theirs, g.Name)
		if b < 0 || n < 0 || t < 0 {
			continue
		}
		arrange(m, fmt.Sprintf("the order in %s", groupPath(g.Name)), g.Criteria, id,
			m.base.Groups[b].Criteria, m.mine.Groups[n].Criteria, m.theirs.Groups[t].Criteria)
	}
}

// arrange puts those items that mine has too into the order of mine, when mine
// has changed the order of base.
func arrange[T any](m *merger, what string, items []T, name func(T) string, base, mine, theirs []T) {
	want := namesOf(mine, name)
	if slices.Equal(common(namesOf(base, name), want), common(want, namesOf(base, name))) {
		return
	}
	old := namesOf(base, name)
	if now := namesOf(theirs, name); !slices.Equal(common(old, now), common(now, old)) && !slices.Equal(common(now, want), common(want, now)) {
		m.clashes = append(m.clashes, what)
	}
	var places []int
	byName := map[string]T{}
	for i, item := range items {
		if slices.Contains(want, name(item)) {
			places = append(places, i)
			byName[name(item)] = item
		}
	}
	next := 0
	for _, n := range want {
		if item, ok := byName[n]; ok {
			items[places[next]] = item
			next++
		}
	}
}

// common returns the names of list that other has too, in the order of list.
func common(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !slices.Contains(other, s) })
}
