package alerts

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

const (
	headRows    = 2 // lines above the table
	noteRows    = 4 // the rule and the sentence below it
	filterX     = 4 // where the text of the filter begins: after the edge and "/ "
	filterWidth = 36
)

// tableRows returns the lines of the table, its header included.
func (a *Alerts) tableRows() int { return a.h - headRows - noteRows }

func (a *Alerts) columns() []widget.Column[row] {
	st := a.styles
	return []widget.Column[row]{
		{Width: 1, Cell: a.markCell},
		{Title: "When", Width: 9, Tight: true, Cell: func(r row) widget.Cell { return widget.Cell{Text: a.when(r.At), Style: st.Muted} }},
		{Title: "What", Width: 15, Cell: a.whatCell},
		{Title: "", Width: 2, Cell: func(r row) widget.Cell { return widget.Cell{Text: r.Grade, Style: st.Title} }},
		{Title: "Pts", Width: 3, Right: true, Tight: true, Cell: a.scoreCell},
		{Title: "Lead", Width: 16, Flex: 3, Limit: 28, Cell: func(r row) widget.Cell { return widget.Cell{Text: r.who(), Style: a.ink(r)} }},
		{Title: "Company", Width: 14, Flex: 2, Limit: 28, Drop: 3, Cell: func(r row) widget.Cell { return widget.Cell{Text: r.lead.Company, Style: st.Muted} }},
		{Title: "Why", Width: 14, Flex: 5, Cell: func(r row) widget.Cell { return widget.Cell{Text: r.because(), Style: st.Muted} }},
		{Title: "Owner then", Width: 10, Flex: 1, Limit: 16, Drop: 2, Cell: a.ownerCell},
		{Title: "Now", Width: 10, Drop: 1, Cell: a.nowCell},
	}
}

// markCell says whether the alert is marked, open, or seen.
func (a *Alerts) markCell(r row) widget.Cell {
	switch {
	case a.marked[r.ID]:
		return widget.Cell{Text: "◆", Style: a.styles.Accent}
	case r.open():
		return widget.Cell{Text: "●", Style: a.styles.Watch}
	}
	return widget.Cell{Text: "✓", Style: a.styles.Faint}
}

func (a *Alerts) whatCell(r row) widget.Cell {
	switch {
	case r.Kind == crm.BreachAlert:
		return widget.Cell{Text: "! " + r.what(), Style: a.styles.Bad}
	case r.summary():
		return widget.Cell{Text: r.what(), Style: a.styles.Muted}
	}
	return widget.Cell{Text: r.what(), Style: a.styles.Good}
}

func (a *Alerts) scoreCell(r row) widget.Cell {
	if r.summary() {
		return widget.Cell{}
	}
	return widget.Cell{Text: strconv.Itoa(crm.Points(r.Score)), Style: a.styles.Shared}
}

func (a *Alerts) ownerCell(r row) widget.Cell {
	if r.Owner == "" && !r.summary() {
		return widget.Cell{Text: "nobody", Style: a.styles.Faint}
	}
	return widget.Cell{Text: r.Owner, Style: a.styles.Text}
}

func (a *Alerts) nowCell(r row) widget.Cell {
	if now := r.since(); now == "waiting" {
		return widget.Cell{Text: now, Style: a.styles.Watch}
	}
	return widget.Cell{Text: r.since(), Style: a.styles.Faint}
}

// View returns exactly as many lines and cells as Resize gave.
func (a *Alerts) View() string {
	if a.w <= 0 || a.h <= 0 {
		return ""
	}
	head := a.headline() + "\n" + a.subline() + "\n"
	switch {
	case a.load.err != nil && !a.load.known:
		return widget.Block(head+a.trouble(), a.w, a.h)
	case a.load.known && a.list.Total() == 0:
		return widget.Block(head+a.nothingListed(), a.w, a.h)
	case !a.load.known:
		return widget.Block(head, a.w, a.h)
	}
	return widget.Block(head+a.list.View()+"\n"+widget.Rule(a.styles, a.w)+"\n"+a.note(), a.w, a.h)
}

// headline says what is listed and how much of it.
func (a *Alerts) headline() string {
	st := a.styles
	left := "  " + st.Title.Render("ALERTS")
	switch {
	case !a.load.known && a.load.err == nil:
		left += "  " + st.Muted.Render("loading")
	case a.load.known && a.load.all:
		shown := plural(len(a.load.rows), "alert")
		if len(a.load.rows) == most {
			shown = fmt.Sprintf("the newest %d", most)
		}
		left += "  " + st.Muted.Render(fmt.Sprintf("%s, %d open", shown, a.load.open))
	case a.load.known:
		left += "  " + st.Muted.Render(fmt.Sprintf("%d open", a.load.open))
		if a.load.open > len(a.load.rows) {
			left += st.Muted.Render(fmt.Sprintf(", the newest %d", len(a.load.rows)))
		}
	}
	left += "  " + st.Faint.Render("newest first")
	if n := len(a.marked); n > 0 {
		left += "  " + st.Accent.Render(fmt.Sprintf("◆ %d marked", n))
	}
	if a.load.running {
		left += "  " + st.Accent.Render(a.spin.View())
	}
	return widget.Line(left, a.w)
}

