package funnel

import (
	"slices"
	"strings"
)

// route is what leads have gone through, without the times. Millions of leads
// share some thousand routes, and most of what is asked of a lead its route
// tells; so it is worked out once for each route and not for each lead.
type route struct {
	before uint32 // the route without its last change
	reason uint32 // of the last change, index into routes.reasons
	length uint32 // in changes
	stage  uint8  // of the last change
}

// routes are all routes that there are. The first is the empty one.
type routes struct {
	all     []route
	child   []uint32 // the last route found that goes on from this one without a reason; 0: none
	sibling []uint32 // the one found before it
	given   map[turn]uint32
	reasons []string          // "" first
	codes   map[string]uint32 // of reasons
}

// turn is how a route goes on where a reason is given. There are no more than 64
// other ways from each, but any number of reasons.
type turn struct {
	before, reason uint32
	stage          uint8
}

func newRoutes() routes {
	return routes{
		all: make([]route, 1), child: make([]uint32, 1), sibling: make([]uint32, 1), given: map[turn]uint32{},
		reasons: []string{""}, codes: map[string]uint32{"": 0},
	}
}

// clone returns a copy to which routes may be added.
func (r *routes) clone() routes {
	c := routes{
		all: slices.Clone(r.all), child: slices.Clone(r.child), sibling: slices.Clone(r.sibling),
		given: make(map[turn]uint32, len(r.given)), reasons: slices.Clone(r.reasons), codes: make(map[string]uint32, len(r.codes)),
	}
	for k, v := range r.given {
		c.given[k] = v
	}
	for k, v := range r.codes {
		c.codes[k] = v
	}
	return c
}

// code returns the number of a reason, which may be a text that does not last.
func (r *routes) code(reason string) uint32 {
	if reason == "" {
		return 0
	}
	code, ok := r.codes[reason]
	if !ok {
		code = uint32(len(r.reasons)) //nolint:gosec // fewer reasons than changes
		reason = strings.Clone(reason)
		r.codes[reason] = code
		r.reasons = append(r.reasons, reason)
	}
	return code
}

// extend returns the route that goes on from another one.
func (r *routes) extend(before uint32, stage uint8, reason uint32) uint32 {
	if reason != 0 {
		key := turn{before, reason, stage}
		next, ok := r.given[key]
		if !ok {
			next = r.add(before, stage, reason)
			r.given[key] = next
		}
		return next
	}
	for next := r.child[before]; next != 0; next = r.sibling[next] {
		if r.all[next].stage == stage {
			return next
		}
	}
	next := r.add(before, stage, 0)
	r.sibling[next] = r.child[before]
	r.child[before] = next
	return next
}

func (r *routes) add(before uint32, stage uint8, reason uint32) uint32 {
	r.all = append(r.all, route{before: before, reason: reason, length: r.all[before].length + 1, stage: stage})
	r.child, r.sibling = append(r.child, 0), append(r.sibling, 0)
	return uint32(len(r.all) - 1) //nolint:gosec // no more routes than changes
}

// join adds the routes of other and returns what they are called here.
func (r *routes) join(other *routes) []uint32 {
	names := make([]uint32, len(other.all))
	for i := 1; i < len(other.all); i++ { // what comes before a route has been found before it
		o := &other.all[i]
		names[i] = r.extend(names[o.before], o.stage, r.code(other.reasons[o.reason]))
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

// same reports whether a route is that of another log.
func (r *routes) same(route uint32, other *routes, its uint32) bool {
	for route != 0 && its != 0 {
		a, b := &r.all[route], &other.all[its]
		if a.stage != b.stage || a.length != b.length || r.reasons[a.reason] != other.reasons[b.reason] {
			return false
		}
		route, its = a.before, b.before
	}
	return route == its
}
