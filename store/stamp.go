package store

import (
	"strings"
	"time"

	"smarketing/internal/crm"
)

// StampRow is the stamp of one lead, as it is to be written.
type StampRow struct {
	Lead  crm.LeadID
	Key   string
	Stamp crm.Stamp
	New   bool // the lead has had none
}

// stampRow lists the columns of a stamp, in their order in the file.
var stampRow = []column[StampRow]{
	{"lead", func(r *StampRow, row *packed) { row.whole(int64(r.Lead)) }},
	{"key", func(r *StampRow, row *packed) { row.text(r.Key) }},
	{"score", func(r *StampRow, row *packed) { row.whole(int64(r.Stamp.Score)) }},
	{"fit", func(r *StampRow, row *packed) { row.whole(int64(r.Stamp.Fit)) }},
	{"engagement", func(r *StampRow, row *packed) { row.whole(int64(r.Stamp.Engagement)) }},
	{"grade", func(r *StampRow, row *packed) { row.text(r.Stamp.Grade) }},
	{"rubric", func(r *StampRow, row *packed) { row.whole(r.Stamp.RubricVersion) }},
	{"day", func(r *StampRow, row *packed) { row.whole(int64(r.Stamp.Day)) }},
	{"at", func(r *StampRow, row *packed) { row.whole(ms0(r.Stamp.At)) }},
	{"standing", func(r *StampRow, row *packed) { row.whole(int64(r.Stamp.Standing)) }},
	{"ready", func(r *StampRow, row *packed) { row.text(string(r.Stamp.Ready.Cause)) }},
	{"ready_since", func(r *StampRow, row *packed) { row.instant(r.Stamp.Ready.Since) }},
	{"armed_at", func(r *StampRow, row *packed) { row.instant(r.Stamp.Ready.ArmedAt) }},
	{"last_activity_at", func(r *StampRow, row *packed) { row.whole(ms0(r.Stamp.LastActivityAt)) }},
}

var stampColumnNames = namesOf(stampRow)

// replaceStamp writes a stamp over the one there is.
var replaceStamp = func() string {
	sets := make([]string, 0, len(stampRow))
	for _, c := range stampRow[1:] {
		sets = append(sets, c.name+" = excluded."+c.name)
	}
	return ` ON CONFLICT(lead) DO UPDATE SET ` + strings.Join(sets, ", ")
}()

// PutStamps writes the stamps, new ones and changed ones.
func (t *Tx) PutStamps(rows []StampRow) error {
	type cell struct {
		grade    string
		standing crm.Standing
	}
	fresh, added := 0, map[cell]int{}
	for i := range rows {
		if s := &rows[i].Stamp; rows[i].New {
			added[cell{s.Grade, s.Standing}]++
			fresh++
		}
	}
	for c, n := range added {
		if err := t.countGrade(c.grade, c.standing, n); err != nil {
			return err
		}
	}
	if fresh == len(rows) {
		return t.pour(`stamp`, stampColumnNames, len(rows), func(i int, row *packed) {
			for _, c := range stampRow {
				c.put(&rows[i], row)
			}
		})
	}
	return insertColumns(t, `stamp`, stampRow, rows, replaceStamp)
}

// MarkDue notes that the leads are to be scored again at the instant because of
// the import, or of what happens now (0). Of two notes the earlier instant
// stands, and what is already due for something that happens now stays so.
func (t *Tx) MarkDue(leads []crm.LeadID, at time.Time, imported crm.ImportID) error {
	t.Moved(leads...)
	_, err := t.insert(`INSERT INTO due(lead, at, import)`,
		` ON CONFLICT(lead) DO UPDATE SET at = min(due.at, excluded.at),
 import = CASE WHEN due.import = 0 AND due.at <= excluded.at THEN 0 ELSE excluded.import END`,
		3, len(leads), func(i int, row *packed) {
			row.whole(int64(leads[i]))
			row.whole(ms0(at))
			row.whole(int64(imported))
		})
	return err
}

// Cleared counts how often notes were removed. Who has noted leads and sees the
// same count later knows that the notes still stand.
func (t *Tx) Cleared() (int64, error) { return t.Meta("due_cleared") }

// ClearDue removes the notes of the leads.
func (t *Tx) ClearDue(leads []crm.LeadID) error {
	n, err := t.Cleared()
	if err != nil {
		return err
	}
	if err := t.SetMeta("due_cleared", n+1); err != nil {
		return err
	}
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`DELETE FROM due WHERE lead IN (`+list+`)`, args...)
		return err
	})
}

