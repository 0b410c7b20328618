package leads

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
)

// view is one of the three lists.
type view uint8

const (
	allLeads view = iota
	queue
	ready
)

func (v view) heading() string { return [...]string{"ALL LEADS", "QUEUE", "READY"}[v] }
func (v view) short() string   { return [...]string{"all leads", "queue", "ready"}[v] }

func (v view) words() string {
	return [...]string{"all leads", "the queue: open leads by urgency", "the ready leads that nobody has accepted yet"}[v]
}

func (l *Leads) view() view {
	switch {
	case l.query.Queue:
		return queue
	case l.query.Ready:
		return ready
	}
	return allLeads
}

func (l *Leads) nextView() view { return (l.view() + 1) % 3 }

func (l *Leads) cycleView() tea.Cmd { return l.show(l.nextView()) }

func (l *Leads) show(v view) tea.Cmd {
	l.query.Queue, l.query.Ready = v == queue, v == ready
	l.query.Sort = crm.Sort{}
	return l.ask()
}

// chips are the restrictions that came from another screen, in words.
func (l *Leads) chips() []string {
	var chips []string
	if l.query.Stage != "" {
		chips = append(chips, "stage "+l.stageLabel(l.query.Stage))
	}
	if l.query.Owner != "" {
		chips = append(chips, "owner "+l.query.Owner)
	}
	if l.query.Source != "" {
		chips = append(chips, "source "+l.query.Source)
	}
	if t := l.query.CreatedAfter; !t.IsZero() {
		chips = append(chips, "added since "+day(t, l.clock()))
	}
	if t := l.query.StageAfter; !t.IsZero() {
		chips = append(chips, "there since "+day(t, l.clock()))
	}
	return chips
}

func (l *Leads) clearChips() tea.Cmd {
	l.query.Stage, l.query.Owner, l.query.Source = "", "", ""
	l.query.CreatedAfter, l.query.StageAfter = time.Time{}, time.Time{}
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
