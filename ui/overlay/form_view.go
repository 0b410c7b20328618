package overlay

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

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

// problem returns what is wrong with a field, once it is time to say so: when a
// person has been there, or has tried to submit.
func (f *form) problem(c *control) string {
	if c.touched || f.refused {
		return f.problems[c.Key]
	}
	return ""
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
