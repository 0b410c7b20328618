package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
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
	return s.run(ctx, uncancelled{conn}, fenced(fn))
}

// uncancelled is a connection whose transactions end when run ends them. One
// whose ctx ends is rolled back by database/sql in a goroutine of its own, later
// perhaps than what is next on the connection; and inside of a transaction
// SQLite passes over the pragma. What fn does still ends with ctx.
type uncancelled struct{ *sql.Conn }

func (c uncancelled) BeginTx(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
	return c.Conn.BeginTx(context.WithoutCancel(ctx), o)
}

// column is one column of a table, and how its value is put into a row.
type column[T any] struct {
	name string
	put  func(*T, *packed)
}

// namesOf names the columns.
func namesOf[T any](columns []column[T]) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return names
}

// insertColumns adds a row to the table for each of rows; after is what follows
// them (ON CONFLICT...).
func insertColumns[T any](t *Tx, table string, columns []column[T], rows []T, after string) error {
	_, err := t.insert(`INSERT INTO `+table+`(`+strings.Join(namesOf(columns), `, `)+`)`, after, len(columns), len(rows), func(i int, row *packed) {
		for _, c := range columns {
			c.put(&rows[i], row)
		}
	})
	return err
}

// insert adds n rows of so many columns: head is an INSERT up to its columns,
// after what follows the rows (ON CONFLICT...), and fill puts the values of a
// row on a tape. It returns how many rows were added or changed. While SQLite
// reads some rows the next are put on another tape, so fill must not use the
// transaction.
func (t *Tx) insert(head, after string, columns, n int, fill func(i int, row *packed)) (int, error) {
	p := packer{columns: columns, n: n, fill: fill, varied: t.varied[head]}
	defer func() { t.varied[head] = p.varied }()
	tapes := tapePairs.Get().(*[2]tape)
	defer tapePairs.Put(tapes)
	changed := 0
	for rows := p.pack(&tapes[0]); rows > 0; {
		tapes[0], tapes[1] = tapes[1], tapes[0]
		varied, ahead := p.varied, 0
		insert := func() error {
			done, err := t.insertTape(head, after, columns, rows, &tapes[1], varied)
			changed += done
			return err
		}
		var err error
		if p.next < n {
			err = Beside(func() { ahead = p.pack(&tapes[0]) }, insert)
		} else {
			err = insert()
		}
		if err != nil {
			return changed, err
		}
		rows = ahead
	}
	return changed, p.err
}

// Beside calls work in a goroutine of its own while do runs, and returns, or
// panics, when both have ended: a panic that nobody else could catch would leave
// the terminal as it is.
func Beside(work func(), do func() error) error {
	var panicked any
	var working sync.WaitGroup
	working.Go(func() {
		defer func() { panicked = recover() }()
		work()
	})
	err := func() error {
		defer working.Wait()
		return do()
	}()
	if panicked != nil {
		panic(panicked)
	}
	return err
}

// tapePairs are tapes that nobody needs at the moment.
var tapePairs = sync.Pool{New: func() any { return new([2]tape) }}

// packer puts rows on tapes, one tape after the other.
type packer struct {
	columns, n int
	fill       func(i int, row *packed)
	row        packed
	next       int       // the first row that is on none yet
	varied     columnSet // columns in which rows of one tape have differed
	err        error     // why there are no more
}

const (
	tapeSize = 128 << 10 // bytes of rows on a tape: what the caches of a processor hold
	fewRows  = 50        // that many are not searched for what they have in common
)

// pack puts rows on an empty tape and returns how many; 0 when none are left.
func (p *packer) pack(t *tape) (rows int) {
	for t.b = t.b[:0]; p.next < p.n && len(t.b) < tapeSize; p.next, rows = p.next+1, rows+1 {
		if p.fill(p.next, &p.row); p.row.n != p.columns {
			p.err = fmt.Errorf("row of %d values for %d columns", p.row.n, p.columns)
			return 0
		}
		t.put(&p.row)
	}
	if rows >= fewRows {
		// What has varied once is taken to vary always, so that there are few statements.
		p.varied = t.varied(p.columns, p.varied)
	}
	return rows
}

// insertTape adds the rows on the tape. What they have in common, in columns
// that have not varied, is given to SQLite once: that it asks for a value costs
// more than the value.
func (t *Tx) insertTape(head, after string, columns, rows int, onTape *tape, varied columnSet) (changed int, err error) {
	args, cells := []any{nil}, make([]string, columns)
	for i := range cells {
		cells[i] = fmt.Sprintf("c%d", i)
	}
	if rows >= fewRows {
		types, values, _ := rowAt(onTape.b, 0)
		for i, v := range (&packed{types: types, values: values}).args(columns) {
			if varied.has(i) {
				continue
			}
			switch v { // what is empty can stand in the statement, which costs the least
			case nil:
				cells[i] = "NULL"
			case "":
				cells[i] = "''"
			default:
				args = append(args, v)
				cells[i] = fmt.Sprintf("?%d", len(args))
			}
		}
	}
	err = offer(onTape, rows, columns, func(number int64) error {
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
