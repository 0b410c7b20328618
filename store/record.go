package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// record is a row of a table as it is, by column, so that what is taken away
// can be put back to the last digit. Values are nil, int64, float64 or string.
type record map[string]any

// records returns rows of a table as they are.
func (t *Tx) records(table, cond string, args ...any) (found []record, err error) {
	st, err := t.stmt(`SELECT * FROM ` + table + ` WHERE ` + cond) //nolint:sqlclosecheck // closed with the transaction
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(t.ctx, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		values := make([]any, len(names))
		dest := make([]any, len(names))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		r := make(record, len(names))
		for i, name := range names {
			if b, ok := values[i].([]byte); ok {
				values[i] = string(b)
			}
			r[name] = values[i]
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

// putBack adds the row to the table; a row of the same key is replaced when
// replace says so, else it stands.
func (t *Tx) putBack(table string, r record, replace bool) error {
	verb := `INSERT OR IGNORE INTO `
	if replace {
		verb = `INSERT OR REPLACE INTO `
	}
	names, args := r.columns()
	_, err := t.exec(verb+table+`(`+join(names, ``)+`) VALUES (`+placeholders(len(names))+`)`, args...)
	return err
}

// restore writes the columns of the row over those of the one with its id.
func (t *Tx) restore(table string, r record) error {
	names, args := r.columns()
	_, err := t.exec(`UPDATE `+table+` SET `+join(names, ` = ?`)+` WHERE id = ?`, append(args, r["id"])...)
	return err
}

// change runs a statement and returns how many rows it has changed.
func (t *Tx) change(query string, args ...any) (int, error) {
	res, err := t.exec(query, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", query, err)
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// columns returns the names of the columns, in order, and their values.
func (r record) columns() (names []string, values []any) {
	names = slices.Sorted(maps.Keys(r))
	for _, name := range names {
		values = append(values, r[name])
	}
	return names, values
}

func join(names []string, after string) string {
	return strings.Join(names, after+", ") + after
}

// UnmarshalJSON keeps whole numbers whole: the hash of an activity has more
// digits than a float holds.
func (r *record) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return err
	}
	for name, v := range m {
		n, ok := v.(json.Number)
		if !ok {
			continue
		}
		if i, err := n.Int64(); err == nil {
			m[name] = i
			continue
		}
		f, err := n.Float64()
		if err != nil {
			return err
		}
		m[name] = f
	}
	*r = m
	return nil
}
