package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// TestFormsLieOverTheScreen asks for a form and a list as a screen does: they
// take the keys, a paste and the cursor, and the footer names their keys.
func TestFormsLieOverTheScreen(t *testing.T) {
	t.Parallel()
	m := New(deaf{}, Options{})
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	var got screen.Values
	m.Update(screen.FormMsg{
		Title: "Publish version 8", Submit: "publish",
		Fields: func(screen.Values) []screen.Field { return []screen.Field{{Key: "note", Label: "Why"}} },
		Run:    func(v screen.Values) tea.Cmd { got = v; return nil },
	})
	m.Update(vttest.Key("q")) // a letter like any other
	m.Update(tea.PasteMsg{Content: "uick"})
	view := m.View()
	lines := strings.Split(ansi.Strip(view.Content), "\n")
	if foot := lines[len(lines)-1]; !strings.Contains(foot, "enter publish") || !strings.Contains(foot, "esc cancel") {
		t.Errorf("the footer says %q", foot)
	}
	c := view.Cursor
	if c == nil || !strings.HasSuffix(ansi.Truncate(lines[c.Y], c.X, ""), "Why  quick") {
		t.Errorf("the cursor is at %v in\n%s", c, strings.Join(lines, "\n"))
	}
	m.Update(vttest.Key("enter"))
	if got["note"] != "quick" || m.overlays.Top() != nil {
		t.Errorf("submitted %q, still open: %v", got, m.overlays.Top() != nil)
	}
	picked := false
	m.Update(screen.PickMsg{Title: "Why?", Options: []screen.Option{{Key: "b", Label: "No budget", Run: func() tea.Cmd { picked = true; return nil }}}})
	m.Update(vttest.Key("b"))
	if !picked || m.overlays.Top() != nil {
		t.Errorf("picked %v, still open: %v", picked, m.overlays.Top() != nil)
	}
}
