package goals

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func shown() screen.ShownMsg { return screen.ShownMsg{Screen: Title} }

func TestLooks(t *testing.T) {
	for _, size := range vttest.Sizes {
		name := fmt.Sprintf("%dx%d", size.W, size.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("plan-" + name)
				for d.Screen.layout.tabbed && d.Screen.pane != dutyPane {
					d.Press("tab")
					d.Golden(d.Screen.pane.label() + "-" + name)
				}
			})
			drive(t, newFake(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Press("H")
				d.Golden("versions-" + name)
			})
			drive(t, newBlank(), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("blank-" + name)
			})
		})
	}
	for name, st := range vttest.Themes() {
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), 120, 36, st, func(d driver) {
				d.Press("j", "j", "j", "j", "+", "+", "+", "+", "+")
				d.GoldenStyled("styled-" + name)
			})
		})
	}
}

// TestPlanFromNothing plans in a file without a past: the figures of a textbook,
// 5 % conversion and 20 leads for each customer, follow what is typed.
func TestPlanFromNothing(t *testing.T) {
	f := newBlank()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("no goal is stored yet", "Type the revenue goal", "There are no leads to measure rates on")
		d.Press("S")
		if got := d.Toast(); !strings.Contains(got, "Type the revenue goal") {
			t.Errorf("toast %q", got)
		}
		d.Type("1m") // on the revenue
		d.Press("enter", "j")
		d.Shows("Type the average deal")
		d.Type("20,000")
		d.Shows("customers               50") // before enter
		d.Press("enter", "j")
		d.Shows("leads           unknown: type the rate")
		d.Type("5")
		d.Shows("leads                1,000", "20 leads each")
		d.Press("tab", "j", "j", "enter")
		d.Type("q4")
		d.Shows("spread over")
		d.Press("enter")
		d.Shows("31 Dec 2026", "typed, Q4 2026", "13 weeks", "76 a week", "○ not stored yet")
		d.Press("S")
		d.Submit(screen.Values{"note": "for the first year"})
		if got := d.Toast(); got != "Goal v1 is in force: USD 1,000,000 until 31 Dec 2026: 50 customers, 1,000 leads" {
			t.Errorf("toast %q", got)
		}
		d.Shows("v1 by Kim", "“for the first year”")
		d.Hides("not stored yet")
		if g := f.versions[0]; g.Revenue != crm.MoneyOf(1e6) || g.AverageDeal != crm.MoneyOf(20_000) || g.LeadRate != 0.05 || !g.Start.Equal(start) || !g.End.Equal(end) {
			t.Errorf("stored %+v", g)
		}
		d.Press("S")
		if got := d.Toast(); got != "Not now: version 1 says the same" {
			t.Errorf("toast %q", got)
		}
	})
}

// TestMeasured starts from what the file knows, types over it, and takes it back.
func TestMeasured(t *testing.T) {
	f := newFake()
	f.versions = nil
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("measured (n 1,902, 3.4-5.2 %)", "measured (n 236,", "measured (n 74)", "48 days  measured (n 80)")
		d.Type("1000000")
		d.Press("enter")
		d.Shows("customers               49", "leads                1,165", "942-1,445") // of 80 wins of 1,902
		d.Press("j", "j", "j")
		d.Type("5")
		d.Press("enter")
		d.Shows("typed, past 4.2 % (n 1,902)", "leads                  980")
		d.Press("k", "m")
		d.Shows("leads                1,165")
		d.Type("7")
		d.Press("esc") // nothing was taken
		d.Shows("leads                1,165")
		d.Press("enter", "backspace", "backspace", "backspace", "backspace")
		d.Shows("leads           unknown: type the rate")
		d.Press("enter", "M")
		d.Shows("leads                1,165")
	})
}

// TestZeroWins says what is unknown and what it is at most.
func TestZeroWins(t *testing.T) {
	f := newFake()
	f.versions = nil
	f.report.Measured.LeadRate = stat.Of(0, 210)
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Type("1m")
		d.Press("enter")
		d.Shows("none of 210, at most 1.8 %", "rate unknown, at most 1.8 %: 2,728 or more")
		d.Press("j", "j", "j")
		d.Type("2")
		d.Press("enter")
		d.Shows("leads                2,450")
	})
}

