package store

import (
	"cmp"
	"slices"

	"smarketing/internal/crm"
)

// ActivityRow is an activity with its occurrence number among equal rows of one
// file; rows with an id have none.
type ActivityRow struct {
	*crm.Activity
	Occurrence int

	hash          int64
	event, source int64 // the words
}

// identity tells the activities of one lead apart: by source and id when there
// is an id, else by event, instant, detail and occurrence.
func (a *ActivityRow) identity() int64 {
	h := fnv(fnvBasis)
	if a.Key != "" {
		return int64(h.text("id").text(a.Source).text(a.Key))
	}
	h = h.text(a.Event).number(16, 4).number(uint64(a.At.UnixMilli()), 8).number(uint64(a.Occurrence), 8)
	return int64(h.text(a.Detail))
}

// fnv is a 64-bit FNV-1a hash, as hash/fnv makes it, without memory.
type fnv uint64

const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

// text adds a text behind its length, which keeps "ab","c" apart from "a","bc".
func (h fnv) text(s string) fnv {
	h = h.number(uint64(len(s)), 4)
	for i := range len(s) {
		h = (h ^ fnv(s[i])) * fnvPrime
	}
	return h
}

// number adds the low bytes of a number.
func (h fnv) number(n uint64, bytes int) fnv {
	for range bytes {
		h = (h ^ fnv(n&0xff)) * fnvPrime
		n >>= 8
	}
	return h
}

// arrange returns the rows in the order of the table, which is one tree by lead
// and hash, so that every page of it is touched once; of equal ones the first
// stays the first.
func arrange(rows []ActivityRow) []ActivityRow {
	type place struct { // what is moved about is small
		lead crm.LeadID
		hash int64
		at   int
	}
	places := make([]place, len(rows))
	for i := range rows {
		rows[i].hash = rows[i].identity()
		places[i] = place{rows[i].Lead, rows[i].hash, i}
	}
	slices.SortFunc(places, func(x, y place) int {
		if x.lead != y.lead {
			return cmp.Compare(x.lead, y.lead)
		}
		if x.hash != y.hash {
			return cmp.Compare(x.hash, y.hash)
		}
		return x.at - y.at
	})
	arranged := make([]ActivityRow, len(rows))
	for i, p := range places {
		arranged[i] = rows[p.at]
	}
	return arranged
}

// InsertActivities adds the activities that are not there yet. It returns how
// many it added, and the leads that gained one.
func (t *Tx) InsertActivities(rows []ActivityRow, imported crm.ImportID) (added int, leads []crm.LeadID, err error) {
	// Before the first savepoint: rolling one back would take the words with it.
	if err := t.spell(rows); err != nil {
		return 0, nil, err
	}
	rows = arrange(rows)
	hours := map[int64]int{}
	// Chunks are small so that a repetition in a file costs one chunk's care.
	const chunk = 256
	for len(rows) > 0 {
		part := rows[:min(chunk, len(rows))]
		rows = rows[len(part):]
		if part, err = t.insertNew(part, imported); err != nil {
			return added, leads, err
		}
		added += len(part)
		for i := range part {
			hours[part[i].At.Unix()/3600]++
			if last := len(leads) - 1; last < 0 || leads[last] != part[i].Lead {
				leads = append(leads, part[i].Lead)
			}
		}
	}
	return added, leads, t.tally(hours)
}

// spell finds the words of the rows, adding those that are new.
func (t *Tx) spell(rows []ActivityRow) (err error) {
	words := map[string]int64{}
	word := func(s string) int64 {
		id, ok := words[s]
		if !ok && err == nil {
			id, err = t.word(s)
			words[s] = id
		}
		return id
	}
	for i := range rows {
		r := &rows[i]
		r.event, r.source = word(r.Event), word(r.Source)
	}
	return err
}

// insertNew adds the rows that are not there yet and returns them. Usually all
// or none are, which the count tells; only otherwise it is taken back and
// every row looked up.
func (t *Tx) insertNew(rows []ActivityRow, imported crm.ImportID) ([]ActivityRow, error) {
	if _, err := t.exec(`SAVEPOINT chunk`); err != nil {
		return nil, err
	}
	n, err := t.insertActivities(rows, imported)
	if err != nil {
		return nil, err
	}
	if n != len(rows) && n > 0 {
		if _, err := t.exec(`ROLLBACK TO chunk`); err != nil {
			return nil, err
		}
		if rows, err = t.unknown(rows); err != nil {
			return nil, err
		}
		if n, err = t.insertActivities(rows, imported); err != nil {
			return nil, err
		}
	}
	_, err = t.exec(`RELEASE chunk`)
	return rows[:n], err
}

// unknown returns the rows that are not in the file, each once.
func (t *Tx) unknown(rows []ActivityRow) ([]ActivityRow, error) {
	type key struct {
		lead crm.LeadID
		hash int64
	}
	seen := map[key]bool{}
	var fresh []ActivityRow
	for i := range rows {
		id := key{rows[i].Lead, rows[i].hash}
		var one int
		found, err := t.one(`SELECT 1 FROM activity WHERE lead = $1 AND hash = $2`, []any{id.lead, id.hash}, &one)
		if err != nil {
			return nil, err
		}
		if !found && !seen[id] {
			seen[id] = true
			fresh = append(fresh, rows[i])
		}
	}
	return fresh, nil
}

