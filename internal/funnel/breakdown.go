package funnel

import (
	"cmp"
	"slices"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Groups say which group each row of a log belongs to.
type Groups struct {
	Names []string
	Of    []uint32 // per row of Log.Leads: index into Names
}

// GroupBy returns the groups of the leads of the log by what value returns of
// each. Leads without a value are one group, with the empty name.
func (l *Log) GroupBy(value func(crm.LeadID) string) Groups {
	g := Groups{Of: make([]uint32, len(l.leads))}
	codes := map[string]uint32{}
	for row, id := range l.leads {
		name := value(id)
		code, ok := codes[name]
		if !ok {
			code = uint32(len(g.Names)) //nolint:gosec // fewer groups than leads
			codes[name] = code
			g.Names = append(g.Names, name)
		}
		g.Of[row] = code
	}
	return g
}

// Part is the funnel of one group: per stage of the path.
type Part struct {
	Name       string
	Leads, Won int
	Entered    []int
	Advanced   []int
	Rates      []stat.Share // unknown for the last stage
}

// Breakdown answers the question for every group, the largest first.
func (l *Log) Breakdown(q Question, groups Groups) ([]Part, error) {
	q, err := q.Normal()
	if err != nil {
		return nil, err
	}
	results := split(l, func(from, to int) []Part {
		parts, w := l.newParts(groups), newWalker(l, q)
		for row := from; row < to; row++ {
			if entries := w.walk(row); w.considered {
				l.count(&parts[groups.Of[row]], entries)
			}
		}
		return parts
	})
	return l.addParts(results), nil
}

func (l *Log) newParts(groups Groups) []Part {
	parts := make([]Part, len(groups.Names))
	for i := range parts {
		parts[i] = Part{Name: groups.Names[i], Entered: make([]int, l.path), Advanced: make([]int, l.path)}
	}
	return parts
}

// count adds the entries of one lead to its group.
func (l *Log) count(p *Part, entries []entry) {
	p.Leads++
	won := false
	for i := range entries {
		e := &entries[i]
		p.Entered[e.stage]++
		if e.advanced {
			p.Advanced[e.stage]++
		}
		won = won || l.stages[e.stage].Kind == crm.WonStage
	}
	if won {
		p.Won++
	}
}

// addParts adds the counts of all goroutines up, the largest group first.
func (l *Log) addParts(results [][]Part) []Part {
	sum := results[0]
	for _, parts := range results[1:] {
		for i := range parts {
			sum[i].Leads, sum[i].Won = sum[i].Leads+parts[i].Leads, sum[i].Won+parts[i].Won
			for s := range l.path {
				sum[i].Entered[s] += parts[i].Entered[s]
				sum[i].Advanced[s] += parts[i].Advanced[s]
			}
		}
	}
	sum = slices.DeleteFunc(sum, func(p Part) bool { return p.Leads == 0 })
	for i := range sum {
		for s := range l.path {
			var rate stat.Share
			if s < l.path-1 {
				rate = stat.Of(sum[i].Advanced[s], sum[i].Entered[s])
			}
			sum[i].Rates = append(sum[i].Rates, rate)
		}
	}
	slices.SortFunc(sum, func(a, b Part) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Name, b.Name)) })
	return sum
}
