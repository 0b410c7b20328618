package overlay_test

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/ui/overlay"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

func action(keys, title, group, why string, run func() tea.Cmd) screen.Action {
	return screen.Action{Binding: key.NewBinding(key.WithKeys(keys), key.WithHelp(keys, title)), Title: title, Group: group, Why: why, Run: run}
}

// open returns a stack with one overlay on a terminal of w by h cells.
func open(o overlay.Overlay, w, h int) *overlay.Stack {
	s := &overlay.Stack{}
	s.Restyle(theme.New(theme.Default(), true, false))
	s.Resize(w, h)
	s.Push(o)
	return s
}

// many returns actions of three groups whose members do not stand together;
// running one notes its title.
func many(n int, ran *[]string) []screen.Action {
	actions := make([]screen.Action, 0, n)
	for i := range n {
		title := fmt.Sprintf("Action number %d", i)
		actions = append(actions, action("x", title, []string{"Alpha", "Beta", "Gamma"}[i%3], "", func() tea.Cmd {
			*ran = append(*ran, title)
			return nil
		}))
	}
	return actions
}

func press(s *overlay.Stack, code rune) tea.Cmd { return s.Update(tea.KeyPressMsg{Code: code}) }

func typeText(s *overlay.Stack, text string) {
	for _, r := range text {
		s.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// blank is a screen of w by h cells full of wide characters, which a panel
// cuts in half.
func blank(w, h int) string {
	line := strings.Repeat("王", w/2)
	return strings.TrimSuffix(strings.Repeat(line+strings.Repeat("x", w%2)+"\n", h), "\n")
}

// TestPanelsAreExact moves about in a menu of any size on a terminal of any
// size: the view keeps its size and shows the selection.
func TestPanelsAreExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(80, 160).Draw(t, "w"), rapid.IntRange(24, 60).Draw(t, "h")
		var ran []string
		actions := many(rapid.IntRange(1, 90).Draw(t, "actions"), &ran)
		open := map[bool]*overlay.Stack{true: open(overlay.NewHelp(actions), w, h), false: open(overlay.NewPalette(actions), w, h)}
		s := open[rapid.Bool().Draw(t, "help")]
		keys := rapid.SliceOfN(rapid.SampledFrom([]rune{tea.KeyUp, tea.KeyDown, tea.KeyPgUp, tea.KeyPgDown, tea.KeyTab}), 0, 60)
		for _, code := range keys.Draw(t, "keys") {
			press(s, code)
		}
		view := s.View(blank(w, h))
		lines := strings.Split(view, "\n")
		if len(lines) != h {
			t.Fatalf("%d lines, want %d", len(lines), h)
		}
		for _, line := range lines {
			if g, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); g != w || wc != w {
				t.Fatalf("%d cells in clusters, %d in runes, want %d: %q", g, wc, w, line)
			}
		}
		if n := strings.Count(ansi.Strip(view), "▌"); n != 1 {
			t.Fatalf("%d selections are seen:\n%s", n, ansi.Strip(view))
		}
		press(s, tea.KeyEnter)
		if len(ran) != 1 || s.Top() != nil {
			t.Fatalf("enter ran %q and left %v", ran, s.Top())
		}
		if !strings.Contains(ansi.Strip(view), "▌ "+ran[0]+" ") {
			t.Fatalf("%q ran, but was not selected:\n%s", ran[0], ansi.Strip(view))
		}
	})
}

