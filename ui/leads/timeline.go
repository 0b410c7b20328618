package leads

import (
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// An entry begins with its day, told once for all entries of the day, and the
// time of day.
const (
	dayWidth  = 10 // 2025-11-03
	timeWidth = 5
	textX     = dayWidth + timeWidth + 4 // where the text begins: after a mark
)

// historyLines is the timeline, newest first, each entry with its time on the
// left and its text wrapped beside it.
func (l *Leads) historyLines(w int) []string {
	st := l.styles
	lines := []string{widget.Heading(st, "TIMELINE", "", w)}
	if len(l.detail.timeline) == 0 {
		return append(lines, st.Faint.Render(text.Truncate("nothing is known to have happened", w)))
	}
	told := ""
	for _, e := range l.detail.timeline {
		date, clock := "no date", ""
		if !e.At.IsZero() {
			date, clock = day(e.At, l.clock()), timeOfDay(e.At, l.clock())
		}
		if date == told {
			date = ""
		} else {
			told = date
		}
		at := st.Muted.Render(text.Fit(date, dayWidth)) + " " + st.Faint.Render(text.FitRight(clock, timeWidth))
		lines = append(lines, l.entryLines(e, at, w)...)
	}
	return lines
}

func (l *Leads) entryLines(e crm.TimelineEntry, at string, w int) []string {
	words := e.Text
	if e.By != "" {
		words += " (" + e.By + ")"
	}
	mark, ink := l.entryStyle(e.Kind)
	var lines []string
	for i, part := range widget.Wrap(words, w-textX) {
		left := widget.Spaces(textX)
		if i == 0 {
			left = at + " " + ink.Render(mark) + " "
		}
		lines = append(lines, left+ink.Render(strings.TrimRight(part, " ")))
	}
	return lines
}

// entryStyle gives each kind of entry a mark, so that it is told apart without
// colour too.
func (l *Leads) entryStyle(kind string) (mark string, ink lipgloss.Style) {
	switch kind {
	case crm.EntryReady:
		return "✓", l.styles.Good
	case crm.EntryStage:
		return "→", l.styles.Accent
	case crm.EntryDeal:
		return "$", l.styles.Sales
	case crm.EntryTouch:
		return "»", l.styles.Sales
	case crm.EntryNote:
		return "¶", l.styles.Text
	case crm.EntryCreated:
		return "+", l.styles.Muted
	}
	return "·", l.styles.Text
}
