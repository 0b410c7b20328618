package rubric

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// roster is one of the lists of leads that a draft touches.
type roster uint8

const (
	crossing roster = iota // become ready, or no longer are
	moving                 // largest moves
	best                   // the first after
	rosterCount
)

// panel is the cursor among the leads, and their names. Names of leads that
// were shown once stay while newer ones load.
type panel struct {
	list    roster
	chosen  bool // by a person; else crossing, when anybody crosses
	at, top int
	names   map[crm.LeadID]crm.Lead
	asked   map[crm.LeadID]bool // loaded, or found to be gone, since the last change
	loading bool
}

func (p *panel) move(by int) { p.at = max(0, p.at+by) }

// roster returns the list that is shown and its leads.
func (e *Editor) roster() (roster, []score.Mover) {
	i := &e.live.impact
	list := e.panel.list
	if !e.panel.chosen {
		list = crossing
		if len(i.Crossers) == 0 {
			list = moving
		}
		if len(i.Crossers)+len(i.Movers) == 0 {
			list = best
		}
	}
	return list, e.members(list)
}

func (e *Editor) members(list roster) []score.Mover {
	switch list {
	case crossing:
		return e.live.impact.Crossers
	case moving:
		return e.live.impact.Movers
	}
	return e.live.impact.Top
}

// moversView is the list in a column of its own; a short one leaves room for
// the next.
func (e *Editor) moversView(w, h int) string {
	if !e.live.known {
		return ""
	}
	lines := e.moverLines(w, h)
	const least = 4
	list, _ := e.roster()
	for list++; list < rosterCount && h-len(lines) > least; list++ {
		movers := e.members(list)
		lines = append(lines, "", " "+e.styles.Heading.Render(e.rosterName(list)))
		for i := range movers[:min(len(movers), h-len(lines))] {
			lines = append(lines, e.moverLine(&movers[i], false, w))
		}
	}
	return strings.Join(lines, "\n")
}

// moverLines returns the list with its heading in at most h lines.
func (e *Editor) moverLines(w, h int) []string {
	if h < 2 {
		return nil
	}
	list, movers := e.roster()
	lines := []string{e.rosterHeading(list, w)}
	if len(movers) == 0 {
		return append(lines, " "+e.styles.Faint.Render(text.Truncate(emptyRoster(list), w-2)))
	}
	p := &e.panel
	visible := h - 1
	p.at = min(p.at, len(movers)-1)
	p.top = max(0, min(p.top, p.at, len(movers)-visible))
	p.top = max(p.top, p.at-visible+1)
	for i := p.top; i < min(len(movers), p.top+visible); i++ {
		lines = append(lines, e.moverLine(&movers[i], e.focus == onPanel && i == p.at, w))
	}
	return lines
}

func emptyRoster(list roster) string {
	switch list {
	case crossing:
		return "nobody becomes ready, nobody stops being ready"
	case moving:
		return "no score changes"
	}
	return "there are no open leads"
}

// rosterHeading names the lists with the one that is shown first in bold.
func (e *Editor) rosterHeading(list roster, w int) string {
	st := e.styles
	line := " "
	for n := range rosterCount {
		style := st.Faint
		if n == list {
			style = st.Title.Underline(true)
		}
		line += style.Render(e.rosterName(n)) + "   "
	}
	if e.focus == onPanel {
		return widget.Ends(line, st.Key.Render("←/→")+" ", w)
	}
	return widget.Line(line, w)
}

func (e *Editor) rosterName(list roster) string {
	i := &e.live.impact
	switch list {
	case crossing:
		return "CROSSING " + count(i.In+i.Out)
	case moving:
		return "MOVERS " + count(i.Up+i.Down)
	}
	return "BEST AFTER"
}

