package widget

import (
	"charm.land/lipgloss/v2"

	"smarketing/ui/theme"
)

// Cell is what one column shows of one row.
type Cell struct {
	Text  string // foreign text is cleaned and cut when it is shown
	Style lipgloss.Style
}

// Column is one column of a table.
type Column[R any] struct {
	Title string
	Field string // what Order calls this column; empty: it is no order
	Width int    // cells; with Flex, the least
	Flex  int    // share of the room that is left; 0: always Width
	Limit int    // with Flex, the most cells; 0: no limit
	Right bool   // numbers stand at the right edge
	Tight bool   // one space to the column on the left instead of two
	Drop  int    // the highest go first when the room is narrow; 0: never
	Cell  func(R) Cell
}

// Table shows a window of a list that may be far longer than memory should
// hold. It asks for rows by Wants and gets them by Put, so that whoever owns it
// loads them in commands; old rows stay in view until new ones come.
type Table[R any] struct {
	columns []Column[R]
	same    func(a, b R) bool
	styles  theme.Styles

	w, h    int
	cursor  int // index of the selected row
	top     int // index of the first visible row
	rows    rows[R]
	anchor  *R // the row to stay on, until it is found in new rows
	order   string
	asc     bool
	blurred bool
	shown   []slot // the columns that fit, recomputed when width or columns change
}

// NewTable returns an empty table. Same reports whether two rows are the same
// thing, perhaps at different times: the cursor stays with it.
func NewTable[R any](columns []Column[R], same func(a, b R) bool, styles theme.Styles) *Table[R] {
	t := &Table[R]{same: same}
	t.rows.renew(true)
	t.Restyle(columns, styles)
	return t
}

// Restyle replaces the columns and styles.
func (t *Table[R]) Restyle(columns []Column[R], styles theme.Styles) {
	t.columns, t.styles = columns, styles
	t.shown = t.fit(t.w)
}

// Resize sets the room in cells, the header included.
func (t *Table[R]) Resize(w, h int) {
	t.w, t.h = w, h
	t.shown = t.fit(w)
	t.follow()
}

// Order names the field of the column that carries the arrow.
func (t *Table[R]) Order(field string, asc bool) { t.order, t.asc = field, asc }

// Focus says whether the keys go to the table: the mark of the selected row is
// quieter when they do not.
func (t *Table[R]) Focus(on bool) { t.blurred = !on }

// Reset forgets what the list was about and goes to its first row. The old
// rows stay in view until the first new ones come.
func (t *Table[R]) Reset() {
	t.rows.renew(true)
	t.cursor, t.top, t.anchor = 0, 0, nil
}

// Refresh asks for everything anew and stays on the selected row, wherever it
// goes.
func (t *Table[R]) Refresh() {
	if r, ok := t.Selected(); ok {
		t.anchor = &r
	}
	t.rows.renew(false)
}

// Wants returns the rows to be loaded now, each run once. Before the first
// Resize these are the first ones.
func (t *Table[R]) Wants() []Want { return t.rows.wants(t.top, max(1, t.body())) }

// Put takes the rows of a want and the length of the whole list, and reports
// whether they were still wanted.
func (t *Table[R]) Put(w Want, rows []R, total int) bool {
	if !t.rows.put(w, rows, total) {
		return false
	}
	if t.anchor != nil {
		row := *t.anchor
		if i, ok := t.rows.find(func(r R) bool { return t.same(r, row) }); ok {
			t.top += i - t.cursor // the eye keeps its place
			t.Select(i)
		}
	}
	t.clamp()
	return true
}

// Fail notes that a want could not be met and reports whether it was still
// wanted. It is not asked again before the next Reset or Refresh.
func (t *Table[R]) Fail(w Want) bool { return t.rows.fail(w) }

// Stay makes the cursor go to the row same as r as soon as it is loaded.
func (t *Table[R]) Stay(r R) { t.anchor = &r }

// Lost returns the row the cursor should stay on when all rows that were asked
// for have come without it. It is returned once.
func (t *Table[R]) Lost() (R, bool) {
	var none R
	if t.anchor == nil || !t.rows.answered || t.rows.pending > 0 {
		return none, false
	}
	row := *t.anchor
	t.anchor = nil
	return row, true
}

// Loading reports whether the newest question has no answer at all yet.
func (t *Table[R]) Loading() bool { return !t.rows.answered }

// Known reports whether any rows, or the news that there are none, ever came.
func (t *Table[R]) Known() bool { return t.rows.known }

// Total returns how many rows the list has, as the newest answer says.
func (t *Table[R]) Total() int { return t.rows.total }

// Index returns the index of the selected row.
func (t *Table[R]) Index() int { return t.cursor }

// Selected returns the selected row, and false when it is not loaded.
func (t *Table[R]) Selected() (R, bool) { return t.rows.at(t.cursor) }

// Row returns row i, and false when it is not loaded.
func (t *Table[R]) Row(i int) (R, bool) { return t.rows.at(i) }

// Generation returns the generation that answers must have to be taken.
func (t *Table[R]) Generation() int { return t.rows.generation }
