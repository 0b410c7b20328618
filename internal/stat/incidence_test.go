package stat

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestIncidence is worked by hand: of five, one comes to be on day 1, one is
// lost on day 2, one is last seen waiting on day 2, one comes to be on day 3,
// one waits longer.
func TestIncidence(t *testing.T) {
	t.Parallel()
	var w Waits
	w.Add(1, Hit)
	w.Add(2, Miss)
	w.Add(2, Pending)
	w.Add(3, Hit)
	w.Add(4, Pending)
	w.Add(-1, Hit)
	i := w.Incidence()
	for day, want := range []struct{ by, left float64 }{{0, 1}, {0.2, 0.8}, {0.2, 0.6}, {0.5, 0.3}, {0.5, 0.3}, {0.5, 0.3}} {
		if math.Abs(i.By(day)-want.by) > 1e-12 || math.Abs(i.Left(day)-want.left) > 1e-12 {
			t.Errorf("by day %d it is %v with %v left, want %+v", day, i.By(day), i.Left(day), want)
		}
	}
	if i.By(-1) != 0 || i.Left(-1) != 1 {
		t.Error("before the first day nothing has happened")
	}
	if p, h, m := w.Counts(); p != 2 || h != 2 || m != 1 {
		t.Errorf("%d pending, %d hits, %d misses", p, h, m)
	}
	var none Incidence
	if none.By(3) != 0 || none.Left(3) != 1 || none.Days() != 0 {
		t.Error("of nothing nothing comes")
	}
}

// TestIncidenceKaplanMeier: without misses it is one minus the estimate of
// Kaplan and Meier, computed elsewhere; with them all shares stay shares, and
// waits joined count like waits added.
func TestIncidenceKaplanMeier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var all, first, second Waits
		var ended, open []uint32
		misses := rapid.Bool().Draw(t, "misses")
		for k := range rapid.IntRange(1, 60).Draw(t, "n") {
			days, end := rapid.IntRange(0, 30).Draw(t, "days"), Outcome(rapid.IntRange(0, 2).Draw(t, "end"))
			if end == Miss && !misses {
				end = Hit
			}
			all.Add(days, end)
			[]*Waits{&first, &second}[k%2].Add(days, end)
			lengths := &ended
			if end == Pending {
				lengths = &open
			}
			*lengths = append(*lengths, Seconds(time.Duration(days)*24*time.Hour))
		}
		first.Join(second)
		i, joined := all.Incidence(), first.Incidence()
		s := Survive(Sorted(ended), Sorted(open))
		for day := range 32 {
			if i.By(day) != joined.By(day) || i.By(day) < i.By(day-1) || i.By(day)+i.Left(day) > 1+1e-9 || i.Left(day) < -1e-9 {
				t.Fatalf("day %d: %v, joined %v, %v left", day, i.By(day), joined.By(day), i.Left(day))
			}
			if misses || i.By(day) == i.By(day-1) {
				continue
			}
			if at := s.Quantile(i.By(day) - 1e-7); !at.Known || at.Length != time.Duration(day)*24*time.Hour {
				t.Fatalf("%v has come to be by day %d, by Kaplan and Meier after %v", i.By(day), day, at.Length)
			}
		}
	})
}
