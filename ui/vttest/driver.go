package vttest

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

// Sizes are the rooms that terminals of 80x24, 120x40 and 200x50 leave to a
// screen: the sizes of its golden files.
var Sizes = []struct{ W, H int }{{80, 20}, {120, 36}, {200, 46}}

// Themes returns the styles in which a screen is looked at, by name.
func Themes() map[string]theme.Styles {
	return map[string]theme.Styles{
		"dark":  Dark(),
		"light": theme.New(theme.Default(), false, false),
		"plain": theme.New(theme.Default(), true, true),
	}
}

// Dark returns the styles that tests use when any will do.
func Dark() theme.Styles { return theme.New(theme.Default(), true, false) }

// Driver presses keys on one screen and runs its commands, without a shell and
// without a terminal. After each call all that could happen has happened; time
// stands still unless the test sleeps or waits for a timer.
type Driver[S screen.Screen] struct {
	T      *testing.T // of the bubble
	Screen S
	Sent   []tea.Msg // messages to the shell, the oldest first

	w, h    int
	results chan tea.Msg
}

// Drive runs test with a screen of w x h cells that has done what Init asks
// for, inside a bubble of testing/synctest: whatever the test blocks commands
// with is to be made in fresh or in test.
//
//	func drive(t *testing.T, src Source, test func(*vttest.Driver[*Leads])) {
//		t.Helper()
//		fresh := func() *Leads { return New(src, vttest.Dark(), clock()) }
//		vttest.Drive(t, 80, 20, fresh, test)
//	}
//
//	drive(t, newFake(), func(d *vttest.Driver[*Leads]) {
//		d.Press("j", "enter")
//		d.Shows("Mia Chen")
//		d.Golden("detail-80x20")
//	})
//
// Commands still blocked when the test returns fail it: a screen with work
// that has no end is told to stop first, a screen.Worker is halted.
func Drive[S screen.Screen](t *testing.T, w, h int, fresh func() S, test func(*Driver[S])) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := &Driver[S]{T: t, Screen: fresh(), results: make(chan tea.Msg, 1000)}
		d.Resize(w, h)
		d.Run(d.Screen.Init())
		test(d)
		if worker, ok := any(d.Screen).(screen.Worker); ok {
			worker.Halt()
		}
		d.Settle()
		time.Sleep(time.Hour) // of the bubble: timers still running end
	})
}

// Run runs a command as the program does, and all that follows from it.
func (d *Driver[S]) Run(cmd tea.Cmd) {
	d.Start(cmd)
	d.Settle()
}

// Start begins a command and goes on before its answer has come; Settle lets
// it come.
func (d *Driver[S]) Start(cmd tea.Cmd) {
	if cmd != nil {
		go func() { d.results <- cmd() }()
	}
}

// Settle hands over results until nothing can go on without time passing. It
// is needed after a test has slept or let go of what a command waits for.
func (d *Driver[S]) Settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.results:
			d.take(msg)
		default:
			layer, ok := any(d.Screen).(screen.Layer)
			if !ok {
				return
			}
			over := layer.Over()
			if over == nil {
				return
			}
			d.Sent = append(d.Sent, over)
		}
	}
}

// take gives a message to the screen as the shell does, or keeps it when it is
// one to the shell: those are the messages of package screen, but the news that
// the file has changed.
func (d *Driver[S]) take(msg tea.Msg) {
	if list := Commands(msg); list != nil {
		for _, cmd := range list {
			d.Start(cmd)
		}
		return
	}
	_, news := msg.(screen.ChangedMsg)
	if t := reflect.TypeOf(msg); !news && t != nil && t.PkgPath() == reflect.TypeFor[screen.ChangedMsg]().PkgPath() {
		d.Sent = append(d.Sent, msg)
		return
	}
	d.Start(d.Screen.Update(msg))
}

// Commands returns the commands of a batch or sequence, whose types are not
// all exported, and nil for any other message.
func Commands(msg tea.Msg) []tea.Cmd {
	if v := reflect.ValueOf(msg); v.IsValid() && v.CanConvert(reflect.TypeFor[[]tea.Cmd]()) {
		return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd)
	}
	return nil
}

