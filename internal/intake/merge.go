package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"smarketing/internal/text"
)

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
