package funnel

// entry is one entry into a stage of the path by those who have gone a route.
type entry struct {
	change   uint32 // the change that it is, counted from the lead's first
	stage    uint8
	advanced bool
	implied  bool // it is known only from a later stage: nobody knows how long it took
	pending  bool // not advanced, and the lead still stands on the path, here or before: it may yet
	stays    bool // there is no change after it: the lead still stands here
}

// walker finds the entries of one route after the other that a question counts.
// Each goroutine has its own.
type walker struct {
	path    int // stages on the path
	count   Count
	order   Order
	reached []int32 // of one route, per stage of the path: the change that first reached it or beyond; -1: none
	entries []entry

	// Of the route walked last.
	stage []uint8
	out   bool // a later stage is dated before an earlier one
}

func newWalker(path int, q Question) *walker {
	return &walker{path: path, count: q.Count, order: q.Order, reached: make([]int32, path+1)}
}

// walk appends the entries of a route that leads through these stages.
func (w *walker) walk(stages []uint8) {
	w.stage, w.out = stages, false
	if w.count == FirstPass {
		w.firstPass()
	} else {
		w.allPasses()
	}
}

// firstPass finds the first entry into each stage.
func (w *walker) firstPass() {
	for i := range w.reached {
		w.reached[i] = -1
	}
	furthest, seen := -1, uint64(0)
	for i, s := range w.stage {
		if int(s) >= w.path {
			continue
		}
		if int(s) < furthest && seen>>s&1 == 0 {
			w.out = true
		}
		seen |= 1 << s
		for ; furthest < int(s); furthest++ {
			w.reached[furthest+1] = int32(i) //nolint:gosec // changes of one lead
		}
	}
	if w.order == Reached {
		for s := range furthest + 1 {
			i := int(w.reached[s])
			w.enter(s, i, s < furthest, int(w.stage[i]) != s, w.stands(s))
		}
		return
	}
	seen = 0
	for i, s := range w.stage {
		if int(s) >= w.path || seen>>s&1 != 0 {
			continue
		}
		seen |= 1 << s
		w.enter(int(s), i, w.comes(i+1, len(w.stage), int(s)+1, int(s)+1), false, w.stands(int(s)))
	}
}

// allPasses finds every entry. A pass through a stage ends where the lead
// enters it again.
func (w *walker) allPasses() {
	position := -1
	for i, s := range w.stage {
		at := int(s)
		if at >= w.path {
			continue
		}
		if w.order == Reached {
			for skipped := position + 1; skipped < at; skipped++ {
				w.enter(skipped, i, true, true, false)
			}
		}
		end := i + 1
		for end < len(w.stage) && w.stage[end] != s {
			end++
		}
		last := at + 1
		if w.order == Reached {
			last = w.path - 1
		}
		w.enter(at, i, w.comes(i+1, end, at+1, last), false, end == len(w.stage) && w.stands(at))
		position = at
	}
}

// enter appends the entry by a change.
func (w *walker) enter(stage, change int, advanced, implied, stands bool) {
	w.entries = append(w.entries, entry{
		change: uint32(change), stage: uint8(stage), //nolint:gosec // of one lead; at most 64
		advanced: advanced, implied: implied, pending: !advanced && stands, stays: change+1 == len(w.stage),
	})
}

// stands reports whether the lead stands on the path, in the stage or before
// it. Who has been recycled, lost or disqualified has left the path, and who
// stands beyond without having come the way that is asked for went another one.
func (w *walker) stands(stage int) bool { return int(w.stage[len(w.stage)-1]) <= stage }

// comes reports whether one of the changes from i to before end enters a stage
// from low to high.
func (w *walker) comes(i, end, low, high int) bool {
	for ; i < end; i++ {
		if s := int(w.stage[i]); s >= low && s <= high && s < w.path {
			return true
		}
	}
	return false
}
