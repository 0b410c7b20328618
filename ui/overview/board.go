package overview

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

func (o *Overview) tiles() [tileCount]tile {
	now := o.clock()
	f, l := o.figures, &o.later
	return [tileCount]tile{
		goalTile:      headline(f, l, now),
		funnelTile:    pipeline(f, &l.funnel, roomy(o.w, o.h)),
		handOffTile:   handOff(f, now),
		leaksTile:     leaks(f, &l.today),
		nurtureTile:   nurtured(f, &l.today),
		weekTile:      week(f, l, roomy(o.w, o.h)),
		marketingTile: marketing(f, l, roomy(o.w, o.h)),
		salesTile:     sales(f, l, roomy(o.w, o.h)),
		newestTile:    newest(f, now, o.w >= three),
		gradesTile:    grades(f),
		fitTile:       odds(f),
		importTile:    imported(f.Import, now, o.news.running(now), o.w >= three),
	}
}

// list returns the message that shows leads.
func list(q crm.LeadQuery) screen.OpenMsg { return screen.OpenMsg{Screen: leadsTitle, Query: q} }

// board draws the tiles that have room.
func (o *Overview) board() string {
	tiles := o.tiles()
	return place(arrange(o.w, o.h, o.needs()), o.w, o.h, func(r room) []string {
		t := &tiles[r.tile]
		p := pen{st: o.styles, x: r.x, w: r.w, h: r.h - 1, row: -1}
		if r.tile == o.tile {
			p.row = o.row
		}
		if t.scrolls {
			o.follow(t.fit(p.h))
			p.top = o.top
		}
		switch {
		case !t.squeezed(r.h):
		case t.tight != nil:
			return t.tight(p)
		default:
			return []string{p.flatLine(t)}
		}
		heading := p.heading(t)
		if r.tile == goalTile && o.load.spin.View() != " " {
			heading = p.st.Faint.Render(o.load.spin.View()) + strings.TrimPrefix(heading, " ")
		}
		return append([]string{heading}, t.draw(p)...)
	})
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

// order returns the tiles that have room and something to select, as they are
// read.
func (o *Overview) order(tiles [tileCount]tile) []int {
	var order []int
	for _, r := range arrange(o.w, o.h, o.needs()) {
		if tiles[r.tile].rows > 0 {
			order = append(order, r.tile)
		}
	}
	return order
}

// settle keeps the selection on a row that exists.
func (o *Overview) settle() {
	if !slices.Contains(o.order(o.tiles()), o.tile) {
		o.tile, o.row = goalTile, 0
	}
	o.row = max(0, min(o.row, o.visible(o.tile)-1))
}

// settled is settle after something has come: tiles may have fewer rows now.
func (o *Overview) settled(next tea.Cmd) tea.Cmd {
	if o.loaded {
		o.settle()
	}
	return next
}

// nextTile selects the next tile that is shown, in a circle.
func (o *Overview) nextTile(step int) {
	tiles := o.tiles()
	order := o.order(tiles)
	if len(order) == 0 {
		return
	}
	at := slices.Index(order, o.tile)
	o.tile = order[(at+step+len(order))%len(order)]
	o.row = max(0, min(tiles[o.tile].first, o.visible(o.tile)-1))
}

// move selects the next row, and beyond the last one the next tile.
func (o *Overview) move(step int) {
	if row := o.row + step; row >= 0 && row < o.visible(o.tile) {
		o.row = row
		return
	}
	o.nextTile(step)
	o.row = 0
	if step < 0 {
		o.row = max(0, o.visible(o.tile)-1)
	}
}

// room returns where a tile stands, false when it is not shown.
func (o *Overview) room(tile int) (room, bool) {
	for _, r := range arrange(o.w, o.h, o.needs()) {
		if r.tile == tile {
			return r, true
		}
	}
	return room{}, false
}

// visible returns how many rows of a tile can be selected: those that have
// room, or all where it scrolls.
func (o *Overview) visible(i int) int {
	t := o.tiles()[i]
	r, ok := o.room(i)
	switch {
	case !ok:
		return 0
	case t.scrolls:
		return t.rows
	case t.squeezed(r.h):
		return min(t.rows, 1)
	}
	return min(t.rows, t.fit(r.h-1))
}

// follow scrolls the list of ready leads, of which fit rows have room, so that
// the selected one is seen.
func (o *Overview) follow(fit int) {
	if o.tile == newestTile {
		o.top = max(o.row-fit+1, min(o.top, o.row))
	}
	o.top = max(0, min(o.top, len(o.figures.Newest)-fit))
}

// open shows what is selected: of a tile that is drawn as one row, what it is
// about first.
func (o *Overview) open() tea.Cmd {
	t, row := o.tiles()[o.tile], o.row
	if r, ok := o.room(o.tile); ok && t.squeezed(r.h) {
		row = t.first
	}
	msg := t.open(row)
	return func() tea.Msg { return msg }
}

// click selects what is under the pointer and opens it; in the list of ready
// leads the first click only selects, as in every list.
func (o *Overview) click(msg tea.MouseClickMsg) tea.Cmd {
	if !o.loaded || o.figures.Leads == 0 || msg.Button != tea.MouseLeft {
		return nil
	}
	tiles := o.tiles()
	for _, r := range arrange(o.w, o.h, o.needs()) {
		t := &tiles[r.tile]
		if msg.X < r.x || msg.X >= r.x+r.w || msg.Y < r.y || msg.Y >= r.y+r.h || t.rows == 0 {
			continue
		}
		row := t.first
		if msg.Y > r.y {
			row = t.rowAt(msg.Y - r.y - 1)
		}
		if t.scrolls {
			row += o.top
		}
		row = max(0, min(row, o.visible(r.tile)-1))
		selected := o.tile == r.tile && o.row == row
		if o.tile, o.row = r.tile, row; selected || !t.scrolls {
			return o.open()
		}
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
