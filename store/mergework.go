package store

// moving are the tables whose rows go with a merged lead, by their numbers.
var moving = []string{"touch", "note", "alert"}

// mergeWork moves what we did to the other lead to the one to keep. Of the two
// leads' states of work the kept one's stands, with the later touch.
func (t *Tx) mergeWork(m *Merged) error {
	m.Worked = map[string][]record{}
	for _, table := range append([]string{"work", "recycle", "deed"}, moving...) {
		rows, err := t.records(table, `lead IN ($1, $2)`, m.Keep, m.Other)
		if err != nil {
			return err
		}
		m.Worked[table] = rows
	}
	for _, table := range moving {
		n, err := t.change(`UPDATE `+table+` SET lead = $1 WHERE lead = $2`, m.Keep, m.Other)
		if err != nil {
			return err
		}
		if table == "touch" && n > 0 {
			m.Counts["touches"] = n
		}
	}
	for _, query := range []string{
		`UPDATE OR IGNORE recycle SET lead = $1 WHERE lead = $2`,
		`UPDATE work SET touched_at = nullif(max(coalesce(touched_at, 0), coalesce((SELECT o.touched_at FROM work o WHERE o.lead = $2), 0)), 0)
 WHERE lead = $1`,
		`UPDATE OR IGNORE work SET lead = $1 WHERE lead = $2`,
	} {
		if _, err := t.exec(query, m.Keep, m.Other); err != nil {
			return err
		}
	}
	return nil
}

// partWork gives the other lead back what we did to it.
func (t *Tx) partWork(m Merged) error {
	for _, table := range moving {
		for _, r := range m.Worked[table] {
			if _, err := t.exec(`UPDATE `+table+` SET lead = $1 WHERE id = $2`, r["lead"], r["id"]); err != nil {
				return err
			}
		}
	}
	for _, table := range []string{"work", "recycle", "deed"} {
		if table != "deed" {
			if _, err := t.exec(`DELETE FROM `+table+` WHERE lead IN ($1, $2)`, m.Keep, m.Other); err != nil {
				return err
			}
		}
		for _, r := range m.Worked[table] {
			if err := t.putBack(table, r, false); err != nil {
				return err
			}
		}
	}
	return nil
}
