package nurture

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// dates are completions of a day, the likeliest first.
var dates = []string{"tomorrow", "next mon", "+1w", "+2w", "+1m", "+3m", "eoq"}

// dateField asks for a day and says it back in full while it is typed.
func (n *Nurture) dateField(key, label, value string) screen.Field {
	f := screen.Field{Key: key, Label: label, Placeholder: "fri, +3d, 1 dec", Suggest: dates, Hint: "fri, +3d, next mon, 1 dec, eom"}
	now := n.now()
	if t, err := crm.ParseFuture(value, now, now.Location()); err == nil {
		f.Hint = t.In(now.Location()).Format("Monday 2 January 2006") + ", " + n.distance(t)
	}
	return f
}

// future reads a day; the problem says what is wrong with it. The first day
// that is taken is so many days from today.
func (n *Nurture) future(value string, first int) (t time.Time, problem string) {
	if strings.TrimSpace(value) == "" {
		return t, "say when: fri, +3d, 1 dec"
	}
	now := n.now()
	t, err := crm.ParseFuture(value, now, now.Location())
	if err != nil {
		message, hint := screen.Sentence(err)
		return t, message + "; " + hint
	}
	if n.days(t) < first {
		return t, "today is too early; choose tomorrow or a later day"
	}
	return t, ""
}

// reschedule asks for another day on which the target comes back.
func (n *Nurture) reschedule() tea.Cmd {
	on := n.target()
	return send(screen.FormMsg{
		Title: "Another day for " + on.words(), Submit: "reschedule",
		Fields: func(v screen.Values) []screen.Field {
			return []screen.Field{n.dateField("date", "Comes back", v["date"])}
		},
		Check: func(v screen.Values) map[string]string {
			_, problem := n.future(v["date"], 1)
			return map[string]string{"date": problem}
		},
		Run: func(v screen.Values) tea.Cmd {
			until, _ := n.future(v["date"], 1)
			return n.act(crm.Deed{Verb: crm.Snooze, Until: until}, on, "")
		},
	})
}

// planNext asks for the next touch: what, and on which day.
func (n *Nurture) planNext() tea.Cmd {
	on := n.target()
	return send(screen.FormMsg{
		Title: "Next touch of " + on.words(), Submit: "plan it",
		Fields: func(v screen.Values) []screen.Field {
			what := screen.Field{Key: "text", Label: "What", Placeholder: "call about the new budget", Suggest: []string{"call", "e-mail", "meet", "send news"}}
			if len(on.rows) == 1 {
				what.Value = on.rows[0].Lead.NextStep
			}
			return []screen.Field{what, n.dateField("date", "When", v["date"])}
		},
		Check: func(v screen.Values) map[string]string {
			problems := map[string]string{}
			if v["text"] == "" {
				problems["text"] = "say what is to be done"
			}
			_, problems["date"] = n.future(v["date"], 0)
			return problems
		},
		Run: func(v screen.Values) tea.Cmd {
			until, _ := n.future(v["date"], 0)
			return n.act(crm.Deed{Verb: crm.PlanNext, Text: v["text"], Until: until}, on, "")
		},
	})
}
