package rubric

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/job"
	"smarketing/ui/screen"
)

// deploy is the publishing that is under way, and the scoring of all leads that
// follows it.
type deploy struct {
	running    bool
	refreshing bool
	job        job.Job
	progress   job.ProgressMsg
}

type (
	// submittedMsg brings what a form was filled with back to the screen, which
	// may have gone on since it was laid over it.
	submittedMsg struct{ run func(*Editor) tea.Cmd }
	publishedMsg struct {
		shown   rubric.Rubric // what was published, as it was shown then
		version rubric.Version
		ready   int // leads that become ready; -1 when it was not measured
		err     error
	}
	// rivalMsg is what somebody else has published.
	rivalMsg struct {
		active rubric.Version
		err    error
	}
	refreshedMsg struct {
		job int64
		err error
	}
)

// submit returns what a form does on submit.
func submit(run func(*Editor) tea.Cmd) tea.Cmd {
	return func() tea.Msg { return submittedMsg{run} }
}

func form(m screen.FormMsg) tea.Cmd { return func() tea.Msg { return m } }

// publish asks why, after saying what would change.
func (e *Editor) publish() tea.Cmd {
	if e.deploy.running {
		return screen.Toast(screen.Info, "It is being published already.")
	}
	if err := e.rubric().Validate(); err != nil {
		problems, _ := err.(rubric.Problems) //nolint:errorlint // Validate returns nothing else
		e.refused = refusal{long: fmt.Sprintf("it cannot be published: %s", problems[0])}
		e.goToProblem()
		return screen.Toast(screen.Warning, "It cannot be published: "+problems[0].String())
	}
	if e.newer() {
		e.showRival()
		return nil
	}
	title := fmt.Sprintf("Publish version %d", e.base.Number+1)
	summary := e.summary()
	return form(screen.FormMsg{
		Title: title, Submit: "publish",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{
				Key: "note", Label: "Why", Wide: true, Placeholder: "what the team decided, and on what grounds",
				Hint: "both teams read it in the history",
			}}
		},
		Check: func(v screen.Values) map[string]string {
			if strings.TrimSpace(v["note"]) == "" {
				return map[string]string{"note": "say why, so that it can be judged later"}
			}
			return nil
		},
		Watch: func(screen.Values) tea.Cmd {
			return func() tea.Msg { return screen.FormNoteMsg{Title: title, Text: summary} }
		},
		Run: func(v screen.Values) tea.Cmd {
			note := strings.TrimSpace(v["note"])
			return submit(func(e *Editor) tea.Cmd { return e.publishWith(note) })
		},
	})
}

// summary says in words what publishing changes.
func (e *Editor) summary() string {
	words := ""
	if i := &e.live.impact; e.live.known && !e.measuring() {
		words = fmt.Sprintf("ready %s → %s (%s in, %s out) · ", count(i.Before.Ready), count(i.After.Ready), count(i.In), count(i.Out))
	}
	words += changeWords(e.changes[0])
	if more := len(e.changes) - 1; more > 0 {
		words += fmt.Sprintf(" and %d more", more)
	}
	return words
}

// goToProblem puts the cursor on the first group without a criterion, the one
// fault that the grid lets stand.
func (e *Editor) goToProblem() {
	for i, w := range e.rows {
		if w.kind == groupRow && len(w.groupOf(e.rubric()).Criteria) == 0 {
			e.at = i
			e.settle()
			return
		}
	}
}

func (e *Editor) publishWith(note string) tea.Cmd {
	if e.deploy.running || len(e.changes) == 0 {
		return nil
	}
	e.deploy.running = true
	shown := *e.rubric()
	src, p, ready := e.src, rubric.Publication{Body: e.past.text(*e.rubric()), Note: note, Base: e.base.Number}, -1
	if e.live.known && !e.measuring() {
		ready = e.live.impact.In
	}
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.LongTimeout)
		defer cancel()
		v, err := src.Publish(ctx, p)
		return publishedMsg{shown, v, ready, err}
	}
}

// published begins anew on the version that was made, and has all leads scored
// with it. When somebody was faster it shows what they did.
func (e *Editor) published(m publishedMsg) tea.Cmd {
	e.deploy.running = false
	switch {
	case crm.ErrorCode(m.err) == crm.Conflict:
		return e.askRival()
	case m.err != nil:
		return toasted(m.err)
	}
	ready := m.ready
	if m.version.Effect != nil {
		ready = m.version.Effect.In
	}
	words := fmt.Sprintf("Version %d published", m.version.Number)
	if ready >= 0 {
		words += ": " + plural(ready, "lead becomes ready", "leads become ready")
	}
	at, now := e.spot(), *e.rubric()
	e.active = m.version
	e.follow(m.version)
	if len(rubric.Diff(m.shown, now)) > 0 {
		e.past.push(moment{rubric: now, base: m.version, what: "the edits made while version " + number(m.version.Number) + " was published", spot: at})
		e.compare()
	}
	e.goTo(at)
	e.revision++
	e.keep.pending = true // the draft has become a version
	return tea.Batch(e.keepNow(), e.refresh(), e.measure(), screen.Toast(screen.Success, words+"."))
}

// refresh scores all leads with the version that is active.
func (e *Editor) refresh() tea.Cmd {
	d := &e.deploy
	j := job.New()
	d.job, d.progress, d.refreshing = j, job.ProgressMsg{}, true
	src := e.src
	run := func() tea.Msg {
		defer j.End()
		return refreshedMsg{j.ID, src.Refresh(j.Ctx, j.Tell)}
	}
	return tea.Batch(run, j.Watch())
}

func (e *Editor) refreshed(m refreshedMsg) tea.Cmd {
	if m.job != e.deploy.job.ID {
		return nil
	}
	e.deploy.refreshing = false
	if m.err != nil {
		return toasted(m.err)
	}
	return e.outdate()
}

// openVersions shows the history or the templates on their own screen, after
// the draft is in the file, where that screen looks for it.
func (e *Editor) openVersions(topic string) func() tea.Cmd {
	return func() tea.Cmd {
		show := func() tea.Msg { return screen.OpenMsg{Screen: versionsTitle, Topic: topic} }
		return tea.Sequence(e.keepNow(), show)
	}
}
