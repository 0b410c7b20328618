package overview

import (
	"path/filepath"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// importLines is what the last import takes where it has a tile of its own.
const importLines = 2

// imported tells what the last import did: in the heading, or below it where it
// has a tile of its own.
func imported(f crm.Overview, now time.Time, tall bool) tile {
	t := tile{
		title: "LAST IMPORT",
		open:  func(int) screen.OpenMsg { return list(crm.LeadQuery{}) },
		rowAt: func(int) int { return 0 },
		fit:   func(int) int { return 1 },
		draw:  func(pen) []string { return nil },
	}
	r := f.Import
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
	if !r.Complete {
		state = "incomplete: run the same command again"
	}
	if !tall {
		t.note = file + "  " + strings.Join(append(parts, state), " · ")
		t.short = file + "  " + state
		return t
	}
	t.draw = func(p pen) []string {
		return []string{
			p.line(false, p.st.Text.Render(file)+p.st.Faint.Render("  "+state)),
			p.line(false, p.st.Muted.Render(strings.Join(parts, " · "))),
		}
	}
	return t
}
