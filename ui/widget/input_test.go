package widget_test

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/text"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

func TestInput(t *testing.T) {
	t.Parallel()
	st := theme.New(theme.Default(), true, true)
	for _, c := range []struct {
		name, typed, view string
		w, cursor         int
	}{
		{"empty shows the placeholder", "", "find    ", 8, 0},
		{"plain", "mia", "mia     ", 8, 3},
		{"wide characters count twice", "王小明", "王小明  ", 8, 6},
		{"a long text shows its end", "abcdefghijkl", "fghijkl ", 8, 7},
		{"a long wide text shows its end", "王小明株式会社", "式会社  ", 8, 6},
		{"pasted escape", "a\x1b[31mb", "ab      ", 8, 2},
	} {
		in := widget.NewInput("find")
		in.Focus()
		in.Update(tea.PasteMsg{Content: c.typed})
		if got := ansi.Strip(in.View(st, c.w)); got != c.view {
			t.Errorf("%s: view %q, want %q", c.name, got, c.view)
		}
		if got := in.Cursor(c.w); got != c.cursor {
			t.Errorf("%s: cursor %d, want %d", c.name, got, c.cursor)
		}
		if got := text.Width(in.View(st, c.w)); got != c.w {
			t.Errorf("%s: %d cells", c.name, got)
		}
	}
}

func TestInputTellsChanges(t *testing.T) {
	t.Parallel()
	in := widget.NewInput("")
	in.Focus()
	if _, changed := in.Update(tea.KeyPressMsg{Code: 'a', Text: "a"}); !changed || in.Value() != "a" {
		t.Errorf("typing did not change the text: %q", in.Value())
	}
	if _, changed := in.Update(tea.KeyPressMsg{Code: tea.KeyLeft}); changed || in.Cursor(10) != 0 {
		t.Errorf("moving changed the text, or did not move: %d", in.Cursor(10))
	}
}

func TestSpinner(t *testing.T) {
	t.Parallel()
	var s, other widget.Spinner
	tick := s.Start()
	if s.Start() != nil || tick == nil || s.View() != " " {
		t.Fatal("a spinner starts once and shows nothing at first")
	}
	first := tick()
	if other.Update(first) != nil || other.View() != " " {
		t.Error("a spinner takes the tick of another")
	}
	if s.Update(first) == nil || s.View() == " " {
		t.Error("the first tick must show the spinner and go on")
	}
	s.Stop()
	if s.View() != " " || s.Update(first) != nil {
		t.Error("a stopped spinner goes on")
	}
	s.Start()
	if s.Update(first) != nil || s.View() != " " {
		t.Error("a tick of the former run shows the spinner at once")
	}
}
