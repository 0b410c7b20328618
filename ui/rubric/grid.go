package rubric

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/rubric"
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
	b.left(span{markWidth - 1, 1}, e.groupSign(g), e.styles.Accent)
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

// label draws a name and those of its tags that fit beside it.
func (e *Editor) label(b *brush, at span, name string, tags []tag, ink lipgloss.Style) {
	room := at.w - 1
	name = text.Truncate(name, room)
	room -= text.Width(name)
	tags = slices.DeleteFunc(tags, func(t tag) bool {
		fits := text.Width(t.text) <= room
		if fits {
			room -= text.Width(t.text)
		}
		return !fits
	})
	x := at.x + text.Width(name)
	b.left(span{at.x, text.Width(name)}, name, ink)
	for _, t := range tags {
		b.left(span{x, text.Width(t.text)}, t.text, t.style)
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
