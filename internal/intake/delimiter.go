package intake

import (
	"bytes"
	"io"
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
	skip  int // lines before the header: the "sep=;" that spreadsheets write
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
		if s := regularity(sample, d, l.eol); s > best {
			best, l.comma = s, d
		}
	}
	return l, nil
}

// regularity says how well the delimiter cuts the sample into rows as wide as
// the header: the share of such rows, and a little for the width. It is 0 when
// the header stays in one piece.
func regularity(sample []byte, comma, eol byte) float64 {
	r := &rows{comma: comma, eol: eol, buf: sample, end: len(sample), eof: true}
	width, whole, seen := 0, 0, 0
	for seen < sampleRows {
		rw, err := r.next()
		if err != nil {
			break
		}
		cells := rw.cells
		if len(cells) == 1 {
			if cells[0] == "" {
				continue
			}
			if inner := splitLine(cells[0], comma); len(inner) > 1 {
				cells = inner
			}
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
