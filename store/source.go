package store

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"unsafe"

	"modernc.org/libc"
	"modernc.org/libc/sys/types"
	sqlite3 "modernc.org/sqlite/lib"
)

// The source is a virtual table over the memory of this program, made with the
// functions of SQLite itself: of the driver's own virtual tables every text
// costs two copies and three locks. Its memory is SQLite's, never Go's, so that
// nothing here depends on where Go keeps things.

// sourceModule is the table's name in SQL: FROM smarketing_source(number).
const sourceModule = "smarketing_source"

// maxColumns is how many columns a row of the source can have; after them comes
// its number, which is hidden.
const maxColumns = 36

// source is rows in memory that SQLite reads once.
type source struct {
	n, columns int
	fill       func(i int, row *tape) // puts the values of row i on an empty tape
	row        tape
	err        error // why reading has ended before the last row
	panicked   any
}

// sources holds what is being read at the moment, by number.
var (
	sources  sync.Map
	sourceID atomic.Int64
)

// load puts row i on the tape. A panic must not unwind SQLite, which would keep
// its locks: it goes on where the rows were given.
func (s *source) load(i int) (err error) {
	defer func() {
		if s.panicked = recover(); s.panicked != nil {
			err = fmt.Errorf("source: %v", s.panicked)
		}
		s.err = err
	}()
	s.row.reset()
	s.fill(i, &s.row)
	if s.row.n != s.columns {
		return fmt.Errorf("source: row of %d values for %d columns", s.row.n, s.columns)
	}
	return nil
}

// sourceCursor is where SQLite stands in a source. It lies in SQLite's memory
// and holds no pointer of Go's.
type sourceCursor struct {
	_      sqlite3.Sqlite3_vtab_cursor // all that SQLite knows of it
	source int64
	at, n  int64
	texts  uintptr // a copy of the tape of the present row
	room   int
	cells  [maxColumns]sourceCell
}

// sourceCell is one value: a whole number, the bits of another, or where a text
// lies.
type sourceCell struct {
	kind  cellKind
	size  int32
	value uint64
}

// lying returns what lies at an address in SQLite's memory.
func lying[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// callback returns what SQLite calls the function by; f is no closure.
func callback[T any](f T) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f T }{f})) }

var sourceSetup struct {
	module uintptr // sqlite3_module
	name   uintptr
	schema uintptr
}

func init() {
	tls := libc.NewTLS()
	defer tls.Close()
	text := func(s string) uintptr {
		p, err := libc.CString(s)
		if err != nil {
			panic(err) // no memory, and the program has just begun
		}
		return p
	}
	sourceSetup.name = text(sourceModule)
	sourceSetup.schema = text(`CREATE TABLE x(` + columnNames(maxColumns) + `, number HIDDEN)`)
	sourceSetup.module = libc.Xcalloc(tls, 1, types.Size_t(unsafe.Sizeof(sqlite3.Sqlite3_module{})))
	m := lying[sqlite3.Sqlite3_module](sourceSetup.module)
	// Without a way to create it the table is there without CREATE.
	m.FxConnect = callback(sourceConnect)
	m.FxBestIndex = callback(sourceBestIndex)
	m.FxDisconnect = callback(sourceDisconnect)
	m.FxOpen = callback(sourceOpen)
	m.FxClose = callback(sourceClose)
	m.FxFilter = callback(sourceFilter)
	m.FxNext = callback(sourceNext)
	m.FxEof = callback(sourceEOF)
	m.FxColumn = callback(sourceColumn)
	m.FxRowid = callback(sourceRowid)
	if rc := sqlite3.Xsqlite3_auto_extension(tls, callback(sourceInstall)); rc != sqlite3.SQLITE_OK {
		panic(fmt.Sprintf("source: SQLite refuses the extension: %d", rc))
	}
}

// sourceInstall gives a new connection the module.
func sourceInstall(tls *libc.TLS, db, _, _ uintptr) int32 {
	return sqlite3.Xsqlite3_create_module_v2(tls, db, sourceSetup.name, sourceSetup.module, 0, 0)
}

func sourceConnect(tls *libc.TLS, db, _ uintptr, _ int32, _, table, _ uintptr) int32 {
	if rc := sqlite3.Xsqlite3_declare_vtab(tls, db, sourceSetup.schema); rc != sqlite3.SQLITE_OK {
		return rc
	}
	p := libc.Xcalloc(tls, 1, types.Size_t(unsafe.Sizeof(sqlite3.Sqlite3_vtab{})))
	if p == 0 {
		return sqlite3.SQLITE_NOMEM
	}
	*lying[uintptr](table) = p
	return sqlite3.SQLITE_OK
}

func sourceDisconnect(tls *libc.TLS, table uintptr) int32 {
	libc.Xfree(tls, table)
	return sqlite3.SQLITE_OK
}

