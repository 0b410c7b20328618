package goals

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/widget"
)

// The plan stands beside the other parts from twoColumns cells on, from
// threeColumns progress and gap have a column each. Below that, and where lines
// are few, one part at a time is seen and tab changes it.
const (
	twoColumns   = 110
	threeColumns = 160
	tallEnough   = 30 // lines for all parts at once
	planWidth    = 62 // cells of the plan beside the others, about half at most
	gutter       = 2  // cells between two columns
	headRows     = 2  // lines above the first input
	dutyRows     = 6  // lines of the duties, with a blank one before them
	noteRows     = 3  // lines of the note below the list of versions
	edge         = 2  // cells at the left for the mark of the selected row
)

// pane is a part of the screen.
type pane uint8

const (
	planPane pane = iota
	progressPane
	gapPane
	dutyPane
	panes
)

// label names a part.
func (p pane) label() string { return [panes]string{"plan", "progress", "gap", "duties"}[p] }

// layout is where things stand, in cells and lines.
type layout struct {
	tabbed bool // one part at a time, beside the plan or in its place
	beside bool // the plan is always seen
	plan   int  // cells of the plan
	middle int  // cells of the progress
	right  int  // cells of the gap; 0: below the progress
	top    int  // lines above the duties
}

// arrange gives every part its room.
func (g *Goals) arrange() {
	l := layout{plan: g.w, middle: g.w, top: g.h, beside: g.w >= twoColumns}
	l.tabbed = !l.beside || g.h < tallEnough
	if l.beside {
		l.plan = min(planWidth, g.w/2+gutter)
		l.middle = g.w - l.plan - gutter
		if g.w >= threeColumns && !l.tabbed {
			l.right = (l.middle - gutter) / 2
			l.middle -= gutter + l.right
		}
	}
	if !l.tabbed {
		l.top = g.h - dutyRows
	}
	g.layout = l
	if l.beside && l.tabbed && g.pane == planPane {
		g.pane = progressPane
	}
	g.book.table.Resize(g.w, max(1, g.h-headRows-1-noteRows))
	g.book.fill(g.load.versions)
}

// planSeen reports whether the form is on the screen.
func (g *Goals) planSeen() bool {
	return !g.book.open && (g.layout.beside || g.pane == planPane)
}

// paneAfter returns the part that tab shows.
func (g *Goals) paneAfter() pane {
	next := (g.pane + 1) % panes
	if g.layout.beside && next == planPane {
		next = progressPane
	}
	return next
}

// View returns exactly as many lines and cells as Resize gave.
func (g *Goals) View() string {
	l := g.layout
	switch {
	case g.w <= 0 || g.h <= 0:
		return ""
	case !g.load.known && g.load.err != nil:
		return g.errorPage()
	case !g.load.known:
		return widget.Block(g.headline(g.w), g.w, g.h)
	case g.book.open:
		return g.historyView()
	case !l.beside && g.pane == planPane:
		return g.planView(g.w, g.h)
	case !l.beside:
		return widget.Block(g.headline(g.w)+"\n\n"+g.paneView(g.pane, g.w-edge, g.h-headRows), g.w, g.h)
	}
	plan := widget.Pane{Text: g.planView(l.plan, l.top), Width: l.plan}
	gap := widget.Pane{Width: gutter}
	if l.tabbed {
		return widget.Columns(g.h, plan, gap, widget.Pane{Text: g.paneView(g.pane, l.middle, g.h), Width: l.middle})
	}
	var top string
	if l.right > 0 {
		top = widget.Columns(l.top, plan, gap, widget.Pane{Text: g.progressView(l.middle, l.top), Width: l.middle},
			gap, widget.Pane{Text: g.gapAndValues(l.right, l.top), Width: l.right})
	} else {
		gapLines := min(g.gapRows()+1, l.top/2)
		text := g.progressView(l.middle, l.top-gapLines-1) + "\n\n" + g.gapView(l.middle, gapLines)
		top = widget.Columns(l.top, plan, gap, widget.Pane{Text: text, Width: l.middle})
	}
	return top + "\n" + widget.Block("\n"+indent(g.dutyView(g.w-edge, dutyRows-1)), g.w, g.h-l.top)
}

// paneView is one part in w cells and h lines.
func (g *Goals) paneView(p pane, w, h int) string {
	var view string
	switch p {
	case gapPane:
		view = g.gapAndValues(w, h)
	case dutyPane:
		view = g.dutyView(w, h)
	default:
		view = g.progressView(w, h)
	}
	if g.layout.beside {
		return view
	}
	return indent(view)
}

func indent(s string) string {
	return widget.Spaces(edge) + strings.ReplaceAll(s, "\n", "\n"+widget.Spaces(edge))
}

// rowAt returns the row of the form on a line of the screen.
func (g *Goals) rowAt(y int) (input, bool) {
	if i := y - headRows; i >= 0 && i < int(inputs) {
		return input(i), true
	}
	_, stepsAt := g.planLines(g.layout.plan, g.layout.top)
	k := y - stepsAt
	return inputs + input(max(0, k)), stepsAt >= 0 && k >= 0 && k < len(g.form.steps)
}

// click selects an input; a click on the one that is selected edits it.
func (g *Goals) click(m tea.MouseClickMsg) tea.Cmd {
	switch {
	case m.Button != tea.MouseLeft || g.form.editing || !g.load.known:
		return nil
	case g.book.open:
		g.book.table.Click(m.X, m.Y-headRows)
		g.book.fill(g.load.versions)
		return nil
	}
	i, ok := g.rowAt(m.Y)
	if !ok || !g.planSeen() || m.X >= g.layout.plan {
		return nil
	}
	if i == g.form.at {
		return g.begin(false)
	}
	g.move(int(i) - int(g.form.at))
	return nil
}

func (g *Goals) wheel(m tea.MouseWheelMsg) tea.Cmd {
	switch {
	case g.book.open:
		g.book.table.Wheel(m)
		g.book.fill(g.load.versions)
	case g.form.editing || !g.planSeen():
	case m.Button == tea.MouseWheelUp:
		g.move(-1)
	case m.Button == tea.MouseWheelDown:
		g.move(1)
	}
	return nil
}
