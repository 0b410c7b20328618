package workspace

import (
	"encoding/json"
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/store"
)

// news is what scoring leads means for the people who work them.
type news struct {
	works  []store.WorkRow
	passes []int             // works whose pass the log has begun
	moved  []crm.StageChange // promotions to the gate
	back   []*crm.Lead       // recycled leads that are ready again
	alerts []crm.Alert
	events []crm.OutboxEvent

	imported, published int // leads made ready by history, or by a new rubric
}

// add looks at a lead that has just been scored. One that has become ready
// moves on to the gate and comes back in sight, unless history or a new rubric
// is the reason.
func (n *news) add(s *stamping, l *crm.Lead, acts []crm.Activity, became, quiet bool) {
	was := s.works[l.ID]
	if became && !quiet {
		was.SnoozedUntil = time.Time{}
		if n.promote(s, l) {
			l.Stamp.Standing = s.rules.stages.Standing(l.Stage)
		}
	}
	next := s.rules.desk.stand(s.rules, l, was, acts, s.now)
	if before := s.works[l.ID]; sameWork(&before, &next) && !next.Nursed() {
		return
	}
	if next.Nursed() && !onPass(&was, l) {
		n.passes = append(n.passes, len(n.works))
	}
	if next.Nursed() && became && !quiet {
		again := *l
		n.back = append(n.back, &again)
	}
	n.works = append(n.works, store.WorkRow{Lead: l.ID, Work: next, Returned: l.Stamp.Ready.Ready()})
}

// promote moves a lead that stands before the gate to it.
func (n *news) promote(s *stamping, l *crm.Lead) bool {
	gate, ok := s.rules.stages.Gate()
	if !ok || !s.rules.stages.Before(l.Stage, gate) {
		return false
	}
	l.Stage, l.StageAt = gate, after(l.StageAt, s.now)
	n.moved = append(n.moved, crm.StageChange{Lead: l.ID, Stage: gate, At: l.StageAt, Reason: promoted})
	return true
}

// promoted is the reason the log gives for an automatic move to the gate.
const promoted = "ready"

// after returns now, or the moment after the last change of the log, so that
// the log says the same however its clock was set.
func after(last, now time.Time) time.Time {
	now = millis(now)
	if !now.After(last) {
		return last.Add(time.Millisecond)
	}
	return now
}

// tell announces that a lead has become ready, or counts it for a summary.
func (n *news) tell(s *stamping, l *crm.Lead, e *crm.ReadyEvent, imported bool) {
	switch {
	case imported:
		n.imported++
		return
	case e.Summary:
		n.published++
		return
	}
	n.alerts = append(n.alerts, crm.Alert{
		Kind: crm.ReadyAlert, At: e.At, Lead: l.ID, Cause: e.Cause, Score: e.Score, Grade: e.Grade,
		RubricVersion: e.RubricVersion, Owner: l.Owner, Why: e.Why,
	})
	n.events = append(n.events, eventOf(crm.ReadyEventKind, s.now, l, map[string]any{
		"ready_since": e.At.UTC().Format(time.RFC3339), "cause": e.Cause, "score": crm.Points(e.Score), "grade": e.Grade,
		"rubric_version": e.RubricVersion, "why": e.Why,
	}))
}

// eventOf is what a command of the user is told about a lead.
func eventOf(kind crm.EventKind, at time.Time, l *crm.Lead, more map[string]any) crm.OutboxEvent {
	payload := map[string]any{
		"event": kind, "at": at.UTC().Format(time.RFC3339),
		"lead": map[string]any{
			"id": l.ID, "key": l.Key, "name": l.DisplayName(), "email": l.Email, "company": l.Company, "stage": l.Stage, "owner": l.Owner,
			"score": crm.Points(l.Stamp.Score), "grade": l.Stamp.Grade,
		},
	}
	for name, value := range more {
		payload[name] = value
	}
	body, err := json.Marshal(payload)
	if err != nil { // texts, numbers and lists of texts always can be
		panic(err)
	}
	return crm.OutboxEvent{Kind: kind, At: at, Payload: body}
}

// write puts the news into the transaction, after the stamps.
func (n *news) write(t *store.Tx, s *stamping) error {
	if err := n.writePasses(t, s); err != nil {
		return err
	}
	if err := t.PutWorks(n.works); err != nil {
		return err
	}
	if len(n.moved) > 0 {
		if _, err := t.AddStageChanges(n.moved, 0); err != nil {
			return err
		}
		if err := t.Promote(n.moved); err != nil {
			return err
		}
	}
	if err := n.handOver(t, s); err != nil {
		return err
	}
	if err := t.AddAlerts(n.alerts); err != nil {
		return err
	}
	if err := t.AddEvents(n.events, s.now); err != nil {
		return err
	}
	if n.published > 0 {
		v := s.rules.version.Number
		why := []string{fmt.Sprintf("version %d of the rubric", v)}
		if err := t.AddToSummary(fmt.Sprintf("rubric %d", v), n.published, v, s.now, why); err != nil {
			return err
		}
	}
	return n.summarise(t, s)
}

// summarise counts what the newest import has made ready.
func (n *news) summarise(t *store.Tx, s *stamping) error {
	if n.imported == 0 {
		return nil
	}
	last, err := t.LastImport()
	if err != nil || last == nil {
		return err
	}
	return t.AddToSummary(originOf(crm.ImportID(last.ID)), n.imported, s.rules.version.Number, s.now, []string{"import of " + last.File})
}

// originOf names an import as the origin of a summary.
func originOf(id crm.ImportID) string { return fmt.Sprintf("import %d", id) }

// writePasses completes the passes that the log has begun: history, or rows of
// a file, say that a lead was recycled.
func (n *news) writePasses(t *store.Tx, s *stamping) error {
	if len(n.passes) == 0 {
		return nil
	}
	ids := make([]crm.LeadID, len(n.passes))
	for i, k := range n.passes {
		ids[i] = n.works[k].Lead
	}
	logged, err := t.LoggedPasses(ids)
	if err != nil {
		return err
	}
	desk := s.rules.desk
	for _, k := range n.passes {
		w := &n.works[k].Work
		p := *w.Pass
		log := logged[p.Lead]
		p.Cycle, p.By, p.Reason = max(log.Cycle, 1), log.By, log.Reason
		from := p.At
		if from.IsZero() {
			from = s.now
		}
		c := desk.plan.For(p.Reason)
		p.ReturnAt = millis(c.ReturnAt(from, desk.zone))
		w.Pass = &p
		w.NextTouch = millis(c.NextTouch(from, w.TouchedAt, p.ReturnAt, desk.zone))
	}
	return nil
}

// handOver gives recycled leads that are ready again to somebody else than who
// has just declined them.
func (n *news) handOver(t *store.Tx, s *stamping) error {
	var taker *taker
	for _, l := range n.back {
		w, ok := n.workOf(l.ID)
		if !ok {
			continue
		}
		d := declined(w.Pass)
		if !s.rules.desk.plan.CoolingOff(l.Owner, d, s.now, s.rules.zone) {
			continue
		}
		if taker == nil {
			var err error
			if taker, err = newTaker(t, s.rules.desk, s.now); err != nil {
				return err
			}
		}
		if l.Owner = taker.next(d); l.Owner != "" {
			if err := t.SetOwner(l); err != nil {
				return err
			}
		}
	}
	return nil
}

func (n *news) workOf(id crm.LeadID) (crm.Work, bool) {
	for i := range n.works {
		if n.works[i].Lead == id {
			return n.works[i].Work, true
		}
	}
	return crm.Work{}, false
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
