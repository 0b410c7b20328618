package store

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"

	"smarketing/internal/crm"
)

// Many rows are read by letting SQLite call us: SELECT sink(...) FROM (query).
// That is three to five times as fast as rows.Scan, which converts every value
// through reflection.

// sinks holds what is being scanned at the moment, by number.
var sinks sync.Map

func init() {
	err := sqlite.RegisterFunction("smarketing_sink", &sqlite.FunctionImpl{
		NArgs: -1, VolatileArgs: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &sinkCall{}, nil },
	})
	if err != nil {
		panic(err) // the name is ours and this runs once
	}
}

// sink is where the rows of one scan go.
type sink struct {
	yield    func(cells) error
	err      error // why the scan was ended
	panicked any
}

// scan calls yield for every row of the query, which has so many columns, in
// the order the query asks for. Unlike in each, yield must not use the
// transaction, and must not keep the cells.
func (t *Tx) scan(query string, columns int, args []any, yield func(cells) error) error {
	names := columnNames(columns)
	// SQLite keeps the ORDER BY of a subquery under an aggregate that is not its
	// own.
	return t.collect(`, `+names+`) FROM r`, `WITH r(`+names+`) AS (`+query+`) `, args, yield)
}

// sweep calls yield for the columns of all rows of a table that a condition
// picks, in the order in which SQLite comes by them. It costs half of what scan
// does, which hands every row on from query to query. The order is that of the
// key that the condition is about, but SQLite does not promise it: who needs it
// must look.
func (t *Tx) sweep(columns []string, table string, args []any, yield func(cells) error) error {
	return t.collect(`, `+strings.Join(columns, `, `)+`) FROM `+table, ``, args, yield)
}

// collect runs a query whose only column is the aggregate, between what comes
// before and after its first argument.
func (t *Tx) collect(after, before string, args []any, yield func(cells) error) error {
	s := &sink{yield: yield}
	// The lowest free number: the runtime boxes small ones without allocating,
	// and the number comes with every row.
	id := int64(0)
	for {
		if _, taken := sinks.LoadOrStore(id, s); !taken {
			break
		}
		id++
	}
	defer sinks.Delete(id)
	var none any
	_, err := t.one(before+`SELECT smarketing_sink(`+strconv.FormatInt(id, 10)+after, args, &none)
	if s.panicked != nil {
		panic(s.panicked)
	}
	if s.err != nil {
		return s.err
	}
	return err
}

// sinkCall is one evaluation of the aggregate.
type sinkCall struct{ sink *sink }

var errNoSink = errors.New("sink: the scan is over")

// Step hands one row over. A panic must not unwind SQLite, which would keep its
// locks: it goes on where the scan was called.
func (c *sinkCall) Step(_ *sqlite.FunctionContext, row []driver.Value) (err error) {
	if c.sink == nil {
		s, ok := sinks.Load(row[0])
		if !ok {
			return errNoSink
		}
		c.sink = s.(*sink)
	}
	defer func() {
		if p := recover(); p != nil {
			c.sink.panicked = p
			err = fmt.Errorf("sink: %v", p)
		}
	}()
	c.sink.err = c.sink.yield(cells(row[1:]))
	return c.sink.err
}

// WindowInverse is never called: the aggregate is used without a window.
func (c *sinkCall) WindowInverse(*sqlite.FunctionContext, []driver.Value) error { return errNoSink }

// WindowValue is the result of the aggregate, which nobody asks for.
func (c *sinkCall) WindowValue(*sqlite.FunctionContext) (driver.Value, error) { return nil, nil }

// Final ends the evaluation.
func (c *sinkCall) Final(*sqlite.FunctionContext) {}

// cells are the values of a row: nil, int64, float64 or string. Texts lie in
// SQLite's memory and hold only until the next row.
type cells []driver.Value

// int returns a whole number, 0 when unknown.
func (c cells) int(i int) int64 {
	n, _ := c[i].(int64)
	return n
}

// number returns a number, unknown when the cell is empty.
func (c cells) number(i int) crm.Value {
	if f, ok := c[i].(float64); ok {
		return crm.NumberValue(f)
	}
	return crm.Value{}
}

// glance returns a text that holds only until the next row.
func (c cells) glance(i int) string {
	s, _ := c[i].(string)
	return s
}

// text returns a copy of a text, empty when unknown.
func (c cells) text(i int) string { return strings.Clone(c.glance(i)) }

// instant returns the time, zero when the cell is empty.
func (c cells) instant(i int) time.Time {
	if n, ok := c[i].(int64); ok {
		return time.UnixMilli(n).UTC()
	}
	return time.Time{}
}
