package goals

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"smarketing/ui/screen"
)

// exportedMsg is the file that was written.
type exportedMsg struct {
	path string
	err  error
}

// pickExport asks in which form the goal is to be written.
func (g *Goals) pickExport() tea.Cmd {
	body := "The goal in force with pace, forecast, gap and duties, in the folder you work in. No file is overwritten."
	if g.form.changed() {
		body += " What you have typed and not stored is not in it."
	}
	m := screen.PickMsg{Title: "Write the goal to a file", Body: body, Options: []screen.Option{
		{Key: "m", Label: "Markdown", Hint: "for a page to read", Run: g.exportAs("markdown")},
		{Key: "c", Label: "CSV", Hint: "for a spreadsheet", Run: g.exportAs("csv")},
	}}
	return g.lay(m)
}

func (g *Goals) exportAs(format string) func() tea.Cmd {
	src, report := g.src, g.load.report
	return func() tea.Cmd {
		return func() tea.Msg {
			ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
			defer cancel()
			path, err := src.ExportGoal(ctx, report, format)
			return exportedMsg{path, err}
		}
	}
}

func (g *Goals) exported(m exportedMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	return screen.Toast(screen.Success, "Written to "+m.path)
}
