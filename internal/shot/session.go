package main

import (
	"fmt"
	"image/color"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// session is a program on a pseudo-terminal and the screen it draws.
type session struct {
	cmd *exec.Cmd
	tty *os.File

	mu   sync.Mutex
	emu  *vt.Emulator
	last time.Time // of the latest output
}

// patience is how long a text may take to appear.
const patience = 20 * time.Second

func open(args []string, w, h int, light bool) (*session, error) {
	cmd := exec.Command(args[0], args[1:]...) //nolint:gosec,noctx // it runs what it is told to run
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(h), Cols: uint16(w)}) //nolint:gosec // sizes of terminals are small
	if err != nil {
		return nil, err
	}
	s := &session{cmd: cmd, tty: tty, emu: vt.NewEmulator(w, h), last: time.Now()}
	if light {
		s.emu.SetDefaultBackgroundColor(color.White)
	}
	go func() { _, _ = io.Copy(tty, s.emu) }() // answers to queries
	go s.read()
	return s, nil
}

func (s *session) read() {
	buf := make([]byte, 32<<10)
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		_, _ = s.emu.Write(buf[:n])
		s.last = time.Now()
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *session) close() {
	_ = s.tty.Close()
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
}

var sequences = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "space": " ", "backspace": "\x7f",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
	"home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
}

// press presses one key, or types a word, or waits for a text, and lets the
// program answer.
func (s *session) press(key string) error {
	if text, ok := strings.CutPrefix(key, "wait:"); ok {
		return s.await(strings.ReplaceAll(text, "_", " "))
	}
	seq, ok := sequences[key]
	if letter, ctrl := strings.CutPrefix(key, "ctrl+"); !ok && ctrl && len(letter) == 1 {
		seq, ok = string(rune(letter[0]&0x1f)), true
	}
	if !ok {
		seq = key
	}
	if _, err := s.tty.WriteString(seq); err != nil {
		return err
	}
	s.settle(80 * time.Millisecond)
	return nil
}

// settle waits until nothing has been written for the given time.
func (s *session) settle(still time.Duration) {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(still / 4) {
		s.mu.Lock()
		quiet := time.Since(s.last)
		s.mu.Unlock()
		if quiet > still && time.Since(start) > still {
			return
		}
	}
}

func (s *session) await(text string) error {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(20 * time.Millisecond) {
		if strings.Contains(s.text(), text) {
			return nil
		}
	}
	return fmt.Errorf("%q did not appear; the screen is\n%s", text, s.text())
}

// text returns what is seen, without colours.
func (s *session) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.emu.String()
}