// moverLine is one lead: grade and score before and after, and whether it
// becomes ready.
func (e *Editor) moverLine(m *score.Mover, selected bool, w int) string {
	st := e.styles
	b := brush{styles: st, band: selected, w: w}
	if selected {
		b.left(span{0, 1}, "▌", st.Accent)
	}
	grade := m.GradeAfter
	if m.GradeBefore != m.GradeAfter {
		grade = m.GradeBefore + "→" + m.GradeAfter
	}
	points := fmt.Sprint(crm.Points(m.After))
	if m.Before != m.After {
		points = fmt.Sprintf("%d → %d", crm.Points(m.Before), crm.Points(m.After))
	}
	const news, pointsRoom, gradeRoom = 9, 10, 6
	names := w - 2 - gradeRoom - pointsRoom - news - 1
	lead, known := e.panel.names[m.Lead]
	name, company := "#"+number(int64(m.Lead)), ""
	if known {
		name, company = lead.DisplayName(), lead.Company
	}
	x := 2
	if names >= 36 {
		b.left(span{x, names*55/100 - 1}, name, st.Text)
		b.left(span{x + names*55/100, names - names*55/100 - 1}, company, st.Muted)
	} else {
		b.left(span{x, names - 1}, name, st.Text)
	}
	x += names
	b.right(span{x, gradeRoom}, grade, st.Muted)
	style := st.Text
	switch {
	case m.After > m.Before:
		style = st.Good
	case m.After < m.Before:
		style = st.Bad
	}
	b.right(span{x + gradeRoom, pointsRoom}, points, style)
	switch {
	case m.ReadyAfter && !m.ReadyBefore:
		b.left(span{x + gradeRoom + pointsRoom + 1, news}, "▲ ready", st.Good)
	case m.ReadyBefore && !m.ReadyAfter:
		b.left(span{x + gradeRoom + pointsRoom + 1, news}, "▼ not", st.Bad)
	case m.ReadyAfter:
		b.left(span{x + gradeRoom + pointsRoom + 1, news}, "· ready", st.Faint)
	}
	return b.done()
}

// panelActions are what the keys do among the leads.
func (e *Editor) panelActions() []screen.Action {
	const group = "Moving"
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { e.panel.move(by); return e.name() }
	}
	nobody := ""
	if _, movers := e.roster(); len(movers) == 0 {
		nobody = "no lead is listed"
	}
	turn := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			list, _ := e.roster()
			e.panel.list = (list + roster(int(rosterCount)+by)) % rosterCount
			e.panel.chosen, e.panel.at, e.panel.top = true, 0, 0
			return e.name()
		}
	}
	return []screen.Action{
		{Binding: bind("enter", "open lead", "enter"), Title: "Open the lead", Why: nobody, Run: e.openLead},
		{Binding: bind("→/l", "next list", "right", "l"), Title: "Next list: crossing, movers, best", Run: turn(1)},
		{Binding: bind("←/h", "list before", "left", "h"), Title: "List before", Quiet: true, Run: turn(-1)},
		{Binding: bind("↓/j", "down", "down", "j"), Title: "Next lead", Group: group, Quiet: true, Run: move(1)},
		{Binding: bind("↑/k", "up", "up", "k"), Title: "Lead before", Group: group, Quiet: true, Run: move(-1)},
		{Binding: bind("pgdn", "page down", "pgdown", "ctrl+d", "ctrl+f", "space"), Title: "A page down", Group: group, Quiet: true, Run: move(10)},
		{Binding: bind("pgup", "page up", "pgup", "ctrl+u", "ctrl+b"), Title: "A page up", Group: group, Quiet: true, Run: move(-10)},
		{Binding: bind("esc", "grid", "esc"), Title: "Go back to the grid", Run: func() tea.Cmd { e.focusOn(onGrid); return nil }},
	}
}

func (e *Editor) openLead() tea.Cmd {
	_, movers := e.roster()
	if e.panel.at >= len(movers) {
		return nil
	}
	id := movers[e.panel.at].Lead
	return func() tea.Msg { return screen.OpenMsg{Screen: leadsTitle, Lead: id} }
}

// clickPanel gives the keys to the figures.
func (e *Editor) clickPanel(tea.MouseClickMsg) tea.Cmd {
	if e.layout.grid > 0 && !e.typed.on {
		e.focusOn(onPanel)
	}
	return nil
}
