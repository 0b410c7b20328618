package versions

import tea "charm.land/bubbletea/v2"

// The list stands above what the selected rubric does, beside it from
// twoColumns cells, and from threeColumns the figures have their own column.
const (
	twoColumns   = 110
	threeColumns = 160
	gutter       = 2 // cells between two columns
	headRows     = 2 // lines above the list
	leastList    = 4 // rows that a list above its detail has at least
)

// layout is the widths of the columns in cells; 0: not shown.
type layout struct {
	stacked               bool // one column, the list on top
	list, detail, figures int
	listRows              int // lines of the list with its heading
}

// arrange gives every part its room, after a change of size, of focus or of
// what is listed.
func (v *Versions) arrange() {
	l := layout{listRows: v.h}
	switch {
	case v.w >= threeColumns:
		l.list = v.w * 40 / 100
		l.detail = (v.w - l.list - 2*gutter) * 42 / 100
		l.figures = v.w - l.list - l.detail - 2*gutter
	case v.w >= twoColumns:
		l.list = v.w * 48 / 100
		l.detail = v.w - l.list - gutter
	default:
		l.stacked, l.list, l.detail = true, v.w, v.w
		rows := max(leastList, min(v.list.Total(), v.h*2/5-headRows-1))
		l.listRows = min(v.h, headRows+1+rows)
	}
	v.layout = l
	v.list.Resize(l.list, max(0, l.listRows-headRows))
	v.list.Focus(v.focus == onList)
	v.fill()
}

// focusOn moves the keys to a part of the screen.
func (v *Versions) focusOn(f focus) {
	v.focus = f
	v.arrange()
}

// wheel scrolls what is under the pointer.
func (v *Versions) wheel(m tea.MouseWheelMsg) tea.Cmd {
	step := 3
	if m.Button == tea.MouseWheelUp {
		step = -step
	}
	switch l := v.layout; {
	case l.stacked && (v.focus == onDetail || m.Y > l.listRows), !l.stacked && m.X >= l.list && (l.figures == 0 || m.X < l.list+gutter+l.detail):
		v.detail.top += step
	case !l.stacked && m.X >= l.list:
		v.figures.top += step
	default:
		v.list.Wheel(m)
		return v.moved()
	}
	return nil
}

// click selects a row or gives the keys to the other part.
func (v *Versions) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft {
		return nil
	}
	l := v.layout
	if l.stacked && v.focus == onDetail || l.stacked && m.Y >= l.listRows || m.X >= l.list {
		v.focusOn(onDetail)
		return nil
	}
	if _, row := v.list.Click(m.X, m.Y-headRows); row {
		v.focusOn(onList)
		return v.moved()
	}
	return nil
}

// moved is what follows every movement of the cursor.
func (v *Versions) moved() tea.Cmd {
	v.fill()
	v.detail.top, v.figures.top = 0, 0
	return v.look()
}
