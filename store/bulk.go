package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Rows are inserted in bulk by letting SQLite read them from memory:
// INSERT INTO lead SELECT ... FROM source. That is about twice as fast as
// binding the values of every row, and one statement however many rows.

// Append is Update for fn that adds rows which belong to leads of the same
// transaction, and removes none: SQLite need not look the lead of each row up.
func (s *Store) Append(ctx context.Context, fn func(*Tx) error) (err error) {
	if s.ReadOnly() {
		return s.Update(ctx, fn) // which says so
	}
	// The promise of every other transaction hangs on the pragma, so nobody else
	// gets the connection meanwhile.
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return ended(ctx, err)
	}
	defer func() { err = errors.Join(err, translate(conn.Close())) }()
	defer func() { // also when the pragma is set and ctx has ended all the same
		_, pragma := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys=1")
		err = errors.Join(err, translate(pragma))
	}()
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys=0"); err != nil {
		return ended(ctx, err)
	}
	return s.run(ctx, uncancelled{conn}, fn)
}

// uncancelled is a connection whose transactions end when run ends them. One
// whose ctx ends is rolled back by database/sql in a goroutine of its own, later
// perhaps than what is next on the connection; and inside of a transaction
// SQLite passes over the pragma. What fn does still ends with ctx.
type uncancelled struct{ *sql.Conn }

func (c uncancelled) BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
	return c.Conn.BeginTx(context.WithoutCancel(ctx), o)
}

// column is one column of a table, and how its value is put on a tape.
type column[T any] struct {
	name string
	put  func(*T, *tape)
}

// insertColumns adds a row to the table for each of rows; after is what follows
// them (ON CONFLICT...).
func insertColumns[T any](t *Tx, table string, columns []column[T], rows []T, after string) error {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	_, err := t.insert(`INSERT INTO `+table+`(`+strings.Join(names, `, `)+`)`, after, len(columns), len(rows), func(i int, row *tape) {
		for _, c := range columns {
			c.put(&rows[i], row)
		}
	})
	return err
}

// insert adds n rows of so many columns: head is an INSERT up to its columns,
// after what follows the rows (ON CONFLICT...), and fill puts the values of a
// row on a tape. It returns how many rows were added or changed.
func (t *Tx) insert(head, after string, columns, n int, fill func(i int, row *tape)) (int, error) {
	changed := 0
	for i := 0; i < n; {
		t.tape.reset()
		rows := 0
		for ; i < n && len(t.tape.b) < insertAtOnce; i, rows = i+1, rows+1 {
			if fill(i, &t.tape); t.tape.n != (rows+1)*columns {
				return changed, fmt.Errorf("row of %d values for %d columns", t.tape.n-rows*columns, columns)
			}
		}
		done, err := t.insertTape(head, after, columns, rows)
		if changed += done; err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// insertAtOnce is how many bytes of rows SQLite is given at a time: what the
// caches of a processor hold.
const insertAtOnce = 256 << 10

// fewRows are not searched for what they have in common.
const fewRows = 50

// insertTape adds the rows on the tape of the transaction. What they have in
// common is given to SQLite once: that it asks for a value costs more than the
// value.
func (t *Tx) insertTape(head, after string, columns, rows int) (changed int, err error) {
	varied := ^columnSet(0)
	if rows >= fewRows {
		// What has varied once is taken to vary always, so that there are few statements.
		varied = t.tape.varied(columns, t.varied[head])
		t.varied[head] = varied
	}
	first := t.tape.args(columns)
	args := []any{nil}
	cells := make([]string, columns)
	for i := range cells {
		if cells[i] = fmt.Sprintf("c%d", i); !varied.has(i) {
			args = append(args, first[i])
			cells[i] = fmt.Sprintf("?%d", len(args))
		}
	}
	err = offer(&t.tape, rows, columns, func(number int64) error {
		args[0] = number
		// WHERE true keeps the grammar from reading ON CONFLICT as part of a join.
		res, err := t.exec(head+` SELECT `+strings.Join(cells, `, `)+` FROM `+sourceModule+`(?1) WHERE true`+after, args...)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		changed = int(n)
		return err
	})
	return changed, err
}

// columnNames names so many columns.
func columnNames(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	return strings.Join(names, ", ")
}
