package store

import (
	"time"

	"smarketing/internal/crm"
)

// AddTouches records what we did to leads.
func (t *Tx) AddTouches(touches []crm.Touch) error {
	_, err := t.insert(`INSERT INTO touch(lead, at, by, channel, text)`, "", 5, len(touches), func(i int, row *packed) {
		c := &touches[i]
		row.add(int64(c.Lead), ms0(c.At), c.By, string(c.Channel), c.Text)
	})
	return err
}

// AddNotes records what a person wrote down about leads.
func (t *Tx) AddNotes(notes []crm.Note) error {
	_, err := t.insert(`INSERT INTO note(lead, at, by, text)`, "", 4, len(notes), func(i int, row *packed) {
		n := &notes[i]
		row.add(int64(n.Lead), ms0(n.At), n.By, n.Text)
	})
	return err
}

// Touches returns the touches of the lead, newest first.
func (t *Tx) Touches(lead crm.LeadID) ([]crm.Touch, error) {
	var touches []crm.Touch
	err := t.each(`SELECT id, lead, at, by, channel, text FROM touch WHERE lead = $1 ORDER BY at DESC, id DESC`, []any{lead}, func(r row) error {
		var c crm.Touch
		var at int64
		err := r.Scan(&c.ID, &c.Lead, &at, &c.By, &c.Channel, &c.Text)
		c.At = instant(at)
		touches = append(touches, c)
		return err
	})
	return touches, err
}

// Notes returns the notes about the lead, newest first.
func (t *Tx) Notes(lead crm.LeadID) ([]crm.Note, error) {
	var notes []crm.Note
	err := t.each(`SELECT id, lead, at, by, text FROM note WHERE lead = $1 ORDER BY at DESC, id DESC`, []any{lead}, func(r row) error {
		var n crm.Note
		var at int64
		err := r.Scan(&n.ID, &n.Lead, &at, &n.By, &n.Text)
		n.At = instant(at)
		notes = append(notes, n)
		return err
	})
	return notes, err
}

// FirstTouches returns how many leads were touched for the first time in
// [from, to).
func (t *Tx) FirstTouches(from, to time.Time) (int, error) {
	var n int
	_, err := t.one(`SELECT count(*) FROM (SELECT min(at) AS first FROM touch GROUP BY lead) WHERE first >= $1 AND first < $2`,
		[]any{ms0(from), ms0(to)}, &n)
	return n, err
}
