package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"smarketing/internal/crm"
)

// GradeCounts returns how many leads have each grade, how many of them are
// closed and how many won. Leads without a grade are under the empty one.
func (t *Tx) GradeCounts() (map[string]crm.GradeCell, error) {
	cells := map[string]crm.GradeCell{}
	err := t.each(`SELECT grade, sum(leads), coalesce(sum(leads) FILTER (WHERE standing >= $1), 0),
 coalesce(sum(leads) FILTER (WHERE standing = $1), 0) FROM grade_count GROUP BY grade`, []any{int64(crm.StandingWon)}, func(r row) error {
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
	_, err = t.one(`SELECT count(*), min(s.ready_since) FROM stamp s`+cond, args, &n, &at)
	return n, nullInstant(at), err
}

// WeekCounts returns how often it happened in the seven days up to now and in
// the seven before. Activities are counted in whole hours.
func (t *Tx) WeekCounts(h Happening, now time.Time) (crm.WeekCount, error) {
	var c crm.WeekCount
	_, err := t.one(happenings[h], weeksUpTo(now), &c.ThisWeek, &c.LastWeek)
	return c, err
}

// Happening is something that WeekCounts counts.
type Happening uint8

// The happenings.
const (
	BecameReady Happening = iota
	Activities
	Wins
)

var happenings = [...]string{
	BecameReady: `SELECT count(*) FILTER (WHERE at > $1), count(*) FILTER (WHERE at <= $1)
 FROM ready_event WHERE at > $3 AND at <= $2`,
	Activities: `SELECT coalesce(sum(activities) FILTER (WHERE hour > $1 / 3600000), 0),
 coalesce(sum(activities) FILTER (WHERE hour <= $1 / 3600000), 0)
 FROM tally WHERE hour > $3 / 3600000 AND hour <= $2 / 3600000`,
	Wins: `SELECT count(*) FILTER (WHERE stage_at > $1), count(*) FILTER (WHERE stage_at <= $1)
 FROM lead WHERE stage = (SELECT key FROM stage WHERE kind = 'won') AND stage_at > $3 AND stage_at <= $2`,
}

// CreatedCounts returns how many leads were created in the seven days up to now
// and in the seven before, and of how many leads it is known when they were.
func (t *Tx) CreatedCounts(now time.Time) (weeks crm.WeekCount, known int, err error) {
	_, err = t.one(`SELECT count(*) FILTER (WHERE created_at > $1 AND created_at <= $2),
 count(*) FILTER (WHERE created_at > $3 AND created_at <= $1), count(created_at) FROM lead`,
		weeksUpTo(now), &weeks.ThisWeek, &weeks.LastWeek, &known)
	return weeks, known, err
}

// DutyTally counts the duties of one kind by their deadline.
type DutyTally struct {
	Late  int // past
	Near  int // near, or past
	Today int // by the end of today, or past
}

// DutyTallies returns what leads are owed by the query's instants and until
// tomorrow, by kind.
func (t *Tx) DutyTallies(q crm.LeadQuery, tomorrow time.Time) (map[crm.DutyKind]DutyTally, error) {
	tallies := map[crm.DutyKind]DutyTally{}
	err := t.each(`SELECT duty, count(*) FILTER (WHERE deadline <= $1), count(*) FILTER (WHERE deadline <= $2),
 count(*) FILTER (WHERE deadline < $3) FROM work WHERE deadline <= max($2, $3) GROUP BY duty`,
		[]any{ms0(q.Now), ms0(q.Near), ms0(tomorrow)}, func(r row) error {
			var kind crm.DutyKind
			var tally DutyTally
			err := r.Scan(&kind, &tally.Late, &tally.Near, &tally.Today)
			tallies[kind] = tally
			return err
		})
	return tallies, err
}

// errEnough ends a walk that has seen all it needs.
var errEnough = errors.New("enough")

// DeedsSince calls yield for the deeds of a verb since an instant that have
// not been undone, newest first, with what the journal says of them. It walks
// the journal back from its end and no further than it must.
func (t *Tx) DeedsSince(verb crm.Verb, since time.Time, yield func(at time.Time, detail string) error) error {
	err := t.each(`SELECT at, verb = $1 AND undone = 0, CASE WHEN verb = $1 THEN detail ELSE '' END FROM journal ORDER BY id DESC`,
		[]any{string(verb)}, func(r row) error {
			var at int64
			var counts bool
			var detail string
			if err := r.Scan(&at, &counts, &detail); err != nil {
				return err
			}
			switch {
			case at < ms0(since):
				return errEnough
			case !counts:
				return nil
			}
			return yield(instant(at), detail)
		})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// NewestReady returns the newest ready leads that wait for sales, with the
// reasons recorded when they became ready.
func (t *Tx) NewestReady(limit int) ([]crm.ReadyLead, error) {
	var ready []crm.ReadyLead
	query := crm.LeadQuery{Ready: true, Sort: crm.Sort{Field: "ready_since"}, Limit: limit}
	err := t.Leads(query, func(l crm.Lead) error {
		ready = append(ready, crm.ReadyLead{Lead: l})
		return nil
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
		`SELECT DISTINCT lead FROM activity WHERE lead NOT IN (SELECT id FROM lead) LIMIT $1`:                                         "lead #%d has activities but does not exist",
		`SELECT DISTINCT lead FROM activity WHERE event NOT IN (SELECT id FROM word) OR source NOT IN (SELECT id FROM word) LIMIT $1`: "lead #%d has an activity whose event or source has no name",
		`SELECT id FROM lead WHERE id NOT IN (SELECT lead FROM stamp) LIMIT $1`:                                                       "lead #%d has no score",
		`SELECT id FROM lead WHERE id NOT IN (SELECT lead FROM stage_change) LIMIT $1`:                                                "lead #%d has no stage in the log",
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
