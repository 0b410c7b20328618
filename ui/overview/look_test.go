package overview

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/vttest"
)

// TestLooks compares the screen in its states, at every size.
func TestLooks(t *testing.T) {
	for _, s := range vttest.Sizes {
		name := size(s.W, s.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(), s.W, s.H, vttest.Dark(), func(d driver) { d.Golden("ready-" + name) })
			drive(t, &fake{}, s.W, s.H, vttest.Dark(), func(d driver) { d.Golden("empty-" + name) })
			broken := &fake{err: crm.Errorf(crm.Busy, "the file is busy").WithHint("another program writes to it")}
			drive(t, broken, s.W, s.H, vttest.Dark(), func(d driver) { d.Golden("error-" + name) })
			f := newFake()
			f.figures.Goal = nil
			drive(t, f, s.W, s.H, vttest.Dark(), func(d driver) { d.Golden("without-goal-" + name) })
			measuring(t, newFake(), s.W, s.H, func(d driver) { d.Golden("loading-" + name) })
		})
		for theme, st := range vttest.Themes() {
			t.Run(name+" "+theme, func(t *testing.T) {
				drive(t, newFake(), s.W, s.H, st, func(d driver) { d.GoldenStyled("styled-" + theme + "-" + name) })
			})
		}
	}
}

// measuring looks at the screen after the first figures have come and before
// the others, lets these come, and looks again.
func measuring(t *testing.T, f *fake, w, h int, tests ...func(d driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Overview {
		f.hold = make(chan struct{})
		return fresh(f, vttest.Dark())
	}, func(d driver) {
		tests[0](d)
		close(f.hold)
		d.Settle()
		for _, test := range tests[1:] {
			test(d)
		}
	})
}

// TestNothingMoves checks that what comes later finds its place: every heading
// and every figure that was there stays where it was.
func TestNothingMoves(t *testing.T) {
	for _, s := range append(vttest.Sizes, struct{ W, H int }{110, 22}, struct{ W, H int }{90, 60}, struct{ W, H int }{160, 20}) {
		for _, goal := range []bool{true, false} {
			f := newFake()
			if !goal {
				f.figures.Goal = nil
			}
			var before map[string]string
			measuring(t, f, s.W, s.H, func(d driver) {
				before = places(d)
				if before["TEAM REVENUE"] == "" == goal {
					t.Errorf("the first figures do not say that there is a goal, or is none:\n%s", d.Plain())
				}
			}, func(d driver) {
				for title, at := range places(d) {
					if was := before[title]; was != "" && at != was {
						t.Errorf("%d x %d: %s has moved from %s to %s:\n%s", s.W, s.H, title, was, at, d.Plain())
					}
				}
				d.Hides("measuring", "     …   ")
			})
		}
	}
}

// places says where titles and the first figures stand: line and cell.
func places(d driver) map[string]string {
	at := map[string]string{}
	for _, title := range []string{
		"TEAM REVENUE", "READY, WAITING", "FUNNEL", "HAND-OFF", "LEAKS", "NURTURE", "LAST 7 DAYS", "MARKETING TODAY", "SALES TODAY", "READY NOW",
		"customers won", "touched in time", "Mia Chen", "LAST IMPORT", "GRADES", "18 ! ready",
	} {
		for y, line := range strings.Split(d.Plain(), "\n") {
			if i := strings.Index(line, title); i >= 0 && at[title] == "" {
				at[title] = fmt.Sprintf("%d/%d", y, text.Width(line[:i]))
			}
		}
	}
	return at
}

// TestWhatCannotBeRead keeps the rest when one of the figures fails, says why,
// and tries again.
func TestWhatCannotBeRead(t *testing.T) {
	f := newFake()
	f.deeper = errors.New("disk on fire")
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Golden("unread")
		d.Shows("! disk on fire", "r tries again", "18 ! ready", "touched in time")
		f.deeper = nil
		d.Press("r")
		rest(d)
		d.Shows("▲ 70k ahead", "MQL → SAL: of 911 decided 61 % went on")
		d.Hides("disk on fire")
		f.deeper = errors.New("disk on fire again")
		d.Press("r")
		rest(d)
		d.Shows("▲ 70k ahead")
	})
}

// TestPastIsShownAsAWhole asks for all leads where none is new.
func TestPastIsShownAsAWhole(t *testing.T) {
	f := newFake()
	f.answers = []funnel.Report{{}, newFunnel()}
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("FUNNEL  of all leads", "4,120")
		if n := len(f.asked); n != 2 || f.asked[0].Since.IsZero() || !f.asked[1].Since.IsZero() {
			t.Errorf("asked %+v", f.asked)
		}
	})
}

