package leads

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dustin/go-humanize"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
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
	return l.lay(screen.AskMsg{
		Title: fmt.Sprintf("%s %s leads?", capital(doing[d.Verb]), n), Body: body, Yes: capital(doing[d.Verb]) + " " + n,
		Run: func() tea.Cmd { return l.act(d) },
	})
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
	if l.busy() {
		return stillWriting
	}
	l.writing, l.dropped = true, nil
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
	l.writing = false
	if m.err != nil {
		l.spin.Stop()
		return tea.Batch(l.reload(), refusal(m.err))
	}
	l.marks.clear()
	return l.settle(m.next, l.tell(m.report.Words, "u undoes"))
}

// tell shows what was done, cut so that what can be done about it stays in view.
func (l *Leads) tell(words, then string) tea.Cmd {
	const frame = 6 // the mark, the end of the sentence, and the edges
	return screen.Toast(screen.Success, text.Truncate(capital(words), l.w-text.Width(then)-frame)+". "+then+".")
}

// settle loads the list anew and goes to a lead, 0 to stay. When the list has
// come, the news is told: from then on the next key is for the next lead.
func (l *Leads) settle(next crm.LeadID, news tea.Cmd) tea.Cmd {
	cmd := l.reload()
	l.news = news
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

// busy reports whether a deed is being written, or the list after it is on its
// way.
func (l *Leads) busy() bool { return l.writing || l.news != nil }

// stillWriting is the answer to a key that comes too soon: who presses a key
// twice has not seen which lead is next.
func stillWriting() tea.Msg {
	return screen.ToastMsg{Level: screen.Info, Text: "Still writing; press again in a moment."}
}

// settled ends a deed and returns the news of it.
func (l *Leads) settled() tea.Cmd {
	news := l.news
	l.news = nil
	return news
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
