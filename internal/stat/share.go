// Package stat holds the few formulas that several rules need: shares with
// their intervals, quantiles, and times of which some are not over yet.
//
// It must not know any noun of ours: it counts.
package stat

import "math"

// Z95 is the two-sided 95 % point of the normal distribution.
const Z95 = 1.959963984540054

// Share is a proportion with its 95 % interval. The zero Share is unknown: of
// nothing there is no share.
type Share struct {
	Value, Low, High float64 // 0..1
	N                int     // of how many
	Known            bool
}

// Of returns k of n with its Wilson score interval (Wilson 1927; method 3 of
// Newcombe 1998), which holds also for few cases and for none or all of them.
func Of(k, n int) Share {
	if n <= 0 {
		return Share{}
	}
	p, m := float64(k)/float64(n), float64(n)
	const zz = Z95 * Z95
	middle := (p + zz/(2*m)) / (1 + zz/m)
	half := Z95 / (1 + zz/m) * math.Sqrt(p*(1-p)/m+zz/(4*m*m))
	s := Share{Value: p, Low: max(0, middle-half), High: min(1, middle+half), N: n, Known: true}
	if k == 0 {
		s.Low = 0
	}
	if k == n {
		s.High = 1
	}
	return s
}
