package funnel

import (
	"slices"
	"strings"

	"smarketing/internal/crm"
)

// Groups say which group each row of a log belongs to.
type Groups struct {
	Names []string // the empty one first: leads without a value
	Of    []uint32 // per row of Log.Leads: index into Names

	codes map[string]uint32 // by name: index into Names; of a regrouping that was given up, beyond it
}

// GroupBy returns the groups of the leads of the log by what value returns of
// each. Leads without a value are one group, with the empty name.
func (l *Log) GroupBy(value func(crm.LeadID) string) Groups {
	g := l.Grouping(0, len(l.leads))
	for _, id := range l.leads {
		g.Add(id, value(id))
	}
	return l.Groups(g)
}

// Grouping takes the values of leads, in rising order of their ids. A log has
// one for all rows, or several that each have some of them.
type Grouping struct {
	log      *Log
	from, to int // rows
	row      int // that the next lead is looked for from
	groups   Groups
}

// Grouping begins to group rows of the log. Those of which no value comes have
// none.
func (l *Log) Grouping(from, to int) *Grouping {
	g := Groups{Names: []string{""}, Of: make([]uint32, to-from), codes: map[string]uint32{"": 0}}
	return &Grouping{log: l, from: from, to: to, row: from, groups: g}
}

// Regroup begins with the groups that the leads had in another log, which is
// not asked for them any more.
func (l *Log) Regroup(old *Log, groups Groups) *Grouping {
	g := l.Grouping(0, len(l.leads))
	g.groups.Names, g.groups.codes = groups.Names, groups.codes
	was := 0
	for row, id := range l.leads {
		for was < len(old.leads) && old.leads[was] < id {
			was++
		}
		if was < len(old.leads) && old.leads[was] == id {
			g.groups.Of[row] = groups.Of[was]
		}
	}
	return g
}

// Add puts a lead into the group of a value, which may be a text that does not
// last. Leads that have no row are passed over.
func (g *Grouping) Add(lead crm.LeadID, value string) {
	if g.row < g.to && g.log.leads[g.row] != lead {
		next, _ := slices.BinarySearch(g.log.leads[g.row:g.to], lead)
		g.row += next
	}
	if g.row == g.to || g.log.leads[g.row] != lead {
		return
	}
	g.groups.Of[g.row-g.from] = g.code(value)
	g.row++
}

// code returns the group of a name.
func (g *Grouping) code(name string) uint32 {
	code, ok := g.groups.codes[name]
	if !ok || int(code) >= len(g.groups.Names) || g.groups.Names[code] != name {
		code = uint32(len(g.groups.Names)) //nolint:gosec // fewer groups than leads
		name = strings.Clone(name)
		g.groups.codes[name] = code
		g.groups.Names = append(g.groups.Names, name)
	}
	return code
}

// Groups ends the grouping by parts that follow one another.
func (l *Log) Groups(parts ...*Grouping) Groups {
	first := parts[0]
	for _, part := range parts[1:] {
		codes := make([]uint32, len(part.groups.Names))
		for i, name := range part.groups.Names {
			codes[i] = first.code(name)
		}
		for _, of := range part.groups.Of {
			first.groups.Of = append(first.groups.Of, codes[of])
		}
	}
	return first.groups
}
