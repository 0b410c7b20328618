package funnel

import (
	"sync"
	"sync/atomic"

	"smarketing/internal/stat"
)

// stays are all stays in the stages of a log that have ended, put in order once:
// a question only marks those that it counts. Per stage of the path, the length
// in seconds in the upper half and the change that the stay begins with in the
// lower one, by their length.
type stays struct {
	once    sync.Once
	byStage [][]uint64
}

// stays puts the stays in order, unless it has been done.
func (l *Log) stays() [][]uint64 {
	l.ended.once.Do(func() {
		parts := split(l, l.gatherStays)
		l.ended.byStage = make([][]uint64, l.path)
		share(l.path, func(s int) { l.ended.byStage[s] = stat.SortedFrom(32, parts[0][s], parts[1][s]) })
	})
	return l.ended.byStage
}

// gatherStays returns the stays of some rows per stage of the path.
func (l *Log) gatherStays(from, to int) [][]uint64 {
	n := make([]int, len(l.stages))
	for _, s := range l.stage[l.first[from]:l.first[to]] {
		n[s]++
	}
	found := make([][]uint64, l.path)
	for s := range found {
		found[s] = make([]uint64, 0, n[s])
	}
	for row := from; row < to; row++ {
		for i := l.first[row]; i+1 < l.first[row+1]; i++ {
			if s := l.stage[i]; int(s) < l.path && lasts(l.at[i], l.at[i+1]) {
				found[s] = append(found[s], uint64(stat.Seconds(lasted(l.at[i], l.at[i+1])))<<32|uint64(i))
			}
		}
	}
	return found
}

// lasts reports whether it is known how long a stay was.
func lasts(from, to int64) bool { return from != 0 && to != 0 && from <= to }

// pick returns the lengths of the stays in a stage that are marked, in seconds,
// rising.
func (l *Log) pick(stage int, m marks) []uint32 {
	stays := l.stays()[stage]
	lengths, n := make([]uint32, len(stays)+1), 0
	for _, stay := range stays { // without a branch, which nobody could foretell
		lengths[n] = uint32(stay >> 32) //nolint:gosec // the upper half
		n += m.bit(uint32(stay))        //nolint:gosec // the lower half
	}
	return lengths[:n]
}

// marks are a set of changes.
type marks []uint64

// newMarks returns the empty set for n changes. The word behind the last one
// lets add write where there is nothing to write.
func newMarks(n int) marks { return make(marks, n/64+2) }

func (m marks) set(i uint32) { m[i/64] |= 1 << (i % 64) }

// add adds the changes from first on whose bits are set in the mask.
func (m marks) add(first uint32, mask uint64) {
	m[first/64] |= mask << (first % 64)
	m[first/64+1] |= mask >> (64 - first%64)
}

// bit returns 1 when i is in the set, else 0.
func (m marks) bit(i uint32) int { return int(m[i/64] >> (i % 64) & 1) } //nolint:gosec // 0 or 1

func (m marks) join(other marks) {
	for i, word := range other {
		m[i] |= word
	}
}

// share lets the workers do n pieces of work that differ in size.
func share(n int, work func(i int)) {
	var next atomic.Int32
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				work(i)
			}
		})
	}
	group.Wait()
}
