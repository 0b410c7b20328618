package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"smarketing/internal/crm"
)

// wordy makes a file with n words.
func wordy(tb testing.TB, n int) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), Options{Path: filepath.Join(tb.TempDir(), "a.db"), Create: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	err = s.Update(tb.Context(), func(t *Tx) error {
		_, err := t.insert(`INSERT INTO word(id, text)`, ``, 2, n, func(i int, row *packed) {
			row.add(i+1, fmt.Sprintf("word %07d", n-i))
		})
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestScanOrder proves what the sink relies on: rows come in the order of the
// query, whether it sorts, walks an index or walks the table, and a window of
// it stays one.
func TestScanOrder(t *testing.T) {
	t.Parallel()
	const n = 3000
	s := wordy(t, n)
	for name, c := range map[string]struct {
		query string
		args  []any
		rows  int
		key   func(c cells) string
	}{
		"table":      {`SELECT id, text FROM word ORDER BY id`, nil, n, func(c cells) string { return fmt.Sprintf("%09d", c.int(0)) }},
		"backwards":  {`SELECT id, text FROM word ORDER BY id DESC`, nil, n, func(c cells) string { return fmt.Sprintf("%09d", n-c.int(0)) }},
		"index":      {`SELECT id, text FROM word ORDER BY text`, nil, n, func(c cells) string { return c.text(1) }},
		"sorted":     {`SELECT id, text FROM word ORDER BY substr(text, 9), id`, nil, n, func(c cells) string { return fmt.Sprint(c.text(1)[8:], c.int(0)) }},
		"window":     {`SELECT id, text FROM word WHERE id > $1 ORDER BY text LIMIT $2`, []any{1000, 500}, 500, func(c cells) string { return c.text(1) }},
		"join":       {`SELECT a.id, b.text FROM word a LEFT JOIN word b ON b.id = a.id ORDER BY b.text`, nil, n, func(c cells) string { return c.text(1) }},
		"aggregated": {`SELECT max(id), text FROM word GROUP BY text ORDER BY text`, nil, n, func(c cells) string { return c.text(1) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows, before := 0, ""
			err := s.View(t.Context(), func(tx *Tx) error {
				return tx.scan(c.query, 2, c.args, func(row cells) error {
					key := c.key(row)
					if key <= before {
						return fmt.Errorf("%q after %q", key, before)
					}
					rows, before = rows+1, key
					return nil
				})
			})
			if err != nil || rows != c.rows {
				t.Errorf("%d rows, %v", rows, err)
			}
		})
	}
}

func TestScanValues(t *testing.T) {
	t.Parallel()
	s := wordy(t, 1)
	err := s.View(t.Context(), func(tx *Tx) error {
		return tx.scan(`SELECT 7, 2.5, 'grüß '||$1, NULL, '', 1700000000000`, 6, []any{"Gott"}, func(c cells) error {
			if c.int(0) != 7 || c.number(1) != crm.NumberValue(2.5) || c.text(2) != "grüß Gott" || c.text(4) != "" {
				t.Errorf("%v", c)
			}
			if c.int(3) != 0 || c.number(3).Known() || c.text(3) != "" || !c.instant(3).IsZero() {
				t.Errorf("NULL is %d, %v, %q, %v", c.int(3), c.number(3), c.text(3), c.instant(3))
			}
			if got := c.instant(5); got.UnixMilli() != 1_700_000_000_000 {
				t.Errorf("instant %v", got)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
}

// TestScanEnds ends scans early, each in another way, and goes on afterwards.
func TestScanEnds(t *testing.T) {
	t.Parallel()
	s := wordy(t, 2000)
	enough := errors.New("enough")
	count := func(ctx context.Context, stop func(n int) error) (n int, err error) {
		err = s.View(ctx, func(tx *Tx) error {
			return tx.scan(`SELECT id FROM word ORDER BY id`, 1, nil, func(cells) error {
				n++
				return stop(n)
			})
		})
		return n, err
	}
	if n, err := count(t.Context(), func(n int) error {
		if n == 10 {
			return enough
		}
		return nil
	}); n != 10 || !errors.Is(err, enough) {
		t.Errorf("stopped after %d rows with %v", n, err)
	}
	func() {
		defer func() {
			if p := recover(); p != "odd row" {
				t.Errorf("panicked with %v", p)
			}
		}()
		_, err := count(t.Context(), func(n int) error { panic("odd row") })
		t.Errorf("no panic, but %v", err)
	}()
	ctx, cancel := context.WithCancel(t.Context())
	if n, err := count(ctx, func(int) error { cancel(); return nil }); crm.ErrorCode(err) != crm.Interrupted {
		t.Errorf("cancelled after %d rows with %v", n, err)
	}
	if n, err := count(t.Context(), func(int) error { return nil }); n != 2000 || err != nil {
		t.Errorf("afterwards %d rows, %v", n, err)
	}
}

// TestScanBeside runs scans at the same time, which must not mix.
func TestScanBeside(t *testing.T) {
	t.Parallel()
	s := wordy(t, 2000)
	var all sync.WaitGroup
	for part := range 8 {
		all.Go(func() {
			sum := int64(0)
			err := s.View(t.Context(), func(tx *Tx) error {
				return tx.scan(`SELECT id FROM word WHERE id % 8 = $1`, 1, []any{part}, func(c cells) error {
					sum += c.int(0) % 8
					return nil
				})
			})
			if err != nil || sum != int64(250*part) {
				t.Errorf("part %d: %d, %v", part, sum, err)
			}
		})
	}
	all.Wait()
}

// BenchmarkScan measures reading two columns of every row, by rows.Scan and by
// the sink.
func BenchmarkScan(b *testing.B) {
	const n = 100_000
	s := wordy(b, n)
	for name, read := range map[string]func(*Tx) error{
		"rows": func(tx *Tx) error {
			return tx.each(`SELECT id, text FROM word ORDER BY id`, nil, func(r row) error {
				var id int64
				var text string
				return r.Scan(&id, &text)
			})
		},
		"sink": func(tx *Tx) error {
			return tx.scan(`SELECT id, text FROM word ORDER BY id`, 2, nil, func(c cells) error {
				_, _ = c.int(0), c.text(1)
				return nil
			})
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := s.View(b.Context(), read); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
