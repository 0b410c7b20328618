package funnel

import "slices"

// route is what leads have gone through, without the times. Millions of leads
// share some thousand routes, and most of what is asked of a lead its route
// tells; so it is worked out once for each route and not for each lead.
type route struct {
	before uint32 // the route without its last change
	length uint32 // in changes
	stage  uint8  // of the last change
}

// routes are all routes that there are. The first is the empty one.
type routes struct {
	all     []route
	child   []uint32 // the last route found that goes on from this one; 0: none
	sibling []uint32 // the one found before it
}

func newRoutes() routes {
	return routes{all: make([]route, 1), child: make([]uint32, 1), sibling: make([]uint32, 1)}
}

// clone returns a copy to which routes may be added.
func (r *routes) clone() routes {
	return routes{slices.Clone(r.all), slices.Clone(r.child), slices.Clone(r.sibling)}
}

// extend returns the route that goes on from another one.
func (r *routes) extend(before uint32, stage uint8) uint32 {
	for next := r.child[before]; next != 0; next = r.sibling[next] {
		if r.all[next].stage == stage {
			return next
		}
	}
	next := uint32(len(r.all)) //nolint:gosec // no more routes than changes
	r.all = append(r.all, route{before: before, length: r.all[before].length + 1, stage: stage})
	r.child, r.sibling = append(r.child, 0), append(r.sibling, r.child[before])
	r.child[before] = next
	return next
}

// join adds the routes of other and returns what they are called here.
func (r *routes) join(other *routes) []uint32 {
	names := make([]uint32, len(other.all))
	for i := 1; i < len(other.all); i++ { // what comes before a route has been found before it
		o := &other.all[i]
		names[i] = r.extend(names[o.before], o.stage)
	}
	return names
}

// stages returns the stages of a route in order, in the buffer.
func (r *routes) stages(of uint32, buffer []uint8) []uint8 {
	buffer = slices.Grow(buffer[:0], int(r.all[of].length))[:r.all[of].length]
	for i := len(buffer) - 1; i >= 0; i-- {
		buffer[i] = r.all[of].stage
		of = r.all[of].before
	}
	return buffer
}

// change returns the route up to a change of it, counted from the first.
func (r *routes) change(of, change uint32) *route {
	at := &r.all[of]
	for at.length > change+1 {
		at = &r.all[at.before]
	}
	return at
}

// through returns per route whether it leads through both stages.
func (r *routes) through(a, b int) []bool {
	both, first, second := make([]bool, len(r.all)), make([]bool, len(r.all)), make([]bool, len(r.all))
	for i := 1; i < len(r.all); i++ {
		o := &r.all[i]
		first[i] = first[o.before] || int(o.stage) == a
		second[i] = second[o.before] || int(o.stage) == b
		both[i] = first[i] && second[i]
	}
	return both
}
