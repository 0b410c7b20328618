package overlay

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/text"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// place returns where a panel stands: in the middle, a little above it.
func (s *Stack) place(panel string) (x, y int) {
	first, _, _ := strings.Cut(panel, "\n")
	x = (s.w - text.Width(first)) / 2
	y = (s.h - widget.Height(panel)) * 2 / 5
	return max(0, x), max(0, y)
}

// compose lays the panel over the dimmed base.
func compose(base, panel string, x, y, w int, st theme.Styles) string {
	dim := st.Rule
	lines := strings.Split(base, "\n")
	over := strings.Split(panel, "\n")
	for i, line := range lines {
		plain := ansi.Strip(line)
		if i < y || i >= y+len(over) {
			lines[i] = dim.Render(plain)
			continue
		}
		piece := over[i-y]
		end := x + text.Width(piece)
		left := widget.Line(ansi.Truncate(plain, x, ""), x)
		right := ansi.TruncateLeft(plain, end, "")
		if text.Width(right) > w-end { // half of a wide character would stick out
			right = ansi.TruncateLeft(plain, end+1, "")
		}
		right = widget.Spaces(w-end-text.Width(right)) + right
		lines[i] = dim.Render(left) + piece + dim.Render(right)
	}
	return strings.Join(lines, "\n")
}

// frame draws a panel around lines, w cells wide in all: a title in the upper
// border, a quiet note in the lower one. The lines are padded on the raised
// ground to w-4 cells.
func frame(st theme.Styles, title, note string, lines []string, w int) string {
	inner := w - 4
	side := st.Rule.Render("│")
	var b strings.Builder
	title = text.Truncate(title, inner-2)
	b.WriteString(st.Rule.Render("╭─ ") + st.Title.Render(title) +
		st.Rule.Render(" "+strings.Repeat("─", max(0, inner-text.Width(title)-1))+"╮"))
	for _, line := range lines {
		b.WriteString("\n" + side + st.Raised.Render(" ") + fill(st, line, inner) + st.Raised.Render(" ") + side)
	}
	if note != "" {
		note = " " + text.Truncate(note, inner-2) + " "
	}
	b.WriteString("\n" + st.Rule.Render("╰"+strings.Repeat("─", inner+1-text.Width(note))) + st.Faint.Render(note) + st.Rule.Render("─╯"))
	return b.String()
}

// fill pads a styled line on the raised ground to exactly w cells.
func fill(st theme.Styles, line string, w int) string {
	if text.Width(line) > w {
		line = ansi.Truncate(line, w, "…")
	}
	return line + st.Raised.Render(widget.Spaces(w-text.Width(line)))
}
