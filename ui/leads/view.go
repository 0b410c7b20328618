package leads

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

// view is one of the three lists, in the order in which v goes through them.
type view uint8

const (
	queue view = iota
	allLeads
	ready
)

func (v view) heading() string { return [...]string{"QUEUE", "ALL LEADS", "READY"}[v] }
func (v view) short() string   { return [...]string{"queue", "all leads", "ready"}[v] }

func (v view) words() string {
	return [...]string{"the queue: open leads by urgency", "all leads", "the ready leads that nobody has accepted yet"}[v]
}

func viewOf(q *crm.LeadQuery) view {
	switch {
	case q.Queue:
		return queue
	case q.Ready:
		return ready
	}
	return allLeads
}

func (l *Leads) view() view { return viewOf(&l.query) }

func (l *Leads) nextView() view { return (l.view() + 1) % 3 }

func (l *Leads) cycleView() tea.Cmd { return l.show(l.nextView()) }

// show goes to one of the lists. That of all leads is everybody's; the queue is
// that of the person who works it, if they are a member.
func (l *Leads) show(v view) tea.Cmd {
	switch {
	case v == allLeads:
		l.scope = crm.Everybody
	case v == queue && l.house.member:
		l.scope = crm.Mine
	}
	l.query.Queue, l.query.Ready, l.query.Snoozed = v == queue, v == ready, false
	l.query.Sort = crm.Sort{}
	l.marks.clear()
	return tea.Batch(l.ask(), l.figure())
}

func scopeWords(s crm.Scope) string {
	return map[crm.Scope]string{crm.Mine: "mine", crm.OfMyTeam: "my team's", crm.Everybody: "everybody's"}[s]
}

// nextScope returns whose leads come next; who is no member has no team.
func (l *Leads) nextScope() crm.Scope {
	next := map[crm.Scope]crm.Scope{crm.Mine: crm.OfMyTeam, crm.OfMyTeam: crm.Everybody, crm.Everybody: crm.Mine}[l.scope]
	if next == crm.OfMyTeam && !l.house.member {
		return crm.Everybody
	}
	return next
}

func (l *Leads) cycleScope() tea.Cmd { return l.showScope(l.nextScope()) }

func (l *Leads) showScope(s crm.Scope) tea.Cmd {
	l.scope = s
	l.query.Owner, l.query.Unowned = "", false // each says whose
	l.marks.clear()
	return l.ask()
}

// cycleSnoozed shows what is out of sight, or what is in sight again.
func (l *Leads) cycleSnoozed() tea.Cmd {
	l.query.Queue, l.query.Ready, l.query.Snoozed = true, false, !l.query.Snoozed
	l.marks.clear()
	return l.ask()
}

// asked is the question of the list, with the names that its scope means.
func (l *Leads) asked() crm.LeadQuery {
	q := l.query
	switch l.scope {
	case crm.Mine:
		q.Owner = l.house.name
	case crm.OfMyTeam:
		q.Owners = l.house.mates()
	case crm.Everybody:
	}
	return q
}

// chips are the restrictions of the list, in words.
func (l *Leads) chips() []string { return l.chipsOf(&l.query) }

func (l *Leads) chipsOf(q *crm.LeadQuery) []string {
	var chips []string
	add := func(is bool, words string) {
		if is {
			chips = append(chips, words)
		}
	}
	add(q.Snoozed, "snoozed")
	add(q.Unowned, "nobody's")
	add(q.IDs != nil, plural(len(q.IDs), "chosen lead"))
	add(q.Leaking, "leaking")
	add(!q.QuietFrom.IsZero(), "quiet since "+day(q.QuietFrom, l.clock()))
	add(q.Stage != "", "stage "+l.stageLabel(q.Stage))
	add(q.Owner != "", "owner "+q.Owner)
	add(q.Source != "", "source "+q.Source)
	add(!q.CreatedAfter.IsZero(), "added since "+day(q.CreatedAfter, l.clock()))
	add(!q.StageAfter.IsZero(), "there since "+day(q.StageAfter, l.clock()))
	return chips
}

func (l *Leads) clearChips() tea.Cmd {
	q := &l.query
	q.Snoozed, q.Unowned, q.Leaking, q.QuietFrom = false, false, false, time.Time{}
	q.Stage, q.Owner, q.Source, q.IDs = "", "", "", nil
	q.CreatedAfter, q.StageAfter = time.Time{}, time.Time{}
	l.marks.clear()
	return l.ask()
}

// definitions returns the stages of the file, those of a new file until they
// are known.
func (l *Leads) definitions() crm.Stages {
	if l.stages == nil {
		return crm.DefaultStages()
	}
	return l.stages
}

func (l *Leads) stageLabel(stage string) string { return l.definitions().Label(stage) }
