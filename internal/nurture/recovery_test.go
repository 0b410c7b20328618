package nurture_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

func TestRecoveryByReason(t *testing.T) {
	t.Parallel()
	got := nurture.RecoveryByReason(slices.Values([]nurture.Result{
		{Reason: "budget", Returned: true, Won: true, Revenue: crm.MoneyOf(1000)},
		{Reason: "timing", Open: true},
		{Reason: "Timing ", Returned: true},
		{Reason: "timing", Returned: true, Won: true, Revenue: crm.MoneyOf(2500.5)},
		{Reason: "timing", Returned: true, Won: true},
		{},
	}))
	if len(got) != 3 || got[0].Reason != "timing" || got[1].Reason != "budget" || got[2].Reason != nurture.NotGiven {
		t.Fatalf("got %+v", got)
	}
	r := got[0]
	if r.Passes != 4 || r.Open != 1 || r.Returned != 3 || r.Won != 2 || r.Revenue != 2500.5 || r.Unknown != 1 {
		t.Errorf("timing: %+v", r)
	}
	if r.Back.Value != 0.75 || r.Recovery.Value != 0.5 || r.Recovery.N != 4 || r.Recovery.Low >= 0.5 || r.Recovery.High <= 0.5 {
		t.Errorf("timing: %+v and %+v", r.Back, r.Recovery)
	}
	if got := nurture.RecoveryByReason(slices.Values([]nurture.Result(nil))); len(got) != 0 {
		t.Errorf("of nothing came %+v", got)
	}
}

// TestRecoveryAddsUp: every pass is counted once, in whatever order they come.
func TestRecoveryAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		passes := rapid.SliceOf(rapid.Custom(func(t *rapid.T) nurture.Result {
			return nurture.Result{
				Reason: rapid.SampledFrom([]string{"", "timing", "budget", "競合"}).Draw(t, "reason"),
				Open:   rapid.Bool().Draw(t, "open"), Returned: rapid.Bool().Draw(t, "returned"), Won: rapid.Bool().Draw(t, "won"),
				Revenue: crm.Money{Cents: rapid.Int64Range(0, 1_000_000).Draw(t, "cents"), Known: rapid.Bool().Draw(t, "known")},
			}
		})).Draw(t, "passes")
		got := nurture.RecoveryByReason(slices.Values(passes))
		n, won := 0, 0
		for _, r := range got {
			n, won = n+r.Passes, won+r.Won
			if r.Won < r.Unknown || r.Back.N != r.Passes || r.Back.Value < 0 || r.Back.Value > 1 {
				t.Fatalf("%+v", r)
			}
		}
		want := 0
		for _, p := range passes {
			if p.Won {
				want++
			}
		}
		if n != len(passes) || won != want {
			t.Fatalf("%d passes and %d wins, want %d and %d", n, won, len(passes), want)
		}
		slices.Reverse(passes)
		again := nurture.RecoveryByReason(slices.Values(passes))
		for i := range got {
			if got[i].Reason != again[i].Reason || got[i].Passes != again[i].Passes {
				t.Fatalf("in another order %+v is %+v", got[i], again[i])
			}
		}
	})
}
