package overlay

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/text"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// fieldLines is the label and the value, as a band when the field has the keys.
func (f *form) fieldLines(st theme.Styles, c *control, focused bool) []string {
	vw := f.valueWidth()
	mark, ink, ground := "  ", st.Muted, st.Raised
	if focused {
		st = banded(st)
		mark, ink, ground = "▌ ", st.Text, st.Select
	}
	var values []string
	switch {
	case len(c.Options) > 0:
		values = []string{choiceView(st, c, focused, vw, ground)}
	case c.area != nil:
		c.area.Resize(vw, formArea)
		values = strings.Split(c.area.View(st), "\n")
	default:
		values = []string{c.input.View(st, vw)}
	}
	lines := make([]string, len(values))
	for i, value := range values {
		label := ""
		if i == 0 {
			label = c.Label
		}
		edge := st.Accent.Render(mark)
		if !focused {
			edge = ground.Render(mark)
		}
		lines[i] = edge + ink.Render(text.Fit(label, f.labelWidth())) + ground.Render("  ") + value +
			ground.Render(widget.Spaces(f.inner()-f.valueX()-vw))
	}
	return lines
}

// banded returns the styles of a row that is selected.
func banded(st theme.Styles) theme.Styles {
	for _, style := range []*lipgloss.Style{&st.Text, &st.Muted, &st.Faint, &st.Accent, &st.Key} {
		*style = st.On(*style)
	}
	return st
}

// choiceView shows all options when they fit, else the chosen one and how many
// there are.
func choiceView(st theme.Styles, c *control, focused bool, w int, ground lipgloss.Style) string {
	var b strings.Builder
	used := 0
	for i, option := range c.Options {
		gap, mark, ink := "", "○ ", st.Muted
		if i > 0 {
			gap = "   "
		}
		if i == c.chosen {
			mark, ink = "● ", st.Text
		}
		piece := mark + text.Clean(option)
		used += text.Width(gap + piece)
		b.WriteString(ground.Render(gap) + ink.Render(piece))
	}
	if used <= w {
		return b.String() + ground.Render(widget.Spaces(w-used))
	}
	left, right, count := "◂ ", " ▸", "  "+strconv.Itoa(c.chosen+1)+" of "+strconv.Itoa(len(c.Options))
	if !focused {
		left, right, count = "", "", ""
	}
	name := text.Truncate(c.Options[c.chosen], w-text.Width(left+right+count))
	return st.Key.Render(left) + st.Text.Render(name) + st.Key.Render(right) + st.Faint.Render(count) +
		ground.Render(widget.Spaces(w-text.Width(left+name+right+count)))
}

// below returns what is said under a field: what is wrong, what could be typed,
// or its hint.
func (f *form) below(st theme.Styles, c *control, focused bool) []string {
	var lines []string
	edge := widget.Spaces(f.valueX())
	add := func(ink lipgloss.Style, mark, words string) {
		for i, part := range widget.Wrap(words, f.valueWidth()-text.Width(mark)) {
			if i > 0 {
				mark = widget.Spaces(text.Width(mark))
			}
			lines = append(lines, st.Raised.Render(edge)+ink.Render(mark+strings.TrimRight(part, " ")))
		}
	}
	problem := f.problem(c)
	if problem != "" {
		add(st.Bad, "! ", problem)
	}
	switch {
	case focused && len(c.hits) > 0:
		lines = append(lines, st.Raised.Render(edge)+f.suggestions(st, c))
	case problem == "" && c.Hint != "":
		add(st.Faint, "", c.Hint)
	}
	return lines
}

// suggestions names as many completions as fit, the one that would be taken
// first among them.
func (f *form) suggestions(st theme.Styles, c *control) string {
	room := f.valueWidth()
	var b strings.Builder
	used := 0
	if c.completes() {
		b.WriteString(st.Key.Render("tab "))
		used = 4
	}
	for i := range c.hits {
		name := text.Truncate(c.hits[(c.hit+i)%len(c.hits)], room-used-2)
		if i > 0 && used+3+text.Width(name) > room-2 {
			b.WriteString(st.Faint.Render(" …"))
			break
		}
		if i > 0 {
			b.WriteString(st.Faint.Render(" · "))
			used += 3
		}
		ink := st.Faint
		if i == 0 && c.completes() {
			ink = st.Text
		}
		b.WriteString(ink.Render(name))
		used += text.Width(name)
	}
	return b.String()
}