// TestFewAreSaid shows no rate that rests on too few cases, and no forecast
// where none is known.
func TestFewAreSaid(t *testing.T) {
	f := newFake()
	f.report.Forecast.Known = false
	f.report.Duties[0].Known = false
	for i := range f.answers[0].Stages {
		f.answers[0].Stages[i].Rate.N = 3
	}
	f.answers[0].Bottleneck = nil
	f.today.Campaigns = crm.Campaigns{}
	drive(t, f, 200, 46, vttest.Dark(), func(d driver) {
		d.Shows("not enough has been won or lost for a forecast", "not enough", "no step with enough cases lies below its best quarter", "no rate to plan with",
			"no campaign has brought 10 leads in 30 days")
		d.Hides("22 %", "61 %", "chance")
	})
}

// TestPastHasNoLastWeek: the last week of a file of the past is not last week.
func TestPastHasNoLastWeek(t *testing.T) {
	f := newFake()
	drive(t, f, 200, 46, vttest.Dark(), func(d driver) { d.Shows("days  last week") })
	for _, weeks := range f.answers[0].Weeks {
		weeks[len(weeks)-1].To = noon.AddDate(-1, 0, 0)
	}
	drive(t, f, 200, 46, vttest.Dark(), func(d driver) { d.Hides("days  last week") })
}

// TestPastSaysWhenItEnded: beside the empty figures of the last days stands when
// the last stage change was, in every layout; figures that are not 0 stay.
func TestPastSaysWhenItEnded(t *testing.T) {
	const words = "week of 21 May 2018"
	f := newFake()
	sizes := []struct {
		w, h int
		says string
	}{
		{80, 20, "6 won"}, {80, 50, "last stage change: " + words}, {110, 34, "LAST 7 DAYS  last change: " + words}, {120, 36, "LAST 7 DAYS  last stage change: " + words},
		{160, 40, "LAST 7 DAYS  last change: " + words}, {200, 46, "LAST 7 DAYS  last stage change: " + words},
	}
	for _, s := range sizes {
		drive(t, f, s.w, s.h, vttest.Dark(), func(d driver) { d.Hides("last stage change", "last change") })
	}
	for _, weeks := range f.answers[0].Weeks {
		last := time.Date(2018, 5, 21, 0, 0, 0, 0, time.UTC)
		weeks[len(weeks)-2].From, weeks[len(weeks)-2].To = last, last.AddDate(0, 0, 7)
		weeks[len(weeks)-1].From, weeks[len(weeks)-1].To = last.AddDate(0, 0, 7), last.AddDate(0, 0, 14)
	}
	f.figures.NewLeads, f.figures.ReadyEvents, f.figures.Activities, f.today.Revenue = crm.WeekCount{}, crm.WeekCount{}, crm.WeekCount{}, crm.WeekSum{}
	for _, s := range sizes {
		drive(t, f, s.w, s.h, vttest.Dark(), func(d driver) { d.Shows(words, s.says) })
	}
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) { d.Hides("0 revenue", "nothing") })
	f.figures.Wins = crm.WeekCount{}
	for _, s := range vttest.Sizes {
		drive(t, f, s.W, s.H, vttest.Dark(), func(d driver) { d.Golden("past-" + size(s.W, s.H)) })
	}
}

// TestNoBottleneckFits: where there is one line for it, no number is cut.
func TestNoBottleneckFits(t *testing.T) {
	f := newFake()
	f.answers[0].Bottleneck = nil
	for planned, want := range map[bool]string{true: "no step lies below its plan (n 10 or more)", false: "(n 30 or more)"} {
		f.answers[0].Planned = planned
		drive(t, f, 80, 20, vttest.Dark(), func(d driver) { d.Shows(want) })
	}
}

// TestTheGoalIsOver, or has not begun: there is no working day of it, nothing is
// owed to it, and what is over is not expected any more.
func TestTheGoalIsOver(t *testing.T) {
	at := func(f *fake, now time.Time) *fake {
		f.figures.Now, f.report.Now = now, now
		return f
	}
	g := newFake().report.Goal
	missed, reached := at(newFake(), g.End.Add(time.Hour)), at(newFake(), g.End)
	missed.report.Pace.Ahead = -1_760_000_00
	early := at(newFake(), g.Start.Add(-time.Hour))
	for want, f := range map[string]*fake{"missed by 1.76M": missed, "✓ reached, 70k more": reached, "not begun": early} {
		for _, size := range vttest.Sizes {
			drive(t, f, size.W, size.H, vttest.Dark(), func(d driver) {
				d.Shows(want)
				d.Hides("working day", "as planned", " of 31,")
				if f != early {
					d.Shows("over, 5 sets the next")
					d.Hides("chance", "P10", " by 31 Dec")
				}
			})
		}
	}
	missed.report.Pace.Customers, missed.report.Pace.Planned = 1196, 1262.5
	drive(t, missed, 120, 36, vttest.Dark(), func(d driver) { d.Golden("over-120x36") })
	drive(t, early, 120, 36, vttest.Dark(), func(d driver) { d.Golden("early-120x36") })
}
