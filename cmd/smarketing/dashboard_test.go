//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/creack/pty"

	"smarketing/internal/config"
	"smarketing/internal/crm"
)

// screen gathers what a terminal is told.
type screen struct {
	mu   sync.Mutex
	said bytes.Buffer
	news chan struct{}
}

// watch reads a terminal until it is closed.
func watch(terminal io.Reader) *screen {
	s := &screen{news: make(chan struct{}, 1)}
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := terminal.Read(buf)
			s.mu.Lock()
			s.said.Write(buf[:n])
			s.mu.Unlock()
			select {
			case s.news <- struct{}{}:
			default:
			}
			if err != nil {
				return
			}
		}
	}()
	return s
}

func (s *screen) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said.String()
}

// wait waits until the terminal has been told something.
func (s *screen) wait(t *testing.T, what string) {
	t.Helper()
	limit := time.After(20 * time.Second)
	for !strings.Contains(s.text(), what) {
		select {
		case <-s.news:
		case <-limit:
			t.Fatalf("the terminal was never told %q, but\n%q", what, s.text())
		}
	}
}

// onTerminal starts a command on a pseudo-terminal of 80 by 24 cells. The test
// holds the terminal open, so that nothing the command says last is lost.
func onTerminal(t *testing.T, cmd *exec.Cmd) (keys io.Writer, s *screen) {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close(); master.Close() })
	if err := pty.Setsize(master, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return master, watch(master)
}

const (
	enterScreen = "\x1b[?1049h"
	leaveScreen = "\x1b[?1049l"
)

// TestDashboardOnATerminal opens the real program on a pseudo-terminal and
// leaves it in every way there is.
func TestDashboardOnATerminal(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		leave func(*os.Process, io.Writer) error
		want  int
	}{
		{"q", func(_ *os.Process, keys io.Writer) error { _, err := io.WriteString(keys, "q"); return err }, exitOK},
		{"ctrl+c", func(_ *os.Process, keys io.Writer) error { _, err := io.WriteString(keys, "\x03"); return err }, exitOK},
		{"SIGTERM", func(p *os.Process, _ io.Writer) error { return p.Signal(syscall.SIGTERM) }, exitInterrupted},
		{"SIGINT", func(p *os.Process, _ io.Writer) error { return p.Signal(syscall.SIGINT) }, exitInterrupted},
		{"SIGHUP", func(p *os.Process, _ io.Writer) error { return p.Signal(syscall.SIGHUP) }, exitInterrupted},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			cmd := exec.CommandContext(t.Context(), "smarketing", "--db", filepath.Join(dir, "team.db"))
			cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+filepath.Join(dir, "state"), "XDG_CONFIG_HOME="+dir)
			keys, s := onTerminal(t, cmd)
			s.wait(t, enterScreen)
			s.wait(t, "Overview")
			if err := c.leave(cmd.Process, keys); err != nil {
				t.Fatal(err)
			}
			got := 0
			if err := cmd.Wait(); err != nil {
				exit, ok := errors.AsType[*exec.ExitError](err)
				if !ok {
					t.Fatal(err)
				}
				got = exit.ExitCode()
			}
			if got != c.want {
				t.Errorf("exit %d, want %d", got, c.want)
			}
			s.wait(t, leaveScreen)
			if left, _ := filepath.Glob(filepath.Join(dir, "state", "smarketing", "crashes", "*")); len(left) > 0 {
				t.Errorf("crash reports without a crash: %q", left)
			}
		})
	}
}

