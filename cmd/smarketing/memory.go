package main

import (
	"math"
	"runtime/debug"
)

// What a command that takes large files in may use of Go's memory, and how much
// garbage it lets lie until then, in percent of what it needs.
const (
	spareLimit   = 112 << 20
	spareGarbage = 200
)

// spare keeps the memory of such a command small however large the file, and
// returns how that ends.
func spare() func() {
	limit, garbage := debug.SetMemoryLimit(spareLimit), debug.SetGCPercent(spareGarbage)
	return func() {
		debug.SetMemoryLimit(limit)
		debug.SetGCPercent(garbage)
	}
}

// makeRoom lets such a command keep n bytes more, and returns how that ends.
func makeRoom(n int64) func() {
	limit := debug.SetMemoryLimit(-1)
	if limit == math.MaxInt64 { // it is not bounded
		return func() {}
	}
	debug.SetMemoryLimit(limit + n)
	return func() { debug.SetMemoryLimit(limit) }
}