// Send gives the screen a message: screen.OpenMsg, tea.PasteMsg, a click.
func (d *Driver[S]) Send(msg tea.Msg) { d.Run(d.Screen.Update(msg)) }

// Press presses named keys one after the other.
func (d *Driver[S]) Press(names ...string) {
	for _, name := range names {
		d.Send(Key(name))
	}
}

// Type types a text letter by letter, faster than any answer comes.
func (d *Driver[S]) Type(text string) {
	for _, r := range text {
		d.Start(d.Screen.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	d.Settle()
}

// Key returns the press of a key by its name: "a", "enter", "shift+tab",
// "ctrl+p".
func Key(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "down": tea.KeyDown, "up": tea.KeyUp, "left": tea.KeyLeft,
		"right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			return tea.KeyPressMsg{Code: Key(rest).Code, Mod: mod}
		}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// Resize gives the screen another room.
func (d *Driver[S]) Resize(w, h int) {
	d.w, d.h = w, h
	d.Screen.Resize(w, h)
}

// Plain returns the view without styles and trailing spaces, after proving that
// it has exactly the room it was given, by both ways to count cells.
func (d *Driver[S]) Plain() string {
	d.T.Helper()
	lines := strings.Split(d.Screen.View(), "\n")
	if len(lines) != d.h {
		d.T.Errorf("view has %d lines, want %d", len(lines), d.h)
	}
	for i, line := range lines {
		if got, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); got != d.w || wc != d.w {
			d.T.Errorf("line %d has %d cells (%d by wcwidth), want %d: %q", i, got, wc, d.w, ansi.Strip(line))
		}
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Golden compares the plain view with testdata/NAME.golden.
func (d *Driver[S]) Golden(name string) {
	d.T.Helper()
	Golden(d.T, name, d.Plain())
}

// GoldenStyled compares the view, styles and all, with testdata/NAME.golden.
func (d *Driver[S]) GoldenStyled(name string) {
	d.T.Helper()
	_ = d.Plain()
	Golden(d.T, name, d.Screen.View())
}

// Line returns the first line of the plain view that contains the words, empty
// when none does.
func (d *Driver[S]) Line(words string) string {
	d.T.Helper()
	for line := range strings.Lines(d.Plain()) {
		if strings.Contains(line, words) {
			return strings.TrimRight(line, "\n")
		}
	}
	return ""
}

// Shows fails the test unless the view contains each of the texts.
func (d *Driver[S]) Shows(texts ...string) {
	d.T.Helper()
	for _, s := range texts {
		if d.Line(s) == "" {
			d.T.Errorf("the screen does not show %q:\n%s", s, d.Plain())
		}
	}
}

// Hides fails the test when the view contains one of the texts.
func (d *Driver[S]) Hides(texts ...string) {
	d.T.Helper()
	for _, s := range texts {
		if line := d.Line(s); line != "" {
			d.T.Errorf("the screen shows %q: %q", s, line)
		}
	}
}

// Last returns the newest message to the shell; without one the test fails.
func (d *Driver[S]) Last() tea.Msg {
	d.T.Helper()
	if len(d.Sent) == 0 {
		d.T.Fatal("nothing was sent to the shell")
	}
	return d.Sent[len(d.Sent)-1]
}

// Toast returns the text of the newest toast, empty when there was none.
func (d *Driver[S]) Toast() string {
	for i := len(d.Sent) - 1; i >= 0; i-- {
		if toast, ok := d.Sent[i].(screen.ToastMsg); ok {
			return toast.Text
		}
	}
	return ""
}

// Answer says yes to the question that was asked last.
func (d *Driver[S]) Answer() {
	d.T.Helper()
	ask, ok := d.Last().(screen.AskMsg)
	if !ok {
		d.T.Fatalf("no question was asked, but %v", d.Last())
	}
	d.Run(ask.Run())
}
