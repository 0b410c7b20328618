package stat

import (
	"cmp"
	"math/bits"
	"slices"
)

// Sorted returns the keys of all parts in rising order, in memory of its own.
func Sorted[K uint32 | uint64](parts ...[]K) []K { return SortedFrom(0, parts...) }

// SortedFrom is Sorted for keys of which the lowest bits do not count: keys that
// differ only in those stay in the order in which they come. Millions of keys
// are sorted by their digits, which is several times faster than comparing them.
func SortedFrom[K uint32 | uint64](low int, parts ...[]K) []K {
	const widest, few = 11, 1 << 12
	n, all := 0, K(0)
	for _, part := range parts {
		n += len(part)
		for _, k := range part {
			all |= k
		}
	}
	if n < few {
		keys := slices.Concat(parts...)
		slices.SortStableFunc(keys, func(a, b K) int { return cmp.Compare(a>>low, b>>low) })
		return keys
	}
	length := bits.Len64(uint64(all >> low))
	digits := max(1, (length+widest-1)/widest)
	width := (length + digits - 1) / digits
	mask := K(1)<<width - 1
	to, spare := make([]K, n), make([]K, 0)
	if digits > 1 {
		spare = make([]K, n)
	}
	for d := range digits {
		shift := low + d*width
		var start [1<<widest + 1]int
		for _, part := range parts {
			for _, k := range part {
				start[k>>shift&mask+1]++
			}
		}
		for i := range int(mask) + 1 {
			start[i+1] += start[i]
		}
		for _, part := range parts {
			for _, k := range part {
				at := &start[k>>shift&mask]
				to[*at] = k
				*at++
			}
		}
		parts = [][]K{to}
		to, spare = spare, to
	}
	return parts[0]
}
