package leads

import (
	"fmt"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// TestCardSaysWhatIsOwed: duty, snooze, passes through nurture and the next
// step stand in the card, in words.
func TestCardSaysWhatIsOwed(t *testing.T) {
	pass := crm.Pass{Cycle: 2, At: now.AddDate(0, 0, -21), By: "Ana", Reason: "timing", ReturnAt: now.AddDate(0, 0, 39)}
	ended := pass
	ended.Cycle, ended.EndedAt = 1, now.AddDate(0, 0, -1)
	for _, c := range []struct {
		work crm.Work
		due  time.Time
		says []string
	}{
		{work: crm.Work{Duty: crm.Duty{Kind: crm.TouchDuty, Deadline: now.Add(2 * time.Hour)}}, says: []string{"first touch due today 16:00, SLA in 2 h of", "1 due soon"}},
		{work: crm.Work{Duty: crm.Duty{Kind: crm.WorkDuty, Deadline: now.Add(-26 * time.Hour)}},
			says: []string{"! work in this stage was due yesterday 12:00,", "overdue 10 h of work", "! 1 late", "! overdue 5 h"}},
		{work: crm.Work{Duty: crm.Duty{Kind: crm.DecisionDuty, Deadline: now.AddDate(0, 0, 9)}}, says: []string{"decision due thu 3 dec 14:00, decide in 9 d"}},
		{work: crm.Work{Pass: &pass, Reheat: 800}, says: []string{"recycled for timing by Ana, 3 Nov, 2nd time,", "▲ 8 points since then", "▲8"}},
		{work: crm.Work{Pass: &ended}, says: []string{"recycled for timing by Ana, 3 Nov, came back", "yesterday"}},
		{due: now.AddDate(0, 0, -2), says: []string{"send the offer  ! due 22 Nov 14:00"}},
		{due: now.Truncate(24 * time.Hour), says: []string{"send the offer  today"}},
	} {
		f := newFake(20)
		for i := range f.leads {
			f.leads[i].Stamp.Ready = crm.Readiness{}
		}
		f.leads[0].Stamp.Ready = crm.Readiness{Cause: crm.ByScore, Since: now.AddDate(0, 0, -1)}
		f.leads[0].Owner, f.leads[0].NextStep, f.leads[0].Due = "Ana", "send the offer", c.due
		f.works[1] = c.work
		work(t, f, 120, 36, func(d driver) {
			d.Shows(c.says...)
		})
	}
}

func TestGoldenOwed(t *testing.T) {
	f := newFake(20).owe()
	f.leads[0].Owner, f.leads[0].NextStep, f.leads[0].Due = "Ana", "send the offer", now.AddDate(0, 0, 3)
	f.works[1] = crm.Work{
		Duty: crm.Duty{Kind: crm.TouchDuty, Deadline: now.Add(-24 * time.Hour)}, TouchedAt: now.AddDate(0, 0, -30),
		Pass: &crm.Pass{Cycle: 2, At: now.AddDate(0, 0, -40), By: "Ben", Reason: "budget", EndedAt: now.AddDate(0, 0, -2)},
	}
	work(t, f, 80, 20, func(d driver) {
		d.Press("enter")
		d.Golden("owed-80x20")
		d.keys("n")
		d.Submit(screen.Values{"text": "call", "until": "tomorrow"})
		d.Hides("send the offer") // the next lead is read at once
	})
}

// TestCountdownsKeepTime: while the screen is in view the reasons of the queue
// are read again now and then, and only then.
func TestCountdownsKeepTime(t *testing.T) {
	f := newFake(50).owe()
	work(t, f, 80, 20, func(d driver) {
		asked := func() int {
			before := len(f.queries)
			time.Sleep(2*clocked + time.Second) // of the bubble
			d.Settle()
			return len(f.queries) - before
		}
		if n := asked(); n != 0 {
			t.Errorf("out of view it asked %d times", n)
		}
		d.Send(screen.ShownMsg{Screen: Title})
		if n := asked(); n == 0 {
			t.Error("in view it never asks")
		}
		d.Send(screen.ShownMsg{Screen: "Overview"})
		asked() // the last turn of the clock
		if n := asked(); n != 0 {
			t.Errorf("gone from view it asked %d times", n)
		}
	})
}

func TestFailedDeedChangesNothing(t *testing.T) {
	f := newFake(50).owe()
	f.refuse = crm.Errorf(crm.Busy, "another program holds the file").WithHint("close it, or wait a moment")
	work(t, f, 80, 20, func(d driver) {
		before := d.Plain()
		d.keys("a")
		d.says("another program holds the file", "close it")
		if toast, ok := d.Last().(screen.ToastMsg); !ok || toast.Level != screen.Failure {
			t.Errorf("told as %v", d.Last())
		}
		if got := d.Plain(); got != before {
			t.Errorf("the list has changed:\n%s", got)
		}
		f.refuse = nil
		d.keys("a")
		d.says("Accepted")
	})
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0 min", 59 * time.Minute: "59 min", 90 * time.Minute: "1 h", 50 * time.Hour: "50 h"} {
		if got := span(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
	if got := fmt.Sprint(ofWork("SLA in 2 h"), "|", ofWork("decide today")); got != "SLA in 2 h of work|decide today" {
		t.Errorf("%s", got)
	}
}