// isDue is the condition on the notes d that are to be acted on at $1 by the
// import $2, or by anybody (0): those of an import that is alive are its own.
const isDue = `d.at <= $1 AND (d.import IN (0, $2)
 OR NOT EXISTS (SELECT 1 FROM import i WHERE i.id = d.import AND i.alive > $1 AND i.complete = 0))`

// DueLeads returns up to limit leads with ids greater than after that are to
// be scored again now, in order. The import's own are among them.
func (t *Tx) DueLeads(now time.Time, own crm.ImportID, after crm.LeadID, limit int) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT d.lead FROM due d WHERE `+isDue+` AND d.lead > $3 ORDER BY d.lead LIMIT $4`,
		ms0(now), int64(own), after, limit)
}

// DueAmong returns which of the leads are to be scored again now, whoever is to
// do it, with the import whose history is the reason (0 for what happens now).
func (t *Tx) DueAmong(leads []crm.LeadID, now time.Time) (map[crm.LeadID]crm.ImportID, error) {
	due := map[crm.LeadID]crm.ImportID{}
	err := inChunks(leads, func(list string, args []any) error {
		return t.each(`SELECT lead, import FROM due WHERE at <= ? AND lead IN (`+list+`)`, append([]any{ms0(now)}, args...), func(r row) error {
			var id crm.LeadID
			var imported crm.ImportID
			err := r.Scan(&id, &imported)
			due[id] = imported
			return err
		})
	})
	return due, err
}

// OutdatedLeads returns up to limit leads with ids greater than after whose
// stamp was not made with that rubric for that day, in order.
func (t *Tx) OutdatedLeads(rubric int64, day crm.Day, after crm.LeadID, limit int) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT lead FROM stamp WHERE (rubric <> $1 OR day <> $2) AND lead > $3 ORDER BY lead LIMIT $4`,
		rubric, day, after, limit)
}

func (t *Tx) leadIDs(query string, args ...any) ([]crm.LeadID, error) {
	var ids []crm.LeadID
	err := t.each(query, args, func(r row) error {
		var id crm.LeadID
		if err := r.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
		return nil
	})
	return ids, err
}

// CountDue returns how many leads are to be scored again now by the import, or
// by anybody (0), although their stamp is of that rubric and day.
func (t *Tx) CountDue(now time.Time, own crm.ImportID, rubric int64, day crm.Day) (int, error) {
	var n int
	// CROSS: the notes first, which are few; SQLite would rather go through all stamps.
	_, err := t.one(`SELECT count(*) FROM due d CROSS JOIN stamp s ON s.lead = d.lead
 WHERE `+isDue+` AND s.rubric = $3 AND s.day = $4`, []any{ms0(now), int64(own), rubric, int64(day)}, &n)
	return n, err
}

// CountStamps returns how many stamps there are, how many are of that rubric
// and day, and the oldest day among the others.
func (t *Tx) CountStamps(rubric int64, day crm.Day) (total, current int, oldest crm.Day, err error) {
	_, err = t.one(`SELECT count(*), count(*) FILTER (WHERE rubric = $1 AND day = $2), coalesce(min(day), $2) FROM stamp`,
		[]any{rubric, day}, &total, &current, &oldest)
	return total, current, oldest, err
}

// AddReadyEvents records that leads became ready.
func (t *Tx) AddReadyEvents(events []crm.ReadyEvent) error {
	_, err := t.insert(`INSERT INTO ready_event(lead, at, cause, score, grade, rubric, why, summary)`, "", 8, len(events),
		func(i int, row *packed) {
			e := &events[i]
			row.add(int64(e.Lead), ms0(e.At), string(e.Cause), e.Score, e.Grade, e.RubricVersion, encodeTexts(e.Why), e.Summary)
		})
	return err
}

// EndReadyEvents records that the leads are ready no more.
func (t *Tx) EndReadyEvents(leads []crm.LeadID, at time.Time) error {
	return inChunks(leads, func(list string, args []any) error {
		_, err := t.exec(`UPDATE ready_event SET ended_at = `+"?"+` WHERE ended_at IS NULL AND lead IN (`+list+`)`,
			append([]any{ms0(at)}, args...)...)
		return err
	})
}

// MarkAllDue notes that every lead is to be scored again.
func (t *Tx) MarkAllDue(at time.Time) error {
	t.MovedAll()
	_, err := t.exec(`INSERT INTO due(lead, at, import) SELECT lead, $1, 0 FROM stamp WHERE true
 ON CONFLICT(lead) DO UPDATE SET at = min(due.at, excluded.at)`, ms0(at))
	return err
}
