package widget

import (
	"math"
	"strings"
)

// Curve draws values at even distances as one line of braille dots, two of them
// across and four down in a cell.
type Curve struct {
	Values    []float64 // NaN: unknown, the line has a gap
	Low, High float64   // what the lowest and the highest dots stand for
	Rows      int       // lines, at least 1
}

// dots are the bits of a braille cell by column and row, from its top.
var dots = [2][4]rune{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}

const brailleBlank = '\u2800'

// View returns exactly Rows lines of w cells. A value out of scale stands on
// its edge; one alone between gaps is a dot.
func (c Curve) View(w int) []string {
	rows := max(1, c.Rows)
	if w <= 0 {
		return make([]string, rows)
	}
	cells := make([]rune, rows*w)
	set := func(x, y int) { cells[y/4*w+x/2] |= dots[x%2][y%4] }
	before := -1 // index of the value before, when it is known
	for i, v := range c.Values {
		if math.IsNaN(v) {
			before = -1
			continue
		}
		x, y := c.at(i, w, rows)
		if before < 0 {
			set(x, y)
		} else {
			fromX, fromY := c.at(before, w, rows)
			stroke(fromX, fromY, x, y, set)
		}
		before = i
	}
	lines := make([]string, rows)
	for r := range lines {
		var b strings.Builder
		for _, bits := range cells[r*w : (r+1)*w] {
			if bits == 0 {
				b.WriteByte(' ') // a reader of the screen has nothing to say here
				continue
			}
			b.WriteRune(brailleBlank | bits)
		}
		lines[r] = b.String()
	}
	return lines
}

// at returns the dot of a value: from the left, and from the top.
func (c Curve) at(i, w, rows int) (x, y int) {
	if n := len(c.Values); n > 1 {
		x = i * (2*w - 1) / (n - 1)
	}
	part := 0.0
	if c.High > c.Low {
		part = min(1, max(0, (c.Values[i]-c.Low)/(c.High-c.Low)))
	}
	return x, int(math.Round((1 - part) * float64(4*rows-1)))
}

// stroke sets the dots of a straight line without holes (Bresenham).
func stroke(x, y, toX, toY int, set func(x, y int)) {
	dx, dy := toX-x, toY-y
	steps := max(dx, dy, -dy, 1)
	for i := range steps + 1 {
		set(x+int(math.Round(float64(dx*i)/float64(steps))), y+int(math.Round(float64(dy*i)/float64(steps))))
	}
}
