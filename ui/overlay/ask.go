package overlay

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// ask puts a question. The answer is no until the person moves to yes: no key
// that opened the question, and no single enter, does the deed.
type ask struct {
	question screen.AskMsg
	yes      bool // where the mark stands
	done     bool
	top      int
	w, h     int
	styles   theme.Styles
}

var askKeys = struct{ yes, no, move, answer, up, down key.Binding }{
	yes:    key.NewBinding(key.WithKeys("y", "Y"), key.WithHelp("y", "yes")),
	no:     key.NewBinding(key.WithKeys("n", "N", "esc", "q"), key.WithHelp("n/esc", "no")),
	move:   key.NewBinding(key.WithKeys("left", "right", "tab", "shift+tab", "h", "l"), key.WithHelp("←/→", "move")),
	answer: key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "answer")),
	up:     key.NewBinding(key.WithKeys("up", "k", "pgup")),
	down:   key.NewBinding(key.WithKeys("down", "j", "pgdown")),
}

// NewAsk returns the question as an overlay. The default answer is no.
func NewAsk(question screen.AskMsg) Overlay { return &ask{question: question} }

// Update answers or moves the mark.
func (a *ask) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, askKeys.yes):
		return a.answer(true)
	case key.Matches(press, askKeys.no):
		return a.answer(false)
	case key.Matches(press, askKeys.answer):
		return a.answer(a.yes)
	case key.Matches(press, askKeys.move):
		a.yes = !a.yes
	case key.Matches(press, askKeys.up):
		a.scroll(-1)
	case key.Matches(press, askKeys.down):
		a.scroll(1)
	}
	return nil
}

func (a *ask) answer(yes bool) tea.Cmd {
	a.done = true
	if !yes || a.question.Run == nil {
		return nil
	}
	return a.question.Run()
}

// scroll moves the body, which may be longer than the panel.
func (a *ask) scroll(by int) {
	a.top = max(0, min(a.top+by, len(a.body())-a.rows()))
}

func (a *ask) body() []string { return widget.Wrap(a.question.Body, a.width()-4) }

func (a *ask) rows() int { return max(1, a.h-8) }

func (a *ask) width() int { return min(60, a.w-4) }

// View draws the question, its body and the two answers.
func (a *ask) View() string {
	st := a.styles.Overlay()
	w := a.width()
	body := a.body()
	body = body[a.top:min(len(body), a.top+a.rows())]
	lines := make([]string, 0, len(body)+3)
	lines = append(lines, "")
	for _, line := range body {
		lines = append(lines, st.Text.Render(line))
	}
	yes := a.question.Yes
	if yes == "" {
		yes = "Yes"
	}
	lines = append(lines, "", a.button(st, "No", "n", !a.yes)+st.Raised.Render("   ")+a.button(st, text.Clean(yes), "y", a.yes))
	note := ""
	if hidden := len(a.body()) - a.top - len(body); hidden > 0 {
		note = fmt.Sprintf("↓ %d more", hidden)
	}
	return frame(st, text.Clean(a.question.Title), note, lines, w)
}

func (a *ask) button(st theme.Styles, label, hint string, marked bool) string {
	if marked {
		return st.On(st.Accent).Render("▌ ") + st.On(st.Title).Render(label) + st.On(st.Muted).Render("  "+hint+" ")
	}
	return st.Text.Render("  "+label) + st.Faint.Render("  "+hint+" ")
}

// Resize sets the room of the terminal.
func (a *ask) Resize(w, h int) {
	a.w, a.h = w, h
	a.scroll(0)
}

// Restyle replaces the styles.
func (a *ask) Restyle(st theme.Styles) { a.styles = st }

// Cursor is nil: nothing is typed.
func (a *ask) Cursor() *tea.Cursor { return nil }

// Actions names the answers.
func (a *ask) Actions() []screen.Action {
	return []screen.Action{
		{Binding: askKeys.no, Title: "No"}, {Binding: askKeys.yes, Title: "Yes"},
		{Binding: askKeys.move, Title: "Move"}, {Binding: askKeys.answer, Title: "Answer"},
	}
}

// Done reports whether the question was answered.
func (a *ask) Done() bool { return a.done }
