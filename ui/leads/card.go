package leads

import (
	"fmt"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// cardLines are who the lead is and how it stands: name and large score, the
// two axes, readiness, stage and owner.
func (l *Leads) cardLines(w int) []string {
	lines := l.nameLines(w)
	lines = append(lines, "")
	for i := range l.detail.why.Ledger.Axes {
		lines = append(lines, l.axisLine(i, w))
	}
	lines = append(lines, "", l.readyLine(w), l.placeLine(w))
	lines = append(lines, l.owedLines(w)...)
	if next := l.nextLine(w); next != "" {
		lines = append(lines, next)
	}
	return lines
}

// nameLines puts name, title and company beside the score in large digits.
func (l *Leads) nameLines(w int) []string {
	d, st := &l.detail, l.styles
	digits := widget.Digits(strconv.Itoa(d.why.Ledger.Shown))
	who := [widget.DigitRows]string{
		st.Title.Render(text.Clean(d.lead.DisplayName())),
		st.Text.Render(text.Clean(d.lead.Title)),
		st.Muted.Render(text.Clean(d.lead.Company)),
	}
	if d.lead.Title == "" {
		who[1], who[2] = who[2], ""
	}
	lines := make([]string, len(digits))
	for i := range digits {
		right := "  " + l.gradeStyle(d.why.Grade).Render(digits[i])
		if i == 0 {
			right = "  " + l.gradeStyle(d.why.Grade).Render(d.why.Grade) + right
		} else {
			right = widget.Spaces(2+len(d.why.Grade)) + right
		}
		lines[i] = widget.Ends(who[i], right, w)
	}
	return lines
}

// axisLine is one axis: its name, a bar against its cap, the points, and its
// half of the grade.
func (l *Leads) axisLine(i, w int) string {
	st, axis := l.styles, l.detail.why.Ledger.Axes[i]
	half := ""
	if grade := l.detail.why.Grade; i < len(grade) {
		half = grade[i : i+1]
	}
	points := fmt.Sprintf("%3d", axis.Shown)
	left := st.Muted.Render(text.Fit(string(axis.Axis), 12))
	right := "  " + st.Text.Render(points) + st.Muted.Render(fmt.Sprintf(" of %d", axis.Cap)) + "  " + st.Title.Render(half)
	room := w - 12 - text.Width(right)
	if room < 4 || axis.Cap <= 0 {
		return widget.Ends(left, right, w)
	}
	bar := thinBar(float64(axis.Counted)/float64(100*axis.Cap), room)
	track := strings.Repeat("┄", room-text.Width(bar))
	return left + st.Accent.Render(bar) + st.Faint.Render(track) + right
}

// readyLine says whether the lead is ready since when and why, or what is
// missing.
func (l *Leads) readyLine(w int) string {
	st, lead, why := l.styles, &l.detail.lead, &l.detail.why
	if r := lead.Stamp.Ready; r.Ready() {
		cause := "by its score"
		if r.Cause == crm.ByInstant {
			cause = "at once, for what it did"
		}
		return widget.Line(st.Good.Render("✓ ready since "+when(r.Since, l.clock()))+st.Muted.Render("  "+cause), w)
	}
	switch lead.Stamp.Standing {
	case crm.StandingWon:
		return widget.Line(st.Good.Render("✓ won"), w)
	case crm.StandingLost:
		return widget.Line(st.Muted.Render("closed"), w)
	case crm.InSales:
		return widget.Line(st.Text.Render("handed over to sales"), w)
	case crm.InNurture:
		if why.Gap == 0 && len(why.GatesMissing) == 0 {
			return widget.Line(st.Muted.Render("not ready: ")+st.Text.Render("has done nothing since it was recycled"), w)
		}
	}
	return widget.Line(st.Muted.Render("not ready: ")+st.Text.Render(lacking(why)), w)
}

// lacking says what a lead that is not ready lacks: "12 points and a known
// phone".
func lacking(why *score.Explanation) string {
	var lack []string
	if why.Gap > 0 {
		lack = append(lack, plural(max(1, crm.Points(why.Gap)), "point"))
	}
	for _, name := range why.GatesMissing {
		lack = append(lack, "a known "+fieldWords(name))
	}
	if len(lack) == 0 {
		return "nothing is missing, it waits to be scored"
	}
	if len(lack) > 1 {
		lack = []string{strings.Join(lack[:len(lack)-1], ", "), lack[len(lack)-1]}
	}
	return strings.Join(lack, " and ") + " missing"
}

// placeLine is where the lead stands and whose it is.
func (l *Leads) placeLine(w int) string {
	st, lead := l.styles, &l.detail.lead
	line := l.stageStyle(lead.Stage).Render(text.Clean(l.stageLabel(lead.Stage)))
	if !lead.StageAt.IsZero() {
		line += st.Muted.Render(" since " + day(lead.StageAt, l.clock()))
	}
	owner := "no owner"
	if lead.Owner != "" {
		owner = text.Clean(lead.Owner)
	}
	line += st.Faint.Render(" · ") + st.Muted.Render(owner)
	return widget.Line(line, w)
}

// nextLine is what comes next and by when; empty when nothing is planned.
func (l *Leads) nextLine(w int) string {
	lead := &l.detail.lead
	if lead.NextStep == "" {
		return ""
	}
	due := ""
	if !lead.Due.IsZero() {
		ink, mark := l.styles.Muted, ""
		switch days := crm.DayOf(lead.Due, l.zone()) - crm.DayOf(l.clock(), l.zone()); {
		case days < 0:
			ink, mark = l.styles.Bad, "! due "
		case days == 0:
			ink = l.styles.Watch
		}
		due = "  " + ink.Render(mark+when(lead.Due, l.clock()))
	}
	room := max(1, w-6-text.Width(due))
	return widget.Line(l.styles.Muted.Render("next  ")+l.styles.Text.Render(text.Truncate(lead.NextStep, room))+due, w)
}

// axisTitle is the axis in words for a heading.
func axisTitle(axis rubric.AxisName) string {
	if axis == rubric.Engagement {
		return "Engagement"
	}
	return "Fit"
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
