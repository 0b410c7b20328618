package imports

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// oneSheet returns why no other sheet can be chosen, empty when one can.
func (s *Imports) oneSheet() string {
	switch len(s.review.info.Sheets) {
	case 0:
		return "the file is no workbook"
	case 1:
		return "the workbook has one sheet"
	}
	return ""
}

// chooseSheet offers the sheets of a workbook. A sheet is looked at as a file of
// its own: as one with its header was taken in last, or else by guess.
func (s *Imports) chooseSheet() tea.Cmd {
	r := &s.review
	options := make([]option, 0, len(r.info.Sheets))
	for _, sh := range r.info.Sheets {
		options = append(options, option{label: sh.Name, note: s.sheetWords(sh), mark: marked(sh.Read), run: func() tea.Cmd {
			r.remembered = false
			return s.preview(on(sh.Name), true)
		}})
	}
	return s.openChooser(&chooser{title: "The sheet that is read", options: options, hint: "each sheet is mapped by itself"})
}

// sheetWords says how large a sheet is: to the row of the one that is read, by
// their first rows of the others.
func (s *Imports) sheetWords(sh crm.Sheet) string {
	columns, rows := sh.Columns, plural(sh.Rows, "row", "rows")
	if sh.More {
		rows = "at least " + rows
	}
	if sh.Read {
		columns, rows = len(s.review.info.Columns), plural(s.review.info.Rows, "row", "rows")
	}
	words := rows + ", " + plural(columns, "column", "columns")
	switch {
	case sh.Damaged:
		words = "cannot be read"
	case columns == 0:
		words = "empty"
	}
	if sh.Hidden {
		words += ", hidden"
	}
	return words
}

// sheetPart names the sheet that is read, where there are several.
func sheetPart(sheets []crm.Sheet) string {
	i := slices.IndexFunc(sheets, func(sh crm.Sheet) bool { return sh.Read })
	if i < 0 || len(sheets) < 2 {
		return ""
	}
	return fmt.Sprintf("sheet %s, %d of %d", text.Truncate(sheets[i].Name, 31), i+1, len(sheets))
}
