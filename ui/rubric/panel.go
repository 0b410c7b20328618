package rubric

import (
	"fmt"
	"strings"

	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// panelView returns what the draft does, in w by h cells. When lines are
// missing the grades go first, then the distribution becomes lower; the leads
// that move take what is left, unless they have a column of their own.
func (e *Editor) panelView(w, h int) string {
	lines := []string{e.panelHeading(w), ""}
	l := &e.live
	if !l.known {
		return strings.Join(append(lines, e.waiting(w)...), "\n")
	}
	figures := append(e.readyLines(w), e.predictionLines(w)...)
	alone := e.layout.movers > 0
	grades := e.gradeLines(w)
	const leastMovers = 6
	room := h - len(lines) - len(figures) - 1
	if !alone {
		room -= leastMovers
	}
	tallest := 7
	if alone {
		tallest = 11
	}
	chart := min(max(3, room-len(grades)-2), tallest)
	if room-chart-1 < len(grades)+1 {
		grades = nil
		chart = min(max(3, room-1), 7)
	}
	lines = append(lines, e.distribution(w, chart)...)
	lines = append(append(lines, ""), figures...)
	if grades != nil {
		lines = append(append(lines, ""), grades...)
	}
	lines = append(lines, "")
	if alone {
		lines = append(lines, e.changeLines(w, h-len(lines))...)
	} else {
		lines = append(lines, e.moverLines(w, h-len(lines))...)
	}
	return strings.Join(lines, "\n")
}

// panelHeading names the base of all figures, and says when they are not yet
// those of the grid.
func (e *Editor) panelHeading(w int) string {
	l := &e.live
	note := ""
	if l.known {
		note = plural(l.impact.Open, "open lead", "open leads") + " · " + count(l.impact.Closed) + " closed"
	}
	line := widget.Heading(e.styles, " WHAT IT DOES", note, w)
	if busy := e.busy(); busy != "" {
		return widget.Ends(line, e.styles.Muted.Render(" "+busy+" "), w)
	}
	return line
}

// busy says what is under way, once it has taken a while.
func (e *Editor) busy() string {
	l := &e.live
	spin := l.spin.View()
	switch {
	case spin == " ":
		return ""
	case l.loading && l.progress.Now.Total > 0:
		return fmt.Sprintf("%s reading the leads %d %%", spin, int(l.progress.Share()*100))
	case l.loading:
		return spin + " reading the leads"
	case e.measuring():
		return spin + " measuring"
	}
	return ""
}

// waiting stands for the figures before there are any.
func (e *Editor) waiting(w int) []string {
	st := e.styles
	if err := e.live.err; err != nil {
		message, hint := screen.Sentence(err)
		var lines []string
		for _, part := range widget.Wrap("The leads could not be measured: "+message+".", w-2) {
			lines = append(lines, " "+st.Bad.Render(part))
		}
		if hint != "" {
			for _, part := range widget.Wrap(capital(hint)+".", w-2) {
				lines = append(lines, " "+st.Text.Render(part))
			}
		}
		return append(lines, "", " "+st.Key.Render("r")+st.Muted.Render(" tries again"))
	}
	if e.live.spin.View() == " " {
		return nil
	}
	words := "Reading all leads. You can edit meanwhile."
	lines := []string{" " + st.Muted.Render(text.Truncate(words, w-2))}
	if p := e.live.progress; p.Now.Total > 0 {
		bar := strings.TrimRight(widget.Bar(p.Share(), min(40, w-10)), " ")
		dots := strings.Repeat("·", max(0, min(40, w-10)-text.Width(bar)))
		lines = append(lines, " "+st.Accent.Render(bar)+st.Rule.Render(dots)+st.Title.Render(fmt.Sprintf(" %d %%", int(p.Share()*100))),
			" "+st.Faint.Render(text.Truncate(count(p.Now.Done)+" of "+count(p.Now.Total), w-2)))
	}
	return lines
}

// labelWidth is the room of the names at the left of the figures.
const figureLabel = 13

// labelled puts the name of a figure before it.
func (e *Editor) labelled(name, figure string, w int) string {
	return widget.Line(" "+e.styles.Muted.Render(text.Fit(name, figureLabel-1))+figure, w)
}

// arrow returns a value before and after, the second in bold, and only one when
// nothing changes.
func (e *Editor) arrow(before, after string) string {
	if before == after {
		return e.styles.Title.Render(after)
	}
	return e.styles.Muted.Render(before+" → ") + e.styles.Title.Render(after)
}

// crossings says how many leads become ready and how many no longer are.
func (e *Editor) crossings(i *score.Impact) string {
	st := e.styles
	var parts []string
	if i.In > 0 {
		parts = append(parts, st.Good.Render("▲ "+count(i.In)+" in"))
	}
	if i.Out > 0 {
		parts = append(parts, st.Bad.Render("▼ "+count(i.Out)+" out"))
	}
	return strings.Join(parts, "  ")
}

func (e *Editor) readyLines(w int) []string {
	i := &e.live.impact
	ready := e.arrow(count(i.Before.Ready), count(i.After.Ready))
	if cross := e.crossings(i); cross != "" {
		ready += "   " + cross
	}
	lines := []string{e.labelled("ready", ready, w)}
	said := e.capacityWords(i)
	if e.facts.capacity == 0 {
		said = "no weekly capacity is set: " + e.command + " team set NAME --capacity 15"
	}
	for _, part := range widget.Wrap(said, w-figureLabel-1) {
		lines = append(lines, widget.Line(widget.Spaces(figureLabel)+e.styles.Muted.Render(part), w))
	}
	moved := "no score changes"
	if i.Up+i.Down > 0 {
		moved = fmt.Sprintf("%s up, %s down", count(i.Up), count(i.Down))
	}
	return append(lines, e.labelled("scores", e.styles.Text.Render(moved), w))
}

// capacityWords compares the ready leads with what sales can take.
func (e *Editor) capacityWords(i *score.Impact) string {
	if e.facts.capacity == 0 {
		return ""
	}
	weeks := func(n int) float64 { return float64(n) / float64(e.facts.capacity) }
	words := fmt.Sprintf("the reps can take %s a week: %.1f weeks of ready leads", count(e.facts.capacity), weeks(i.After.Ready))
	if by := fmt.Sprintf("%+.1f", weeks(i.After.Ready-i.Before.Ready)); by != "+0.0" && by != "-0.0" {
		words += ", " + by
	}
	return words
}

// predictionLines say how well the score finds the wins, on closed leads as
// they stood when they were handed off.
func (e *Editor) predictionLines(w int) []string {
	st := e.styles
	i := &e.live.impact
	before, after := &i.Before, &i.After
	if !after.AUC.Known {
		said := fmt.Sprintf("not enough: %s won of %s closed", count(i.Won), count(i.Closed))
		return []string{e.labelled("wins found", st.Faint.Render(text.Truncate(said, w-figureLabel-1)), w)}
	}
	auc := "AUC " + e.arrow(aucText(before.AUC), aucText(after.AUC)) + e.better(after.AUC.Value-before.AUC.Value)
	base := fmt.Sprintf("%s-%s, n %s", aucFigure(after.AUC.Low), aucFigure(after.AUC.High), count(after.AUC.N))
	if won := fmt.Sprintf(", %s won", count(i.Won)); text.Width(auc+base+won)+2 < w-figureLabel {
		base += won
	}
	precision := e.arrow(percent(before.Precision), percent(after.Precision)) + fmt.Sprintf(" won at %d or more", e.rubric().Ready)
	recall := e.arrow(percent(before.Recall), percent(after.Recall)) + fmt.Sprintf(" of wins reach %d", e.rubric().Ready)
	lines := e.based("wins found", auc, "  ", base, w)
	lines = append(lines, e.based("", precision, " ", fmt.Sprintf("(n %s)", count(after.Precision.N)), w)...)
	return append(lines, e.based("", recall, " ", fmt.Sprintf("(n %s)", count(after.Recall.N)), w)...)
}

// based returns a figure with its base behind it, or below it where the room
// does not hold both: no figure stands without its base.
func (e *Editor) based(name, figure, gap, base string, w int) []string {
	muted := e.styles.Muted.Render(base)
	if text.Width(figure+gap+base) <= w-figureLabel-1 {
		return []string{e.labelled(name, figure+gap+muted, w)}
	}
	return []string{e.labelled(name, figure, w), e.labelled("", muted, w)}
}

// better marks a change of a figure that should be large.
func (e *Editor) better(by float64) string {
	switch {
	case by >= 0.0005:
		return e.styles.Good.Render(" ▲")
	case by <= -0.0005:
		return e.styles.Bad.Render(" ▼")
	}
	return ""
}

func aucText(s score.Share) string {
	if !s.Known {
		return "not enough"
	}
	return aucFigure(s.Value)
}

// aucFigure writes .768, as is the custom.
func aucFigure(v float64) string {
	if v >= 0.9995 {
		return "1.00"
	}
	return strings.TrimPrefix(fmt.Sprintf("%.3f", v), "0")
}

func percent(s score.Share) string {
	if !s.Known {
		return "none"
	}
	return fmt.Sprintf("%.0f %%", s.Value*100)
}

// strip is the panel in two lines, below a grid that stands alone.
func (e *Editor) strip(w int) []string {
	st := e.styles
	l := &e.live
	if !l.known {
		lines := e.waiting(w)
		for len(lines) < stripLines {
			lines = append(lines, "")
		}
		if l.err != nil {
			return []string{lines[0], " " + st.Key.Render("r") + st.Muted.Render(" tries again")}
		}
		return lines[:stripLines]
	}
	i := &l.impact
	first := " " + st.Heading.Render("READY") + " " + e.arrow(count(i.Before.Ready), count(i.After.Ready))
	if cross := e.crossings(i); cross != "" {
		first += "  " + cross
	}
	right := e.busy()
	if right == "" {
		right = e.capacityShort(i)
	}
	second := " " + st.Heading.Render("WINS FOUND") + " "
	if i.After.AUC.Known {
		second += "AUC " + e.arrow(aucText(i.Before.AUC), aucText(i.After.AUC)) + e.better(i.After.AUC.Value-i.Before.AUC.Value) +
			st.Faint.Render(fmt.Sprintf(" (n %s)", count(i.After.AUC.N)))
	} else {
		second += st.Faint.Render(fmt.Sprintf("not enough (n %s)", count(i.Closed)))
	}
	moved := fmt.Sprintf("%s open: %s up, %s down ", count(i.Open), count(i.Up), count(i.Down))
	return []string{
		widget.Ends(first, st.Muted.Render(right+" "), w),
		widget.Ends(second, st.Muted.Render(moved), w),
	}
}

func (e *Editor) capacityShort(i *score.Impact) string {
	if e.facts.capacity == 0 {
		return "no weekly capacity set"
	}
	return fmt.Sprintf("%.1f weeks of work at %s a week", float64(i.After.Ready)/float64(e.facts.capacity), count(e.facts.capacity))
}
