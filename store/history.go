package store

import "smarketing/internal/crm"

const journalColumns = `j.id, j.at, j.by, j.verb, coalesce(j.lead, 0), j.key, j.detail, j.undone FROM journal j`

func readEntry(r row) (crm.JournalEntry, error) {
	var e crm.JournalEntry
	var at int64
	err := r.Scan(&e.ID, &at, &e.By, &e.Verb, &e.Lead, &e.Key, &e.Detail, &e.Undone)
	e.At = instant(at)
	return e, err
}

// Journal calls yield for the entries of the query, newest first.
func (t *Tx) Journal(q crm.JournalQuery, yield func(crm.JournalEntry) error) error {
	limit := -1
	if q.Limit > 0 {
		limit = q.Limit
	}
	cond, args := ``, []any{limit}
	if q.Lead != 0 {
		cond, args = ` WHERE (j.lead = $2 OR j.id IN (SELECT entry FROM deed WHERE lead = $2))`, []any{limit, q.Lead}
	}
	return t.each(`SELECT `+journalColumns+cond+` ORDER BY j.id DESC LIMIT $1`, args, func(r row) error {
		e, err := readEntry(r)
		if err != nil {
			return err
		}
		return yield(e)
	})
}

// JournalEntry returns the entry of that number; NotFound when there is none.
func (t *Tx) JournalEntry(id int64) (crm.JournalEntry, error) {
	var e crm.JournalEntry
	found := false
	err := t.each(`SELECT `+journalColumns+` WHERE j.id = $1`, []any{id}, func(r row) (err error) {
		found = true
		e, err = readEntry(r)
		return err
	})
	if err == nil && !found {
		err = crm.Errorf(crm.NotFound, "there is no entry %d in the journal", id).WithHint("smarketing history lists them")
	}
	return e, err
}

// NewestOf returns the newest entry of the verb that has not been undone; the
// zero entry when there is none.
func (t *Tx) NewestOf(verb string) (crm.JournalEntry, error) {
	var e crm.JournalEntry
	err := t.each(`SELECT `+journalColumns+` WHERE j.verb = $1 AND j.undone = 0 ORDER BY j.id DESC LIMIT 1`, []any{verb}, func(r row) (err error) {
		e, err = readEntry(r)
		return err
	})
	return e, err
}

// AppendJournal records who did what and returns the number of the entry.
func (t *Tx) AppendJournal(e crm.JournalEntry) (int64, error) {
	if err := t.AddJournal(e); err != nil {
		return 0, err
	}
	var id int64
	_, err := t.one(`SELECT max(id) FROM journal`, nil, &id)
	return id, err
}

// SetDetail replaces what the entry needs to be undone.
func (t *Tx) SetDetail(id int64, detail string) error {
	_, err := t.exec(`UPDATE journal SET detail = $1 WHERE id = $2`, detail, id)
	return err
}

// MarkUndone notes that the entry has been undone; Conflict when it was
// before.
func (t *Tx) MarkUndone(id int64) error {
	res, err := t.exec(`UPDATE journal SET undone = 1 WHERE id = $1 AND undone = 0`, id)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = crm.Errorf(crm.Conflict, "entry %d has been undone already", id).WithHint("smarketing history shows what was done")
	}
	return err
}

// EntriesAfter returns the entries about the lead that are newer than the
// number and have not been undone, oldest first, undoing itself aside.
func (t *Tx) EntriesAfter(lead crm.LeadID, id int64) ([]crm.JournalEntry, error) {
	var entries []crm.JournalEntry
	err := t.each(`SELECT `+journalColumns+` WHERE (j.lead = $1 OR j.id IN (SELECT entry FROM deed WHERE lead = $1))
 AND j.id > $2 AND j.undone = 0 AND j.verb <> 'undo' ORDER BY j.id`, []any{lead, id},
		func(r row) error {
			e, err := readEntry(r)
			entries = append(entries, e)
			return err
		})
	return entries, err
}