// TestMistakes are said while typing and never taken.
func TestMistakes(t *testing.T) {
	drive(t, newFake(), 80, 20, vttest.Dark(), func(d driver) {
		d.Type("1,00")
		d.Shows(`! "1,00" is not a sum`, "customers               45") // the last that made sense
		d.Press("enter")
		if !d.Screen.Capturing() {
			t.Error("a mistake was taken")
		}
		d.Press("esc", "j")
		d.Type("101")
		d.Shows("lies above 0 and up to 100 %")
		d.Press("esc", "G", "g", "j", "j", "j", "j", "j", "j", "j", "enter")
		d.Send(tea.PasteMsg{Content: " someday"})
		d.Shows("is no time for a goal")
		d.Press("esc")
		d.Shows("31 Dec 2026  v2")
		if d.Screen.form.changed() {
			t.Error("the form changed")
		}
	})
}

// TestWhatIf asks what better rates bring: of the whole way, and of one step.
func TestWhatIf(t *testing.T) {
	drive(t, newFake(), 120, 36, vttest.Dark(), func(d driver) {
		d.Press("+")
		if got := d.Toast(); got != "Not now: select a rate of the plan first" {
			t.Errorf("toast %q", got)
		}
		d.Press("j", "j", "j", "j", "shift+up")
		d.Shows("lead to customer +5 points = +45 customers, USD +900k", "or 450 leads instead of 900 for the same goal")
		d.Press("-", "-", "-", "-", "-", "-")
		d.Shows("lead to customer -1 point = -9 customers", "or 1,125 leads")
		d.Press("esc")
		d.Hides("instead of")
		d.Press("G", "k", "k", "k", "+", "+", "+", "+", "+") // the step in which sales accepts
		d.Shows("MQL → SAL +5 points = +4 customers")
		d.Press("j")
		d.Hides("MQL → SAL +5")
		for range 40 {
			d.Press("shift+up")
		}
		d.Shows("SAL → SQL +34 points") // never beyond all of them
	})
}

// TestRival stores between the wish and the deed: nothing is overwritten
// unasked.
func TestRival(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Type("2m")
		d.Press("enter", "S")
		rival := f.versions[0]
		rival.By, rival.Revenue = "Ben", crm.MoneyOf(1_500_000)
		f.put(rival)
		d.Submit(screen.Values{"note": "more"})
		var ask screen.AskMsg
		for _, msg := range d.Sent {
			if m, ok := msg.(screen.AskMsg); ok {
				ask = m
			}
		}
		for _, want := range []string{"Ben has set the goal meanwhile", "Version 3 by Ben: USD 1,500,000", "Yours: USD 2,000,000", "Nothing was changed"} {
			if !strings.Contains(ask.Title+" "+ask.Body, want) {
				t.Errorf("no %q in %q %q", want, ask.Title, ask.Body)
			}
		}
		if len(f.versions) != 3 {
			t.Fatal("something was stored")
		}
		d.Shows("v3 by Ben", "2,000,000  typed") // theirs in force, ours still in the form
		d.Run(ask.Run())
		if g := f.versions[0]; g.Version != 4 || g.Note != "more" || g.Revenue != crm.MoneyOf(2_000_000) {
			t.Errorf("stored %+v", g)
		}
	})
}

// TestVersions takes an old version into the form, and undoes the newest.
func TestVersions(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("H", "j")
		d.Shows("“The start”")
		d.Press("enter")
		d.Shows("800,000  typed", "○ not stored yet")
		d.Press("R")
		d.Shows("1,000,000  v2")
		d.Hides("not stored yet")
		d.Press("u")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || ask.Title != "Undo version 2 of the goal?" || !strings.Contains(ask.Body, "Version 1 by Kim is in force again then: USD 800,000") {
			t.Fatalf("undo asks %+v", d.Last())
		}
		d.Answer()
		d.Send(screen.ChangedMsg{Change: crm.Change{Settings: true}})
		d.Shows("v1 by Kim", "800,000  v1")
		d.Press("H")
		d.Shows("v2 undone")
		d.Press("esc")
		d.Hides("v2 undone")
	})
}