// TestImportScreen takes a file in through the real dashboard: from the welcome
// to the leads.
func TestImportScreen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "november.csv"), []byte(november), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "team.db")
	cmd := exec.CommandContext(t.Context(), "smarketing", "--db", db)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "XDG_STATE_HOME="+filepath.Join(dir, "state"), "XDG_CONFIG_HOME="+dir)
	keys, s := onTerminal(t, cmd)
	for _, step := range []struct{ wait, press string }{
		{"scoreboard", "i"}, {"november.csv", "nov\r"}, {"rejected", "I"}, {"november.rejects.csv", "q"},
	} {
		s.wait(t, step.wait)
		if _, err := io.WriteString(keys, step.press); err != nil {
			t.Fatal(err)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	_, out, _ := command(t.Context(), nil, "--db", db, "leads")
	if !strings.Contains(out, "Mia") || !strings.Contains(out, "Jonas") {
		t.Errorf("the leads are\n%s", out)
	}
	if rejects, err := os.ReadFile(filepath.Join(dir, "november.rejects.csv")); err != nil || !strings.Contains(string(rejects), "L-2") {
		t.Errorf("the rejected row is kept as %q, %v", rejects, err)
	}
}

// TestDumbTerminal gets the plain summary where a screen cannot be drawn.
func TestDumbTerminal(t *testing.T) {
	t.Parallel()
	for variable, why := range map[string]string{
		"TERM=dumb": "the terminal calls itself dumb", "ACCESSIBLE=1": "ACCESSIBLE asks for plain text",
	} {
		t.Run(variable, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			db := filepath.Join(dir, "team.db")
			mustRun(t, "--db", db, "team", "set", "Kim", "--team", "sales")
			cmd := exec.CommandContext(t.Context(), "smarketing", "--db", db)
			cmd.Env = append(os.Environ(), "TERM=xterm", variable, "XDG_STATE_HOME="+dir, "XDG_CONFIG_HOME="+dir)
			_, s := onTerminal(t, cmd)
			s.wait(t, "no leads yet")
			s.wait(t, why)
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			if strings.Contains(s.text(), enterScreen) {
				t.Error("the screen was taken")
			}
		})
	}
}

// faulty is a model that panics at one place when a key is pressed.
type faulty struct {
	place   string
	pressed bool
}

func (f faulty) Init() tea.Cmd {
	if f.place == "init" {
		panic("boom in init")
	}
	return nil
}

func (f faulty) View() tea.View {
	if f.pressed && f.place == "view" {
		panic("boom in view")
	}
	return tea.View{Content: "faulty", AltScreen: true}
}

func (f faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); !ok {
		return f, nil
	}
	f.pressed = true
	fail := func() tea.Msg { panic("boom in " + f.place) }
	nothing := func() tea.Msg { return nil }
	switch f.place {
	case "update":
		panic("boom in update")
	case "command":
		return f, fail
	case "batch":
		return f, tea.Batch(nothing, fail)
	case "sequence":
		return f, tea.Sequence(nothing, tea.Batch(nothing, tea.Sequence(nothing, fail)))
	}
	return f, nil
}

// TestPanicLeavesAReport replaces os.Stderr while it runs, so it does not run
// in parallel.
func TestPanicLeavesAReport(t *testing.T) {
	for _, place := range []string{"init", "update", "view", "command", "batch", "sequence"} {
		t.Run(place, func(t *testing.T) {
			dir := t.TempDir()
			master, tty, err := pty.Open()
			if err != nil {
				t.Fatal(err)
			}
			defer master.Close()
			s := watch(master)
			a := &app{
				streams: streams{in: tty, out: tty, err: io.Discard, env: os.Getenv},
				paths:   config.Paths{Crash: filepath.Join(dir, "crashes")},
				clock:   time.Now, log: slog.New(slog.DiscardHandler),
			}
			done := make(chan error, 1)
			go func() { done <- a.play(context.Background(), faulty{place: place}) }()
			if place != "init" {
				s.wait(t, "faulty")
				if _, err := io.WriteString(master, "x"); err != nil {
					t.Fatal(err)
				}
				defer s.wait(t, leaveScreen)
			}
			err = <-done
			tty.Close()
			if crm.ErrorCode(err) != crm.Failure || !strings.Contains(err.Error(), "crash-") {
				t.Fatalf("the error does not name the report: %v", err)
			}
			reports, err := filepath.Glob(filepath.Join(dir, "crashes", "crash-*.txt"))
			if err != nil || len(reports) != 1 {
				t.Fatalf("reports %q, %v", reports, err)
			}
			said, err := os.ReadFile(reports[0])
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(said), "boom in "+place) || !strings.Contains(string(said), "faulty.") {
				t.Errorf("the report says neither what nor where:\n%s", said)
			}
		})
	}
}
