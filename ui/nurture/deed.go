package nurture

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/ui/screen"
)

// deeds is what the person has done here and is doing.
type deeds struct {
	running bool        // a write is under way
	plan    *rules.Plan // what the newest change of the plan replaced; nil when a deed came after it
}

// actedMsg is the answer to a deed.
type actedMsg struct {
	on     target
	report crm.DeedReport
	err    error
}

// act does a deed to its target, after the question when that is more than one
// lead. A form has the number in its title and needs no question.
func (n *Nurture) act(d crm.Deed, on target, question string) tea.Cmd {
	if question == "" || len(on.rows) == 1 {
		return n.do(d, on)
	}
	return send(screen.AskMsg{
		Title: question + "?", Yes: "All " + comma(len(on.rows)),
		Body: "All of them, or none when one has changed meanwhile. u takes it back.",
		Run:  func() tea.Cmd { return n.do(d, on) },
	})
}

func (n *Nurture) do(d crm.Deed, on target) tea.Cmd {
	if n.deeds.running {
		return screen.Toast(screen.Warning, busy)
	}
	n.deeds.running = true
	d.Leads = on.refs()
	src := n.src
	return tea.Batch(n.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		report, err := src.Act(ctx, d)
		return actedMsg{on, report, err}
	})
}

// acted tells what was done and goes on to the next lead. After a conflict the
// list shows what the others did, and the marks stay on all that are still
// there, so that nothing is to be marked again.
func (n *Nurture) acted(m actedMsg) tea.Cmd {
	n.deeds.running = false
	n.rest()
	if m.err != nil {
		cmd := n.fail(m.err)
		if crm.ErrorCode(m.err) == crm.Conflict || crm.ErrorCode(m.err) == crm.NotFound {
			cmd = tea.Batch(cmd, n.prune(), n.reload())
		}
		return cmd
	}
	n.deeds.plan = nil
	if r, ok := n.list.Selected(); ok && len(m.on.rows) == 1 && r.Lead.ID == m.on.rows[0].Lead.ID {
		n.list.Select(n.list.Index() + 1)
	}
	for i := range m.on.rows {
		delete(n.marks, m.on.rows[i].Lead.ID)
	}
	return tea.Batch(screen.Toast(screen.Success, capital(m.report.Words)+" · u undoes"), n.reload())
}

// fail says what went wrong; nothing was changed.
func (n *Nurture) fail(err error) tea.Cmd {
	return func() tea.Msg { return screen.Fail(err) }
}

// touch asks for the channel: the second key logs the touch.
func (n *Nurture) touch() tea.Cmd {
	on := n.target()
	pick := screen.PickMsg{Title: "Touched " + on.words()}
	for _, c := range crm.Channels() {
		label := string(c)
		pick.Options = append(pick.Options, screen.Option{Key: label[:1], Label: label, Run: func() tea.Cmd {
			return n.act(crm.Deed{Verb: crm.LogTouch, Channel: c}, on, "Log a touch ("+label+") on "+on.words())
		}})
	}
	pick.Options = append(pick.Options, screen.Option{Key: "w", Label: "with words", Hint: "say what came of it", Run: func() tea.Cmd { return n.touchForm(on) }})
	return send(pick)
}

// touchForm asks for the channel and what came of the touch.
func (n *Nurture) touchForm(on target) tea.Cmd {
	var channels []string
	for _, c := range crm.Channels() {
		channels = append(channels, string(c))
	}
	return send(screen.FormMsg{
		Title: "Touched " + on.words(), Submit: "log it",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{
				{Key: "channel", Label: "How", Value: channels[0], Options: channels},
				{Key: "text", Label: "What came of it", Placeholder: "call again in spring"},
			}
		},
		Run: func(v screen.Values) tea.Cmd {
			return n.act(crm.Deed{Verb: crm.LogTouch, Channel: crm.Channel(v["channel"]), Text: v["text"]}, on, "")
		},
	})
}

func send(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
