package text

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Width returns how many terminal cells s takes. Escape sequences take none.
func Width(s string) int { return ansi.StringWidth(s) }

// Fit returns s cleaned and in exactly w cells: padded with spaces on the
// right, or cut with an ellipsis.
func Fit(s string, w int) string {
	s = Truncate(s, w)
	return s + spaces(w-Width(s))
}

// FitRight is Fit with the text at the right edge, for numbers.
func FitRight(s string, w int) string {
	s = Truncate(s, w)
	return spaces(w-Width(s)) + s
}

// Truncate returns s cleaned and in at most w cells, with an ellipsis when it
// had to be cut. Of a text that is absurdly long only the beginning is looked
// at, so that one cell costs the same whatever stands in it.
func Truncate(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s, cut := beginning(s, 256+32*w)
	s = Clean(s)
	if !cut && (len(s) <= w || Width(s) <= w) {
		return s
	}
	used, end := 0, 0
	for end < len(s) {
		cluster, width := ansi.FirstGraphemeCluster(s[end:], ansi.GraphemeWidth)
		if cluster == "" || used+width > w-1 {
			break
		}
		used += width
		end += len(cluster)
	}
	return s[:end] + "…"
}

// beginning returns at most n bytes of s, whole runes, and whether that is not
// all of it.
func beginning(s string, n int) (string, bool) {
	if len(s) <= n {
		return s, false
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n], true
}

// padding is long enough for the widest terminals, so that padding a cell
// takes no memory.
var padding = strings.Repeat(" ", 512)

func spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(padding):
		return padding[:n]
	}
	return strings.Repeat(" ", n)
}
