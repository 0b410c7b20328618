package widget

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// margin is how many rows stay visible beyond the cursor.
const margin = 2

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

// Move is a movement of the cursor and the keys that make it.
type Move struct {
	Binding key.Binding
	Title   string
	Do      func()
}

// Moves returns all movements: the one source of the table's keys.
func (t *Table[R]) Moves() []Move {
	move := func(help, title string, do func(), keys ...string) Move {
		return Move{key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, title)), title, do}
	}
	return []Move{
		move("↓/j", "Next row", func() { t.Select(t.cursor + 1) }, "down", "j"),
		move("↑/k", "Previous row", func() { t.Select(t.cursor - 1) }, "up", "k"),
		move("pgdn", "A page down", func() { t.Scroll(t.body()) }, "pgdown", "ctrl+f"),
		move("pgup", "A page up", func() { t.Scroll(-t.body()) }, "pgup", "ctrl+b"),
		move("ctrl+d", "Half a page down", func() { t.Scroll(t.body() / 2) }, "ctrl+d"),
		move("ctrl+u", "Half a page up", func() { t.Scroll(-t.body() / 2) }, "ctrl+u"),
		move("g", "First row", func() { t.Select(0) }, "g", "home"),
		move("G", "Last row", func() { t.Select(t.rows.total - 1) }, "G", "end"),
	}
}

// Press moves the cursor when k is one of the table's keys, and reports whether
// it was.
func (t *Table[R]) Press(k tea.KeyPressMsg) bool {
	for _, m := range t.Moves() {
		if key.Matches(k, m.Binding) {
			m.Do()
			return true
		}
	}
	return false
}

// Wheel scrolls and reports whether the message was a turn of the wheel up or
// down.
func (t *Table[R]) Wheel(m tea.MouseWheelMsg) bool {
	switch m.Button {
	case tea.MouseWheelUp:
		t.roll(-wheelRows)
	case tea.MouseWheelDown:
		t.roll(wheelRows)
	default:
		return false
	}
	return true
}

// Click selects the row at (x, y) of the table's own room. On the header it
// returns the field of the column instead.
func (t *Table[R]) Click(x, y int) (field string, row bool) {
	if x < 0 || x >= t.w || y < 0 || y >= t.h {
		return "", false
	}
	if y == 0 {
		return t.columnAt(x), false
	}
	if i := t.top + y - 1; i < t.rows.total {
		t.anchor = nil
		t.cursor = i
		return "", true
	}
	return "", false
}

// Select moves the cursor to row i, or as near as there are rows.
func (t *Table[R]) Select(i int) {
	t.anchor = nil
	t.cursor = i
	t.clamp()
}

// Scroll moves cursor and window together, so that the eye keeps its place.
func (t *Table[R]) Scroll(n int) {
	t.top += n
	t.Select(t.cursor + n)
}

// roll moves the window; the cursor goes along only to stay inside.
func (t *Table[R]) roll(n int) {
	t.anchor = nil
	t.top = min(max(0, t.top+n), max(0, t.rows.total-t.body()))
	t.cursor = min(max(t.cursor, t.top), t.top+t.body()-1)
	t.cursor = max(0, min(t.cursor, t.rows.total-1))
}

func (t *Table[R]) clamp() {
	t.cursor = max(0, min(t.cursor, t.rows.total-1))
	t.follow()
}

// follow moves the window so that the cursor is inside, with a margin.
func (t *Table[R]) follow() {
	body := t.body()
	if body <= 0 {
		return
	}
	edge := min(margin, (body-1)/2)
	t.top = min(t.top, t.cursor-edge)
	t.top = max(t.top, t.cursor+edge-body+1)
	t.top = max(0, min(t.top, t.rows.total-body))
}

// body returns how many rows are visible below the header.
func (t *Table[R]) body() int { return max(0, t.h-1) }
