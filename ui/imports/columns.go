package imports

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/ui/widget"
)

// The review has one column, two from twoPanes cells.
const (
	twoPanes   = 110
	gutter     = 3
	headLines  = 4 // of the review, above its panes
	stripLines = 6 // of the text below the columns, its rule included, where there is one pane
)

// layout is the room of the panes; a width of 0 is not shown.
type layout struct{ columns, text int }

func (s *Imports) layout() layout {
	switch {
	case s.w >= twoPanes:
		columns := s.w * 58 / 100
		return layout{columns, s.w - columns - gutter - 1}
	case s.review.onText:
		return layout{0, s.w - 4}
	}
	return layout{s.w, s.w - 4}
}

// textHeight returns how many lines of the text about a column are seen.
func (s *Imports) textHeight() int {
	l := s.layout()
	if l.columns > 0 && s.w < twoPanes {
		return stripLines - 1
	}
	return max(0, s.h-headLines)
}

// arrange gives every part its room, after a change of size or focus.
func (s *Imports) arrange() {
	s.pick.table.Resize(s.w, max(0, s.h-3))
	fill(s.pick.table, s.pick.shown)
	r := &s.review
	if l := s.layout(); l.columns > 0 {
		h := s.h - headLines
		if s.w < twoPanes {
			h -= stripLines
		}
		r.table.Resize(l.columns, max(0, h))
	}
	r.table.Focus(!r.onText && s.choose == nil)
	fill(r.table, r.info.Columns)
	s.scrollText(0)
}

func (s *Imports) reviewColumns() []widget.Column[crm.ImportColumn] {
	st := s.styles
	return []widget.Column[crm.ImportColumn]{
		{Title: "Column", Width: 16, Flex: 2, Limit: 36, Cell: func(c crm.ImportColumn) widget.Cell {
			return widget.Cell{Text: c.Header, Style: st.Text}
		}},
		{Title: "Fills", Width: 16, Flex: 1, Limit: 26, Cell: s.fillsCell},
		{Title: "Type", Width: 6, Cell: func(c crm.ImportColumn) widget.Cell {
			return widget.Cell{Text: typeName(c), Style: st.Muted}
		}},
		{Title: "Known", Width: 7, Right: true, Cell: func(c crm.ImportColumn) widget.Cell {
			return widget.Cell{Text: count(c.Known), Style: st.Muted}
		}},
		{Title: "", Width: 1, Tight: true, Cell: func(c crm.ImportColumn) widget.Cell {
			if len(s.warnings(c)) == 0 {
				return widget.Cell{}
			}
			return widget.Cell{Text: "!", Style: st.Watch}
		}},
		{Title: "Such as", Width: 12, Flex: 3, Drop: 1, Cell: func(c crm.ImportColumn) widget.Cell {
			return widget.Cell{Text: strings.Join(c.Samples, ", "), Style: st.Faint}
		}},
	}
}

// fillsCell says what a column fills: a field, + a custom field, or nothing.
// What a person has chosen is bold.
func (s *Imports) fillsCell(c crm.ImportColumn) widget.Cell {
	st := s.styles
	style := st.Accent
	label := c.Field
	switch {
	case c.Field == "":
		label, style = "nothing", st.Faint
	case c.Custom:
		label, style = "+ "+c.Field, st.Muted
	}
	return widget.Cell{Text: label, Style: style.Bold(s.review.plan.mapped(c.Header))}
}

func typeName(c crm.ImportColumn) string {
	if c.Type == crm.Unknown {
		return ""
	}
	return c.Type.String()
}

// warnings are what a person should look at in a column, as sentences.
func (s *Imports) warnings(c crm.ImportColumn) []string {
	var out []string
	for _, v := range byCount(c.Suspects) {
		out = append(out, fmt.Sprintf("%q stands in it %s and may mean unknown: n takes it so", v, times(c.Suspects[v])))
	}
	said := false
	for _, note := range s.review.info.Notes {
		if c.Field != "" && about(note, c) {
			said = said || strings.Contains(note, "holds values that")
			out = append(out, onScreen(note))
		}
	}
	if unknown := s.unknownValues(c); len(unknown) > 0 && !said {
		v := unknown[0]
		out = append(out, fmt.Sprintf("%s not known here, such as %q, %s: v says what they mean",
			plural(len(unknown), "value is", "values are"), v, times(c.Values[v])))
	}
	return out
}

// about reports whether a note warns of the column. How its dates are read is
// no warning.
func about(note string, c crm.ImportColumn) bool {
	return strings.Contains(note, "olumn "+fmt.Sprintf("%q", c.Header)) && !strings.HasPrefix(note, "The dates of")
}

// unknownValues returns the values that stand for no stage or outcome, the most
// frequent first.
func (s *Imports) unknownValues(c crm.ImportColumn) []string {
	if !hasValuesOf(c) {
		return nil
	}
	return slices.DeleteFunc(byCount(c.Values), func(v string) bool {
		_, known := s.meaning(c, v)
		return known
	})
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return count(n) + " times"
}

// reviewPanes draws the columns and the text, side by side or one above the
// other.
func (s *Imports) reviewPanes() string {
	l, st := s.layout(), s.styles
	h := s.h - headLines
	side := indent(s.seen(s.aboutLines(l.text), s.textHeight()))
	if s.choose != nil {
		side = indent(s.chooserLines())
	}
	switch {
	case s.w >= twoPanes:
		return widget.Columns(h, widget.Pane{Text: s.review.table.View(), Width: l.columns}, widget.Pane{Width: gutter - 2},
			widget.Pane{Text: side, Width: l.text + 3})
	case s.choose != nil, l.columns == 0:
		return widget.Block(side, s.w, h)
	}
	return s.review.table.View() + "\n" + "  " + st.Rule.Render(strings.Repeat("─", s.w-4)) + "\n" + side
}

// indent puts the common margin before lines.
func indent(lines []string) string { return "  " + strings.Join(lines, "\n  ") }

// seen returns the lines of a text that fit, from where it is scrolled to, the
// last of them saying how many follow.
func (s *Imports) seen(lines []string, h int) []string {
	from := max(0, min(s.review.scroll, len(lines)-h))
	rest := len(lines) - from - h
	lines = lines[from:min(len(lines), from+h)]
	if rest > 0 && len(lines) > 0 {
		lines = slices.Clone(lines)
		how := "tab reads on"
		if s.review.onText || s.w >= twoPanes {
			how = "J scrolls"
		}
		lines[len(lines)-1] = s.styles.Faint.Render(fmt.Sprintf("↓ %s more, %s", plural(rest+1, "line", "lines"), how))
	}
	return lines
}

// byCount returns the names of a count, the most frequent first, ties by name.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
