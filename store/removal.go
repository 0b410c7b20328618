package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"smarketing/internal/crm"
)

// Removal is what taking an import away did.
type Removal struct {
	Removed  map[string]int // rows by noun
	Kept     []Kept
	Affected []crm.LeadID // leads that stay and have lost rows
}

// Kept is a row that stays although it came with the import, and why.
type Kept struct {
	Name   string
	Reason string
}

// Import returns the import of that number; NotFound when there is none,
// Conflict when it has been undone.
func (t *Tx) Import(id crm.ImportID) (ImportRow, error) {
	var i ImportRow
	var report string
	var undone bool
	found, err := t.one(`SELECT id, fingerprint, cursor, report, undone FROM import WHERE id = $1`, []any{int64(id)},
		&i.ID, &i.Fingerprint, &i.Cursor, &report, &undone)
	switch {
	case err != nil:
		return i, err
	case !found:
		return i, crm.Errorf(crm.NotFound, "there is no import %d", id).WithHint("smarketing history lists them")
	case undone:
		return i, crm.Errorf(crm.Conflict, "import %d has been undone already", id).WithHint("smarketing history shows what was done")
	}
	err = json.Unmarshal([]byte(report), &i.Report)
	i.Report.ID = int64(i.ID)
	return i, err
}

// historyImports returns the imports that brought stage changes, as a list for
// SQL.
func (t *Tx) historyImports() (string, error) {
	ids := "0"
	err := t.each(`SELECT id, report FROM import`, nil, func(r row) error {
		var id int64
		var body string
		if err := r.Scan(&id, &body); err != nil {
			return err
		}
		var report crm.ImportReport
		if err := json.Unmarshal([]byte(body), &report); err != nil {
			return err
		}
		if report.Kind == crm.StageRecord {
			ids += fmt.Sprintf(", %d", id)
		}
		return nil
	})
	return ids, err
}

// RemoveImport takes away what the import has added and nobody has touched
// since: leads that are as it left them, have no rows of others and no later
// entry in the journal; the activities, stage changes and deals it gave to
// other leads; members it made who own nothing. entry is its own number in the
// journal, first the stage where leads start. The leads it affects are to be
// scored again without memory of what they were ready for.
func (t *Tx) RemoveImport(i ImportRow, entry int64, first string) (Removal, error) {
	removal := Removal{Removed: map[string]int{}}
	u := &removalOf{Tx: t, id: int64(i.ID), entry: entry, first: first, Removal: &removal}
	for _, step := range []func() error{
		t.noteRemoval, u.findKept, u.findAffected, u.activities, u.deals, u.spends, u.stageChanges, u.leads, u.affected,
		func() error { return u.members(i.Report.MembersCreated) }, u.sayKept,
		func() error {
			_, err := t.exec(`DELETE FROM lead_alias WHERE import = $1`, u.id)
			return err
		},
		func() error {
			_, err := t.exec(`UPDATE import SET undone = 1, complete = 1 WHERE id = $1`, u.id)
			return err
		},
	} {
		if err := step(); err != nil {
			return removal, err
		}
	}
	return removal, nil
}

// removalOf is one import being taken away.
type removalOf struct {
	*Tx
	*Removal
	id    int64
	entry int64
	first string
}

// keptReasons say why leads stay as they are, by the number in temp.kept; of
// several the smallest is given.
var keptReasons = map[int]string{
	1: "was merged since",
	2: "was worked on since",
	3: "was changed since",
	4: "has activities from elsewhere",
	5: "has stage changes from elsewhere",
	6: "has deals from elsewhere",
	7: "has deals that were changed since",
}

