package intake

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"smarketing/internal/crm"
)

// maxSheetColumns is how many columns a sheet can have.
const maxSheetColumns = 16384

// sheetRows reads the rows of a sheet, one after the other.
type sheetRows struct {
	book     *workbook
	sheet    string
	m        *markup
	part     io.Closer
	after    int // rows up to this one are left out
	width    int // cells of a whole row; 0 to take them as they come
	reuse    bool
	line     int
	cells    []string
	uncached int // formulas without a result
}

// rows begins to read a sheet behind that row.
func (b *workbook) rows(s *sheet, after int) (*sheetRows, error) {
	part, err := s.part.Open()
	if err != nil {
		return nil, b.damaged(err)
	}
	return &sheetRows{book: b, sheet: s.name, m: newMarkup(part), part: part, after: after}, nil
}

func (r *sheetRows) done() int64 { return min(r.book.counter.read, r.book.size) }

// next returns the next row that has cells. Rows nobody wrote are no rows.
func (r *sheetRows) next() (row, error) {
	out, err := r.read()
	switch {
	case err == nil:
		return out, nil
	case errors.Is(err, io.EOF):
		if err = r.part.Close(); err == nil {
			return row{}, io.EOF
		}
	case errors.Is(err, errLongCell):
		return row{}, crm.Errorf(crm.Invalid, "%s: a cell in row %d of sheet %q is longer than 1 MiB", r.book.name, r.line, r.sheet).
			WithHint("shorten it, or save the sheet as CSV without that column")
	}
	e := crm.Errorf(crm.Invalid, "%s: sheet %q is damaged at row %d", r.book.name, r.sheet, max(r.line, 1))
	e.Err = err
	return row{}, e.WithHint("open it in a spreadsheet and save it again as XLSX or CSV")
}

// read reads up to the end of the next row.
func (r *sheetRows) read() (row, error) {
	for {
		if err := r.m.next(); err != nil {
			return row{}, broken(err) // the rows have an end of their own
		}
		var err error
		switch tag := string(r.m.tag); {
		case tag == "row" && r.m.opens:
			err = r.begin()
		case tag == "c" && r.m.opens:
			err = r.cell()
		case tag == "sheetData" && r.m.closes:
			return row{}, io.EOF
		case tag == "row" && r.line > r.after && len(r.cells) > 0:
			for len(r.cells) < r.width {
				r.cells = append(r.cells, "")
			}
			return row{line: r.line, cells: r.cells}, nil
		}
		if err != nil {
			return row{}, err
		}
	}
}

// begin begins a row.
func (r *sheetRows) begin() error {
	line := r.line + 1
	if at := r.m.attr("r"); at != nil {
		n, ok := number(string(at))
		if !ok || n < line {
			return errMarkup
		}
		line = n
	}
	r.line = line
	if r.reuse {
		r.cells = r.cells[:0]
	} else {
		r.cells = make([]string, 0, r.width)
	}
	return nil
}

// cell reads one cell.
func (r *sheetRows) cell() error {
	m := r.m
	column, kind, st := len(r.cells)+1, numberKind, style{}
	for name, value := m.nextAttr(); name != nil; name, value = m.nextAttr() {
		switch string(name) {
		case "r":
			var ok bool
			if column, ok = columnOf(value); !ok {
				return errMarkup
			}
		case "s":
			if n, ok := number(string(value)); ok && n < len(r.book.styles) {
				st = r.book.styles[n]
			}
		case "t":
			kind = kindOf(value)
		}
	}
	if m.closes {
		return nil
	}
	m.text, m.keep = m.text[:0], false
	formula, spoken := false, false
	for {
		if err := m.next(); err != nil {
			return broken(err)
		}
		switch string(m.tag) {
		case "f":
			formula = true
		case "rPh": // how to pronounce it
			spoken = m.opens && !m.closes
		case "v", "t":
			m.keep = m.opens && !m.closes && !spoken
		case "c":
			text, err := r.value(kind, st)
			if err != nil || text == "" {
				if formula && err == nil {
					r.uncached++
				}
				return err
			}
			for len(r.cells) < column {
				r.cells = append(r.cells, "")
			}
			r.cells[column-1] = text
			return nil
		}
	}
}

// columnOf returns the column of a reference such as AB12, from 1.
func columnOf(at []byte) (int, bool) {
	n := 0
	for i, c := range at {
		if i > 0 && digit(c) {
			break
		}
		if n = n*26 + int(c-'A') + 1; c < 'A' || c > 'Z' || n > maxSheetColumns {
			return 0, false
		}
	}
	return n, n > 0
}

// cellKind is how the value of a cell is stored.
type cellKind uint8

const (
	numberKind cellKind = iota
	sharedKind
	boolKind
	textKind // in the cell itself; also dates, errors and what formulas give
)

func kindOf(t []byte) cellKind {
	switch string(t) {
	case "", "n":
		return numberKind
	case "s":
		return sharedKind
	case "b":
		return boolKind
	}
	return textKind
}

// value returns the text of the cell. Numbers are taken as they are stored,
// formulas by their last result.
func (r *sheetRows) value(kind cellKind, st style) (string, error) {
	text := r.m.text
	switch {
	case len(text) == 0:
		return "", nil
	case kind == sharedKind:
		n, ok := number(string(bytes.TrimSpace(text)))
		if !ok || n >= len(r.book.texts) {
			return "", errMarkup
		}
		return r.book.texts[n], nil
	case kind == boolKind:
		return strconv.FormatBool(string(text) == "1"), nil
	case kind == numberKind:
		return r.book.number(strings.TrimSpace(string(text)), st), nil
	}
	out := decoded(text)
	if len(out) > maxCell {
		return "", errLongCell
	}
	return out, nil
}
