package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
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
	sh, notes, err := b.choose(s.opt.Sheet)
	if err != nil {
		return table{}, err
	}
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

// choose returns the sheet the user means, or the first one in view that looks
// like a table.
func (b *workbook) choose(wanted string) (*sheet, []string, error) {
	if wanted != "" {
		return b.named(wanted)
	}
	best, score := -1, 0
	for i := range b.sheets {
		sh := &b.sheets[i]
		if sh.hidden {
			continue
		}
		rows, _, err := b.sample(sh)
		if err != nil {
			return nil, nil, err
		}
		if n := tableLike(rows); n > score {
			best, score = i, n
		}
	}
	if best < 0 {
		return nil, nil, crm.Errorf(crm.Invalid, "%s has no sheet with a header and rows", b.name).
			WithHint("its sheets are %s; --sheet NAME reads a hidden one", b.names(-1))
	}
	if len(b.sheets) == 1 {
		return &b.sheets[best], nil, nil
	}
	return &b.sheets[best], []string{fmt.Sprintf("Sheet %q is read; --sheet NAME reads another: %s.", b.sheets[best].name, b.names(best))}, nil
}

// tableLike says how much rows look like a table: 2 when there is a header of
// several columns with rows below, 1 when there is anything.
func tableLike(rows []row) int {
	switch h := headerAt(rows); {
	case len(rows) == 0:
		return 0
	case filled(rows[h].cells) > 1 && h+1 < len(rows):
		return 2
	}
	return 1
}

// named returns the sheet of that name or number.
func (b *workbook) named(wanted string) (*sheet, []string, error) {
	var names []string
	for i := range b.sheets {
		if b.sheets[i].name == wanted {
			return &b.sheets[i], nil, nil
		}
		names = append(names, b.sheets[i].name)
	}
	for i := range b.sheets {
		if text.Fold(b.sheets[i].name) == text.Fold(wanted) {
			return &b.sheets[i], nil, nil
		}
	}
	n, err := strconv.Atoi(wanted)
	if err == nil && n >= 1 && n <= len(b.sheets) {
		return &b.sheets[n-1], nil, nil
	}
	e := crm.Errorf(crm.Invalid, "%s has no sheet %q", b.name, wanted)
	e.Field = wanted
	if near, ok := text.Nearest(wanted, names); ok && err != nil {
		return nil, nil, e.WithHint("did you mean %q?", near)
	}
	return nil, nil, e.WithHint("its sheets are %s", b.names(-1))
}

// names lists the sheets but one.
func (b *workbook) names(without int) string {
	var out []string
	for i, sh := range b.sheets {
		name := strconv.Quote(sh.name)
		if sh.hidden {
			name += " (hidden)"
		}
		if i != without {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
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

// merge is a block of cells that are shown as one.
type merge struct{ left, top, right, bottom int } // columns from 0, rows from 1

type merges []merge

// maxMerges bounds how many merged cells are remembered: those of a header
// come first.
const maxMerges = 10000

// merges reads the merged cells, which stand behind the rows. It reads the
// sheet to its end, so that damage is found before a row is taken.
func (b *workbook) merges(ctx context.Context, sh *sheet) (merges, error) {
	r, err := b.rows(sh, 0)
	if err != nil {
		return nil, err
	}
	var out merges
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, errors.Join(ctx.Err(), r.part.Close())
		}
		err := r.m.next()
		if errors.Is(err, io.EOF) {
			return out, b.check(r.part.Close())
		}
		if err != nil {
			return nil, errors.Join(b.damaged(err), r.part.Close())
		}
		if r.m.opens && string(r.m.tag) == "mergeCell" && len(out) < maxMerges {
			if m, ok := mergeOf(r.m.attr("ref")); ok {
				out = append(out, m)
			}
		}
	}
}

// mergeOf reads a reference such as A1:C2.
func mergeOf(ref []byte) (merge, bool) {
	from, to, ok := bytes.Cut(ref, []byte(":"))
	if !ok {
		return merge{}, false
	}
	left, okL := columnOf(from)
	right, okR := columnOf(to)
	top, okT := number(strings.TrimLeft(string(from), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	bottom, okB := number(strings.TrimLeft(string(to), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return merge{left - 1, top, right - 1, bottom}, okL && okR && okT && okB
}

// over returns the merged cell that covers a cell.
func (ms merges) over(line, column int) (merge, bool) {
	for _, m := range ms {
		if m.top <= line && line <= m.bottom && m.left <= column && column <= m.right {
			return m, true
		}
	}
	return merge{}, false
}

// twoRows reports whether the header goes on in the next row: every cell of
// that row stands below a group that is merged over several columns, and every
// other name is merged down into it.
func (ms merges) twoRows(upper, lower row) bool {
	groups := 0
	for i := range max(len(upper.cells), len(lower.cells)) {
		m, merged := ms.over(upper.line, i)
		grouped := merged && m.right > m.left && m.bottom == upper.line
		switch {
		case grouped:
			groups++
		case i < len(lower.cells) && strings.TrimSpace(lower.cells[i]) != "":
			return false
		case i < len(upper.cells) && strings.TrimSpace(upper.cells[i]) != "" && (!merged || m.bottom <= upper.line):
			return false
		}
	}
	return groups > 0 && lower.line == upper.line+1 && !looksLikeData(lower.cells)
}

// name completes the names of the columns from merged cells. It returns the
// first row above that is a title, -1 when there is none.
func (ms merges) name(names []string, rows []row, at int) (title int) {
	line := rows[at].line
	textAt := func(line, column int) string {
		for _, rw := range rows[:at+1] {
			if rw.line == line && column < len(rw.cells) {
				return strings.TrimSpace(rw.cells[column])
			}
		}
		return ""
	}
	part := map[int]bool{line: true} // rows that belong to the header
	for i, n := range names {
		if m, ok := ms.over(line, i); ok && strings.TrimSpace(n) == "" && (m.top < line || anyBelow(rows[at+1:], i)) {
			names[i] = textAt(m.top, m.left)
			part[m.top] = true
		}
	}
	below := slices.Clone(names)
	for i, n := range below {
		m, ok := ms.over(line-1, i)
		if !ok || m.right == m.left || m.bottom != line-1 || strings.TrimSpace(n) == "" {
			continue
		}
		if group := textAt(m.top, m.left); group != "" && m.right-m.left+1 < len(names) {
			if part[m.top] = true; repeated(below, n) {
				names[i] = group + " " + n
			}
		}
	}
	return slices.IndexFunc(rows[:at], func(rw row) bool { return !part[rw.line] })
}

func anyBelow(rows []row, column int) bool {
	return slices.ContainsFunc(rows, func(rw row) bool { return column < len(rw.cells) && strings.TrimSpace(rw.cells[column]) != "" })
}

func repeated(names []string, name string) bool {
	n := 0
	for _, other := range names {
		if text.Fold(other) == text.Fold(name) {
			n++
		}
	}
	return n > 1
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
