package widget

import (
	"math"
	"strings"
)

// Floating draws a bar from one place to another on a scale from 0 to 1, in
// either direction, in exactly w cells and in steps of half a cell. Even where
// both are the same it leaves a mark, so that a step of a waterfall that changes
// nothing is seen.
func Floating(from, to float64, w int) string {
	if w <= 0 {
		return ""
	}
	at := func(v float64) int { // in half cells
		if math.IsNaN(v) {
			v = 0
		}
		return int(math.Round(min(1, max(0, v)) * float64(2*w)))
	}
	a, b := at(min(from, to)), at(max(from, to))
	if a == b {
		x := min(a/2, w-1)
		return Spaces(x) + "│" + Spaces(w-1-x)
	}
	var bar strings.Builder
	bar.WriteString(Spaces(a / 2))
	cells := a / 2
	if a%2 == 1 {
		bar.WriteString("▐")
		a++
		cells++
	}
	full := (b - a) / 2
	bar.WriteString(strings.Repeat("█", full))
	cells += full
	if (b-a)%2 == 1 {
		bar.WriteString("▌")
		cells++
	}
	return bar.String() + Spaces(w-cells)
}
