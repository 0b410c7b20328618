package widget

import (
	"math"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/text"
	"smarketing/ui/theme"
)

// Histogram draws distributions over the whole numbers from 0, one below the
// other on one scale, with a line at a limit.
type Histogram struct {
	Series []Series
	Limit  int  // the number at which the line stands; negative: no line
	Rows   int  // lines of each series, at least 1
	Apart  bool // a blank line stands between two series, so that tall columns do not grow into the next
}

// Series is one distribution: how many fall on 0, 1, 2...
type Series struct {
	Label  string
	Counts []int
	Style  lipgloss.Style // of the columns below the limit
}

// Height returns the lines of the view: an axis, the series and what is between
// them.
func (h Histogram) Height() int {
	between := 0
	if h.Apart {
		between = max(0, len(h.Series)-1)
	}
	return 1 + len(h.Series)*max(1, h.Rows) + between
}

// columns says which numbers stand in which cell: all cells take as many, but
// the first, which is shorter when the limit would not fall between two cells
// otherwise, and the last.
type columns struct {
	bins   int // numbers in all
	each   int // numbers per cell
	repeat int // cells per number, when there is room for more than one
	first  int // numbers in the first cell
	cells  int
	line   int // the cell before which the line stands; -1: none
	label  int // cells of the labels on the left, with the gap
}

func (h Histogram) columns(w int) columns {
	c := columns{each: 1, repeat: 1, line: -1}
	for _, s := range h.Series {
		c.bins = max(c.bins, len(s.Counts))
		if label := text.Width(text.Clean(s.Label)); label > 0 {
			c.label = max(c.label, label+2)
		}
	}
	room := w - c.label
	lined := h.Limit >= 0 && h.Limit < c.bins
	if lined {
		room--
	}
	if c.bins == 0 || room < 1 {
		return c
	}
	c.repeat = max(1, room/c.bins)
	for c.each = 1; ; c.each++ {
		c.first = c.each
		if lined && h.Limit%c.each > 0 {
			c.first = h.Limit % c.each
		}
		c.cells = c.repeat * (1 + (c.bins-c.first+c.each-1)/c.each)
		if c.cells <= room || c.each > c.bins {
			break
		}
	}
	if lined {
		c.line = c.cellOf(h.Limit)
	}
	return c
}

// cellOf returns the first cell of a number.
func (c columns) cellOf(n int) int {
	if n < c.first {
		return 0
	}
	return c.repeat * (1 + (n-c.first)/c.each)
}

// heights returns the mean count per number in each cell.
func (c columns) heights(counts []int) []float64 {
	out := make([]float64, c.cells)
	from := 0
	for i := 0; i < c.cells; i += c.repeat {
		to := from + c.each
		if i == 0 {
			to = c.first
		}
		sum := 0
		for _, n := range counts[min(from, len(counts)):min(to, len(counts))] {
			sum += n
		}
		for k := range c.repeat {
			out[i+k] = float64(sum) / float64(max(1, min(to, c.bins)-from))
		}
		from = to
	}
	return out
}

// View returns Height lines of exactly w cells. A cell with anything in it
// shows at least the thinnest step. A column that would flatten all others is
// cut and ends in an arrow.
func (h Histogram) View(st theme.Styles, w int) string {
	c := h.columns(w)
	all := make([][]float64, len(h.Series))
	for i, s := range h.Series {
		all[i] = c.heights(s.Counts)
	}
	top := scaleOf(all)
	lines := make([]string, 0, h.Height())
	lines = append(lines, h.axis(st, c, w))
	rows := max(1, h.Rows)
	for i, s := range h.Series {
		if i > 0 && h.Apart {
			lines = append(lines, Spaces(w))
		}
		for row := rows - 1; row >= 0; row-- {
			label := ""
			if row == 0 {
				label = s.Label
			}
			line := st.Muted.Render(text.Fit(label, c.label)) + h.row(st, c, s.Style, all[i], row, rows, top)
			lines = append(lines, Line(line, w))
		}
	}
	return strings.Join(lines, "\n")
}