func (t *Tx) insertActivities(rows []ActivityRow, imported crm.ImportID) (int, error) {
	return t.insert(`INSERT INTO activity(lead, hash, event, at, detail, value, source, key, import)`,
		` ON CONFLICT(lead, hash) DO NOTHING`, 9, len(rows), func(i int, row *packed) {
			a := &rows[i]
			row.whole(int64(a.Lead))
			row.whole(a.hash)
			row.whole(a.event)
			row.whole(a.At.UnixMilli())
			row.text(a.Detail)
			row.number(a.Value)
			row.whole(a.source)
			row.text(a.Key)
			row.whole(int64(imported))
		})
}

// tally adds activities to the counts by hour.
func (t *Tx) tally(hours map[int64]int) error {
	for hour, n := range hours {
		if _, err := t.exec(`INSERT INTO tally(hour, activities) VALUES ($1, $2)
 ON CONFLICT(hour) DO UPDATE SET activities = activities + excluded.activities`, hour, n); err != nil {
			return err
		}
	}
	return nil
}

// word returns the id of a text that is kept once, adding it when it is new.
func (t *Tx) word(s string) (int64, error) {
	if id, ok := t.store.words.Load(s); ok {
		return id.(int64), nil
	}
	if id, ok := t.fresh[s]; ok {
		return id, nil
	}
	var id int64
	found, err := t.one(`SELECT id FROM word WHERE text = $1`, []any{s}, &id)
	if err == nil && !found {
		_, err = t.one(`INSERT INTO word(text) VALUES ($1) RETURNING id`, []any{s}, &id)
	}
	if err == nil {
		t.fresh[s] = id
	}
	return id, err
}

// words returns every word by its id.
func (t *Tx) words() (map[int64]string, error) {
	words := map[int64]string{}
	err := t.each(`SELECT id, text FROM word`, nil, func(r row) error {
		var id int64
		var text string
		err := r.Scan(&id, &text)
		words[id] = text
		return err
	})
	return words, err
}

// ActivitiesOf returns what scoring asks of the activities of the leads (event,
// instant, detail), by lead, in no particular order.
func (t *Tx) ActivitiesOf(leads []crm.LeadID) (map[crm.LeadID][]crm.Activity, error) {
	acts := make(map[crm.LeadID][]crm.Activity, len(leads))
	words, err := t.words()
	if err != nil {
		return nil, err
	}
	var detail string // repeated more often than not
	var run []crm.Activity
	flush := func() {
		if len(run) > 0 {
			acts[run[0].Lead] = slices.Clone(run)
			run = run[:0]
		}
	}
	err = inChunks(leads, func(list string, args []any) error {
		return t.scan(`SELECT lead, event, at, detail FROM activity WHERE lead IN (`+list+`) ORDER BY lead`, 4, args, func(c cells) error {
			if c.glance(3) != detail {
				detail = c.text(3)
			}
			lead := crm.LeadID(c.int(0))
			if len(run) > 0 && run[0].Lead != lead {
				flush()
			}
			run = append(run, crm.Activity{Lead: lead, Event: words[c.int(1)], At: instant(c.int(2)), Detail: detail})
			return nil
		})
	})
	flush()
	return acts, err
}

// LeadActivities returns the activities of one lead, oldest first.
func (t *Tx) LeadActivities(lead crm.LeadID) ([]crm.Activity, error) {
	var acts []crm.Activity
	err := t.activities(` WHERE a.lead = $1`, []any{lead}, func(a crm.Activity) error {
		acts = append(acts, a)
		return nil
	})
	return acts, err
}

// Activities calls yield for every activity, ordered by lead and instant. yield
// must not use the transaction.
func (t *Tx) Activities(yield func(crm.Activity) error) error {
	return t.activities("", nil, yield)
}

func (t *Tx) activities(cond string, args []any, yield func(crm.Activity) error) error {
	words, err := t.words()
	if err != nil {
		return err
	}
	return t.scan(`SELECT a.lead, a.hash, a.event, a.at, a.detail, a.value, a.source, a.key FROM activity a`+cond+
		` ORDER BY a.lead, a.at, a.hash`, 8, args, func(c cells) error {
		return yield(crm.Activity{
			Lead: crm.LeadID(c.int(0)), ID: crm.ActivityID(c.int(1)), Event: words[c.int(2)], At: instant(c.int(3)), Detail: c.text(4),
			Value: c.number(5), Source: words[c.int(6)], Key: c.text(7),
		})
	})
}

// Events returns the names of all events the file has seen.
func (t *Tx) Events() ([]string, error) {
	var names []string
	err := t.each(`SELECT text FROM word WHERE id IN (SELECT DISTINCT event FROM activity) ORDER BY text`, nil,
		func(r row) error {
			var name string
			err := r.Scan(&name)
			names = append(names, name)
			return err
		})
	return names, err
}
