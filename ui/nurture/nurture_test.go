package nurture

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func TestLooks(t *testing.T) {
	for _, size := range vttest.Sizes {
		name := fmt.Sprintf("%dx%d", size.W, size.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("list-" + name)
				d.Press("j", "m", "m", "enter")
				d.Golden("details-" + name)
				d.Press("esc", "v")
				d.Golden("recovered-" + name)
			})
			drive(t, empty(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("empty-" + name)
			})
		})
	}
	for theme, st := range vttest.Themes() {
		for _, size := range vttest.Sizes {
			name := fmt.Sprintf("%s-%dx%d", theme, size.W, size.H)
			t.Run(name, func(t *testing.T) {
				drive(t, newFake(), size.W, size.H, st, func(d driver) {
					d.Press("m", "j")
					d.GoldenStyled("styled-" + name)
				})
			})
		}
	}
}

// TestNothingIsReadUnseen starts the screen as the program does.
func TestNothingIsReadUnseen(t *testing.T) {
	f := newFake()
	vttest.Drive(t, 120, 36, func() *Nurture { return New(f, vttest.Dark(), clock()) }, func(d *vttest.Driver[*Nurture]) {
		d.Send(screen.ShownMsg{Screen: "Leads"})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if f.pages != 0 {
			t.Error("the leads were read for a screen that nobody sees")
		}
		d.Send(screen.ShownMsg{Screen: Title})
		d.Shows("Mia Chen")
		read := f.pages
		d.Send(screen.ShownMsg{Screen: "Leads"})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if f.pages != read {
			t.Error("the leads were read again for a screen that was left")
		}
		d.Send(screen.ShownMsg{Screen: Title})
		if f.pages == read {
			t.Error("what has changed meanwhile is not read")
		}
	})
}

func TestRestrictions(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("d")
		d.Shows("5 of 47 recycled", "only due", "· 42 later")
		d.Press("o")
		d.Shows("2 of 47 recycled", "owner Kim", "Zoë Müller", "Two Lines")
		d.Press("/")
		d.Type("zoE Rux") // letters that do things elsewhere
		d.Shows(`No recycled lead matches "zoE Rux".`)
		if c := d.Screen.Cursor(); c == nil || c.Y != 1 {
			t.Errorf("cursor at %v", c)
		}
		d.Press("esc")
		d.Shows("2 of 47 recycled")
		d.Press("esc")
		d.Shows("47 recycled", "Mia Chen")
		d.Hides("owner Kim", "only due")
		if len(f.deeds) != 0 {
			t.Errorf("did %v", f.deeds)
		}
	})
}

func TestOpenedByAnotherScreen(t *testing.T) {
	drive(t, newFake(), 80, 20, vttest.Dark(), func(d driver) {
		d.Send(screen.OpenMsg{Screen: Title, Topic: "due", Lead: 4})
		d.Shows("5 of 47 recycled")
		if got := d.selected(); got != "Zoë Müller" {
			t.Errorf("%s is selected", got)
		}
		d.Press("enter")
		d.Shows("TO BE READY AGAIN", "◆ to be touched today")
		d.Press("l")
		d.Shows("◆ comes back today", "CADENCE  evaluating", "RECYCLED  1 time")
		d.Press("enter")
		if got, ok := d.Last().(screen.OpenMsg); !ok || got.Screen != "Leads" || got.Lead != 6 {
			t.Errorf("sent %v", d.Last())
		}
		d.Press("esc", "tab", "tab", "w")
		if got, ok := d.Last().(screen.OpenMsg); !ok || got.Lead != 6 {
			t.Errorf("sent %v", d.Last())
		}
	})
}

func TestReadOnly(t *testing.T) {
	f := newFake()
	f.status.ReadOnly = true
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("read-only")
		for _, key := range []string{"t", "s", "n", "c", "R", "u", "P"} {
			d.Sent = nil
			d.Press(key)
			if got := d.Toast(); got != "Not now: the file is open for reading only" {
				t.Errorf("%s says %q", key, got)
			}
		}
		d.Press("v")
		d.Shows("RECOVERED")
	})
}