// row draws one line of a series; row 0 is the lowest.
func (h Histogram) row(st theme.Styles, c columns, style lipgloss.Style, heights []float64, row, rows int, top float64) string {
	var below, above strings.Builder
	for i, v := range heights {
		out := &below
		if c.line >= 0 && i >= c.line {
			out = &above
		}
		out.WriteString(step(v, row, rows, top))
	}
	if c.line < 0 {
		return style.Render(below.String())
	}
	return style.Render(below.String()) + st.Watch.Render("│") + st.Good.Render(above.String())
}

// step returns what one line shows of a column of that height.
func step(v float64, row, rows int, top float64) string {
	if v <= 0 || top <= 0 {
		return " "
	}
	if v > top && row == rows-1 {
		return "▲"
	}
	eighths := max(1, int(math.Round(min(v/top, 1)*float64(8*rows)))) - 8*row
	if eighths <= 0 {
		return " "
	}
	return levels[min(eighths, 8)-1]
}

// scaleOf returns the height of a full column: the highest of all, unless it
// stands so far above the next one that nothing else would be seen.
func scaleOf(series [][]float64) float64 {
	const outstanding, headroom = 4, 1.25
	top := 0.0
	for _, heights := range series {
		for _, v := range heights {
			top = max(top, v)
		}
	}
	// The same column stands out in every series, so the next one is looked
	// for among those that are lower in all.
	next := 0.0
	for _, heights := range series {
		for i, v := range heights {
			if highest(series, i) < top/outstanding {
				next = max(next, v)
			}
		}
	}
	for _, heights := range series {
		for i := range heights {
			if high := highest(series, i); high >= top/outstanding && high < top {
				return top // several columns are high: it is the shape of it
			}
		}
	}
	if next == 0 {
		return top
	}
	return next * headroom
}

func highest(series [][]float64, cell int) float64 {
	high := 0.0
	for _, heights := range series {
		high = max(high, heights[cell])
	}
	return high
}

// axis names numbers above the columns, the limit among them.
func (h Histogram) axis(st theme.Styles, c columns, w int) string {
	room := max(0, w-c.label)
	marks := []rune(strings.Repeat(" ", room))
	put := func(n, x int) bool {
		digits := []rune(strconv.Itoa(n))
		x = max(0, min(x, room-len(digits)))
		for i := max(0, x-1); i < min(room, x+len(digits)+1); i++ {
			if marks[i] != ' ' {
				return false
			}
		}
		copy(marks[x:], digits)
		return len(digits) <= room
	}
	limitAt, limitTo := -1, -1
	if c.line >= 0 && put(h.Limit, c.line) {
		limitAt = max(0, min(c.line, room-len(strconv.Itoa(h.Limit))))
		limitTo = limitAt + len(strconv.Itoa(h.Limit))
	}
	for n, every := 0, c.every(); n < c.bins && every > 0; n += every {
		x := c.cellOf(n)
		if c.line >= 0 && x >= c.line {
			x++
		}
		if x < room {
			put(n, x)
		}
	}
	edge := Spaces(min(c.label, w))
	if limitAt < 0 {
		return Line(edge+st.Faint.Render(string(marks)), w)
	}
	return Line(edge+st.Faint.Render(string(marks[:limitAt]))+st.Watch.Render(string(marks[limitAt:limitTo]))+
		st.Faint.Render(string(marks[limitTo:])), w)
}

// every returns the distance of two numbers on the axis: a round one that
// leaves room to read them.
func (c columns) every() int {
	const apart = 6 // cells
	if c.cells == 0 {
		return 0
	}
	for _, n := range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000} {
		if n*c.cells >= apart*c.bins {
			return n
		}
	}
	return c.bins
}
