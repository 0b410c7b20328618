package goals

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
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

// TestOutsideItsTime looks at a goal that is over, and at one that has not
// begun: nothing is to be caught up on, and nothing is done of what is not due.
func TestOutsideItsTime(t *testing.T) {
	past := newFake()
	past.versions[0].Start, past.versions[0].End = start.AddDate(0, -3, 0), start
	r := &past.report
	r.Pace.Plan, r.Pace.Part, r.Pace.DaysOver, r.Pace.Ahead = r.Pace.Target, 1, 66, r.Pace.Actual-r.Pace.Target
	for i := range r.Duties {
		r.Duties[i].CatchUp, r.Duties[i].Week, r.Duties[i].Due = 0, 0, r.Duties[i].Total
	}
	r.Duties[0].SoFar, r.Duties[0].Due, r.Duties[0].Total = 1196, 1262.5, 1262.5
	early := newFake()
	early.versions[0].Start, early.versions[0].End = end, end.AddDate(0, 3, 0)
	r = &early.report
	r.Pace = goal.Pace{Days: 62, Target: r.Pace.Target}
	for i := range r.Duties {
		d := &r.Duties[i]
		d.SoFar, d.Due, d.Week, d.CatchUp = 0, 0, 0, d.Total
	}
	r.Duties[0].CatchUp = 1262.5
	for name, f := range map[string]*fake{"over": past, "early": early} {
		drive(t, f, 120, 40, vttest.Dark(), func(d driver) {
			d.Golden(name + "-120x40")
			d.Hides("1,2621,262", "of 0 ", "✓ 0", "now past", "working day")
		})
	}
}
