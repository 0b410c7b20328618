package rubric

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/ui/job"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// live is the measuring of the draft on all leads. The scores of the draft are
// changed by one at a time: by Update when that takes milliseconds, else by a
// command that borrows them until it answers.
type live struct {
	visible  bool
	board    *score.Board
	loading  bool
	outdated bool // leads have changed since the board was asked for
	job      job.Job
	progress job.ProgressMsg

	draft  *score.Draft
	lent   bool
	on     *score.Board // what the draft stands on
	onBase int64        // the version that it is compared with

	impact  score.Impact
	known   bool
	of      int // the revision that the impact is of
	effects map[string]score.CriterionImpact
	err     error
	spin    widget.Spinner
}

type (
	boardMsg struct {
		job   int64
		board *score.Board
		err   error
	}
	measuredMsg struct {
		draft  *score.Draft
		on     *score.Board
		onBase int64
		impact score.Impact
		of     int
		err    error
	}
)

// criterion returns what a criterion does, false when it is not measured.
func (l *live) criterion(id string) (score.CriterionImpact, bool) {
	c, ok := l.effects[id]
	return c, ok
}

// measuring reports whether the figures are not yet those of the grid.
func (e *Editor) measuring() bool { return !e.live.known || e.live.of != e.revision }

// outdate reads the leads again, when somebody looks at them.
func (e *Editor) outdate() tea.Cmd {
	if e.live.board == nil && !e.live.loading {
		return nil
	}
	e.live.outdated = true
	if !e.live.visible || e.live.loading {
		return nil
	}
	return e.loadBoard()
}

func (e *Editor) remeasure() tea.Cmd {
	e.live.err = nil
	return e.loadBoard()
}

// loadBoard asks for all leads with every field that matters now.
func (e *Editor) loadBoard() tea.Cmd {
	l := &e.live
	if l.loading {
		l.outdated = true
		return nil
	}
	l.loading, l.outdated = true, false
	fields := slices.Concat(rubric.Fields(e.base.Rubric), rubric.Fields(*e.rubric()))
	slices.Sort(fields)
	fields = slices.Compact(fields)
	j := job.New()
	l.job, l.progress = j, job.ProgressMsg{}
	src := e.src
	build := func() tea.Msg {
		defer j.End()
		b, err := src.Board(j.Ctx, fields, j.Tell)
		return boardMsg{j.ID, b, err}
	}
	return tea.Batch(build, j.Watch(), l.spin.Start())
}

// boarded takes the leads.
func (e *Editor) boarded(m boardMsg) tea.Cmd {
	l := &e.live
	if m.job != l.job.ID {
		return nil
	}
	l.loading, l.err = false, m.err
	if m.err != nil {
		l.spin.Stop()
		if context.Cause(l.job.Ctx) != nil {
			l.err = nil
		}
		return nil
	}
	l.board = m.board
	e.panel.forget()
	if l.outdated && l.visible {
		return tea.Batch(e.loadBoard(), e.measure())
	}
	return e.measure()
}

// measure finds out what the rubric that is shown does to all leads: at once
// when it can, else by a command. While one is under way the newest rubric
// waits for its end, and those between are never measured.
func (e *Editor) measure() tea.Cmd {
	l := &e.live
	if l.lent || l.board == nil {
		return l.spin.Start()
	}
	r := sound(*e.rubric())
	if r.Validate() != nil {
		return nil // the grid says what is wrong
	}
	if len(l.board.Lacks(r))+len(l.board.Lacks(e.base.Rubric)) > 0 {
		return e.loadBoard()
	}
	settled := l.draft != nil && l.on == l.board && l.onBase == e.base.Number
	if settled && l.draft.Quick(r) {
		if err := l.draft.Set(r); err != nil {
			l.fail(err)
			return nil
		}
		l.take(l.draft.Impact(), e.revision)
		return e.name()
	}
	return tea.Batch(e.lend(r, settled), l.spin.Start())
}

// lend gives the draft to a command that makes it show r.
func (e *Editor) lend(r rubric.Rubric, settled bool) tea.Cmd {
	l := &e.live
	draft, board, base, revision := l.draft, l.board, e.base, e.revision
	l.draft, l.lent = nil, true
	return func() tea.Msg {
		m := measuredMsg{on: board, onBase: base.Number, of: revision}
		switch {
		case draft == nil:
			draft, m.err = board.Draft(base.Rubric)
		case !settled:
			m.err = draft.Rebase(board, base.Rubric)
		}
		if m.err == nil {
			m.err = draft.Set(r)
		}
		if m.err == nil {
			m.draft, m.impact = draft, draft.Impact()
		}
		return m
	}
}

// measured takes the draft back with what it shows now, and measures again when
// the rubric has changed meanwhile.
func (e *Editor) measured(m measuredMsg) tea.Cmd {
	l := &e.live
	l.lent, l.draft, l.on, l.onBase = false, m.draft, m.on, m.onBase
	if m.err != nil {
		l.fail(m.err)
		return nil
	}
	l.take(m.impact, m.of)
	if m.of != e.revision || m.on != l.board || m.onBase != e.base.Number {
		return tea.Batch(e.measure(), e.name())
	}
	return e.name()
}

// fail gives the draft up: the next edit makes a new one.
func (l *live) fail(err error) {
	l.err, l.draft = err, nil
	l.spin.Stop()
}

func (l *live) take(impact score.Impact, revision int) {
	l.impact, l.known, l.of, l.err = impact, true, revision, nil
	if !l.loading {
		l.spin.Stop()
	}
	if l.effects == nil {
		l.effects = map[string]score.CriterionImpact{}
	}
	clear(l.effects)
	for _, c := range impact.Criteria {
		l.effects[c.ID] = c
	}
}

// toasted returns the toast of an error.
func toasted(err error) tea.Cmd { return func() tea.Msg { return screen.Fail(err) } }
