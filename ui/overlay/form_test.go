package overlay_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/ui/overlay"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// filler fills in a form, as the shell would have it done.
type filler struct {
	*overlay.Stack
	t    testing.TB
	w, h int
	sent []tea.Msg // to the shell
}

func fill(tb testing.TB, ask screen.FormMsg, w, h int, st theme.Styles) *filler {
	tb.Helper()
	f := &filler{Stack: &overlay.Stack{}, t: tb, w: w, h: h}
	f.Restyle(st)
	f.Resize(w, h)
	o, cmd := overlay.NewForm(ask)
	f.Push(o)
	f.run(cmd)
	return f
}

// run runs a command and what follows from it.
func (f *filler) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	if list := vttest.Commands(msg); list != nil {
		for _, c := range list {
			f.run(c)
		}
		return
	}
	switch msg.(type) {
	case nil:
	case screen.AskMsg, screen.ToastMsg:
		f.sent = append(f.sent, msg)
	default:
		f.run(f.Update(msg))
	}
}

func (f *filler) press(names ...string) {
	for _, name := range names {
		f.run(f.Update(vttest.Key(name)))
	}
}

func (f *filler) write(s string) {
	for _, r := range s {
		f.run(f.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
}

func (f *filler) view() string {
	lines := strings.Split(f.View(strings.TrimSuffix(strings.Repeat(strings.Repeat(" ", f.w)+"\n", f.h-2), "\n")), "\n")
	for i, line := range lines {
		if g, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); g != f.w || wc != f.w {
			f.t.Fatalf("line %d has %d cells (%d by wcwidth), want %d: %q", i, g, wc, f.w, ansi.Strip(line))
		}
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	if len(lines) != f.h-2 {
		f.t.Fatalf("%d lines, want %d", len(lines), f.h-2)
	}
	return strings.Join(lines, "\n") + "\n"
}

func (f *filler) shows(words ...string) {
	f.t.Helper()
	view := f.view()
	for _, w := range words {
		if !strings.Contains(view, w) {
			f.t.Errorf("no %q in\n%s", w, view)
		}
	}
}

func (f *filler) hides(words ...string) {
	f.t.Helper()
	view := f.view()
	for _, w := range words {
		if strings.Contains(view, w) {
			f.t.Errorf("%q is in\n%s", w, view)
		}
	}
}

// rule is a form that uses all that forms can: fields that depend on another,
// a choice, completions, a wide field, errors and a note.
func rule(got *screen.Values) screen.FormMsg {
	return screen.FormMsg{
		Title: "Add a criterion to Company", Submit: "add",
		Fields: func(v screen.Values) []screen.Field {
			fields := []screen.Field{
				{Key: "label", Label: "Name", Placeholder: "50-250 employees"},
				{Key: "points", Label: "Points", Value: "10", Hint: "-100 to 100"},
				{Key: "kind", Label: "It looks at", Options: []string{"a field", "an event", "silence"}},
			}
			switch v["kind"] {
			case "an event":
				fields = append(fields, screen.Field{Key: "event", Label: "Event", Suggest: []string{"demo_request", "page_view", "email_click"}})
			case "silence":
				fields = append(fields, screen.Field{Key: "idle", Label: "Days", Value: "30"})
			default:
				fields = append(fields, screen.Field{Key: "field", Label: "Field", Hint: "a field of your leads",
					Suggest: []string{"employees", "annual_revenue", "industry", "country", "title", "email"}})
			}
			return append(fields, screen.Field{Key: "why", Label: "Why", Wide: true, Placeholder: "what both teams should know"})
		},
		Check: func(v screen.Values) map[string]string {
			wrong := map[string]string{}
			if v["label"] == "" {
				wrong["label"] = "a criterion needs a name"
			}
			if n, err := strconv.Atoi(v["points"]); err != nil || n < -100 || n > 100 {
				wrong["points"] = fmt.Sprintf("%q is not a whole number from -100 to 100", v["points"])
			}
			return wrong
		},
		Watch: func(v screen.Values) tea.Cmd {
			return func() tea.Msg {
				return screen.FormNoteMsg{Title: "Add a criterion to Company", Text: "matches 2,110 of 12,480 leads: " + v["field"]}
			}
		},
		Run: func(v screen.Values) tea.Cmd { *got = v; return nil },
	}
}

func TestFormLooks(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h int }{{80, 24}, {120, 40}, {200, 50}} {
		var got screen.Values
		f := fill(t, rule(&got), size.w, size.h, vttest.Dark())
		f.write("Larger firms")
		f.press("tab")
		f.write("0000")
		f.press("tab", "tab")
		f.write("em")
		vttest.Golden(t, fmt.Sprintf("form-%dx%d", size.w, size.h), f.view())
	}
	for name, st := range vttest.Themes() {
		var got screen.Values
		f := fill(t, rule(&got), 80, 24, st)
		f.write("Larger firms")
		f.press("tab")
		f.write("x")
		vttest.Golden(t, "form-"+name, f.View(strings.TrimSuffix(strings.Repeat(strings.Repeat(" ", 80)+"\n", 22), "\n")))
	}
}

func TestFormGivesItsValues(t *testing.T) {
	t.Parallel()
	var got screen.Values
	f := fill(t, rule(&got), 80, 24, vttest.Dark())
	f.write("  Asked for a demo ")
	f.press("enter", "backspace", "backspace")
	f.write("25")
	f.press("enter", "right", "down")
	f.write("demo")
	f.shows("tab demo_request")
	f.press("tab", "tab")
	f.write("they ask")
	f.press("alt+enter")
	f.write("us")
	f.shows("they ask", "   us")
	f.press("enter")
	want := screen.Values{"label": "Asked for a demo", "points": "25", "kind": "an event", "event": "demo_request", "why": "they ask\nus"}
	if !maps.Equal(got, want) || f.Top() != nil {
		t.Errorf("got %q, still open: %v", got, f.Top() != nil)
	}
}

func TestFormSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	var got screen.Values
	f := fill(t, rule(&got), 80, 24, vttest.Dark())
	f.hides("needs a name") // nobody has been there yet
	f.write("x")
	f.press("backspace")
	f.shows("! a criterion needs a name")
	f.press("tab")
	f.write("0x")
	f.shows(`! "100x" is not a whole number`, "needs a name")
	f.press("ctrl+s")
	if got != nil || f.Top() == nil {
		t.Fatalf("%q was submitted", got)
	}
	f.shows("2 fields are not right yet")
	f.write("Name") // the first that is wrong has the keys
	f.hides("needs a name")
	f.shows("1 field is not right yet")
	f.press("tab", "backspace", "ctrl+s")
	if got["label"] != "Name" || got["points"] != "100" {
		t.Errorf("submitted %q", got)
	}
}