// sourceBestIndex asks for the number of the source; without it there is
// nothing to read.
func sourceBestIndex(_ *libc.TLS, _, info uintptr) int32 {
	x := lying[sqlite3.Sqlite3_index_info](info)
	for i := range uintptr(x.FnConstraint) {
		c := lying[sqlite3.Tsqlite3_index_constraint](x.FaConstraint + i*unsafe.Sizeof(sqlite3.Tsqlite3_index_constraint{}))
		if c.FiColumn == maxColumns && c.Fop == sqlite3.SQLITE_INDEX_CONSTRAINT_EQ && c.Fusable != 0 {
			use := lying[sqlite3.Tsqlite3_index_constraint_usage](
				x.FaConstraintUsage + i*unsafe.Sizeof(sqlite3.Tsqlite3_index_constraint_usage{}))
			use.FargvIndex, use.Fomit = 1, 1
			return sqlite3.SQLITE_OK
		}
	}
	return sqlite3.SQLITE_CONSTRAINT
}

func sourceOpen(tls *libc.TLS, _, cursor uintptr) int32 {
	p := libc.Xcalloc(tls, 1, types.Size_t(unsafe.Sizeof(sourceCursor{})))
	if p == 0 {
		return sqlite3.SQLITE_NOMEM
	}
	*lying[uintptr](cursor) = p
	return sqlite3.SQLITE_OK
}

func sourceClose(tls *libc.TLS, cursor uintptr) int32 {
	libc.Xfree(tls, lying[sourceCursor](cursor).texts)
	libc.Xfree(tls, cursor)
	return sqlite3.SQLITE_OK
}

func sourceFilter(tls *libc.TLS, cursor uintptr, _ int32, _ uintptr, _ int32, args uintptr) int32 {
	c := lying[sourceCursor](cursor)
	c.source, c.at, c.n = sqlite3.Xsqlite3_value_int64(tls, *lying[uintptr](args)), 0, 0
	if s, ok := sources.Load(c.source); ok {
		c.n = int64(s.(*source).n)
	}
	return c.load(tls)
}

func sourceNext(tls *libc.TLS, cursor uintptr) int32 {
	c := lying[sourceCursor](cursor)
	c.at++
	return c.load(tls)
}

// load takes the present row in.
func (c *sourceCursor) load(tls *libc.TLS) int32 {
	if c.at >= c.n {
		return sqlite3.SQLITE_OK
	}
	found, ok := sources.Load(c.source)
	if !ok {
		return sqlite3.SQLITE_MISUSE
	}
	s := found.(*source)
	if s.load(int(c.at)) != nil {
		return sqlite3.SQLITE_ERROR
	}
	if size := len(s.row.b); size > c.room {
		c.room = 2 * size
		libc.Xfree(tls, c.texts)
		if c.texts = libc.Xmalloc(tls, types.Size_t(c.room)); c.texts == 0 {
			c.room = 0
			return sqlite3.SQLITE_NOMEM
		}
	}
	copy(unsafe.Slice(lying[byte](c.texts), c.room), s.row.b)
	s.row.cells(&c.cells, c.texts)
	return sqlite3.SQLITE_OK
}

func sourceEOF(_ *libc.TLS, cursor uintptr) int32 {
	c := lying[sourceCursor](cursor)
	return libc.Bool32(c.at >= c.n)
}

func sourceRowid(_ *libc.TLS, cursor, id uintptr) int32 {
	*lying[int64](id) = lying[sourceCursor](cursor).at
	return sqlite3.SQLITE_OK
}

// sourceColumn hands a value over. A text stays where it is until the next row.
func sourceColumn(tls *libc.TLS, cursor, result uintptr, i int32) int32 {
	if i >= maxColumns {
		sqlite3.Xsqlite3_result_null(tls, result)
		return sqlite3.SQLITE_OK
	}
	switch c := &lying[sourceCursor](cursor).cells[i]; c.kind {
	case wholeCell:
		sqlite3.Xsqlite3_result_int64(tls, result, int64(c.value))
	case realCell:
		sqlite3.Xsqlite3_result_double(tls, result, math.Float64frombits(c.value))
	case textCell:
		sqlite3.Xsqlite3_result_text(tls, result, uintptr(c.value), c.size, sqlite3.SQLITE_STATIC)
	default:
		sqlite3.Xsqlite3_result_null(tls, result)
	}
	return sqlite3.SQLITE_OK
}

// read lets SQLite read the rows by their number while do runs.
func (s *source) read(do func(number int64) error) error {
	number := sourceID.Add(1)
	sources.Store(number, s)
	defer sources.Delete(number)
	err := do(number)
	if s.panicked != nil {
		panic(s.panicked)
	}
	return errors.Join(s.err, err)
}
