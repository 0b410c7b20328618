package widget_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/text"
	"smarketing/ui/widget"
)

func TestBar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part float64
		want string
	}{
		{0, "    "}, {-1, "    "}, {math.NaN(), "    "}, {1, "████"}, {7, "████"}, {math.Inf(1), "████"},
		{0.5, "██  "}, {0.0001, "▏   "}, {0.9999, "███▉"}, {0.25 + 1.0/32, "█▏  "},
	} {
		if got := widget.Bar(c.part, 4); got != c.want {
			t.Errorf("Bar(%v) = %q, want %q", c.part, got, c.want)
		}
	}
}

func TestBarGrows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(0, 40).Draw(t, "w")
		a, b := rapid.Float64Range(0, 1).Draw(t, "a"), rapid.Float64Range(0, 1).Draw(t, "b")
		short, long := widget.Bar(min(a, b), w), widget.Bar(max(a, b), w)
		if text.Width(short) != w || text.Width(long) != w {
			t.Fatalf("not %d cells: %q %q", w, short, long)
		}
		if ink(short) > ink(long) {
			t.Fatalf("%q is longer than %q", short, long)
		}
	})
}

// ink counts the eighths of a bar.
func ink(bar string) int {
	steps := []rune(" ▏▎▍▌▋▊▉█")
	n := 0
	for _, r := range bar {
		n += slices.Index(steps, r)
	}
	return n
}

func TestSparkline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values []float64
		w      int
		want   string
	}{
		{[]float64{0, 1, 2, 4, 8}, 5, "▁▁▂▄█"},
		{[]float64{1, 2}, 4, "  ▄█"},
		{[]float64{9, 1, 2}, 2, "▄█"},
		{[]float64{0, 0}, 2, "▁▁"},
		{[]float64{math.NaN(), 1, math.Inf(1)}, 3, " ██"},
		{nil, 3, "   "},
		{[]float64{1}, 0, ""},
	} {
		if got := widget.Sparkline(c.values, c.w); got != c.want {
			t.Errorf("Sparkline(%v, %d) = %q, want %q", c.values, c.w, got, c.want)
		}
	}
}

func TestDigits(t *testing.T) {
	t.Parallel()
	seen := map[string]rune{}
	for _, r := range "0123456789,.%-$kM" {
		rows := widget.Digits(string(r))
		if len(rows) != widget.DigitRows {
			t.Fatalf("%c has %d rows", r, len(rows))
		}
		for _, row := range rows {
			if text.Width(row) != text.Width(rows[0]) {
				t.Errorf("%c: rows differ in width: %q", r, rows)
			}
		}
		drawn := strings.Join(rows, "\n")
		if other, ok := seen[drawn]; ok {
			t.Errorf("%c looks like %c", r, other)
		}
		seen[drawn] = r
	}
	if got, want := widget.Digits("1?7"), widget.Digits("17"); strings.Join(got, "") != strings.Join(want, "") {
		t.Errorf("an unknown character is drawn: %q", got)
	}
}
