package workspace

import (
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/store"
)

// rescoreBatch is how many leads one transaction scores again: small enough
// that somebody who edits meanwhile waits less than a tenth of a second.
const rescoreBatch = 2000

// The numbers remembered about re-scoring: the day and rubric version of the
// last complete pass, and who is at work until when.
const (
	metaDay     = "stamped_day"
	metaVersion = "stamped_rubric"
	metaClaimBy = "claim_by"
	metaClaimTo = "claim_until"
)

// claimFor is how long a process that stopped reporting keeps its claim on the
// background re-scoring.
const claimFor = 10 * time.Second

// stamping gathers what scoring a batch of leads changes.
type stamping struct {
	rules *rules
	now   time.Time
	rows  []store.StampRow
	ready []crm.ReadyEvent
	ended []crm.LeadID
	later map[crm.LeadID]time.Time // leads with activities in the future

	works map[crm.LeadID]crm.Work  // of the leads, before
	last  map[crm.LeadID]time.Time // as in history
	news  news
}

// add scores one lead as of now; imported says that history is the reason.
func (s *stamping) add(l *crm.Lead, acts []crm.Activity, imported bool) {
	s.put(l, acts, s.rules.program.Totals(l, acts, s.now), imported)
}

// put stamps one lead with its totals. A stamp of another rubric version is
// renewed without hysteresis, so that publishing is a pure function of data
// and rubric. What history and publishing make ready is announced in a summary.
func (s *stamping) put(l *crm.Lead, acts []crm.Activity, totals score.Totals, imported bool) {
	was := l.Stamp.Ready
	standing := s.rules.stages.Standing(l.Stage)
	prev := armed(l, standing)
	stamp := crm.Stamp{
		Score: totals.Score, Fit: totals.Fit, Engagement: totals.Engagement, Grade: totals.Grade,
		RubricVersion: s.rules.version.Number, Day: crm.DayOf(s.now, s.rules.zone), At: s.now,
		Standing: standing, LastActivityAt: totals.LastActivityAt,
	}
	if last, ok := s.last[l.ID]; ok {
		stamp.LastActivityAt = last
	}
	fresh := l.Stamp.RubricVersion != s.rules.version.Number
	stamp.Ready = s.rules.program.Readiness(prev, totals, score.Situation{
		At: s.now, Open: standing.Open(), Accepted: standing == crm.InSales, Recycled: score.Anew(standing, prev),
		Fresh: fresh, Imported: imported,
	})
	first := l.Stamp.At.IsZero()
	l.Stamp = stamp
	became := stamp.Ready.Ready() && !prev.Ready()
	quiet := imported || fresh
	s.news.add(s, l, acts, became, quiet)
	s.rows = append(s.rows, store.StampRow{Lead: l.ID, Key: l.Key, Stamp: l.Stamp, New: first})
	if was.Ready() && (!prev.Ready() || !stamp.Ready.Ready()) {
		s.ended = append(s.ended, l.ID)
	}
	if became {
		event := s.event(l, acts, quiet)
		s.ready = append(s.ready, event)
		s.news.tell(l, &event, imported)
	}
	if !totals.NextAt.IsZero() {
		if s.later == nil {
			s.later = map[crm.LeadID]time.Time{}
		}
		s.later[l.ID] = totals.NextAt
	}
}

// event records that the lead has become ready, with the score and the reasons
// it had then.
func (s *stamping) event(l *crm.Lead, acts []crm.Activity, summary bool) crm.ReadyEvent {
	ready := l.Stamp.Ready
	then := s.rules.program.Explain(l, acts, ready.Since)
	return crm.ReadyEvent{
		Lead: l.ID, At: ready.Since, Cause: ready.Cause, Score: then.Ledger.Score, Grade: then.Grade,
		RubricVersion: l.Stamp.RubricVersion, Why: then.Why, Summary: summary,
	}
}

// armed returns the lead's readiness before this scoring: accepting and
// recycling end it and arm it again, also when the log says so afterwards. A
// lead that was rejected has been armed since it became ready.
func armed(l *crm.Lead, standing crm.Standing) crm.Readiness {
	prev := l.Stamp.Ready
	if prev.Ready() && !prev.ArmedAt.IsZero() && !prev.Since.After(prev.ArmedAt) {
		prev = score.Rearm(prev, prev.ArmedAt)
	}
	accepted := standing == crm.InSales
	if (accepted || standing == crm.InNurture) && l.StageAt.After(prev.ArmedAt) || accepted && prev.Ready() {
		return score.Rearm(prev, l.StageAt)
	}
	return prev
}

// write puts everything gathered into the transaction.
func (s *stamping) write(t *store.Tx) error {
	// After a clock has gone back there are stamps of an earlier day again.
	day, err := t.Meta(metaDay)
	if err == nil && day > int64(crm.DayOf(s.now, s.rules.zone)) {
		err = t.SetMeta(metaDay, 0)
	}
	if err != nil {
		return err
	}
	if err := t.PutStamps(s.rows); err != nil {
		return err
	}
	if err := t.EndReadyEvents(s.ended, s.now); err != nil {
		return err
	}
	if err := t.AddReadyEvents(s.ready); err != nil {
		return err
	}
	for id, at := range s.later {
		if err := t.MarkDue([]crm.LeadID{id}, at, 0); err != nil {
			return err
		}
	}
	return s.news.write(t, s)
}

// rescore scores leads that have changed again inside the transaction and
// returns how many became ready.
func (w *Workspace) rescore(t *store.Tx, ids []crm.LeadID) (int, error) {
	t.Moved(ids...)
	return w.restamp(t, ids)
}

// restamp is rescore for leads that have not changed, only the day or the
// rubric.
func (w *Workspace) restamp(t *store.Tx, ids []crm.LeadID) (int, error) {
	s, err := w.stamped(t, ids)
	if err != nil {
		return 0, err
	}
	return len(s.ready), s.restamp(t, ids)
}

// stamped returns what scoring the leads again changes, and writes nothing.
func (w *Workspace) stamped(t *store.Tx, ids []crm.LeadID) (*stamping, error) {
	r, err := w.rulesOf(t)
	if err != nil {
		return nil, err
	}
	leads, err := t.LeadsByID(ids)
	if err != nil {
		return nil, err
	}
	now := w.clock()
	h, err := historyOf(t, ids, now)
	if err != nil {
		return nil, err
	}
	s := &stamping{rules: r, now: now, works: h.works, last: h.last}
	due, err := t.DueAmong(ids, s.now)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if lead, ok := leads[id]; ok {
			s.add(&lead, h.acts[id], due[id] != 0)
		}
	}
	return s, nil
}

// restamp writes what scoring the leads again has changed.
func (s *stamping) restamp(t *store.Tx, ids []crm.LeadID) error {
	if err := t.ClearDue(ids); err != nil {
		return err
	}
	return s.write(t)
}
