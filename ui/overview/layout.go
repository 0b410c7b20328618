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
	readyHeight   = 4
	weekHeight    = 5
	handOffHeight = 1 + 5
	leaksHeight   = 1 + 1
	nurtureHeight = 1 + 3
	gradesHeight  = 6
	gradesTall    = 10 // two lines to a row: the conversions stand below the counts
	importHeight  = 1
	importRoomy   = 7
	bandsHeight   = 1 + 4
	bandsRoomy    = 1 + 4*2
	leastNewest   = 4
	someNewest    = 7 // where the list gives way to nothing else
	mostStages    = 8 // stages shown before the rest is summed up, on a low screen

	three      = 160
	threeBands = 116 // three times leastBand, and the gaps
	leastBand  = 36  // the least cells that a tile needs
	tallLines  = 28  // from here on there is room for the tall matrix
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
