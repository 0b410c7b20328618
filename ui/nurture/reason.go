package nurture

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// digitKeys is how many options have a digit for a key.
const digitKeys = 9

// changeReason offers the reasons of the plan. A changed reason is news of
// today, so its days count from today.
func (n *Nurture) changeReason() tea.Cmd {
	on := n.target()
	pick := screen.PickMsg{Title: "Why not now: " + on.words()}
	if len(on.rows) == 1 {
		p := on.rows[0].Work.Pass
		pick.Body = fmt.Sprintf("Recycled %s for %s; comes back %s.", n.day(p.At), orNotGiven(p.Reason), n.dayOr(p.ReturnAt, "on no day"))
	}
	now := n.now()
	for i, c := range n.desk.plan.Cadences {
		until := c.ReturnAt(now, now.Location())
		o := screen.Option{Label: c.Reason, Hint: "back " + n.day(until) + ", " + touchWords(c), Run: func() tea.Cmd {
			return n.act(crm.Deed{Verb: crm.Recycle, Reason: c.Reason, Until: until}, on, "Change the reason of "+on.words()+" to “"+text.Clean(c.Reason)+"”")
		}}
		if i < digitKeys {
			o.Key = strconv.Itoa(i + 1)
		}
		pick.Options = append(pick.Options, o)
	}
	pick.Options = append(pick.Options, screen.Option{
		Key: "o", Label: "other", Hint: "type it, with a day and a policy", Run: func() tea.Cmd { return n.reasonForm(on) },
	})
	return send(pick)
}

func orNotGiven(reason string) string {
	if reason == "" {
		return rules.NotGiven
	}
	return text.Clean(reason)
}

// The policies as they are offered; the first is that of the reason.
const (
	asReason  = "as the reason says"
	fromToday = "counts anew"
	asItIs    = "keeps its points"
)

// reasonForm asks for a reason of any kind, a day, and what becomes of the
// engagement.
func (n *Nurture) reasonForm(on target) tea.Cmd {
	return send(screen.FormMsg{
		Title: "Why not now: " + on.words(), Submit: "change",
		Fields: func(v screen.Values) []screen.Field {
			c := n.desk.plan.For(v["reason"])
			day := n.dateField("date", "Comes back", v["date"])
			if v["date"] == "" {
				day.Hint = fmt.Sprintf("empty: after %s, %s", plural(c.Return, "day"), n.day(c.ReturnAt(n.now(), n.now().Location())))
			}
			return []screen.Field{
				{Key: "reason", Label: "Reason", Suggest: n.desk.plan.Reasons()}, day,
				{Key: "policy", Label: "Engagement", Value: asReason, Options: []string{asReason, fromToday, asItIs}},
			}
		},
		Check: func(v screen.Values) map[string]string {
			problems := map[string]string{}
			if v["reason"] == "" {
				problems["reason"] = "recycling needs a reason"
			}
			if v["date"] != "" {
				_, problems["date"] = n.future(v["date"], 1)
			}
			return problems
		},
		Run: func(v screen.Values) tea.Cmd {
			now := n.now()
			d := crm.Deed{Verb: crm.Recycle, Reason: v["reason"], Until: n.desk.plan.For(v["reason"]).ReturnAt(now, now.Location())}
			if v["date"] != "" {
				d.Until, _ = n.future(v["date"], 1)
			}
			d.Policy = map[string]crm.Policy{fromToday: crm.StartFresh, asItIs: crm.KeepScore}[v["policy"]]
			return n.act(d, on, "")
		},
	})
}
