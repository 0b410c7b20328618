package leads

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// remembered is how many entries of the journal are searched for what somebody
// did last.
const remembered = 500

// fresh is how long ago a deed may be to be undone without a question.
const fresh = 8 * time.Hour

// lastMsg is what this person did last.
type lastMsg struct {
	entry crm.JournalEntry // 0: nothing
	name  string           // whom it was done to
	err   error
}

// undoneMsg is what came of an undo.
type undoneMsg struct {
	last lastMsg
	err  error
}

func (l *Leads) undoAction() screen.Action {
	a := screen.Action{Binding: bind("u", "undo", "u"), Title: "Take back what you did last", Group: "Working the lead", Quiet: l.all == 0, Run: l.undo}
	if l.house.readOnly {
		a.Why = "the file is open for reading only"
	}
	return a
}

// undo looks for what this person did last, whenever that was; a view that was
// just forgotten comes first.
func (l *Leads) undo() tea.Cmd {
	switch {
	case l.busy():
		return stillWriting
	case l.dropped != nil:
		v := *l.dropped
		l.dropped = nil
		return l.save(v)
	}
	l.writing = true
	src, by := l.src, l.house.by
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		m := lastMsg{}
		entries, err := src.History(ctx, crm.JournalQuery{Limit: remembered})
		if m.err = err; err != nil {
			return m
		}
		i := slices.IndexFunc(entries, func(e crm.JournalEntry) bool {
			return e.By == by && !e.Undone && slices.Contains(crm.Verbs(), crm.Verb(e.Verb))
		})
		if i < 0 {
			return m
		}
		m.entry, m.name = entries[i], entries[i].Key
		if m.entry.Lead != 0 {
			lead, err := src.Lead(ctx, m.entry.Lead)
			m.name, m.err = lead.DisplayName(), err
		}
		return m
	}
}

// words says what was done: "accepted Mia Chen".
func (m *lastMsg) words() string { return crm.Verb(m.entry.Verb).Past() + " " + m.name }

// undoes takes back what was found, after a question when it is long ago: a
// slip of the finger should not take back the work of yesterday.
func (l *Leads) undoes(m lastMsg) tea.Cmd {
	l.writing = false
	switch {
	case m.err != nil:
		return func() tea.Msg { return screen.Fail(m.err) }
	case m.entry.ID == 0:
		return screen.Toast(screen.Info, "You have done nothing that could be undone.")
	case l.clock().Sub(m.entry.At) <= fresh:
		return l.takeBack(m)
	}
	return l.lay(screen.AskMsg{
		Title: "Take back what is long ago?", Yes: "Take it back",
		Body: fmt.Sprintf("You %s %s.", m.words(), when(m.entry.At, l.clock())),
		Run:  func() tea.Cmd { return l.takeBack(m) },
	})
}

func (l *Leads) takeBack(m lastMsg) tea.Cmd {
	l.writing, l.resume = true, 0
	src := l.src
	return tea.Batch(l.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		_, err := src.Undo(ctx, m.entry.ID)
		return undoneMsg{m, err}
	})
}

// undone shows the lead that is again what it was.
func (l *Leads) undone(m undoneMsg) tea.Cmd {
	l.writing = false
	if m.err != nil {
		l.spin.Stop()
		return tea.Batch(l.reload(), refusal(m.err))
	}
	return l.settle(m.last.entry.Lead, screen.Toast(screen.Success, "Undone: "+m.last.words()+"."))
}
