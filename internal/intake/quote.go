package intake

import "bytes"

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
		out.fault, out.remedy = faultOpenQuote, remedyOpenQuote
	}
	r.line += lines
	r.pos += used
	return out, nil
}

const (
	faultOpenQuote  = "a quote is opened in this row and not closed"
	remedyOpenQuote = "close the quote, or double it inside a quoted cell"
)

// onlyLine gives up a row whose quotes are broken: its first line is the bad
// row, and reading goes on behind it.
func (r *rows) onlyLine(raw []byte) row {
	r.rescanned += len(raw)
	at := bytes.IndexByte(raw, r.eol)
	out := row{line: r.line + 1, cells: r.split(string(r.trimCR(raw[:at]))), fault: faultOpenQuote, remedy: remedyOpenQuote}
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
			return 0, r.tooLong("cell", "1 MiB", len(r.ends)+1)
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
			return 0, r.tooLong("cell", "1 MiB", len(r.ends)+1)
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
				return 0, r.tooLong("cell", "1 MiB", len(r.ends)+1)
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
			return 0, r.tooLong("cell", "1 MiB", len(r.ends)+1)
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
