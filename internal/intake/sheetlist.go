package intake

import (
	"fmt"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// sight is what is seen of a sheet at first sight.
type sight struct {
	rows []row
	err  error
}

// look reads the first rows of every sheet.
func (b *workbook) look() []sight {
	seen := make([]sight, len(b.sheets))
	for i := range b.sheets {
		seen[i].rows, _, seen[i].err = b.sample(&b.sheets[i])
	}
	return seen
}

// choose returns the sheet the user means, or the first one in view that looks
// like a table.
func (b *workbook) choose(wanted string, seen []sight) (*sheet, []string, error) {
	if wanted != "" {
		sh, err := b.named(wanted)
		return sh, nil, err
	}
	best, score := -1, 0
	for i := range b.sheets {
		if b.sheets[i].hidden {
			continue
		}
		if seen[i].err != nil {
			return nil, nil, seen[i].err
		}
		if n := tableLike(seen[i].rows); n > score {
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
func (b *workbook) named(wanted string) (*sheet, error) {
	names := make([]string, len(b.sheets))
	for i := range b.sheets {
		if names[i] = b.sheets[i].name; names[i] == wanted {
			return &b.sheets[i], nil
		}
	}
	for i := range b.sheets {
		if text.Fold(names[i]) == text.Fold(wanted) {
			return &b.sheets[i], nil
		}
	}
	n, err := strconv.Atoi(wanted)
	if err == nil && n >= 1 && n <= len(b.sheets) {
		return &b.sheets[n-1], nil
	}
	e := crm.Errorf(crm.Invalid, "%s has no sheet %q", b.name, wanted)
	e.Field = wanted
	if near, ok := text.Nearest(wanted, names); ok && err != nil {
		return nil, e.WithHint("did you mean %q? its sheets are %s", near, b.names(-1))
	}
	return nil, e.WithHint("its sheets are %s", b.names(-1))
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

// list describes the sheets, one of which is read.
func (b *workbook) list(read *sheet, seen []sight) []crm.Sheet {
	sheets := make([]crm.Sheet, len(b.sheets))
	for i := range b.sheets {
		sh := &b.sheets[i]
		sheets[i] = crm.Sheet{Name: sh.name, Hidden: sh.hidden, Read: sh == read, Damaged: seen[i].err != nil}
		if rows := seen[i].rows; len(rows) > 0 {
			at := headerAt(rows)
			sheets[i].Columns, sheets[i].Rows, sheets[i].More = filled(rows[at].cells), len(rows)-at-1, len(rows) == sheetSample
		}
	}
	return sheets
}
