package rubric

import (
	"fmt"
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// distribution draws how many open leads have which score, published and draft
// on one scale, with the line at which a lead is ready.
func (e *Editor) distribution(w, _ int) []string {
	st := e.styles
	i := &e.live.impact
	room := w - figureLabel - 2
	if room < 10 {
		return nil
	}
	before, after := fold(i.Before.Histogram, room), fold(i.After.Histogram, room)
	top := 1
	for n := range after {
		top = max(top, after[n], before[n])
	}
	points := max(1, len(i.After.Histogram))
	at := min(room-1, e.rubric().Ready*room/points)
	axis := []rune(strings.Repeat(" ", room))
	for score := 0; score < points; score += 20 {
		for k, r := range fmt.Sprint(score) {
			if x := score*room/points + k; x < len(axis) {
				axis[x] = r
			}
		}
	}
	draw := func(bins []int) string {
		line := ""
		for x, n := range bins {
			if x == at {
				line += st.Accent.Render("│")
				continue
			}
			line += st.Muted.Render(level(n, top))
		}
		return line
	}
	return []string{
		widget.Line(widget.Spaces(figureLabel)+st.Faint.Render(string(axis)), w),
		e.labelled("published", draw(before), w),
		e.labelled("draft", draw(after), w),
	}
}

func fold(bins []int, w int) []int {
	folded := make([]int, w)
	for score, n := range bins {
		folded[score*w/len(bins)] += n
	}
	return folded
}

func level(n, top int) string {
	if n == 0 {
		return " "
	}
	steps := []rune("▁▂▃▄▅▆▇█")
	return string(steps[min(len(steps)-1, n*len(steps)/(top+1))])
}

// gradeLines is the matrix of grades after, with what changes in each cell.
func (e *Editor) gradeLines(w int) []string {
	st := e.styles
	i := &e.live.impact
	cell := min(14, (w-4)/4)
	head := " " + st.Heading.Render("GRADES")
	lines := []string{""}
	for digit := range 4 {
		_ = digit
	}
	for letter := range 4 {
		line := " " + st.Title.Render(string(rune('A'+letter))) + " "
		for digit := range 4 {
			n, by := i.After.Grades[letter][digit], i.After.Grades[letter][digit]-i.Before.Grades[letter][digit]
			change := ""
			switch {
			case by > 0:
				change = st.Good.Render(text.Fit(" ▲"+count(by), cell-6))
			case by < 0:
				change = st.Bad.Render(text.Fit(" ▼"+count(-by), cell-6))
			default:
				change = widget.Spaces(cell - 6)
			}
			line += st.Text.Render(text.FitRight(count(n), 6)) + change
		}
		lines = append(lines, widget.Line(line, w))
	}
	for digit := range 4 {
		head += text.Fit("", 0)
		_ = digit
	}
	header := "   "
	for digit := range 4 {
		header += text.FitRight(fmt.Sprint(digit+1), 6) + widget.Spaces(cell-6)
	}
	lines[0] = widget.Line(st.Muted.Render(header), w)
	return append([]string{widget.Line(head, w)}, lines...)
}
