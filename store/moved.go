package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	"smarketing/internal/crm"
)

// keptMoves is how many transactions with changed leads are remembered. Who has
// missed more reads all leads again.
const keptMoves = 1024

// Moved notes that what the leads are scored by has changed, for whoever keeps
// them in memory. New leads need not be noted: their ids say it.
func (t *Tx) Moved(leads ...crm.LeadID) { t.moved = append(t.moved, leads...) }

// MovedAll notes it of every lead.
func (t *Tx) MovedAll() { t.movedAll = true }

// remember writes what was noted, as the last thing a transaction does.
func (t *Tx) remember() error {
	if len(t.moved) == 0 && !t.movedAll {
		return nil
	}
	var ids []byte // none: all leads
	if !t.movedAll {
		slices.Sort(t.moved)
		last := crm.LeadID(0)
		for _, id := range slices.Compact(t.moved) {
			ids = binary.AppendUvarint(ids, uint64(id-last))
			last = id
		}
	}
	var seq int64
	// Not NULL: a slice that is nil would be.
	if _, err := t.one(`INSERT INTO moved(leads) VALUES ($1) RETURNING seq`, []any{append([]byte{}, ids...)}, &seq); err != nil {
		return err
	}
	_, err := t.exec(`DELETE FROM moved WHERE seq <= $1`, seq-keptMoves)
	return err
}

// LastMove returns the number of the newest transaction that changed leads, 0
// when there was none.
func (t *Tx) LastMove() (int64, error) {
	var seq int64
	_, err := t.one(`SELECT coalesce(max(seq), 0) FROM moved`, nil, &seq)
	return seq, err
}

// MovedSince returns the leads that were noted after the transaction of that
// number, which may be gone, in no order; all reports that it may be any lead.
func (t *Tx) MovedSince(seq int64) (leads []crm.LeadID, all bool, err error) {
	next := seq + 1
	err = t.each(`SELECT seq, leads FROM moved WHERE seq > $1 ORDER BY seq`, []any{seq}, func(r row) error {
		var n int64
		var ids []byte
		if err := r.Scan(&n, &ids); err != nil {
			return err
		}
		all = all || n != next || len(ids) == 0
		next++
		for last := crm.LeadID(0); len(ids) > 0; {
			step, size := binary.Uvarint(ids)
			if size <= 0 {
				return fmt.Errorf("moved %d is damaged", n)
			}
			last += crm.LeadID(step)
			leads = append(leads, last)
			ids = ids[size:]
		}
		return nil
	})
	return leads, all, err
}
