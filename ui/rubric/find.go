package rubric

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// find is the search for a criterion: the cursor goes along while it is typed.
type find struct {
	on    bool
	input widget.Input
	from  spot // where the search began, for esc
	none  bool // nothing matches
}

func newFind() find { return find{input: widget.NewInput("a criterion or a group")} }

func (e *Editor) startFind() tea.Cmd {
	e.find.on, e.find.none, e.find.from = true, false, e.spot()
	e.find.input.SetValue("")
	return e.find.input.Focus()
}

func (e *Editor) endFind(back bool) func() tea.Cmd {
	return func() tea.Cmd {
		e.find.on = false
		e.find.input.Blur()
		if back {
			e.goTo(e.find.from)
		}
		return nil
	}
}

// seek goes to the next line that matches, starting so many lines from here.
func (e *Editor) seek(start, by int) {
	words := strings.Fields(text.Fold(e.find.input.Value()))
	e.find.none = false
	if len(words) == 0 {
		return
	}
	n := len(e.rows)
	for i := range n {
		at := ((e.at+start+i*by)%n + n) % n
		if e.matches(e.rows[at], words) {
			e.at = at
			e.settle()
			return
		}
	}
	e.find.none = true
}

func (e *Editor) matches(w row, words []string) bool {
	if w.kind == axisRow {
		return false
	}
	name := w.name(e.rubric())
	if w.kind == criterionRow {
		name += " " + w.criterionOf(e.rubric()).ID
	}
	name = text.Fold(name)
	for _, word := range words {
		if !strings.Contains(name, word) {
			return false
		}
	}
	return true
}

func (e *Editor) findActions() []screen.Action {
	next := func(by int) func() tea.Cmd {
		return func() tea.Cmd { e.seek(by, by); return nil }
	}
	return []screen.Action{
		{Binding: bind("enter", "stay here", "enter"), Title: "Stay on what was found", Run: e.endFind(false)},
		{Binding: bind("↓", "next", "down", "ctrl+n", "tab"), Title: "The next one", Run: next(1)},
		{Binding: bind("↑", "one before", "up", "ctrl+p", "shift+tab"), Title: "The one before", Run: next(-1)},
		{Binding: bind("esc", "back", "esc"), Title: "Go back to where the search began", Run: e.endFind(true)},
	}
}

// finding gives a key to the search.
func (e *Editor) finding(k tea.KeyPressMsg) tea.Cmd {
	for _, a := range e.findActions() {
		if key.Matches(k, a.Binding) {
			return a.Run()
		}
	}
	return e.searched(k)
}

func (e *Editor) searched(msg tea.Msg) tea.Cmd {
	cmd, changed := e.find.input.Update(msg)
	if changed {
		e.seek(0, 1)
	}
	return cmd
}

const findPrompt = " / "

func (e *Editor) findView(w int) string {
	room := w - len(findPrompt)
	none := ""
	if e.find.none {
		none = e.styles.Watch.Render("no criterion is called that ")
	}
	return widget.Ends(e.styles.Key.Render(findPrompt)+e.find.input.View(e.styles, room), none, w)
}

func (e *Editor) findCursor() *tea.Cursor {
	return tea.NewCursor(len(findPrompt)+e.find.input.Cursor(e.layout.grid-len(findPrompt)), e.headLines()+e.gridLines())
}

// paste takes pasted text into the search, and a pasted number into the cell.
func (e *Editor) paste(m tea.PasteMsg) tea.Cmd {
	switch {
	case e.find.on:
		return e.searched(m)
	case e.load.done && e.focus == onGrid && !e.paged():
		digits := strings.TrimSpace(m.Content)
		if len(digits) <= longest && strings.Trim(digits, "-0123456789") == "" {
			e.typed = typed{on: true, text: digits}
			e.refused = e.judge()
		}
	}
	return nil
}
