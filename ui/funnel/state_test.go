package funnel

import (
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// TestMissing says what is missing: leads, leads of the period, cases.
func TestMissing(t *testing.T) {
	drive(t, newFake(0), 80, 20, vttest.Dark(), func(d driver) {
		d.Golden("empty") // nobody in the last months, nor ever
		d.Press("x")
		d.says("there are no figures yet")
		d.Press("p")
		d.pick("m")
		d.Shows("No lead came in within the last 30 days", "Press p")
	})
	old := newFake(300)
	for i := range old.changes {
		old.changes[i].At = old.changes[i].At.AddDate(-3, 0, 0)
	}
	drive(t, old, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("all time", "300 leads") // instead of an empty screen
		if line := strings.TrimSpace(d.Line("week of")); !strings.HasSuffix(line, " 2023") {
			t.Errorf("the week is not said whole: %q", line)
		}
	})
	drive(t, old, 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("entries a week", "2023", "week of")
		d.Hides("Nobody entered", "last week")
		d.Press("p")
		d.pick("d")
		d.fill("since", "2023-01-01", "until", "2024-12-31")
		d.Shows("Nobody entered Lead in the 25 whole weeks from 8 Jul 2024 to 29 Dec 2024")
		d.Hides("entries a week")
	})
	drive(t, newFake(12), 120, 36, vttest.Dark(), func(d driver) {
		d.Press("p")
		d.pick("a")
		d.Golden("few")
	})
	odd := newFake(0)
	odd.stages = crm.Stages{{Key: "won", Label: "Won\x1b[31m 客户", Team: crm.Sales, Kind: crm.WonStage}}
	odd.changes = []crm.StageChange{{Lead: 1, Stage: "won", At: now.AddDate(0, 0, 3)}, {Lead: 2, Stage: "won"}, {Lead: 3, Stage: "gone", At: now}}
	drive(t, odd, 120, 36, vttest.Dark(), func(d driver) {
		d.Golden("one-stage") // the future, a change without a date, a stage that is gone
	})
}

// TestLoading keeps the old figures while new ones come.
func TestLoading(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		f.hold = make(chan struct{})
		d.Press("c")
		d.Shows("new since")
		d.Hides("⠋")
		time.Sleep(200 * time.Millisecond)
		d.Settle()
		d.Shows("⠋", "new since")
		d.Press("c", "c", "f") // earlier questions are given up
		asked := len(f.asked)
		close(f.hold)
		d.Settle()
		d.Shows("what happened", "every pass")
		d.Hides("⠋")
		if len(f.asked) != asked {
			t.Errorf("%d more questions were asked", len(f.asked)-asked)
		}
	})
}

// TestErrors says what went wrong, on a page when there is nothing else to see,
// and r tries again.
func TestErrors(t *testing.T) {
	f := newFake(600)
	f.err = crm.Errorf(crm.Busy, "another program is writing").WithHint("close it")
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Golden("error")
		f.err = nil
		d.Press("r")
		d.Shows("Lead → MQL")
		f.err = crm.Errorf(crm.Busy, "another program is writing")
		d.Press("r")
		d.Shows("! another program is writing; r tries again", "Lead → MQL")
		f.err = nil
		d.Press("r")
		d.Hides("another program")
	})
}

// TestNews asks again when the file changes, once at a time, and only while
// somebody looks.
func TestNews(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Send(screen.ChangedMsg{Change: crm.Change{Rubric: true}})
		d.Send(screen.ShownMsg{Screen: "Leads"})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if len(f.asked) != 1 {
			t.Errorf("asked %d times for a screen that nobody sees", len(f.asked))
		}
		d.Send(screen.ShownMsg{Screen: Title})
		if len(f.asked) != 2 {
			t.Errorf("asked %d times", len(f.asked))
		}
		f.hold = make(chan struct{})
		for range 5 {
			d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		}
		if len(f.asked) != 3 {
			t.Errorf("asked %d times at once", len(f.asked))
		}
		close(f.hold)
		d.Settle()
		if len(f.asked) != 4 {
			t.Errorf("asked %d times: what changed during the last reading is missing", len(f.asked))
		}
	})
}

// TestOpenedOnAStage selects what the question names, also when nothing has
// been read before.
func TestOpenedOnAStage(t *testing.T) {
	fresh := func() *Funnel { return New(newFake(600), vttest.Dark(), clock(), "smarketing") }
	vttest.Drive(t, 120, 36, fresh, func(d *vttest.Driver[*Funnel]) {
		d.Send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "sql"}})
		d.Shows("SQL → Opportunity")
		d.Press("k")
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("SAL → SQL")
	})
}
