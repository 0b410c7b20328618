package store

import (
	"database/sql"
	"encoding/binary"
	"hash/fnv"

	"smarketing/internal/crm"
)

// ActivityRow is an activity with its occurrence number among equal rows of one
// file; rows with an id have none.
type ActivityRow struct {
	crm.Activity
	Occurrence int
}

// hash tells the activities of one lead apart: by source and id when there is
// an id, else by event, instant, detail and occurrence.
func (a *ActivityRow) hash() int64 {
	h := fnv.New64a()
	part := func(s string) {
		// A length before each part keeps "ab","c" apart from "a","bc".
		var n [4]byte
		binary.LittleEndian.PutUint32(n[:], uint32(len(s)))
		_, _ = h.Write(n[:]) // a hash never fails
		_, _ = h.Write([]byte(s))
	}
	if a.Key != "" {
		part("id")
		part(a.Source)
		part(a.Key)
		return int64(h.Sum64())
	}
	var n [16]byte
	binary.LittleEndian.PutUint64(n[:], uint64(a.At.UnixMilli()))
	binary.LittleEndian.PutUint64(n[8:], uint64(a.Occurrence))
	part(a.Event)
	part(string(n[:]))
	part(a.Detail)
	return int64(h.Sum64())
}

// InsertActivities adds the activities that are not there yet and returns
// which of them were added, in the order given.
func (t *Tx) InsertActivities(rows []ActivityRow, imported crm.ImportID) ([]bool, error) {
	type identity struct {
		lead crm.LeadID
		hash int64
	}
	added := make([]bool, len(rows))
	ids := make([]identity, len(rows))
	leads := make([]crm.LeadID, 0, len(rows))
	seen := make(map[crm.LeadID]bool, len(rows))
	for i := range rows {
		ids[i] = identity{rows[i].Lead, rows[i].hash()}
		if !seen[rows[i].Lead] {
			seen[rows[i].Lead] = true
			leads = append(leads, rows[i].Lead)
		}
	}
	known := make(map[identity]bool, len(rows))
	err := inChunks(leads, func(list string, args []any) error {
		return t.each(`SELECT lead, hash FROM activity WHERE lead IN (`+list+`)`, args, func(r row) error {
			var id identity
			if err := r.Scan(&id.lead, &id.hash); err != nil {
				return err
			}
			known[id] = true
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	fresh := make([]int, 0, len(rows))
	for i, id := range ids {
		if !known[id] {
			known[id] = true
			added[i] = true
			fresh = append(fresh, i)
		}
	}
	events, sources := make([]int64, len(fresh)), make([]int64, len(fresh))
	for j, i := range fresh {
		if events[j], err = t.word(rows[i].Event); err != nil {
			return nil, err
		}
		if sources[j], err = t.word(rows[i].Source); err != nil {
			return nil, err
		}
	}
	err = t.insert(`INSERT INTO activity(lead, hash, event, at, detail, value, source, key, import) VALUES `, "", 9, len(fresh),
		func(j int, args []any) []any {
			a := &rows[fresh[j]]
			return append(args, a.Lead, ids[fresh[j]].hash, events[j], a.At.UnixMilli(), a.Detail, number(a.Value), sources[j], a.Key, int64(imported))
		})
	return added, err
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

const activityColumns = `a.lead, a.hash, e.text, a.at, a.detail, a.value, o.text, a.key
 FROM activity a JOIN word e ON e.id = a.event JOIN word o ON o.id = a.source`

func readActivity(r row) (crm.Activity, error) {
	var a crm.Activity
	var at int64
	var value sql.NullFloat64
	if err := r.Scan(&a.Lead, &a.ID, &a.Event, &at, &a.Detail, &value, &a.Source, &a.Key); err != nil {
		return a, err
	}
	a.At, a.Value = instant(at), nullNumber(value)
	return a, nil
}

// ActivitiesOf returns the activities of the leads, by lead, in no particular
// order.
func (t *Tx) ActivitiesOf(leads []crm.LeadID) (map[crm.LeadID][]crm.Activity, error) {
	acts := make(map[crm.LeadID][]crm.Activity, len(leads))
	err := inChunks(leads, func(list string, args []any) error {
		return t.each(`SELECT `+activityColumns+` WHERE a.lead IN (`+list+`)`, args, func(r row) error {
			a, err := readActivity(r)
			if err == nil {
				acts[a.Lead] = append(acts[a.Lead], a)
			}
			return err
		})
	})
	return acts, err
}

// Activities calls yield for every activity, ordered by lead and instant.
func (t *Tx) Activities(yield func(crm.Activity) error) error {
	return t.each(`SELECT `+activityColumns+` ORDER BY a.lead, a.at, a.hash`, nil, func(r row) error {
		a, err := readActivity(r)
		if err != nil {
			return err
		}
		return yield(a)
	})
}

// Events returns the names of all events the file has seen.
func (t *Tx) Events() ([]string, error) {
	var names []string
	err := t.each(`SELECT w.text FROM word w WHERE EXISTS (SELECT 1 FROM activity a WHERE a.event = w.id) ORDER BY w.text`, nil,
		func(r row) error {
			var name string
			err := r.Scan(&name)
			names = append(names, name)
			return err
		})
	return names, err
}
