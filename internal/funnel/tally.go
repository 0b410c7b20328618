package funnel

import (
	"time"

	"smarketing/internal/stat"
)

// tally is what one goroutine has counted.
type tally struct {
	entered, advanced, current []int
	back, pending              []int
	marks                      marks              // the changes with which the stays begin that count
	open                       [][]uint32         // per stage: the lengths of those that have not ended, in seconds
	waiting                    [][]int64          // per stage: since when those stand there who do
	detours                    []map[detoured]int // per stage, without their reasons
	exits                      []int              // per stage of all
	leads, out, undated        int
	future                     int
	parts                      *partCounts // nil: there are no groups

	// While it counts. Of a cohort all that are in sight count; of a period, those
	// entries that lie in it and the leads that they are of.
	whole      []uint32 // per route: leads all of whose entries count
	counted    []uint32 // per route: other leads that count; nil: there are none
	happenings []uint32 // per entry of the view: how often it counts of those
}

// detoured is a detour that was entered for a reason.
type detoured struct {
	stage  uint8
	reason uint32
}

func (l *Log) newTally(v *view) *tally {
	t := &tally{
		entered: make([]int, l.path), advanced: make([]int, l.path), current: make([]int, l.path), back: make([]int, l.path),
		pending: make([]int, l.path), future: v.future,
		marks: newMarks(len(l.stage)), open: make([][]uint32, l.path), waiting: make([][]int64, l.path),
		detours: make([]map[detoured]int, l.path), exits: make([]int, len(l.stages)), whole: v.gone,
	}
	standing := make([]int, l.path)
	for route, n := range v.gone {
		if s := int(l.routes.all[route].stage); n > 0 && s < l.path {
			standing[s] += int(n)
		}
	}
	for s, n := range standing {
		t.detours[s] = map[detoured]int{}
		t.open[s], t.waiting[s] = make([]uint32, 0, n), make([]int64, 0, n) // growing would copy millions
	}
	if v.q.Basis == Period {
		t.whole, t.counted, t.happenings = make([]uint32, len(v.gone)), make([]uint32, len(v.gone)), make([]uint32, len(v.entries))
	}
	return t
}

// tally counts what the question asks of the rows.
func (l *Log) tally(q Question, groups *Groups, from, to int) *tally {
	v := l.see(q, from, to)
	t := l.newTally(v)
	if groups != nil {
		t.parts = l.newPartCounts(groups, v)
	}
	if q.Basis == Period {
		t.period(v)
	} else {
		t.cohort(v)
	}
	for route, n := range v.gone {
		if n > 0 {
			t.addRoute(v, uint32(route)) //nolint:gosec // no more routes than changes
		}
	}
	if t.parts != nil {
		t.parts.spread(v)
	}
	return t
}

// cohort counts what hangs on the times of the leads in sight, and on their
// groups. Which of their stays count, their routes tell.
func (t *tally) cohort(v *view) {
	l := v.log
	ends, stands := v.ends()
	for row := v.from; row < v.to; row++ {
		route, end := l.until(row, v.lim.horizon)
		if !v.sees(row, route) {
			continue
		}
		t.marks.add(l.first[row], ends[route])
		if l.routes.all[route].length > maskBits {
			for _, e := range v.on(route) {
				if !e.implied && !e.stays {
					t.marks.set(l.first[row] + e.change)
				}
			}
		}
		t.stand(v, route, l.at[end-1], stands[route])
		if t.parts != nil {
			t.parts.lead(v, row, route)
		}
	}
	for _, row := range l.undated {
		if row < v.from || row >= v.to {
			continue
		}
		if route, end := l.until(row, v.lim.horizon); v.sees(row, route) {
			at := l.at[l.first[row]:end]
			for _, e := range v.on(route) {
				if at[e.change] == 0 {
					t.undated++
				}
			}
		}
	}
}

// maskBits is how many changes of a route fit into a mask.
const maskBits = 64