// TestFormFieldsDepend follows a value that another field proposes, until a
// person enters their own.
func TestFormFieldsDepend(t *testing.T) {
	t.Parallel()
	days := map[string]string{"no budget": "90", "timing": "60"}
	var got screen.Values
	ask := screen.FormMsg{
		Title: "Recycle",
		Fields: func(v screen.Values) []screen.Field {
			return []screen.Field{
				{Key: "why", Label: "Why", Options: []string{"timing", "no budget", "no contact"}},
				{Key: "days", Label: "Back in", Value: days[v["why"]]},
			}
		},
		Run: func(v screen.Values) tea.Cmd { got = v; return nil },
	}
	f := fill(t, ask, 80, 24, vttest.Dark())
	f.shows("Back in  60")
	f.press("n")
	f.shows("● no budget", "Back in  90")
	f.press("n")
	f.shows("● no contact")
	f.press("t", "tab")
	f.write("5")
	f.shows("605")
	f.press("shift+tab", "n")
	f.shows("605")
	f.press("ctrl+s")
	if want := (screen.Values{"why": "no budget", "days": "605"}); !maps.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestFormChoice(t *testing.T) {
	t.Parallel()
	long := make([]string, 30)
	for i := range long {
		long[i] = fmt.Sprintf("option number %d", i+1)
	}
	var got screen.Values
	f := fill(t, screen.FormMsg{
		Title:  "Choose",
		Fields: func(screen.Values) []screen.Field { return []screen.Field{{Key: "k", Label: "One", Options: long}} },
		Run:    func(v screen.Values) tea.Cmd { got = v; return nil },
	}, 80, 24, vttest.Dark())
	f.shows("◂ option number 1 ▸  1 of 30")
	f.press("left")
	f.shows("30 of 30")
	f.press("right", "space")
	f.write("option number 21")
	f.shows("21 of 30")
	if f.Cursor() != nil {
		t.Error("a choice has a text cursor")
	}
	f.press("enter")
	if got["k"] != "option number 21" {
		t.Errorf("got %q", got)
	}
}

// TestFormCompletes takes completions of a line, and of each entry of a list.
func TestFormCompletes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		list  bool
		typed string
		keys  []string
		want  string
	}{
		{"the best", false, "emp", []string{"tab"}, "employees"},
		{"with the arrow", false, "emp", []string{"right"}, "employees"},
		{"another one", false, "e", []string{"ctrl+n", "tab"}, "employees"},
		{"round to the last", false, "p", []string{"ctrl+p", "tab"}, "employees"},
		{"left as it is", false, "emp", []string{"down"}, "emp"},
		{"not in the middle", false, "emp", []string{"left", "right"}, "emp"},
		{"a line is one word", false, "email, pho", []string{"tab"}, "email, pho"},
		{"the last entry of a list", true, "email,pho", []string{"tab"}, "email, phone"},
		{"nothing twice", true, "email, ema", []string{"tab"}, "email, ema"},
		{"after a comma it moves on", true, "email,", []string{"tab"}, "email,"},
	} {
		var got screen.Values
		f := fill(t, screen.FormMsg{
			Title: "Gates",
			Fields: func(screen.Values) []screen.Field {
				return []screen.Field{{Key: "k", Label: "Field", List: c.list, Suggest: []string{"email", "phone", "employees"}}}
			},
			Run: func(v screen.Values) tea.Cmd { got = v; return nil },
		}, 80, 24, vttest.Dark())
		f.write(c.typed)
		f.press(c.keys...)
		f.press("ctrl+s")
		if got["k"] != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got["k"], c.want)
		}
	}
}

