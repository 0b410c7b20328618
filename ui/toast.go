package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// toast is the one message above the footer. The zero value shows nothing.
type toast struct {
	screen.ToastMsg
	id int // counts the toasts, so that the end of an old one does not take a new one away
}

type toastOverMsg struct{ id int }

// How long a toast stays: long enough to be read after looking up.
const (
	toastStays   = 5 * time.Second
	warningStays = 8 * time.Second
)

// show replaces the message. A failure stays until a key is pressed.
func (t *toast) show(msg screen.ToastMsg) tea.Cmd {
	t.id++
	t.ToastMsg = msg
	stays := toastStays
	switch msg.Level {
	case screen.Failure:
		return nil
	case screen.Warning:
		stays = warningStays
	case screen.Info, screen.Success:
	}
	over := toastOverMsg{t.id}
	return tea.Tick(stays, func(time.Time) tea.Msg { return over })
}

// expire takes the message away, unless a newer one stands there.
func (t *toast) expire(msg toastOverMsg) {
	if msg.id == t.id {
		t.ToastMsg = screen.ToastMsg{}
	}
}

// dismiss takes a failure away when a key shows that it was seen.
func (t *toast) dismiss() {
	if t.Level == screen.Failure {
		t.ToastMsg = screen.ToastMsg{}
	}
}

// view returns the rule above the footer in exactly w cells; the message lies
// on it.
func (t *toast) view(st theme.Styles, w int) string {
	if t.Text == "" {
		return widget.Rule(st, w)
	}
	mark, style := "· ", st.Text
	switch t.Level {
	case screen.Success:
		mark, style = "✓ ", st.Good
	case screen.Warning:
		mark, style = "! ", st.Watch
	case screen.Failure:
		mark, style = "✗ ", st.Bad
	case screen.Info:
	}
	words := text.Truncate(" "+mark+text.Clean(t.Text)+" ", w)
	return style.Render(words) + widget.Rule(st, w-text.Width(words))
}
