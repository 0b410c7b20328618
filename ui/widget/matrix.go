package widget

import (
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"smarketing/internal/text"
	"smarketing/ui/theme"
)

// Matrix draws counts by two things, and how they have changed.
type Matrix struct {
	Rows, Columns []string
	Counts        [][]int // by row, then column
	Before        [][]int // what they were; nil: nothing has changed
}

// Height returns the lines of the view: the names of the columns and the rows.
func (m Matrix) Height() int { return 1 + len(m.Rows) }

// View returns Height lines of exactly w cells: each count on a ground that is
// the stronger the larger it is, with an arrow when it has changed, and by how
// much when there is room for it.
func (m Matrix) View(st theme.Styles, w int) string {
	label := 0
	for _, name := range m.Rows {
		label = max(label, text.Width(text.Clean(name)))
	}
	digits, change, top := m.widths()
	each := (w - label - 1) / max(1, len(m.Columns))
	told := each >= digits+change+4 // with the arrow and the space around it
	if !told {
		change = 0
	}
	each = min(each, digits+change+4)
	lines := []string{m.head(st, label, each, digits)}
	for i, name := range m.Rows {
		var b strings.Builder
		b.WriteString(st.Muted.Render(text.Fit(name, label)) + " ")
		for j := range m.Columns {
			n := m.Counts[i][j]
			heat := st.Heat[heatOf(n, top)]
			count := text.FitRight(humanize.Comma(int64(n)), min(digits+1, each))
			b.WriteString(heat.Render(count) + heat.Render(text.Fit(m.mark(i, j, told), max(0, each-1-text.Width(count)))) + " ")
		}
		lines = append(lines, Line(b.String(), w))
	}
	lines[0] = Line(lines[0], w)
	return strings.Join(lines, "\n")
}

// head names the columns, each above the digits of its counts.
func (m Matrix) head(st theme.Styles, label, each, digits int) string {
	var b strings.Builder
	b.WriteString(Spaces(label + 1))
	for _, name := range m.Columns {
		b.WriteString(st.Muted.Render(text.Fit(text.FitRight(name, min(digits+1, each)), each)))
	}
	return b.String()
}

// widths returns the cells of the largest count, those of the largest change
// behind its arrow, and the largest count.
func (m Matrix) widths() (digits, change, top int) {
	for i := range m.Counts {
		for j, n := range m.Counts[i] {
			top = max(top, n)
			digits = max(digits, len(humanize.Comma(int64(n))))
			if m.Before != nil {
				change = max(change, len(strconv.Itoa(max(n-m.Before[i][j], m.Before[i][j]-n))))
			}
		}
	}
	return digits, change, top
}

// mark tells how a count has changed.
func (m Matrix) mark(i, j int, told bool) string {
	if m.Before == nil {
		return ""
	}
	by, mark := m.Counts[i][j]-m.Before[i][j], ""
	switch {
	case by > 0:
		mark = " ▲"
	case by < 0:
		mark, by = " ▼", -by
	default:
		return ""
	}
	if told {
		mark += strconv.Itoa(by)
	}
	return mark
}

// heatOf returns the step of the heat scale for a share of the largest count;
// what is more than nothing is seen.
func heatOf(n, top int) int {
	if n <= 0 || top <= 0 {
		return 0
	}
	return min(theme.HeatSteps-1, 1+n*(theme.HeatSteps-1)/(top+1))
}