// findKept fills temp.kept with the leads whose rows stay: any of merged ones,
// whose rows cannot be told apart, and the leads of the import that are no
// longer as it left them.
func (u *removalOf) findKept() error {
	const mine = ` FROM lead l WHERE l.import = $1 AND `
	for _, query := range []string{
		`CREATE TEMP TABLE IF NOT EXISTS kept(lead INTEGER PRIMARY KEY, reason INTEGER NOT NULL, mine INTEGER NOT NULL DEFAULT 0)`,
		`DELETE FROM temp.kept WHERE $1 > 0`,
		keep(1, ` FROM journal j JOIN lead l ON l.id = j.lead WHERE j.verb = 'merge' AND j.undone = 0 AND j.id > $2 AND $1 > 0`),
		keep(2, mine+`EXISTS (SELECT 1 FROM journal j WHERE j.lead = l.id AND j.id > $2 AND j.undone = 0 AND j.verb <> 'undo')`),
		keep(3, mine+`l.version <> l.own`),
		keep(4, ` FROM lead l JOIN (SELECT DISTINCT lead FROM activity WHERE import <> $1) a ON a.lead = l.id WHERE l.import = $1`),
		keep(5, mine+`EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = l.id AND c.import <> $1)`),
		keep(6, mine+`EXISTS (SELECT 1 FROM deal d WHERE d.lead = l.id AND d.import <> $1)`),
		keep(7, ` FROM deal d JOIN lead l ON l.id = d.lead WHERE d.import = $1 AND d.touched <> $1`),
		`UPDATE temp.kept SET mine = 1 WHERE lead IN (SELECT id FROM lead WHERE import = $1)`,
	} {
		if _, err := u.change(query, u.args(query)...); err != nil {
			return err
		}
	}
	return nil
}

func keep(reason int, from string) string {
	return fmt.Sprintf(`INSERT OR IGNORE INTO temp.kept(lead, reason) SELECT l.id, %d`, reason) + from
}

// args returns the arguments of a statement: the import, and the entry of the
// journal when it asks for that too.
func (u *removalOf) args(query string) []any {
	switch {
	case strings.Contains(query, "$2"):
		return []any{u.id, u.entry}
	case strings.Contains(query, "$1"):
		return []any{u.id}
	}
	return nil
}

// rest is the condition for rows of the import on leads that are not kept.
const rest = ` WHERE import = $1 AND lead NOT IN (SELECT lead FROM temp.kept)`

// findAffected fills temp.affected with the leads that stay and lose rows.
func (u *removalOf) findAffected() error {
	const other = ` AND lead NOT IN (SELECT id FROM lead WHERE import = $1)`
	for _, query := range []string{
		`CREATE TEMP TABLE IF NOT EXISTS affected(lead INTEGER PRIMARY KEY)`,
		`DELETE FROM temp.affected WHERE $1 > 0`,
		`INSERT OR IGNORE INTO temp.affected SELECT lead FROM activity` + rest + other,
		`INSERT OR IGNORE INTO temp.affected SELECT lead FROM stage_change` + rest + other,
		`INSERT OR IGNORE INTO temp.affected SELECT lead FROM deal` + rest + other,
	} {
		if _, err := u.change(query, u.args(query)...); err != nil {
			return err
		}
	}
	return nil
}

func (u *removalOf) count(noun string, n int, err error) error {
	if n > 0 {
		u.Removed[noun] += n
	}
	return err
}

func (u *removalOf) activities() error {
	if _, err := u.change(`INSERT INTO tally(hour, activities) SELECT at / 3600000 - (at % 3600000 < 0), -count(*) FROM activity`+rest+
		` GROUP BY 1 ON CONFLICT(hour) DO UPDATE SET activities = activities + excluded.activities`, u.id); err != nil {
		return err
	}
	n, err := u.change(`DELETE FROM activity`+rest, u.id)
	return u.count("activities", n, err)
}

func (u *removalOf) deals() error {
	n, err := u.change(`DELETE FROM deal WHERE import = $1 AND touched = $1 AND (lead IS NULL OR lead NOT IN (SELECT lead FROM temp.kept))`, u.id)
	return u.count("deals", n, err)
}

func (u *removalOf) spends() error {
	n, err := u.change(`DELETE FROM spend WHERE import = $1 AND touched = $1`, u.id)
	if err := u.count("spends", n, err); err != nil {
		return err
	}
	return u.each(`SELECT source, campaign FROM spend WHERE import = $1 ORDER BY at, id`, []any{u.id}, func(r row) error {
		var source, campaign string
		err := r.Scan(&source, &campaign)
		u.Kept = append(u.Kept, Kept{strings.TrimSpace("spend on " + source + " " + campaign), "was changed since"})
		return err
	})
}

