package rubric

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

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
