package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

// TestSourceHandsValuesOver proves that what is put on a tape comes out of the
// file as it was, however rows of very different lengths follow each other.
func TestSourceHandsValuesOver(t *testing.T) {
	t.Parallel()
	s := wordy(t, 1)
	value := rapid.OneOf(
		rapid.Just[any](nil),
		rapid.Map(rapid.Int64(), func(v int64) any { return v }),
		rapid.Map(rapid.Float64().Filter(func(f float64) bool { return !math.IsNaN(f) }), func(v float64) any { return v }),
		rapid.Map(rapid.String(), func(v string) any { return v }),
		rapid.Map(rapid.IntRange(0, 100_000), func(n int) any { return strings.Repeat("é\x00x", n/4) }),
	)
	rapid.Check(t, func(r *rapid.T) {
		columns := rapid.IntRange(1, maxColumns).Draw(r, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(value, columns, columns), 1, 6).Draw(r, "rows")
		for _, c := range rapid.SliceOfNDistinct(rapid.IntRange(0, columns-1), 0, columns, rapid.ID[int]).Draw(r, "columns all rows have in common") {
			for i := range rows {
				rows[i][c] = rows[0][c]
			}
		}
		if rapid.Bool().Draw(r, "many") {
			for len(rows) < 2*fewRows {
				rows = append(rows, rows[len(rows)%3%len(rows)])
			}
		}
		err := s.Update(t.Context(), func(tx *Tx) error {
			if _, err := tx.exec(`CREATE TEMP TABLE kept(` + columnNames(columns) + `)`); err != nil {
				return err
			}
			n, err := tx.insert(`INSERT INTO temp.kept`, ``, columns, len(rows), func(i int, row *packed) { row.add(rows[i]...) })
			if err != nil || n != len(rows) {
				return fmt.Errorf("%d of %d rows: %w", n, len(rows), err)
			}
			i := 0
			if err := tx.scan(`SELECT * FROM temp.kept ORDER BY rowid`, columns, nil, func(c cells) error {
				for k, want := range rows[i] {
					if c[k] != want {
						return fmt.Errorf("row %d, column %d: %v for %v", i, k, c[k], want)
					}
				}
				i++
				return nil
			}); err != nil {
				return err
			}
			_, err = tx.exec(`DROP TABLE temp.kept`)
			return err
		})
		if err != nil {
			r.Fatal(err)
		}
	})
}

// TestTapeArgs proves that a tape gives back what was put on it.
func TestTapeArgs(t *testing.T) {
	t.Parallel()
	var row packed
	row.add(nil, int64(-7), 3, true, 2.5, "text", "")
	row.optional("")
	row.number(crm.NumberValue(1.5))
	row.number(crm.Value{})
	row.made(func(b []byte) []byte { return append(b, "made"...) })
	want := []any{nil, int64(-7), int64(3), int64(1), 2.5, "text", "", nil, 1.5, nil, "made"}
	got := row.args(row.n)
	if fmt.Sprint(got) != fmt.Sprint(want) || len(got) != row.n {
		t.Errorf("%v for %v, %d values", got, want, row.n)
	}
}

// TestSourceFailures proves that a panic or a wrong row ends the insert where it
// was called, and leaves the file free and as it was.
func TestSourceFailures(t *testing.T) {
	t.Parallel()
	s := wordy(t, 10)
	panics := func() (p any) {
		defer func() { p = recover() }()
		_ = s.Update(t.Context(), func(tx *Tx) error {
			_, err := tx.insert(`INSERT INTO word(id, text)`, ``, 2, 5, func(i int, row *packed) {
				if i == 3 {
					panic("row 3")
				}
				row.add(100+i, fmt.Sprint(i))
			})
			return err
		})
		return nil
	}
	if p := panics(); p != "row 3" {
		t.Errorf("recovered %v", p)
	}
	err := s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.insert(`INSERT INTO word(id, text)`, ``, 2, 5, func(i int, row *packed) { row.add(100 + i) })
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "row of 1 values for 2 columns") {
		t.Errorf("a row that is too short: %v", err)
	}
	var n int
	if err := s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.one(`SELECT count(*) FROM word`, nil, &n)
		return err
	}); err != nil || n != 10 {
		t.Errorf("%d words, %v", n, err)
	}
}

// TestPageSize proves that a new file has the pages it is meant to have, which
// nothing says when it fails.
func TestPageSize(t *testing.T) {
	t.Parallel()
	var size int
	if err := wordy(t, 1).writer.QueryRowContext(t.Context(), "PRAGMA page_size").Scan(&size); err != nil || size != 32768 {
		t.Errorf("pages of %d bytes, %v", size, err)
	}
}

// TestUnderRestores proves that the settings of bulk work end with it, however
// it ends.
func TestUnderRestores(t *testing.T) {
	t.Parallel()
	s := wordy(t, 1)
	settings := func() string {
		var all []string
		for _, pragma := range []string{"synchronous", "cache_size", "threads", "temp_store", "foreign_keys"} {
			var v int
			if err := s.writer.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&v); err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprint(pragma, v))
		}
		return strings.Join(all, " ")
	}
	before := settings()
	broken := errors.New("broken")
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Fill(ctx, func() error {
		return s.Sort(ctx, func() error {
			if during := settings(); during == before || !strings.Contains(during, "threads2") {
				t.Errorf("during: %s", during)
			}
			cancel()
			return broken
		})
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if after := settings(); after != before {
		t.Errorf("%s, was %s", after, before)
	}
}
