package overview

import (
	"errors"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// rest lets the time pass in which the file is left alone.
func rest(d driver) {
	time.Sleep(mostRest + time.Second)
	d.Settle()
	d.Settle()
}

var leadsChanged = screen.ChangedMsg{Change: crm.Change{Leads: true}}

// TestChangesAreGathered lets a file change all the time: what takes long is
// read a tenth of the time, and once more when the changes are over.
func TestChangesAreGathered(t *testing.T) {
	f := newFake()
	f.took = 100 * time.Millisecond
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		rest(d)
		before := f.called("goal")
		for range 100 {
			d.Send(leadsChanged)
			time.Sleep(100 * time.Millisecond)
			d.Settle()
		}
		if n := f.called("goal") - before; n < 8 || n > 11 {
			t.Errorf("in 10 s of changes the goal was read %d times", n)
		}
		rest(d)
		last := f.called("goal")
		rest(d)
		if n := f.called("goal"); n != last || n == before {
			t.Errorf("without changes the goal was read %d times", n-last)
		}
		if f.calls < 90 {
			t.Errorf("what is fast was read %d times", f.calls)
		}
	})
}

// TestProgressReadsNoGoal changes nothing that the goal, the funnel or the work
// rests on.
func TestProgressReadsNoGoal(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		rest(d)
		calls := f.calls
		d.Send(screen.ChangedMsg{Change: crm.Change{Progress: true}})
		rest(d)
		if f.called("goal") != 1 || f.called("today") != 1 || f.called("funnel") != 1 || f.calls != calls+1 {
			t.Errorf("%d figures, %v", f.calls-calls, f.deep)
		}
	})
}

// TestNothingIsReadUnseen changes the file behind another screen, and comes
// back.
func TestNothingIsReadUnseen(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		rest(d)
		d.Send(screen.ShownMsg{Screen: "Leads"})
		d.Send(leadsChanged)
		rest(d)
		time.Sleep(3 * freshFor)
		d.Settle()
		if f.calls != 1 || f.called("goal") != 1 {
			t.Errorf("%d figures, %v, of a screen that nobody sees", f.calls, f.deep)
		}
		d.Send(screen.ShownMsg{Screen: Title})
		if f.calls != 2 || f.called("goal") != 2 || f.called("today") != 2 {
			t.Errorf("%d figures, %v, when it is seen again", f.calls, f.deep)
		}
		d.Send(screen.ShownMsg{Screen: "Leads"})
		d.Send(screen.ShownMsg{Screen: Title})
		if f.calls != 2 {
			t.Error("it is read again although nothing has changed")
		}
	})
}

// TestTheClockMakesFiguresOld waits without any change.
func TestTheClockMakesFiguresOld(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		for range 3 {
			time.Sleep(freshFor + time.Second)
			d.Settle()
		}
		if f.calls != 4 || f.called("goal") != 4 {
			t.Errorf("%d figures, %v", f.calls, f.deep)
		}
	})
}

// TestDataArrives fills an empty file.
func TestDataArrives(t *testing.T) {
	f := &fake{}
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		if len(f.deep) > 0 {
			t.Errorf("an empty file was asked for %v", f.deep)
		}
		full := newFake()
		f.figures, f.report, f.today, f.answers = full.figures, full.report, full.today, full.answers
		d.Send(leadsChanged)
		d.Shows("TEAM REVENUE", "▲ 70k ahead", "FUNNEL")
	})
}

// TestANewGoalIsAwaited does not show the report of the goal before.
func TestANewGoalIsAwaited(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		rest(d)
		g := *f.figures.Goal
		g.Version, g.Revenue = 4, crm.MoneyOf(3_000_000)
		f.figures.Goal = &g
		f.deeper = errors.New("busy")
		d.Send(screen.ChangedMsg{Change: crm.Change{Settings: true}})
		d.Shows("of USD 3.00M")
		d.Hides("▲ 70k ahead", "2.00M")
		f.deeper = nil
		f.report = newReport(g)
		d.Press("r")
		rest(d)
		d.Shows("41 % of USD 3.00M")
	})
}
