package leads

import (
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// dateWidth holds the longest time of an entry, "yesterday 09:12".
const dateWidth = 15

// historyLines is the timeline, newest first, each entry with its time on the
// left and its text wrapped beside it.
func (l *Leads) historyLines(w int) []string {
	st := l.styles
	lines := []string{widget.Heading(st, "TIMELINE", "", w)}
	if len(l.detail.timeline) == 0 {
		return append(lines, st.Faint.Render(text.Truncate("nothing is known to have happened", w)))
	}
	for _, e := range l.detail.timeline {
		lines = append(lines, l.entryLines(e, w)...)
	}
	return lines
}

func (l *Leads) entryLines(e crm.TimelineEntry, w int) []string {
	st := l.styles
	words := e.Text
	if e.By != "" {
		words += " (" + e.By + ")"
	}
	at := "no date"
	if !e.At.IsZero() {
		at = when(e.At, l.clock())
	}
	mark, ink := l.entryStyle(e.Kind)
	var lines []string
	for i, part := range widget.Wrap(words, w-dateWidth-3) {
		left := widget.Spaces(dateWidth + 3)
		if i == 0 {
			left = st.Muted.Render(text.Fit(at, dateWidth)) + " " + ink.Render(mark) + " "
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
	case crm.EntryCreated:
		return "+", l.styles.Muted
	}
	return "·", l.styles.Text
}
