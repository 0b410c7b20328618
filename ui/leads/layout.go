package leads

import tea "charm.land/bubbletea/v2"

// The screen has one column, two from twoColumns cells, three from
// threeColumns.
const (
	twoColumns   = 110
	threeColumns = 160
	gutter       = 2 // cells between two columns
	headRows     = 2 // lines above the list
)

// layout is the widths of the columns in cells; 0: not shown.
type layout struct {
	list, detail, timeline int
}

func arrange(w int, open bool) layout {
	switch {
	case w >= threeColumns:
		timeline := min(max(42, w*20/100), 52)
		detail := min(max(46, w*25/100), 66)
		return layout{w - timeline - detail - 2*gutter, detail, timeline}
	case w >= twoColumns:
		list := w * 58 / 100
		return layout{list, w - list - gutter, 0}
	case open:
		return layout{0, w, 0}
	}
	return layout{w, 0, 0}
}

// arrange gives every part its room, after a change of size or focus.
func (l *Leads) arrange() {
	l.layout = arrange(l.w, l.detail.focus != onList)
	if l.layout.timeline == 0 && l.detail.focus == onTimeline {
		l.detail.focus = onDetail
	}
	l.recolumn()
	if l.layout.list > 0 {
		l.list.Resize(l.layout.list, max(0, l.h-headRows))
	}
	l.list.Focus(l.detail.focus == onList)
	l.detail.stale()
}

// focusOn moves the keys to a column and opens or closes the detail over a
// narrow list.
func (l *Leads) focusOn(f focus) {
	l.detail.focus = f
	l.arrange()
}

// nextFocus goes to the next column that is shown.
func (l *Leads) nextFocus() {
	switch {
	case l.detail.focus == onList:
		l.focusOn(onDetail)
	case l.detail.focus == onDetail && l.layout.timeline > 0:
		l.focusOn(onTimeline)
	default:
		l.focusOn(onList)
	}
}

// wheel scrolls what is under the pointer.
func (l *Leads) wheel(m tea.MouseWheelMsg) tea.Cmd {
	switch l.under(m.X) {
	case onDetail:
		l.detail.scroll(wheelStep(m))
	case onTimeline:
		l.detail.scrollTimeline(wheelStep(m))
	default:
		if l.list.Wheel(m) {
			return l.moved()
		}
	}
	return nil
}

func wheelStep(m tea.MouseWheelMsg) int {
	const lines = 3
	switch m.Button {
	case tea.MouseWheelUp:
		return -lines
	case tea.MouseWheelDown:
		return lines
	}
	return 0
}

// click selects a row, sorts by a column, or gives the keys to a column of the
// screen.
func (l *Leads) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft || l.mode == sorting {
		return nil
	}
	f := l.under(m.X)
	if f != onList {
		l.focusOn(f)
		return nil
	}
	field, row := l.list.Click(m.X, m.Y-headRows)
	switch {
	case field != "":
		return l.sortBy(field)
	case row:
		if l.layout.detail > 0 {
			l.focusOn(onList)
		}
		return l.moved()
	}
	return nil
}

func (l *Leads) under(x int) focus {
	switch {
	case l.layout.list > 0 && x < l.layout.list:
		return onList
	case l.layout.timeline > 0 && x >= l.layout.list+gutter+l.layout.detail:
		return onTimeline
	}
	return onDetail
}
