package overview

import (
	"path/filepath"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// importLines is what the last import takes at least where it has a tile of
// its own; with room each figure has a line.
const importLines, figureWidth = 2, 9

// imported tells what the last import did: in the heading, or below it where it
// has a tile of its own.
func imported(r *crm.ImportReport, now time.Time, running, tall bool) tile {
	t := tile{
		title: "LAST IMPORT",
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		draw:  func(pen) []string { return nil },
	}
	if r == nil {
		return t
	}
	file := text.Truncate(filepath.Base(r.File), 32)
	when := age(r.At, now)
	if when != "now" {
		when += " ago"
	}
	parts := []string{count(r.Created, 9) + " new"}
	if r.Rows > 0 {
		parts = append([]string{plural(r.Rows, "row")}, parts...)
	}
	if r.Updated > 0 {
		parts = append(parts, count(r.Updated, 9)+" updated")
	}
	if r.Rejected > 0 {
		parts = append(parts, count(r.Rejected, 9)+" rejected")
	}
	if r.NewlyReady > 0 {
		parts = append(parts, count(r.NewlyReady, 9)+" became ready")
	}
	state := when
	switch {
	case r.Complete:
	case running:
		state = "running"
	default:
		state = "not finished yet: import the file again to go on"
	}
	if !tall {
		t.note = file + "  " + strings.Join(append(parts, state), " · ")
		t.short = file + "  " + state
		return t
	}
	t.draw = func(p pen) []string {
		lines := []string{p.line(false, p.st.Text.Render(file)+p.st.Faint.Render("  "+state))}
		if len(parts) < p.h {
			for _, part := range parts {
				n, what, _ := strings.Cut(part, " ")
				lines = append(lines, p.line(false, p.st.Title.Render(text.FitRight(n, figureWidth))+p.st.Muted.Render(" "+what)))
			}
			return lines
		}
		return append(lines, p.line(false, p.st.Muted.Render(strings.Join(parts, " · "))))
	}
	return t
}

// stillFor is how long an import that is not finished may show no progress
// and is still taken to be running.
const stillFor = 10 * time.Second

// news is what was last seen of an import that is not finished.
type news struct {
	report crm.ImportReport // its running figures only
	at     time.Time        // when they last changed; zero: no import is under way
}

// see notes the newest import, and reports whether it may be under way.
func (n *news) see(r *crm.ImportReport, now time.Time) bool {
	if r == nil || r.Complete {
		*n = news{}
		return false
	}
	seen := crm.ImportReport{ID: r.ID, Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Rejected: r.Rejected}
	seen.Rows = r.Rows
	switch {
	case n.at.IsZero():
		n.at = r.At
	case !n.same(seen):
		n.at = now
	}
	n.report = seen
	return n.running(now)
}

func (n *news) same(r crm.ImportReport) bool {
	o := &n.report
	return o.ID == r.ID && o.Rows == r.Rows && o.Created == r.Created && o.Updated == r.Updated &&
		o.Unchanged == r.Unchanged && o.Rejected == r.Rejected
}

func (n *news) running(now time.Time) bool { return !n.at.IsZero() && now.Sub(n.at) < stillFor }
