package funnel

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

// pickExport asks in which form the figures are to be written.
func (f *Funnel) pickExport() tea.Cmd {
	m := screen.PickMsg{
		Title: "Write the funnel to a file", Body: "The figures that are shown, in the folder you work in. No file is overwritten.",
		Options: []screen.Option{
			{Key: "c", Label: "CSV", Hint: "for a spreadsheet: a row for each stage, and for each of its groups", Run: func() tea.Cmd { return exportAs("csv") }},
			{Key: "m", Label: "Markdown", Hint: "for a page to read", Run: func() tea.Cmd { return exportAs("markdown") }},
		},
	}
	return func() tea.Msg { return m }
}

// exportAs writes the figures that are shown then.
func exportAs(format string) tea.Cmd {
	return choose(func(f *Funnel) tea.Cmd {
		src, report := f.src, f.load.report
		return func() tea.Msg {
			ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
			defer cancel()
			path, err := src.ExportFunnel(ctx, report, format)
			return exportedMsg{path, err}
		}
	})
}

func (f *Funnel) exported(m exportedMsg) tea.Cmd {
	if m.err != nil {
		return func() tea.Msg { return screen.Fail(m.err) }
	}
	return screen.Toast(screen.Success, "Written to "+m.path)
}
