package leads

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// handle is a verb with its key and what is asked before it is done.
type handle struct {
	verb  crm.Verb
	key   string
	short string // in the footer
	title string
	begin func(*Leads, targets) tea.Cmd
}

// handles returns every verb once, in the order in which they are offered.
func handles() []handle {
	return []handle{
		{crm.Accept, "a", "accept", "Accept: sales takes the lead", atOnce(crm.Accept)},
		{crm.Reject, "x", "reject", "Reject: not ready after all", because(crm.Reject, "Why is it not ready?")},
		{crm.Recycle, "c", "recycle", "Recycle: not now, nurture it until a day", (*Leads).recycle},
		{crm.Advance, ">", "advance", "Advance by one stage", atOnce(crm.Advance)},
		{crm.Win, "w", "won", "Won: it is a customer", atOnce(crm.Win)},
		{crm.Lose, "X", "lost", "Lost: it bought nothing, or elsewhere", because(crm.Lose, "Why was it lost?")},
		{crm.LogTouch, "t", "touch", "Log a touch: call, e-mail, meeting", (*Leads).touch},
		{crm.PlanNext, "n", "next", "Plan the next step and its day", (*Leads).planNext},
		{crm.Snooze, "z", "snooze", "Snooze: out of sight until a day", (*Leads).snooze},
		{crm.Return, "R", "return", "Return from a detour to the ready ones", atOnce(crm.Return)},
		{crm.Back, "<", "back", "Move one stage back", atOnce(crm.Back)},
		{crm.Assign, "A", "assign", "Assign to another owner", (*Leads).assign},
		{crm.AddNote, "N", "note", "Write a note", (*Leads).note},
		{crm.Disqualify, "D", "disqualify", "Disqualify: it will never buy", because(crm.Disqualify, "Why will it never buy?")},
	}
}

// named are the verbs that the footer names for a lead where it stands. All
// others work too; the file refuses what cannot be done and says why.
var named = map[crm.Standing][]crm.Verb{
	crm.Waiting:      {crm.Accept, crm.Reject, crm.Recycle, crm.LogTouch, crm.PlanNext},
	crm.InSales:      {crm.Advance, crm.Win, crm.Lose, crm.Recycle, crm.LogTouch, crm.PlanNext},
	crm.InNurture:    {crm.Accept, crm.Return, crm.LogTouch},
	crm.StandingWon:  {crm.AddNote},
	crm.StandingLost: {crm.Return, crm.AddNote},
}

// verbActions are the keys of the verbs and the list of them all.
func (l *Leads) verbActions() []screen.Action {
	const group = "Working the lead"
	why, standing := l.idle(), crm.Waiting
	if lead, ok := l.list.Selected(); ok && l.marks.count() == 0 {
		standing = l.definitions().Standing(lead.Stage)
	}
	var actions []screen.Action
	for _, h := range handles() {
		actions = append(actions, screen.Action{
			Binding: bind(h.key, h.short, h.key), Title: h.title, Group: group, Why: why,
			Quiet: !slices.Contains(named[standing], h.verb), Run: func() tea.Cmd { return l.begin(h) },
		})
	}
	// What the footer names comes in the order in which it is named.
	slices.SortStableFunc(actions, func(a, b screen.Action) int {
		switch {
		case a.Quiet == b.Quiet:
			return 0
		case a.Quiet:
			return 1
		}
		return -1
	})
	return append(actions, screen.Action{
		Binding: bind(".", "more", "."), Title: "Choose from everything that can be done", Group: group, Why: why, Quiet: true, Run: l.more,
	})
}

// idle says why nothing can be done to a lead, empty when something can.
func (l *Leads) idle() string {
	if l.house.readOnly {
		return "the file is open for reading only"
	}
	if _, ok := l.list.Selected(); !ok && l.marks.count() == 0 {
		return nothing
	}
	return ""
}

// begin asks what the verb has to know about the marked leads or the selected
// one, and does it.
func (l *Leads) begin(h handle) tea.Cmd {
	if l.busy() {
		return stillWriting
	}
	t, ok := l.targets()
	if !ok {
		return nil
	}
	return h.begin(l, t)
}

// more offers every verb with its key.
func (l *Leads) more() tea.Cmd {
	t, ok := l.targets()
	if !ok {
		return nil
	}
	pick := screen.PickMsg{Title: "What happened to " + t.words() + "?"}
	for _, h := range handles() {
		pick.Options = append(pick.Options, screen.Option{Key: h.key, Label: h.title, Run: func() tea.Cmd { return l.begin(h) }})
	}
	return l.lay(pick)
}

// targets are the leads that a deed is done to.
type targets struct {
	refs  []crm.Ref
	query *crm.LeadQuery // instead of refs
	count int
	lead  row // the only one, when count is 1
}

// targets returns the marked leads, or the selected one when none is marked.
func (l *Leads) targets() (targets, bool) {
	lead, ok := l.list.Selected()
	switch {
	case l.marks.query != nil:
		return targets{query: l.marks.query, count: l.marks.total}, true
	case l.marks.count() > 1, l.marks.count() == 1 && (!ok || !l.marks.has(lead.ID)):
		return targets{refs: l.marks.all(), count: l.marks.count()}, true
	case !ok:
		return targets{}, false
	}
	return targets{refs: []crm.Ref{crm.RefOf(&lead.Lead)}, count: 1, lead: lead}, true
}

// words names the targets: "Mia Chen", "12 leads".
func (t *targets) words() string {
	if t.lead.ID != 0 {
		return t.lead.DisplayName()
	}
	return plural(t.count, "lead")
}

// deed returns the deed with the targets in it.
func (t *targets) deed(d crm.Deed) crm.Deed {
	d.Leads, d.Query = t.refs, t.query
	return d
}

// title is the heading of a question about the targets.
func (t *targets) title(question string) string {
	return fmt.Sprintf("%s  %s", question, t.words())
}
