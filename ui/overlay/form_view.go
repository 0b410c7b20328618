package overlay

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

const (
	formWidth  = 84 // cells at most
	formLabel  = 22 // cells of a label at most
	formArea   = 3  // lines of a wide field
	formFoot   = 3  // lines below the fields: a blank one, the note, the keys
	formChrome = 2  // borders
)

// body is the fields as lines.
type body struct {
	lines []string
	owner []int // of each line: the field it belongs to; -1: none
	row   []int // of each field: its first line
}

func (f *form) width() int { return max(24, min(formWidth, f.w-4)) }
func (f *form) inner() int { return f.width() - 4 }

// rows is how many lines the fields may take.
func (f *form) rows() int { return max(3, f.h-4-formChrome-formFoot) }

func (f *form) labelWidth() int {
	w := 0
	for _, c := range f.controls {
		w = max(w, text.Width(text.Clean(c.Label)))
	}
	return min(w, formLabel)
}

// valueX is where values begin: after the mark, the label and a gap.
func (f *form) valueX() int     { return 2 + f.labelWidth() + 2 }
func (f *form) valueWidth() int { return max(8, f.inner()-f.valueX()-1) }

// body draws all fields: with air between them when there is room for it.
func (f *form) body() body {
	airy := f.draw(true)
	if len(airy.lines) <= f.rows() {
		return airy
	}
	return f.draw(false)
}

// draw makes the lines of all fields. Airy, each has a line below it, which
// carries its hint; otherwise only the one that has the keys.
func (f *form) draw(airy bool) body {
	st := f.styles.Overlay()
	b := body{row: make([]int, len(f.controls))}
	put := func(owner int, lines ...string) {
		for _, line := range lines {
			b.lines, b.owner = append(b.lines, line), append(b.owner, owner)
		}
	}
	if airy {
		put(-1, "")
	}
	for i, c := range f.controls {
		b.row[i] = len(b.lines)
		put(i, f.fieldLines(st, c, i == f.at)...)
		below := f.below(st, c, i == f.at)
		if len(below) == 0 && (airy || i == f.at) {
			below = []string{""}
		}
		if airy || i == f.at || f.problem(c) != "" {
			put(i, below...)
		}
	}
	return b
}

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

// problem returns what is wrong with a field, once it is time to say so: when a
// person has been there, or has tried to submit.
func (f *form) problem(c *control) string {
	if c.touched || f.refused {
		return f.problems[c.Key]
	}
	return ""
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

// View draws the fields, then the note and the key that submits.
func (f *form) View() string {
	st := f.styles.Overlay()
	b := f.body()
	rows := min(len(b.lines), f.rows())
	lines := append([]string{}, b.lines[f.top:min(len(b.lines), f.top+rows)]...)
	lines = append(lines, "", f.summary(st))
	key, label := "ctrl+s ", f.ask.Submit
	if f.at >= len(f.controls)-1 {
		key = "enter "
	}
	if label == "" {
		label = "submit"
	}
	foot := st.Key.Render(key) + st.Text.Render(text.Clean(label)) + st.Faint.Render("   esc ") + st.Faint.Render("cancel")
	lines = append(lines, st.Raised.Render(widget.Spaces(f.inner()-text.Width(foot)))+foot)
	hidden := ""
	if n := len(b.lines) - f.top - rows; n > 0 {
		hidden = fmt.Sprintf("↓ %d more", n)
	}
	return frame(st, text.Clean(f.ask.Title), hidden, lines, f.width())
}

// summary is what is said about the form as a whole. What is being asked for
// anew is faint.
func (f *form) summary(st theme.Styles) string {
	words, mark, ink := f.note.Text, "", st.Muted
	switch f.note.Level {
	case screen.Success:
		mark, ink = "✓ ", st.Good
	case screen.Warning:
		mark, ink = "! ", st.Watch
	case screen.Failure:
		mark, ink = "! ", st.Bad
	case screen.Info:
	}
	if whole := f.problems[""]; whole != "" && (f.refused || f.touched()) {
		words, mark, ink = whole, "! ", st.Bad
	} else if f.refused && len(f.problems) > 0 {
		words, mark, ink = "1 field is not right yet", "! ", st.Bad
		if n := len(f.problems); n > 1 {
			words = strconv.Itoa(n) + " fields are not right yet"
		}
	}
	wait := ""
	if f.watching {
		wait, ink = " …", st.Faint
	}
	room := f.inner() - 2 - text.Width(mark+wait)
	return st.Raised.Render("  ") + ink.Render(mark+text.Truncate(words, room)+wait)
}

func (f *form) touched() bool {
	for _, c := range f.controls {
		if c.touched {
			return true
		}
	}
	return false
}

// reveal scrolls so that the field that has the keys is seen.
func (f *form) reveal() {
	b := f.body()
	if len(f.controls) == 0 {
		f.top = 0
		return
	}
	from, to := b.row[f.at], len(b.lines)
	if f.at+1 < len(b.row) {
		to = b.row[f.at+1]
	}
	if f.at == 0 {
		from = 0
	}
	f.top = max(f.top, to-f.rows())
	f.top = max(0, min(f.top, from, len(b.lines)-f.rows()))
}

// Cursor stands in the field that has the keys; a choice has none.
func (f *form) Cursor() *tea.Cursor {
	c := f.control()
	if c == nil || len(c.Options) > 0 {
		return nil
	}
	x, y := 2+f.valueX(), 1+f.body().row[f.at]-f.top
	if c.area != nil {
		dx, dy := c.area.Cursor()
		return tea.NewCursor(x+dx, y+dy)
	}
	return tea.NewCursor(x+c.input.Cursor(f.valueWidth()), y)
}

// click gives the keys to the field under the pointer; a choice that has them
// already goes on to its next option. A click on the last line submits.
func (f *form) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || msg.X < 0 || msg.X >= f.width() {
		return nil
	}
	b := f.body()
	rows := min(len(b.lines), f.rows())
	if msg.Y == 1+rows+formFoot-1 && msg.X >= f.width()/2 {
		if msg.X >= f.width()-2-len("esc cancel") {
			return f.cancel()
		}
		return f.submit()
	}
	i := f.top + msg.Y - 1
	if msg.Y < 1 || msg.Y > rows || i >= len(b.owner) || b.owner[i] < 0 {
		return nil
	}
	if at := b.owner[i]; at != f.at {
		return f.focus(at)
	}
	if len(f.control().Options) > 0 {
		return f.edit(tea.KeyPressMsg{Code: tea.KeyRight})
	}
	return nil
}

func (f *form) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	switch msg.Button {
	case tea.MouseWheelUp:
		return f.focus(max(0, f.at-1))
	case tea.MouseWheelDown:
		return f.focus(max(0, min(len(f.controls)-1, f.at+1)))
	}
	return nil
}
