package widget

import "strings"

// DigitRows is the height of large digits in lines.
const DigitRows = 3

// font draws a glyph in six rows of pixels, two to a line of the terminal.
// Strokes are two pixels wide, so that a figure reads from across a room.
var font = map[rune][6]string{
	'0': {".####.", "##..##", "##..##", "##..##", "##..##", ".####."},
	'1': {"..##", ".###", "..##", "..##", "..##", "..##"},
	'2': {"#####.", "....##", "...##.", ".##...", "##....", "######"},
	'3': {"#####.", "....##", "..###.", "....##", "....##", "#####."},
	'4': {"##..##", "##..##", "##..##", "######", "....##", "....##"},
	'5': {"######", "##....", "#####.", "....##", "....##", "#####."},
	'6': {".####.", "##....", "#####.", "##..##", "##..##", ".####."},
	'7': {"######", "....##", "...##.", "..##..", "..##..", "..##.."},
	'8': {".####.", "##..##", ".####.", "##..##", "##..##", ".####."},
	'9': {".####.", "##..##", "##..##", ".#####", "....##", ".####."},
	',': {"..", "..", "..", "..", "##", ".#"},
	'.': {"..", "..", "..", "..", "..", "##"},
	'%': {"##...#", "##..##", "...##.", "..##..", ".##.##", "##..##"},
	'-': {"....", "....", "####", "####", "....", "...."},
	'$': {"..##..", ".#####", "##....", ".####.", "....##", "#####."},
	'k': {"##....", "##....", "##.##.", "####..", "##.##.", "##..##"},
	'M': {"##...##", "###.###", "#######", "##.#.##", "##...##", "##...##"},
	' ': {"..", "..", "..", "..", "..", ".."},
}

// Digits returns the figure in large digits of three lines, all equally wide.
// Characters it cannot draw are left out.
func Digits(figure string) []string {
	var rows [DigitRows]strings.Builder
	first := true
	for _, r := range figure {
		glyph, ok := font[r]
		if !ok {
			continue
		}
		for i := range rows {
			if !first {
				rows[i].WriteByte(' ')
			}
			top, bottom := glyph[2*i], glyph[2*i+1]
			for x := range len(top) {
				rows[i].WriteString(half(top[x] == '#', bottom[x] == '#'))
			}
		}
		first = false
	}
	lines := make([]string, DigitRows)
	for i := range rows {
		lines[i] = rows[i].String()
	}
	return lines
}

func half(top, bottom bool) string {
	switch {
	case top && bottom:
		return "█"
	case top:
		return "▀"
	case bottom:
		return "▄"
	}
	return " "
}