// ends returns per route the changes whose entries count and have ended, as a
// mask for routes not longer than that, and whether the entry by the last change
// counts.
func (v *view) ends() (masks []uint64, stands []bool) {
	masks, stands = make([]uint64, len(v.gone)), make([]bool, len(v.gone))
	for route, n := range v.gone {
		if n == 0 {
			continue
		}
		for _, e := range v.on(uint32(route)) { //nolint:gosec // no more routes than changes
			switch {
			case e.implied:
			case e.stays:
				stands[route] = true
			case v.log.routes.all[route].length <= maskBits:
				masks[route] |= 1 << e.change
			}
		}
	}
	return masks, stands
}

// stand counts a lead that stands at the end of its route since that instant;
// entered says whether the entry there counts.
func (t *tally) stand(v *view, route uint32, since int64, entered bool) {
	s := v.log.routes.all[route].stage
	if int(s) >= v.log.path || since == 0 {
		return
	}
	t.waiting[s] = append(t.waiting[s], since)
	if entered && v.lim.horizon != never {
		t.open[s] = append(t.open[s], stat.Seconds(lasted(since, v.lim.horizon)))
	}
}

// period counts the entries in the window of the leads in sight. Of most leads
// all changes lie in it, or none.
func (t *tally) period(v *view) {
	l := v.log
	ends, stands := v.ends()
	for row := v.from; row < v.to; row++ {
		route, end := l.until(row, v.lim.horizon)
		if !v.sees(row, route) {
			continue
		}
		at := l.at[l.first[row]:end]
		switch within, dated := v.lim.count(at); {
		case within == 0:
			t.stand(v, route, at[len(at)-1], false)
		case within == len(at) && dated && len(at) <= maskBits:
			t.whole[route]++
			t.marks.add(l.first[row], ends[route])
			t.stand(v, route, at[len(at)-1], stands[route])
			if t.parts != nil && v.begin[route] < v.begin[route+1] {
				t.parts.lead(v, row, route)
			}
		default:
			t.partly(v, row, route, at)
		}
	}
}

// partly counts the entries of a lead of which only some may lie in the window.
func (t *tally) partly(v *view, row int, route uint32, at []int64) {
	considered, won, stands := false, false, false
	for i := v.begin[route]; i < v.begin[route+1]; i++ {
		e := &v.entries[i]
		in := at[e.change]
		if !v.lim.holds(in) {
			continue
		}
		considered = true
		t.happenings[i]++
		if in == 0 {
			t.undated++
		}
		if t.parts != nil {
			won = t.parts.enter(row, e) || won
		}
		switch {
		case e.implied:
		case e.stays:
			stands = true
		default:
			t.marks.set(v.log.first[row] + e.change)
		}
	}
	t.stand(v, route, at[len(at)-1], stands)
	if considered {
		t.counted[route]++
		if t.parts != nil {
			t.parts.add(row, won)
		}
	}
}

// addRoute counts what all those have in common who have gone a route.
func (t *tally) addRoute(v *view, route uint32) {
	l, whole := v.log, int(t.whole[route])
	last := l.routes.all[route].stage
	if int(last) < l.path {
		t.current[last] += int(v.gone[route])
	}
	n := whole
	if t.counted != nil {
		if n += int(t.counted[route]); v.begin[route] == v.begin[route+1] {
			n = 0 // of a period those count who have entered something
		}
	}
	t.leads += n
	t.exits[last] += n
	if v.out[route] {
		t.out += n
	}
	for i := v.begin[route]; i < v.begin[route+1]; i++ {
		e := &v.entries[i]
		if n = whole; t.happenings != nil {
			n += int(t.happenings[i])
		}
		t.entered[e.stage] += n
		if e.advanced {
			t.advanced[e.stage] += n
		}
		if e.pending {
			t.pending[e.stage] += n
		}
		if e.implied || e.stays || n == 0 {
			continue
		}
		switch to := l.routes.change(route, e.change+1); {
		case int(to.stage) >= l.path:
			t.detours[e.stage][detoured{to.stage, 0}] += n
		case to.stage < e.stage:
			t.back[e.stage] += n
		}
	}
}

func lasted(from, to int64) time.Duration { return time.Duration(to-from) * time.Millisecond }
