package widget

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestCurve(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for _, c := range []struct {
		name string
		c    Curve
		w    int
		want string
	}{
		{"rises", Curve{Values: []float64{0, 1}, High: 1, Rows: 1}, 2, "⡠⠊"},
		{"flat on the floor", Curve{Values: []float64{0, 0, 0}, High: 1, Rows: 2}, 3, "   |⣀⣀⣀"},
		{"nothing is known", Curve{Values: []float64{nan, nan}, High: 1, Rows: 1}, 2, "  "},
		{"a gap", Curve{Values: []float64{0, nan, 0}, High: 1, Rows: 1}, 2, "⡀⢀"},
		{"out of scale", Curve{Values: []float64{-5, -5}, Low: 0, High: 1, Rows: 1}, 1, "⣀"},
		{"no scale", Curve{Values: []float64{7, 7}, Low: 7, High: 7, Rows: 1}, 1, "⣀"},
		{"one", Curve{Values: []float64{1}, High: 1}, 2, "⠁ "},
		{"no room", Curve{Values: []float64{1}, High: 1, Rows: 2}, 0, "|"},
	} {
		if got := strings.Join(c.c.View(c.w), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestCurveHasItsRoomAndNoHoles: every column of dots between two known values
// has one, and every line its cells.
func TestCurveHasItsRoomAndNoHoles(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1, 2), 2, 60).Draw(t, "values")
		w, rows := rapid.IntRange(1, 80).Draw(t, "w"), rapid.IntRange(1, 9).Draw(t, "rows")
		lines := Curve{Values: values, High: 1, Rows: rows}.View(w)
		if len(lines) != rows {
			t.Fatalf("%d lines, want %d", len(lines), rows)
		}
		drawn := make([]rune, 2*w)
		for _, line := range lines {
			if got := ansi.StringWidth(line); got != w {
				t.Fatalf("%q has %d cells, want %d", line, got, w)
			}
			for i, r := range []rune(line) {
				if r == ' ' {
					continue
				}
				drawn[2*i] |= r & 0x47
				drawn[2*i+1] |= r & 0xb8
			}
		}
		for x, bits := range drawn {
			if bits == 0 {
				t.Fatalf("column %d of dots is empty in\n%s", x, strings.Join(lines, "\n"))
			}
		}
	})
}

func TestBand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		low, value, high float64
		w                int
		want             string
	}{
		{0.2, 0.5, 0.8, 10, "  ───●─── "},
		{0, 0, 0.1, 10, "●─        "},
		{1, 1, 1, 4, "   ●"},
		{0.4, 0.45, 0.5, 2, "●─"},
		{-1, 0.5, 2, 4, "──●─"},
		{0, 0.5, 1, 0, ""},
	} {
		if got := Band(c.low, c.value, c.high, c.w); got != c.want {
			t.Errorf("%v %v %v in %d: %q, want %q", c.low, c.value, c.high, c.w, got, c.want)
		}
	}
}
