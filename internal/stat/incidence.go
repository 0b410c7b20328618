package stat

// Outcome is how a wait ends.
type Outcome uint8

// The outcomes: not yet, as hoped for, or otherwise, after which what was hoped
// for cannot happen any more.
const (
	Pending Outcome = iota
	Hit
	Miss
	outcomes
)

// Waits are how many whole days things have waited, and how that ended. The
// zero Waits are none.
type Waits struct {
	days [][outcomes]int32
}

// longestWait bounds a wait: beyond it, all count as this long. Twenty years.
const longestWait = 7305

// Add adds one wait of so many whole days. Negative ones do not count.
func (w *Waits) Add(days int, end Outcome) {
	if days < 0 {
		return
	}
	days = min(days, longestWait)
	for len(w.days) <= days {
		w.days = append(w.days, [outcomes]int32{})
	}
	w.days[days][end]++
}

// Join adds all of other.
func (w *Waits) Join(other Waits) {
	for d, counts := range other.days {
		for len(w.days) <= d {
			w.days = append(w.days, [outcomes]int32{})
		}
		for o, n := range counts {
			w.days[d][o] += n
		}
	}
}

// Each calls yield for every length of waits with how many there are of each
// outcome.
func (w *Waits) Each(yield func(days, pending, hits, misses int)) {
	for d, c := range w.days {
		if c != [outcomes]int32{} {
			yield(d, int(c[Pending]), int(c[Hit]), int(c[Miss]))
		}
	}
}

// Counts returns how many waits there are of each outcome.
func (w *Waits) Counts() (pending, hits, misses int) {
	for _, c := range w.days {
		pending, hits, misses = pending+int(c[Pending]), hits+int(c[Hit]), misses+int(c[Miss])
	}
	return pending, hits, misses
}

// Incidence tells how likely something comes to be by which day of waiting, by
// the estimator of Aalen and Johansen (1978) for two competing ends: those that
// still wait count among the waiting as long as they have been seen to. Without
// misses it is one minus the estimate of Kaplan and Meier.
type Incidence struct {
	hit  []float64 // share that has come to be by the end of the day
	left []float64 // share that still waits at the end of the day
}

// Incidence returns the estimate.
func (w *Waits) Incidence() Incidence {
	n := len(w.days)
	i := Incidence{hit: make([]float64, n), left: make([]float64, n)}
	pending, hits, misses := w.Counts()
	waiting := pending + hits + misses
	hit, left := 0.0, 1.0
	for d, c := range w.days {
		if waiting > 0 {
			hit += left * float64(c[Hit]) / float64(waiting)
			left *= 1 - float64(c[Hit]+c[Miss])/float64(waiting)
		}
		i.hit[d], i.left[d] = hit, left
		waiting -= int(c[Pending] + c[Hit] + c[Miss])
	}
	return i
}

// By returns the share that has come to be by the end of a day of waiting; after
// the last day seen it is that of the last day.
func (i *Incidence) By(day int) float64 { return at(i.hit, day, 0) }

// Left returns the share that still waits at the end of a day of waiting.
func (i *Incidence) Left(day int) float64 { return at(i.left, day, 1) }

// On returns the share that comes to be on a day of waiting.
func (i *Incidence) On(day int) float64 { return i.By(day) - i.By(day-1) }

// Days returns how many days of waiting have been seen.
func (i *Incidence) Days() int { return len(i.hit) }

func at(values []float64, day int, before float64) float64 {
	switch {
	case day < 0 || len(values) == 0:
		return before
	case day >= len(values):
		return values[len(values)-1]
	}
	return values[day]
}
