package widget

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/text"
	"smarketing/ui/theme"
)

// Area is a text of several lines with a real cursor. It wraps between words
// and scrolls to the cursor; enter is left to its owner, alt+enter breaks the
// line.
type Area struct {
	edit        textarea.Model
	placeholder string
	w, h        int
}

// NewArea returns an empty area that shows the placeholder until something is
// typed.
func NewArea(placeholder string) *Area {
	edit := textarea.New()
	edit.Prompt, edit.ShowLineNumbers, edit.CharLimit = "", false, 4000
	edit.SetVirtualCursor(false)
	keys := &edit.KeyMap
	keys.InsertNewline = key.NewBinding(key.WithKeys("alt+enter", "shift+enter", "ctrl+j"))
	none := key.NewBinding(key.WithDisabled())
	// A selection would not be seen, for the lines are drawn here.
	keys.SelectCharacterForward, keys.SelectCharacterBackward, keys.SelectWordForward = none, none, none
	keys.SelectWordBackward, keys.SelectLineUp, keys.SelectLineDown, keys.SelectAll = none, none, none, none
	return &Area{edit: edit, placeholder: placeholder}
}

// Focus makes the area take keys.
func (a *Area) Focus() tea.Cmd { return a.edit.Focus() }

// Blur makes the area ignore keys.
func (a *Area) Blur() { a.edit.Blur() }

// Value returns the text.
func (a *Area) Value() string { return a.edit.Value() }

// SetValue replaces the text and puts the cursor behind it.
func (a *Area) SetValue(s string) { a.edit.SetValue(text.CleanLines(s)) }

// Resize sets the room in cells.
func (a *Area) Resize(w, h int) {
	if w == a.w && h == a.h || w <= 0 || h <= 0 {
		return
	}
	a.w, a.h = w, h
	a.edit.SetWidth(w)
	a.edit.SetHeight(h)
}

// Update takes a key or a paste and reports whether the text changed.
func (a *Area) Update(msg tea.Msg) (tea.Cmd, bool) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: text.CleanLines(paste.Content)}
	}
	before := a.edit.Value()
	var cmd tea.Cmd
	a.edit, cmd = a.edit.Update(msg)
	return cmd, a.edit.Value() != before
}

// First reports whether the cursor is in the first line, from which it cannot
// go up.
func (a *Area) First() bool {
	return a.edit.Line() == 0 && a.edit.LineInfo().RowOffset == 0
}

// Last reports whether the cursor is in the last line.
func (a *Area) Last() bool {
	info := a.edit.LineInfo()
	return a.edit.Line() >= a.edit.LineCount()-1 && info.RowOffset >= info.Height-1
}

// View returns the area in exactly the room it has.
func (a *Area) View(st theme.Styles) string {
	lines := make([]string, a.h)
	shown := []string{a.placeholder}
	ink := st.Faint
	if a.edit.Value() != "" {
		shown, ink = strings.Split(ansi.Strip(a.edit.View()), "\n"), st.Text
	}
	for i := range lines {
		line := ""
		if i < len(shown) {
			line = strings.TrimRight(shown[i], " ")
		}
		lines[i] = ink.Render(text.Fit(line, a.w))
	}
	return strings.Join(lines, "\n")
}

// Cursor returns the cell of the cursor in the view.
func (a *Area) Cursor() (x, y int) {
	c := a.edit.Cursor()
	if c == nil {
		return 0, 0
	}
	return min(max(c.X, 0), max(0, a.w-1)), min(max(c.Y, 0), max(0, a.h-1))
}
