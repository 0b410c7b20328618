package widget

import (
	"cmp"
	"slices"
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/theme"
)

// The edges of a row: the mark of the selected row on the left, the position
// on the right.
const (
	leftEdge  = 2
	rightEdge = 2
)

// slot is a column that is shown, where and how wide.
type slot struct {
	column int
	x, w   int
}

// fit chooses the columns for a width of w cells and shares the room.
func (t *Table[R]) fit(w int) []slot {
	room := w - leftEdge - rightEdge
	keep := make([]bool, len(t.columns))
	for i := range keep {
		keep[i] = true
	}
	for t.least(keep) > room {
		worst := -1
		for i, c := range t.columns {
			if keep[i] && c.Drop > 0 && (worst < 0 || c.Drop >= t.columns[worst].Drop) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		keep[worst] = false
	}
	t.readmit(keep, room)
	var shown []slot
	for i, c := range t.columns {
		if keep[i] {
			shown = append(shown, slot{column: i, w: c.Width})
		}
	}
	t.share(shown, room-t.least(keep))
	x := leftEdge
	for i := range shown {
		if i > 0 {
			x += t.gap(shown[i])
		}
		shown[i].x = x
		shown[i].w = max(0, min(shown[i].w, w-rightEdge-x))
		x += shown[i].w
	}
	return shown
}

// readmit takes back narrow columns that went before a wide one made room, the
// most important first.
func (t *Table[R]) readmit(keep []bool, room int) {
	byDrop := make([]int, len(t.columns))
	for i := range byDrop {
		byDrop[i] = i
	}
	slices.SortStableFunc(byDrop, func(a, b int) int { return cmp.Compare(t.columns[a].Drop, t.columns[b].Drop) })
	for _, i := range byDrop {
		if !keep[i] {
			keep[i] = true
			keep[i] = t.least(keep) <= room
		}
	}
}

// least returns the cells that the kept columns need, gaps included.
func (t *Table[R]) least(keep []bool) int {
	sum, first := 0, true
	for i, c := range t.columns {
		if !keep[i] {
			continue
		}
		if !first {
			sum += t.gap(slot{column: i})
		}
		first = false
		sum += c.Width
	}
	return sum
}

// share gives the spare cells to the flexible columns, by weight, one at a
// time so that the sum is exact; what nobody may take stays empty.
func (t *Table[R]) share(shown []slot, spare int) {
	given := make([]int, len(shown))
	for ; spare > 0; spare-- {
		next := -1
		for i, s := range shown {
			c := t.columns[s.column]
			if c.Flex == 0 || c.Limit > 0 && s.w >= c.Limit {
				continue
			}
			if next < 0 || given[i]*t.columns[shown[next].column].Flex < given[next]*c.Flex {
				next = i
			}
		}
		if next < 0 {
			return
		}
		given[next]++
		shown[next].w++
	}
}

func (t *Table[R]) gap(s slot) int {
	if t.columns[s.column].Tight {
		return 1
	}
	return 2
}

// columnAt returns the field of the column whose header is at x.
func (t *Table[R]) columnAt(x int) string {
	for _, s := range t.shown {
		if x >= s.x && x < s.x+s.w {
			return t.columns[s.column].Field
		}
	}
	return ""
}

// View returns the header and the visible rows: exactly as many lines and cells
// as Resize gave.
func (t *Table[R]) View() string {
	if t.w <= 0 || t.h <= 0 {
		return ""
	}
	lines := make([]string, 0, t.h)
	lines = append(lines, t.header())
	from, to := t.thumb()
	for y := range t.body() {
		lines = append(lines, t.line(t.top+y, y >= from && y < to))
	}
	return strings.Join(lines, "\n")
}

func (t *Table[R]) header() string {
	l := &line{styles: t.styles, w: t.w}
	for _, s := range t.shown {
		c := t.columns[s.column]
		style, title := t.styles.Muted, c.Title
		if c.Field != "" && c.Field == t.order {
			style, title = t.styles.Text.Bold(true), arrowed(c.Title, s.w, t.asc)
		}
		l.put(s.x, s.w, c.Right, Cell{title, style})
	}
	return l.done()
}

// arrowed returns the title with the arrow of its order, in at most w cells.
func arrowed(title string, w int, asc bool) string {
	arrow := "▼"
	if asc {
		arrow = "▲"
	}
	if text.Width(title)+2 <= w {
		return title + " " + arrow
	}
	return text.Truncate(title, w-1) + arrow
}

// line returns row i, blank when there is none and a faint mark while it loads.
func (t *Table[R]) line(i int, thumb bool) string {
	selected := i == t.cursor && t.rows.total > 0
	l := &line{styles: t.styles, band: selected, w: t.w}
	if selected {
		mark := t.styles.Accent
		if t.blurred {
			mark = t.styles.Faint
		}
		l.put(0, 1, false, Cell{"▌", mark})
	}
	if row, ok := t.rows.at(i); ok {
		for _, s := range t.shown {
			c := t.columns[s.column]
			cell := c.Cell(row)
			if cell.Text != "" {
				l.put(s.x, s.w, c.Right, cell)
			}
		}
	} else if i < t.rows.total {
		l.put(leftEdge, 1, false, Cell{"…", t.styles.Faint})
	}
	if thumb {
		l.put(t.w-1, 1, false, Cell{"┃", t.styles.Faint})
	}
	return l.done()
}

// thumb returns the lines of the body that carry the position mark; none when
// everything is visible.
func (t *Table[R]) thumb() (from, to int) {
	body, total := t.body(), t.rows.total
	if body <= 0 || total <= body {
		return 0, 0
	}
	size := max(1, body*body/total)
	from = (body - size) * t.top / (total - body)
	return from, from + size
}

// line joins styled cells to one line of exactly w cells. Equal neighbours are
// not merged: a row has about ten cells.
type line struct {
	b      strings.Builder
	styles theme.Styles
	band   bool // the line is the selected row
	x, w   int
}

// put writes the cell at x in exactly w cells. Cells come from left to right.
func (l *line) put(x, w int, right bool, c Cell) {
	w = min(w, l.w-x)
	if w <= 0 || x < l.x {
		return
	}
	l.space(x - l.x)
	fitted := text.Fit(c.Text, w)
	if right {
		fitted = text.FitRight(c.Text, w)
	}
	style := c.Style
	if l.band {
		style = l.styles.On(style)
	}
	l.b.WriteString(style.Render(fitted))
	l.x = x + w
}

func (l *line) space(n int) {
	if n <= 0 {
		return
	}
	blank := strings.Repeat(" ", n)
	if l.band {
		blank = l.styles.Select.Render(blank)
	}
	l.b.WriteString(blank)
	l.x += n
}

func (l *line) done() string {
	l.space(l.w - l.x)
	return l.b.String()
}
