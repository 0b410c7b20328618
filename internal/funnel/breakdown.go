package funnel

import (
	"cmp"
	"slices"

	"smarketing/internal/stat"
)

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
	return l.addParts(&groups, split(l, func(from, to int) *tally { return l.groupTally(q, &groups, from, to) })), nil
}

// groupTally counts of the rows what a breakdown says, and nothing else.
func (l *Log) groupTally(q Question, groups *Groups, from, to int) *tally {
	v := l.see(q, from, to)
	t := &tally{parts: l.newPartCounts(groups, v)}
	for row := from; row < to; row++ {
		route, end := l.until(row, v.lim.horizon)
		if !v.sees(row, route) {
			continue
		}
		if q.Basis == Cohort {
			t.parts.lead(v, row, route)
			continue
		}
		at := l.at[l.first[row]:end]
		considered, won := false, false
		entries := v.on(route)
		for i := range entries {
			if e := &entries[i]; v.lim.holds(at[e.change]) {
				considered = true
				won = t.parts.enter(row, e) || won
			}
		}
		if considered {
			t.parts.add(row, won)
		}
	}
	t.parts.spread(v)
	return t
}

// partCounts are the counts of all groups, one after the other.
type partCounts struct {
	of                []uint32 // the group of each row
	path, won         int      // stages on the path, and the won one of them
	leads, customers  []int32
	entered, advanced []int32  // per group and stage of the path
	gone              []uint32 // per group and route: leads all of whose entries count; nil where that would be a large table
	routes            int
}

// mostCells bounds the table of groups and routes, so that it stays near the
// processor.
const mostCells = 1 << 18

func (l *Log) newPartCounts(groups *Groups, v *view) *partCounts {
	n := len(groups.Names)
	p := &partCounts{
		of: groups.Of, path: l.path, won: l.code(l.stages.Won()), routes: len(v.gone),
		leads: make([]int32, n), customers: make([]int32, n), entered: make([]int32, n*l.path), advanced: make([]int32, n*l.path),
	}
	if n*p.routes <= mostCells {
		p.gone = make([]uint32, n*p.routes)
	}
	return p
}

// lead counts the lead of the row, all of whose entries count.
func (p *partCounts) lead(v *view, row int, route uint32) {
	if p.gone != nil {
		p.gone[int(p.of[row])*p.routes+int(route)]++
		return
	}
	won := false
	entries := v.on(route)
	for i := range entries {
		won = p.enter(row, &entries[i]) || won
	}
	p.add(row, won)
}

// enter counts an entry of the lead of the row, and reports whether it is the
// win.
func (p *partCounts) enter(row int, e *entry) bool {
	i := int(p.of[row])*p.path + int(e.stage)
	p.entered[i]++
	if e.advanced {
		p.advanced[i]++
	}
	return int(e.stage) == p.won
}

// add counts the lead of the row.
func (p *partCounts) add(row int, won bool) {
	p.leads[p.of[row]]++
	if won {
		p.customers[p.of[row]]++
	}
}

// spread counts the leads by route for the stages that they have entered.
func (p *partCounts) spread(v *view) {
	for cell, n := range p.gone {
		if n == 0 {
			continue
		}
		group, won, n := cell/p.routes, false, int32(n)   //nolint:gosec // fewer than 2 billion leads
		for _, e := range v.on(uint32(cell % p.routes)) { //nolint:gosec // no more routes than changes
			i := group*p.path + int(e.stage)
			p.entered[i] += n
			if e.advanced {
				p.advanced[i] += n
			}
			won = won || int(e.stage) == p.won
		}
		p.leads[group] += n
		if won {
			p.customers[group] += n
		}
	}
}

// addParts adds the counts of all goroutines up, the largest group first.
func (l *Log) addParts(groups *Groups, tallies []*tally) []Part {
	sum := tallies[0].parts
	for _, t := range tallies[1:] {
		for _, add := range [][2][]int32{
			{sum.leads, t.parts.leads}, {sum.customers, t.parts.customers}, {sum.entered, t.parts.entered}, {sum.advanced, t.parts.advanced},
		} {
			for i, n := range add[1] {
				add[0][i] += n
			}
		}
	}
	var parts []Part
	for g, name := range groups.Names {
		if sum.leads[g] == 0 {
			continue
		}
		p := Part{Name: name, Leads: int(sum.leads[g]), Won: int(sum.customers[g])}
		p.Entered, p.Advanced, p.Rates = make([]int, l.path), make([]int, l.path), make([]stat.Share, l.path)
		for s := range l.path {
			p.Entered[s], p.Advanced[s] = int(sum.entered[g*l.path+s]), int(sum.advanced[g*l.path+s])
			if s < l.path-1 {
				p.Rates[s] = stat.Of(p.Advanced[s], p.Entered[s])
			}
		}
		parts = append(parts, p)
	}
	slices.SortFunc(parts, func(a, b Part) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Name, b.Name)) })
	return parts
}
