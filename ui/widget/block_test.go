package widget_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"smarketing/internal/text"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

func exact(t *rapid.T, s string, w, h int) {
	t.Helper()
	lines := strings.Split(s, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), h, s)
	}
	for _, line := range lines {
		if got := text.Width(line); got != w {
			t.Fatalf("%d cells, want %d: %q", got, w, line)
		}
	}
}

func TestBlocksAreExact(t *testing.T) {
	t.Parallel()
	st := theme.New(theme.Default(), true, false)
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(1, 60).Draw(t, "w"), rapid.IntRange(1, 12).Draw(t, "h")
		var lines []string
		for range rapid.IntRange(0, 14).Draw(t, "lines") {
			lines = append(lines, st.Sales.Render(text.Clean(rapid.String().Draw(t, "line"))))
		}
		block := strings.Join(lines, "\n")
		exact(t, widget.Block(block, w, h), w, h)
		exact(t, widget.Columns(h, widget.Pane{Text: block, Width: w}, widget.Pane{Width: 2}, widget.Pane{Text: block, Width: 7}), w+9, h)
		title, note := rapid.String().Draw(t, "title"), rapid.String().Draw(t, "note")
		exact(t, widget.Heading(st, title, note, w), w, 1)
		exact(t, widget.Rule(st, w), w, 1)
		exact(t, widget.Ends(text.Clean(title), text.Clean(note), w), w, 1)
	})
}

func TestEndsKeepsTheRightEnd(t *testing.T) {
	t.Parallel()
	if got := widget.Ends("a long left side", "? help", 12); got != "a lon…? help" {
		t.Errorf("got %q", got)
	}
}

func TestWrap(t *testing.T) {
	t.Parallel()
	got := widget.Wrap("who they are and\nwhat they do", 9)
	if want := []string{"who they", "are and", "what they", "do"}; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q", got)
	}
}
