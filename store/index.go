package store

import (
	"time"

	"smarketing/internal/crm"
)

// secondary are the indexes that a file can do without while it is being
// filled: lists are slower then, but right. Every index that has to be kept in
// order costs a walk down a tree and, in a large file, a page read and written
// for every lead; made at the end it is sorted and written once. And rows can be
// poured into a table that has none.
var secondary = []struct{ name, unique, on string }{
	{`lead_key`, `UNIQUE`, `lead(key, system)`},
	{`lead_email`, ``, `lead(email_fold) WHERE email_fold IS NOT NULL`},
	{`lead_dates`, ``, `lead(stage_at, stage, created_at)`},
	{`lead_owner`, ``, `lead(owner, stage, due) WHERE owner <> ''`},
	{`stamp_rank`, ``, `stamp(score DESC, last_activity_at DESC, key)`},
	{`stamp_ready`, ``, `stamp(ready_since, standing) WHERE ready <> ''`},
}

// nameIndexes is how many of them, the first, leads are found with by what they
// are called.
const nameIndexes = 2

// metaUnindexed remembers the import for which a file is without some of its
// indexes; 0 when it has them all.
const metaUnindexed = "unindexed_by"

// DropIndexes takes the secondary indexes of a file away while the import fills
// it. It ends with RestoreIndex, by that import or, when it died, by the next
// who finds it so.
func (t *Tx) DropIndexes(by crm.ImportID) error {
	for _, i := range secondary {
		if _, err := t.exec(`DROP INDEX IF EXISTS ` + i.name); err != nil {
			return err
		}
	}
	return t.SetMeta(metaUnindexed, int64(by))
}

// Unindexed reports whether the file is without some of its indexes, and
// whether the import that wanted it so is still running.
func (t *Tx) Unindexed(now time.Time) (unindexed, running bool, err error) {
	by, err := t.Meta(metaUnindexed)
	if err != nil || by == 0 {
		return false, false, err
	}
	var one int
	running, err = t.one(`SELECT 1 FROM import WHERE id = $1 AND alive > $2 AND complete = 0`, []any{by, ms0(now)}, &one)
	return true, running, err
}

// RestoreIndex makes the first missing one of the indexes and returns how many
// of them there are now. One at a time, because others wait for the lock.
func (t *Tx) RestoreIndex() (done, total int, err error) {
	total = len(secondary)
	for _, i := range secondary {
		there, err := t.hasIndex(i.name)
		if err != nil {
			return done, total, err
		}
		if done++; there {
			continue
		}
		if err := t.makeIndex(i.name, i.unique, i.on); err != nil || done < total {
			return done, total, err
		}
	}
	return total, total, t.SetMeta(metaUnindexed, 0)
}

// RestoreNameIndexes makes those indexes that an import itself may need.
func (t *Tx) RestoreNameIndexes() error {
	for _, i := range secondary[:nameIndexes] {
		if err := t.makeIndex(i.name, i.unique, i.on); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) makeIndex(name, unique, on string) error {
	_, err := t.exec(`CREATE ` + unique + ` INDEX IF NOT EXISTS ` + name + ` ON ` + on)
	return err
}

func (t *Tx) hasIndex(name string) (bool, error) {
	var one int
	return t.one(`SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = $1`, []any{name}, &one)
}
