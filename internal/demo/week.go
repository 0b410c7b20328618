package demo

import (
	"cmp"
	"slices"

	"smarketing/internal/crm"
)

// move is something a member of the team does to a lead, perhaps only if it
// still makes sense when the time has come.
type move struct {
	at      int64
	by      string
	key     string // of the lead
	stage   string // the stage it goes to; empty for a touch or a pause
	reason  string
	until   int64 // of a pause
	channel crm.Channel
	text    string
}

func (m move) compare(o move) int {
	return cmp.Or(cmp.Compare(m.at, o.at), cmp.Compare(m.key, o.key), cmp.Compare(m.stage, o.stage))
}

// week is what happens in the last days of a demo, in order of time.
type week struct {
	from   int64 // nothing of it happens at this instant or before
	events []crm.Event
	moves  []move
}

// gather collects what leads do and what becomes of them after an instant.
func (w *world) gather(from int64) *week {
	k := &week{from: from}
	for n := range w.leads {
		s, steps := w.subject(n)
		for _, a := range w.behaviour(s, steps) {
			if a.at > from {
				k.events = append(k.events, crm.Event{LeadRef: s.key, Activity: a.activity()})
			}
		}
		for i, st := range w.past(steps) {
			if i > 0 && st.at > from {
				k.moves = append(k.moves, move{at: st.at, by: st.by, key: s.key, stage: st.stage, reason: st.reason})
			}
		}
	}
	slices.SortStableFunc(k.events, func(a, b crm.Event) int { return a.Activity.At.Compare(b.Activity.At) })
	for i := range k.events {
		k.events[i].Row = i + 1
	}
	slices.SortFunc(k.moves, move.compare)
	return k
}

// plan adds a move to those to come.
func (k *week) plan(m move) {
	i, _ := slices.BinarySearchFunc(k.moves, m, move.compare)
	k.moves = slices.Insert(k.moves, i, m)
}

// nextMove takes the next move that is due.
func (k *week) nextMove(until int64) (move, bool) {
	if len(k.moves) == 0 || k.moves[0].at > until {
		return move{}, false
	}
	m := k.moves[0]
	k.moves = k.moves[1:]
	return m, true
}

// nextEvents takes all events until then.
func (k *week) nextEvents(until int64) []crm.Event {
	n := 0
	for n < len(k.events) && k.events[n].Activity.At.Unix() <= until {
		n++
	}
	events := k.events[:n]
	k.events = k.events[n:]
	return events
}
