package imports

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
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
	if unknown := s.unknownValues(c); len(unknown) > 0 {
		v := unknown[0]
		out = append(out, fmt.Sprintf("%s not known here, such as %q, %s: v says what they mean",
			plural(len(unknown), "value is", "values are"), v, times(c.Values[v])))
	}
	for _, note := range s.review.info.Notes {
		if c.Field != "" && strings.Contains(note, "olumn "+fmt.Sprintf("%q", c.Header)) && !strings.HasPrefix(note, "The dates of") {
			out = append(out, onScreen(note))
		}
	}
	return out
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

// pen gathers lines of a width.
type pen struct {
	lines []string
	w     int
}

func (p *pen) line(s string) { p.lines = append(p.lines, s) }

// text writes foreign or long text, wrapped, behind a mark.
func (p *pen) text(mark, s string, style lipgloss.Style) {
	for i, line := range widget.Wrap(s, max(8, p.w-text.Width(mark))) {
		if i > 0 {
			mark = widget.Spaces(text.Width(mark))
		}
		p.line(style.Render(mark + line))
	}
}

// aboutLines are what is to be said about the selected column and the file.
func (s *Imports) aboutLines(w int) []string {
	p, st, r := &pen{w: w}, s.styles, &s.review
	if r.refusal != nil {
		s.remedy(p)
		p.line("")
	}
	if c, ok := r.table.Selected(); ok {
		s.aboutColumn(p, c)
	}
	if t := r.trial; t != nil && t.Rejected > 0 {
		p.line("")
		p.line(widget.Heading(st, "WOULD BE REJECTED", plural(t.Rejected, "row", "rows"), w))
		s.reasons(p, t, 3)
	}
	s.notes(p, "ABOUT THE FILE", r.info.Notes)
	return p.lines
}

// remedy says what to do about a refusal on this screen, where the hints of the
// command line do not help.
func (s *Imports) remedy(p *pen) {
	st := s.styles
	message, hint := s.review.plainly(s.review.refusal)
	missing := ""
	if e, ok := errors.AsType[*crm.Error](s.review.refusal); ok {
		missing = e.Field
	}
	switch {
	case slices.ContainsFunc(fieldsOf(s.review.kind()), func(f field) bool { return f.name == missing }):
		hint = "Select the column that holds it, press enter and choose " + missing + ". If the rows are something else, a says so."
	case strings.Contains(hint, "--dates"):
		hint = "d says whether day or month comes first."
	default:
		hint = onScreen(capital(hint) + ".")
	}
	if s.w >= twoPanes { // the line above the columns is too short for all of it
		p.text("! ", capital(message)+".", st.Bad)
	}
	p.text("", hint, st.Text)
}

// aboutColumn says what a column fills, how full it is, what is doubtful about
// it, and shows some of its values.
func (s *Imports) aboutColumn(p *pen, c crm.ImportColumn) {
	st := s.styles
	p.line(st.Title.Render(text.Truncate(c.Header, p.w)))
	fills := "fills " + c.Field
	switch {
	case c.Field == "":
		fills = "fills nothing"
	case c.Custom:
		fills = "makes the custom field " + c.Field
	}
	if t := typeName(c); t != "" {
		fills += ", " + map[string]string{"text": "a text", "number": "a number", "time": "a time", "bool": "yes or no"}[t]
	}
	if c.DateOrder != "" {
		fills += ", " + orderWords(c.DateOrder)
	}
	if s.review.plan.mapped(c.Header) {
		fills += "; chosen by you"
	}
	known := count(c.Known) + " known"
	if nulls := sum(c.Nulls); nulls > 0 {
		var spelt []string
		for _, v := range byCount(c.Nulls) {
			if v != "" {
				spelt = append(spelt, fmt.Sprintf("%q", v))
			}
		}
		known += ", " + count(nulls) + " unknown"
		if len(spelt) > 0 {
			known += " (also spelt " + strings.Join(spelt[:min(4, len(spelt))], ", ") + ")"
		}
	}
	if p.w >= text.Width(fills)+text.Width(known)+3 {
		p.line(st.Text.Render(text.Clean(fills)) + st.Muted.Render(" · "+text.Clean(known)))
	} else {
		p.text("", fills, st.Text)
		p.text("", known, st.Muted)
	}
	for _, w := range s.warnings(c) {
		p.text("! ", w, st.Watch)
	}
	if hasValuesOf(c) && len(c.Values) > 0 {
		s.valueLines(p, c)
		return
	}
	if len(c.Samples) > 0 {
		p.text("such as ", strings.Join(c.Samples, "  ·  "), st.Faint)
	}
}

// notes lists what a person should know, but for what the columns show anyway.
func (s *Imports) notes(p *pen, heading string, notes []string) {
	st, titled := s.styles, false
	for _, note := range notes {
		if note = onScreen(note); note == "" || strings.HasSuffix(note, " is ignored.") {
			continue
		}
		if !titled {
			p.line("")
			p.line(st.Heading.Render(heading))
			titled = true
		}
		p.text("· ", note, st.Muted)
	}
}

// onScreen returns a note without the clauses that name flags of the command
// line; for dates and for spellings it names the key instead.
func onScreen(note string) string {
	dates, same := strings.Contains(note, "--dates"), strings.Contains(note, "--same")
	for {
		at := strings.Index(note, "--")
		if at < 0 {
			break
		}
		from := max(strings.LastIndex(note[:at], ". "), strings.LastIndex(note[:at], "; "), strings.LastIndex(note[:at], " ("))
		end := strings.Index(note[at:], ". ")
		rest := ""
		if end >= 0 {
			rest = note[at+end+1:]
		}
		if from < 0 {
			note = strings.TrimSpace(rest)
			continue
		}
		note = note[:from] + "." + rest
	}
	if dates {
		note += " d says which."
	}
	if same {
		note += " v gives them one spelling."
	}
	return strings.TrimSpace(note)
}

// valueLines lists what the values of a column mean.
func (s *Imports) valueLines(p *pen, c crm.ImportColumn) {
	const most = 12
	st := s.styles
	values := byCount(c.Values)
	for i, v := range values {
		if i == most {
			p.line(st.Faint.Render(fmt.Sprintf("  and %d more values", len(values)-most)))
			return
		}
		means, ok := s.meaning(c, v)
		style := st.Accent
		if !ok {
			style = st.Watch
		}
		room := max(8, min(30, p.w-30))
		p.line(st.Faint.Render(text.FitRight(count(c.Values[v]), 8)) + "  " + st.Text.Render(text.Fit(v, room)) + style.Render("  "+text.Truncate(means, 18)))
	}
}

// reasons lists why rows are rejected, and the first of them in full.
func (s *Imports) reasons(p *pen, r *crm.ImportReport, examples int) {
	st := s.styles
	for _, reason := range byCount(r.Reasons) {
		mark := text.FitRight(count(r.Reasons[reason]), 7) + "  "
		p.text(mark, reason, st.Text)
	}
	for _, first := range r.FirstRejects[:min(examples, len(r.FirstRejects))] {
		p.text("  such as ", strings.TrimSuffix(onScreen(strings.TrimPrefix(first, r.File+": ")), "."), st.Faint)
	}
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
