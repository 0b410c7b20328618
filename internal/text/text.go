// Package text makes foreign text safe and comparable: Clean and Fit for
// everything that is shown, Fold for everything that is compared, Nearest for
// the remedy in an error.
//
// It is a leaf that every room may import. It must not know any noun of ours.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold returns s for comparison: Unicode case folded, compatibility forms
// unified, runs of space made one, leading and trailing space cut.
func Fold(s string) string {
	if folded, ok := foldASCII(s); ok {
		return folded
	}
	// Nothing composes or reorders across a space, so words can be folded one by
	// one; most of them are plain.
	b := make([]byte, 0, len(s)+8)
	for word := range strings.FieldsFuncSeq(s, spaceASCII) {
		folded, ok := foldASCII(word)
		if !ok {
			folded = foldUnicode(word)
		}
		if len(b) > 0 && folded != "" {
			b = append(b, ' ')
		}
		b = append(b, folded...)
	}
	return string(b)
}

func spaceASCII(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }

// foldUnicode is Fold for any text.
func foldUnicode(s string) string {
	s = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
	return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ")
}

// foldASCII is Fold for plain ASCII, without memory when nothing changes.
func foldASCII(s string) (string, bool) {
	clean := true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return "", false
		}
		if c >= 'A' && c <= 'Z' || c < ' ' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			clean = false
		}
	}
	if clean {
		return s, true
	}
	b := make([]byte, 0, len(s))
	space := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			space = len(b) > 0
		default:
			if space {
				b = append(b, ' ')
				space = false
			}
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
		}
	}
	return string(b), true
}

// Nearest returns the candidate most like name, and false when none is near:
// more than a third of its letters, and at least two, would have to change.
func Nearest(name string, candidates []string) (string, bool) {
	folded := Fold(name)
	best, found := "", false
	least := max(2, utf8.RuneCountInString(folded)/3) + 1
	for _, c := range candidates {
		if d := levenshtein.ComputeDistance(folded, Fold(c)); d < least {
			best, found, least = c, true, d
		}
	}
	return best, found
}
