package goal

import (
	"math"
	"strconv"
	"strings"

	"smarketing/internal/crm"
)

// ParseAmount reads a sum as people type it: 1000000, 1,000,000, 1 000 000,
// 1.2M or 500k. A sign or name of a currency before or behind it is not
// accepted: there is one reporting currency. The error is Invalid.
func ParseAmount(s string) (float64, error) {
	digits := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '_', '\u00a0', '\u202f', '\'':
			return -1
		}
		return r
	}, strings.ToLower(s))
	factor := 1.0
	for unit, f := range map[string]float64{"k": 1e3, "m": 1e6, "b": 1e9} {
		if rest, ok := strings.CutSuffix(digits, unit); ok {
			digits, factor = rest, f
		}
	}
	if grouped(digits) {
		digits = strings.ReplaceAll(digits, ",", "")
	}
	f, err := strconv.ParseFloat(digits, 64)
	f = math.Round(f*factor*100) / 100 // 1.1m are 1,100,000, to the cent
	if err != nil || strings.ContainsAny(digits, "xpinfe") || !(math.Abs(f) < 1e13) {
		return 0, crm.Errorf(crm.Invalid, "%q is not a sum", s).WithHint("write it such as 1000000, 1,000,000, 500k or 1.2M")
	}
	return f, nil
}

// grouped reports whether all commas stand before groups of three digits.
func grouped(s string) bool {
	whole, _, _ := strings.Cut(s, ".")
	parts := strings.Split(whole, ",")
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts) > 1 && parts[0] != "" && len(parts[0]) <= 4
}

// ParseRate reads a share: 0.05, 5% or 5 %. Above 1 it needs its sign, since
// nobody can tell what 5 is a share of. The error is Invalid.
func ParseRate(s string) (float64, error) {
	digits, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	f, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if percent {
		f /= 100
	}
	if err != nil || !fraction(f) || strings.ContainsAny(digits, "xXpPiInN") {
		return 0, crm.Errorf(crm.Invalid, "%q is not a share between 0 and 1", s).WithHint("write it such as 0.05 or 5%%")
	}
	return f, nil
}
