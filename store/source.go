package store

import (
	"encoding/binary"
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

// source is rows in memory that SQLite reads once: their tapes, one after the
// other.
type source struct {
	rows, columns int
	at            uintptr // where they lie, in SQLite's memory
	size          int
}

// sources holds what is being read at the moment, by number.
var (
	sources  sync.Map
	sourceID atomic.Int64
)

// sourceCursor is where SQLite stands in a source. It lies in SQLite's memory
// and holds no pointer of Go's.
type sourceCursor struct {
	_      sqlite3.Sqlite3_vtab_cursor // all that SQLite knows of it
	source source
	row    int // the present one
	next   int // where the next begins on the tape
	cells  [maxColumns]sourceCell
}

// sourceCell is one value: its type, and where it lies in SQLite's memory.
type sourceCell struct {
	kind uint64
	at   uintptr
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

// sortPages is how many pages of rows SQLite sorts at a time, at the least: 8 MB
// by itself, which no cache of a processor holds. Sort says how many at the most.
const sortPages = 16

func init() {
	tls := libc.NewTLS()
	defer tls.Close()
	pages := libc.NewVaList(uint32(sortPages))
	defer libc.Xfree(tls, pages)
	// When somebody has begun to use SQLite before, sorting takes longer.
	_ = sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_PMASZ, pages)
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
	libc.Xfree(tls, cursor)
	return sqlite3.SQLITE_OK
}

func sourceFilter(tls *libc.TLS, cursor uintptr, _ int32, _ uintptr, _ int32, args uintptr) int32 {
	c := lying[sourceCursor](cursor)
	c.source, c.row, c.next = source{}, 0, 0
	if s, ok := sources.Load(sqlite3.Xsqlite3_value_int64(tls, *lying[uintptr](args))); ok {
		c.source = s.(source)
	}
	c.load()
	return sqlite3.SQLITE_OK
}

func sourceNext(_ *libc.TLS, cursor uintptr) int32 {
	c := lying[sourceCursor](cursor)
	c.row++
	c.load()
	return sqlite3.SQLITE_OK
}

// load finds the values of the present row.
func (c *sourceCursor) load() {
	s := &c.source
	if c.row >= s.rows {
		return
	}
	types, values, end := rowAt(unsafe.Slice(lying[byte](s.at), s.size), c.next)
	at := s.at + uintptr(end-len(values))
	for i := range s.columns {
		kind, size := varint(types)
		types = types[size:]
		c.cells[i] = sourceCell{kind, at}
		at += uintptr(valueSize(kind))
	}
	c.next = end
}

func sourceEOF(_ *libc.TLS, cursor uintptr) int32 {
	c := lying[sourceCursor](cursor)
	return libc.Bool32(c.row >= c.source.rows)
}

func sourceRowid(_ *libc.TLS, cursor, id uintptr) int32 {
	*lying[int64](id) = int64(lying[sourceCursor](cursor).row)
	return sqlite3.SQLITE_OK
}

// sourceColumn hands a value over. A text stays where it is.
func sourceColumn(tls *libc.TLS, cursor, result uintptr, i int32) int32 {
	if i >= maxColumns {
		sqlite3.Xsqlite3_result_null(tls, result)
		return sqlite3.SQLITE_OK
	}
	c := lying[sourceCursor](cursor).cells[i]
	size := valueSize(c.kind)
	switch value := unsafe.Slice(lying[byte](c.at), size); {
	case c.kind == nullType:
		sqlite3.Xsqlite3_result_null(tls, result)
	case c.kind == realType:
		sqlite3.Xsqlite3_result_double(tls, result, math.Float64frombits(binary.BigEndian.Uint64(value)))
	case c.kind >= textType:
		sqlite3.Xsqlite3_result_text(tls, result, c.at, int32(size), sqlite3.SQLITE_STATIC)
	default:
		sqlite3.Xsqlite3_result_int64(tls, result, wholeOf(c.kind, value))
	}
	return sqlite3.SQLITE_OK
}

// offer lets SQLite read the rows on the tape by their number while do runs.
func offer(t *tape, rows, columns int, do func(number int64) error) error {
	tls := libc.NewTLS()
	defer tls.Close()
	at := libc.Xmalloc(tls, types.Size_t(max(len(t.b), 1)))
	if at == 0 {
		return errors.New("no memory for the rows")
	}
	defer libc.Xfree(tls, at)
	copy(unsafe.Slice(lying[byte](at), len(t.b)), t.b)
	number := sourceID.Add(1)
	sources.Store(number, source{rows: rows, columns: columns, at: at, size: len(t.b)})
	defer sources.Delete(number)
	return do(number)
}
