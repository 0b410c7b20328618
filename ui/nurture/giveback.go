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

// giveBack asks to whom in sales the target returns now, and says who does not
// get it by itself, since they have just declined it.
func (n *Nurture) giveBack() tea.Cmd {
	on := n.target()
	give := func(to string) func() tea.Cmd {
		question := "Return " + on.words() + " to sales"
		if to != "" {
			question = "Return " + on.words() + " to " + text.Clean(to)
		}
		return func() tea.Cmd { return n.act(crm.Deed{Verb: crm.Return, To: to}, on, question) }
	}
	pick := screen.PickMsg{Title: "Return " + on.words() + " to sales now", Options: []screen.Option{
		{Key: "a", Label: "whoever is free", Hint: "whom it was with, unless cooling off", Run: give("")},
	}}
	if len(on.rows) == 1 {
		p := on.rows[0].Work.Pass
		pick.Body = fmt.Sprintf("It was recycled %s for %s", n.day(p.At), orNotGiven(p.Reason))
		if p.Owner != "" {
			pick.Body += " while it was with " + text.Clean(p.Owner)
		}
		pick.Body += "."
	}
	for _, m := range n.desk.members {
		if m.Team != crm.Sales {
			continue
		}
		o := screen.Option{Label: m.Name, Hint: n.coolOff(m.Name, on), Run: give(m.Name)}
		if i := len(pick.Options); i <= digitKeys {
			o.Key = strconv.Itoa(i)
		}
		pick.Options = append(pick.Options, o)
	}
	if len(pick.Options) == 1 {
		pick.Options[0].Hint = "there is nobody in sales: it keeps its owner"
	}
	return send(pick)
}

// coolOff says of how many leads a member is cooling off and until when; empty
// for somebody who may get them all.
func (n *Nurture) coolOff(member string, on target) string {
	now := n.now()
	cooling := 0
	var until crm.Day
	for i := range on.rows {
		p := on.rows[i].Work.Pass
		if n.desk.plan.CoolingOff(member, rules.Declined{By: p.Owner, At: p.At}, now, now.Location()) {
			cooling++
			until = max(until, crm.DayOf(p.At, now.Location())+crm.Day(n.desk.plan.CoolOff))
		}
	}
	if cooling == 0 {
		return ""
	}
	words := "! had it, cools off until " + n.day(until.Start(now.Location()))
	if len(on.rows) > 1 {
		words = fmt.Sprintf("! had %d of them, cools off until %s", cooling, n.day(until.Start(now.Location())))
	}
	return words
}
