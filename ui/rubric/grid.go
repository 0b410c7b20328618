package rubric

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
)

// gridView returns the left column: heading, grid, a note about the selected
// line, and without a panel the figures.
func (e *Editor) gridView() string {
	w := e.layout.grid
	lines := e.heading(w)
	cols := e.columns(w)
	lines = append(lines, e.titles(cols, w))
	visible := e.gridLines()
	for i := e.top; i < min(len(e.rows), e.top+visible); i++ {
		lines = append(lines, e.line(i, cols, w))
	}
	for len(lines) < e.headLines()+visible {
		lines = append(lines, "")
	}
	lines = append(lines, e.notes(w, e.noteLines())...)
	if e.layout.panel == 0 {
		lines = append(lines, e.strip(w)...)
	}
	return strings.Join(lines, "\n")
}

func (e *Editor) titles(c columns, w int) string {
	b := brush{styles: e.styles, w: w}
	title := func(at span, s string) { b.right(at, s, e.styles.Faint) }
	b.left(c.label, e.position(), e.styles.Faint)
	title(span{c.points.x, c.points.w - arrowRoom}, "points")
	title(c.times, "times")
	title(c.decay, "½-life")
	title(c.leads, "leads")
	title(c.mean, "mean")
	return b.done()
}

// position says which lines of a long grid are visible.
func (e *Editor) position() string {
	if len(e.rows) <= e.gridLines() {
		return ""
	}
	above, below := e.top, len(e.rows)-e.top-e.gridLines()
	var parts []string
	if above > 0 {
		parts = append(parts, fmt.Sprintf("▴ %d", above))
	}
	if below > 0 {
		parts = append(parts, fmt.Sprintf("▾ %d more", below))
	}
	return strings.Join(parts, "  ")
}

// line draws line i of the grid.
func (e *Editor) line(i int, c columns, w int) string {
	at := e.rows[i]
	selected := i == e.at
	b := brush{styles: e.styles, band: selected, w: w}
	if selected {
		mark := e.styles.Accent
		if e.focus != onGrid {
			mark = e.styles.Faint
		}
		b.left(span{0, 1}, "▌", mark)
	}
	switch at.kind {
	case axisRow:
		e.axisLine(&b, at, c, selected)
	case groupRow:
		e.groupLine(&b, at, c, selected)
	default:
		e.criterionLine(&b, at, c, selected)
	}
	return b.done()
}

func (e *Editor) axisLine(b *brush, at row, c columns, selected bool) {
	name := "FIT"
	if at.axis == rubric.Engagement {
		name = "ENGAGEMENT"
	}
	b.left(span{markWidth, c.label.x + c.label.w - markWidth}, name, e.styles.Heading)
	e.cellView(b, at, pointsCell, c, selected, e.styles.Muted)
	e.rest(b, c, selected, nil)
}

func (e *Editor) groupLine(b *brush, at row, c columns, selected bool) {
	g := at.groupOf(e.rubric())
	b.left(span{markWidth, signWidth}, e.groupSign(g), e.styles.Accent)
	var tags []tag
	if c.decay.w == 0 && g.HalfLife > 0 {
		tags = append(tags, tag{fmt.Sprintf(" · half-life %d d", g.HalfLife), e.styles.Muted})
	}
	e.label(b, span{c.label.x - 1, c.label.w + 1}, g.Name, tags, e.styles.Title)
	e.cellView(b, at, pointsCell, c, selected, e.styles.Muted)
	if at.axis == rubric.Engagement {
		e.cellView(b, at, decayCell, c, selected, e.styles.Muted)
	}
	e.rest(b, c, selected, func() {
		if len(g.Criteria) == 0 {
			b.right(span{c.leads.x, c.leads.w + c.mean.w}, "! empty", e.styles.Watch)
		}
	})
}

