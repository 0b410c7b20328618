package store

import (
	"encoding/binary"
	"io"
	"math"
	"slices"

	sqlite3 "modernc.org/sqlite/lib"
)

// image is a database of one table, made in memory as it would lie in a file
// (https://sqlite.org/fileformat2.html): a page with the schema, the root of the
// table, and pages of rows. SQLite copies its rows into a table that is declared
// the same without looking into them.
type image struct {
	table   string // its name
	sql     string // the statement that makes it
	columns string // in their order
	count   uint32 // of the contents it has had: with another, SQLite forgets the pages it has seen

	b     []byte  // the pages, the last of them being filled
	rows  int     // on that page
	space int     // where they begin: they fill the page from its end
	last  []int64 // the last rowid of every page before
	rowid int64   // the one added last
}

const (
	imagePage  = 32 << 10
	imagePages = 1 << 16 // SQLite is told that many: it asks before they are made
	mostPages  = 512     // of rows: what memory there is for them, and the root can name
	leafHead   = 8       // bytes before the places of the rows of a page
	innerHead  = 12      // the same of the root, when it names other pages
)

// begin empties the image.
func (m *image) begin() {
	m.b = slices.Grow(m.b[:0], 2*imagePage)[:2*imagePage]
	m.last, m.rowid = m.last[:0], math.MinInt64
	m.page()
}

// page begins another page of rows.
func (m *image) page() {
	m.b = slices.Grow(m.b, imagePage)[:len(m.b)+imagePage]
	m.rows, m.space = 0, imagePage
}

// add adds a row, whose first value is the rowid. It reports whether it can: the
// row has to fit on a page, the pages into memory, and rowids have to rise.
func (m *image) add(r *packed) bool {
	kind := uint64(r.types[0])
	id := r.values[:valueSize(kind)]
	rowid, types, values := wholeOf(kind, id), r.types[1:], r.values[len(id):]
	head := 2 + len(types) // its own size, and NULL for the rowid, which lies beside the record
	if head > 127 {
		head++
	}
	size := head + len(values)
	whole := varintSize(uint64(size)) + varintSize(uint64(rowid)) + size
	if size > imagePage-35 || rowid <= m.rowid {
		return false
	}
	if m.space-whole < leafHead+2*(m.rows+1) {
		if len(m.last)+1 == mostPages {
			return false
		}
		m.close()
		m.last = append(m.last, m.rowid)
		m.page()
	}
	m.rowid = rowid
	m.space -= whole
	page := m.b[len(m.b)-imagePage:]
	binary.BigEndian.PutUint16(page[leafHead+2*m.rows:], uint16(m.space))
	m.rows++
	cell := appendVarint(page[m.space:m.space], uint64(size))
	cell = appendVarint(cell, uint64(rowid))
	cell = append(appendVarint(cell, uint64(head)), nullType)
	_ = append(append(cell, types...), values...)
	return true
}

// close finishes the page of rows.
func (m *image) close() { treePage(m.b[len(m.b)-imagePage:], leafPage, m.rows, m.space) }

// end completes the image.
func (m *image) end() {
	m.close()
	root := m.b[imagePage : 2*imagePage]
	if len(m.last) == 0 {
		copy(root, m.b[2*imagePage:])
		m.b = m.b[:2*imagePage]
	} else {
		const first = 3 // page of rows
		space := imagePage
		for i, rowid := range m.last {
			space -= 4 + varintSize(uint64(rowid))
			binary.BigEndian.PutUint16(root[innerHead+2*i:], uint16(space))
			_ = appendVarint(binary.BigEndian.AppendUint32(root[space:space], uint32(first+i)), uint64(rowid))
		}
		treePage(root, innerPage, len(m.last), space)
		binary.BigEndian.PutUint32(root[leafHead:], uint32(first+len(m.last)))
	}
	m.head()
}

const (
	innerPage = 0x05
	leafPage  = 0x0d
)

// treePage begins a page of a tree.
func treePage(page []byte, kind byte, cells, space int) {
	page[0], page[1], page[2], page[7] = kind, 0, 0, 0
	binary.BigEndian.PutUint16(page[3:], uint16(cells))
	binary.BigEndian.PutUint16(page[5:], uint16(space))
}

// head writes the first page: the head of the file, and the schema.
func (m *image) head() {
	m.count++
	page := m.b[:imagePage]
	clear(page)
	copy(page, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(page[16:], imagePage)
	copy(page[18:], []byte{1, 1, 0, 64, 32, 32})
	for at, v := range map[int]uint32{
		24: m.count, 28: imagePages, 40: 1, 44: 4, 56: sqlite3.SQLITE_UTF8, 92: m.count, 96: sqlite3.SQLITE_VERSION_NUMBER,
	} {
		binary.BigEndian.PutUint32(page[at:], v)
	}
	const start, root = 100, 2
	var schema packed
	schema.add("table", m.table, m.table, root, m.sql)
	size := 1 + len(schema.types) + len(schema.values)
	space := imagePage - varintSize(uint64(size)) - 1 - size
	cell := append(appendVarint(page[space:space], uint64(size)), 1, byte(1+len(schema.types)))
	_ = append(append(cell, schema.types...), schema.values...)
	treePage(page[start:], leafPage, 1, space)
	binary.BigEndian.PutUint16(page[start+leafHead:], uint16(space))
}

// ReadAt reads from the image as from the file that it would be.
func (m *image) ReadAt(b []byte, at int64) (int, error) {
	if at >= int64(len(m.b)) {
		return 0, io.EOF
	}
	n := copy(b, m.b[at:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}
