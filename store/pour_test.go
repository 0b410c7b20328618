package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// TestPour proves that what is poured is what would have been inserted: over
// several transactions, twice in one, in one that fails and is repeated, and for
// rows that fit in no image.
func TestPour(t *testing.T) {
	t.Parallel()
	fill := func(t *testing.T, long string, in func(*Store, func() error) error) []string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "leads.db")
		s, err := Open(t.Context(), Options{Path: path, Create: true})
		if err != nil {
			t.Fatal(err)
		}
		broken := errors.New("broken")
		id := 0
		add := func(tx *Tx, n int) error {
			rows := make([]StampRow, n)
			for i := range rows {
				id++
				rows[i] = StampRow{Lead: crm.LeadID(id), Key: fmt.Sprint("L-", id*7919), New: true}
				rows[i].Stamp.Score, rows[i].Stamp.Grade = int32(id%200-50), "A"
			}
			rows[n/2].Key += long
			return tx.PutStamps(rows)
		}
		err = in(s, func() error {
			for _, sizes := range [][]int{{1000}, {5000}, {300, 400}, {3}, {2000}} {
				for _, fail := range []bool{true, false} {
					before := id
					err := s.Append(t.Context(), func(tx *Tx) error {
						for _, n := range sizes {
							if err := add(tx, n); err != nil {
								return err
							}
						}
						if fail {
							return broken
						}
						return nil
					})
					if fail && errors.Is(err, broken) {
						id, err = before, nil
					}
					if err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		if err := s.View(t.Context(), func(tx *Tx) error {
			return tx.scan(`SELECT * FROM stamp ORDER BY lead`, len(stampRow), nil, func(c cells) error {
				rows = append(rows, fmt.Sprint(c))
				return nil
			})
		}); err != nil {
			t.Fatal(err)
		}
		if wrong, err := s.Integrity(t.Context()); err != nil || len(slices.DeleteFunc(wrong, func(w string) bool {
			return strings.Contains(w, "names a lead that does not exist") // there are none
		})) > 0 {
			t.Errorf("the file is not whole: %q, %v", wrong, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for name, long := range map[string]string{"rows": "", "long rows": strings.Repeat("x", imagePage)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := fill(t, long, func(_ *Store, fn func() error) error { return fn() })
			got := fill(t, long, func(s *Store, fn func() error) error {
				return s.Fill(t.Context(), func() error {
					if err := s.Update(t.Context(), func(tx *Tx) error { return tx.DropIndexes(1) }); err != nil {
						return err
					}
					return fn()
				})
			})
			if len(got) != 8703 || !slices.Equal(got, want) {
				t.Errorf("%d rows are poured, %d inserted, and they are not the same", len(got), len(want))
			}
		})
	}
}

// TestPouredColumns proves that the tables rows are poured into have the columns
// that are put, in their order: else they would be inserted, which takes longer.
func TestPouredColumns(t *testing.T) {
	t.Parallel()
	s := wordy(t, 1)
	err := s.Fill(t.Context(), func() error {
		for table, columns := range map[string][]string{"lead": leadColumnNames, "stamp": stampColumnNames} {
			if got := (*s.images.Load())[table].columns; got != strings.Join(columns, ", ") {
				t.Errorf("%s has the columns %s", table, got)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestFillBesideWriters proves that others write as ever while a file begins and
// ends to be filled, and that nothing is left behind by what is cancelled.
func TestFillBesideWriters(t *testing.T) {
	t.Parallel()
	s := wordy(t, 1)
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	id := 0
	writers.Go(func() {
		for ctx.Err() == nil {
			err := s.Append(t.Context(), func(tx *Tx) error {
				rows := make([]StampRow, pourFrom)
				for i := range rows {
					id++
					rows[i] = StampRow{Lead: crm.LeadID(id), New: true}
				}
				return tx.PutStamps(rows)
			})
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	for i := range 40 {
		short, cancel := context.WithTimeout(t.Context(), time.Duration(i)*100*time.Microsecond)
		if err := s.Fill(short, func() error { return s.Update(short, func(*Tx) error { return nil }) }); err != nil && short.Err() == nil {
			t.Error(err)
		}
		cancel()
		if err := s.Fill(t.Context(), func() error { return s.Fill(t.Context(), func() error { return nil }) }); err != nil {
			t.Error(err)
		}
	}
	stop()
	writers.Wait()
	var n, attached int
	err := s.Update(t.Context(), func(tx *Tx) error {
		_, err := tx.one(`SELECT (SELECT count(*) FROM stamp), (SELECT count(*) FROM pragma_database_list WHERE name LIKE '%image')`, nil, &n, &attached)
		return err
	})
	if err != nil || n != id || attached != 0 {
		t.Errorf("%d of %d rows, %d images are left: %v", n, id, attached, err)
	}
}
