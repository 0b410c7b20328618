package workspace

import (
	"encoding/json"
	"fmt"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/store"
)

// news is what scoring leads means for the people who work them.
type news struct {
	works   []store.WorkRow
	passes  []int             // works whose pass the log has begun
	moved   []*promotion      // to the gate, by themselves
	changes []crm.StageChange // of them
	told    []*announcement   // one for each lead

	imported, published int // leads made ready by history, or by a new rubric
}

// announcement tells the team that a lead has become ready.
type announcement struct {
	lead  *crm.Lead
	event crm.ReadyEvent
}

// add looks at a lead that has just been scored. One that has become ready
// moves on to the gate and comes back in sight, unless history or a new rubric
// is the reason.
func (n *news) add(s *stamping, l *crm.Lead, acts []crm.Activity, became, quiet bool) {
	was := s.works[l.ID]
	var moved *promotion
	if became && !quiet {
		was.SnoozedUntil = time.Time{}
		if moved = n.promote(s, l); moved != nil {
			l.Stamp.Standing = s.rules.stages.Standing(l.Stage)
		}
	}
	next := s.rules.desk.stand(s.rules, l, was, acts, s.now)
	if moved != nil && moved.from == crm.Recycled {
		moved.pass = next.Pass
	}
	if before := s.works[l.ID]; sameWork(&before, &next) && !next.Nursed() {
		return
	}
	if next.Nursed() && !onPass(&was, l) {
		n.passes = append(n.passes, len(n.works))
	}
	n.works = append(n.works, store.WorkRow{Lead: l.ID, Work: next, Returned: s.rules.returned(l, &next)})
}

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
func (n *news) tell(l *crm.Lead, e *crm.ReadyEvent, imported bool) {
	switch {
	case imported:
		n.imported++
		return
	case e.Summary:
		n.published++
		return
	}
	lead := *l
	n.told = append(n.told, &announcement{&lead, *e})
}

// announce writes the alerts and the events, when it is known whose the leads
// are.
func (n *news) announce(t *store.Tx, s *stamping) error {
	owners := make(map[crm.LeadID]string, len(n.moved))
	for _, p := range n.moved {
		owners[p.lead.ID] = p.lead.Owner
	}
	alerts := make([]crm.Alert, 0, len(n.told))
	events := make([]crm.OutboxEvent, 0, len(n.told))
	for _, a := range n.told {
		l, e := a.lead, a.event
		if owner, moved := owners[l.ID]; moved {
			l.Owner = owner
		}
		alerts = append(alerts, crm.Alert{
			Kind: crm.ReadyAlert, At: e.At, Lead: l.ID, Cause: e.Cause, Score: e.Score, Grade: e.Grade,
			RubricVersion: e.RubricVersion, Owner: l.Owner, Why: e.Why,
		})
		events = append(events, eventOf(crm.ReadyEventKind, s.now, l, map[string]any{
			"ready_since": e.At.UTC().Format(time.RFC3339), "cause": e.Cause, "score": crm.Points(e.Score), "grade": e.Grade,
			"rubric_version": e.RubricVersion, "why": e.Why,
		}))
	}
	if err := t.AddAlerts(alerts); err != nil {
		return err
	}
	return t.AddEvents(events, s.now)
}

// eventOf is what a command of the user is told about a lead. Texts that are
// shown somewhere are made safe; keys and addresses are as they are, to look the
// lead up by.
func eventOf(kind crm.EventKind, at time.Time, l *crm.Lead, more map[string]any) crm.OutboxEvent {
	payload := map[string]any{
		"event": kind, "at": at.UTC().Format(time.RFC3339),
		"lead": map[string]any{
			"id": l.ID, "key": l.Key, "name": text.Clean(l.DisplayName()), "email": l.Email, "company": text.Clean(l.Company),
			"stage": l.Stage, "owner": text.Clean(l.Owner),
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
	if err := n.move(t, s); err != nil {
		return err
	}
	if err := n.announce(t, s); err != nil {
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
