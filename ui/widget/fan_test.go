package widget_test

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/ui/vttest"
	"smarketing/ui/widget"
)

// TestFan draws a rising line, a falling one with gaps, and a band that opens.
func TestFan(t *testing.T) {
	t.Parallel()
	var up, down, low, high []float64
	for i := range 24 {
		up, down = append(up, float64(i)), append(down, float64(23-i))
		low, high = append(low, math.NaN()), append(high, math.NaN())
		if i >= 12 {
			low[i], high[i] = 12-float64(i-12), 12+float64(i-12)
		}
	}
	st := vttest.Dark()
	f := widget.Fan{High: 23, Rows: 6, BandLow: low, BandHigh: high, BandStyle: st.Shared, Lines: []widget.FanLine{
		{Values: down, Style: st.Muted, Dotted: true}, {Values: up, Style: st.Title},
	}}
	vttest.Golden(t, "fan", ansi.Strip(strings.Join(f.View(24), "\n"))+"\n")
	if top, bottom := f.Row(23), f.Row(0); top != 0 || bottom != 5 {
		t.Errorf("the ends of the scale stand on lines %d and %d", top, bottom)
	}
}

// TestFanIsExact: whatever is drawn fills its room and nothing more.
func TestFanIsExact(t *testing.T) {
	t.Parallel()
	values := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(-10, 110), rapid.Just(math.NaN())), 0, 40)
	rapid.Check(t, func(t *rapid.T) {
		w, rows := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 9).Draw(t, "rows")
		f := widget.Fan{High: 100, Rows: rows, BandLow: values.Draw(t, "low"), BandHigh: values.Draw(t, "high"), Lines: []widget.FanLine{
			{Values: values.Draw(t, "a"), Dotted: true}, {Values: values.Draw(t, "b")},
		}}
		lines := f.View(w)
		if len(lines) != rows {
			t.Fatalf("%d lines, want %d", len(lines), rows)
		}
		for _, line := range lines {
			if got, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); got != w || wc != w {
				t.Fatalf("%d cells (%d), want %d: %q", got, wc, w, line)
			}
		}
	})
}

func TestFloating(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to float64
		w        int
		want     string
	}{
		{0, 1, 4, "████"}, {0.25, 0.75, 4, " ██ "}, {0.75, 0.25, 4, " ██ "}, {0.125, 0.625, 4, "▐█▌ "},
		{0, 0.125, 4, "▌   "}, {0.125, 0.25, 4, "▐   "}, {0.5, 0.5, 4, "  │ "}, {1, 1, 4, "   │"}, {0, 0, 4, "│   "},
		{-3, 9, 3, "███"}, {math.NaN(), 1, 2, "│ "}, {0, 1, 0, ""},
	} {
		if got := widget.Floating(c.from, c.to, c.w); got != c.want {
			t.Errorf("from %v to %v in %d cells: %q, want %q", c.from, c.to, c.w, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		w := rapid.IntRange(1, 80).Draw(t, "w")
		bar := widget.Floating(rapid.Float64().Draw(t, "from"), rapid.Float64().Draw(t, "to"), w)
		if got := ansi.StringWidth(bar); got != w {
			t.Fatalf("%q has %d cells, want %d", bar, got, w)
		}
	})
}
