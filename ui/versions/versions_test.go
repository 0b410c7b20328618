package versions

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func opening(topic string) screen.OpenMsg { return screen.OpenMsg{Screen: Title, Topic: topic} }

func TestLooks(t *testing.T) {
	for _, size := range vttest.Sizes {
		t.Run(fmt.Sprintf("%dx%d", size.W, size.H), func(t *testing.T) {
			name := fmt.Sprintf("%dx%d", size.W, size.H)
			drive(t, newFake(), "history", size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("history-" + name)
				d.Press("j", "enter")
				d.Golden("details-" + name)
			})
			drive(t, newFake(), "templates", size.W, size.H, vttest.Dark(), func(d driver) {
				d.Press("j")
				d.Golden("templates-" + name)
			})
		})
	}
	for name, st := range vttest.Themes() {
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), "history", 120, 36, st, func(d driver) {
				d.Press("j", "space", "k")
				d.GoldenStyled("styled-" + name)
			})
		})
	}
}

// TestNothingIsReadUnseen starts the screen as the program does.
func TestNothingIsReadUnseen(t *testing.T) {
	f := newFake()
	vttest.Drive(t, 120, 36, func() *Versions { return New(f, vttest.Dark(), clock(), "smarketing") }, func(d *vttest.Driver[*Versions]) {
		d.Send(screen.ShownMsg{Screen: "Leads"})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true, Rubric: true}})
		if f.boards != 0 || d.Screen.load.known {
			t.Error("the leads were read for a screen that nobody sees")
		}
		d.Send(screen.ShownMsg{Screen: Title})
		d.Shows("Size decides", "CHANGES")
		if f.boards == 0 {
			t.Error("nothing was measured")
		}
	})
}

// TestActiveIsComparedWithTheOneBefore reads what the version in force changed.
func TestActiveIsComparedWithTheOneBefore(t *testing.T) {
	drive(t, newFake(), "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("v3", "against v2", "1, from v2 to v3", "points 20 → 26")
		d.Press("j") // version 2 against the one in force
		d.Shows("against v3, in force", "points 26 → 20")
		d.Press("G")
		d.Shows("points 26 → 14")
		d.Press("space", "g")
		d.Shows("against v1", "◆ compared with v1", "points 14 → 26")
		d.Press("esc")
		d.Shows("against v2")
	})
}

// TestFiguresAreThoseOfTheBoard checks what is shown against a board of its own.
func TestFiguresAreThoseOfTheBoard(t *testing.T) {
	f := newFake()
	drive(t, f, "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Press("G")
		board, err := f.Board(t.Context(), d.Screen.fields(), func(crm.Progress) {})
		if err != nil {
			t.Fatal(err)
		}
		draft, err := board.Draft(f.versions[0].Rubric)
		if err != nil {
			t.Fatal(err)
		}
		if err := draft.Set(f.versions[2].Rubric); err != nil {
			t.Fatal(err)
		}
		i := draft.Impact()
		if i.Out == 0 || i.Down == 0 {
			t.Fatal("the versions do not differ enough to tell anything")
		}
		d.Shows(fmt.Sprintf("%d open · %d closed, %d won", i.Open, i.Closed, i.Won),
			fmt.Sprintf("%d → %d", i.Before.Ready, i.After.Ready), fmt.Sprintf("▼ %d out", i.Out), fmt.Sprintf("▼ %d fall", i.Down))
		if crossing := d.Line("▼ not"); crossing == "" {
			t.Errorf("nobody who crosses the line is named:\n%s", d.Plain())
		}
	})
}

// TestMeasuringStaysBehindOnePress holds the leads back while the cursor moves
// on: only what is looked at last is measured then.
func TestMeasuringStaysBehindOnePress(t *testing.T) {
	f := newFake()
	vttest.Drive(t, 120, 36, func() *Versions { return New(f, vttest.Dark(), clock(), "smarketing") }, func(d *vttest.Driver[*Versions]) {
		f.hold = make(chan struct{})
		d.Send(opening("history"))
		d.Shows("reading the leads, 25 %", "points 20 → 26")
		d.Press("j", "k", "j", "j")
		if f.boards != 1 {
			t.Errorf("%d boards are asked for at once", f.boards)
		}
		close(f.hold)
		d.Settle()
		d.Shows("ready", "points 26 → 14")
		d.Hides("reading the leads")
		if f.boards != 2 {
			t.Errorf("%d boards for two comparisons", f.boards)
		}
		d.Press("k", "j")
		if f.boards != 3 {
			t.Errorf("%d boards: what is known is measured again", f.boards)
		}
	})
}