func TestErrors(t *testing.T) {
	f := newFake()
	f.err = errors.New("disk I/O error")
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Golden("error")
		f.err = nil
		d.Press("r")
		d.Shows("Mia Chen")
		f.err = crm.Errorf(crm.Busy, "the file is busy").WithHint("another program writes to it")
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("! the file is busy; r tries again", "Mia Chen")
		d.Press("t")
		d.Pick("c")
		if got := d.Toast(); got != "the file is busy (another program writes to it)" {
			t.Errorf("toast %q", got)
		}
		d.Press("enter")
		d.Shows("This lead could not be read")
		d.Press("v")
		d.Shows("RECOVERED", "! the file is busy; r tries again")
		f.err = nil
		d.Press("r")
		d.Shows("124 times")
		d.Press("esc")
		d.Hides("the file is busy")
	})
}

// TestLoadingKeepsRows: what was known stays in view until the new rows come,
// and a spinner tells that they are on their way.
func TestLoadingKeepsRows(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		f.hold = make(chan struct{})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		time.Sleep(time.Second)
		d.Settle()
		spin := d.Screen.spin.View()
		if spin == " " {
			t.Fatal("nothing tells that rows are on their way")
		}
		d.Shows("Mia Chen", "later  "+spin)
		close(f.hold)
		d.Settle()
		d.Shows("Mia Chen")
		d.Hides("later  " + spin)
	})
}

func TestCopy(t *testing.T) {
	drive(t, newFake(), 80, 20, vttest.Dark(), func(d driver) {
		d.Press("y")
		if got := d.Toast(); got != "Sent lead1@lumen.example to the terminal's clipboard" {
			t.Errorf("toast %q", got)
		}
	})
}

func TestMouse(t *testing.T) {
	drive(t, newFake(), 120, 36, vttest.Dark(), func(d driver) {
		d.Send(tea.MouseClickMsg{X: 6, Y: headRows + 3, Button: tea.MouseLeft})
		if got := d.selected(); got != "Jonas Weber" {
			t.Errorf("%s is selected", got)
		}
		d.Send(tea.MouseClickMsg{X: 100, Y: 3, Button: tea.MouseLeft})
		if d.Screen.focus != onDetail {
			t.Error("a click does not give the keys to the lead")
		}
		d.Send(tea.MouseWheelMsg{X: 6, Y: 10, Button: tea.MouseWheelDown})
		d.Hides("Mia Chen")
	})
}

// TestMoreThanCanBeMarked says so.
func TestMoreThanCanBeMarked(t *testing.T) {
	f := empty()
	for i := range mostMarked + 40 {
		f.add(fmt.Sprintf("Lead %d", i), "Row & Sons", "timing", "Ana", 1, 3, -1)
	}
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Press("M")
		if got := d.Toast(); got != "Marked the first 1,000 of 1,040 leads; that is the most at once." {
			t.Errorf("toast %q", got)
		}
		d.Press("G")
		if got := d.selected(); got != "Lead 1039" {
			t.Errorf("the last is %q", got)
		}
	})
}

// TestAnyRoom draws every state in rooms of any size.
func TestAnyRoom(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		sizes := rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(80, 240).Draw(t, "w"), rapid.IntRange(20, 70).Draw(t, "h")}
		})
		keys := []string{"j", "enter", "J", "esc", "m", "v", "G", "tab", "v", "tab", "d", "k", "o", "esc", "l"}
		for seed := range 90 {
			size := sizes.Example(seed)
			d.Resize(size[0], size[1])
			d.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1] + 4})
			d.Press(keys[(seed*7)%len(keys)])
			if view := d.Plain(); strings.TrimSpace(view) == "" {
				t.Fatal("an empty screen")
			}
		}
	})
}

// TestKeysAreOnce checks that no key means two things.
func TestKeysAreOnce(t *testing.T) {
	drive(t, newFake(), 120, 36, vttest.Dark(), func(d driver) {
		for _, state := range [][]string{nil, {"m"}, {"enter"}, {"esc", "v"}} {
			d.Press(state...)
			var seen []string
			for _, a := range d.Screen.Actions() {
				for _, k := range a.Binding.Keys() {
					if slices.Contains(seen, k) {
						t.Errorf("after %v the key %s means two things", state, k)
					}
					seen = append(seen, k)
				}
			}
		}
	})
}

// TestKeptPointsAreToldApart: what a lead did before it was recycled is no sign
// that it is warm, also where it counts.
func TestKeptPointsAreToldApart(t *testing.T) {
	f := empty()
	f.add("Mia Chen", "Lumen GmbH", "evaluating", "Ana", 1, 9, 2, 5)
	f.add("Zoë Müller", "Ørsted Data", "timing", "Ana", 1, 9, 2, 4)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("+5 points gained since", "what it did before counts too")
		d.Press("j")
		d.Shows("+4 points gained since")
		d.Hides("what it did before")
	})
}
