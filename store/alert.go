package store

import (
	"time"

	"smarketing/internal/crm"
)

const alertColumns = `a.id, a.kind, a.at, a.lead, a.leads, a.cause, a.duty, a.score, a.grade, a.rubric, a.owner, a.why, a.ack_at, a.ack_by`

const alertCells = 14

// AddAlerts records what the team is to be told.
func (t *Tx) AddAlerts(alerts []crm.Alert) error {
	_, err := t.insert(`INSERT INTO alert(kind, origin, at, lead, leads, cause, duty, score, grade, rubric, owner, why)`, "", 12, len(alerts),
		func(i int, row *packed) {
			a := &alerts[i]
			row.add(string(a.Kind), "", ms0(a.At), int64(a.Lead), a.Leads, string(a.Cause), string(a.Duty), a.Score, a.Grade,
				a.RubricVersion, a.Owner, encodeTexts(a.Why))
		})
	return err
}

// AddToSummary counts leads that an import or a new rubric has made ready: one
// alert for each origin, however many batches it takes. Who has acknowledged
// it is told again when there are more.
func (t *Tx) AddToSummary(origin string, leads int, rubric int64, at time.Time, why []string) error {
	_, err := t.exec(`INSERT INTO alert(kind, origin, at, leads, cause, duty, score, grade, rubric, owner, why)
 VALUES ($1, $2, $3, $4, '', '', 0, '', $5, '', $6) ON CONFLICT(origin) WHERE origin <> '' DO UPDATE SET
 leads = alert.leads + excluded.leads, at = excluded.at, ack_at = NULL, ack_by = ''`,
		string(crm.SummaryAlert), origin, ms0(at), leads, rubric, encodeTexts(why))
	return err
}

// DropSummary takes the alert of an origin back.
func (t *Tx) DropSummary(origin string) error {
	_, err := t.exec(`DELETE FROM alert WHERE origin = $1`, origin)
	return err
}

// Alerts calls yield for the alerts of the query.
func (t *Tx) Alerts(q crm.AlertQuery, yield func(crm.Alert) error) error {
	cond, by := `a.id > $1`, ` ORDER BY a.id DESC`
	if q.Open {
		cond += ` AND a.ack_at IS NULL`
	}
	if q.After > 0 {
		by = ` ORDER BY a.id`
	}
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	return t.scan(`SELECT `+alertColumns+` FROM alert a WHERE `+cond+by+` LIMIT $2`, alertCells, []any{q.After, limit}, func(c cells) error {
		return yield(crm.Alert{
			ID: c.int(0), Kind: crm.AlertKind(c.text(1)), At: c.instant(2), Lead: crm.LeadID(c.int(3)), Leads: int(c.int(4)),
			Cause: crm.Cause(c.text(5)), Duty: crm.DutyKind(c.text(6)), Score: int32(c.int(7)), Grade: c.text(8), RubricVersion: c.int(9),
			Owner: c.text(10), Why: decodeTexts(c.text(11)), AckAt: c.instant(12), AckBy: c.text(13),
		})
	})
}

// OpenAlerts returns how many alerts nobody has acknowledged.
func (t *Tx) OpenAlerts() (int, error) {
	var n int
	_, err := t.one(`SELECT count(*) FROM alert WHERE ack_at IS NULL`, nil, &n)
	return n, err
}

// LastAlert returns the number of the newest alert, 0 when there is none.
func (t *Tx) LastAlert() (int64, error) {
	var id int64
	_, err := t.one(`SELECT coalesce(max(id), 0) FROM alert`, nil, &id)
	return id, err
}

// Acknowledge notes who has seen the alerts, or all alerts when none is named,
// and returns how many nobody had seen before.
func (t *Tx) Acknowledge(ids []int64, at time.Time, by string) (int, error) {
	const note = `UPDATE alert SET ack_at = ?, ack_by = ? WHERE ack_at IS NULL`
	if len(ids) == 0 {
		return t.change(note, ms0(at), by)
	}
	seen := 0
	err := inChunks(ids, func(list string, args []any) error {
		n, err := t.change(note+` AND id IN (`+list+`)`, append([]any{ms0(at), by}, args...)...)
		seen += n
		return err
	})
	return seen, err
}
