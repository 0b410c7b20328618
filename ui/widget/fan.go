package widget

import (
	"math"
	"strings"

	"charm.land/lipgloss/v2"
)

// Fan draws several lines over a band on the same scale, in dots of braille: a
// figure with its plan, and a forecast that opens like a fan. All values stand
// at even distances from the left edge to the right one; NaN is unknown.
type Fan struct {
	Low, High         float64 // what the lowest and the highest dots stand for
	Rows              int     // lines, at least 1
	BandLow, BandHigh []float64
	BandStyle         lipgloss.Style
	Lines             []FanLine // where they meet, the last one has its style
}

// FanLine is one line of a Fan.
type FanLine struct {
	Values []float64
	Style  lipgloss.Style
	Dotted bool // with gaps, to be told apart without colour
}

// Row returns the line, from the top, on which a value stands.
func (f *Fan) Row(v float64) int {
	rows := max(1, f.Rows)
	c := Curve{Values: []float64{v}, Low: f.Low, High: f.High}
	_, y := c.at(0, 1, rows)
	return y / 4
}

// View returns exactly Rows styled lines of w cells.
func (f *Fan) View(w int) []string {
	rows := max(1, f.Rows)
	lines := make([]string, rows)
	if w <= 0 {
		return lines
	}
	bits := make([]rune, rows*w)
	owner := make([]int, rows*w) // index of the line that is seen, from 1
	for k := range f.Lines {
		f.draw(k, w, rows, bits, owner)
	}
	for r := range lines {
		lines[r] = f.row(r, w, rows, bits, owner)
	}
	return lines
}

// draw sets the dots of a line.
func (f *Fan) draw(k, w, rows int, bits []rune, owner []int) {
	l := &f.Lines[k]
	c := Curve{Values: l.Values, Low: f.Low, High: f.High}
	before := -1
	for i, v := range l.Values {
		if math.IsNaN(v) {
			before = -1
			continue
		}
		from := i
		if before >= 0 {
			from = before
		}
		x, y := c.at(from, w, rows)
		toX, toY := c.at(i, w, rows)
		stroke(x, y, toX, toY, func(x, y int) {
			if l.Dotted && x%4 >= 2 {
				return
			}
			cell := y/4*w + x/2
			if owner[cell] != k+1 && !l.Dotted {
				bits[cell] = 0 // a line is not thickened by those below it
			}
			bits[cell] |= dots[x%2][y%4]
			owner[cell] = k + 1
		})
		before = i
	}
}

// row renders one line of cells; runs of one style are written at once.
func (f *Fan) row(r, w, rows int, bits []rune, owner []int) string {
	var b, run strings.Builder
	ink := 0 // of the run: 0 nothing, -1 the band, else the line
	flush := func() {
		switch {
		case run.Len() == 0:
		case ink == 0:
			b.WriteString(run.String())
		case ink < 0:
			b.WriteString(f.BandStyle.Render(run.String()))
		default:
			b.WriteString(f.Lines[ink-1].Style.Render(run.String()))
		}
		run.Reset()
	}
	for x := range w {
		cell, kind, glyph := r*w+x, 0, ' '
		switch {
		case bits[cell] != 0:
			kind, glyph = owner[cell], brailleBlank|bits[cell]
		case f.inBand(x, r, w, rows):
			kind, glyph = -1, '░'
		}
		if kind != ink {
			flush()
			ink = kind
		}
		run.WriteRune(glyph)
	}
	flush()
	return b.String()
}

// inBand reports whether the middle of a cell lies in the band.
func (f *Fan) inBand(x, r, w, rows int) bool {
	n := min(len(f.BandLow), len(f.BandHigh))
	if n == 0 || f.High <= f.Low {
		return false
	}
	i := int(math.Round((float64(x) + 0.5) / float64(w) * float64(n-1)))
	low, high := f.BandLow[i], f.BandHigh[i]
	if math.IsNaN(low) || math.IsNaN(high) {
		return false
	}
	middle := f.High - (float64(r)+0.5)/float64(rows)*(f.High-f.Low)
	return low <= middle && middle <= high
}
