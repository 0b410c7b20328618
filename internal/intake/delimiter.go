package intake

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

const (
	sampleSize = 256 << 10
	sampleRows = 200
)

// delimiters in the order in which they are preferred.
var delimiters = []byte{',', ';', '\t', '|', '^', '~', 0x1F, 0x01, ':'}

// layout is how the text is cut into rows and cells.
type layout struct {
	comma byte
	eol   byte
	skip  int    // rows before the header: the "sep=;" that spreadsheets write, or titles
	title string // the first of the titles above the header; empty when there is none
}

// printable returns the delimiter as reports name it.
func (l layout) printable() string {
	switch l.comma {
	case '\t':
		return "tab"
	case 0x1F:
		return "unit separator"
	case 0x01:
		return "^A"
	}
	return string(l.comma)
}

// sniff learns the layout from the beginning of the text.
func sniff(text io.Reader) (layout, error) {
	sample := make([]byte, sampleSize)
	n, err := io.ReadFull(text, sample)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return layout{}, err
	}
	sample = sample[:n]
	l := layout{comma: ',', eol: '\n'}
	if bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0 {
		l.eol = '\r'
	}
	if n == sampleSize { // the last line may be cut
		if i := bytes.LastIndexByte(sample, l.eol); i > 0 {
			sample = sample[:i+1]
		}
	}
	if len(sample) > 5 && strings.EqualFold(string(sample[:4]), "sep=") && (sample[5] == '\n' || sample[5] == '\r') {
		return layout{comma: sample[4], eol: l.eol, skip: 1}, nil
	}
	best := 0.0
	for _, d := range delimiters {
		if bytes.IndexByte(sample, d) < 0 {
			continue
		}
		skip, title := titles(sample, d, l.eol)
		if s := regularity(sample, d, l.eol, skip); s > best {
			best, l.comma, l.skip, l.title = s, d, skip, title
		}
	}
	return l, nil
}

// sampled returns the cells of the next row of a sample, those of a row that
// is wrapped in one pair of quotes included.
func sampled(r *rows) (rw row, ok bool) {
	rw, err := r.next()
	if err != nil {
		return rw, false
	}
	if len(rw.cells) == 1 {
		if inner := splitLine(rw.cells[0], r.comma); len(inner) > 1 {
			rw.cells = inner
		}
	}
	return rw, true
}

// titles returns how many rows stand above the header of a table whose first
// row is a title: a lone cell above rows of three cells or more. It is 0 when
// there is no title, or when the header cannot be told for sure.
func titles(sample []byte, comma, eol byte) (above int, title string) {
	r := &rows{comma: comma, eol: eol, buf: sample, end: len(sample), eof: true}
	var seen []row
	for len(seen) < sampleRows {
		rw, ok := sampled(r)
		if !ok {
			break
		}
		seen = append(seen, rw)
	}
	first := slices.IndexFunc(seen, func(rw row) bool { return !blankRow(rw.cells) })
	if first < 0 || filled(seen[first].cells) > 1 {
		return 0, ""
	}
	widest := 0
	for _, rw := range seen {
		widest = max(widest, filled(rw.cells))
	}
	at := slices.IndexFunc(seen, func(rw row) bool { return filled(rw.cells) >= max(3, (widest+1)/2) })
	switch {
	case at < 0 || at > titleRows || at == len(seen)-1 || looksLikeData(seen[at].cells):
		return 0, ""
	case namedWidth(seen[at].cells) < namedWidth(seen[at+1].cells):
		return 0, "" // what follows does not stand below that header
	}
	return at, firstFilled(seen[first].cells)
}

// regularity says how well the delimiter cuts the sample into rows as wide as
// the header, which stands below so many rows: the share of such rows, and a
// little for the width. It is 0 when the header stays in one piece.
func regularity(sample []byte, comma, eol byte, skip int) float64 {
	r := &rows{comma: comma, eol: eol, buf: sample, end: len(sample), eof: true}
	width, whole, seen := 0, 0, 0
	for seen < sampleRows {
		rw, ok := sampled(r)
		if !ok {
			break
		}
		cells := rw.cells
		if skip--; skip >= 0 || len(cells) == 1 && cells[0] == "" {
			continue
		}
		if width == 0 {
			r.width = len(cells)
			if width = namedWidth(cells); width < 2 {
				return 0
			}
			continue
		}
		seen++
		if len(cells) >= width && namedWidth(cells) <= width && rw.fault == "" {
			whole++
		}
	}
	share := 1.0
	if seen > 0 {
		share = float64(whole) / float64(seen)
	}
	if share == 0 {
		return 0
	}
	return share + float64(min(width, 1000))*1e-6
}