// TestNewsLeavesTheTyped: figures of the file are renewed, those of the person
// are not.
func TestNewsLeavesTheTyped(t *testing.T) {
	f := newFake()
	f.versions = nil
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Type("1m")
		d.Press("enter", "j", "j", "j")
		d.Type("6")
		d.Press("enter")
		d.Type("30") // still being typed
		f.report.Measured.AverageDeal, f.report.Measured.LeadRate = 10_000, stat.Of(300, 3000)
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("1,000,000  typed", "6 %  typed, past 10 % (n 3,000)", "10,000  measured", "30", "customers              100")
		if !d.Screen.Capturing() {
			t.Error("news ended the typing")
		}
	})
}

func TestReadOnly(t *testing.T) {
	f := newFake()
	f.readOnly = true
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("! open for reading only")
		d.Type("2m")
		d.Shows("customers               90") // one may still ask
		d.Press("enter", "S")
		if got := d.Toast(); got != "Not now: the file is open for reading only" {
			t.Errorf("toast %q", got)
		}
		d.Press("u")
		if got := d.Toast(); got != "Not now: the file is open for reading only" {
			t.Errorf("toast %q", got)
		}
	})
}

func TestExport(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Press("x")
		d.Pick("c")
		if got := d.Toast(); got != "Written to goal.csv" || f.exported[0] != "csv of version 2" {
			t.Errorf("toast %q, written %v", got, f.exported)
		}
		f.err = errors.New("the disk is full")
		d.Press("x")
		d.Pick("m")
		if got := d.Toast(); got != "the disk is full" {
			t.Errorf("toast %q", got)
		}
	})
}

func TestErrorPage(t *testing.T) {
	f := newFake()
	f.err = crm.Errorf(crm.Busy, "the file is busy").WithHint("another program writes to it")
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Golden("error")
		f.err = nil
		d.Press("r")
		d.Shows("v2 by Ana")
		f.err = errors.New("disk I/O error")
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("! disk I/O error; r tries again", "1,000,000")
	})
}

// TestNothingIsReadUnseen starts the screen as the program does, and holds the
// answer back.
func TestNothingIsReadUnseen(t *testing.T) {
	f := newFake()
	vttest.Drive(t, 80, 20, func() *Goals { return New(f, vttest.Dark(), clock(), "smarketing") }, func(d *vttest.Driver[*Goals]) {
		f.hold = make(chan struct{})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if d.Screen.load.running {
			t.Error("the file was read for a screen that nobody sees")
		}
		d.Send(shown())
		d.Press("j", "+", "S", "tab", "1")
		d.Golden("loading")
		close(f.hold)
		d.Settle()
		d.Press("tab", "tab", "tab")
		d.Shows("v2 by Ana")
	})
}

// TestMouse selects with a click and edits with another.
func TestMouse(t *testing.T) {
	drive(t, newFake(), 120, 36, vttest.Dark(), func(d driver) {
		click := tea.MouseClickMsg{X: 10, Y: headRows + int(winRate), Button: tea.MouseLeft}
		d.Send(click)
		d.Send(click)
		if !d.Screen.Capturing() || d.Screen.form.at != winRate || d.Screen.Cursor().Y != click.Y {
			t.Error("two clicks do not edit the win rate")
		}
		d.Press("esc")
		for y, line := range strings.Split(d.Plain(), "\n") {
			if strings.Contains(line, "  SAL → SQL ") && strings.Contains(line, "past") {
				d.Send(tea.MouseClickMsg{X: 10, Y: y, Button: tea.MouseLeft})
			}
		}
		d.Press("+")
		d.Shows("SAL → SQL +1 point")
		d.Send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		if d.Screen.form.at != inputs+1 {
			t.Errorf("the wheel went to %d", d.Screen.form.at)
		}
	})
}

