package funnel

import (
	tea "charm.land/bubbletea/v2"

	"smarketing/ui/widget"
)

// The breakdown stands beside the funnel from twoColumns cells; below that one
// part at a time stands under the funnel, and tab changes it.
const (
	twoColumns = 110
	gutter     = 2 // cells between two columns
	leastStep  = 7 // lines of the part below the stages
	leastSeen  = 6 // stages that are always seen at once
	chartRows  = 4 // lines in which a curve can be read
)

// layout is where things stand, in cells and lines.
type layout struct {
	stacked    bool // one column
	head       int  // lines above the stages
	left       int  // cells of the funnel
	right      int  // cells of the breakdown; 0: not beside the funnel
	seen       int  // stages that are seen at once
	perStage   int  // lines of a stage: with two, the second says where leads leave to
	said, step int  // lines of what is said of all, and of the selected step; with a blank line before each
}

// arrange gives every part its room, after a change of size, of the selected
// stage or of the answer.
func (f *Funnel) arrange() {
	l := layout{perStage: 1}
	if l.stacked = f.w < twoColumns; l.stacked {
		l.left = f.w
	} else {
		l.left = (f.w - gutter) * 2 / 3
		l.right = f.w - gutter - l.left
	}
	l.head = 1 + len(f.definition(l.left)) + 1 // the headline and the titles
	stages := max(1, len(f.load.report.Stages))
	l.said = min(len(f.said(l.left)), max(2, f.h/4))
	least := leastStep
	if l.stacked {
		l.said = min(l.said, 2)
	}
	room := f.h - l.head - (1 + l.said) - (1 + least) // for the stages
	l.seen = min(stages, max(min(leastSeen, stages), room))
	if room >= 2*stages {
		l.perStage = 2
	}
	l.step = max(0, f.h-l.head-l.seen*l.perStage-(1+l.said)-1)
	f.layout = l
	f.top = max(0, min(f.top, stages-l.seen))
	f.top = min(max(f.top, f.stage-l.seen+1), f.stage)
}

// stageAt returns the stage drawn on a line of the screen.
func (f *Funnel) stageAt(y int) (int, bool) {
	head := f.layout.head
	i := f.top + (y-head)/f.layout.perStage
	return i, y >= head && y < head+f.layout.seen*f.layout.perStage && i < len(f.load.report.Stages)
}

// click selects a stage; a click on the one that is selected opens its leads.
func (f *Funnel) click(m tea.MouseClickMsg) tea.Cmd {
	i, ok := f.stageAt(m.Y)
	if m.Button != tea.MouseLeft || m.X >= f.layout.left || !ok {
		return nil
	}
	if i == f.stage {
		return f.openLeads()
	}
	f.move(i)
	return nil
}

func (f *Funnel) wheel(m tea.MouseWheelMsg) tea.Cmd {
	switch m.Button {
	case tea.MouseWheelUp:
		f.move(f.stage - 1)
	case tea.MouseWheelDown:
		f.move(f.stage + 1)
	}
	return nil
}

// View returns exactly as many lines and cells as Resize gave.
func (f *Funnel) View() string {
	switch {
	case f.w <= 0 || f.h <= 0:
		return ""
	case !f.load.known && f.load.err != nil:
		return f.errorPage()
	case !f.load.known:
		return widget.Block(f.headline(f.w), f.w, f.h)
	case f.load.report.Leads == 0:
		return f.emptyPage()
	}
	l := f.layout
	left := f.leftView()
	if l.stacked {
		return widget.Block(left, f.w, f.h)
	}
	return widget.Columns(f.h, widget.Pane{Text: left, Width: l.left}, widget.Pane{Width: gutter},
		widget.Pane{Text: f.rightView(l.right, f.h), Width: l.right})
}
