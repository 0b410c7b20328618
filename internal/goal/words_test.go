package goal

import "testing"

func TestWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{Short(0), "0"}, {Short(-50_00), "-50"}, {Short(9_999_49), "9,999"}, {Short(9_999_50), "10k"}, {Short(999_499_00), "999k"},
		{Short(999_500_00), "1.00M"}, {Short(-2_345_678_00), "-2.35M"}, {Short(1_500_000_000_00), "1.50bn"},
		{Chance(0), "below 1 %"}, {Chance(0.58), "58 %"}, {Chance(1), "above 99 %"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
