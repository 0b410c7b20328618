package funnel

import (
	"time"

	"smarketing/internal/stat"
)

// tally is what one goroutine has counted.
type tally struct {
	entered, advanced, current []int
	back, pending              []int
	spans                      []stat.Spans // per stage
	waiting                    [][]int64    // per stage: since when those stand there who do
	detours                    []map[uint32]int
	exits                      []int // per stage of all
	leads, out, undated        int
	future                     int
}

func (l *Log) newTally(from, to int) *tally {
	t := &tally{
		entered: make([]int, l.path), advanced: make([]int, l.path), current: make([]int, l.path), back: make([]int, l.path),
		pending: make([]int, l.path),
		spans:   make([]stat.Spans, l.path), waiting: make([][]int64, l.path), detours: make([]map[uint32]int, l.path),
		exits: make([]int, len(l.stages)),
	}
	changes := make([]int, len(l.stages))
	for _, s := range l.stage[l.first[from]:l.first[to]] {
		changes[s]++
	}
	for i := range t.detours {
		t.detours[i] = map[uint32]int{}
		t.spans[i].Grow(changes[i]) // more there cannot be; growing would copy millions
	}
	return t
}

// add counts the entries of the lead that w has walked; base is its first
// change.
func (t *tally) add(w *walker, entries []entry, base int) {
	if w.future {
		t.future++
	}
	if !w.hasHappened {
		return
	}
	last := w.stage[len(w.stage)-1]
	if standing := int(last); standing < w.log.path && (w.considered || w.q.Basis == Period) {
		t.current[standing]++
		if at := w.at[len(w.at)-1]; at != 0 {
			t.waiting[standing] = append(t.waiting[standing], at)
		}
	}
	if !w.considered {
		return
	}
	t.leads++
	t.exits[last]++
	if w.out {
		t.out++
	}
	for i := range entries {
		t.enter(w, &entries[i], base)
	}
}

func (t *tally) enter(w *walker, e *entry, base int) {
	t.entered[e.stage]++
	if e.advanced {
		t.advanced[e.stage]++
	}
	if e.pending {
		t.pending[e.stage]++
	}
	if e.at == 0 {
		t.undated++
	}
	if e.implied {
		return
	}
	if e.next < 0 {
		if e.at != 0 && w.lim.horizon != never {
			t.spans[e.stage].Add(since(e.at, w.lim.horizon), true)
		}
		return
	}
	if left := w.at[e.next]; e.at != 0 && left != 0 {
		t.spans[e.stage].Add(since(e.at, left), false)
	}
	switch to := int(w.stage[e.next]); {
	case to >= w.log.path:
		t.detours[e.stage][uint32(to)<<16|uint32(w.log.reason[base+int(e.next)])]++ //nolint:gosec // a stage code
	case to < e.stage:
		t.back[e.stage]++
	}
}

func since(from, to int64) time.Duration { return time.Duration(to-from) * time.Millisecond }
