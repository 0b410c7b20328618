package stat

import (
	"slices"
	"time"
)

// Spans are how long things have lasted, each over or not. The zero Spans are
// none.
type Spans struct {
	keys []uint32 // seconds, and a last bit that is set when it is not over
}

// Add adds one; open when it is not over, so that it lasts at least that long
// (censored). Negative lengths do not count.
func (s *Spans) Add(length time.Duration, open bool) {
	if length < 0 {
		return
	}
	key := uint32(min(length/time.Second, secondsMax)) << 1 //nolint:gosec // it is bounded
	if open {
		key |= 1 // after those that ended at the same time
	}
	s.keys = append(s.keys, key)
}

// Grow makes room for n more.
func (s *Spans) Grow(n int) { s.keys = slices.Grow(s.keys, n) }

// Join adds all of other.
func (s *Spans) Join(other Spans) { s.keys = append(s.keys, other.keys...) }

// Survival tells how long things last when some are not over yet, by the
// estimator of Kaplan and Meier (1958): S(t) is the product over all lengths up
// to t of 1 - ended/lasting. Open spans count among the lasting ones up to their
// length; at equal lengths the ended come first.
type Survival struct {
	Ended, Open int
	keys        []uint32 // as those of Spans, rising
}

// secondsMax bounds a span: 68 years.
const secondsMax = 1<<31 - 1

// Survive returns the estimate for the spans, to the second, and takes them
// over.
func Survive(spans Spans) Survival {
	s := Survival{keys: spans.keys}
	sortKeys(s.keys)
	for _, k := range s.keys {
		s.Open += int(k & 1)
	}
	s.Ended = len(s.keys) - s.Open
	return s
}

// Quantile returns the length by which a share p of all is over, and false
// when so many have not been seen to end.
func (s *Survival) Quantile(p float64) (time.Duration, bool) {
	// The products carry rounding errors of some 1e-16 a step.
	const slack = 1e-9
	left, lasting := 1.0, len(s.keys)
	for i := 0; i < len(s.keys); {
		key, ended, from := s.keys[i]&^1, 0, i
		for ; i < len(s.keys) && s.keys[i] == key; i++ {
			ended++
		}
		for i < len(s.keys) && s.keys[i] == key|1 {
			i++
		}
		if ended > 0 {
			left *= 1 - float64(ended)/float64(lasting)
			if left <= 1-p+slack {
				return time.Duration(key>>1) * time.Second, true
			}
		}
		lasting -= i - from
	}
	return 0, false
}

// sortKeys sorts in place; millions of keys by their digits, which is several
// times faster than comparing them.
func sortKeys(keys []uint32) {
	const digits, few = 11, 1 << 12
	if len(keys) < few {
		slices.Sort(keys)
		return
	}
	from, to := keys, make([]uint32, len(keys))
	for shift := 0; shift < 32; shift += digits {
		var start [1<<digits + 1]int
		for _, k := range from {
			start[(k>>shift)&(1<<digits-1)+1]++
		}
		for i := range 1 << digits {
			start[i+1] += start[i]
		}
		for _, k := range from {
			d := (k >> shift) & (1<<digits - 1)
			to[start[d]] = k
			start[d]++
		}
		from, to = to, from
	}
	copy(keys, from) // three passes: the result lies in the other half
}