// TestFormKeepsWhatWasWritten cancels with a text that is nowhere else.
func TestFormKeepsWhatWasWritten(t *testing.T) {
	t.Parallel()
	var got screen.Values
	f := fill(t, rule(&got), 80, 24, vttest.Dark())
	f.press("shift+tab")
	f.write("long thoughts")
	f.press("esc")
	if f.Top() == nil || len(f.sent) != 1 {
		t.Fatalf("closed without a question: %v", f.sent)
	}
	f.Push(overlay.NewAsk(f.sent[0].(screen.AskMsg)))
	f.press("n")
	f.shows("long thoughts")
	f.Push(overlay.NewAsk(f.sent[0].(screen.AskMsg)))
	f.press("y")
	if f.Top() != nil || got != nil {
		t.Errorf("still open, or submitted %q", got)
	}
	f = fill(t, rule(&got), 80, 24, vttest.Dark())
	f.write("a name is soon typed again")
	f.press("esc")
	if f.Top() != nil || got != nil {
		t.Errorf("still open, or submitted %q", got)
	}
}

// TestFormWatchesOneAtATime types while a command of Watch runs: the next one
// asks about the newest values.
func TestFormWatchesOneAtATime(t *testing.T) {
	t.Parallel()
	var asked []string
	ask := screen.FormMsg{
		Title:  "Watch",
		Fields: func(screen.Values) []screen.Field { return []screen.Field{{Key: "k", Label: "Word"}} },
		Watch: func(v screen.Values) tea.Cmd {
			asked = append(asked, v["k"])
			return func() tea.Msg {
				return screen.FormNoteMsg{Title: "Watch", Text: "about " + v["k"], Level: screen.Warning}
			}
		},
	}
	o, first := overlay.NewForm(ask)
	f := &filler{Stack: &overlay.Stack{}, t: t, w: 80, h: 24}
	f.Restyle(vttest.Dark())
	f.Resize(80, 24)
	f.Push(o)
	f.write("abc")
	f.run(first)
	f.shows("! about abc")
	if want := []string{"", "abc"}; !slices.Equal(asked, want) {
		t.Errorf("asked about %q, want %q", asked, want)
	}
	f.run(f.Update(screen.FormNoteMsg{Title: "another form", Text: "not for you"}))
	f.hides("not for you")
}

func TestFormMouse(t *testing.T) {
	t.Parallel()
	var got screen.Values
	f := fill(t, rule(&got), 80, 24, vttest.Dark())
	f.write("Name")
	at := func(words string) tea.MouseClickMsg {
		for y, line := range strings.Split(f.view(), "\n") {
			if before, _, ok := strings.Cut(line, words); ok {
				return tea.MouseClickMsg{X: ansi.StringWidth(before) + 1, Y: y, Button: tea.MouseLeft}
			}
		}
		t.Fatalf("no %q in\n%s", words, f.view())
		return tea.MouseClickMsg{}
	}
	f.run(f.Update(at("It looks at")))
	f.run(f.Update(at("It looks at")))
	f.shows("▌ It looks at", "● an event")
	f.run(f.Update(at("Points")))
	f.press("backspace")
	f.run(f.Update(at("ctrl+s add")))
	if got["points"] != "1" || got["kind"] != "an event" || f.Top() != nil {
		t.Errorf("submitted %q", got)
	}
}

