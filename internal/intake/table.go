package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"smarketing/internal/crm"
)

// The formats that Options.Format accepts and Info().Format names.
const (
	formatAuto    = "auto"
	formatCSV     = "csv"
	formatTSV     = "tsv"
	formatXLSX    = "xlsx"
	formatJSON    = "json"    // an array of objects
	formatJSONL   = "jsonl"   // one object a line
	formatSegment = "segment" // events of the Segment specification, either way
	formatGA4     = "ga4"     // rows of the BigQuery export of Google Analytics 4, either way
)

var formats = []string{formatAuto, formatCSV, formatTSV, formatXLSX, formatJSON, formatJSONL, formatSegment, formatGA4}

// table is a file of any format, understood as rows of cells under a header.
type table struct {
	format    string
	delimiter string         // printable; of delimited text
	comma     byte           // of delimited text, else 0
	header    []string       // as written
	kind      crm.RecordKind // what the rows are by their shape; empty when the shape does not say
	typed     bool           // numbers are numbers, whatever the decimal mark of the texts
	free      bool           // the rows are no sheet: there is no header row and no footer
	epoch     int            // days to add to serial days, where they count from 1904
	notes     []string
	open      func(reuse bool) (cursor, error) // begins at the first row below the header
}

// cursor is one pass over the rows of a table.
type cursor interface {
	// next returns the next row, or io.EOF after the last. With reuse the
	// cells are overwritten by the row after it.
	next() (row, error)
	// done returns how many bytes of the file, as it lies on the disk, are read.
	done() int64
}

// understand finds out the format of the content, or takes the user's word.
func (s *Source) understand(ctx context.Context) (table, error) {
	c, format := s.content, s.opt.Format
	if c.zipped {
		if format != "" && format != formatAuto && format != formatXLSX {
			return table{}, s.otherFormat("an Excel workbook")
		}
		return s.workbookTable(ctx)
	}
	text, _ := c.reader()
	head := make([]byte, 4096)
	n, err := io.ReadFull(text, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return table{}, cannotOpen(c.name, err)
	}
	isJSON := looksLikeJSON(head[:n])
	switch format {
	case formatXLSX:
		return table{}, s.otherFormat("text")
	case formatCSV, formatTSV:
		return s.textTable()
	case formatJSON, formatJSONL, formatSegment, formatGA4:
		if !isJSON {
			return table{}, s.otherFormat("not JSON")
		}
	}
	if isJSON {
		return s.jsonTable(ctx, head[:n])
	}
	return s.textTable()
}

func (s *Source) otherFormat(what string) error {
	return crm.Errorf(crm.Invalid, "%s is %s, although --format says %s", s.content.name, what, s.opt.Format).
		WithHint("leave out --format")
}

// looksLikeJSON reports whether text begins like an object or an array of
// objects.
func looksLikeJSON(head []byte) bool {
	second := func(b []byte, with string) bool {
		b = bytes.TrimLeft(b[1:], " \t\r\n")
		return len(b) == 0 || strings.IndexByte(with, b[0]) >= 0
	}
	head = bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(head) == 0:
		return false
	case head[0] == '{':
		return second(head, `"}`)
	case head[0] == '[':
		return second(head, `{]`)
	}
	return false
}

// textTable reads delimited text.
func (s *Source) textTable() (table, error) {
	text, _ := s.content.reader()
	l, err := sniff(text)
	if err != nil {
		return table{}, cannotOpen(s.content.name, err)
	}
	t := table{format: formatCSV, comma: l.comma, delimiter: l.printable()}
	if s.opt.Format == formatTSV {
		l.comma, t.comma, t.delimiter = '\t', '\t', "tab"
	}
	if l.comma == '\t' {
		t.format = formatTSV
	}
	if l.title != "" {
		t.notes = append(t.notes, fmt.Sprintf("The header is below a title; what stands above it is left out, such as %q.", clip(l.title)))
	}
	t.open = func(reuse bool) (cursor, error) {
		r, _, err := openText(s.content, l)
		if err != nil {
			return nil, err
		}
		r.reuse = reuse
		return r, nil
	}
	_, t.header, err = openText(s.content, l)
	return t, err
}

// openText begins to read delimited text and returns its header.
func openText(c *content, l layout) (*rows, []string, error) {
	text, raw := c.reader()
	r := newRows(c.name, text, l.comma, l.eol)
	r.raw = raw
	for range l.skip {
		if _, err := r.next(); err != nil {
			return nil, nil, err
		}
	}
	for {
		rw, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil, nil, crm.Errorf(crm.Invalid, "%s is empty", c.name).WithHint("the first row names the columns")
		}
		if err != nil {
			return nil, nil, err
		}
		if blankRow(rw.cells) {
			continue
		}
		if inner := unwrap(rw.cells, l.comma, 2); inner != nil {
			rw.cells = inner
		}
		r.width = len(rw.cells)
		return r, rw.cells, nil
	}
}

// unwrap returns the cells of a row that was written as a single quoted cell,
// and nil unless that makes at least so many cells.
func unwrap(cells []string, comma byte, least int) []string {
	if comma == 0 || len(cells) != 1 || strings.IndexByte(cells[0], comma) < 0 {
		return nil
	}
	if inner := splitLine(cells[0], comma); len(inner) >= least {
		return inner
	}
	return nil
}
