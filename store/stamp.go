package store

import (
	"time"

	"smarketing/internal/crm"
)

// StampRow is the stamp of one lead, as it is to be written.
type StampRow struct {
	Lead  crm.LeadID
	Key   string
	Stamp crm.Stamp
}

// PutStamps writes the stamps, new ones and changed ones.
func (t *Tx) PutStamps(rows []StampRow) error {
	_, err := t.insert(`INSERT INTO stamp(lead, key, score, fit, engagement, grade, rubric, day, at, standing, ready, ready_since,
 armed_at, last_activity_at)`,
		` ON CONFLICT(lead) DO UPDATE SET key=excluded.key, score=excluded.score, fit=excluded.fit,
 engagement=excluded.engagement, grade=excluded.grade, rubric=excluded.rubric, day=excluded.day, at=excluded.at,
 standing=excluded.standing, ready=excluded.ready, ready_since=excluded.ready_since, armed_at=excluded.armed_at,
 last_activity_at=excluded.last_activity_at`, 14, len(rows), func(i int, args []any) []any {
			r := &rows[i]
			s := &r.Stamp
			return append(args, int64(r.Lead), r.Key, s.Score, s.Fit, s.Engagement, s.Grade, s.RubricVersion, int64(s.Day), ms0(s.At),
				int64(s.Standing), string(s.Ready.Cause), ms(s.Ready.Since), ms(s.Ready.ArmedAt), ms0(s.LastActivityAt))
		})
	return err
}

// MarkDue notes that the leads are to be scored again at the instant; an
// earlier note stands.
func (t *Tx) MarkDue(leads []crm.LeadID, at time.Time) error {
	_, err := t.insert(`INSERT INTO due(lead, at)`,
		` ON CONFLICT(lead) DO UPDATE SET at = min(due.at, excluded.at)`, 2, len(leads), func(i int, args []any) []any {
			return append(args, int64(leads[i]), ms0(at))
		})
	return err
}

// Cleared counts how often notes were removed. Who has noted leads and sees the
// same count later knows that the notes still stand.
func (t *Tx) Cleared() (int64, error) { return t.Meta("due_cleared") }

// ClearDue removes the notes of the leads.
func (t *Tx) ClearDue(leads []crm.LeadID) error {
	n, err := t.Cleared()
	if err != nil {
		return err
	}
	if err := t.SetMeta("due_cleared", n+1); err != nil {
		return err
	}
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`DELETE FROM due WHERE lead IN (`+list+`)`, args...)
		return err
	})
}

// DueLeads returns up to limit leads with ids greater than after that are to
// be scored again now, in order.
func (t *Tx) DueLeads(now time.Time, after crm.LeadID, limit int) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT lead FROM due WHERE at <= $1 AND lead > $2 ORDER BY lead LIMIT $3`, ms0(now), after, limit)
}

// OutdatedLeads returns up to limit leads with ids greater than after whose
// stamp was not made with that rubric for that day, in order.
func (t *Tx) OutdatedLeads(rubric int64, day crm.Day, after crm.LeadID, limit int) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT lead FROM stamp WHERE (rubric <> $1 OR day <> $2) AND lead > $3 ORDER BY lead LIMIT $4`,
		rubric, day, after, limit)
}

func (t *Tx) leadIDs(query string, args ...any) ([]crm.LeadID, error) {
	var ids []crm.LeadID
	err := t.each(query, args, func(r row) error {
		var id crm.LeadID
		if err := r.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
		return nil
	})
	return ids, err
}

// CountDue returns how many leads are to be scored again now, and when the
// next one after now is (zero when none is).
func (t *Tx) CountDue(now time.Time) (n int, next time.Time, err error) {
	if _, err = t.one(`SELECT count(*) FROM due WHERE at <= $1`, []any{ms0(now)}, &n); err != nil {
		return 0, time.Time{}, err
	}
	var at int64
	_, err = t.one(`SELECT coalesce(min(at), 0) FROM due WHERE at > $1`, []any{ms0(now)}, &at)
	return n, instant(at), err
}

// CountStamps returns how many stamps there are, how many are of that rubric
// and day, and the oldest day among the others.
func (t *Tx) CountStamps(rubric int64, day crm.Day) (total, current int, oldest crm.Day, err error) {
	_, err = t.one(`SELECT count(*), count(*) FILTER (WHERE rubric = $1 AND day = $2), coalesce(min(day), $2) FROM stamp`,
		[]any{rubric, day}, &total, &current, &oldest)
	return total, current, oldest, err
}

// AddReadyEvents records that leads became ready.
func (t *Tx) AddReadyEvents(events []crm.ReadyEvent) error {
	_, err := t.insert(`INSERT INTO ready_event(lead, at, cause, score, grade, rubric, why, summary)`, "", 8, len(events),
		func(i int, args []any) []any {
			e := &events[i]
			return append(args, int64(e.Lead), ms0(e.At), string(e.Cause), e.Score, e.Grade, e.RubricVersion, encodeTexts(e.Why), e.Summary)
		})
	return err
}

// EndReadyEvents records that the leads are ready no more.
func (t *Tx) EndReadyEvents(leads []crm.LeadID, at time.Time) error {
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`UPDATE ready_event SET ended_at = `+"?"+` WHERE ended_at IS NULL AND lead IN (`+list+`)`,
			append([]any{ms0(at)}, args...)...)
		return err
	})
}

// MarkAllDue notes that every lead is to be scored again.
func (t *Tx) MarkAllDue(at time.Time) error {
	_, err := t.exec(`INSERT INTO due(lead, at) SELECT lead, $1 FROM stamp WHERE true
 ON CONFLICT(lead) DO UPDATE SET at = min(due.at, excluded.at)`, ms0(at))
	return err
}
