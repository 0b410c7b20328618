package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks one letter keeps. No script needs more;
// towers of them paint over the lines above and below.
const maxMarks = 3

const zeroWidthJoiner = '\u200d'

// Clean returns s fit for one line of a terminal: escape sequences, control
// characters, bidirectional controls and other invisible characters are gone,
// newlines and tabs are spaces, and every character that terminals measure
// differently (joined emoji, variation selectors, conjuncts) is reduced to what
// all of them agree on. Plain text comes back as it is, without memory.
//
// The layout counts grapheme clusters and the renderer counts runes until the
// terminal says otherwise: text on which the two differ breaks the line.
func Clean(s string) string {
	if plainASCII(s) {
		return s
	}
	s = ansi.Strip(strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Map(visible, s)
	for {
		reduced := agree(s)
		if reduced == s {
			return s
		}
		s = reduced
	}
}

// CleanLines is Clean for text of several lines: line feeds stay.
func CleanLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Join(lines, "\n")
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// visible maps a rune to what may be shown of it, -1 to nothing. The joiner
// stays for agree, which has to see what it joins.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return ' '
	case r == zeroWidthJoiner:
		return r
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return -1
	case r >= '\U0001F3FB' && r <= '\U0001F3FF': // skin tones
		return -1
	}
	return r
}

// agree returns s with every disputed cluster reduced. What it leaves may join
// anew, so it is called until nothing changes; each change makes s shorter or
// replaces a rune by a plain one.
func agree(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		if s[0] >= ' ' && s[0] <= '~' && (len(s) == 1 || s[1] < utf8.RuneSelf) {
			b.WriteByte(s[0])
			s = s[1:]
			continue
		}
		cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		s = s[len(cluster):]
		b.WriteString(reduce(cluster))
	}
	return b.String()
}

// reduce returns the part of one cluster that both measures agree on: the base
// and its marks, further letters without what fuses them, never a second
// pictograph.
func reduce(cluster string) string {
	base, size := utf8.DecodeRuneInString(cluster)
	if size == len(cluster) {
		return single(base)
	}
	if composed := norm.NFKC.String(cluster); composed != cluster && !agreed(cluster) && agreed(composed) {
		return composed
	}
	if unicode.Is(unicode.M, base) || base == zeroWidthJoiner {
		return reduce(cluster[size:])
	}
	if regionalPair(cluster) {
		return cluster
	}
	out, marks := string(base), 0
	if !agreed(out) || fuses(out) {
		out = "?"
	}
	for _, r := range cluster[size:] {
		switch next := out + string(r); {
		case r == zeroWidthJoiner:
		case unicode.Is(unicode.M, r):
			if marks++; marks <= maxMarks && agreed(next) {
				out = next
			}
		case unicode.Is(unicode.L, r):
			if !agreed(next) {
				next = strings.TrimRightFunc(out, func(r rune) bool { return unicode.Is(unicode.M, r) }) + string(r)
			}
			if agreed(next) {
				out, marks = next, 0
			}
		case agreed(next) && !unicode.Is(unicode.So, r) && !unicode.Is(unicode.Sk, r):
			out = next
		}
	}
	return out
}

// single returns a rune that stands alone, or nothing when it has no cell of
// its own, or a question mark when its width is disputed.
func single(r rune) string {
	s := string(r)
	switch {
	case r == zeroWidthJoiner, clings(s), ansi.StringWidth(s) == 0 && ansi.StringWidthWc(s) == 0:
		return ""
	case !agreed(s), fuses(s):
		return "?"
	}
	return s
}

// agreed reports whether both measures give s the same width.
func agreed(s string) bool { return ansi.StringWidth(s) == ansi.StringWidthWc(s) }

// fuses reports whether s swallows the character that follows it, as the
// prepended letters of some scripts do.
func fuses(s string) bool {
	cluster, _ := ansi.FirstGraphemeCluster(s+"x", ansi.GraphemeWidth)
	return cluster == s+"x"
}

// clings reports whether s joins the character before it, whatever that is.
func clings(s string) bool {
	cluster, _ := ansi.FirstGraphemeCluster("x"+s, ansi.GraphemeWidth)
	return len(cluster) > 1
}

// regionalPair reports whether the cluster is a flag: two regional indicators
// and nothing else.
func regionalPair(cluster string) bool {
	n := 0
	for _, r := range cluster {
		if !unicode.Is(unicode.Regional_Indicator, r) {
			return false
		}
		n++
	}
	return n == 2
}
