package funnel

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// fresh is how long a change of the stages is likely to be regretted.
const fresh = 8 * time.Hour

type (
	// undoingMsg is the change of the stages that is to be undone, and what that
	// would change.
	undoingMsg struct {
		edit   crm.StageEdit
		effect rules.Redefinition
		err    error
	}
	// undoneMsg tells that a change of the stages, made then, was undone.
	undoneMsg struct {
		when string
		err  error
	}
)

// undo looks for what the person has last changed of the stages, as the file is
// by now.
func (f *Funnel) undo() tea.Cmd {
	src := f.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		m := undoingMsg{}
		if m.edit, m.err = src.LastStages(ctx); m.err == nil && m.edit.Entry != 0 {
			m.effect, m.err = src.TryStages(ctx, m.edit.Was)
		}
		return m
	}
}

// undoing asks before other stages are in force: both teams work by them.
func (f *Funnel) undoing(m undoingMsg) tea.Cmd {
	switch {
	case m.err != nil:
		return func() tea.Msg { return screen.Fail(m.err) }
	case m.edit.Entry == 0:
		return tea.Batch(f.ask(), screen.Toast(screen.Info, "There is no change of the stages of yours to undo."))
	}
	src, entry := f.src, m.edit.Entry
	when := crm.DateWords(m.edit.At, f.clock(), f.load.report.Question.Zone)
	ask := screen.AskMsg{
		Title: "Undo your change of the stages?", Yes: "Undo it",
		Body: fmt.Sprintf("Made %s. In force again then: %s. %s", when, pathWords(m.edit.Was), text.Clean(m.effect.Words())),
		Run: func() tea.Cmd {
			return func() tea.Msg {
				ctx, cancel := context.WithTimeout(context.Background(), screen.LongTimeout)
				defer cancel()
				_, err := src.Undo(ctx, entry)
				return undoneMsg{when, err}
			}
		},
	}
	return func() tea.Msg { return ask }
}

func (f *Funnel) undone(m undoneMsg) tea.Cmd {
	if m.err != nil {
		return tea.Batch(f.ask(), func() tea.Msg { return screen.Fail(m.err) })
	}
	return tea.Batch(f.ask(), screen.Toast(screen.Success, "Undone: your change of the stages, made "+m.when+"."))
}
