package overlay

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// pick offers a few options, each with its key. Enter skips until the mark has
// been moved to an option.
type pick struct {
	ask    screen.PickMsg
	marked int // index of an option; -1: none
	top    int // first option seen
	done   bool
	w, h   int
	styles theme.Styles
}

var pickKeys = struct{ up, down, take, close key.Binding }{
	up:    key.NewBinding(key.WithKeys("up", "shift+tab")),
	down:  key.NewBinding(key.WithKeys("down", "tab")),
	take:  key.NewBinding(key.WithKeys("enter")),
	close: key.NewBinding(key.WithKeys("esc")),
}

// NewPick returns the list as an overlay.
func NewPick(ask screen.PickMsg) Overlay { return &pick{ask: ask, marked: -1} }

// Update picks, moves the mark, skips or closes.
func (p *pick) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.key(msg)
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			p.move(-1)
		case tea.MouseWheelDown:
			p.move(1)
		}
	case tea.MouseClickMsg:
		return p.click(msg)
	}
	return nil
}

func (p *pick) key(msg tea.KeyPressMsg) tea.Cmd {
	for i, o := range p.ask.Options {
		if o.Key != "" && (msg.String() == o.Key || msg.Text == o.Key) {
			return p.take(i)
		}
	}
	switch {
	case key.Matches(msg, pickKeys.close):
		p.done = true
	case key.Matches(msg, pickKeys.up):
		p.move(-1)
	case key.Matches(msg, pickKeys.down):
		p.move(1)
	case key.Matches(msg, pickKeys.take):
		return p.take(p.marked)
	}
	return nil
}

// take runs the option, or without one what skipping does.
func (p *pick) take(i int) tea.Cmd {
	run := p.ask.OnSkip
	if i >= 0 {
		run = p.ask.Options[i].Run
	} else if p.ask.Skip == "" {
		return nil
	}
	p.done = true
	if run == nil {
		return nil
	}
	return run()
}

// move moves the mark; above the first option it goes away, and enter skips
// again.
func (p *pick) move(by int) {
	least := -1
	if p.ask.Skip == "" {
		least = 0
	}
	p.marked = min(max(p.marked+by, least), len(p.ask.Options)-1)
	p.reveal()
}

func (p *pick) reveal() {
	rows := p.rows()
	if p.marked >= 0 {
		p.top = min(p.top, p.marked)
		p.top = max(p.top, p.marked-rows+1)
	}
	p.top = max(0, min(p.top, len(p.ask.Options)-rows))
}

func (p *pick) click(msg tea.MouseClickMsg) tea.Cmd {
	i := p.top + msg.Y - 1 - len(p.head())
	switch {
	case msg.X < 0 || msg.Y < 0 || msg.X >= p.width() || msg.Y >= widget.Height(p.View()):
		p.done = true
	case msg.Button == tea.MouseLeft && i >= p.top && i < min(p.top+p.rows(), len(p.ask.Options)):
		return p.take(i)
	}
	return nil
}

func (p *pick) width() int { return max(24, min(64, p.w-4)) }

// rows is how many options are seen at once.
func (p *pick) rows() int {
	return max(1, min(len(p.ask.Options), p.h-8-len(p.head())))
}

// head is the lines above the options.
func (p *pick) head() []string {
	if p.ask.Body == "" {
		return []string{""}
	}
	body := widget.Wrap(p.ask.Body, p.width()-6)
	return append(append([]string{""}, body[:min(len(body), 4)]...), "")
}

// View draws the options with their keys.
func (p *pick) View() string {
	st := p.styles.Overlay()
	w := p.width()
	inner := w - 4
	var lines []string
	for _, line := range p.head() {
		lines = append(lines, st.Raised.Render("  ")+st.Text.Render(line))
	}
	keys, names := 1, 0
	for _, o := range p.ask.Options {
		keys = max(keys, text.Width(o.Key))
		names = max(names, text.Width(text.Clean(o.Label)))
	}
	rows := p.rows()
	for i := p.top; i < min(p.top+rows, len(p.ask.Options)); i++ {
		lines = append(lines, p.row(st, i, keys, min(names, inner-keys-5), inner))
	}
	lines = append(lines, "", p.foot(st))
	note := ""
	if n := len(p.ask.Options) - p.top - rows; n > 0 {
		note = fmt.Sprintf("↓ %d more", n)
	}
	return frame(st, text.Clean(p.ask.Title), note, lines, w)
}

func (p *pick) row(st theme.Styles, i, keys, names, w int) string {
	o := p.ask.Options[i]
	ground, edge := st.Raised, "  "
	if i == p.marked {
		st = banded(st)
		ground, edge = st.Select, "▌ "
	}
	used := 2 + keys + 2 + names
	hint := ""
	if room := w - used - 2; room > 3 && o.Hint != "" {
		hint = "  " + text.Fit(o.Hint, room)
		used = w
	}
	return st.Accent.Render(edge) + st.Key.Render(text.Fit(o.Key, keys)) + ground.Render("  ") +
		st.Text.Render(text.Fit(o.Label, names)) + st.Faint.Render(hint) + ground.Render(widget.Spaces(w-used))
}

// foot says what enter and esc do.
func (p *pick) foot(st theme.Styles) string {
	enter := p.ask.Skip
	if p.marked >= 0 {
		enter = "choose"
	}
	var b strings.Builder
	b.WriteString(st.Raised.Render("  "))
	if enter != "" {
		b.WriteString(st.Key.Render("enter ") + st.Muted.Render(text.Clean(enter)+"   "))
	}
	b.WriteString(st.Faint.Render("esc cancel"))
	return b.String()
}

// Resize sets the room of the terminal.
func (p *pick) Resize(w, h int) {
	p.w, p.h = w, h
	p.reveal()
}

// Restyle replaces the styles.
func (p *pick) Restyle(st theme.Styles) { p.styles = st }

// Cursor is nil: nothing is typed.
func (p *pick) Cursor() *tea.Cursor { return nil }

// Actions names the keys.
func (p *pick) Actions() []screen.Action {
	var actions []screen.Action
	add := func(keys, what string) {
		actions = append(actions, screen.Action{Binding: key.NewBinding(key.WithHelp(keys, what)), Title: what})
	}
	for _, o := range p.ask.Options {
		add(text.Clean(o.Key), text.Clean(o.Label))
	}
	switch {
	case p.marked >= 0:
		add("enter", "choose")
	case p.ask.Skip != "":
		add("enter", p.ask.Skip)
	}
	add("esc", "cancel")
	return actions
}

// Done reports whether something was picked or the list was closed.
func (p *pick) Done() bool { return p.done }
