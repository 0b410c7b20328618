package main

import "runtime/debug"

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