func TestFormPastes(t *testing.T) {
	t.Parallel()
	var got screen.Values
	f := fill(t, rule(&got), 80, 24, vttest.Dark())
	f.run(f.Update(tea.PasteMsg{Content: "王小明\x1b[31m\nred"}))
	if c := f.Cursor(); c == nil || !strings.HasPrefix(cutCells(f.view(), c.Y, c.X), "王小明 red") {
		t.Errorf("the cursor does not stand behind what was pasted:\n%s", f.view())
	}
	f.press("shift+tab")
	f.run(f.Update(tea.PasteMsg{Content: "one\ttwo\n\x1b]0;owned\x07three"}))
	f.press("ctrl+s")
	if got["label"] != "王小明 red" || got["why"] != "one two\nthree" {
		t.Errorf("got %q", got)
	}
}

// cutCells returns the part of a line before a cell, from the last gap of two
// spaces on.
func cutCells(view string, y, x int) string {
	line := ansi.Truncate(strings.Split(view, "\n")[y], x, "")
	return line[strings.LastIndex(line, "  ")+2:]
}

// TestFormIsExact types anything anywhere on terminals of any size: the form
// never breaks a line, and the field that has the keys is seen.
func TestFormIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(80, 140).Draw(rt, "w"), rapid.IntRange(24, 44).Draw(rt, "h")
		var got screen.Values
		f := fill(t, rule(&got), w, h, theme.New(theme.Default(), true, rapid.Bool().Draw(rt, "plain")))
		for range rapid.IntRange(0, 30).Draw(rt, "steps") {
			key := rapid.SampledFrom([]string{"tab", "shift+tab", "up", "down", "left", "right", "a", "e", "space", "backspace", "ctrl+n", "alt+enter", ""}).Draw(rt, "key")
			if key == "" {
				f.run(f.Update(tea.PasteMsg{Content: rapid.String().Draw(rt, "text")}))
				continue
			}
			f.press(key)
			if f.Top() == nil {
				return
			}
			if view := f.view(); strings.Count(view, "▌") == 0 {
				rt.Fatalf("no field has the keys:\n%s", view)
			}
		}
	})
}

func TestPick(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, skip string
		keys       []string
		want       string
		open       bool
	}{
		{"by its key", "not given", []string{"b"}, "budget", false},
		{"enter skips", "not given", []string{"enter"}, "skipped", false},
		{"enter without skip", "", []string{"enter"}, "", true},
		{"mark and enter", "not given", []string{"down", "down", "enter"}, "timing", false},
		{"back to skipping", "not given", []string{"down", "up", "enter"}, "skipped", false},
		{"mark without skip", "", []string{"down", "up", "enter"}, "budget", false},
		{"esc", "not given", []string{"esc"}, "", false},
		{"another key", "not given", []string{"z"}, "", true},
	} {
		got := ""
		say := func(word string) func() tea.Cmd { return func() tea.Cmd { got += word; return nil } }
		s := open(overlay.NewPick(screen.PickMsg{
			Title: "Why?", Skip: c.skip, OnSkip: say("skipped"),
			Options: []screen.Option{{Key: "b", Label: "No budget", Run: say("budget")}, {Key: "t", Label: "Bad timing", Hint: "60 days", Run: say("timing")}},
		}), 80, 24)
		for _, k := range c.keys {
			s.Update(vttest.Key(k))
		}
		if got != c.want || (s.Top() != nil) != c.open {
			t.Errorf("%s: got %q, open: %v", c.name, got, s.Top() != nil)
		}
	}
}

func TestPickLooks(t *testing.T) {
	t.Parallel()
	options := []screen.Option{
		{Key: "n", Label: "No contact", Hint: "back in 30 days"}, {Key: "t", Label: "Bad timing", Hint: "back in 60 days"},
		{Key: "b", Label: "No budget", Hint: "back in 90 days"}, {Key: "c", Label: "Has a competitor's product", Hint: "back in 180 days"},
		{Key: "e", Label: "王小明\x1b[31m\nred"},
	}
	for range 20 {
		options = append(options, screen.Option{Key: "x", Label: "One more"})
	}
	f := &filler{Stack: open(overlay.NewPick(screen.PickMsg{
		Title: "Why is Mia Chen recycled?", Body: "Marketing gets the lead back with the reason, and it returns to sales when it is warm again.",
		Options: options, Skip: "no reason given",
	}), 80, 24), t: t, w: 80, h: 24}
	f.press("down", "down")
	vttest.Golden(t, "pick", f.view())
	f.press(slices.Repeat([]string{"down"}, 30)...)
	f.shows("▌ x  One more")
	f.hides("more ─", "No contact")
}
