package leads

import (
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// urgency is how near the deadline of a duty is.
type urgency uint8

const (
	calm urgency = iota
	near
	broken
)

func (l *Leads) urgency(d crm.Duty) urgency {
	now := l.clock()
	switch {
	case d.Kind == crm.NoDuty || !l.house.known:
		return calm
	case !d.Deadline.After(now):
		return broken
	case !d.Deadline.After(l.house.rules.NearBy(now)):
		return near
	}
	return calm
}

// reasonCell says why the lead stands where it does in the queue, or in which
// stage it is when there is no reason; the grade has its own column. What is
// late carries a mark, so that it is seen without colour.
func (l *Leads) reasonCell(r row) widget.Cell {
	reason, _ := strings.CutSuffix(r.reason, r.Stamp.Grade)
	if reason = strings.TrimSuffix(reason, ", "); reason == "" {
		return l.stageCell(r)
	}
	if r.work.Nursed() && r.work.Reheat > 0 {
		reason += fmt.Sprintf(" ▲%d", crm.Points(r.work.Reheat))
	}
	switch l.urgency(r.work.Duty) {
	case broken:
		return widget.Cell{Text: "! " + reason, Style: l.styles.Bad}
	case near:
		return widget.Cell{Text: reason, Style: l.styles.Watch}
	case calm:
	}
	if r.Stamp.Ready.Ready() {
		return widget.Cell{Text: reason, Style: l.styles.Good}
	}
	return widget.Cell{Text: reason, Style: l.styles.Muted}
}

// urgentCount counts the leads of a page that are late, or about to be.
func (l *Leads) urgentCount(rows []row) (late, soon int) {
	for i := range rows {
		switch l.urgency(rows[i].work.Duty) {
		case broken:
			late++
		case near:
			soon++
		case calm:
		}
	}
	return late, soon
}

// strip is how the desk stands with its duties: what of this list is late or
// about to be, and how fast the team has answered lately.
func (l *Leads) strip() []string {
	if l.view() != queue || !l.list.Known() {
		return nil
	}
	st := l.styles
	var parts []string
	// The urgent stand first, so that one page has them all, or at least as many.
	more := ""
	if l.late+l.soon >= widget.PageRows {
		more = "+"
	}
	if l.late > 0 {
		parts = append(parts, st.Bad.Render(fmt.Sprintf("! %d%s late", l.late, more)))
	}
	if l.soon > 0 {
		parts = append(parts, st.Watch.Render(fmt.Sprintf("%d%s due soon", l.soon, more)))
	}
	if f := &l.figures; f.Touched > 0 {
		words := fmt.Sprintf("first touch %s (median of %s, %d d)", span(f.MedianToTouch), humanize.Comma(int64(f.Touched)), window)
		parts = append(parts, st.Muted.Render(words))
		if f.Judged > 0 {
			parts = append(parts, st.Muted.Render(fmt.Sprintf("in time %d of %d", f.Within, f.Judged)))
		}
	}
	return parts
}

// span says a working time in its largest unit.
func span(d time.Duration) string {
	if d < time.Hour {
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d h", d/time.Hour)
}

// owedLines are what the lead is owed, until when it is out of sight, and how
// it was recycled.
func (l *Leads) owedLines(w int) []string {
	var lines []string
	add := func(ink lipgloss.Style, format string, args ...any) {
		for _, part := range widget.Wrap(text.Clean(fmt.Sprintf(format, args...)), w) {
			lines = append(lines, ink.Render(strings.TrimRight(part, " ")))
		}
	}
	work, now, zone := &l.detail.work, l.clock(), l.zone()
	if d := work.Duty; d.Kind != crm.NoDuty && l.house.known {
		what := map[crm.DutyKind]string{crm.TouchDuty: "first touch", crm.DecisionDuty: "decision", crm.WorkDuty: "work in this stage"}[d.Kind]
		at, left := crm.DateWords(d.Deadline, now, zone), l.house.rules.Words(d, now)
		switch l.urgency(d) {
		case broken:
			add(l.styles.Bad, "! %s was due %s, %s", what, when(d.Deadline, now), ofWork(left))
		case near:
			add(l.styles.Watch, "%s due %s, %s", what, at, ofWork(left))
		case calm:
			add(l.styles.Text, "%s due %s, %s", what, at, ofWork(left))
		}
	}
	if work.Snoozed(now) {
		add(l.styles.Muted, "snoozed until %s", crm.DateWords(work.SnoozedUntil, now, zone))
	}
	if p := work.Pass; p != nil && (p.Cycle > 0 || p.Reason != "") {
		add(l.styles.Muted, "%s", passWords(p, now, zone))
	}
	if work.Nursed() && work.Reheat > 0 {
		add(l.styles.Good, "▲ %s since then", plural(crm.Points(work.Reheat), "point"))
	}
	return lines
}

// ofWork adds to a span of hours that they are working hours.
func ofWork(words string) string {
	if strings.HasSuffix(words, " h") || strings.HasSuffix(words, " min") {
		return words + " of work"
	}
	return words
}

// passWords says how a lead was recycled: "recycled for timing by Ana on 3 nov,
// 2nd time, back 22 jan".
func passWords(p *crm.Pass, now time.Time, zone *time.Location) string {
	words := "recycled"
	if p.Reason != "" {
		words += " for " + p.Reason
	}
	if p.By != "" {
		words += " by " + p.By
	}
	if !p.At.IsZero() {
		words += ", " + day(p.At, now)
	}
	if p.Cycle > 1 {
		words += ", " + humanize.Ordinal(p.Cycle) + " time"
	}
	switch {
	case !p.EndedAt.IsZero():
		words += ", came back " + day(p.EndedAt, now)
	case !p.ReturnAt.IsZero():
		words += ", back " + crm.DateWords(p.ReturnAt, now, zone)
	}
	return words
}
