package funnel

// entry is one entry of a lead into a stage of the path.
type entry struct {
	stage    int
	at       int64 // 0: unknown
	advanced bool
	implied  bool  // it is known only from a later stage: nobody knows how long it took
	pending  bool  // not advanced, and the lead still stands on the path, here or before: it may yet
	next     int32 // the change after it, relative to the lead's first; -1: the lead still stands here
}

// walker produces the entries of one lead after the other that a question is
// about. Each goroutine has its own.
type walker struct {
	log     *Log
	q       Question
	lim     limits
	entries []entry
	reached []int32 // of one lead, per stage of the path: the change that first reached it or beyond; -1: none

	// Of the lead walked last.
	stage       []uint8
	at          []int64
	considered  bool // the question is about this lead
	future      bool // it has changes that have not happened yet
	out         bool // a later stage is dated before an earlier one
	hasHappened bool
}

func newWalker(l *Log, q Question) *walker {
	return &walker{log: l, q: q, lim: q.limits(), reached: make([]int32, l.path+1)}
}

// walk looks at the lead of a row and returns the entries that count, valid
// until the next call.
func (w *walker) walk(row int) []entry {
	from, to := w.log.first[row], w.log.first[row+1]
	w.entries, w.considered, w.future, w.out = w.entries[:0], false, false, false
	for to > from && w.log.at[to-1] > w.lim.horizon { // they are in order
		to--
		w.future = true
	}
	w.stage, w.at = w.log.stage[from:to], w.log.at[from:to]
	if w.hasHappened = len(w.stage) > 0; !w.hasHappened {
		return nil
	}
	if w.q.Basis == Cohort {
		if w.considered = w.lim.holds(w.at[0]); !w.considered {
			return nil
		}
	}
	if w.q.Count == FirstPass {
		w.firstPass()
	} else {
		w.allPasses()
	}
	if w.q.Basis == Period {
		w.withinPeriod()
	}
	return w.entries
}

// withinPeriod drops the entries outside of the window.
func (w *walker) withinPeriod() {
	kept := w.entries[:0]
	for _, e := range w.entries {
		if w.lim.holds(e.at) {
			kept = append(kept, e)
		}
	}
	w.entries, w.considered = kept, len(kept) > 0
}

// firstPass finds the first entry into each stage.
func (w *walker) firstPass() {
	for i := range w.reached {
		w.reached[i] = -1
	}
	furthest, seen := -1, uint64(0)
	for i, s := range w.stage {
		if int(s) >= w.log.path {
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
	if w.q.Order == Reached {
		for s := range furthest + 1 {
			i := w.reached[s]
			e := entry{stage: s, at: w.at[i], advanced: s < furthest, implied: int(w.stage[i]) != s}
			e.next, e.pending = w.after(int(i)), !e.advanced && w.stands(s)
			w.entries = append(w.entries, e)
		}
		return
	}
	seen = 0
	for i, s := range w.stage {
		if int(s) >= w.log.path || seen>>s&1 != 0 {
			continue
		}
		seen |= 1 << s
		e := entry{stage: int(s), at: w.at[i], next: w.after(i), advanced: w.comes(i+1, len(w.stage), int(s)+1, int(s)+1)}
		e.pending = !e.advanced && w.stands(int(s))
		w.entries = append(w.entries, e)
	}
}

// allPasses finds every entry. A pass through a stage ends where the lead
// enters it again.
func (w *walker) allPasses() {
	position := -1
	for i, s := range w.stage {
		at := int(s)
		if at >= w.log.path {
			continue
		}
		if w.q.Order == Reached {
			for skipped := position + 1; skipped < at; skipped++ {
				w.entries = append(w.entries, entry{stage: skipped, at: w.at[i], implied: true, advanced: true, next: -1})
			}
		}
		end := i + 1
		for end < len(w.stage) && w.stage[end] != s {
			end++
		}
		last := at + 1
		if w.q.Order == Reached {
			last = w.log.path - 1
		}
		e := entry{stage: at, at: w.at[i], next: w.after(i), advanced: w.comes(i+1, end, at+1, last)}
		e.pending = !e.advanced && end == len(w.stage) && w.stands(at)
		w.entries = append(w.entries, e)
		position = at
	}
}

// stands reports whether the lead stands on the path, in the stage or before
// it. Who has been recycled, lost or disqualified has left the path, and who
// stands beyond without having come the way that is asked for went another one.
func (w *walker) stands(stage int) bool { return int(w.stage[len(w.stage)-1]) <= stage }

// after returns the index of the change that follows, -1 when there is none.
func (w *walker) after(i int) int32 {
	if i+1 < len(w.stage) {
		return int32(i + 1) //nolint:gosec // changes of one lead
	}
	return -1
}

// comes reports whether one of the changes from i to before end enters a stage
// from low to high.
func (w *walker) comes(i, end, low, high int) bool {
	for ; i < end; i++ {
		if s := int(w.stage[i]); s >= low && s <= high && s < w.log.path {
			return true
		}
	}
	return false
}
