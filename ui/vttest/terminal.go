// Package vttest drives the dashboard in tests, in two ways: a Terminal runs the
// whole program on a terminal in memory, and a Driver one screen by itself.
//
// It must not know any screen. Nothing in it waits for the clock: a wait on a
// Terminal ends the moment the screen is as it should be, so that only a
// failing test waits, and the time of a Driver is not that of the world.
package vttest

import (
	"fmt"
	"image/color"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// patience is how long a wait may take before the test fails.
const patience = 20 * time.Second

// Terminal is a program running on a terminal in memory.
type Terminal struct {
	t       testing.TB
	program *tea.Program
	keys    *queue
	done    chan struct{}
	err     error // of the program, once done

	mu      sync.Mutex // guards all below; the emulator is not safe by itself
	changed *sync.Cond
	emu     *vt.Emulator
	bells   int
	ended   bool
}

// Option changes how a terminal starts.
type Option func(*start)

type start struct {
	env   []string
	light bool
}

// Light gives the terminal a white background that it tells when asked.
func Light() Option { return func(s *start) { s.light = true } }

// Sixteen makes it a terminal with sixteen colours.
func Sixteen() Option {
	return func(s *start) { s.env = []string{"TERM=xterm", "TTY_FORCE=1"} }
}

// NoColor sets NO_COLOR.
func NoColor() Option { return func(s *start) { s.env = append(s.env, "NO_COLOR=1") } }

// Start runs the model on a terminal of w by h cells. It is stopped at the end
// of the test.
func Start(tb testing.TB, m tea.Model, w, h int, opts ...Option) *Terminal {
	tb.Helper()
	s := start{env: []string{"TERM=xterm-256color", "COLORTERM=truecolor", "TTY_FORCE=1"}}
	for _, o := range opts {
		o(&s)
	}
	term := &Terminal{t: tb, keys: newQueue(), done: make(chan struct{}), emu: vt.NewEmulator(w, h)}
	term.changed = sync.NewCond(&term.mu)
	term.emu.SetCallbacks(vt.Callbacks{Bell: func() { term.bells++ }})
	if s.light {
		term.emu.SetDefaultBackgroundColor(color.White)
	}
	go func() { _, _ = io.Copy(term.keys, term.emu) }() // answers to queries
	term.program = tea.NewProgram(m,
		tea.WithInput(term.keys), tea.WithOutput(term), tea.WithEnvironment(s.env),
		tea.WithWindowSize(w, h), tea.WithFPS(120), tea.WithoutSignals(),
	)
	go func() {
		_, err := term.program.Run()
		term.mu.Lock()
		term.err, term.ended = err, true
		term.changed.Broadcast()
		term.mu.Unlock()
		close(term.done)
	}()
	tb.Cleanup(func() { _ = term.Stop() })
	return term
}

// Write takes the output of the program. Without a line discipline nobody
// turns a line feed into a new line, so it is done here.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, err := t.emu.Write([]byte(strings.ReplaceAll(string(p), "\n", "\r\n")))
	t.changed.Broadcast()
	return len(p), err
}

// Stop ends the program and returns its error.
func (t *Terminal) Stop() error {
	t.program.Quit()
	t.keys.Close()
	select {
	case <-t.done:
	case <-time.After(patience):
		t.t.Errorf("the program does not end\n%s", t.Screen())
		return nil
	}
	if in, ok := t.emu.InputPipe().(io.Closer); ok {
		_ = in.Close()
	}
	return t.err
}

// WaitEnd waits until the program has ended by itself and returns its error.
func (t *Terminal) WaitEnd() error {
	t.t.Helper()
	t.wait("the program to end", func() bool { return t.ended })
	return t.err
}

// Resize changes the size of the terminal.
func (t *Terminal) Resize(w, h int) {
	t.mu.Lock()
	t.emu.Resize(w, h)
	t.mu.Unlock()
	t.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Send gives the program a message.
func (t *Terminal) Send(msg tea.Msg) { t.program.Send(msg) }

// WaitBells waits until the bell has rung n times in all.
func (t *Terminal) WaitBells(n int) {
	t.t.Helper()
	t.wait(fmt.Sprintf("%d bells", n), func() bool { return t.bells == n })
}

// Screen returns what is seen, without colours and without trailing spaces.
func (t *Terminal) Screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text()
}

// Ink returns the styles of the screen: a map of letters, one for each cell,
// and what each letter means.
func (t *Terminal) Ink() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return ink(t.emu)
}

// Cursor returns where the cursor stands and whether it is seen.
func (t *Terminal) Cursor() (x, y int, visible bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	pos := t.emu.CursorPosition()
	return pos.X, pos.Y, !t.emu.CursorHidden()
}

// AltScreen reports whether the program holds the alternate screen.
func (t *Terminal) AltScreen() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.emu.IsAltScreen()
}

// text returns the lines of the screen. The renderer counts runes where the
// emulator counts clusters; a line on which they differ breaks on a real
// terminal, so it fails the test.
func (t *Terminal) text() string {
	var b strings.Builder
	for y := range t.emu.Height() {
		var line strings.Builder
		for x := 0; x < t.emu.Width(); {
			cell := t.emu.CellAt(x, y)
			if cell == nil || cell.Width == 0 {
				line.WriteByte(' ')
				x++
				continue
			}
			line.WriteString(cell.Content)
			x += cell.Width
		}
		s := strings.TrimRight(line.String(), " ")
		if g, wc := ansi.StringWidth(s), ansi.StringWidthWc(s); g != wc {
			t.t.Errorf("line %d is %d cells in clusters and %d in runes: %q", y, g, wc, s)
		}
		b.WriteString(s + "\n")
	}
	return b.String()
}

// wait waits until ok, called with the lock held, or fails the test.
func (t *Terminal) wait(what string, ok func() bool) bool {
	t.t.Helper()
	deadline := time.Now().Add(patience)
	wake := time.AfterFunc(patience, t.changed.Broadcast)
	defer wake.Stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for !ok() {
		if time.Now().After(deadline) {
			t.t.Errorf("waited in vain for %s; the screen is\n%s", what, t.text())
			return false
		}
		t.changed.Wait()
	}
	return true
}

// WaitText waits until the screen contains s.
func (t *Terminal) WaitText(s string) {
	t.t.Helper()
	if !t.wait("the text "+s, func() bool { return strings.Contains(t.text(), s) }) {
		t.t.FailNow()
	}
}

// WaitGone waits until the screen does not contain s.
func (t *Terminal) WaitGone(s string) {
	t.t.Helper()
	if !t.wait("the text to go: "+s, func() bool { return !strings.Contains(t.text(), s) }) {
		t.t.FailNow()
	}
}

// WaitScreen waits until the screen is exactly want.
func (t *Terminal) WaitScreen(want string) {
	t.t.Helper()
	t.wait("the screen\n"+want, func() bool { return t.text() == want })
}
