package goals

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// storedMsg is the answer to a goal that was to be stored.
type storedMsg struct {
	goal  crm.Goal // as it was stored, or was to be
	rival *crm.Goal
	err   error
}

// verbGoal is how the journal calls the setting of a goal.
const verbGoal = "goal"

func (g *Goals) whyNotStore() string {
	inForce, stored := g.inForce()
	end := g.form.entries[deadline].end
	switch {
	case !g.load.known:
		return "the file has not been read yet"
	case g.load.status.ReadOnly:
		return "the file is open for reading only"
	case !g.form.ok && g.form.lacks != "":
		return "the plan lacks something: " + g.form.lacks
	case g.form.wrong != nil:
		return g.form.wrong.Error()
	case end.IsZero():
		return "the goal needs a deadline: press enter on it and type q4 or a date"
	case !end.After(g.clock()):
		return "the time of the goal is over: type another deadline"
	case stored && !g.form.changed():
		return fmt.Sprintf("version %d says the same", inForce.Version)
	}
	return ""
}

// typedGoal returns the goal that the form says, made from the version in
// force.
func (g *Goals) typedGoal() crm.Goal {
	e := &g.form.entries
	goal := crm.Goal{
		Revenue: crm.MoneyOf(e[revenue].value), AverageDeal: crm.MoneyOf(e[averageDeal].value), Share: e[share].value,
		WinRate: e[winRate].value, LeadRate: e[leadRate].value, ReadyRate: e[readyRate].value, LagDays: e[lag].value,
		Start: e[deadline].start, End: e[deadline].end,
	}
	if inForce, ok := g.inForce(); ok {
		goal.Version = inForce.Version
	}
	return goal
}

// store asks why, and stores the plan as a new version of the goal.
func (g *Goals) store() tea.Cmd {
	wanted := g.typedGoal()
	title := "Set the goal"
	ask := screen.FormMsg{
		Title: title, Submit: "store",
		Fields: func(screen.Values) []screen.Field {
			hint := "may stay empty"
			if wanted.Version > 0 {
				hint = fmt.Sprintf("may stay empty; version %d stays in the history", wanted.Version)
			}
			return []screen.Field{{Key: "note", Label: "Why", Wide: true, Placeholder: "what both teams will read beside the goal", Hint: hint}}
		},
		Run: func(values screen.Values) tea.Cmd {
			wanted.Note = values["note"]
			return g.set(wanted)
		},
	}
	words := g.words(&wanted)
	ask.Watch = func(screen.Values) tea.Cmd {
		return func() tea.Msg { return screen.FormNoteMsg{Title: title, Text: words} }
	}
	return g.lay(ask)
}

// words says a goal in a line.
func (g *Goals) words(wanted *crm.Goal) string {
	words := fmt.Sprintf("%s %s until %s", g.load.report.Currency, amount(wanted.Revenue.Float()), g.lastDay(wanted.End))
	if n := &g.form.plan; g.form.ok {
		words += ": " + plural(n.Customers, "customer", "customers")
		if n.Leads.Known {
			words += ", " + plural(n.Leads.N, "lead", "leads")
		}
	}
	return words
}

// set stores a goal. When somebody else was first it finds out who.
func (g *Goals) set(wanted crm.Goal) tea.Cmd {
	src := g.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		stored, err := src.SetGoal(ctx, wanted)
		if crm.ErrorCode(err) != crm.Conflict {
			return storedMsg{goal: stored, err: err}
		}
		versions, other := src.Goals(ctx)
		if other == nil {
			for i := range versions {
				if !versions[i].Withdrawn {
					return storedMsg{goal: wanted, rival: &versions[i]}
				}
			}
		}
		return storedMsg{goal: wanted, err: err}
	}
}

// stored tells how it went. When somebody else has set the goal meanwhile it
// names both and lets the person decide: nothing has been changed.
func (g *Goals) stored(m storedMsg) tea.Cmd {
	switch {
	case m.rival != nil:
		again := m.goal
		again.Version = m.rival.Version
		body := fmt.Sprintf("Version %d by %s: %s %s until %s. Yours: %s %s until %s. Nothing was changed. Storing now puts yours in its place; both stay in the history.",
			m.rival.Version, m.rival.By, m.rival.Currency, amount(m.rival.Revenue.Float()), g.lastDay(m.rival.End),
			m.rival.Currency, amount(again.Revenue.Float()), g.lastDay(again.End))
		ask := screen.AskMsg{Title: text.Clean(m.rival.By) + " has set the goal meanwhile", Body: text.Clean(body), Yes: "Store mine anyway",
			Run: func() tea.Cmd { return g.set(again) }}
		return tea.Batch(g.lay(ask), g.reload())
	case m.err != nil:
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	g.form.mine = [inputs]bool{}
	words := fmt.Sprintf("Goal v%d is in force: %s", m.goal.Version, g.words(&m.goal))
	return tea.Batch(screen.Toast(screen.Success, words), g.reload())
}

// newestMsg is the journal entry of the newest goal that was not undone.
type newestMsg struct {
	entry crm.JournalEntry // the zero entry: there is none
	err   error
}

type undoneMsg struct{ err error }

// remembered is how far back in the journal the goal is looked for.
const remembered = 2000

func (g *Goals) whyNotUndo() string {
	_, ok := g.inForce()
	switch {
	case !ok:
		return "no goal is stored"
	case g.load.status.ReadOnly:
		return "the file is open for reading only"
	}
	return ""
}

// undo looks for the deed that put the goal in force.
func (g *Goals) undo() tea.Cmd {
	src := g.src
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		entries, err := src.History(ctx, crm.JournalQuery{Limit: remembered})
		if err != nil {
			return newestMsg{err: err}
		}
		for _, e := range entries {
			if e.Verb == verbGoal && !e.Undone {
				return newestMsg{entry: e}
			}
		}
		return newestMsg{}
	}
}

// newest asks before it withdraws a goal: both teams work by it.
func (g *Goals) newest(m newestMsg) tea.Cmd {
	inForce, ok := g.inForce()
	switch {
	case m.err != nil:
		return func() tea.Msg { return screen.Fail(m.err) }
	case m.entry.ID == 0 || !ok:
		return screen.Toast(screen.Info, "The journal knows no goal to undo.")
	}
	next := "No goal is in force then."
	for i := range g.load.versions {
		if v := &g.load.versions[i]; !v.Withdrawn && v.Version < inForce.Version {
			next = fmt.Sprintf("Version %d by %s is in force again then: %s %s until %s.", v.Version, v.By, v.Currency, amount(v.Revenue.Float()), g.lastDay(v.End))
			break
		}
	}
	src, entry := g.src, m.entry.ID
	ask := screen.AskMsg{
		Title: fmt.Sprintf("Undo version %d of the goal?", inForce.Version), Yes: "Undo it",
		Body: text.Clean(fmt.Sprintf("Set by %s on %s. %s", inForce.By, g.day(inForce.At), next)),
		Run: func() tea.Cmd {
			return func() tea.Msg {
				ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
				defer cancel()
				_, err := src.Undo(ctx, entry)
				return undoneMsg{err}
			}
		},
	}
	return g.lay(ask)
}

func (g *Goals) undone(m undoneMsg) tea.Cmd {
	if m.err != nil {
		return tea.Batch(func() tea.Msg { return screen.Fail(m.err) }, g.reload())
	}
	return tea.Batch(screen.Toast(screen.Success, "The version of the goal was undone"), g.reload())
}
