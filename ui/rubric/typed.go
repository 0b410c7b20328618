package rubric

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// typed is the number that is being typed into the cell under the cursor.
type typed struct {
	on   bool
	text string // digits, perhaps behind a minus
}

// longest is the most that anybody has to type: -10000.
const longest = 6

// startTyping begins with what the cell holds, to be changed or replaced.
func (e *Editor) startTyping() tea.Cmd {
	w, ok := e.row()
	if !ok {
		return nil
	}
	e.typed = typed{on: true}
	if a := w.get(e.rubric(), e.cell); a.given {
		e.typed.text = strconv.Itoa(a.n)
	}
	return nil
}

// typing takes a key while a number is typed and reports whether it was a part
// of it. Every other key takes the number first and then does what it does.
func (e *Editor) typing(k tea.KeyPressMsg) (tea.Cmd, bool) {
	t := &e.typed
	switch name := k.String(); {
	case name == "esc":
		e.typed = typed{}
		return nil, true
	case name == "enter":
		return e.take(), true
	case name == "backspace":
		t.text = t.text[:max(0, len(t.text)-1)]
	case name == "-":
		if rest, negative := strings.CutPrefix(t.text, "-"); negative {
			t.text = rest
		} else {
			t.text = "-" + t.text
		}
	case len(k.Text) == 1 && k.Text[0] >= '0' && k.Text[0] <= '9':
		t.text = (t.text + k.Text)[:min(longest, len(t.text)+1)]
	default:
		return nil, false
	}
	e.refused = e.judge()
	return nil, true
}

// judge says at once when what is typed cannot stand in the cell.
func (e *Editor) judge() refusal {
	w, ok := e.row()
	n, err := strconv.Atoi(e.typed.text)
	if !ok || err != nil {
		return refusal{}
	}
	return refusal{short: w.outside(e.cell, n)}
}

// take puts what was typed into the cell. A number that cannot stand there
// stays to be mended; nothing, or a minus alone, changes nothing.
func (e *Editor) take() tea.Cmd {
	n, err := strconv.Atoi(e.typed.text)
	if err != nil {
		e.typed = typed{}
		return nil
	}
	w, _ := e.row()
	a := amount{n, true}
	if e.cell == decayCell && n == 0 {
		a = amount{}
	}
	if why := w.outside(e.cell, n); why != "" {
		return e.setCell(a) // says why
	}
	e.typed = typed{}
	return e.setCell(a)
}

// typedCursor returns where the next digit goes.
func (e *Editor) typedCursor() *tea.Cursor {
	if e.layout.grid == 0 {
		return nil
	}
	span := e.columns(e.layout.grid).cell(e.cell)
	x := span.x + span.w - arrowRoom
	return tea.NewCursor(x, e.headLines()+e.at-e.top)
}
