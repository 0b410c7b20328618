package rubric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ChangeKind says what happened to a part of a rubric.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Change is one difference between two rubrics, in words.
type Change struct {
	Kind ChangeKind
	Path string // such as: criterion size "50-250 employees": points
	From string // empty when the part was added
	To   string // empty when the part was removed
}

// String returns the change as one sentence without a full stop, such as
// criterion size "50-250 employees": points 10 -> 14.
func (c Change) String() string {
	switch c.Kind {
	case Added:
		return fmt.Sprintf("added %s (%s)", c.Path, c.To)
	case Removed:
		return fmt.Sprintf("removed %s (%s)", c.Path, c.From)
	}
	return fmt.Sprintf("%s %s -> %s", c.Path, c.From, c.To)
}

// Diff returns what changed from a to b: thresholds, axes, groups by their
// name, criteria by their id, also when they moved to another group. It is
// empty exactly when two valid rubrics are equal.
func Diff(a, b Rubric) []Change {
	var d differ
	d.changed("name", quote(a.Name), quote(b.Name))
	d.changed("ready", strconv.Itoa(a.Ready), strconv.Itoa(b.Ready))
	d.changed("cool", strconv.Itoa(a.Cool), strconv.Itoa(b.Cool))
	d.changed("gates", listed(a.Gates), listed(b.Gates))
	d.changed("instant_for", daysOr(a.InstantFor, "none"), daysOr(b.InstantFor, "none"))
	for _, name := range []AxisName{Fit, Engagement} {
		d.axis(string(name), a.Axis(name), b.Axis(name))
	}
	d.groups(a.Groups, b.Groups)
	d.criteria(a, b)
	d.orders(a, b)
	return d.changes
}

type differ struct{ changes []Change }

func (d *differ) add(kind ChangeKind, path, from, to string) {
	d.changes = append(d.changes, Change{Kind: kind, Path: path, From: from, To: to})
}

func (d *differ) changed(path, from, to string) {
	if from != to {
		d.add(Changed, path, from, to)
	}
}

func (d *differ) axis(name string, a, b Axis) {
	d.changed(name+": max", strconv.Itoa(a.Max), strconv.Itoa(b.Max))
	d.changed(name+": bands", fmt.Sprint(a.Bands), fmt.Sprint(b.Bands))
}

func (d *differ) groups(a, b []Group) {
	for i := range a {
		path := groupPath(a[i].Name)
		j := slices.IndexFunc(b, func(g Group) bool { return g.Name == a[i].Name })
		if j < 0 {
			d.add(Removed, path, groupText(&a[i]), "")
			continue
		}
		d.changed(path+": axis", string(a[i].Axis), string(b[j].Axis))
		d.changed(path+": max", limitText(a[i].Max), limitText(b[j].Max))
		d.changed(path+": min", limitText(a[i].Min), limitText(b[j].Min))
		d.changed(path+": half_life", daysOr(a[i].HalfLife, "none"), daysOr(b[j].HalfLife, "none"))
	}
	for i := range b {
		if !slices.ContainsFunc(a, func(g Group) bool { return g.Name == b[i].Name }) {
			d.add(Added, groupPath(b[i].Name), "", groupText(&b[i]))
		}
	}
}

func (d *differ) criteria(a, b Rubric) {
	for i := range a.Groups {
		g := &a.Groups[i]
		for j := range g.Criteria {
			c := &g.Criteria[j]
			h, other := b.Criterion(c.ID)
			if other == nil {
				d.add(Removed, criterionPath(c), criterionText(g, c), "")
				continue
			}
			d.changed(criterionPath(c)+": moved", groupPath(g.Name), groupPath(h.Name))
			d.criterion(criterionPath(c), c, other)
		}
	}
	for i := range b.Groups {
		g := &b.Groups[i]
		for j := range g.Criteria {
			if _, other := a.Criterion(g.Criteria[j].ID); other == nil {
				d.add(Added, criterionPath(&g.Criteria[j]), "", criterionText(g, &g.Criteria[j]))
			}
		}
	}
}

func (d *differ) criterion(path string, a, b *Criterion) {
	d.changed(path+": label", quote(a.Label), quote(b.Label))
	d.changed(path+": points", strconv.Itoa(a.Points), strconv.Itoa(b.Points))
	d.changed(path+": times", strconv.Itoa(a.Times), strconv.Itoa(b.Times))
	d.changed(path+": half_life", daysOr(a.HalfLife, "the group's"), daysOr(b.HalfLife, "the group's"))
	d.changed(path+": instant", yesNo(a.Instant), yesNo(b.Instant))
	d.changed(path+": counted", yesNo(!a.Off), yesNo(!b.Off))
	d.changed(path+": when", whenText(a.When), whenText(b.When))
}

// orders reports groups, and criteria within a group, that stand in another
// order. What was added or removed does not count as reordered.
func (d *differ) orders(a, b Rubric) {
	name := func(g Group) string { return quote(g.Name) }
	d.order("groups: order", namesOf(a.Groups, name), namesOf(b.Groups, name))
	for _, g := range a.Groups {
		if j := slices.IndexFunc(b.Groups, func(h Group) bool { return h.Name == g.Name }); j >= 0 {
			id := func(c Criterion) string { return c.ID }
			d.order(groupPath(g.Name)+": order", namesOf(g.Criteria, id), namesOf(b.Groups[j].Criteria, id))
		}
	}
}

func (d *differ) order(path string, a, b []string) {
	keep := func(list, other []string) string {
		common := slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !slices.Contains(other, s) })
		return strings.Join(common, ", ")
	}
	d.changed(path, keep(a, b), keep(b, a))
}

func namesOf[T any](list []T, name func(T) string) []string {
	names := make([]string, len(list))
	for i, item := range list {
		names[i] = name(item)
	}
	return names
}

func groupPath(name string) string { return fmt.Sprintf("group %q", name) }

func groupText(g *Group) string {
	return fmt.Sprintf("%s, max %s", g.Axis, limitText(g.Max))
}

func criterionPath(c *Criterion) string { return fmt.Sprintf("criterion %s %q", c.ID, c.Label) }

func criterionText(g *Group, c *Criterion) string {
	return fmt.Sprintf("%d points in %s, when %s", c.Points, groupPath(g.Name), whenText(c.When))
}

func whenText(when []Condition) string {
	all := make([]string, len(when))
	for i, w := range when {
		all[i] = encodeCondition(w)
	}
	return strings.Join(all, " and ")
}

func limitText(limit *int) string {
	if limit == nil {
		return "none"
	}
	return strconv.Itoa(*limit)
}

func daysOr(n int, none string) string {
	if n == 0 {
		return none
	}
	return fmt.Sprintf("%dd", n)
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
