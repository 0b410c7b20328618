package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"smarketing/internal/crm"
)

const (
	sheetSample = 200 // rows looked at before a sheet is chosen
	titleRows   = 30  // of them, those that may stand above the header
)

// workbookTable reads one sheet of a workbook.
func (s *Source) workbookTable(ctx context.Context) (table, error) {
	b, err := openWorkbook(s.content)
	if err != nil {
		return table{}, err
	}
	seen := b.look()
	sh, notes, err := b.choose(s.opt.Sheet, seen)
	if err != nil {
		return table{}, err
	}
	s.info.Sheets = b.list(sh, seen)
	head, err := b.head(ctx, sh)
	if err != nil {
		return table{}, err
	}
	t := table{format: formatXLSX, typed: true, header: head.cells, epoch: b.epoch, notes: append(notes, head.notes...)}
	t.open = func(reuse bool) (cursor, error) {
		b.counter.read = 0
		r, err := b.rows(sh, head.line)
		if err != nil {
			return nil, err
		}
		r.width, r.reuse = len(head.cells), reuse
		return r, nil
	}
	return t, nil
}

// sample returns the first rows of a sheet that are not blank, and how many
// formulas in them have no result.
func (b *workbook) sample(sh *sheet) (out []row, uncached int, err error) {
	r, err := b.rows(sh, 0)
	if err != nil {
		return nil, 0, err
	}
	for len(out) < sheetSample {
		rw, err := r.next()
		if errors.Is(err, io.EOF) {
			return out, r.uncached, nil
		}
		if err != nil {
			return nil, 0, err
		}
		if !blankRow(rw.cells) {
			out = append(out, rw)
		}
	}
	return out, r.uncached, r.part.Close()
}

// filled returns how many cells have something in them.
func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// headerAt returns which of the rows is the header: the first that fills at
// least half as many cells as the fullest. What stands above it is a title.
func headerAt(rows []row) int {
	widest := 0
	for _, rw := range rows {
		widest = max(widest, filled(rw.cells))
	}
	for i, rw := range rows[:min(titleRows, len(rows))] {
		if 2*filled(rw.cells) >= widest {
			return i
		}
	}
	return 0
}

// head is the header of a sheet.
type head struct {
	cells []string
	line  int // of its last row
	notes []string
}

// head finds the header of a sheet: the row itself, what merged cells reach
// into it, and the names of groups above names that come twice.
func (b *workbook) head(ctx context.Context, sh *sheet) (head, error) {
	rows, uncached, err := b.sample(sh)
	if err != nil {
		return head{}, err
	}
	if len(rows) == 0 {
		return head{}, crm.Errorf(crm.Invalid, "%s: sheet %q is empty", b.name, sh.name).WithHint("its sheets are %s", b.names(-1))
	}
	merges, err := b.merges(ctx, sh)
	if err != nil {
		return head{}, err
	}
	at := headerAt(rows)
	if at+1 < len(rows) && merges.twoRows(rows[at], rows[at+1]) {
		at++
	}
	h := head{line: rows[at].line}
	width := 0
	for _, rw := range rows[at:] {
		width = max(width, namedWidth(rw.cells))
	}
	h.cells = make([]string, width)
	copy(h.cells, rows[at].cells)
	title := merges.name(h.cells, rows, at)
	if title >= 0 {
		h.notes = append(h.notes, fmt.Sprintf("The header is in row %d of sheet %q; what stands above it is left out, such as %q.",
			h.line, sh.name, clip(firstFilled(rows[title].cells))))
	}
	if uncached > 0 {
		h.notes = append(h.notes, fmt.Sprintf("Formulas in sheet %q hold no result and are read as empty: open the file in a spreadsheet and save it.", sh.name))
	}
	return h, nil
}

func firstFilled(cells []string) string {
	i := slices.IndexFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
	return strings.TrimSpace(cells[i])
}

var encryptedPackage = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// oldOffice says which of the files in the old format of Office it is: a
// workbook with a password is one, too.
func (c *content) oldOffice() error {
	src, _, err := c.bytes()
	if err != nil {
		return err
	}
	buf := make([]byte, chunkSize)
	for kept := 0; err == nil; {
		var n int
		n, err = readFull(src, buf[kept:])
		if bytes.Contains(buf[:kept+n], encryptedPackage) {
			return crm.Errorf(crm.Invalid, "%s is an Excel workbook with a password", c.name).
				WithHint("open it, remove the password (File, Info, Protect Workbook) and save it, or save the sheet as CSV")
		}
		kept = copy(buf, buf[max(0, kept+n-len(encryptedPackage)):kept+n])
	}
	return crm.Errorf(crm.Invalid, "%s is an Excel workbook of the old format (.xls)", c.name).
		WithHint("open it and save it as XLSX or CSV, then import that")
}
