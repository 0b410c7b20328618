package stat

import (
	"cmp"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestOf reproduces published Wilson intervals (Newcombe 1998 and others).
func TestOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718},
		{5, 100, 0.0215, 0.1118}, {20, 20, 0.8389, 1}, {1, 1, 0.2065, 1}, {10, 20, 0.2993, 0.7007},
	} {
		s := Of(c.k, c.n)
		if math.Abs(s.Low-c.low) > 5e-5 || math.Abs(s.High-c.high) > 5e-5 || s.Value != float64(c.k)/float64(c.n) || !s.Known || s.N != c.n {
			t.Errorf("%d of %d is %+v, want %v to %v", c.k, c.n, s, c.low, c.high)
		}
	}
	if s := Of(0, 0); s.Known {
		t.Errorf("a share of nothing is %+v", s)
	}
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	values := []float64{1, 2, 4, 8}
	for p, want := range map[float64]float64{0: 1, 0.5: 3, 1: 8, 0.9: 6.8} {
		if got := Quantile(values, p); math.Abs(got-want) > 1e-12 {
			t.Errorf("the %v quantile is %v, want %v", p, got, want)
		}
	}
	if got := Quantile(nil, 0.5); !math.IsNaN(got) {
		t.Errorf("of nothing it is %v", got)
	}
}

// TestSurvive is the worked example of Kaplan and Meier's method in which the
// numbers can be checked by hand: 6, 6, 6, 6+, 7, 9+, 10, 10+ ... of the
// leukaemia trial of Freireich et al. 1963 (the 6-MP arm, weeks).
func TestSurvive(t *testing.T) {
	t.Parallel()
	weeks := func(all ...int) (seconds []uint32) {
		for _, w := range all {
			seconds = append(seconds, Seconds(time.Duration(w)*7*24*time.Hour))
		}
		return seconds
	}
	s := Survive(weeks(6, 6, 6, 7, 10, 13, 16, 22, 23), weeks(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35))
	// The published estimates after each of the seven times: just so many are
	// over then, and not one in ten thousand more.
	for i, left := range []float64{0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482} {
		weeks := []int{6, 7, 10, 13, 16, 22, 23}
		got := s.Quantile(1 - left - 1e-4)
		if want := time.Duration(weeks[i]) * 7 * 24 * time.Hour; !got.Known || got.Length != want {
			t.Errorf("a share of %v is over after %v, want %v", 1-left, got, want)
		}
		if got := s.Quantile(1 - left + 1e-4); got.Known && i+1 < len(weeks) && got.Length != time.Duration(weeks[i+1])*7*24*time.Hour {
			t.Errorf("more than %v is over after %v", 1-left, got)
		}
	}
	if median := s.Quantile(0.5); !median.Known || median.Length != 23*7*24*time.Hour {
		t.Errorf("the median is %v; published: 23 weeks", median)
	}
	if s.Quantile(0.9).Known {
		t.Error("nine of ten have not been seen to end")
	}
}

// TestSurviveNaive compares with the definition, computed in another way, also
// for as many spans as are sorted by digits.
func TestSurviveNaive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{0, 1, 5, 40, 5000}).Draw(t, "n")
		seed := rapid.Uint32().Draw(t, "seed")
		openOnes := rapid.Uint32Range(0, 20).Draw(t, "open ones of twenty")
		var lengths [2][]uint32
		var all []span
		for range n {
			seed = seed*1664525 + 1013904223
			s := span{time.Duration(seed>>8%900) * time.Second, seed>>20%20 < openOnes}
			at := &lengths[0]
			if s.open {
				at = &lengths[1]
			}
			*at = append(*at, Seconds(s.length))
			all = append(all, s)
		}
		p := rapid.Float64Range(0.01, 0.9).Draw(t, "p")
		s := Survive(Sorted(lengths[0]), Sorted(lengths[1]))
		for i, got := range s.Quantiles(p, p+0.05, p+0.05) {
			want, ok := naive(all, p+[]float64{0, 0.05, 0.05}[i])
			if got.Length != want || got.Known != ok {
				t.Fatalf("quantile %v of %d is %v, want %v %v", p, n, got, want, ok)
			}
		}
	})
}

type span struct {
	length time.Duration
	open   bool
}

// naive walks over every second.
func naive(spans []span, p float64) (time.Duration, bool) {
	left := 1.0
	for at := time.Duration(0); at < 900*time.Second; at += time.Second {
		lasting, ended := 0, 0
		for _, s := range spans {
			if s.length >= at {
				lasting++
			}
			if s.length == at && !s.open {
				ended++
			}
		}
		if ended == 0 {
			continue
		}
		left *= 1 - float64(ended)/float64(lasting)
		if left <= 1-p+1e-9 {
			return at, true
		}
	}
	return 0, false
}

// TestSorted compares with the sorting of the standard library: few keys and
// many, small and large ones, in several parts, and by their higher bits only.
func TestSorted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		low := rapid.IntRange(0, 32).Draw(t, "low")
		size := rapid.IntRange(0, 64).Draw(t, "bits")
		var parts [][]uint64
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			part := make([]uint64, rapid.SampledFrom([]int{0, 3, 4000, 9000}).Draw(t, "n"))
			for i := range part {
				seed = seed*6364136223846793005 + 1442695040888963407
				part[i] = (seed ^ seed>>33) & (1<<size - 1)
			}
			parts = append(parts, part)
		}
		want := slices.Concat(parts...)
		slices.SortStableFunc(want, func(a, b uint64) int { return cmp.Compare(a>>low, b>>low) })
		if got := SortedFrom(low, parts...); !slices.Equal(got, want) {
			t.Fatalf("%d keys of %d bits from bit %d are not in order", len(want), size, low)
		}
	})
}
