package rubric

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// script is the rubric as text that a person writes in an editor of their own.
// A text with mistakes stays in its file until it is mended or thrown away.
type script struct {
	path     string // the file of a text that is not in the grid; empty: there is none
	body     string
	problems rubric.Problems
	shown    bool // the mistakes take the screen
	top      int
	folder   string                              // where texts are written; empty: that of the system for files that may go
	launch   func(path string, line int) tea.Cmd // opens the editor; nil: the person's own
}

// wrong reports whether the mistakes of a text take the screen.
func (s *script) wrong() bool { return s.shown }

type (
	// openedMsg is a file for the editor.
	openedMsg struct {
		path string
		line int
		err  error
	}
	// closedMsg tells that the editor has ended.
	closedMsg struct {
		path string
		err  error
	}
	// writtenMsg is what stands in the file then.
	writtenMsg struct {
		path     string
		body     string
		rubric   rubric.Rubric
		problems rubric.Problems
		err      error
	}
)

// write opens the rubric in the person's editor; a text with mistakes is opened
// again where it was left.
func (e *Editor) write() tea.Cmd {
	s := &e.script
	if s.path != "" {
		m := openedMsg{path: s.path}
		if len(s.problems) > 0 {
			m.line = s.problems[0].Line
		}
		return func() tea.Msg { return m }
	}
	body, folder := e.past.text(*e.rubric()), s.folder
	if len(s.problems) > 0 {
		body = s.body
	}
	return func() tea.Msg {
		f, err := os.CreateTemp(folder, "rubric-*.toml") // for its owner only
		if err != nil {
			return openedMsg{err: err}
		}
		_, err = f.WriteString(body)
		return openedMsg{path: f.Name(), err: errors.Join(err, f.Close())}
	}
}

// edit hands the terminal to the editor.
func (e *Editor) opened(m openedMsg) tea.Cmd {
	if m.err != nil {
		return toasted(fmt.Errorf("the text cannot be written to a file: %w", m.err))
	}
	e.script.shown = false
	launch := e.script.launch
	if launch == nil {
		launch = launchEditor
	}
	return launch(m.path, m.line)
}

// launchEditor runs $VISUAL or $EDITOR on the file, at the line where the
// editor is one of those that take +LINE.
func launchEditor(path string, line int) tea.Cmd {
	words := strings.Fields(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR"), "vi"))
	if len(words) == 0 {
		words = []string{"vi"}
	}
	if line > 0 && slices.Contains([]string{"vi", "vim", "nvim", "nano", "emacs", "kak", "micro"}, filepath.Base(words[0])) {
		words = append(words, fmt.Sprintf("+%d", line))
	}
	cmd := exec.Command(words[0], append(words[1:], path)...) //nolint:gosec,noctx // it is the person's own editor, and ends when they end it
	return tea.ExecProcess(cmd, func(err error) tea.Msg { return closedMsg{path, err} })
}

// closed reads what was written.
func (e *Editor) closed(m closedMsg) tea.Cmd {
	return func() tea.Msg {
		if m.err != nil {
			return writtenMsg{path: m.path, err: fmt.Errorf("the editor failed: %w", m.err)}
		}
		body, err := os.ReadFile(m.path)
		if err != nil {
			return writtenMsg{path: m.path, err: err}
		}
		w := writtenMsg{path: m.path, body: string(body)}
		w.rubric, err = rubric.Parse(filepath.Base(m.path), body)
		if err != nil && !errors.As(err, &w.problems) {
			w.err = err
		}
		return w
	}
}

// written makes the text the draft, or shows its mistakes.
func (e *Editor) written(m writtenMsg) tea.Cmd {
	s := &e.script
	s.path, s.body, s.problems, s.top = m.path, m.body, m.problems, 0
	switch {
	case m.err != nil:
		return tea.Batch(toasted(m.err), screen.Toast(screen.Info, "The text is kept: E goes on with it."))
	case len(m.problems) > 0:
		s.shown = true
		return nil
	}
	forget := e.forgetText()
	if m.body == e.past.text(*e.rubric()) {
		return tea.Batch(forget, screen.Toast(screen.Info, "Nothing was changed."))
	}
	at := e.spot()
	e.past.push(moment{rubric: m.rubric, base: e.base, body: m.body, what: "the text from the editor", spot: at})
	cmd := e.edited()
	e.goTo(at)
	return tea.Batch(forget, cmd, screen.Toast(screen.Success, "The text is the draft now: "+plural(len(e.changes), "change", "changes")+" against version "+number(e.base.Number)+"."))
}

// forgetText removes the file of a text that is in the grid, or is not wanted.
func (e *Editor) forgetText() tea.Cmd {
	path := e.script.path
	e.script = script{launch: e.script.launch, folder: e.script.folder}
	if path == "" {
		return nil
	}
	return func() tea.Msg {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return screen.Fail(err)
		}
		return nil
	}
}
