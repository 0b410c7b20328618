package main

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"maps"
	"os"
	"slices"
	"strconv"
)

// film is a sequence of pictures, each shown for a while.
type film struct {
	frames []image.Image
	delays []int // hundredths of a second
}

// add takes a picture in and shows it for so many milliseconds.
func (f *film) add(svg string, zoom float64, millis string) error {
	n, err := strconv.Atoi(millis)
	if err != nil || n < 20 {
		return fmt.Errorf("snap:%s: use milliseconds, at least 20", millis)
	}
	data, err := raster(svg, zoom)
	if err != nil {
		return err
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return err
	}
	f.frames, f.delays = append(f.frames, img), append(f.delays, n/10)
	return nil
}

// write writes the film as a GIF that runs for ever. Every frame but the first
// holds only the rectangle that changed.
func (f *film) write(path string) error {
	if len(f.frames) == 0 {
		return fmt.Errorf("%s has no frames: put snap:MILLISECONDS among the keys", path)
	}
	colors := palette(f.frames)
	nearest := map[color.RGBA]uint8{}
	out := &gif.GIF{Delay: f.delays}
	var before *image.Paletted
	for _, frame := range f.frames {
		whole := paint(frame, colors, nearest)
		shown := whole
		if before != nil {
			shown, _ = whole.SubImage(changed(before, whole)).(*image.Paletted)
		}
		out.Image, before = append(out.Image, shown), whole
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, out); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

func rgba(c color.Color) color.RGBA {
	r, g, b, _ := c.RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255} //nolint:gosec // eight bits each
}

// palette returns the 256 commonest colours: a terminal shows few, and the
// shades at the edges of letters are near one of them.
func palette(frames []image.Image) color.Palette {
	counts := map[color.RGBA]int{}
	for _, frame := range frames {
		for y := frame.Bounds().Min.Y; y < frame.Bounds().Max.Y; y++ {
			for x := frame.Bounds().Min.X; x < frame.Bounds().Max.X; x++ {
				counts[rgba(frame.At(x, y))]++
			}
		}
	}
	common := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(key(a), key(b)))
	})
	var p color.Palette
	for _, c := range common[:min(256, len(common))] {
		p = append(p, c)
	}
	return p
}

func key(c color.RGBA) uint32 { return uint32(c.R)<<16 | uint32(c.G)<<8 | uint32(c.B) }

func paint(frame image.Image, p color.Palette, nearest map[color.RGBA]uint8) *image.Paletted {
	out := image.NewPaletted(frame.Bounds(), p)
	for y := frame.Bounds().Min.Y; y < frame.Bounds().Max.Y; y++ {
		for x := frame.Bounds().Min.X; x < frame.Bounds().Max.X; x++ {
			c := rgba(frame.At(x, y))
			i, ok := nearest[c]
			if !ok {
				i = uint8(p.Index(c)) //nolint:gosec // of 256
				nearest[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	return out
}

// changed returns the rectangle outside of which two frames are equal, at
// least one pixel large.
func changed(a, b *image.Paletted) image.Rectangle {
	var r image.Rectangle
	for y := b.Rect.Min.Y; y < b.Rect.Max.Y; y++ {
		for x := b.Rect.Min.X; x < b.Rect.Max.X; x++ {
			if a.ColorIndexAt(x, y) != b.ColorIndexAt(x, y) {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if r.Empty() {
		return image.Rectangle{Min: b.Rect.Min, Max: b.Rect.Min.Add(image.Pt(1, 1))}
	}
	return r
}
