package widget

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/text"
	"smarketing/ui/theme"
)

// Input is a line of text with a real cursor, for filters and searches. It
// edits with bubbles/textinput and draws by itself: textinput counts the
// cursor in runes, which is wrong for wide characters, and input methods put
// their window where the real cursor stands.
type Input struct {
	edit        textinput.Model
	placeholder string
}

// NewInput returns an empty input that shows the placeholder until something
// is typed.
func NewInput(placeholder string) Input {
	edit := textinput.New()
	edit.Prompt = ""
	edit.CharLimit = 256
	edit.SetVirtualCursor(false)
	return Input{edit: edit, placeholder: placeholder}
}

// Focus makes the input take keys.
func (i *Input) Focus() tea.Cmd { return i.edit.Focus() }

// Blur makes the input ignore keys.
func (i *Input) Blur() { i.edit.Blur() }

// Focused reports whether the input takes keys.
func (i *Input) Focused() bool { return i.edit.Focused() }

// Value returns the text.
func (i *Input) Value() string { return i.edit.Value() }

// SetValue replaces the text and puts the cursor behind it.
func (i *Input) SetValue(s string) {
	i.edit.SetValue(s)
	i.edit.CursorEnd()
}

// End reports whether the cursor stands behind the text.
func (i *Input) End() bool { return i.edit.Position() >= len([]rune(i.edit.Value())) }

// Update takes a key or a paste and reports whether the text changed.
func (i *Input) Update(msg tea.Msg) (tea.Cmd, bool) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		msg = tea.PasteMsg{Content: text.Clean(paste.Content)}
	}
	before := i.edit.Value()
	var cmd tea.Cmd
	i.edit, cmd = i.edit.Update(msg)
	return cmd, i.edit.Value() != before
}

// View returns the input in exactly w cells. A text that is too long shows the
// part that ends at the cursor.
func (i *Input) View(st theme.Styles, w int) string {
	if w <= 0 {
		return ""
	}
	if i.edit.Value() == "" {
		return st.Faint.Render(text.Fit(i.placeholder, w))
	}
	before, after := i.parts(w)
	return st.Text.Render(text.Fit(before+after, w))
}

// Cursor returns the cell of the cursor in a view of w cells, counted from its
// left edge.
func (i *Input) Cursor(w int) int {
	before, _ := i.parts(w)
	return min(text.Width(before), max(0, w-1))
}

// parts returns what is shown before the cursor, leaving a cell for it, and
// what follows.
func (i *Input) parts(w int) (before, after string) {
	runes := []rune(i.edit.Value())
	pos := min(i.edit.Position(), len(runes))
	before, after = text.Clean(string(runes[:pos])), text.Clean(string(runes[pos:]))
	for before != "" && text.Width(before) > w-1 {
		cluster, _ := ansi.FirstGraphemeCluster(before, ansi.GraphemeWidth)
		before = before[len(cluster):]
	}
	return before, after
}
