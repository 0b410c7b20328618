package stat

import (
	"math"
	"time"
)

// Survival tells how long things last when some are not over yet, by the
// estimator of Kaplan and Meier (1958): S(t) is the product over all lengths up
// to t of 1 - ended/lasting. Open spans count among the lasting ones up to their
// length; at equal lengths the ended come first.
type Survival struct {
	ended, open []uint32 // seconds, rising
}

// Survive returns the estimate for the lengths in seconds, each rising, of what
// has ended and of what is still open, which it keeps.
func Survive(ended, open []uint32) Survival { return Survival{ended, open} }

// Seconds returns a length as Survive takes it. Beyond 136 years it is that.
func Seconds(length time.Duration) uint32 {
	return uint32(min(length/time.Second, math.MaxUint32)) //nolint:gosec // it is bounded
}

// Lasting is a quantile of a Survival.
type Lasting struct {
	Length time.Duration
	Known  bool // so many have been seen to end
}

// Quantile returns the length by which a share p of all is over.
func (s *Survival) Quantile(p float64) Lasting { return s.Quantiles(p)[0] }

// Quantiles returns the lengths by which the shares p of all, which rise, are
// over.
//
// As long as nothing but ends happens, the product of 1 - ended/lasting is what
// is lasting after them over what was lasting before. So the product is taken
// only where an open one goes, and between those it is enough to know how many
// may be lasting yet.
func (s *Survival) Quantiles(p ...float64) []Lasting {
	// The products carry rounding errors of some 1e-16 a step.
	const slack = 1e-9
	found, known := make([]Lasting, len(p)), 0
	lasting, left := len(s.ended)+len(s.open), 1.0
	before := lasting // when left was taken
	enough := func() int { return int(math.Floor((1 - p[known] + slack) * float64(before) / left)) }
	open := 0
	for i := 0; i < len(s.ended) && known < len(p); {
		length := s.ended[i]
		gone := open
		for open < len(s.open) && s.open[open] < length {
			open++
		}
		if open > gone {
			left *= float64(lasting) / float64(before)
			lasting -= open - gone
			before = lasting
		}
		// Up to the next open one nothing but ends happens.
		until := uint32(math.MaxUint32)
		if open < len(s.open) {
			until = s.open[open]
		}
		for limit := enough(); i < len(s.ended) && s.ended[i] <= until; {
			length = s.ended[i]
			from := i
			for i < len(s.ended) && s.ended[i] == length {
				i++
			}
			for lasting -= i - from; lasting <= limit; limit = enough() {
				found[known] = Lasting{time.Duration(length) * time.Second, true}
				if known++; known == len(p) {
					return found
				}
			}
		}
	}
	return found
}
