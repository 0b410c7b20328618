package rubric

import (
	"strings"

	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// distribution draws in at most h lines how many open leads have which score,
// published above draft, on one scale and with the line at which a lead is
// ready.
func (e *Editor) distribution(w, h int) []string {
	i := &e.live.impact
	name := func(s string) string { return text.Fit(" "+s, figureLabel-2) }
	series := []widget.Series{
		{Label: name("published"), Counts: i.Before.Histogram, Style: e.styles.Muted},
		{Label: name("draft"), Counts: i.After.Histogram, Style: e.styles.Text},
	}
	if len(e.changes) == 0 {
		series = series[:1]
	}
	chart := widget.Histogram{Series: series, Limit: e.rubric().Ready, Rows: max(1, (h-1)/len(series))}
	return strings.Split(chart.View(e.styles, w-1), "\n")
}

// gradeLines is the matrix of grades, with what changes in each cell.
func (e *Editor) gradeLines(w int) []string {
	i := &e.live.impact
	m := widget.Matrix{Rows: []string{" A", " B", " C", " D"}, Columns: []string{"1", "2", "3", "4"}}
	for letter := range i.After.Grades {
		m.Counts = append(m.Counts, i.After.Grades[letter][:])
		m.Before = append(m.Before, i.Before.Grades[letter][:])
	}
	head := widget.Heading(e.styles, " GRADES", "open leads, fit by engagement", w)
	return append([]string{head}, strings.Split(m.View(e.styles, w), "\n")...)
}
