package leads

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// The two columns of figures in the ledger: points of criteria in the inner
// one, what groups and axes count in the outer one.
const figureWidth = 4

// whyLines is the ledger in words. What is shown adds up: criteria to their
// group unless the group says that it counts less, groups to their axis, axes
// to the score.
func (l *Leads) whyLines(w int) []string {
	ledger := &l.detail.why.Ledger
	lines := []string{widget.Heading(l.styles, "WHY "+strconv.Itoa(ledger.Shown), "", w)}
	silent, unknown := 0, 0
	for i := range ledger.Axes {
		axis := &ledger.Axes[i]
		lines = append(lines, l.axisEntry(axis, w))
		for j := range axis.Groups {
			shown, zero, blind := l.groupLines(axis.Groups[j], w)
			lines = append(lines, shown...)
			silent += zero
			unknown += blind
		}
	}
	if rest := restWords(silent, unknown, silent+unknown < ledgerEntries(ledger)); rest != "" {
		lines = append(lines, l.styles.Faint.Render(text.Truncate(rest, w)))
	}
	return lines
}

// restWords tells of the criteria that are not listed.
func restWords(silent, unknown int, some bool) string {
	more := ""
	if some {
		more = "more "
	}
	switch {
	case silent == 0 && unknown == 0:
		return ""
	case unknown == 0:
		return fmt.Sprintf("%d %sdid not match", silent, more)
	case silent == 0:
		return fmt.Sprintf("%d %sunknown", unknown, more)
	}
	return fmt.Sprintf("%d %sdid not match, %d unknown", silent, more, unknown)
}

func ledgerEntries(ledger *score.Ledger) int {
	n := 0
	for i := range ledger.Axes {
		for j := range ledger.Axes[i].Groups {
			n += len(ledger.Axes[i].Groups[j].Criteria)
		}
	}
	return n
}

func (l *Leads) axisEntry(axis *score.AxisEntry, w int) string {
	st := l.styles
	left := st.Title.Render(axisTitle(axis.Axis))
	if axis.Shown != axis.ShownEarned {
		left += st.Faint.Render("  " + capWords(axis.ShownEarned, axis.Shown))
	}
	return widget.Ends(left, st.Title.Render(text.FitRight(strconv.Itoa(axis.Shown), figureWidth)), w)
}

// groupLines is one group with the criteria that earned something, and how
// many of the others did not match or could not be judged. A group without any
// such criterion has no lines.
func (l *Leads) groupLines(g score.GroupEntry, w int) (lines []string, silent, unknown int) {
	st := l.styles
	for _, e := range g.Criteria {
		switch {
		case e.Earned != 0:
			lines = append(lines, l.criterionLines(e, w)...)
		case e.Unknown:
			unknown++
		default:
			silent++
		}
	}
	if len(lines) == 0 && g.Shown == 0 {
		return nil, silent, unknown
	}
	name, note := text.Clean(g.Name), ""
	if g.Shown != g.ShownEarned {
		note = capWords(g.ShownEarned, g.Shown)
	}
	left, rest := "  "+st.Muted.Render(name), []string(nil)
	switch {
	case note == "":
	case 2+text.Width(name)+2+text.Width(note)+figureWidth <= w:
		left += st.Faint.Render("  " + note)
	default:
		rest = []string{widget.Line("  "+st.Faint.Render(note), w)}
	}
	head := widget.Ends(left, st.Muted.Render(text.FitRight(strconv.Itoa(g.Shown), figureWidth)), w)
	return slices.Concat([]string{head}, rest, lines), silent, unknown
}

// criterionLines is one criterion: the label, wrapped when it is long, with its
// points, and the evidence after it, on a line of its own when it needs one.
func (l *Leads) criterionLines(e score.Entry, w int) []string {
	const indent = 4
	st := l.styles
	ink := st.Text
	if e.Shown < 0 {
		ink = st.Bad
	}
	points := ink.Render(text.FitRight(signed(e.Shown), figureWidth)) + widget.Spaces(figureWidth)
	room := w - indent - 2*figureWidth
	edge := widget.Spaces(indent)
	var lines []string
	for _, part := range widget.Wrap(e.Label, room) {
		lines = append(lines, edge+st.Text.Render(strings.TrimRight(part, " ")))
	}
	if f, err := strconv.ParseFloat(e.Evidence.Value, 64); err == nil {
		e.Evidence.Value = humanize.Commaf(f)
	}
	evidence := text.Clean(e.Detail(l.detail.why.At, l.clock().Location()))
	if last := len(lines) - 1; evidence != "" {
		left := room - (text.Width(lines[last]) - indent) - 2
		if left >= text.Width(evidence) {
			lines[last] += "  " + st.Faint.Render(evidence)
		} else {
			lines = append(lines, edge+st.Faint.Render(text.Truncate(evidence, room)))
		}
	}
	lines[0] = widget.Ends(lines[0], points, w)
	return lines
}

// capWords explains why less, or more, counts than was earned.
func capWords(earned, counts int) string {
	if counts > earned {
		return fmt.Sprintf("earned %d, held at %d", earned, counts)
	}
	return fmt.Sprintf("earned %d, capped at %d", earned, counts)
}

func signed(n int) string {
	if n > 0 {
		return "+" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// coverageLines says how much of the fit side was known.
func (l *Leads) coverageLines(w int) []string {
	c := l.detail.why.Coverage
	if c.Of == 0 {
		return nil
	}
	lines := []string{
		widget.Heading(l.styles, "COVERAGE", "", w),
		widget.Line(l.styles.Text.Render(fmt.Sprintf("scored on %d of %d fit criteria", c.Known, c.Of)), w),
	}
	if len(c.Missing) == 0 {
		return lines
	}
	names := make([]string, len(c.Missing))
	for i, name := range c.Missing {
		names[i] = fieldWords(name)
	}
	for _, part := range widget.Wrap("unknown: "+strings.Join(names, ", "), w) {
		lines = append(lines, l.styles.Muted.Render(part))
	}
	return lines
}

// missingLines is what would bring the lead nearer to ready.
func (l *Leads) missingLines(w int) []string {
	d, st := &l.detail, l.styles
	stamp := &d.lead.Stamp
	if stamp.Ready.Ready() || !stamp.Standing.Open() || stamp.Standing == crm.InSales || len(d.why.ToReady) == 0 && len(d.why.GatesMissing) == 0 {
		return nil
	}
	note := ""
	if d.why.Gap > 0 {
		note = plural(max(1, crm.Points(d.why.Gap)), "point") + " to go"
	}
	lines := []string{widget.Heading(st, "WHAT WOULD MAKE IT READY", note, w)}
	for _, name := range d.why.GatesMissing {
		lines = append(lines, widget.Line(st.Watch.Render(text.FitRight("!", 4))+"  "+
			st.Text.Render("a known "+fieldWords(name))+st.Faint.Render("  needed before a hand-off"), w))
	}
	for _, m := range d.why.ToReady {
		points := ""
		if m.Points > 0 {
			points = signed(crm.Points(m.Points))
		}
		line := st.Text.Render(text.FitRight(points, 4)) + "  " + st.Text.Render(text.Clean(m.Words()))
		if m.Instant {
			line += st.Good.Render("  ready at once")
		}
		lines = append(lines, widget.Line(line, w))
	}
	return lines
}
