package leads

import (
	"fmt"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// focus is the column that gets the moving keys.
type focus uint8

const (
	onList focus = iota
	onDetail
	onTimeline
)

// bottom is farther than any text is long.
const bottom = 1 << 20

// detail is everything about one lead. It follows the cursor of the list; what
// it shows stays until the next lead is loaded, so that name and reasons always
// belong together.
type detail struct {
	focus focus // a narrow screen shows the detail instead of the list unless it is onList

	wanted   crm.LeadID // where the cursor is
	loading  bool
	outdated bool // what is shown may have changed since
	known    bool // the fields below are filled, or err
	id       crm.LeadID
	lead     crm.Lead
	work     crm.Work // as the list has it
	why      score.Explanation
	timeline []crm.TimelineEntry
	err      error

	body, history roll
}

// roll is a text that is scrolled; its lines are made when they are needed.
type roll struct {
	lines []string
	top   int
	h     int // lines that were visible
}

func (r *roll) scroll(n int) { r.top += n }

// view returns at most h lines. Only here it is known how far the text goes.
func (r *roll) view(h int) []string {
	r.h = h
	r.top = max(0, min(r.top, len(r.lines)-h))
	return r.lines[r.top:min(len(r.lines), r.top+h)]
}

// below returns how many lines follow the visible ones.
func (r *roll) below() int { return max(0, len(r.lines)-r.top-r.h) }

func (d *detail) take(m explainedMsg) {
	if d.id != m.id {
		d.body.top, d.history.top = 0, 0
	}
	d.id, d.err, d.known = m.id, m.err, true
	if m.err == nil {
		d.lead, d.why, d.timeline = m.lead, m.why, m.timeline
	}
	d.stale()
}

func (d *detail) clear() {
	d.known, d.id, d.wanted = false, 0, 0
	d.stale()
}

// stale makes the next view draw the lines again.
func (d *detail) stale() { d.body.lines, d.history.lines = nil, nil }

func (d *detail) scroll(n int)         { d.body.scroll(n) }
func (d *detail) scrollTimeline(n int) { d.history.scroll(n) }

// scrollBy scrolls the timeline when it has the keys, the detail otherwise.
func (l *Leads) scrollBy(n int) {
	if l.detail.focus == onTimeline {
		l.detail.scrollTimeline(n)
		return
	}
	l.detail.scroll(n)
}

// Inside a column the text keeps an edge on both sides; the left one carries
// the mark of the column that has the keys.
const (
	inset     = 2
	textLimit = 92 // cells; longer lines are hard to read
)

func textWidth(w int) int { return max(1, min(w-2*inset, textLimit)) }

// detailView returns the lead in its column.
func (l *Leads) detailView() string {
	d := &l.detail
	if !d.known && l.list.Known() && l.list.Total() == 0 {
		return ""
	}
	if !d.known {
		words := "select a lead to see why it has its score"
		if d.loading || d.wanted != 0 {
			words = "loading"
		}
		return "\n" + strings.Repeat(" ", inset) + l.styles.Faint.Render(words)
	}
	if d.body.lines == nil {
		d.body.lines = l.detailLines(textWidth(l.layout.detail))
	}
	return l.column(&d.body, l.layout.detail, d.focus == onDetail && l.layout.list > 0)
}

// timelineView returns the history in its own column.
func (l *Leads) timelineView() string {
	d := &l.detail
	if !d.known || d.err != nil {
		return ""
	}
	if d.history.lines == nil {
		d.history.lines = l.historyLines(textWidth(l.layout.timeline))
	}
	return l.column(&d.history, l.layout.timeline, d.focus == onTimeline)
}

// column puts a scrolled text into its place: the mark of focus on the left
// edge, what is hidden below on the last line.
func (l *Leads) column(r *roll, w int, focused bool) string {
	edge := strings.Repeat(" ", inset)
	lines := r.view(l.h)
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = edge + line
	}
	if focused && len(out) > 0 {
		out[0] = l.styles.Accent.Render("▌") + " " + lines[0]
	}
	if more := r.below(); more > 0 && len(out) > 0 {
		hint := fmt.Sprintf("▾ %d more", more)
		out[len(out)-1] = widget.Ends(edge, l.styles.Faint.Render(hint)+edge, w)
	}
	return strings.Join(out, "\n")
}

// detailLines returns all sections of the lead in lines of at most w cells.
func (l *Leads) detailLines(w int) []string {
	d := &l.detail
	if d.err != nil {
		return l.detailError(w)
	}
	lines := l.cardLines(w)
	sections := [][]string{l.whyLines(w), l.coverageLines(w), l.missingLines(w), l.profileLines(w)}
	if l.layout.timeline == 0 {
		sections = append(sections, l.historyLines(w))
	}
	for _, section := range sections {
		if len(section) > 0 {
			lines = append(append(lines, ""), section...)
		}
	}
	return lines
}

func (l *Leads) detailError(w int) []string {
	message, hint := screen.Sentence(l.detail.err)
	var lines []string
	for _, part := range widget.Wrap("This lead could not be read: "+text.Clean(message)+".", w) {
		lines = append(lines, l.styles.Bad.Render(part))
	}
	for _, part := range widget.Wrap(capital(text.Clean(hint)), w) {
		lines = append(lines, l.styles.Text.Render(part))
	}
	return append(lines, "", l.styles.Key.Render("r")+l.styles.Muted.Render(" tries again"))
}
