package store

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestImageIsADatabase proves that SQLite finds an image whole, and in it the
// rows that were added, however many pages they take.
func TestImageIsADatabase(t *testing.T) {
	t.Parallel()
	m := image{table: "kept", sql: "CREATE TABLE kept(id INTEGER PRIMARY KEY, a, b, c)"}
	value := rapid.OneOf(
		rapid.Just[any](nil),
		rapid.Map(rapid.Int64(), func(v int64) any { return v }),
		rapid.Map(rapid.Float64().Filter(func(f float64) bool { return !math.IsNaN(f) }), func(v float64) any { return v }),
		rapid.Map(rapid.String(), func(v string) any { return v }),
		rapid.Map(rapid.IntRange(0, 5_000), func(n int) any { return strings.Repeat("é\x00x", n/4) }),
	)
	path := filepath.Join(t.TempDir(), "image.db")
	rapid.Check(t, func(r *rapid.T) {
		values := rapid.SliceOfN(rapid.SliceOfN(value, 3, 3), 1, 8).Draw(r, "values")
		n := rapid.OneOf(rapid.IntRange(0, 8), rapid.IntRange(0, 3000)).Draw(r, "rows")
		id := rapid.Int64Range(math.MinInt64+1, math.MaxInt64-3_000_000).Draw(r, "first id")
		rows := make([][]any, n)
		m.begin()
		for i := range rows {
			rows[i] = append([]any{id}, values[i%len(values)]...)
			id += int64(1 + i%1000)
			var row packed
			if row.add(rows[i]...); !m.add(&row) {
				r.Fatalf("row %d is not taken", i)
			}
		}
		m.end()
		err := sameRows(imageAt(r, path, &m), "kept", rows)
		if err != nil {
			r.Fatal(err)
		}
	})
}

// TestImageHasAnEnd proves that an image does not outgrow its root or memory.
func TestImageHasAnEnd(t *testing.T) {
	t.Parallel()
	m := image{table: "kept", sql: "CREATE TABLE kept(id INTEGER PRIMARY KEY, a, b, c)"}
	m.begin()
	rows := [][]any{}
	for taken := true; taken; {
		row := []any{math.MaxInt64 - 10_000 + int64(len(rows)), strings.Repeat("x", imagePage/2), nil, nil}
		var p packed
		p.add(row...)
		if taken = m.add(&p); taken {
			rows = append(rows, row)
		}
	}
	m.end()
	if len(rows) != mostPages {
		t.Errorf("%d rows have a page of their own, of %d pages", len(rows), mostPages)
	}
	if err := sameRows(imageAt(t, filepath.Join(t.TempDir(), "image.db"), &m), "kept", rows); err != nil {
		t.Error(err)
	}
}

// sameRows compares the rows of a table of a database, which has to be whole.
func sameRows(path, table string, want [][]any) (err error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var whole string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&whole); err != nil || whole != "ok" {
		return fmt.Errorf("integrity: %s %w", whole, err)
	}
	rows, err := db.Query(`SELECT * FROM ` + table + ` ORDER BY rowid`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	n := 0
	for ; rows.Next(); n++ {
		got := make([]any, 4)
		if err := rows.Scan(&got[0], &got[1], &got[2], &got[3]); err != nil {
			return err
		}
		if n >= len(want) || !reflect.DeepEqual(got, want[n]) {
			return fmt.Errorf("row %d is %v", n, got)
		}
	}
	if n != len(want) {
		return fmt.Errorf("%d rows for %d", n, len(want))
	}
	return rows.Err()
}

// imageAt writes an image to a file, in which it says how long it is.
func imageAt(tb interface{ Fatal(...any) }, path string, m *image) string {
	b := slices.Clone(m.b)
	binary.BigEndian.PutUint32(b[28:], uint32(len(b)/imagePage))
	if err := os.WriteFile(path, b, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}
