package overview

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// The tiles in the order of tab.
const (
	readyTile = iota
	weekTile
	handOffTile
	stagesTile
	gradesTile
	leaksTile
	nurtureTile
	newestTile
	importTile
	fitTile
	tileCount
)

// tile is one section of the board.
type tile struct {
	title, note string
	short       string             // the note where there is no room for it
	noteOf      func(p pen) string // the note where it depends on the room; nil: note
	caption     func(w int) string // what stands over the columns, at the right end of the heading
	rows        int                // rows that can be selected
	scrolls     bool               // there may be more rows than have room
	// flat returns what stands beside the title of a tile that has one line in
	// all; nil: the note.
	flat func(p pen) []piece
	// draw returns the lines below the heading.
	draw func(p pen) []string
	// open returns what enter shows for a row.
	open func(row int) screen.OpenMsg
	// rowAt returns the row drawn on a line below the heading.
	rowAt func(line int) int
	// fit returns how many rows have room in h lines below the heading.
	fit func(h int) int
}

// pen is what a tile draws with.
type pen struct {
	st   theme.Styles
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

func (o *Overview) tiles() [tileCount]tile {
	now := o.clock()
	return [tileCount]tile{
		readyTile:   ready(o.figures, now),
		weekTile:    week(o.figures, roomy(o.w, o.h)),
		handOffTile: handOff(o.figures),
		stagesTile:  stages(o.figures, roomy(o.w, o.h)),
		gradesTile:  grades(o.figures),
		leaksTile:   leaks(o.figures),
		nurtureTile: nurtured(o.figures),
		newestTile:  newest(o.figures, now, o.w >= three),
		importTile:  imported(o.figures.Import, now, o.news.running(now), o.w >= three),
		fitTile:     odds(o.figures),
	}
}

// list returns the message that shows leads.
func list(q crm.LeadQuery) screen.OpenMsg { return screen.OpenMsg{Screen: leadsTitle, Query: q} }

// board draws the tiles that have room.
func (o *Overview) board() string {
	tiles := o.tiles()
	return place(arrange(o.w, o.h, o.needs()), o.w, o.h, func(r room) []string {
		t := tiles[r.tile]
		p := pen{st: o.styles, w: r.w, h: r.h - 1, row: -1}
		if r.tile == o.tile {
			p.row = o.row
		}
		if t.scrolls {
			o.follow(t.fit(p.h))
			p.top = o.top
		}
		if r.h == 1 && t.flat != nil {
			return []string{p.flatLine(t)}
		}
		heading := p.heading(t)
		if r.tile == readyTile && o.load.spin.View() != " " {
			heading = p.st.Faint.Render(o.load.spin.View()) + strings.TrimPrefix(heading, " ")
		}
		return append([]string{heading}, t.draw(p)...)
	})
}

// heading is the first line of a tile, in the accent when it is selected.
func (p pen) heading(t tile) string {
	st, caption := p.st, ""
	if p.row >= 0 {
		st.Heading = st.Accent.Bold(true)
	}
	if t.caption != nil {
		caption = t.caption(p.w)
	}
	room := p.w - edge - text.Width(caption)
	note := t.note
	if t.noteOf != nil {
		note = t.noteOf(p)
	}
	if text.Width(t.title)+2+text.Width(note) > room {
		note = t.short
	}
	return "  " + widget.Heading(st, t.title, note, room) + p.st.Faint.Render(caption)
}

func (o *Overview) needs() needs {
	path := 0
	for _, s := range o.figures.Stages {
		if s.Stage.Kind != crm.Detour {
			path++
		}
	}
	return needs{stages: path, newest: len(o.figures.Newest), imported: o.figures.Import != nil}
}

// shown reports whether a tile has room and something to select.
func (o *Overview) shown(tiles [tileCount]tile) (shown [tileCount]bool) {
	for _, r := range arrange(o.w, o.h, o.needs()) {
		shown[r.tile] = tiles[r.tile].rows > 0
	}
	return shown
}

// settle keeps the selection on a row that exists.
func (o *Overview) settle() {
	tiles := o.tiles()
	if tiles[o.tile].rows == 0 {
		o.tile, o.row = readyTile, 0
	}
	o.row = max(0, min(o.row, o.visible(o.tile)-1))
}

// nextTile selects the next tile that is shown, in a circle.
func (o *Overview) nextTile(step int) {
	tiles := o.tiles()
	shown := o.shown(tiles)
	for range tileCount {
		o.tile = (o.tile + step + tileCount) % tileCount
		if shown[o.tile] {
			break
		}
	}
	o.row = 0
}

// move selects the next row, and beyond the last one the next tile.
func (o *Overview) move(step int) {
	if row := o.row + step; row >= 0 && row < o.visible(o.tile) {
		o.row = row
		return
	}
	o.nextTile(step)
	if step < 0 {
		o.row = max(0, o.visible(o.tile)-1)
	}
}

// visible returns how many rows of a tile can be selected: those that have
// room, or all where it scrolls.
func (o *Overview) visible(i int) int {
	t := o.tiles()[i]
	for _, r := range arrange(o.w, o.h, o.needs()) {
		if r.tile == i {
			if t.scrolls {
				return t.rows
			}
			return min(t.rows, t.fit(r.h-1))
		}
	}
	return 0
}

// follow scrolls the list of ready leads, of which fit rows have room, so that
// the selected one is seen.
func (o *Overview) follow(fit int) {
	if o.tile == newestTile {
		o.top = max(o.row-fit+1, min(o.top, o.row))
	}
	o.top = max(0, min(o.top, len(o.figures.Newest)-fit))
}

// open shows what is selected.
func (o *Overview) open() tea.Cmd {
	msg := o.tiles()[o.tile].open(o.row)
	return func() tea.Msg { return msg }
}

// click selects the row under the pointer; a click on the selected row opens
// it.
func (o *Overview) click(msg tea.MouseClickMsg) tea.Cmd {
	if !o.loaded || o.figures.Leads == 0 || msg.Button != tea.MouseLeft {
		return nil
	}
	tiles := o.tiles()
	for _, r := range arrange(o.w, o.h, o.needs()) {
		if msg.X < r.x || msg.X >= r.x+r.w || msg.Y < r.y || msg.Y >= r.y+r.h || tiles[r.tile].rows == 0 {
			continue
		}
		row := tiles[r.tile].rowAt(msg.Y - r.y - 1)
		if tiles[r.tile].scrolls {
			row += o.top
		}
		row = max(0, min(row, o.visible(r.tile)-1))
		if o.tile == r.tile && o.row == row {
			return o.open()
		}
		o.tile, o.row = r.tile, row
	}
	return nil
}

func (o *Overview) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	if !o.loaded || o.figures.Leads == 0 {
		return nil
	}
	switch msg.Button {
	case tea.MouseWheelUp:
		o.move(-1)
	case tea.MouseWheelDown:
		o.move(1)
	}
	return nil
}
