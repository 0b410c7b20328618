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
}

// rows reads delimited text row by row. It is more forgiving than
// encoding/csv, and unlike it bounds the damage of a quote that is opened and
// never closed: that costs one row, not the rest of the file.
type rows struct {
	file  string // for errors
	src   io.Reader
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
			return false, r.tooLong("row", 1)
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

func (r *rows) tooLong(what string, column int) error {
	return crm.Errorf(crm.Invalid, "%s: row %d, column %d: this %s is longer than 1 MiB, probably because a quote is opened and never closed",
		r.file, r.line+1, column, what).
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

// quotedRow reads a row with quotes in it, which may span lines.
func (r *rows) quotedRow() (row, error) {
	used, err := r.parse()
	if err != nil {
		return row{}, err
	}
	raw := r.buf[r.pos : r.pos+used]
	lines := bytes.Count(raw, []byte{r.eol})
	if used > 0 && raw[used-1] != r.eol {
		lines++
	}
	broken := r.open || r.reopened || r.bare && r.width > 0 && len(r.ends) != r.width
	if broken && lines > 1 && r.rescanned < maxRescan {
		return r.onlyLine(raw), nil
	}
	all, cells, start := string(r.text), r.room(), 0
	for _, end := range r.ends {
		cells = append(cells, all[start:end])
		start = end
	}
	r.cells = cells
	out := row{line: r.line + 1, cells: cells}
	if r.open {
		out.fault = faultOpenQuote
	}
	r.line += lines
	r.pos += used
	return out, nil
}

const faultOpenQuote = "a quote is opened in this row and not closed"

// onlyLine gives up a row whose quotes are broken: its first line is the bad
// row, and reading goes on behind it.
func (r *rows) onlyLine(raw []byte) row {
	r.rescanned += len(raw)
	at := bytes.IndexByte(raw, r.eol)
	out := row{line: r.line + 1, cells: r.split(string(r.trimCR(raw[:at]))), fault: faultOpenQuote}
	r.line++
	r.pos += at + 1
	return out
}

// at returns the byte at offset i of the window, and false behind the end of
// the file.
func (r *rows) at(i int) (byte, bool, error) {
	for r.pos+i >= r.end {
		if more, err := r.fill(); !more {
			return 0, false, err
		}
	}
	return r.buf[r.pos+i], true, nil
}

// parse reads one row from pos into text and ends and returns its length with
// the line end.
func (r *rows) parse() (int, error) {
	r.text, r.ends = r.text[:0], r.ends[:0]
	r.bare, r.reopened, r.open = false, false, false
	for i := 0; ; {
		start, j := len(r.text), i
		c, ok, err := r.at(j)
		for ok && err == nil && c == ' ' {
			j++
			c, ok, err = r.at(j)
		}
		if err != nil {
			return 0, err
		}
		if ok && c == '"' {
			i, err = r.quoted(j + 1)
		} else {
			i, err = r.plain(i)
		}
		if err != nil {
			return 0, err
		}
		if len(r.text)-start > maxCell {
			return 0, r.tooLong("cell", len(r.ends)+1)
		}
		r.ends = append(r.ends, len(r.text))
		c, ok, err = r.at(i)
		if !ok {
			return i, err
		}
		i++
		if c != r.comma {
			return i, nil
		}
	}
}

// plain reads an unquoted cell and returns the offset of what ends it.
func (r *rows) plain(i int) (int, error) {
	for start := i; ; {
		window := r.buf[r.pos+i : r.end]
		for n, c := range window {
			if c != r.comma && c != r.eol {
				continue
			}
			cell := window[:n]
			if c == r.eol {
				cell = r.trimCR(cell)
			}
			r.text = append(r.text, cell...)
			return i + n, nil
		}
		if i-start+len(window) > maxCell {
			return 0, r.tooLong("cell", len(r.ends)+1)
		}
		if r.eof {
			r.text = append(r.text, r.trimCR(window)...)
			return i + len(window), nil
		}
		if _, err := r.fill(); err != nil {
			return 0, err
		}
	}
}

// quoted reads the cell behind an opening quote and returns the offset of what
// ends it. A quote inside that is neither doubled nor at the end is kept.
func (r *rows) quoted(i int) (int, error) {
	start := len(r.text)
	for {
		window := r.buf[min(r.pos+i, r.end):r.end]
		n := bytes.IndexByte(window, '"')
		if n < 0 {
			r.text = append(r.text, window...)
			i += len(window)
			if len(r.text)-start > maxCell {
				return 0, r.tooLong("cell", len(r.ends)+1)
			}
			more, err := r.fill()
			if err != nil {
				return 0, err
			}
			if !more {
				r.open = true
				return i, nil
			}
			continue
		}
		r.text = append(r.text, window[:n]...)
		if len(r.text)-start > maxCell {
			return 0, r.tooLong("cell", len(r.ends)+1)
		}
		i += n + 1
		c, ok, err := r.at(i)
		if err != nil {
			return 0, err
		}
		if ok && c == '"' {
			r.text = append(r.text, '"')
			i++
			continue
		}
		end, err := r.closes(i)
		if err != nil {
			return 0, err
		}
		if end >= 0 {
			return end, nil
		}
		r.bare = true
		if n := len(r.text); n > start && (r.text[n-1] == r.comma || r.text[n-1] == r.eol) {
			r.reopened = true
		}
		r.text = append(r.text, '"')
	}
}

// closes returns the offset of the delimiter or line end that follows a
// closing quote, blanks skipped, and -1 when something else follows.
func (r *rows) closes(i int) (int, error) {
	for {
		c, ok, err := r.at(i)
		switch {
		case err != nil:
			return 0, err
		case !ok || c == r.comma || c == r.eol:
			return i, nil
		case c != ' ' && c != '\r':
			return -1, nil
		}
		i++
	}
}
