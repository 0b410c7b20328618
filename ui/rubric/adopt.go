package rubric

import (
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// adopt shows what was read. The draft of the file is taken up as one step that
// can be undone; edits that are not in the file yet are never overwritten.
func (e *Editor) adopt(m loadedMsg) tea.Cmd {
	first := !e.load.done
	e.facts, e.active, e.load.done = m.facts, m.active, true
	var told tea.Cmd
	switch {
	case first || m.hasDraft && m.draft.Body != e.keep.body && !e.keep.pending && !e.keep.running:
		told = e.takeUp(m, first)
	case m.active.Number == e.base.Number:
		return nil
	case len(e.changes) == 0:
		e.follow(m.active)
		if e.live.visible { // another screen has its own words, for its own rollback
			told = screen.Toast(screen.Info, fmt.Sprintf("Version %d was published by %s. Here it is.", m.active.Number, by(m.active)))
		}
	default:
		return nil // a line says so, and how to go on from it
	}
	e.revision++
	e.compare()
	if first {
		e.begin()
	}
	e.settle()
	return tea.Batch(told, e.loadBoard(), e.measure())
}

// takeUp begins with what the file holds: the published rubric, and on top of
// it the draft that was left in the file.
func (e *Editor) takeUp(m loadedMsg, first bool) tea.Cmd {
	e.keep.body = ""
	if !m.hasDraft {
		e.follow(m.active)
		return nil
	}
	r, err := rubric.Parse("draft", []byte(m.draft.Body))
	if problems, ok := errors.AsType[rubric.Problems](err); ok {
		// It was left half written, by an editor for instance: nothing is lost.
		e.follow(m.active)
		e.keep.body = m.draft.Body
		e.script = script{body: m.draft.Body, problems: problems, shown: true, launch: e.script.launch, folder: e.script.folder}
		return nil
	}
	if first || e.base.Number != m.base.Number {
		e.follow(m.base)
	}
	e.keep.body = m.draft.Body
	e.past.push(moment{rubric: r, base: e.base, body: m.draft.Body, what: "the draft of the file", spot: e.spot()})
	if !first {
		return nil
	}
	return screen.Toast(screen.Info, "Your draft of "+age(m.draft.At, e.clock())+" is here again. D discards it.")
}

// begin puts the cursor on the first criterion: a number that may be changed
// without a second thought, unlike the cap above it.
func (e *Editor) begin() {
	e.at = max(0, slices.IndexFunc(e.rows, func(w row) bool { return w.kind == criterionRow }))
}

// follow begins anew on a published version.
func (e *Editor) follow(v rubric.Version) {
	e.past.start(moment{rubric: v.Rubric, base: v, body: v.Body})
	e.compare()
}

// changed takes the news that the file has changed.
func (e *Editor) changed(m screen.ChangedMsg) tea.Cmd {
	if !e.load.done {
		return nil
	}
	var cmds []tea.Cmd
	if m.Rubric || m.Settings {
		cmds = append(cmds, e.reload())
	}
	if (m.Leads || m.Settings) && !m.Progress {
		cmds = append(cmds, e.outdate())
	}
	return tea.Batch(cmds...)
}

// newer reports whether somebody has published another version than the one
// that the draft changes.
func (e *Editor) newer() bool { return e.active.Number != e.base.Number }

// by names who published a version.
func by(v rubric.Version) string {
	if v.By == "" {
		return "somebody"
	}
	return v.By
}

// discard asks before the draft goes.
func (e *Editor) discard() tea.Cmd {
	n := len(e.changes)
	return ask(screen.AskMsg{
		Title: "Discard the draft?", Yes: "Discard",
		Body: fmt.Sprintf("%s on version %d will be gone from the file, too. u brings them back until you leave.", plural(n, "change", "changes"), e.base.Number),
		Run:  func() tea.Cmd { return submit((*Editor).dropEdits) },
	})
}

// dropEdits goes back to what is published.
func (e *Editor) dropEdits() tea.Cmd {
	to := e.active
	e.past.push(moment{rubric: to.Rubric, base: to, body: to.Body, what: "discarding the draft", spot: e.spot()})
	return tea.Batch(e.edited(), e.keepNow())
}

func ask(m screen.AskMsg) tea.Cmd { return func() tea.Msg { return m } }
