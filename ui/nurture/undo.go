package nurture

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// lastMsg is the newest deed of the person that has not been taken back.
type lastMsg struct {
	entry crm.JournalEntry // the zero entry: there is none
	what  string
	err   error
}

// undoneMsg is the answer to an undo.
type undoneMsg struct {
	lead crm.LeadID
	what string
	err  error
}

// remembered is how far back in the journal a deed is looked for.
const remembered = 500

// fresh is how long ago a deed may be to be undone without a question.
const fresh = 8 * time.Hour

// undo takes back what the person did last: a change of the plan, else the
// newest deed of theirs in the journal, whichever screen or program it came
// from.
func (n *Nurture) undo() tea.Cmd {
	if n.deeds.plan != nil {
		return n.setPlan(n.desk.plan, *n.deeds.plan, "Put the cadences back as they were")
	}
	src, by := n.src, n.desk.status.By
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		entries, err := src.History(ctx, crm.JournalQuery{Limit: remembered})
		if err != nil {
			return lastMsg{err: err}
		}
		for _, e := range entries {
			if e.By != by || e.Undone || !slices.Contains(crm.Verbs(), crm.Verb(e.Verb)) {
				continue
			}
			what := e.Key
			if e.Lead != 0 {
				lead, err := src.Lead(ctx, e.Lead)
				if err != nil {
					return lastMsg{err: err}
				}
				what = lead.DisplayName()
			}
			return lastMsg{entry: e, what: crm.Verb(e.Verb).Past() + " " + what}
		}
		return lastMsg{}
	}
}

// last takes the deed back at once when it is fresh, and asks before it touches an
// older one.
func (n *Nurture) last(m lastMsg) tea.Cmd {
	switch {
	case m.err != nil:
		return n.fail(m.err)
	case m.entry.ID == 0:
		return screen.Toast(screen.Info, "There is nothing of yours to undo.")
	case n.clock().Sub(m.entry.At) < fresh:
		return n.takeBack(m)
	}
	return send(screen.AskMsg{
		Title: "Undo what you did before?", Yes: "Undo it",
		Body: "You " + text.Clean(m.what) + " " + n.day(m.entry.At) + ", " + n.distance(m.entry.At) + ". Nothing newer of yours can be undone.",
		Run:  func() tea.Cmd { return n.takeBack(m) },
	})
}

func (n *Nurture) takeBack(m lastMsg) tea.Cmd {
	if n.deeds.running {
		return screen.Toast(screen.Warning, busy)
	}
	n.deeds.running = true
	src := n.src
	return tea.Batch(n.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		_, err := src.Undo(ctx, m.entry.ID)
		return undoneMsg{m.entry.Lead, m.what, err}
	})
}

// undone says what was taken back, and goes to that lead.
func (n *Nurture) undone(m undoneMsg) tea.Cmd {
	n.deeds.running = false
	n.rest()
	if m.err != nil {
		return tea.Batch(n.fail(m.err), n.reload())
	}
	cmd := n.reload()
	if m.lead != 0 {
		n.list.Stay(row{Lead: crm.Lead{ID: m.lead}})
	}
	return tea.Batch(cmd, screen.Toast(screen.Success, "Undone: you "+m.what))
}