func TestChangedLeadsAreMeasuredAgain(t *testing.T) {
	f := newFake()
	drive(t, f, "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("168 open")
		f.subjects = f.subjects[:100]
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("70 open")
		f.boardErr = crm.Errorf(crm.Busy, "the file is busy").WithHint("another program writes to it")
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("70 open", "! the file is busy", "r tries again")
		f.boardErr = nil
		d.Press("r")
		d.Hides("the file is busy")
	})
}

func TestRollBack(t *testing.T) {
	f := newFake()
	drive(t, f, "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Press("R")
		if got := d.Toast(); got != "Not now: v3 is in force already" {
			t.Errorf("toast %q", got)
		}
		d.Press("G", "R")
		if wrong := d.Refusals(nil); wrong["note"] == "" {
			t.Error("no note is asked for")
		}
		d.Submit(screen.Values{"note": "the summer was an exception"})
		if got := d.Toast(); got != "v4 published: v1 is in force again" {
			t.Errorf("toast %q", got)
		}
		d.Shows("v4", "the summer was an exception")
		if f.versions[0].Body != f.versions[3].Body || len(f.versions) != 4 {
			t.Error("version 4 is not version 1 again")
		}
	})
}

// TestRollBackIsToldOfARival publishes between the wish and the deed: nothing
// is overwritten, and the note is not lost.
func TestRollBackIsToldOfARival(t *testing.T) {
	f := newFake()
	drive(t, f, "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Press("G", "R")
		f.rival("Ben", "fewer, but better", weigh(f.versions[0].Body, 26, 40))
		d.Submit(screen.Values{"note": "back to the start"})
		var ask screen.AskMsg
		for _, msg := range d.Sent {
			if m, ok := msg.(screen.AskMsg); ok {
				ask = m
			}
		}
		for _, want := range []string{"v4 by Ben", "fewer, but better", "points 30 → 40", "v1 by Kim", "back to the start", "Nothing was changed"} {
			if !strings.Contains(ask.Title+ask.Body, want) {
				t.Errorf("no %q in %q", want, ask.Body)
			}
		}
		if len(f.versions) != 4 {
			t.Fatal("something was overwritten")
		}
		d.Shows("v4", "fewer, but better")
		d.Run(ask.Run())
		if f.versions[0].Number != 5 || f.versions[0].Note != "back to the start" {
			t.Errorf("version %d, %q", f.versions[0].Number, f.versions[0].Note)
		}
	})
}

func TestUseAsDraft(t *testing.T) {
	f := newFake()
	drive(t, f, "templates", 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "u")
		if got, ok := d.Last().(screen.OpenMsg); !ok || got.Screen != "Rubric" || got.Topic != "draft" {
			t.Fatalf("sent %v", d.Last())
		}
		if f.mine.Base != 3 || f.mine.Body != rubric.Templates()[1].Body {
			t.Errorf("the draft on v%d is not the template", f.mine.Base)
		}
		d.Send(opening("history"))
		d.Press("g")
		d.Shows("draft", "your unpublished edits on v3")
		d.Press("G", "u")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || !strings.Contains(ask.Body, "on v3, kept today 14:00, are lost when v1 takes their place") {
			t.Fatalf("a draft is replaced without a question: %v", d.Last())
		}
		d.Answer()
		if f.mine.Body != f.versions[2].Body {
			t.Error("the draft is not version 1")
		}
		d.Send(opening("history"))
		d.Press("g", "u")
		if _, ok := d.Last().(screen.OpenMsg); !ok {
			t.Errorf("u on the draft sent %v", d.Last())
		}
	})
}

func TestDraftThatIsNoRubric(t *testing.T) {
	f := newFake()
	f.mine = &rubric.Draft{Base: 2, Body: "name = \"half", At: now, By: "Kim"}
	drive(t, f, "history", 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("! not a rubric yet", "NOT A RUBRIC YET")
		d.Press("enter")
		d.Shows("u opens it to be mended")
	})
}

func TestFilter(t *testing.T) {
	drive(t, newFake(), "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Press("/")
		d.Type("demo")
		d.Shows("1 of 3", "against v3, in force")
		d.Hides("Size decides")
		if c := d.Screen.Cursor(); c == nil || c.Y != 1 {
			t.Errorf("cursor at %v", c)
		}
		d.Type("Ruxz") // letters that do things elsewhere
		d.Shows(`Nothing here matches "demoRuxz".`)
		d.Press("enter", "esc")
		d.Shows("Size decides")
	})
}

