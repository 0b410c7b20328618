package rubric

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// keeping writes unpublished edits into the file, a moment after the last one
// and whenever the screen is left, so that nothing is lost.
type keeping struct {
	rest    int    // counts the edits: only the newest rest ends in writing
	pending bool   // there are edits that the file does not hold
	running bool   // they are being written
	body    string // what the file holds, as far as this screen wrote or read it
	err     error  // of the last writing
}

// restFor is how long the keys must rest before a draft is written.
const restFor = 600 * time.Millisecond

type (
	restMsg struct{ rest int }
	keptMsg struct {
		body string
		err  error
	}
)

func (e *Editor) keepSoon() tea.Cmd {
	e.keep.pending = true
	e.keep.rest++
	m := restMsg{e.keep.rest}
	return tea.Tick(restFor, func(time.Time) tea.Msg { return m })
}

func (e *Editor) rested(m restMsg) tea.Cmd {
	if m.rest != e.keep.rest {
		return nil
	}
	return e.keepNow()
}

// keepNow writes the draft, or takes it out of the file when it changes
// nothing. One writing is under way at a time.
func (e *Editor) keepNow() tea.Cmd {
	if !e.keep.pending || e.keep.running || !e.load.done {
		return nil
	}
	e.keep.pending, e.keep.running = false, true
	return e.keepCommand()
}

func (e *Editor) keepCommand() tea.Cmd {
	src, d := e.src, rubric.Draft{Base: e.base.Number, At: e.clock()}
	if len(e.changes) > 0 {
		d.Body = e.past.text(sound(*e.rubric()))
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		if d.Body == "" {
			return keptMsg{err: src.DropDraft(ctx)}
		}
		return keptMsg{d.Body, src.SaveDraft(ctx, d)}
	}
}

// kept notes what the file holds now. A failure is shown in the heading; the
// next edit tries again, and so do leaving the screen and the program.
func (e *Editor) kept(m keptMsg) tea.Cmd {
	e.keep.running, e.keep.err = false, m.err
	if m.err != nil {
		e.keep.pending = true
		return nil
	}
	e.keep.body = m.body
	return e.keepNow()
}

// Keep returns the command that writes what the file does not hold yet, nil
// when it holds everything: for the end of the program.
func (e *Editor) Keep() tea.Cmd {
	if !e.load.done || !e.keep.pending {
		return nil
	}
	return e.keepCommand()
}

// keepWords is what the heading says about the draft.
func (e *Editor) keepWords() string {
	switch {
	case e.keep.err != nil:
		return "not kept in the file"
	case e.keep.pending || e.keep.running:
		return "not in the file yet"
	}
	return "kept in the file"
}