// TestGoalOfThePast is still shown, and must be given another time before it is
// stored again.
func TestGoalOfThePast(t *testing.T) {
	f := newFake()
	f.versions[0].Start, f.versions[0].End = start.AddDate(0, -3, 0), start
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("30 Sep 2026  v2, Q3 2026, over", "USD 470k of 900k")
		d.Send(tea.PasteMsg{Content: "1.1m"}) // on the revenue
		d.Press("enter", "S")
		if got := d.Toast(); got != "Not now: the time of the goal is over: type another deadline" {
			t.Errorf("toast %q", got)
		}
		d.Press("j", "j", "j", "j", "j", "j", "enter")
		d.Shows("q4, 2026-12 or a date")
		for range len("Q3 2026") {
			d.Press("backspace")
		}
		d.Type("2026-12-18")
		d.Press("enter", "S")
		d.Submit(nil)
		d.Shows("v3 by Kim", "18 Dec 2026  v3, 24 Nov 2026 to")
		if g := f.versions[0]; !g.Start.Equal(now.Truncate(24*time.Hour)) || !g.End.Equal(time.Date(2026, 12, 19, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("from %v to %v", g.Start, g.End)
		}
	})
}

// TestOnePartBesideThePlan: on a wide terminal of few lines tab changes what
// stands beside the plan.
func TestOnePartBesideThePlan(t *testing.T) {
	drive(t, newFake(), 112, 24, vttest.Dark(), func(d driver) {
		d.Golden("beside-112x24")
		d.Press("tab")
		d.Shows("THE GAP EXPLAINED", "Win rate")
		d.Press("tab")
		d.Shows("so far of due a week", "Win rate")
		d.Press("tab")
		d.Shows("PROGRESS", "Win rate")
		before := d.Plain()
		d.Screen.Restyle(vttest.Themes()["plain"])
		if after := d.Plain(); after != before {
			t.Errorf("without colour it reads\n%s", after)
		}
	})
}

// TestAnyKeys presses whatever there is in rooms of any size: the view always
// has exactly its room, and a plan is never shown for what makes no sense.
func TestAnyKeys(t *testing.T) {
	names := []string{"1", "0", ".", "5", ",", "enter", "tab", "esc", "j", "k", "g", "G", "m", "M", "+", "-", "H", "R", "r", "x", "u", "S",
		"backspace", "shift+up", "shift+down", "q", "down", "up"}
	for seed := range uint64(3) {
		f := newFake()
		if seed%3 == 0 {
			f = newBlank()
		}
		drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
			dice := rand.New(rand.NewPCG(seed, 1))
			for i := range 100 {
				if i%25 == 0 {
					d.Resize(40+dice.IntN(180), 8+dice.IntN(45))
				}
				d.Press(names[dice.IntN(len(names))])
				_ = d.Plain()
			}
		})
	}
}

// TestTypedIsRead: what is written for an input is read as the same figure.
func TestTypedIsRead(t *testing.T) {
	t.Parallel()
	r := newBlank().report
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.SampledFrom([]input{revenue, share, averageDeal, winRate, leadRate, readyRate, lag}).Draw(t, "input")
		e := entry{from: typed, value: float64(rapid.IntRange(1, 10_000).Draw(t, "value")) / 1e4}
		switch {
		case i.isMoney():
			e.value = float64(rapid.Int64Range(1, 1e12).Draw(t, "cents")) / 100
		case i == lag:
			e.value = float64(rapid.IntRange(10, 36_500).Draw(t, "tenths")) / 10
		}
		got, err := i.parse(i.text(e, r.Zone), &r, now)
		if err != nil || i.text(got, r.Zone) != i.text(e, r.Zone) {
			t.Fatalf("%s %v is written %q and read %v, %v", inputLabels[i], e.value, i.text(e, r.Zone), got.value, err)
		}
	})
	for _, words := range []string{"q4 2026", "2026-12", "2027", "2026-12-31"} {
		e, err := deadline.parse(words, &r, now)
		again, err2 := deadline.parse(deadline.text(e, r.Zone), &r, now)
		if err != nil || err2 != nil || !again.was(e) {
			t.Errorf("%q is written %q: %v, %v", words, deadline.text(e, r.Zone), err, err2)
		}
	}
}
