package store

import (
	"time"

	"smarketing/internal/crm"
)

// keepEvents is how long an event that was told, or that nobody asked for,
// stays in the outbox.
const keepEvents = 7 * 24 * time.Hour

// AddEvents puts events into the outbox, and clears away old ones: a command
// hooked up later is not told of the past.
func (t *Tx) AddEvents(events []crm.OutboxEvent, now time.Time) error {
	if len(events) == 0 {
		return nil
	}
	if _, err := t.exec(`DELETE FROM outbox WHERE at < $1`, ms0(now.Add(-keepEvents))); err != nil {
		return err
	}
	_, err := t.insert(`INSERT INTO outbox(kind, at, payload)`, "", 3, len(events), func(i int, row *packed) {
		e := &events[i]
		row.add(string(e.Kind), ms0(e.At), string(e.Payload))
	})
	return err
}

// ClaimEvent takes the oldest event of the kind that happened after from, is not
// done and not held or put off beyond now, and holds it until then.
func (t *Tx) ClaimEvent(kind crm.EventKind, from, now, until time.Time) (e crm.OutboxEvent, found bool, err error) {
	var at int64
	var payload string
	found, err = t.one(`UPDATE outbox SET attempts = attempts + 1, not_before = $4 WHERE id =
 (SELECT id FROM outbox WHERE kind = $1 AND done_at IS NULL AND at >= $2 AND not_before <= $3 ORDER BY id LIMIT 1)
 RETURNING id, at, payload, attempts - 1`, []any{string(kind), ms0(from), ms0(now), ms0(until)}, &e.ID, &at, &payload, &e.Attempts)
	if err != nil || !found {
		return crm.OutboxEvent{}, false, err
	}
	e.Kind, e.At, e.Payload = kind, instant(at), []byte(payload)
	return e, true, nil
}

// EndEvent marks an event as told, or as given up for the reason.
func (t *Tx) EndEvent(id int64, at time.Time, failure string) error {
	_, err := t.exec(`UPDATE outbox SET done_at = $1, failure = $2 WHERE id = $3`, ms0(at), failure, id)
	return err
}

// EndEvents marks all events as told.
func (t *Tx) EndEvents(at time.Time) error {
	_, err := t.exec(`UPDATE outbox SET done_at = $1 WHERE done_at IS NULL`, ms0(at))
	return err
}

// PutOffEvent releases an event that is to be tried again at an instant.
func (t *Tx) PutOffEvent(id int64, retry time.Time, failure string) error {
	_, err := t.exec(`UPDATE outbox SET not_before = $1, failure = $2 WHERE id = $3`, ms0(retry), failure, id)
	return err
}

// WaitingEvents reports whether ClaimEvent would find one.
func (t *Tx) WaitingEvents(kind crm.EventKind, from, now time.Time) (bool, error) {
	var one int
	return t.one(`SELECT 1 FROM outbox WHERE kind = $1 AND done_at IS NULL AND at >= $2 AND not_before <= $3 LIMIT 1`,
		[]any{string(kind), ms0(from), ms0(now)}, &one)
}
