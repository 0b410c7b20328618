package overview

import (
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// welcomeMargin is the room beside a command, which is never cut: it is there
// to be copied.
const welcomeMargin = 3

// welcome is what an empty file shows: what this is, and what to run. It goes
// by itself when data arrives.
func welcome(st theme.Styles, command string, w int) []string {
	lines := []string{
		st.Accent.Bold(true).Render("smarketing"),
		st.Text.Render("One list and one scoreboard for sales and marketing, in one file."),
		"",
		st.Muted.Render("This file holds no leads yet. Press ") + st.Key.Render("i") + st.Muted.Render(" to import a file, or run elsewhere"),
		"",
	}
	for _, c := range []struct{ run, does string }{
		{command + " import leads.csv", "CSV, XLSX or JSONL; the columns are recognised"},
		{"smarketing demo", "look around in a generated pipeline"},
		{command + " rubric templates", "choose how leads are scored"},
	} {
		for _, part := range widget.Wrap(c.run, w-2*welcomeMargin) {
			lines = append(lines, "  "+st.Key.Render(part))
		}
		lines = append(lines, "      "+st.Faint.Render(c.does), "")
	}
	return append(lines, st.Muted.Render("This screen fills itself as soon as data arrives."))
}
