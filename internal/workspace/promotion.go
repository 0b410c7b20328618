package workspace

import (
	"encoding/json"
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/store"
)

// The journal says who has moved a lead that nobody moved, and what was done.
const (
	verbPromote = "promote"
	byItself    = "smarketing"
)

// promotion is a move to the gate that nobody made.
type promotion struct {
	lead   *crm.Lead
	from   string    // the stage it stood in
	pass   *crm.Pass // that has ended with it, of a recycled lead
	handed bool      // to another owner
}

// promoting is what the journal keeps of a promotion, named as of a deed.
type promoting struct {
	Reason, Text string
	To           string `json:",omitempty"` // the owner it was handed to
}

// promote moves a lead that stands before the gate, or is recycled, to it.
func (n *news) promote(s *stamping, l *crm.Lead) *promotion {
	gate, ok := s.rules.stages.Gate()
	reason := promoted
	switch {
	case l.Stage == crm.Recycled:
		reason = readyAgain
		if !ok {
			gate = s.rules.stages.First()
		}
	case !ok || !s.rules.stages.Before(l.Stage, gate):
		return nil
	}
	p := &promotion{from: l.Stage}
	l.Stage, l.StageAt = gate, after(l.StageAt, s.now)
	lead := *l
	p.lead = &lead
	n.moved = append(n.moved, p)
	n.changes = append(n.changes, crm.StageChange{Lead: l.ID, Stage: gate, At: l.StageAt, Reason: reason})
	return p
}

// The reasons the log gives for an automatic move to the gate.
const (
	promoted   = "ready"
	readyAgain = "ready again" // of a recycled lead
)

// move writes the promotions, with a trace in the journal: whoever wonders why a
// lead is somewhere else, or somebody else's, finds it there.
func (n *news) move(t *store.Tx, s *stamping) error {
	if len(n.moved) == 0 {
		return nil
	}
	if err := n.handOver(t, s); err != nil {
		return err
	}
	if _, err := t.AddStageChanges(n.changes, 0); err != nil {
		return err
	}
	if err := t.Promote(n.changes); err != nil {
		return err
	}
	for i, p := range n.moved {
		given := promoting{Reason: n.changes[i].Reason, Text: "now in " + s.rules.stages.Label(p.lead.Stage)}
		if p.handed {
			given.To = p.lead.Owner
		}
		detail, err := json.Marshal(given)
		if err != nil {
			return fmt.Errorf("journal the promotion: %w", err)
		}
		entry := crm.JournalEntry{At: s.now, By: byItself, Verb: verbPromote, Lead: p.lead.ID, Key: p.lead.Key, Detail: string(detail)}
		if err := t.AddJournal(entry); err != nil {
			return err
		}
	}
	return nil
}

// handOver gives recycled leads that are ready again, and nobody's or of
// somebody who has just declined them, to somebody else.
func (n *news) handOver(t *store.Tx, s *stamping) error {
	var taker *taker
	for _, p := range n.moved {
		d := declined(p.pass)
		if p.from != crm.Recycled || p.lead.Owner != "" && !s.rules.desk.plan.CoolingOff(p.lead.Owner, d, s.now, s.rules.zone) {
			continue
		}
		if taker == nil {
			var err error
			if taker, err = newTaker(t, s.rules.desk, s.now); err != nil {
				return err
			}
		}
		if name := taker.next(d); name != "" {
			p.lead.Owner, p.handed = name, true
			if err := t.SetOwner(p.lead); err != nil {
				return err
			}
		}
	}
	return nil
}

// returned reports whether a lead that was recycled is ready again: while it
// is recycled, when history or a new rubric is the reason, and else at the gate
// until somebody decides about it.
func (r *rules) returned(l *crm.Lead, w *crm.Work) bool {
	ready := l.Stamp.Ready
	switch {
	case !ready.Ready() || w.Pass == nil:
		return false
	case w.Nursed():
		return true
	}
	return r.stages.Standing(l.Stage) == crm.Waiting && !millis(ready.Since).After(w.Pass.EndedAt)
}

// declined says who has given a lead up, and when.
func declined(p *crm.Pass) nurture.Declined {
	if p == nil {
		return nurture.Declined{}
	}
	return nurture.Declined{By: p.Owner, At: p.At}
}

// taker finds who takes returning leads, counting those it has given.
type taker struct {
	desk       *desk
	now        time.Time
	candidates []nurture.Candidate
}

func newTaker(t *store.Tx, d *desk, now time.Time) (*taker, error) {
	members, err := t.Members()
	if err != nil {
		return nil, err
	}
	loads, err := t.Loads()
	if err != nil {
		return nil, err
	}
	k := &taker{desk: d, now: now}
	for _, m := range members {
		if m.Team == crm.Sales {
			k.candidates = append(k.candidates, nurture.Candidate{Name: m.Name, Capacity: m.Capacity, Load: loads[m.Name]})
		}
	}
	return k, nil
}

// next returns who takes the next lead; empty when nobody may.
func (k *taker) next(d nurture.Declined) string {
	name := k.desk.plan.Taker(k.candidates, d, k.now, k.desk.zone)
	for i := range k.candidates {
		if k.candidates[i].Name == name {
			k.candidates[i].Load++
		}
	}
	return name
}
