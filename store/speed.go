package store

import (
	"time"

	"smarketing/internal/crm"
)

// DutyCounts returns how many deadlines are near or past, and how many open
// leads are out of sight, at the query's instants.
func (t *Tx) DutyCounts(q crm.LeadQuery) (near, snoozed int, err error) {
	if _, err = t.one(`SELECT count(*) FROM work WHERE deadline <= $1`, []any{ms0(q.Near)}, &near); err != nil {
		return 0, 0, err
	}
	_, err = t.one(`SELECT count(*) FROM work WHERE snoozed_until > $1`, []any{ms0(q.Now)}, &snoozed)
	return near, snoozed, err
}

// Breaches returns how many leads of each owner are past their deadline.
func (t *Tx) Breaches(now time.Time) ([]crm.PersonCount, error) {
	var counts []crm.PersonCount
	err := t.each(`SELECT l.owner, count(*) FROM work k JOIN lead l ON l.id = k.lead WHERE k.deadline <= $1 GROUP BY l.owner`,
		[]any{ms0(now)}, func(r row) error {
			var c crm.PersonCount
			err := r.Scan(&c.Name, &c.Leads)
			counts = append(counts, c)
			return err
		})
	return counts, err
}

// Answers calls yield for every time a lead became ready since, with the first
// touch after it and when it ended, zero when there was none and it has not.
// What was announced in a summary is left out.
func (t *Tx) Answers(since time.Time, yield func(at, touched, ended time.Time, cause crm.Cause) error) error {
	return t.scan(`SELECT e.at, (SELECT min(c.at) FROM touch c WHERE c.lead = e.lead AND c.at >= e.at), e.ended_at, e.cause
 FROM ready_event e WHERE e.at >= $1 AND e.summary = 0`, 4, []any{ms0(since)}, func(c cells) error {
		return yield(c.instant(0), c.instant(1), c.instant(2), crm.Cause(c.text(3)))
	})
}
