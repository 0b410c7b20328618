package report

import (
	"io"
	"strings"

	"smarketing/internal/text"
)

// column is a column of a text table.
type column struct {
	title string
	width int  // cells; 0: as wide as its widest cell, or open at the end of a stream
	right bool // numbers stand at the right
}

const gap = "  "

// table writes a short list as aligned columns under their titles. A cell is
// never cut; widths are measured in terminal cells.
func table(w io.Writer, columns []column, rows [][]string) error {
	titles := make([]string, len(columns))
	for i := range columns {
		titles[i] = columns[i].title
	}
	return lines(w, columns, append([][]string{titles}, rows...))
}

// lines writes rows as aligned columns without titles.
func lines(w io.Writer, columns []column, rows [][]string) error {
	columns = append([]column(nil), columns...)
	for i := range columns {
		for _, row := range rows {
			columns[i].width = max(columns[i].width, text.Width(text.Clean(row[i])))
		}
	}
	for _, row := range rows {
		if _, err := io.WriteString(w, tableLine(columns, row)); err != nil {
			return err
		}
	}
	return nil
}

// tableLine returns one line of a table: every cell cleaned and fitted to its
// column, the last one, when it is open, as long as it is.
func tableLine(columns []column, row []string) string {
	var b strings.Builder
	for i, c := range columns {
		if i > 0 {
			b.WriteString(gap)
		}
		switch {
		case c.width == 0:
			b.WriteString(text.Clean(row[i]))
		case c.right:
			b.WriteString(text.FitRight(row[i], c.width))
		default:
			b.WriteString(text.Fit(row[i], c.width))
		}
	}
	return strings.TrimRight(b.String(), " ") + "\n"
}
