package widget

import (
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/theme"
)

// Heading returns the heading of a section in exactly w cells: the title, and
// beside it a quiet note such as the base of the figures below.
func Heading(st theme.Styles, title, note string, w int) string {
	title = text.Truncate(title, w)
	line := st.Heading.Render(title)
	if room := w - text.Width(title) - 2; note != "" && room > 0 {
		line += "  " + st.Faint.Render(text.Truncate(note, room))
	}
	return Line(line, w)
}

// Rule returns a horizontal rule of w cells.
func Rule(st theme.Styles, w int) string {
	return st.Rule.Render(strings.Repeat("─", max(0, w)))
}
