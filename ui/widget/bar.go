package widget

import (
	"math"
	"strings"
)

var (
	eighths = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}
	levels  = []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
)

// Bar returns a bar that fills the given part of w cells in steps of an eighth
// of a cell, padded with spaces to exactly w. What is more than nothing shows
// at least the thinnest step, and only the whole fills the last cell.
func Bar(part float64, w int) string {
	if w <= 0 {
		return ""
	}
	steps := 0
	switch {
	case math.IsNaN(part) || part <= 0:
	case part >= 1:
		steps = 8 * w
	default:
		steps = min(8*w-1, max(1, int(math.Round(part*float64(8*w)))))
	}
	full, rest := steps/8, steps%8
	bar := strings.Repeat("█", full) + eighths[rest]
	used := full
	if rest > 0 {
		used++
	}
	return bar + Spaces(w-used)
}

// Sparkline returns one cell per value, the last w of them, padded on the left
// to exactly w. The scale runs from 0 to the largest value; what is unknown
// (NaN) is a space.
func Sparkline(values []float64, w int) string {
	if w <= 0 {
		return ""
	}
	if len(values) > w {
		values = values[len(values)-w:]
	}
	top := 0.0
	for _, v := range values {
		if v > top && !math.IsInf(v, 0) {
			top = v
		}
	}
	var b strings.Builder
	b.WriteString(Spaces(w - len(values)))
	for _, v := range values {
		switch {
		case math.IsNaN(v):
			b.WriteByte(' ')
		case v <= 0 || top == 0:
			b.WriteString(levels[0])
		default:
			i := int(math.Ceil(v/top*float64(len(levels)))) - 1
			b.WriteString(levels[min(max(i, 0), len(levels)-1)])
		}
	}
	return b.String()
}
