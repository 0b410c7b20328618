package rubric

import (
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/text"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// brush draws one line of exactly w cells from left to right, on the band of
// the selection when it is the selected one.
type brush struct {
	b      strings.Builder
	styles theme.Styles
	band   bool
	x, w   int
}

// left writes s at the left edge of a place, right at its right edge. What lies
// before what is drawn already is left out.
func (b *brush) left(at span, s string, style lipgloss.Style) {
	b.put(at, text.Truncate(s, at.w), style)
}

func (b *brush) right(at span, s string, style lipgloss.Style) {
	s = text.Truncate(s, at.w)
	shift := at.w - text.Width(s)
	b.put(span{at.x + shift, at.w - shift}, s, style)
}

func (b *brush) put(at span, s string, style lipgloss.Style) {
	w := text.Width(s)
	if s == "" || at.x < b.x || at.x+w > b.w {
		return
	}
	b.space(at.x - b.x)
	if b.band {
		style = b.styles.On(style)
	}
	b.b.WriteString(style.Render(s))
	b.x += w
}

func (b *brush) space(n int) {
	if n <= 0 {
		return
	}
	blank := widget.Spaces(n)
	if b.band {
		blank = b.styles.Select.Render(blank)
	}
	b.b.WriteString(blank)
	b.x += n
}

func (b *brush) done() string {
	b.space(b.w - b.x)
	return b.b.String()
}