// stageChanges takes history away, and brings back what was assumed before it
// where no other history is left.
func (u *removalOf) stageChanges() error {
	history, err := u.historyImports()
	if err != nil {
		return err
	}
	const gone = rest + ` AND lead IN (SELECT lead FROM temp.affected)`
	// What has armed a lead anew goes with the hand-off that did.
	if _, err := u.change(`UPDATE stamp SET armed_at = NULL WHERE (lead, armed_at) IN (SELECT lead, at FROM stage_change`+gone+`)`, u.id); err != nil {
		return err
	}
	n, err := u.change(`DELETE FROM stage_change`+gone, u.id)
	if err := u.count("stage changes", n, err); err != nil {
		return err
	}
	none := ` AND NOT EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = r.lead AND c.import IN (` + history + `))`
	for _, query := range []string{
		`INSERT OR IGNORE INTO stage_change(lead, stage, at, seq, by, reason, provisional, import)
 SELECT r.lead, r.stage, r.at, r.seq, r.by, r.reason, 1, r.import FROM replaced_change r
 WHERE r.lead IN (SELECT lead FROM temp.affected)` + none,
		`DELETE FROM replaced_change AS r WHERE EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = r.lead AND c.provisional = 1)
 AND r.lead IN (SELECT lead FROM temp.affected)` + none,
	} {
		if _, err := u.change(query); err != nil {
			return err
		}
	}
	// Files of an earlier version did not keep what was assumed.
	_, err = u.change(`INSERT INTO stage_change(lead, stage, at, seq, by, reason, provisional, import)
 SELECT l.id, $1, coalesce(l.created_at, 0), 0, '', '', 1, l.import FROM lead l WHERE l.id IN (SELECT lead FROM temp.affected)
 AND NOT EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = l.id)`, u.first)
	return err
}

func (u *removalOf) leads() error {
	const gone = `(SELECT id FROM lead WHERE import = $1 AND id NOT IN (SELECT lead FROM temp.kept))`
	going, err := u.leadIDs(`SELECT id FROM lead WHERE id IN `+gone, u.id)
	if err != nil {
		return err
	}
	u.Moved(going...)
	if _, err := u.change(`DELETE FROM due WHERE lead IN `+gone, u.id); err != nil {
		return err
	}
	n, err := u.change(`DELETE FROM stage_change WHERE lead IN `+gone, u.id)
	if err := u.count("stage changes", n, err); err != nil {
		return err
	}
	n, err = u.change(`DELETE FROM lead WHERE id IN `+gone, u.id)
	return u.count("leads", n, err)
}

// affected brings the stages of the leads that stay in line with their log and
// takes their scores' memory.
func (u *removalOf) affected() error {
	ids, err := u.leadIDs(`SELECT lead FROM temp.affected ORDER BY lead`)
	if err != nil {
		return err
	}
	u.Affected = ids
	if _, err := u.SyncStages(ids); err != nil {
		return err
	}
	_, err = u.change(`UPDATE stamp SET rubric = 0 WHERE lead IN (SELECT lead FROM temp.affected)`)
	return err
}

func (u *removalOf) members(names []string) error {
	for _, name := range names {
		n, err := u.change(`DELETE FROM member WHERE name = $1 AND team = 'sales' AND capacity = 0
 AND NOT EXISTS (SELECT 1 FROM lead WHERE owner = $1) AND NOT EXISTS (SELECT 1 FROM deal WHERE owner = $1)`, name)
		if err := u.count("members", n, err); err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		var one int
		there, err := u.one(`SELECT 1 FROM member WHERE name = $1`, []any{name}, &one)
		if err != nil {
			return err
		}
		if there {
			u.Kept = append(u.Kept, Kept{"member " + name, "owns leads or deals, or was changed since"})
		}
	}
	return nil
}

// sayKept lists the leads and deals that stay. Leads that others have brought
// are only named when rows of the import are left on them.
func (u *removalOf) sayKept() error {
	err := u.each(`SELECT l.key, k.reason FROM temp.kept k JOIN lead l ON l.id = k.lead WHERE k.mine = 1
 OR EXISTS (SELECT 1 FROM activity a WHERE a.lead = l.id AND a.import = $1)
 OR EXISTS (SELECT 1 FROM stage_change c WHERE c.lead = l.id AND c.import = $1)
 OR EXISTS (SELECT 1 FROM deal d WHERE d.lead = l.id AND d.import = $1) ORDER BY k.reason, l.id`, []any{u.id}, func(r row) error {
		var key string
		var reason int
		err := r.Scan(&key, &reason)
		u.Kept = append(u.Kept, Kept{"lead " + key, keptReasons[reason]})
		return err
	})
	if err != nil {
		return err
	}
	return u.each(`SELECT coalesce(nullif(key, ''), 'number ' || id) FROM deal WHERE import = $1 AND lead IS NULL`, []any{u.id}, func(r row) error {
		var key string
		err := r.Scan(&key)
		u.Kept = append(u.Kept, Kept{"deal " + key, "was changed since"})
		return err
	})
}
