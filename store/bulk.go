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
	if n == 0 {
		return 0, nil
	}
	var changed int64
	s := &source{n: n, columns: columns, fill: fill}
	err := s.read(func(number int64) error {
		// WHERE true keeps the grammar from reading ON CONFLICT as part of a join.
		res, err := t.exec(head+` SELECT `+columnNames(columns)+` FROM `+sourceModule+`(?) WHERE true`+after, number)
		if err != nil {
			return err
		}
		changed, err = res.RowsAffected()
		return err
	})
	return int(changed), err
}

// columnNames names so many columns.
func columnNames(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	return strings.Join(names, ", ")
}
