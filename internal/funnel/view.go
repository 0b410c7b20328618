package funnel

// view is a part of the rows of a log as a question sees them: which routes
// their leads have gone until the horizon, and the entries on those. Each
// goroutine has its own.
type view struct {
	log      *Log
	q        Question
	lim      limits
	from, to int // rows

	gone    []uint32 // per route: leads in sight that have gone it, no further
	entries []entry  // of all routes that were gone, one after the other
	begin   []uint32 // per route: its first entry; those of the next one follow
	out     []bool   // per route: a later stage is dated before an earlier one
	future  int      // leads with changes beyond the horizon
}

// see looks at the rows. In sight are the leads of the cohort, or all of whom
// something has happened when the question is about a period.
func (l *Log) see(q Question, from, to int) *view {
	v := &view{log: l, q: q, lim: q.limits(), from: from, to: to, gone: make([]uint32, len(l.routes.all))}
	for row := from; row < to; row++ {
		route, end := l.until(row, v.lim.horizon)
		if end != l.first[row+1] {
			v.future++
		}
		if v.sees(row, route) {
			v.gone[route]++
		}
	}
	v.begin, v.out = make([]uint32, len(v.gone)+1), make([]bool, len(v.gone))
	w, buffer := newWalker(l.path, q), []uint8(nil)
	for route, n := range v.gone {
		if n > 0 {
			buffer = l.routes.stages(uint32(route), buffer) //nolint:gosec // no more routes than changes
			w.walk(buffer)
			v.out[route] = w.out
		}
		v.begin[route+1] = uint32(len(w.entries)) //nolint:gosec // fewer than 4 billion
	}
	v.entries = w.entries
	return v
}

// sees reports whether the lead of the row, with the route it has gone by the
// horizon, is in sight.
func (v *view) sees(row int, route uint32) bool {
	return route != 0 && (v.q.Basis == Period || !v.lim.limited || v.lim.holds(v.log.at[v.log.first[row]]))
}

// on returns the entries of a route.
func (v *view) on(route uint32) []entry { return v.entries[v.begin[route]:v.begin[route+1]] }
