package overview

import (
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// room is where a tile stands, its heading included.
type room struct{ tile, x, y, w, h int }

// needs is what the size of the board depends on.
type needs struct {
	stages   int // stages of the success path
	newest   int // ready leads to list
	imported bool
}

// The heights of the tiles, heading included.
const (
	readyHeight  = 4
	weekHeight   = 5
	gradesHeight = 6
	gradesTall   = 10 // two lines to a row: the conversions stand below the counts
	importHeight = 1
	importRoomy  = 7
	bandsHeight  = 1 + 4
	bandsRoomy   = 1 + 4*2
	leastNewest  = 4
	mostStages   = 8 // stages shown before the rest is summed up, on a low screen
	three, two   = 160, 110
	tallLines    = 28 // from here on there is room for the tall matrix

	// On a screen of this many lines, figures are drawn with air between them.
	roomyLines  = 40
	roomyWeek   = 1 + 4*2
	roomyGrades = 2 + 4*3
)

// linesOf returns how many lines a row of figures takes.
func linesOf(roomy bool) int {
	if roomy {
		return 2
	}
	return 1
}

// roomy reports whether there is room for air between the figures.
func roomy(w, h int) bool { return w >= three && h >= roomyLines }

// arrange gives every tile its room. Below 160 columns two columns stand over
// the list of ready leads, from 160 the list is a third column. When lines are
// missing the last import goes first, then the air between the tiles, then
// rows of the list, then the list. The odds by grade stand only where nothing
// else needs the room.
func arrange(w, h int, n needs) []room {
	if w >= three {
		return arrangeThree(w, h, n)
	}
	return arrangeTwo(w, h, n)
}

func arrangeTwo(w, h int, n needs) []room {
	const gap = 2
	left, matrix := (w-gap)/2, gradesHeight
	if w < two {
		left += 3 // the detours have long names
	} else if h >= tallLines {
		matrix = gradesTall
	}
	right := w - gap - left
	list := min(max(leastNewest, n.newest+1), max(leastNewest, h))
	middle := max(min(min(n.stages, mostStages)+2, h-weekHeight-2-leastNewest), matrix)
	spare := h - (weekHeight + 1 + middle + 1 + leastNewest)
	air := 0
	if spare >= 6 {
		air, spare = 1, spare-3
	}
	bottom := 0
	if n.imported && spare >= 3 {
		bottom, spare = importHeight, spare-importHeight-1
	}
	if more := n.stages + 2 - middle; more > 0 && spare > 8 {
		grow := min(more, spare-8)
		middle, spare = middle+grow, spare-grow
	}
	y := air
	rooms := []room{
		{readyTile, 0, y, left, min(readyHeight, h-y)},
		{weekTile, left + gap, y, right, weekHeight},
	}
	y += weekHeight + 1 + air
	rooms = append(rooms, room{stagesTile, 0, y, left, middle}, room{gradesTile, left + gap, y, right, matrix})
	y += middle + 1 + air
	list = min(list, leastNewest+max(0, spare))
	if y+list <= h {
		rooms = append(rooms, room{newestTile, 0, y, w, list})
		y += list + 1
	}
	if bottom > 0 && y+bottom <= h {
		rooms = append(rooms, room{importTile, 0, y, w, bottom})
	}
	return rooms
}

func arrangeThree(w, h int, n needs) []room {
	const gap = 3
	left := (w - 2*gap) * 30 / 100
	middle := (w - 2*gap) * 30 / 100
	right := w - 2*gap - left - middle
	x2, x3 := left+gap, left+gap+middle+gap
	weeks, stages, matrix := weekHeight, n.stages+2, gradesHeight
	switch {
	case roomy(w, h):
		weeks, stages, matrix = roomyWeek, linesOf(true)*n.stages+2, roomyGrades
	case h >= tallLines:
		matrix = gradesTall
	}
	y2 := 1 + weeks + 2
	stages = min(stages, h-y2)
	rooms := []room{
		{readyTile, 0, 1, left, readyHeight},
		{weekTile, x2, 1, middle, weeks},
		{stagesTile, 0, y2, left, stages},
		{gradesTile, x2, y2, middle, matrix},
		{newestTile, x3, 1, right, max(leastNewest, 1+newestLines*min(n.newest, (h-2)/newestLines))},
	}
	y := y2 + max(stages, matrix) + 2
	if y+bandsHeight <= h {
		rooms = append(rooms, room{fitTile, 0, y, left, min(h-y, bandsRoomy)})
	}
	if n.imported && y+importLines+1 <= h {
		rooms = append(rooms, room{importTile, x2, y, middle, min(h-y, importRoomy)})
	}
	return rooms
}

// place draws the rooms onto a board of exactly w by h cells.
func place(rooms []room, w, h int, draw func(room) []string) string {
	type piece struct {
		x    int
		line string
	}
	rows := make([][]piece, h)
	for _, r := range rooms {
		for i, line := range draw(r) {
			if y := r.y + i; i < r.h && y < h {
				rows[y] = append(rows[y], piece{r.x, widget.Line(line, r.w)})
			}
		}
	}
	lines := make([]string, h)
	for y, pieces := range rows {
		var b strings.Builder
		at := 0
		for len(pieces) > 0 { // the few pieces of a line, from left to right
			next := 0
			for i := range pieces {
				if pieces[i].x < pieces[next].x {
					next = i
				}
			}
			b.WriteString(widget.Spaces(pieces[next].x-at) + pieces[next].line)
			at = pieces[next].x + text.Width(pieces[next].line)
			pieces = append(pieces[:next], pieces[next+1:]...)
		}
		b.WriteString(widget.Spaces(w - at))
		lines[y] = b.String()
	}
	return strings.Join(lines, "\n")
}