// subline carries the filter, what the marks mean, and what went wrong.
func (a *Alerts) subline() string {
	st := a.styles
	var parts []string
	if a.load.err != nil && a.load.known {
		message, _ := screen.Sentence(a.load.err)
		parts = append(parts, st.Bad.Render("! "+text.Clean(message)+"; r tries again"))
	}
	switch {
	case a.filtering:
		parts = append(parts, st.Key.Render("/")+" "+a.filter.View(st, filterWidth))
	case a.filter.Value() != "":
		parts = append(parts, st.Key.Render("/")+" "+st.Text.Render(text.Truncate(a.filter.Value(), filterWidth)))
	case len(parts) == 0 && a.list.Total() > 0:
		parts = append(parts, st.Faint.Render("● nobody has seen it   ✓ seen   ◆ marked"))
	}
	return widget.Line("  "+strings.Join(parts, "   "), a.w)
}

// note tells the selected alert in full, below the table.
func (a *Alerts) note() string {
	r, ok := a.list.Selected()
	if !ok {
		return ""
	}
	st := a.styles
	if r.summary() {
		return a.lines(st.Title.Render(plural(r.Leads, "lead")+" became ready")+
			st.Muted.Render("  "+a.when(r.At)+"  in one alert, because one cause made all of them ready"), r.because())
	}
	first := st.Title.Render(text.Truncate(r.who(), 32))
	if r.lead.Company != "" {
		first += st.Muted.Render("  " + text.Truncate(r.lead.Company, 32))
	}
	first += st.Muted.Render(fmt.Sprintf("  %s, %s with %d points (rubric v%d)", r.what(), r.Grade, crm.Points(r.Score), r.RubricVersion))
	if r.known {
		first += st.Muted.Render(fmt.Sprintf("; now %d, ", crm.Points(r.lead.Stamp.Score))) + st.Text.Render(r.since())
	}
	second := r.because()
	if !r.open() {
		second += "  · seen by " + r.AckBy + ", " + a.when(r.AckAt)
	}
	return a.lines(first, second)
}

// lines puts a sentence under a line, in as many lines as the note has.
func (a *Alerts) lines(first, second string) string {
	out := []string{"  " + first}
	for _, part := range widget.Wrap(second, a.w-4) {
		out = append(out, "  "+a.styles.Text.Render(part))
	}
	return strings.Join(out, "\n")
}

// nothingListed says why the list is empty and what helps.
func (a *Alerts) nothingListed() string {
	st := a.styles
	lines := []string{""}
	add := func(style func(...string) string, s string) {
		for _, part := range widget.Wrap(s, min(76, a.w-4)) {
			lines = append(lines, "  "+style(part))
		}
	}
	switch {
	case a.filter.Value() != "":
		add(st.Text.Render, fmt.Sprintf("Nothing here matches %q.", text.Truncate(a.filter.Value(), 30)))
		add(st.Muted.Render, "esc clears the filter")
	case a.load.all:
		add(st.Text.Render, "There are no alerts yet.")
		add(st.Muted.Render, "One comes when a lead becomes ready, and when nobody answers a ready lead in time. "+
			"An import or a new rubric makes one for all its leads.")
	default:
		add(st.Good.Render, "✓ Everything has been seen.")
		add(st.Muted.Render, "o lists all alerts, seen ones too. New ones show here, in the header, and with the terminal's bell.")
	}
	return strings.Join(lines, "\n")
}

// trouble says what went wrong before anything was read, and what to press.
func (a *Alerts) trouble() string {
	message, hint := screen.Sentence(a.load.err)
	lines := []string{""}
	for _, part := range widget.Wrap("The alerts could not be read: "+text.Clean(message)+".", min(76, a.w-4)) {
		lines = append(lines, "  "+a.styles.Bad.Render(part))
	}
	if hint != "" {
		lines = append(lines, "  "+a.styles.Text.Render(text.Truncate(hint, a.w-4)))
	}
	lines = append(lines, "", "  "+a.styles.Key.Render("r")+a.styles.Muted.Render(" tries again"))
	return strings.Join(lines, "\n")
}

// ink makes alerts that somebody has seen quieter.
func (a *Alerts) ink(r row) lipgloss.Style {
	if r.open() {
		return a.styles.Text
	}
	return a.styles.Muted
}
