package ui_test

import (
	"context"
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func options() ui.Options {
	return ui.Options{Clock: func() time.Time { return now }, Mouse: true}
}

func start(t *testing.T, src ui.Source, w, h int, opts ...vttest.Option) *vttest.Terminal {
	t.Helper()
	term := vttest.Start(t, ui.New(src, options()), w, h, opts...)
	return term
}

// measured waits until all figures of the Overview have come.
func measured(term *vttest.Terminal) {
	for _, late := range []string{"READY, WAITING", "132k", "nobody has come in"} {
		term.WaitText(late)
	}
}

func TestTabs(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 120, 40)
	term.WaitText("READY, WAITING")
	for _, step := range []struct{ key, want string }{
		{"3", "QUEUE"}, {"1", "READY, WAITING"}, {"[", "NURTURE"}, {"]", "READY, WAITING"},
		{"esc", "NURTURE"}, {"esc", "READY, WAITING"},
	} {
		term.Key(step.key)
		term.WaitText(step.want)
	}
	term.Click(38, 0)
	term.WaitText("QUEUE")
	term.Click(18, 0)
	term.WaitText("READY, WAITING")
}

// TestEscLeavesAVisit: a list that the Overview has opened is left with one esc,
// which the footer names, or by the name of what that does. A key typed ahead
// behind it is for the Overview.
func TestEscLeavesAVisit(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	visit := func() {
		t.Helper()
		term.Send(screen.OpenMsg{Screen: "Leads", Query: crm.LeadQuery{Stage: "mql"}})
		term.WaitText("stage MQL")
		term.WaitText(" esc back  a accept")
	}
	visit()
	term.Key("esc")
	term.WaitText("READY, WAITING")
	visit()
	term.Key("ctrl+p")
	term.Type("back to overview")
	term.WaitText("Go back to Overview")
	term.Key("enter")
	term.WaitText("READY, WAITING")
	visit()
	term.Send(tea.KeyPressMsg{Code: tea.KeyEscape})
	term.Send(tea.KeyPressMsg{Code: 'a', Text: "a"})
	term.WaitText("READY, WAITING")
	term.WaitGone("ccepted")
	term.Key("3") // who comes by themselves is no visitor
	term.WaitText(" esc show all  a accept")
}

// TestEscNeverQuits presses esc more often than there are screens to go back
// to, and then uses the dashboard.
func TestEscNeverQuits(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	for range 3 { // as messages: in bytes, esc and the key behind it are alt and that key
		term.Send(tea.KeyPressMsg{Code: tea.KeyEscape})
	}
	term.Key("?")
	term.WaitText("search keys and actions")
	term.Key("esc")
	term.WaitGone("search keys and actions")
}

func TestQuit(t *testing.T) {
	t.Parallel()
	for name, press := range map[string][]string{
		"q": {"q"}, "ctrl+c": {"ctrl+c"}, "ctrl+c in a search": {"?", "ctrl+c"}, "ctrl+c in a filter": {"2", "/", "ctrl+c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := start(t, filled(), 80, 24)
			term.WaitText("READY, WAITING")
			term.Key(press...)
			if err := term.WaitEnd(); err != nil {
				t.Error(err)
			}
			if term.AltScreen() {
				t.Error("the alternate screen is still there")
			}
		})
	}
}

func TestHelpFindsAndRuns(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	term.Key("?")
	term.WaitText("EVERYWHERE")
	term.Type("go leads")
	term.WaitGone("Open what is selected")
	term.WaitText("▌ Go to Leads")
	term.Key("enter")
	term.WaitText("QUEUE")
}

// TestTypingOnlyTypes types every printable character into the search: none of
// them acts on anything.
func TestTypingOnlyTypes(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	measured(term)
	before := term.Screen()
	var all strings.Builder
	for r := '!'; r <= '~'; r++ {
		all.WriteRune(r)
	}
	for _, open := range []string{"?", ":"} {
		term.Key(open)
		term.WaitText("›")
		term.Type(all.String())
		term.WaitText("nothing is called that")
		term.Key("esc")
		term.WaitScreen(before)
	}
}

func TestPaletteRunsByName(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 120, 40)
	measured(term)
	dark := term.Ink()
	term.Key("ctrl+p")
	term.WaitText("Run an action")
	term.Type("lightdark")
	term.WaitText("▌ Switch between light and dark")
	term.Key("enter")
	term.WaitGone("Run an action")
	term.WaitText("READY, WAITING")
	if term.Ink() == dark {
		t.Error("the colours did not change")
	}
}

// TestDisabledSaysWhy picks an action that cannot be done now.
func TestDisabledSaysWhy(t *testing.T) {
	t.Parallel()
	term := start(t, empty(), 80, 24)
	term.WaitText("no leads yet")
	term.Key(":")
	term.Type("open what")
	term.WaitText("there are no leads yet")
	term.Key("enter")
	term.WaitText("! Open what is selected: there are no leads yet")
}

// TestCursorInWideText checks the real cursor, which input methods follow.
func TestCursorInWideText(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	term.Key("?")
	term.WaitText("search keys")
	x0, y0, visible := term.Cursor()
	term.Type("漢字文")
	term.WaitText("漢字文")
	term.WaitText("nothing is called that")
	x, y, _ := term.Cursor()
	if !visible || y != y0 || x != x0+6 {
		t.Errorf("the cursor went from %d,%d to %d,%d", x0, y0, x, y)
	}
}

