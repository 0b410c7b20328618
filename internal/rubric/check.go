package rubric

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The methods here check one value each, and report it at its spot.

// line checks a text that is shown on one line.
func (f *findings) line(s spot, value string) {
	switch {
	case strings.TrimSpace(value) == "":
		f.add(s, "fill it in", "%s is empty", s.key)
	case value != strings.TrimSpace(value):
		f.add(s, "remove the space around it", "%s %q begins or ends with space", s.key, value)
	case !printable(value):
		f.add(s, "write it on one line, without control characters", "%s %q cannot be shown", s.key, value)
	}
}

// printable reports whether value is UTF-8 text of one line without control or
// text-direction characters.
func printable(value string) bool {
	return utf8.ValidString(value) && !strings.ContainsFunc(value, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
	})
}

func (f *findings) between(s spot, value, low, high int) {
	if value < low || value > high {
		f.add(s, fmt.Sprintf("use a whole number between %d and %d", low, high), "%s %d is outside %d..%d", s.key, value, low, high)
	}
}

// days checks a duration; 0 is "not given".
func (f *findings) days(s spot, days int) {
	if days < 0 || days > MaxDays {
		f.add(s, "use 1d to 36500d", "%s %dd is not within a hundred years", s.key, days)
	}
}

func (f *findings) field(s spot, name string) {
	if !isFieldName(name) {
		f.add(s, "write fields in lower case with _ for space, such as annual_revenue", "%s %q is not the name of a field", s.key, name)
	}
}

// filled checks the values that a field is compared with.
func (f *findings) filled(s spot, values []string) {
	for _, value := range values {
		switch {
		case strings.TrimSpace(value) == "":
			f.add(s, "remove it; unknown = true asks for an empty field", "%s holds an empty value", s.key)
		case !printable(value):
			f.add(s, "remove the control character", "%s holds %q, which cannot be shown", s.key, value)
		}
	}
}

func (f *findings) pattern(s spot, pattern string) {
	if _, err := regexp.Compile(pattern); err != nil {
		f.add(s, "see https://github.com/google/re2/wiki/Syntax", "%s does not compile: %s", s.key, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	if !printable(pattern) {
		f.add(s, `write control characters as escapes, such as \t`, "%s %q cannot be shown", s.key, pattern)
	}
}

func (f *findings) rangeOf(s spot, r Range) {
	if at := s.at("between"); !finite(r.Low, r.High) {
		f.add(at, "write a large number for no limit, such as 1e9", "%s holds a number that is not finite", at.key)
	} else if r.Low > r.High {
		f.add(at, "write the smaller number first", "%s goes from %v down to %v", at.key, r.Low, r.High)
	}
	if at := s.at("fade"); !finite(r.FadeBelow, r.FadeAbove) || r.FadeBelow < 0 || r.FadeAbove < 0 {
		f.add(at, "write the distance at which nothing is left, 0 or more", "%s %v, %v is not a distance", at.key, r.FadeBelow, r.FadeAbove)
	}
}

func finite(numbers ...float64) bool {
	return !slices.ContainsFunc(numbers, func(n float64) bool { return math.IsNaN(n) || math.IsInf(n, 0) })
}
