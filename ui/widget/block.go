// Package widget holds the parts that screens are made of: blocks, bars,
// digits, inputs, tables.
//
// It must not know any noun of ours: a widget takes texts, numbers and styles.
package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/text"
)

// padding is cut to pad lines without memory for each.
var padding = strings.Repeat(" ", 512)

// Spaces returns n spaces, none for a negative n.
func Spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(padding):
		return padding[:n]
	}
	return strings.Repeat(" ", n)
}

// Line returns a styled line in exactly w cells: padded with spaces, or cut
// with an ellipsis. The text in it must be clean already.
func Line(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if got := text.Width(s); got <= w {
		return s + Spaces(w-got)
	}
	s = ansi.Truncate(s, w, "…")
	return s + Spaces(w-text.Width(s))
}

// Ends returns a line of exactly w cells with left at its left edge and right
// at its right edge. When both do not fit, left is cut.
func Ends(left, right string, w int) string {
	room := w - text.Width(right)
	if room <= 0 {
		return Line(right, w)
	}
	return Line(left, room) + right
}

// Block returns the text in exactly w cells and h lines: lines are padded or
// cut, missing ones are blank, and those too many are dropped.
func Block(s string, w, h int) string {
	return strings.Join(blockLines(s, w, h), "\n")
}

func blockLines(s string, w, h int) []string {
	lines := make([]string, max(0, h))
	rest, more := s, true
	for i := range lines {
		line := ""
		if more {
			line, rest, more = strings.Cut(rest, "\n")
		}
		lines[i] = Line(line, w)
	}
	return lines
}

// Pane is a block of text that Columns puts beside others.
type Pane struct {
	Text  string
	Width int
}

// Columns joins blocks side by side, each in exactly its width, h lines high.
// A pane without text is a gap.
func Columns(h int, panes ...Pane) string {
	if h <= 0 {
		return ""
	}
	rows := make([]strings.Builder, h)
	for _, c := range panes {
		for i, line := range blockLines(c.Text, c.Width, h) {
			rows[i].WriteString(line)
		}
	}
	var b strings.Builder
	for i := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(rows[i].String())
	}
	return b.String()
}

// Height returns the number of lines of s, 0 for an empty text.
func Height(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, "\n") + 1
}

// Wrap breaks plain text between words into lines of at most w cells.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	return strings.Split(ansi.Wrap(text.Clean(s), w, ""), "\n")
}