func TestToasts(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	term.Send(screen.ToastMsg{Level: screen.Success, Text: "Accepted\x1b[31m Mia\nChen"})
	term.WaitText("✓ Accepted Mia Chen")
	term.Send(screen.ToastMsg{Level: screen.Failure, Text: "The file is busy"})
	term.WaitText("✗ The file is busy")
	term.Key("x")
	term.WaitGone("The file is busy")
}

func TestAsk(t *testing.T) {
	t.Parallel()
	ran := make(chan string, 4)
	question := func(name string) screen.AskMsg {
		return screen.AskMsg{Title: "Discard the draft?", Body: "Nine changes would be lost.", Yes: "Discard",
			Run: func() tea.Cmd { ran <- name; return screen.Toast(screen.Success, "did "+name) }}
	}
	term := start(t, filled(), 80, 24)
	term.WaitText("READY, WAITING")
	for _, key := range []string{"enter", "esc", "n"} {
		term.Send(question(key))
		term.WaitText("Discard the draft?")
		term.Key(key)
		term.WaitGone("Discard the draft?")
	}
	term.Send(question("yes"))
	term.WaitText("▌ No")
	term.Key("tab")
	term.WaitText("▌ Discard")
	term.Key("enter")
	term.WaitText("✓ did yes")
	if got := <-ran; got != "yes" || len(ran) != 0 {
		t.Errorf("%q answered yes", got)
	}
}

// TestSlowReload checks that the old figures stay while new ones are read, and
// that the heading says so.
func TestSlowReload(t *testing.T) {
	t.Parallel()
	src := filled()
	src.slow = make(chan struct{}, 1)
	src.slow <- struct{}{}
	term := start(t, src, 80, 24)
	term.WaitText("  READY, WAITING")
	term.Key("r")
	term.WaitGone("  READY, WAITING")
	term.WaitText("18 leads to take over")
	close(src.slow)
	term.WaitText("  READY, WAITING")
}

// TestLightByHand checks that the choice of the person outlives what the
// terminal says.
func TestLightByHand(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 120, 40)
	term.WaitInk("overview-dark")
	term.Key("L")
	term.WaitInk("overview-light")
	term.Send(tea.BackgroundColorMsg{Color: color.Black})
	term.Key("3")
	term.WaitText("QUEUE")
	term.Key("1")
	term.WaitInk("overview-light")
}

// TestChangesShow checks that what another process writes appears by itself.
func TestChangesShow(t *testing.T) {
	t.Parallel()
	src := empty()
	term := start(t, src, 80, 24)
	term.WaitText("smarketing import leads.csv")
	src.replaced <- filled().overview
	src.changes <- crm.Change{Seq: 2, Leads: true}
	term.WaitText("18 leads to take over")
}

func TestErrorAndRetry(t *testing.T) {
	t.Parallel()
	src := filled()
	src.fails <- crm.Errorf(crm.Busy, "the file is held by another process").WithHint("close the other program")
	term := start(t, src, 80, 24)
	term.WaitText("the file is held by another process")
	term.WaitText("close the other program")
	term.Key("r")
	term.WaitText("READY, WAITING")
	src.fails <- crm.Errorf(crm.Busy, "the file is held again")
	term.Key("r")
	term.WaitText("✗ the file is held again")
	term.WaitText("READY, WAITING")
}

// TestSlowFile checks that the spinner comes when reading takes long, and goes
// with the first figures.
func TestSlowFile(t *testing.T) {
	t.Parallel()
	src := filled()
	src.slow = make(chan struct{})
	term := start(t, src, 80, 24)
	term.WaitText("Reading the file")
	close(src.slow)
	term.WaitText("READY, WAITING")
	term.WaitGone("Reading the file")
}

func TestOpenLead(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 120, 40)
	term.WaitText("READY, WAITING")
	term.Key("down", "down", "enter")
	term.WaitText("3 Leads")
	term.WaitText("lead3@example.com")
	term.Key("1", "tab", "enter")
	term.WaitGone("LAST 7 DAYS")
}

type broken struct{ *source }

func (broken) Status(context.Context) (crm.Status, error) { panic("a bug in a source") }

// TestPanicRestores checks that a bug ends the program with an error and gives
// the terminal back.
func TestPanicRestores(t *testing.T) {
	t.Parallel()
	term := start(t, broken{filled()}, 80, 24)
	if err := term.WaitEnd(); err == nil {
		t.Error("the program ended as if nothing had happened")
	}
	if term.AltScreen() {
		t.Error("the alternate screen is still there")
	}
}

// TestWheelAndClick drives the overview with the mouse.
func TestWheelAndClick(t *testing.T) {
	t.Parallel()
	term := start(t, filled(), 120, 40)
	term.WaitText("▌ A1   92")
	term.Wheel(40, 25, 1)
	term.WaitText("▌ A2   91")
	term.Click(40, 31)
	term.WaitText("▌ B1   89")
	term.Click(40, 31)
	term.WaitText("lead3@example.com")
	term.Key("1")
	term.WaitText("MARKETING TODAY")
	term.Click(20, 14)
	term.WaitText("FUNNEL  all time")
}

// TestKeysBeforeTheSize types before the terminal has said how large it is: no
// key is lost.
func TestKeysBeforeTheSize(t *testing.T) {
	t.Parallel()
	shown := func(msgs ...tea.Msg) string {
		m := ui.New(filled(), options())
		for _, msg := range msgs {
			m.Update(msg)
		}
		return m.View().Content
	}
	size, leads := tea.WindowSizeMsg{Width: 120, Height: 40}, tea.KeyPressMsg{Code: '3', Text: "3"}
	early, late, never := shown(leads, size), shown(size, leads), shown(size)
	if early != late || early == never {
		t.Errorf("typed early:\n%s\n\ntyped late:\n%s", early, late)
	}
}
