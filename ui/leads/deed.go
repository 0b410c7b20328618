package leads

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dustin/go-humanize"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// patience bounds a deed, which may change thousands of leads at once.
const patience = 2 * time.Minute

// actedMsg is what came of a deed.
type actedMsg struct {
	deed   crm.Deed
	next   crm.LeadID // to go to; 0: stay
	report crm.DeedReport
	err    error
}

// commit does the deed, after a question when it is done to more than one lead.
func (l *Leads) commit(t targets, d crm.Deed) tea.Cmd {
	d = t.deed(d)
	if t.count == 1 {
		return l.act(d)
	}
	n := humanize.Comma(int64(t.count))
	body := "All of them or none. One press of u takes it back for all."
	if t.query != nil {
		body = "Every lead that the list matches now. " + body
	}
	return func() tea.Msg {
		return screen.AskMsg{
			Title: fmt.Sprintf("%s: %s leads?", capital(doing[d.Verb]), n), Body: body, Yes: fmt.Sprintf("%s %s leads", capital(doing[d.Verb]), n),
			Run: func() tea.Cmd { return l.act(d) },
		}
	}
}

// doing are the verbs as what somebody is about to do.
var doing = map[crm.Verb]string{
	crm.Accept: "accept", crm.Reject: "reject", crm.Recycle: "recycle", crm.Advance: "advance", crm.Back: "move back", crm.Return: "return",
	crm.Win: "win", crm.Lose: "lose", crm.Disqualify: "disqualify", crm.Assign: "assign", crm.LogTouch: "log a touch on",
	crm.AddNote: "write a note on", crm.PlanNext: "plan the next step of", crm.Snooze: "snooze",
}

// act writes the deed. Until its answer has come the list stays as it is: what
// is shown has happened.
func (l *Leads) act(d crm.Deed) tea.Cmd {
	if l.busy {
		return nil
	}
	l.busy, l.dropped = true, nil
	src, m := l.src, actedMsg{deed: d, next: l.follower(d)}
	return tea.Batch(l.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		m.report, m.err = src.Act(ctx, d)
		return m
	})
}

// acted shows what the deed has made: the list anew, with the cursor on the
// next lead.
func (l *Leads) acted(m actedMsg) tea.Cmd {
	if m.err != nil {
		l.busy = false
		l.spin.Stop()
		return tea.Batch(l.reload(), refusal(m.err))
	}
	l.marks.clear()
	told := screen.Toast(screen.Success, capital(m.report.Words)+". u undoes.")
	return tea.Batch(l.settle(m.next), told)
}

// settle loads the list anew and goes to a lead, 0 to stay.
func (l *Leads) settle(next crm.LeadID) tea.Cmd {
	cmd := l.reload()
	if next != 0 {
		l.list.Stay(row{Lead: crm.Lead{ID: next}})
	}
	return tea.Batch(cmd, l.figure())
}

// refusal tells why nothing was done. What somebody else did first is no
// failure: it is news.
func refusal(err error) tea.Cmd {
	if e, ok := errors.AsType[*crm.Error](err); ok && e.Code == crm.Conflict {
		return screen.Toast(screen.Warning, capital(err.Error()))
	}
	return func() tea.Msg { return screen.Fail(err) }
}

// stays reports whether a person goes on with the same lead after the verb: who
// has called writes down what was said, and what comes next.
func stays(v crm.Verb) bool { return v == crm.LogTouch || v == crm.AddNote || v == crm.Assign }

// follower returns the lead to go to after a deed, 0 for the same. A verb that
// ends the work on a lead goes to the one that came after it, also when another
// verb has moved the lead down the list before.
func (l *Leads) follower(d crm.Deed) crm.LeadID {
	lead, ok := l.list.Selected()
	if !ok {
		return 0
	}
	done := map[crm.LeadID]bool{}
	for _, ref := range d.Leads {
		done[ref.ID] = true
	}
	if !done[lead.ID] {
		return lead.ID
	}
	next := l.resume
	if next == 0 {
		next = l.neighbour(done)
	}
	if stays(d.Verb) {
		l.resume = next
		return lead.ID
	}
	l.resume = 0
	return next
}

// neighbour returns the nearest lead below the cursor that is not among those,
// else the nearest above; 0 when there is none.
func (l *Leads) neighbour(those map[crm.LeadID]bool) crm.LeadID {
	for _, step := range []int{1, -1} {
		for i := l.list.Index() + step; i >= 0 && i < l.list.Total(); i += step {
			r, ok := l.list.Row(i)
			if !ok {
				break
			}
			if !those[r.ID] {
				return r.ID
			}
		}
	}
	return 0
}
