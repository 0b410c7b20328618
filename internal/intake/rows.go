package intake

import (
	"bytes"
	"io"
	"strings"

	"smarketing/internal/crm"
)

const (
	maxCell   = 1 << 20  // no honest cell is longer; an unclosed quote soon is
	maxRow    = 16 << 20 // bounds the memory of one row
	maxRescan = 64 << 20 // bounds the work spent on recovering from bad quotes
)

// row is one row of the file. Its cells are as written, without the quotes
// around them.
type row struct {
	line  int // 1-based line of its first cell
	cells []string
	fault string // why it cannot be taken; empty when it can

	remedy string // what would mend the fault
}

// rows reads delimited text row by row. It is more forgiving than
// encoding/csv, and unlike it bounds the damage of a quote that is opened and
// never closed: that costs one row, not the rest of the file.
type rows struct {
	file  string // for errors
	src   io.Reader
	raw   *countReader // counts the bytes of the file below src; nil for a sample
	comma byte
	eol   byte // '\n', or '\r' in a file that has no line feeds
	width int  // cells of a whole row; 0 before the header is known
	reuse bool // the cells may be overwritten by the next read

	buf      []byte
	pos, end int
	eof      bool
	line     int // lines before pos

	text      []byte // the cells of a quoted row, one after the other
	ends      []int
	cells     []string
	bare      bool // a quote stood in the middle of a quoted cell
	reopened  bool // such a quote stood where a cell begins
	open      bool // a quote was never closed
	rescanned int
}

func newRows(file string, src io.Reader, comma, eol byte) *rows {
	return &rows{file: file, src: src, comma: comma, eol: eol, buf: make([]byte, 64<<10)}
}

// splitLine splits a single line into cells.
func splitLine(s string, comma byte) []string {
	r := rows{comma: comma, eol: '\n', buf: []byte(s), end: len(s), eof: true}
	if rw, err := r.next(); err == nil && r.pos == r.end {
		return rw.cells
	}
	return nil
}

func (r *rows) done() int64 { return r.raw.read }

// fill reads more bytes behind the window, which starts at pos. It reports
// false at the end of the file.
func (r *rows) fill() (bool, error) {
	if r.eof {
		return false, nil
	}
	if r.pos > 0 {
		copy(r.buf, r.buf[r.pos:r.end])
		r.end -= r.pos
		r.pos = 0
	}
	if r.end == len(r.buf) {
		if len(r.buf) >= maxRow {
			return false, r.tooLong("row", "16 MiB", 1)
		}
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	for range 100 {
		n, err := r.src.Read(r.buf[r.end:])
		r.end += n
		if err == io.EOF {
			r.eof = true
			return n > 0, nil
		}
		if err != nil {
			return false, crm.Errorf(crm.Failure, "%s cannot be read at row %d: %w", r.file, r.line+1, err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, io.ErrNoProgress
}

func (r *rows) tooLong(what, limit string, column int) error {
	return crm.Errorf(crm.Invalid, "%s: row %d, column %d: this %s is longer than %s, probably because a quote is opened and never closed",
		r.file, r.line+1, column, what, limit).
		WithHint("close or double the quote (\"\") in that row, then import again")
}

// next returns the next row, or io.EOF after the last. Blank lines come as a
// row of one empty cell.
func (r *rows) next() (row, error) {
	at := -1 // where the line ends, from pos
	for searched := 0; ; {
		if at = bytes.IndexByte(r.buf[r.pos+searched:r.end], r.eol); at >= 0 {
			at += searched
			break
		}
		if searched = r.end - r.pos; searched > maxCell {
			break
		}
		more, err := r.fill()
		if err != nil {
			return row{}, err
		}
		if !more {
			if r.pos == r.end {
				return row{}, io.EOF
			}
			at = r.end - r.pos
			break
		}
	}
	if at < 0 || bytes.IndexByte(r.buf[r.pos:r.pos+at], '"') >= 0 {
		return r.quotedRow()
	}
	out := row{line: r.line + 1, cells: r.split(string(r.trimCR(r.buf[r.pos : r.pos+at])))}
	r.line++
	r.pos = min(r.pos+at+1, r.end)
	return out, nil
}

func (r *rows) trimCR(line []byte) []byte {
	if r.eol == '\n' && len(line) > 0 && line[len(line)-1] == '\r' {
		return line[:len(line)-1]
	}
	return line
}

// room returns the slice the cells of a row go to.
func (r *rows) room() []string {
	if r.reuse {
		return r.cells[:0]
	}
	return make([]string, 0, max(r.width, 8))
}

// split cuts a line without quotes.
func (r *rows) split(line string) []string {
	cells := r.room()
	for {
		i := strings.IndexByte(line, r.comma)
		if i < 0 {
			break
		}
		cells = append(cells, line[:i])
		line = line[i+1:]
	}
	r.cells = append(cells, line)
	return r.cells
}
