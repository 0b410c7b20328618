package text

import (
	"strings"

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
// had to be cut.
func Truncate(s string, w int) string {
	if w <= 0 {
		return ""
	}
	s = Clean(s)
	if len(s) <= w || Width(s) <= w {
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