func TestHelpGathersGroups(t *testing.T) {
	t.Parallel()
	var ran []string
	view := ansi.Strip(open(overlay.NewHelp(many(9, &ran)), 80, 40).View(blank(80, 40)))
	for _, heading := range []string{"ALPHA", "BETA", "GAMMA"} {
		if strings.Count(view, heading) != 1 {
			t.Errorf("%s is there %d times:\n%s", heading, strings.Count(view, heading), view)
		}
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	actions := []screen.Action{
		action("s", "Sort by another column", "Leads", "", func() tea.Cmd { return nil }),
		action("y", "Copy the e-mail", "Leads", "this lead has none", func() tea.Cmd { return nil }),
		action("j", "Next row", "Moving", "", nil),
	}
	for _, c := range []struct {
		name, query string
		help        bool
		want, not   []string
	}{
		{"help, all words", "lead copy", true, []string{"Copy the e-mail - this lead has none"}, []string{"Sort by", "Next row"}},
		{"help, by key", "j ", true, []string{"Next row"}, []string{"Sort by"}},
		{"help, nothing", "zzz", true, []string{"nothing is called that"}, []string{"Sort by"}},
		{"palette, fuzzy", "srtcol", false, []string{"Sort by another column"}, []string{"Copy"}},
		{"palette hides what cannot run", "", false, []string{"Sort by"}, []string{"Next row"}},
		{"palette, spaces only", "  ", false, []string{"Sort by", "Copy"}, nil},
	} {
		o := overlay.NewPalette(actions)
		if c.help {
			o = overlay.NewHelp(actions)
		}
		s := open(o, 90, 30)
		typeText(s, c.query)
		view := ansi.Strip(s.View(blank(90, 30)))
		for _, want := range c.want {
			if !strings.Contains(view, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, view)
			}
		}
		for _, not := range c.not {
			if strings.Contains(view, not) {
				t.Errorf("%s: %q is in\n%s", c.name, not, view)
			}
		}
	}
}

// TestDisabledStays runs an action that cannot be done: the menu stays and
// says why.
func TestDisabledStays(t *testing.T) {
	t.Parallel()
	s := open(overlay.NewPalette([]screen.Action{action("y", "Copy", "", "there is no e-mail", func() tea.Cmd {
		t.Error("it ran")
		return nil
	})}), 80, 24)
	cmd := press(s, tea.KeyEnter)
	if got, want := cmd(), (screen.ToastMsg{Level: screen.Warning, Text: "Copy: there is no e-mail"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if s.Top() == nil {
		t.Error("the menu closed")
	}
}

func TestMouse(t *testing.T) {
	t.Parallel()
	var ran []string
	s := open(overlay.NewPalette(many(5, &ran)), 80, 24)
	lines := strings.Split(ansi.Strip(s.View(blank(80, 24))), "\n")
	for y, line := range lines {
		if strings.Contains(line, "Action number 3") {
			s.Update(tea.MouseClickMsg{X: 20, Y: y, Button: tea.MouseLeft})
		}
	}
	if len(ran) != 1 || ran[0] != "Action number 3" {
		t.Errorf("the click ran %q", ran)
	}
	s = open(overlay.NewPalette(many(5, &ran)), 80, 24)
	s.Update(tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft})
	if s.Top() != nil {
		t.Error("a click beside the panel leaves it open")
	}
}

func TestAskAnswersNoByItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys []rune
		want bool
	}{
		{"enter", []rune{tea.KeyEnter}, false},
		{"esc", []rune{tea.KeyEscape}, false},
		{"n", []rune{'n'}, false},
		{"q", []rune{'q'}, false},
		{"y", []rune{'y'}, true},
		{"tab, enter", []rune{tea.KeyTab, tea.KeyEnter}, true},
		{"right, left, enter", []rune{tea.KeyRight, tea.KeyLeft, tea.KeyEnter}, false},
		{"other keys, enter", []rune{'x', 'd', tea.KeySpace, tea.KeyEnter}, false},
	} {
		ran := false
		s := open(overlay.NewAsk(screen.AskMsg{Title: "Delete?", Body: strings.Repeat("word ", 200), Yes: "Delete", Run: func() tea.Cmd {
			ran = true
			return nil
		}}), 80, 24)
		for _, code := range c.keys {
			press(s, code)
		}
		if ran != c.want || s.Top() != nil {
			t.Errorf("%s: did it: %v, still open: %v", c.name, ran, s.Top() != nil)
		}
	}
}

// TestAskScrolls reads a body that is longer than the terminal.
func TestAskScrolls(t *testing.T) {
	t.Parallel()
	s := open(overlay.NewAsk(screen.AskMsg{Title: "Sure?", Body: strings.Repeat("word ", 400) + "END"}), 80, 24)
	if view := ansi.Strip(s.View(blank(80, 24))); strings.Contains(view, "END") || !strings.Contains(view, "more") {
		t.Fatalf("the body is not cut:\n%s", view)
	}
	for range 100 {
		press(s, tea.KeyDown)
	}
	if view := ansi.Strip(s.View(blank(80, 24))); !strings.Contains(view, "END") || strings.Count(view, "\n") != 23 {
		t.Errorf("the end cannot be reached:\n%s", view)
	}
}
