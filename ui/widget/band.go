package widget

import (
	"math"
	"strings"
)

// Band draws an estimate and its interval as a thin line on a scale from 0 to
// 1, in exactly w cells: the interval as a rule, the estimate as a mark on it.
func Band(low, value, high float64, w int) string {
	if w <= 0 {
		return ""
	}
	cell := func(v float64) int { return min(w-1, max(0, int(math.Floor(v*float64(w))))) }
	from, at, to := cell(low), cell(value), cell(high)
	return Spaces(from) + strings.Repeat("─", max(0, at-from)) + "●" + strings.Repeat("─", max(0, to-at)) + Spaces(w-1-max(at, to))
}
