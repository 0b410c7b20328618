package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// The size of a cell, and of the border around the screen, in SVG units.
const (
	cellWidth, cellHeight = 8.4, 18.0
	fontSize              = 14.0
	border                = 14.0
)

// ground is what a terminal paints where the program says nothing.
type ground struct{ text, surface string }

var (
	darkGround  = ground{text: "#d8dce3", surface: "#14161b"}
	lightGround = ground{text: "#1f2430", surface: "#ffffff"}
)

// picture draws the screen as SVG. Every cell stands at its own place, so that
// wide characters line up whatever the font; blocks and lines are shapes, so
// that bars have no seams.
func (s *session) picture(light bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := darkGround
	if light {
		g = lightGround
	}
	w, h := float64(s.emu.Width())*cellWidth, float64(s.emu.Height())*cellHeight
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.1f" height="%.1f" shape-rendering="crispEdges">`, w+2*border, h+2*border)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`, g.surface)
	fmt.Fprintf(&b, `<g transform="translate(%v,%v)" font-family="DejaVu Sans Mono,Noto Sans Mono CJK SC,Noto Sans CJK SC,monospace" font-size="%v">`,
		border, border, fontSize)
	for _, layer := range []func(*strings.Builder, *uv.Cell, float64, float64, ground){drawGround, drawInk} {
		for y := range s.emu.Height() {
			for x := 0; x < s.emu.Width(); {
				cell := s.emu.CellAt(x, y)
				if cell == nil || cell.Width == 0 {
					x++
					continue
				}
				layer(&b, cell, float64(x)*cellWidth, float64(y)*cellHeight, g)
				x += cell.Width
			}
		}
	}
	if pos := s.emu.CursorPosition(); !s.emu.CursorHidden() {
		fmt.Fprintf(&b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="%s" fill-opacity="0.55"/>`,
			float64(pos.X)*cellWidth, float64(pos.Y)*cellHeight, cellWidth, cellHeight, g.text)
	}
	b.WriteString("</g></svg>\n")
	return b.String()
}

// colors returns the ink and the ground of a cell.
func colors(cell *uv.Cell, g ground) (ink, under string) {
	ink, under = g.text, ""
	if cell.Style.Fg != nil {
		ink = hex(cell.Style.Fg)
	}
	if cell.Style.Bg != nil {
		under = hex(cell.Style.Bg)
	}
	if cell.Style.Attrs&uv.AttrReverse != 0 {
		if under == "" {
			under = g.surface
		}
		ink, under = under, ink
	}
	return ink, under
}

func drawGround(b *strings.Builder, cell *uv.Cell, x, y float64, g ground) {
	if _, under := colors(cell, g); under != "" {
		// A hair wider than the cell, or neighbours show a seam.
		fmt.Fprintf(b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="%s"/>`,
			x, y, float64(cell.Width)*cellWidth+0.3, cellHeight+0.3, under)
	}
}

func drawInk(b *strings.Builder, cell *uv.Cell, x, y float64, g ground) {
	if cell.Content == "" || cell.Content == " " {
		return
	}
	ink, _ := colors(cell, g)
	if drawShape(b, cell.Content, x, y, ink) {
		return
	}
	weight := ""
	if cell.Style.Attrs&uv.AttrBold != 0 {
		weight = ` font-weight="bold"`
	}
	if cell.Style.Attrs&uv.AttrFaint != 0 {
		weight += ` fill-opacity="0.6"`
	}
	fmt.Fprintf(b, `<text x="%.2f" y="%.2f" fill="%s"%s xml:space="preserve">%s</text>`,
		x, y+cellHeight*0.74, ink, weight, html.EscapeString(cell.Content))
}

// drawShape draws block elements and rules, and reports whether it did.
func drawShape(b *strings.Builder, content string, x, y float64, ink string) bool {
	rect := func(dx, dy, w, h float64) bool {
		fmt.Fprintf(b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="%s"/>`,
			x+dx*cellWidth, y+dy*cellHeight, w*cellWidth+0.2, h*cellHeight+0.2, ink)
		return true
	}
	const left, lower = "▏▎▍▌▋▊▉█", "▁▂▃▄▅▆▇█"
	size := len("█")
	switch {
	case content == "▀":
		return rect(0, 0, 1, 0.5)
	case strings.Contains(left, content):
		return rect(0, 0, float64(strings.Index(left, content)/size+1)/8, 1)
	case strings.Contains(lower, content):
		part := float64(strings.Index(lower, content)/size+1) / 8
		return rect(0, 1-part, 1, part)
	case content == "─":
		return rect(0, 0.47, 1, 0.06)
	case content == "━":
		return rect(0, 0.44, 1, 0.12)
	case content == "│":
		return rect(0.44, 0, 0.12, 1)
	case content == "╭":
		return rect(0.44, 0.47, 0.56, 0.06) && rect(0.44, 0.47, 0.12, 0.53)
	case content == "╮":
		return rect(0, 0.47, 0.56, 0.06) && rect(0.44, 0.47, 0.12, 0.53)
	case content == "╰":
		return rect(0.44, 0.47, 0.56, 0.06) && rect(0.44, 0, 0.12, 0.5)
	case content == "╯":
		return rect(0, 0.47, 0.56, 0.06) && rect(0.44, 0, 0.12, 0.5)
	}
	return false
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
