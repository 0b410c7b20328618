package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite/vtab"
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
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys=0"); err != nil {
		return ended(ctx, err)
	}
	defer func() {
		_, pragma := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys=1")
		err = errors.Join(err, translate(pragma))
	}()
	return s.run(ctx, conn, fn)
}

// maxColumns is how many columns a row of the source can have.
const maxColumns = 36

// source is a table in memory that SQLite reads once.
type source struct {
	n, columns int
	fill       func(i int, row []any) []any // appends the values of row i
}

// sources holds what is being read at the moment, by number.
var (
	sources  sync.Map
	sourceID atomic.Int64
)

func init() {
	if err := vtab.RegisterModule(nil, "smarketing_source", sourceModule{}); err != nil {
		panic(err) // the name is ours and this runs once
	}
}

// column is one column of a table, and where its value comes from.
type column[T any] struct {
	name  string
	value func(*T) any
}

// insertColumns adds a row to the table for each of rows; after is what follows
// them (ON CONFLICT...). A column that is the same in all rows is bound once: a
// bulk insert costs by the value.
func insertColumns[T any](t *Tx, table string, columns []column[T], rows []T, after string) error {
	if len(rows) == 0 {
		return nil
	}
	var names, varying []string
	var fixed []any
	var values []func(*T) any
	for _, c := range columns {
		first, same := c.value(&rows[0]), true
		for i := 1; same && i < len(rows); i++ {
			same = c.value(&rows[i]) == first
		}
		if !same {
			varying, values = append(varying, c.name), append(values, c.value)
		} else {
			names, fixed = append(names, c.name), append(fixed, first)
		}
	}
	head := `INSERT INTO ` + table + `(` + strings.Join(append(names, varying...), `, `) + `)`
	_, err := t.insertFixed(head, after, fixed, len(values), len(rows), func(i int, row []any) []any {
		for _, value := range values {
			row = append(row, value(&rows[i]))
		}
		return row
	})
	return err
}

// insert adds n rows of so many columns: head is an INSERT up to its columns,
// after what follows the rows (ON CONFLICT...). It returns how many rows were
// added or changed.
func (t *Tx) insert(head, after string, columns, n int, fill func(i int, row []any) []any) (int, error) {
	return t.insertFixed(head, after, nil, columns, n, fill)
}

// insertFixed is insert, with values before the others that are the same in
// every row.
func (t *Tx) insertFixed(head, after string, fixed []any, columns, n int, fill func(i int, row []any) []any) (int, error) {
	if n == 0 {
		return 0, nil
	}
	if _, err := t.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.source USING smarketing_source`); err != nil {
		return 0, err
	}
	id := sourceID.Add(1)
	sources.Store(id, &source{n, columns, fill})
	defer sources.Delete(id)
	// WHERE true keeps the grammar from reading ON CONFLICT as part of a join.
	row := strings.Repeat("?, ", len(fixed)) + columnNames(columns)
	res, err := t.exec(head+` SELECT `+strings.TrimSuffix(row, ", ")+` FROM temp.source(?) WHERE true`+after, append(fixed, id)...)
	if err != nil {
		return 0, err
	}
	changed, err := res.RowsAffected()
	return int(changed), err
}

func columnNames(n int) string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	return strings.Join(names, ", ")
}

type sourceModule struct{}

func (sourceModule) Create(c vtab.Context, _ []string) (vtab.Table, error) {
	return sourceTable{}, c.Declare(`CREATE TABLE x(` + columnNames(maxColumns) + `, source HIDDEN)`)
}

func (m sourceModule) Connect(c vtab.Context, args []string) (vtab.Table, error) {
	return m.Create(c, args)
}

type sourceTable struct{}

// BestIndex asks for the number of the source; without it there is nothing to
// read.
func (sourceTable) BestIndex(info *vtab.IndexInfo) error {
	for i := range info.Constraints {
		c := &info.Constraints[i]
		if c.Column == maxColumns && c.Op == vtab.OpEQ && c.Usable {
			c.ArgIndex, c.Omit = 0, true
		}
	}
	return nil
}

func (sourceTable) Open() (vtab.Cursor, error) { return &sourceCursor{}, nil }
func (sourceTable) Disconnect() error          { return nil }
func (sourceTable) Destroy() error             { return nil }

// sourceCursor walks a source once, making one row at a time.
type sourceCursor struct {
	source *source
	at     int
	row    []any
}

func (c *sourceCursor) Filter(_ int, _ string, args []vtab.Value) error {
	if len(args) != 1 {
		return fmt.Errorf("source: no number")
	}
	id, _ := args[0].(int64)
	s, ok := sources.Load(id)
	if !ok {
		return fmt.Errorf("source: number %v is not open", args[0])
	}
	c.source = s.(*source)
	return c.load()
}

// load makes the present row, of the kinds of values SQLite takes.
func (c *sourceCursor) load() error {
	if c.Eof() {
		return nil
	}
	c.row = c.source.fill(c.at, c.row[:0])
	if len(c.row) != c.source.columns {
		return fmt.Errorf("source: row of %d values for %d columns", len(c.row), c.source.columns)
	}
	for i, v := range c.row {
		switch v := v.(type) {
		case nil, int64, float64, string:
		case int:
			c.row[i] = int64(v)
		case int32:
			c.row[i] = int64(v)
		case bool:
			c.row[i] = int64(0)
			if v {
				c.row[i] = int64(1)
			}
		default:
			return fmt.Errorf("source: value of type %T", v)
		}
	}
	return nil
}

func (c *sourceCursor) Next() error {
	c.at++
	return c.load()
}

func (c *sourceCursor) Eof() bool             { return c.source == nil || c.at >= c.source.n }
func (c *sourceCursor) Rowid() (int64, error) { return int64(c.at), nil }
func (c *sourceCursor) Close() error          { return nil }

func (c *sourceCursor) Column(i int) (vtab.Value, error) {
	if i >= len(c.row) {
		return driver.Value(nil), nil
	}
	return c.row[i], nil
}
