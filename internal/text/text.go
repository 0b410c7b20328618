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
	return string(AppendFold(make([]byte, 0, len(s)+8), s))
}

// AppendFold appends to b what Fold makes of s. Nothing composes or reorders
// across a space, so words are folded one by one; most of them are plain.
func AppendFold(b []byte, s string) []byte {
	if folded, ok := appendPlain(b, s); ok {
		return folded
	}
	start := len(b)
	for i := 0; i < len(s); {
		if isSpaceASCII(s[i]) {
			i++
			continue
		}
		end, plain := i, true
		for ; end < len(s) && !isSpaceASCII(s[end]); end++ {
			plain = plain && s[end] < utf8.RuneSelf
		}
		word := s[i:end]
		if i = end; !plain {
			word = foldUnicode(word)
		}
		if word == "" {
			continue
		}
		if len(b) > start {
			b = append(b, ' ')
		}
		if plain {
			b, _ = appendPlain(b, word)
			continue
		}
		b = append(b, word...)
	}
	return b
}

// lower is each byte of ASCII in lower case; utf8.RuneSelf for the spaces other
// than ' ', and for all other bytes.
var lower = func() (t [256]byte) {
	for c := range t {
		t[c] = utf8.RuneSelf
		if c == ' ' || c < utf8.RuneSelf && !isSpaceASCII(byte(c)) {
			t[c] = byte(unicode.ToLower(rune(c)))
		}
	}
	return t
}()

// appendPlain is AppendFold for a text of ASCII whose spaces are in order, as
// most are, and says whether it is one.
func appendPlain(b []byte, s string) ([]byte, bool) {
	start := len(b)
	b = append(b, s...)
	folded, before := b[start:], byte(' ')
	for i, c := range folded {
		c = lower[c]
		if c >= utf8.RuneSelf || c == ' ' && before == ' ' {
			return b[:start], false
		}
		folded[i], before = c, c
	}
	if len(s) > 0 && before == ' ' {
		return b[:start], false
	}
	return b, true
}

func isSpaceASCII(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

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