func (e *Editor) criterionLine(b *brush, at row, c columns, selected bool) {
	criterion := at.criterionOf(e.rubric())
	ink := e.styles.Text
	if criterion.Off {
		ink = e.styles.Faint
	}
	b.left(span{markWidth, signWidth}, e.sign(at), e.styles.Accent)
	e.label(b, c.label, criterion.Label, e.tags(criterion, c), ink)
	for _, k := range at.cellsOf(e.rubric()) {
		e.cellView(b, at, k, c, selected, ink)
	}
	e.rest(b, c, selected, func() {
		if criterion.Off {
			b.right(c.leads, "off", e.styles.Faint)
			return
		}
		if effect, ok := e.live.criterion(criterion.ID); ok {
			b.right(c.leads, count(effect.Leads), e.styles.Muted)
			b.right(c.mean, meanText(effect), e.styles.Muted)
		}
	})
}

// tag is a word behind a name.
type tag struct {
	text  string
	style lipgloss.Style
}

// tags are what a criterion is besides its points: what has no column of its
// own where the room is narrow.
func (e *Editor) tags(c *rubric.Criterion, cols columns) []tag {
	var tags []tag
	if cols.times.w == 0 && c.Times > 1 {
		tags = append(tags, tag{fmt.Sprintf(" ×%d", c.Times), e.styles.Muted})
	}
	if cols.decay.w == 0 && c.HalfLife > 0 {
		tags = append(tags, tag{fmt.Sprintf(" %d d", c.HalfLife), e.styles.Muted})
	}
	if c.Instant {
		tags = append(tags, tag{" instant", e.styles.Accent})
	}
	return tags
}

// label draws a name and its tags; when both do not fit the name is cut.
func (e *Editor) label(b *brush, at span, name string, tags []tag, ink lipgloss.Style) {
	room := at.w - 1
	for _, t := range tags {
		room -= text.Width(t.text)
	}
	name = text.Truncate(name, max(room, 8))
	x := at.x + text.Width(name)
	b.left(span{at.x, text.Width(name)}, name, ink)
	for _, t := range tags {
		b.left(span{x, min(text.Width(t.text), at.x+at.w-x)}, t.text, t.style)
		x += text.Width(t.text)
	}
}

// rest draws what stands right of the numbers: why the last key was refused,
// or what show draws.
func (e *Editor) rest(b *brush, c columns, selected bool, show func()) {
	if selected && e.refused.short != "" {
		room := span{c.leads.x, b.w - c.leads.x - 1}
		b.left(span{room.x + 1, room.w - 1}, "! "+e.refused.short, e.styles.Bad)
		return
	}
	if show != nil {
		show()
	}
}

// cellView draws one number: what it is, or what it was and what it is now, in
// the marks that show which number the keys change.
func (e *Editor) cellView(b *brush, at row, k cell, c columns, selected bool, ink lipgloss.Style) {
	place := c.cell(k)
	if place.w == 0 {
		return
	}
	now := at.get(e.rubric(), k)
	here := selected && k == e.cell && e.focus == onGrid
	inner := span{place.x, place.w - arrowRoom}
	if k != pointsCell {
		inner = span{place.x, place.w}
		if here {
			inner.w -= 2
		}
	}
	content, style := at.say(k, now), ink
	if at.kind != criterionRow && k == pointsCell {
		content = capText(content, now)
	}
	if k == timesCell && now.n == 1 && !here {
		return // once is what everybody expects
	}
	if before, changed := e.before(at, k); changed && before != now {
		style = e.styles.Accent
		if k == pointsCell {
			content = strings.TrimSuffix(content, at.say(k, now)) + at.say(k, before) + " → " + at.say(k, now)
		}
	}
	if k == decayCell && !now.given && at.kind == criterionRow {
		if days := at.groupOf(e.rubric()).HalfLife; days > 0 {
			content, style = fmt.Sprintf("%d d", days), e.styles.Faint
		}
	}
	if here && e.typed.on {
		content, style = e.typed.text, e.styles.Title
	}
	switch {
	case here && e.typed.on:
		b.right(inner, content, style)
		b.left(span{inner.x + inner.w, 2}, "▏", e.styles.Accent)
	case here:
		b.right(span{inner.x, inner.w}, "◂ "+content, e.styles.Title)
		b.left(span{inner.x + inner.w, 2}, " ▸", e.styles.Title)
	default:
		b.right(inner, content, style)
	}
}

