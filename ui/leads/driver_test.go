package leads

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// driver presses keys on the screen and runs its commands, in a bubble of
// testing/synctest: time stands still unless the test lets it pass.
type driver struct {
	t       *testing.T
	screen  *Leads
	results chan tea.Msg
	sent    []tea.Msg // messages meant for the shell
}

// drive runs the test with a screen of w x h cells that has loaded.
func drive(t *testing.T, src Source, w, h int, test func(*driver)) {
	t.Helper()
	driveStyled(t, src, w, h, dark(), test)
}

func driveStyled(t *testing.T, src Source, w, h int, st theme.Styles, test func(*driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := &driver{t: t, screen: New(src, st, clock(), "smarketing --db x.db"), results: make(chan tea.Msg, 1000)}
		d.screen.Resize(w, h)
		d.run(d.screen.Init())
		d.settle()
		test(d)
		d.screen.cancel()
		time.Sleep(time.Minute) // of the bubble: timers still running end
	})
}

// run starts a command.
func (d *driver) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { d.results <- cmd() }()
	}
}

// settle hands over results until nothing can go on without time passing.
func (d *driver) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.results:
			d.take(msg)
		default:
			return
		}
	}
}

// take gives a message to the screen as the shell does, or keeps it when it is
// meant for the shell.
func (d *driver) take(msg tea.Msg) {
	if list := commands(msg); list != nil {
		for _, cmd := range list {
			d.run(cmd)
		}
		return
	}
	switch msg.(type) {
	case screen.ToastMsg, screen.OpenMsg:
		d.sent = append(d.sent, msg)
	default:
		d.run(d.screen.Update(msg))
	}
}

// commands returns the commands of a batch or sequence, whose types are not
// exported, and nil for any other message.
func commands(msg tea.Msg) []tea.Cmd {
	if v := reflect.ValueOf(msg); v.IsValid() && v.CanConvert(reflect.TypeFor[[]tea.Cmd]()) {
		return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd)
	}
	return nil
}

func dark() theme.Styles { return theme.New(theme.Default(), true, false) }

// press presses named keys one after the other.
func (d *driver) press(keys ...string) {
	for _, k := range keys {
		d.run(d.screen.Update(keyOf(k)))
		d.settle()
	}
}

// write types a text letter by letter.
func (d *driver) write(s string) {
	for _, r := range s {
		d.run(d.screen.Update(tea.KeyPressMsg{Code: r, Text: string(r)}))
	}
	d.settle()
}

func (d *driver) send(msg tea.Msg) {
	d.run(d.screen.Update(msg))
	d.settle()
}

func keyOf(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "down": tea.KeyDown, "up": tea.KeyUp, "left": tea.KeyLeft,
		"right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace, "space": tea.KeySpace,
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// plain returns the view without styles, after proving that it has exactly the
// room it was given, by both ways to count cells.
func (d *driver) plain() string {
	d.t.Helper()
	return bare(d.t, d.screen)
}

func bare(t *testing.T, l *Leads) string {
	t.Helper()
	lines := strings.Split(l.View(), "\n")
	if len(lines) != l.h {
		t.Errorf("view has %d lines, want %d", len(lines), l.h)
	}
	for i, line := range lines {
		if got, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); got != l.w || wc != l.w {
			t.Errorf("line %d has %d cells (%d by wcwidth), want %d: %q", i, got, wc, l.w, ansi.Strip(line))
		}
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// golden compares got with the file of that name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test ./ui/leads -update rewrites it); got:\n%s", file, got)
	}
}

func (d *driver) toast() string {
	for _, m := range d.sent {
		if toast, ok := m.(screen.ToastMsg); ok {
			return toast.Text
		}
	}
	return ""
}

// line returns the first line of the view that contains the words.
func (d *driver) line(words string) string {
	for line := range strings.Lines(d.plain()) {
		if strings.Contains(line, words) {
			return strings.TrimRight(line, "\n")
		}
	}
	return ""
}

func (d *driver) shows(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if d.line(w) == "" {
			d.t.Errorf("the screen does not show %q:\n%s", w, d.plain())
		}
	}
}

func (d *driver) hides(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if line := d.line(w); line != "" {
			d.t.Errorf("the screen shows %q: %q", w, line)
		}
	}
}

func (d *driver) selected() crm.LeadID {
	lead, _ := d.screen.list.Selected()
	return lead.ID
}
