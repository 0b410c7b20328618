package stat

import (
	"slices"
	"time"
)

// Span is how long something has lasted.
type Span struct {
	Length time.Duration
	Open   bool // it is not over: it lasts at least so long (censored)
}

// Survival tells how long things last when some are not over yet, by the
// estimator of Kaplan and Meier (1958): S(t) is the product over all lengths up
// to t of 1 - ended/lasting. Open spans count among the lasting ones up to their
// length; at equal lengths the ended come first.
type Survival struct {
	Ended, Open int
	lengths     []uint32 // seconds at which S falls
	left        []float64
}

// secondsMax bounds a span: 68 years.
const secondsMax = 1<<31 - 1

// Survive returns the estimate for the spans, in seconds; spans of negative
// length do not count.
func Survive(spans []Span) Survival {
	keys := make([]uint32, 0, len(spans))
	for _, s := range spans {
		if s.Length < 0 {
			continue
		}
		key := uint32(min(s.Length/time.Second, secondsMax)) << 1 //nolint:gosec // it is bounded
		if s.Open {
			key |= 1 // after those that ended at the same time
		}
		keys = append(keys, key)
	}
	return survive(keys)
}

func survive(keys []uint32) Survival {
	sortKeys(keys)
	var s Survival
	left, lasting := 1.0, len(keys)
	for i := 0; i < len(keys); {
		length, ended, open := keys[i]>>1, 0, 0
		for ; i < len(keys) && keys[i]>>1 == length; i++ {
			if keys[i]&1 == 0 {
				ended++
			} else {
				open++
			}
		}
		if ended > 0 {
			left *= 1 - float64(ended)/float64(lasting)
			s.lengths, s.left = append(s.lengths, length), append(s.left, left)
		}
		lasting -= ended + open
		s.Ended, s.Open = s.Ended+ended, s.Open+open
	}
	return s
}

// Quantile returns the length by which a share p of all is over, and false
// when so many have not been seen to end.
func (s *Survival) Quantile(p float64) (time.Duration, bool) {
	// The products carry rounding errors of some 1e-16 a step.
	const slack = 1e-9
	for i, left := range s.left {
		if left <= 1-p+slack {
			return time.Duration(s.lengths[i]) * time.Second, true
		}
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