// capText names the cap of a group or an axis, so that it is not taken for
// points.
func capText(content string, a amount) string {
	if !a.given {
		return "no cap –"
	}
	return "cap " + content
}

// before returns what the published rubric has in a cell, false when the line
// is not in it or has no such cell there.
func (e *Editor) before(at row, k cell) (amount, bool) {
	base := &e.base.Rubric
	switch at.kind {
	case axisRow:
		return at.get(base, k), true
	case groupRow:
		name := at.groupOf(e.rubric()).Name
		for i := range base.Groups {
			if base.Groups[i].Name == name {
				return row{groupRow, base.Groups[i].Axis, i, -1}.get(base, k), true
			}
		}
		return amount{}, false
	}
	g, c := base.Criterion(at.criterionOf(e.rubric()).ID)
	if c == nil {
		return amount{}, false
	}
	switch k {
	case timesCell:
		return amount{c.Times, true}, sums(c)
	case decayCell:
		return amount{c.HalfLife, c.HalfLife != 0}, sums(c) && g != nil
	}
	return amount{c.Points, true}, true
}

// The signs beside a line that the draft has changed.
const (
	addedSign   = "+"
	changedSign = "~"
)

// sign says what the draft does with a criterion.
func (e *Editor) sign(at row) string {
	c := at.criterionOf(e.rubric())
	g, old := e.base.Rubric.Criterion(c.ID)
	switch {
	case old == nil:
		return addedSign
	case !sameCriterion(c, old) || g.Name != at.groupOf(e.rubric()).Name:
		return changedSign
	}
	return ""
}

func (e *Editor) groupSign(g *rubric.Group) string {
	for i := range e.base.Rubric.Groups {
		if old := &e.base.Rubric.Groups[i]; old.Name == g.Name {
			if sameGroup(g, old) {
				return ""
			}
			return changedSign
		}
	}
	return addedSign
}

// meanText is the mean contribution in points with one decimal.
func meanText(c score.CriterionImpact) string {
	if c.Leads == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", float64(c.Mean)/100)
}

// click selects the line and the number under the pointer; on a mark beside a
// number it changes the number.
func (e *Editor) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft || !e.load.done || e.script.wrong() || e.find.on {
		return nil
	}
	if e.layout.grid == 0 || m.X >= e.layout.grid {
		return e.clickPanel(m)
	}
	i := e.top + m.Y - e.headLines()
	if m.Y < e.headLines() || m.Y >= e.headLines()+e.gridLines() || i >= len(e.rows) {
		return nil
	}
	var taken tea.Cmd
	if e.typed.on {
		if taken = e.take(); e.typed.on {
			return taken
		}
	}
	again := i == e.at && e.focus == onGrid
	e.focusOn(onGrid)
	e.at, e.refused = i, refusal{}
	cols := e.columns(e.layout.grid)
	for _, k := range e.rows[i].cellsOf(e.rubric()) {
		place := cols.cell(k)
		if m.X < place.x || m.X >= place.x+place.w {
			continue
		}
		if again && k == e.cell {
			switch {
			case m.X >= place.x+place.w-arrowRoom:
				return tea.Batch(taken, e.step(1)())
			case m.X < place.x+place.w/2:
				return tea.Batch(taken, e.step(-1)())
			}
			return taken
		}
		e.cell = k
	}
	e.settle()
	return taken
}

// wheel moves what is under the pointer.
func (e *Editor) wheel(m tea.MouseWheelMsg) tea.Cmd {
	const lines = 3
	by := lines
	if m.Button == tea.MouseWheelUp {
		by = -lines
	}
	switch {
	case !e.load.done || e.script.wrong() || e.find.on || e.typed.on:
		return nil
	case e.layout.grid == 0 || m.X >= e.layout.grid:
		e.panel.move(by)
		return nil
	}
	return e.move(by)()
}
