package goal

import (
	"math"
	"strconv"

	"github.com/dustin/go-humanize"
)

// Short writes hundredths so that they read from afar: "1.24M", "830k".
func Short(cents int64) string {
	v, sign := float64(cents)/100, ""
	if v < 0 {
		v, sign = -v, "-"
	}
	for _, u := range []struct {
		from, unit float64
		name       string
		digits     int
	}{{999.5e6, 1e9, "bn", 2}, {999.5e3, 1e6, "M", 2}, {9999.5, 1e3, "k", 0}} {
		if v >= u.from {
			return sign + strconv.FormatFloat(v/u.unit, 'f', u.digits, 64) + u.name
		}
	}
	return sign + humanize.Comma(int64(math.Round(v)))
}

// Chance writes how many of the simulations came so far: none of some thousands
// is not never.
func Chance(v float64) string {
	switch {
	case v < 0.01:
		return "below 1 %"
	case v > 0.99:
		return "above 99 %"
	}
	return strconv.FormatFloat(v*100, 'f', 0, 64) + " %"
}
