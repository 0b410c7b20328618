package overview

import (
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// room is where a tile stands, its heading included.
type room struct{ tile, x, y, w, h int }

// needs is what the heights of the tiles depend on. None of it comes later than
// the first frame, so that nothing moves when the other figures come.
type needs struct {
	stages   int // stages of the success path
	newest   int // ready leads to list
	imported bool
}

// The heights of the tiles, heading included. Of the goal and the funnel the
// first is the tight form; others are flat, one line, where there is no room.
const (
	headlineTight, headlineFull, headlineRoomy = 5, 7, 10
	tightFunnel                                = 4 // up to here the stages stand side by side
	handOffHeight                              = 1 + 6
	weekHeight, roomyWeek                      = 1 + 5, 1 + 2*5
	leaksHeight                                = 1 + 2
	nurtureHeight                              = 1 + 4
	workTight, workHeight, roomyWork           = 1 + 3, 1 + 5, 1 + 2*5 - 1
	gradesHeight                               = 6
	gradesTall                                 = 10 // two lines to a row: the conversions stand below the counts
	roomyGrades                                = 2 + 4*3
	importHeight, importRoomy                  = 1, 7
	bandsHeight                                = 1 + 4

	three      = 160 // columns of cells from which on there are three of tiles
	two        = 110
	roomyLines = 40 // lines from which on figures are drawn with air between them
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
