package store

import (
	"fmt"
	"time"

	"smarketing/internal/crm"
)

// Merged is what it takes to part two merged leads again. It is kept as JSON.
type Merged struct {
	Keep, Other crm.LeadID
	Lead        []record            // of both, as they were
	Stamp       []record            // of both
	Ready       []record            // of both
	Changes     []record            // stage changes of both
	Replaced    []record            // assumed changes set aside, of both
	Moved       []int64             // hashes of activities
	Same        []record            // activities that both had
	Deals       []int64             // ids
	Journal     []int64             // ids
	Aliases     []record            // of the other lead, as they were
	Names       []record            // aliases that the merge has made
	Worked      map[string][]record // what we did to both, and owe them, by table
	Counts      map[string]int      // rows moved, by noun
	Doubled     map[string]int      // rows both had, by noun
}

// MergeLeads moves everything of the other lead to the one to keep, makes its
// names aliases and removes it. Rows that both have are kept once, and the
// other's assumed first change goes: what is assumed of the kept lead wins,
// unless that is only that it stands in the first stage, or the other has a
// history instead. The profile of the kept lead is left to the caller.
func (t *Tx) MergeLeads(keep, other crm.LeadID, first string, now time.Time) (Merged, error) {
	m := Merged{Keep: keep, Other: other, Counts: map[string]int{}, Doubled: map[string]int{}}
	for _, step := range []func() error{
		t.noteRemoval,
		func() error { return t.rememberBoth(&m) },
		func() error { return t.mergeActivities(&m) },
		func() error { return t.mergeChanges(&m, first) },
		func() error { return t.mergeRest(&m, now) },
		func() error { return t.mergeNames(&m) },
		func() error { return t.mergeWork(&m) },
		func() error {
			_, err := t.change(`DELETE FROM due WHERE lead = $1`, other)
			return err
		},
		func() error {
			t.Moved(other)
			_, err := t.change(`DELETE FROM lead WHERE id = $1`, other)
			return err
		},
	} {
		if err := step(); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (t *Tx) rememberBoth(m *Merged) error {
	for table, rows := range map[string]*[]record{
		"stamp": &m.Stamp, "ready_event": &m.Ready, "stage_change": &m.Changes, "replaced_change": &m.Replaced,
	} {
		var err error
		if *rows, err = t.records(table, `lead IN ($1, $2)`, m.Keep, m.Other); err != nil {
			return err
		}
	}
	var err error
	if m.Lead, err = t.records("lead", `id IN ($1, $2)`, m.Keep, m.Other); err != nil {
		return err
	}
	if len(m.Lead) != 2 {
		return crm.Errorf(crm.NotFound, "lead #%d or #%d does not exist", m.Keep, m.Other)
	}
	m.Aliases, err = t.records("lead_alias", `lead = $1`, m.Other)
	return err
}

// int64 returns a whole number of a row.
func (r record) int64(name string) int64 {
	n, _ := r[name].(int64)
	return n
}

func (r record) text(name string) string {
	s, _ := r[name].(string)
	return s
}

func (t *Tx) mergeActivities(m *Merged) error {
	var err error
	if m.Same, err = t.records("activity", `lead = $1 AND hash IN (SELECT hash FROM activity WHERE lead = $2)`, m.Other, m.Keep); err != nil {
		return err
	}
	if err := t.tally(hoursOf(m.Same, -1)); err != nil {
		return err
	}
	if _, err := t.change(`DELETE FROM activity WHERE lead = $1 AND hash IN (SELECT hash FROM activity WHERE lead = $2)`, m.Other, m.Keep); err != nil {
		return err
	}
	if err := t.each(`UPDATE activity SET lead = $1 WHERE lead = $2 RETURNING hash`, []any{m.Keep, m.Other}, func(r row) error {
		var hash int64
		err := r.Scan(&hash)
		m.Moved = append(m.Moved, hash)
		return err
	}); err != nil {
		return err
	}
	m.Counts["activities"], m.Doubled["activities"] = len(m.Moved), len(m.Same)
	return nil
}

// hoursOf counts rows of activities by hour, each as n.
func hoursOf(activities []record, n int) map[int64]int {
	hours := map[int64]int{}
	for _, a := range activities {
		hours[instant(a.int64("at")).Unix()/3600] += n
	}
	return hours
}

// mergeChanges joins the two logs.
func (t *Tx) mergeChanges(m *Merged, first string) error {
	var assumed, others record // the provisional changes of both
	history := false           // of the other lead, instead of an assumption
	for _, c := range m.Changes {
		switch mine := c.int64("lead") == int64(m.Keep); {
		case mine && c.int64("provisional") == 1:
			assumed = c
		case !mine && c.int64("provisional") == 1:
			others = c
		case !mine:
			history = true
		}
	}
	drop := func(lead crm.LeadID) error {
		_, err := t.change(`DELETE FROM stage_change WHERE provisional = 1 AND lead = $1`, lead)
		return err
	}
	switch {
	case assumed != nil && others != nil && assumed["stage"] == first && others["stage"] != first,
		assumed != nil && others == nil && history:
		if err := drop(m.Keep); err != nil {
			return err
		}
	case others != nil:
		if err := drop(m.Other); err != nil {
			return err
		}
	}
	n, err := t.change(`UPDATE OR IGNORE stage_change SET lead = $1 WHERE lead = $2`, m.Keep, m.Other)
	if err != nil {
		return err
	}
	m.Counts["stage changes"] = n
	if m.Doubled["stage changes"], err = t.change(`DELETE FROM stage_change WHERE lead = $1`, m.Other); err != nil {
		return err
	}
	_, err = t.change(`UPDATE OR IGNORE replaced_change SET lead = $1 WHERE lead = $2`, m.Keep, m.Other)
	return err
}

// mergeRest moves deals, ready events and the journal. What the other lead was
// ready for has ended.
func (t *Tx) mergeRest(m *Merged, now time.Time) error {
	ids := func(dest *[]int64, query string) error {
		return t.each(query, []any{m.Keep, m.Other}, func(r row) error {
			var id int64
			err := r.Scan(&id)
			*dest = append(*dest, id)
			return err
		})
	}
	if err := ids(&m.Deals, `UPDATE deal SET lead = $1 WHERE lead = $2 RETURNING id`); err != nil {
		return err
	}
	m.Counts["deals"] = len(m.Deals)
	if err := ids(&m.Journal, `UPDATE journal SET lead = $1 WHERE lead = $2 RETURNING id`); err != nil {
		return err
	}
	_, err := t.change(`UPDATE ready_event SET lead = $1, ended_at = coalesce(ended_at, $3) WHERE lead = $2`, m.Keep, m.Other, ms0(now))
	return err
}

// mergeNames makes the key and the e-mail of the other lead aliases.
func (t *Tx) mergeNames(m *Merged) error {
	if _, err := t.change(`UPDATE lead_alias SET lead = $1 WHERE lead = $2`, m.Keep, m.Other); err != nil {
		return err
	}
	var kept, other record
	for _, l := range m.Lead {
		if l.int64("id") == int64(m.Keep) {
			kept = l
		} else {
			other = l
		}
	}
	names := []record{{"name": other["key"], "system": other["system"], "kind": "key", "lead": int64(m.Keep)}}
	if email, ok := other["email_fold"].(string); ok && email != kept["email_fold"] {
		names = append(names, record{"name": email, "system": "", "kind": "email", "lead": int64(m.Keep)})
	}
	for _, name := range names {
		if err := t.putBack("lead_alias", name, true); err != nil {
			return err
		}
	}
	m.Names = names
	return nil
}

// Version returns the version of the kept lead before the merge.
func (m *Merged) Version() int64 {
	for _, l := range m.Lead {
		if l.int64("id") == int64(m.Keep) {
			return l.int64("version")
		}
	}
	return 0
}

// PartLeads undoes a merge: the other lead is there again with what it had, and
// the kept one is as it was, but for what has come to it since. Its version
// rises, so that nobody who has seen the merged lead overwrites it unseen.
func (t *Tx) PartLeads(m Merged) error {
	if err := t.noteRemoval(); err != nil { // names lead elsewhere now
		return err
	}
	for _, l := range m.Lead {
		if l.int64("id") != int64(m.Keep) {
			if err := t.putBack("lead", l, false); err != nil {
				return err
			}
			if err := t.countStage(l.text("stage"), 1); err != nil {
				return err
			}
			continue
		}
		now, err := t.records("lead", `id = $1`, m.Keep)
		if err != nil || len(now) != 1 {
			return fmt.Errorf("lead #%d is gone: %w", m.Keep, err)
		}
		if l["own"] == l["version"] {
			l["own"] = now[0].int64("version") + 1
		}
		l["version"] = now[0].int64("version") + 1
		if err := t.restore("lead", l); err != nil {
			return err
		}
	}
	for _, s := range m.Stamp {
		if _, err := t.exec(`DELETE FROM stamp WHERE lead = $1`, s.int64("lead")); err != nil {
			return err
		}
		if err := t.putBack("stamp", s, false); err != nil {
			return err
		}
		if err := t.countGrade(s.text("grade"), crm.Standing(s.int64("standing")), 1); err != nil {
			return err
		}
	}
	for _, step := range []func(Merged) error{t.partActivities, t.partChanges, t.partRest, t.partNames, t.partWork} {
		if err := step(m); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) partActivities(m Merged) error {
	for _, hash := range m.Moved {
		if _, err := t.exec(`UPDATE activity SET lead = $1 WHERE lead = $2 AND hash = $3`, m.Other, m.Keep, hash); err != nil {
			return err
		}
	}
	for _, a := range m.Same {
		if err := t.putBack("activity", a, false); err != nil {
			return err
		}
	}
	return t.tally(hoursOf(m.Same, 1))
}

func (t *Tx) partChanges(m Merged) error {
	for table, rows := range map[string][]record{"stage_change": m.Changes, "replaced_change": m.Replaced} {
		for _, c := range rows {
			// What was moved to the kept lead is where it came from again: seq
			// is given once.
			if c.int64("lead") == int64(m.Other) {
				if _, err := t.exec(`DELETE FROM `+table+` WHERE lead = $1 AND seq = $2 AND import = $3 AND stage = $4`,
					m.Keep, c["seq"], c["import"], c["stage"]); err != nil {
					return err
				}
			}
		}
		for _, c := range rows {
			if err := t.putBack(table, c, false); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Tx) partRest(m Merged) error {
	for table, ids := range map[string][]int64{"deal": m.Deals, "journal": m.Journal} {
		for _, id := range ids {
			if _, err := t.exec(`UPDATE `+table+` SET lead = $1 WHERE id = $2 AND lead = $3`, m.Other, id, m.Keep); err != nil {
				return err
			}
		}
	}
	for _, e := range m.Ready {
		if err := t.restore("ready_event", e); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) partNames(m Merged) error {
	for _, name := range m.Names {
		if _, err := t.exec(`DELETE FROM lead_alias WHERE name = $1 AND system = $2 AND kind = $3`,
			name["name"], name["system"], name["kind"]); err != nil {
			return err
		}
	}
	for _, alias := range m.Aliases {
		if err := t.putBack("lead_alias", alias, true); err != nil {
			return err
		}
	}
	return nil
}

// DropReady removes the ready events of those numbers.
func (t *Tx) DropReady(ids []int64) error {
	return inChunks(ids, func(list string, args []any) error {
		_, err := t.exec(`DELETE FROM ready_event WHERE id IN (`+list+`)`, args...)
		return err
	})
}

// LeadsOfCompany returns the leads whose company is spelled just so.
func (t *Tx) LeadsOfCompany(company string) ([]crm.LeadID, error) {
	return t.leadIDs(`SELECT id FROM lead WHERE company = $1 ORDER BY id`, company)
}
