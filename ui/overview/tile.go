package overview

import (
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// The tiles in the order of tab.
const (
	goalTile = iota
	funnelTile
	handOffTile
	leaksTile
	nurtureTile
	weekTile
	marketingTile
	salesTile
	newestTile
	gradesTile
	fitTile
	importTile
	tileCount
)

// tile is one section of the board.
type tile struct {
	title, note string
	team        crm.Team           // whose it is; none: both teams'
	short       string             // the note where there is no room for it
	noteOf      func(p pen) string // the note where it depends on the room; nil: note
	caption     func(w int) string // what stands over the columns, at the right end of the heading
	rows        int                // rows that can be selected
	first       int                // the row that is selected first
	scrolls     bool               // there may be more rows than have room
	// flat returns what stands beside the title of a tile that has one line in
	// all, the most important first; nil: the note.
	flat func(p pen) [][]piece
	// tight returns all lines of a tile that is too low for its rows; nil: it
	// never is.
	tight func(p pen) []string
	// draw returns the lines below the heading.
	draw func(p pen) []string
	// open returns what enter shows for a row.
	open func(row int) screen.OpenMsg
	// rowAt returns the row drawn on a line below the heading.
	rowAt func(line int) int
	// fit returns how many rows have room in h lines below the heading.
	fit func(h int) int
}

// squeezed reports whether a tile of h lines is drawn in its tight or flat form,
// as one row.
func (t *tile) squeezed(h int) bool {
	return h == 1 && t.flat != nil || h <= tightFunnel && t.tight != nil
}

// pen is what a tile draws with.
type pen struct {
	st   theme.Styles
	x    int // of the tile on the board
	w, h int // room below the heading
	row  int // selected row; -1: none
	top  int // first visible row of a tile that scrolls
}

// edge is the width of the mark at the left of every line of a tile.
const edge = 2

// line returns a line of a tile with its left edge, as a band when selected.
// The pieces are styled on the band by ink.
func (p pen) line(selected bool, body string) string {
	if !selected {
		return widget.Line("  "+body, p.w)
	}
	st := p.st
	line := st.On(st.Accent).Render("▌ ") + body
	return line + st.Select.Render(widget.Spaces(p.w-edge-text.Width(body)))
}

// ink returns a style for a piece of a line.
func (p pen) ink(selected bool, style lipgloss.Style) lipgloss.Style {
	if selected {
		return p.st.On(style)
	}
	return style
}

// whole marks all lines of a tile that is selected as one.
func (p pen) whole(bodies []string) []string {
	lines := make([]string, len(bodies))
	for i, body := range bodies {
		mark := "  "
		if p.row >= 0 {
			mark = p.st.Accent.Render("▌") + " "
		}
		lines[i] = widget.Line(mark+body, p.w)
	}
	return lines
}

// piece is a part of a line in one style.
type piece struct {
	style lipgloss.Style
	text  string
}

// pieces joins the parts of a line, on the band when it is selected.
func (p pen) pieces(selected bool, parts ...piece) string {
	var b strings.Builder
	for _, part := range parts {
		if part.text != "" {
			b.WriteString(p.ink(selected, part.style).Render(part.text))
		}
	}
	return b.String()
}

// groups joins single pieces as joined does, on a line that is not selected.
func (p pen) groups(w, gap int, parts ...piece) string {
	groups := make([][]piece, len(parts))
	for i, part := range parts {
		groups[i] = []piece{part}
	}
	return p.joined(false, w, gap, groups...)
}

// joined joins groups of pieces with a gap, as many as have room in w cells;
// none is cut but the first.
func (p pen) joined(selected bool, w, gap int, groups ...[]piece) string {
	var parts []piece
	used := 0
	for i, group := range groups {
		wide := 0
		for _, part := range group {
			wide += text.Width(part.text)
		}
		if i > 0 && used+gap+wide > w {
			break
		}
		if i > 0 {
			parts = append(parts, piece{p.st.Text, widget.Spaces(gap)})
			used += gap
		}
		parts, used = append(parts, group...), used+wide
	}
	return widget.Line(p.pieces(selected, parts...), min(used, w))
}

// cut drops the last pieces that have no room on a line.
func (p pen) cut(parts []piece) []piece {
	used := edge
	for i, part := range parts {
		if used += text.Width(part.text); used > p.w {
			return parts[:max(1, i)]
		}
	}
	return parts
}

// change is the arrow and the difference to the week before, in the ink of
// news that is good or not.
func (p pen) change(diff int, size string, good bool) piece {
	arrow, ink := "▲", p.st.Watch
	if diff < 0 {
		arrow = "▼"
	}
	switch {
	case diff == 0:
		return piece{p.st.Faint, "  ="}
	case good:
		ink = p.st.Good
	}
	return piece{ink, "  " + arrow + " " + size}
}

// heading is the first line of a tile, in the accent when it is selected and in
// the colour of its team otherwise.
func (p pen) heading(t *tile) string {
	st, caption := p.st, ""
	st.Heading = p.titleInk(t)
	if t.caption != nil {
		caption = t.caption(p.w)
	}
	room := p.w - edge - text.Width(caption)
	note := t.note
	if t.noteOf != nil {
		note = t.noteOf(p)
	}
	gap := 0
	if caption != "" {
		gap = 2
	}
	if text.Width(t.title)+2+text.Width(note)+gap > room {
		note = t.short
	}
	return "  " + widget.Heading(st, t.title, note, room) + p.st.Faint.Render(caption)
}

func (p pen) titleInk(t *tile) lipgloss.Style {
	switch {
	case p.row >= 0:
		return p.st.Accent.Bold(true)
	case t.team == crm.Marketing:
		return p.st.Marketing.Bold(true)
	case t.team == crm.Sales:
		return p.st.Sales.Bold(true)
	}
	return p.st.Heading
}

// The widths of a title that stands before its figures: at the left edge of the
// board, where all of them stand below each other, and elsewhere.
const flatTitleColumn, shortTitleColumn = 17, 9

// flatLine draws a tile that has one line in all: its title, and its figures.
func (p pen) flatLine(t *tile) string {
	selected := p.row >= 0
	title := text.Fit(t.title, max(shortTitleColumn, text.Width(t.title)+2))
	if p.x == 0 {
		title = text.Fit(t.title, flatTitleColumn)
	}
	body := p.ink(selected, p.titleInk(t)).Render(title)
	return widget.Line(p.line(selected, body+p.joined(selected, p.w-edge-text.Width(title), 2, t.flat(p)...)), p.w)
}
