package store

import (
	"database/sql"
	"fmt"
	"time"

	"smarketing/internal/crm"
)

// GradeCounts returns how many leads have each grade, how many of them are
// closed and how many won. Leads without a grade are under the empty one.
func (t *Tx) GradeCounts() (map[string]crm.GradeCell, error) {
	cells := map[string]crm.GradeCell{}
	err := t.each(`SELECT s.grade, count(*),
 count(*) FILTER (WHERE g.kind = 'won' OR l.stage IN ('lost', 'disqualified')),
 count(*) FILTER (WHERE g.kind = 'won')`+fromLead+` GROUP BY s.grade`, nil, func(r row) error {
		var grade string
		var c crm.GradeCell
		if err := r.Scan(&grade, &c.Leads, &c.Closed, &c.Won); err != nil {
			return err
		}
		cells[grade] = c
		return nil
	})
	return cells, err
}

// ReadyCount returns how many leads are open, ready and not yet accepted, and
// since when the longest has been waiting.
func (t *Tx) ReadyCount() (n int, oldest time.Time, err error) {
	cond, args, _ := where(crm.LeadQuery{Ready: true})
	var at sql.NullInt64
	_, err = t.one(`SELECT count(*), min(s.ready_since)`+fromLead+cond, args, &n, &at)
	return n, nullInstant(at), err
}

// WeekCounts returns how many rows of the named happening fall into
// [now-7d, now] and [now-14d, now-7d).
func (t *Tx) WeekCounts(h Happening, now time.Time) (crm.WeekCount, error) {
	var c crm.WeekCount
	week := 7 * 24 * time.Hour
	_, err := t.one(happenings[h], []any{ms0(now.Add(-week)), ms0(now), ms0(now.Add(-2 * week))}, &c.ThisWeek, &c.LastWeek)
	return c, err
}

// Happening is something that WeekCounts counts.
type Happening uint8

// The happenings.
const (
	LeadsCreated Happening = iota
	BecameReady
	Activities
	Wins
)

var happenings = [...]string{
	LeadsCreated: `SELECT count(*) FILTER (WHERE created_at > $1 AND created_at <= $2), count(*) FILTER (WHERE created_at > $3 AND created_at <= $1) FROM lead`,
	BecameReady:  `SELECT count(*) FILTER (WHERE at > $1 AND at <= $2), count(*) FILTER (WHERE at > $3 AND at <= $1) FROM ready_event`,
	Activities:   `SELECT count(*) FILTER (WHERE at > $1 AND at <= $2), count(*) FILTER (WHERE at > $3 AND at <= $1) FROM activity`,
	Wins: `SELECT count(DISTINCT lead) FILTER (WHERE at > $1 AND at <= $2), count(DISTINCT lead) FILTER (WHERE at > $3 AND at <= $1)
 FROM stage_change WHERE stage = (SELECT key FROM stage WHERE kind = 'won')`,
}

// CountCreated returns how many leads have a known time of creation.
func (t *Tx) CountCreated() (int, error) {
	var n int
	_, err := t.one(`SELECT count(created_at) FROM lead`, nil, &n)
	return n, err
}

// NewestReady returns the newest ready leads that wait for sales, with the
// reasons recorded when they became ready.
func (t *Tx) NewestReady(limit int) ([]crm.ReadyLead, error) {
	var ready []crm.ReadyLead
	cond, args, _ := where(crm.LeadQuery{Ready: true})
	scan := newLeadScan()
	err := t.each(`SELECT `+leadColumns+`, `+stampColumns+fromLead+cond+` ORDER BY s.ready_since DESC, `+rank+` LIMIT ?`,
		append(args, limit), func(r row) error {
			lead, err := scan.read(r)
			ready = append(ready, crm.ReadyLead{Lead: lead})
			return err
		})
	if err != nil {
		return nil, err
	}
	for i := range ready {
		events, err := t.ReadyEventsOf(ready[i].Lead.ID)
		if err != nil {
			return nil, err
		}
		if n := len(events); n > 0 {
			ready[i].Why = events[n-1].Why
		}
	}
	return ready, nil
}

// ReadyEventsOf returns when the lead became ready, oldest first.
func (t *Tx) ReadyEventsOf(lead crm.LeadID) ([]crm.ReadyEvent, error) {
	var events []crm.ReadyEvent
	err := t.each(`SELECT id, lead, at, cause, score, grade, rubric, why, summary, ended_at FROM ready_event
 WHERE lead = $1 ORDER BY at, id`, []any{lead}, func(r row) error {
		var e crm.ReadyEvent
		var at int64
		var why string
		var ended sql.NullInt64
		err := r.Scan(&e.ID, &e.Lead, &at, &e.Cause, &e.Score, &e.Grade, &e.RubricVersion, &why, &e.Summary, &ended)
		e.At, e.EndedAt, e.Why = instant(at), nullInstant(ended), decodeTexts(why)
		events = append(events, e)
		return err
	})
	return events, err
}

// Counts returns how many rows the tables of nouns hold.
func (t *Tx) Counts() (map[string]int, error) {
	counts := map[string]int{}
	for _, table := range []string{"lead", "activity", "stage_change", "deal"} {
		var n int
		if _, err := t.one(`SELECT count(*) FROM `+table, nil, &n); err != nil {
			return nil, err
		}
		counts[table] = n
	}
	return counts, nil
}

// Orphans returns what check reports: activities without a lead, leads without
// a score or without a log.
func (t *Tx) Orphans(limit int) ([]string, error) {
	var problems []string
	for query, words := range map[string]string{
		`SELECT DISTINCT lead FROM activity WHERE lead NOT IN (SELECT id FROM lead) LIMIT $1`: "lead #%d has activities but does not exist",
		`SELECT id FROM lead WHERE id NOT IN (SELECT lead FROM stamp) LIMIT $1`:               "lead #%d has no score",
		`SELECT id FROM lead WHERE id NOT IN (SELECT lead FROM stage_change) LIMIT $1`:        "lead #%d has no stage in the log",
	} {
		ids, err := t.leadIDs(query, limit)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			problems = append(problems, fmt.Sprintf(words, id))
		}
	}
	return problems, nil
}