func TestErrorPage(t *testing.T) {
	f := newFake()
	f.err = errors.New("disk I/O error")
	drive(t, f, "history", 80, 20, vttest.Dark(), func(d driver) {
		d.Golden("error")
		f.err = nil
		d.Press("r")
		d.Shows("Size decides")
		f.err = crm.Errorf(crm.Busy, "the file is busy")
		d.Send(screen.ChangedMsg{Change: crm.Change{Rubric: true}})
		d.Shows("! the file is busy; r tries again", "Size decides")
	})
}

func TestFirstVersionAndNoLeads(t *testing.T) {
	f := newFake()
	f.versions = f.versions[2:]
	drive(t, f, "history", 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("The first version")
	})
	f = newFake()
	f.subjects = nil
	drive(t, f, "history", 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("no leads yet", "points 20 → 26")
	})
}

func TestExportAndCopy(t *testing.T) {
	drive(t, newFake(), "history", 80, 20, vttest.Dark(), func(d driver) {
		d.Press("e")
		if got, want := d.Toast(), "smarketing --db x.db rubric export > rubric.toml"; got != want {
			t.Errorf("toast %q, want %q", got, want)
		}
		d.Press("j", "e")
		if got, want := d.Toast(), "smarketing --db x.db rubric export --version 2 > rubric.toml"; got != want {
			t.Errorf("toast %q, want %q", got, want)
		}
		batch := d.Screen.Update(vttest.Key("y"))()
		copied := false
		for _, cmd := range vttest.Commands(batch) {
			copied = copied || fmt.Sprint(cmd()) == weigh(rubric.Templates()[0].Body, 20, 30)
		}
		if !copied {
			t.Error("the text of version 2 is not copied")
		}
	})
}

// TestTemplatesNameWhoMovesFirst: so many criteria differ that the leads would
// not be seen below them.
func TestTemplatesNameWhoMovesFirst(t *testing.T) {
	drive(t, newFake(), "templates", 120, 80, vttest.Dark(), func(d driver) {
		d.Press("j")
		view := d.Plain()
		if who, what := strings.Index(view, "WHO CROSSES"), strings.Index(view, "CHANGES"); who < 0 || what < who {
			t.Errorf("changes at %d, leads at %d", what, who)
		}
	})
}

// TestMouse clicks a row, then into the detail, and turns the wheel there.
func TestMouse(t *testing.T) {
	drive(t, newFake(), "history", 80, 20, vttest.Dark(), func(d driver) {
		d.Send(tea.MouseClickMsg{X: 5, Y: headRows + 3, Button: tea.MouseLeft})
		d.Shows("v1")
		if e, _ := d.Screen.list.Selected(); e.key != "v1" {
			t.Errorf("%s is selected", e.key)
		}
		d.Send(tea.MouseClickMsg{X: 5, Y: 15, Button: tea.MouseLeft})
		d.Hides("HISTORY")
		before := d.Plain()
		d.Send(tea.MouseWheelMsg{X: 5, Y: 10, Button: tea.MouseWheelDown})
		if d.Plain() == before {
			t.Error("the wheel does not scroll the detail")
		}
	})
}

// TestAnyRoom draws every state in rooms of any size.
func TestAnyRoom(t *testing.T) {
	for _, topic := range []string{"history", "templates"} {
		drive(t, newFake(), topic, 80, 20, vttest.Dark(), func(d driver) {
			sizes := rapid.Custom(func(t *rapid.T) [2]int {
				return [2]int{rapid.IntRange(80, 240).Draw(t, "w"), rapid.IntRange(20, 70).Draw(t, "h")}
			})
			keys := []string{"j", "k", "enter", "esc", "space", "J", "G", "tab", "T", "H"}
			for seed := range 60 {
				size := sizes.Example(seed)
				d.Resize(size[0], size[1])
				d.Press(keys[(seed*7)%len(keys)])
				if view := d.Plain(); strings.TrimSpace(view) == "" {
					t.Fatal("an empty screen")
				}
			}
		})
	}
}

// TestKeysAreOnce checks that no key means two things.
func TestKeysAreOnce(t *testing.T) {
	drive(t, newFake(), "history", 80, 20, vttest.Dark(), func(d driver) {
		for _, state := range [][]string{nil, {"enter"}, {"esc", "T"}} {
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
