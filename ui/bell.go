package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/text"
)

// Notify says how a person who looks elsewhere is told of new alerts.
type Notify uint8

// The ways to tell. A terminal that is known to be looked at is left in peace:
// the message above the footer is enough there.
const (
	Bell    Notify = iota // the bell of the terminal
	Desktop               // the bell, and a notification of the desktop where the terminal can make one
	Silent                // neither
)

// quiet is how long the bell is silent after it rang: alerts come in bursts.
const quiet = 10 * time.Second

// noteWidth is the most cells of a notification: a desktop shows little more.
const noteWidth = 120

// dialect is the escape sequence by which a terminal is asked for a
// notification. There is one for each terminal, since some know several and
// would show each.
type dialect uint8

const (
	osc9   dialect = iota // iTerm2, WezTerm, Ghostty, Warp; others ignore it
	osc777                // urxvt, foot, Konsole, terminals with VTE
	osc99                 // kitty
	tmux                  // OSC 9 through tmux, which lets it pass when it is allowed to
)

// dialectOf returns the dialect of the terminal with that environment.
func dialectOf(env func(string) string) dialect {
	term := env("TERM")
	switch {
	case env("TMUX") != "":
		return tmux
	case strings.HasPrefix(term, "rxvt"), strings.HasPrefix(term, "foot"), env("VTE_VERSION") != "", env("KONSOLE_VERSION") != "":
		return osc777
	case strings.Contains(term, "kitty"), env("KITTY_WINDOW_ID") != "":
		return osc99
	}
	return osc9
}

// notification returns the sequence that asks for a notification. The words
// are foreign: no control and no separator of theirs gets into the sequence,
// and they do not begin with a number, which OSC 9 has other meanings for.
func (d dialect) notification(words string) string {
	words = strings.ReplaceAll(text.Truncate(words, noteWidth), ";", ",")
	switch d {
	case osc777:
		return ansi.URxvtExt("notify", name, words)
	case osc99:
		return ansi.DesktopNotification(name + ": " + words)
	case tmux:
		return ansi.TmuxPassthrough(ansi.Notify(name + ": " + words))
	case osc9:
	}
	return ansi.Notify(name + ": " + words)
}

// ring calls a person who looks elsewhere, not more often than they can bear.
func (m *Model) ring(words string) tea.Cmd {
	n, now := &m.news, m.opts.Clock()
	if m.opts.Notify == Silent || n.focus == looking || now.Sub(n.rang) < quiet {
		return nil
	}
	n.rang = now
	if m.opts.Notify == Desktop {
		return tea.Raw("\a" + n.dialect.notification(words))
	}
	return tea.Raw("\a")
}
