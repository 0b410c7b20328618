package imports

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// TestTypingOnlyTypes types every printable key: none of them does anything but
// filter.
func TestTypingOnlyTypes(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		var all strings.Builder
		for r := '!'; r <= '~'; r++ {
			if r != '/' { // names a folder
				all.WriteRune(r)
			}
		}
		d.Type(all.String())
		if got := d.Screen.pick.input.Value(); got != all.String() || len(d.Sent) > 0 || d.Screen.step != picking {
			t.Errorf("typed %q, sent %v", got, d.Sent)
		}
		d.Shows("No file here is called that.")
		d.Press("esc")
		d.Shows("leads-november.csv")
	})
}

func TestFilterAndRecent(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		if first := d.Line("october.csv"); !strings.Contains(first, "lately, from") || !strings.HasPrefix(first, "▌") {
			t.Errorf("the latest import is not first: %q", first)
		}
		d.Hides(".hidden.csv")
		d.Type("EXPORTS old")
		d.Shows("Old exports/")
		d.Hides("leads-november.csv")
		d.Press("esc")
		d.Type(".h")
		d.Shows(".hidden.csv")
		if d.Screen.Cursor().X != promptWidth+2 {
			t.Errorf("the cursor stands at %d", d.Screen.Cursor().X)
		}
	})
}

func TestFoldersAndCompletion(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		d.Type("ex")
		d.Press("tab") // the only name that begins so
		if got := d.Screen.pick.input.Value(); got != "exports/" {
			t.Fatalf("completed to %q", got)
		}
		d.Shows("deals.csv", "deals-2025.csv")
		d.Hides("october.csv")
		d.Type("d")
		d.Press("tab")
		if got := d.Screen.pick.input.Value(); got != "exports/deals" {
			t.Errorf("both names agree up to deals, not %q", got)
		}
		d.Type("-")
		d.Press("enter")
		if d.Screen.review.path != "/home/kim/exports/deals-2025.csv" {
			t.Errorf("opened %q", d.Screen.review.path)
		}
		d.Press("esc")
		d.Type("expo")
		d.Press("enter")
		if got := d.Screen.pick.input.Value(); got != "/home/kim/exports/" {
			t.Errorf("entering a folder types %q", got)
		}
		d.Press("down", "down", "enter") // ..
		d.Shows("leads-november.csv")
	})
}

func TestFolderThatIsNot(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		d.Type("/nowhere/x")
		d.Golden("no-folder")
		for range "/nowhere/x" {
			d.Press("backspace")
		}
		d.Shows("leads-november.csv")
	})
}

func TestNoFiles(t *testing.T) {
	f := newFake()
	f.folders[""] = Listing{Dir: "/"}
	drive(t, f, 80, 20, func(d driver) {
		d.Golden("no-files")
		d.Press("enter")
		if d.Toast() == "" {
			t.Error("enter on nothing says nothing")
		}
		d.Type("/tmp/x.csv")
	})
}

func TestEscLeavesAtLast(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		d.Type("x")
		d.Press("esc")
		if len(d.Sent) > 0 {
			t.Error("the first esc leaves, though something is typed")
		}
		d.Press("esc")
		if _, ok := d.Last().(screen.BackMsg); !ok {
			t.Errorf("esc sent %v", d.Last())
		}
	})
}

// TestPathAsTyped opens a path that the folder does not list.
func TestPathAsTyped(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		d.Send(tea.PasteMsg{Content: "exports/other.dat"})
		d.Press("enter")
		if d.Screen.review.path != "exports/other.dat" {
			t.Errorf("opened %q", d.Screen.review.path)
		}
	})
}

func TestPickByMouse(t *testing.T) {
	drive(t, newFake(), 80, 20, func(d driver) {
		d.Send(tea.MouseClickMsg{X: 4, Y: 5, Button: tea.MouseLeft})
		if f, _ := d.Screen.pick.table.Selected(); f.Name != "leads-november.csv" {
			t.Fatalf("selected %q", f.Name)
		}
		d.Send(tea.MouseWheelMsg{X: 4, Y: 5, Button: tea.MouseWheelDown})
		d.Send(tea.MouseClickMsg{X: 4, Y: 5, Button: tea.MouseLeft})
		d.Shows("1,204 rows")
	})
}

func TestSlowFolderShowsItself(t *testing.T) {
	fresh := func() *Imports { return New(newFake(), vttest.Dark(), clock()) }
	vttest.Drive(t, 80, 20, fresh, func(d *vttest.Driver[*Imports]) {
		s := d.Screen
		s.open() // nobody runs the command: the folder does not answer
		d.Golden("loading")
		d.Run(s.list(""))
		if s.spin.Running() {
			t.Error("the spinner goes on")
		}
		d.Shows("leads-november.csv")
		s.listed(listedMsg{turn: s.pick.turn - 1, err: crm.Errorf(crm.NotFound, "gone")})
		d.Shows("leads-november.csv")
	})
}
