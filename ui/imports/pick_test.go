package imports

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// TestTypingOnlyTypes types every printable key: none of them does anything but
// filter.
func TestTypingOnlyTypes(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		var all strings.Builder
		for r := '!'; r <= '~'; r++ {
			if r != '/' { // names a folder
				all.WriteRune(r)
			}
		}
		d.write(all.String())
		if got := d.screen.pick.input.Value(); got != all.String() || len(d.sent) > 0 || d.screen.step != picking {
			t.Errorf("typed %q, sent %v", got, d.sent)
		}
		d.shows("No file here is called that.")
		d.press("esc")
		d.shows("leads-november.csv")
	})
}

func TestFilterAndRecent(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		if first := d.line("october.csv"); !strings.Contains(first, "lately, from") || !strings.HasPrefix(first, "▌") {
			t.Errorf("the latest import is not first: %q", first)
		}
		d.hides(".hidden.csv")
		d.write("EXPORTS old")
		d.shows("Old exports/")
		d.hides("leads-november.csv")
		d.press("esc")
		d.write(".h")
		d.shows(".hidden.csv")
		if d.screen.Cursor().X != promptWidth+2 {
			t.Errorf("the cursor stands at %d", d.screen.Cursor().X)
		}
	})
}

func TestFoldersAndCompletion(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		d.write("ex")
		d.press("tab") // the only name that begins so
		if got := d.screen.pick.input.Value(); got != "exports/" {
			t.Fatalf("completed to %q", got)
		}
		d.shows("deals.csv", "deals-2025.csv")
		d.hides("october.csv")
		d.write("d")
		d.press("tab")
		if got := d.screen.pick.input.Value(); got != "exports/deals" {
			t.Errorf("both names agree up to deals, not %q", got)
		}
		d.write("-")
		d.press("enter")
		if d.screen.review.path != "/home/kim/exports/deals-2025.csv" {
			t.Errorf("opened %q", d.screen.review.path)
		}
		d.press("esc")
		d.write("expo")
		d.press("enter")
		if got := d.screen.pick.input.Value(); got != "/home/kim/exports/" {
			t.Errorf("entering a folder types %q", got)
		}
		d.press("down", "down", "enter") // ..
		d.shows("leads-november.csv")
	})
}

func TestFolderThatIsNot(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		d.write("/nowhere/x")
		golden(t, "no-folder", d.plain())
		for range "/nowhere/x" {
			d.press("backspace")
		}
		d.shows("leads-november.csv")
	})
}

func TestNoFiles(t *testing.T) {
	f := newFake()
	f.folders[""] = Listing{Dir: "/"}
	drive(t, f, 80, 20, func(d *driver) {
		golden(t, "no-files", d.plain())
		d.press("enter")
		if d.toast() == "" {
			t.Error("enter on nothing says nothing")
		}
		d.write("/tmp/x.csv")
	})
}

func TestEscLeavesAtLast(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		d.write("x")
		d.press("esc")
		if len(d.sent) > 0 {
			t.Error("the first esc leaves, though something is typed")
		}
		d.press("esc")
		if _, ok := d.last().(screen.BackMsg); !ok {
			t.Errorf("esc sent %v", d.last())
		}
	})
}

// TestPathAsTyped opens a path that the folder does not list.
func TestPathAsTyped(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		d.send(tea.PasteMsg{Content: "exports/other.dat"})
		d.press("enter")
		if d.screen.review.path != "exports/other.dat" {
			t.Errorf("opened %q", d.screen.review.path)
		}
	})
}

func TestPickByMouse(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d *driver) {
		d.send(tea.MouseClickMsg{X: 4, Y: 5, Button: tea.MouseLeft})
		if f, _ := d.screen.pick.table.Selected(); f.Name != "leads-november.csv" {
			t.Fatalf("selected %q", f.Name)
		}
		d.send(tea.MouseWheelMsg{X: 4, Y: 5, Button: tea.MouseWheelDown})
		d.send(tea.MouseClickMsg{X: 4, Y: 5, Button: tea.MouseLeft})
		d.shows("1,204 rows")
	})
}

func TestSlowFolderShowsItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake()
		s := New(f, dark(), clock())
		s.Resize(80, 20)
		s.open() // nobody runs the command: the folder does not answer
		golden(t, "loading", bare(t, s))
		d := &driver{t: t, screen: s, results: make(chan tea.Msg, 10)}
		d.run(s.list(""))
		d.settle()
		if s.spin.Running() {
			t.Error("the spinner goes on")
		}
		d.shows("leads-november.csv")
		s.listed(listedMsg{turn: s.pick.turn - 1, err: crm.Errorf(crm.NotFound, "gone")})
		d.shows("leads-november.csv")
		time.Sleep(widget.Patience)
	})
}
