package store

import (
	"fmt"

	"smarketing/internal/crm"
)

// DeedRow is what a deed changed of one lead, as its undo needs it.
type DeedRow struct {
	Lead    crm.LeadID
	Version int64  // of the lead afterwards
	Was     string // JSON
}

// AddDeeds keeps what the entry of the journal has changed.
func (t *Tx) AddDeeds(entry int64, rows []DeedRow) error {
	_, err := t.insert(`INSERT INTO deed(lead, entry, version, was)`, "", 4, len(rows), func(i int, row *packed) {
		r := &rows[i]
		row.add(int64(r.Lead), entry, r.Version, r.Was)
	})
	return err
}

// Deeds returns what the entry of the journal has changed, by lead.
func (t *Tx) Deeds(entry int64) ([]DeedRow, error) {
	var rows []DeedRow
	err := t.scan(`SELECT lead, version, was FROM deed WHERE entry = $1 ORDER BY lead`, 3, []any{entry}, func(c cells) error {
		rows = append(rows, DeedRow{crm.LeadID(c.int(0)), c.int(1), c.text(2)})
		return nil
	})
	return rows, err
}

// Renumber lets an earlier deed be undone next: the lead is as that deed has
// left it, under a higher version.
func (t *Tx) Renumber(lead crm.LeadID, from, to int64) error {
	_, err := t.exec(`UPDATE deed SET version = $1 WHERE lead = $2 AND version = $3`, to, lead, from)
	return err
}

// Marks are the highest numbers given so far. What one transaction adds has
// numbers between the marks before and after it.
type Marks struct {
	Touch, Note, Ready, Alert, Event, Change int64
}

// marked are the tables of the marks but the last.
var marked = []struct {
	table string
	of    func(*Marks) *int64
}{
	{"touch", func(m *Marks) *int64 { return &m.Touch }},
	{"note", func(m *Marks) *int64 { return &m.Note }},
	{"ready_event", func(m *Marks) *int64 { return &m.Ready }},
	{"alert", func(m *Marks) *int64 { return &m.Alert }},
	{"outbox", func(m *Marks) *int64 { return &m.Event }},
}

// Marks returns the highest numbers given so far.
func (t *Tx) Marks() (m Marks, err error) {
	for _, k := range marked {
		if _, err := t.one(`SELECT coalesce(max(id), 0) FROM `+k.table, nil, k.of(&m)); err != nil {
			return m, err
		}
	}
	m.Change, err = t.Meta(metaChangeSeq)
	return m, err
}

// DropAdded removes what was added to the leads between two marks. Of the
// outbox only what nobody has been told goes.
func (t *Tx) DropAdded(from, to Marks, leads []crm.LeadID) error {
	return inChunks(leads, func(list string, args []any) error {
		for _, k := range marked {
			cond := `lead IN (` + list + `)`
			bound := append([]any{*k.of(&from), *k.of(&to)}, args...)
			if k.table == "outbox" {
				cond, bound = `attempts = 0`, bound[:2]
			}
			if _, err := t.exec(`DELETE FROM `+k.table+` WHERE id > ? AND id <= ? AND `+cond, bound...); err != nil {
				return fmt.Errorf("undo in %s: %w", k.table, err)
			}
		}
		_, err := t.exec(`DELETE FROM stage_change WHERE seq >= ? AND seq < ? AND lead IN (`+list+`)`,
			append([]any{from.Change, to.Change}, args...)...)
		return err
	})
}

// OpenReady returns the numbers of the ready events of the leads that have not
// ended.
func (t *Tx) OpenReady(leads []crm.LeadID) (map[crm.LeadID][]int64, error) {
	open := map[crm.LeadID][]int64{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT lead, id FROM ready_event WHERE ended_at IS NULL AND lead IN (`+list+`) ORDER BY id`, 2, args, func(c cells) error {
			id := crm.LeadID(c.int(0))
			open[id] = append(open[id], c.int(1))
			return nil
		})
	})
	return open, err
}

// ReadySince returns which of the leads have become ready after the event of
// that number.
func (t *Tx) ReadySince(leads []crm.LeadID, event int64) (map[crm.LeadID]bool, error) {
	since := map[crm.LeadID]bool{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT lead FROM ready_event WHERE id > ? AND lead IN (`+list+`)`, 1, append([]any{event}, args...), func(c cells) error {
			since[crm.LeadID(c.int(0))] = true
			return nil
		})
	})
	return since, err
}

// ReopenReady takes back that ready events have ended.
func (t *Tx) ReopenReady(ids []int64) error {
	return inChunks(ids, func(list string, args []any) error {
		_, err := t.exec(`UPDATE ready_event SET ended_at = NULL WHERE id IN (`+list+`)`, args...)
		return err
	})
}

// SetReadiness sets the state the next scoring starts from.
func (t *Tx) SetReadiness(lead crm.LeadID, r crm.Readiness) error {
	_, err := t.exec(`UPDATE stamp SET ready = $1, ready_since = $2, armed_at = $3 WHERE lead = $4`,
		string(r.Cause), ms(r.Since), ms(r.ArmedAt), lead)
	return err
}

// OwnVersions returns which of the leads nobody but their import has changed.
func (t *Tx) OwnVersions(leads []crm.LeadID) (map[crm.LeadID]bool, error) {
	own := map[crm.LeadID]bool{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT id FROM lead WHERE own = version AND id IN (`+list+`)`, 1, args, func(c cells) error {
			own[crm.LeadID(c.int(0))] = true
			return nil
		})
	})
	return own, err
}

// MakeOwn notes that the lead is again as nobody but its import has left it.
func (t *Tx) MakeOwn(lead crm.LeadID) error {
	_, err := t.exec(`UPDATE lead SET own = version WHERE id = $1`, lead)
	return err
}

// Loads returns how many open leads each member owns.
func (t *Tx) Loads() (map[string]int, error) {
	loads := map[string]int{}
	err := t.each(`SELECT l.owner, count(*) FROM lead l JOIN stage g ON g.key = l.stage
 WHERE l.owner <> '' AND g.kind <> 'won' AND l.stage NOT IN ('`+crm.LostDetour+`', '`+crm.Disqualified+`') GROUP BY l.owner`, nil, func(r row) error {
		var name string
		var n int
		err := r.Scan(&name, &n)
		loads[name] = n
		return err
	})
	return loads, err
}
