package nurture

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/widget"
)

// The screen has one column, two from twoColumns cells, three from
// threeColumns.
const (
	twoColumns   = 110
	threeColumns = 160
	gutter       = 2 // cells between two columns
	headRows     = 2 // lines above the list
	inset        = 2 // cells at both edges of a text
	textLimit    = 92
)

// focus is the part of the screen that the moving keys go to.
type focus uint8

const (
	onList focus = iota
	onDetail
	onPanel
)

// layout is the widths of the columns in cells; 0: not shown.
type layout struct{ list, detail, panel int }

// arrange gives every part its room, after a change of size, of focus or of
// what is asked for.
func (n *Nurture) arrange() {
	n.panelOn = n.panelOn && n.w < threeColumns
	n.layout = n.columnsFor(n.w)
	if n.focus == onPanel && n.layout.panel == 0 {
		n.focus = onList
		n.layout = n.columnsFor(n.w)
	}
	n.list.Restyle(n.columns(), n.styles)
	if n.layout.list > 0 {
		n.list.Resize(n.layout.list, max(0, n.h-headRows))
	}
	n.list.Focus(n.focus == onList)
	n.detail.lines = nil
}

func (n *Nurture) columnsFor(w int) layout {
	switch {
	case w >= threeColumns:
		panel := min(max(38, w*20/100), 52)
		detail := min(max(44, w*23/100), 66)
		return layout{list: w - panel - detail - 2*gutter, detail: detail, panel: panel}
	case w >= twoColumns:
		list := w * 60 / 100
		if n.panelOn {
			return layout{list: list, panel: w - list - gutter}
		}
		return layout{list: list, detail: w - list - gutter}
	case n.panelOn:
		return layout{panel: w}
	case n.focus == onDetail:
		return layout{detail: w}
	}
	return layout{list: w}
}

// focusOn moves the keys to a part of the screen.
func (n *Nurture) focusOn(f focus) {
	n.focus = f
	n.arrange()
}

// nextPane goes to the next part that is shown; where there is one at a time,
// from the list to the lead and back.
func (n *Nurture) nextPane() tea.Cmd {
	if n.w < twoColumns && !n.panelOn {
		n.focusOn(onDetail - n.focus)
		return nil
	}
	there := [...]int{onList: n.layout.list, onDetail: n.layout.detail, onPanel: n.layout.panel}
	for range there {
		n.focus = (n.focus + 1) % focus(len(there))
		if there[n.focus] > 0 {
			break
		}
	}
	n.arrange()
	return nil
}

// togglePanel shows the recoveries, or what stood there before; where both are
// shown it moves the keys.
func (n *Nurture) togglePanel() tea.Cmd {
	if n.w >= threeColumns {
		to := onPanel
		if n.focus == onPanel {
			to = onList
		}
		n.focusOn(to)
		return nil
	}
	n.panelOn = !n.panelOn
	n.focus = onList
	if n.panelOn {
		n.focus = onPanel
	}
	n.arrange()
	return n.readPanel()
}

// under returns the part at a column of the screen.
func (n *Nurture) under(x int) focus {
	l := n.layout
	switch {
	case x < l.list:
		return onList
	case l.panel > 0 && x >= n.w-l.panel:
		return onPanel
	}
	return onDetail
}

// wheel scrolls what is under the pointer.
func (n *Nurture) wheel(m tea.MouseWheelMsg) tea.Cmd {
	step := 3
	switch m.Button {
	case tea.MouseWheelUp:
		step = -step
	case tea.MouseWheelDown:
	default:
		return nil
	}
	switch n.under(m.X) {
	case onDetail:
		n.detail.top += step
	case onPanel:
		n.panel.top += step
	default:
		n.list.Wheel(m)
		return n.moved()
	}
	return nil
}

// click selects a row or gives the keys to another part.
func (n *Nurture) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft {
		return nil
	}
	if f := n.under(m.X); f != onList {
		n.focusOn(f)
		return nil
	}
	if _, row := n.list.Click(m.X, m.Y-headRows); !row {
		return nil
	}
	n.focusOn(onList)
	return n.moved()
}

func textWidth(w int) int { return max(1, min(w-2*inset, textLimit)) }

// roll is how far a text is scrolled.
type roll struct{ top int }

// view returns the part of the lines that is seen in h of them: the mark of
// focus on the left edge, how much follows on the last line. Only here it is
// known how far the text goes.
func (r *roll) view(n *Nurture, lines []string, w int, focused bool) string {
	r.top = max(0, min(r.top, len(lines)-n.h))
	seen := lines[r.top:min(len(lines), r.top+n.h)]
	out := make([]string, len(seen))
	for i, line := range seen {
		edge := widget.Spaces(inset)
		if i == 0 && focused {
			edge = n.styles.Accent.Render("▌") + " "
		}
		out[i] = edge + line
	}
	if more := len(lines) - r.top - len(seen); more > 0 && len(out) > 0 {
		out[len(out)-1] = widget.Ends("", n.styles.Faint.Render(fmt.Sprintf("▾ %d more", more+1))+"  ", w)
	}
	return strings.Join(out, "\n")
}

// joined puts a blank line between the sections that have lines.
func joined(sections ...[]string) []string {
	var lines []string
	for _, section := range sections {
		if len(section) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, section...)
	}
	return lines
}
