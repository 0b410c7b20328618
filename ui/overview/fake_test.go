package overview

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// noon is the instant of every test: a Monday in the middle of the fourth
// quarter.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// fake is a Source in memory.
type fake struct {
	mu      sync.Mutex
	figures crm.Overview
	today   crm.Today
	report  goal.Report
	answers []funnel.Report // of leads in the window, then of all
	err     error           // of Overview
	deeper  error           // of the others
	took    time.Duration   // that the others take, in the time of a bubble
	hold    chan struct{}   // when it is made, the others wait for it; to be made inside the bubble

	calls int            // of Overview
	deep  map[string]int // of the others, by name
	asked []funnel.Question
}

func (f *fake) Overview(context.Context) (crm.Overview, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	return f.figures, f.err
}

// call counts a call and waits as long as it takes.
func (f *fake) call(name string) error {
	f.mu.Lock()
	if f.deep == nil {
		f.deep = map[string]int{}
	}
	f.deep[name]++
	hold, took := f.hold, f.took
	f.mu.Unlock()
	if hold != nil {
		<-hold
	}
	time.Sleep(took)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.deeper
}

func (f *fake) called(name string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.deep[name]
}

func (f *fake) Today(context.Context) (crm.Today, error) {
	err := f.call("today")
	return f.today, err
}

func (f *fake) GoalReport(context.Context) (goal.Report, error) {
	err := f.call("goal")
	return f.report, err
}

func (f *fake) Funnel(_ context.Context, q funnel.Question, _ string) (funnel.Report, error) {
	f.mu.Lock()
	f.asked = append(f.asked, q)
	var r funnel.Report
	if i := min(len(f.asked)-1, len(f.answers)-1); i >= 0 {
		r = f.answers[i]
	}
	f.mu.Unlock()
	err := f.call("funnel")
	r.Question, r.Question.Now, r.Question.Zone = q, noon, time.UTC
	return r, err
}

// newFake returns a file of a team at work, with a goal. Its names are of the
// kind that breaks layouts.
func newFake() *fake {
	f := &fake{}
	g := crm.Goal{Version: 3, Revenue: crm.MoneyOf(2_000_000), Share: 1, AverageDeal: crm.MoneyOf(20_000), Start: quarter(10), End: quarter(13)}
	f.figures = crm.Overview{
		Now: noon, Zone: time.UTC, Currency: "USD", Goal: &g, Leads: 12480, Open: 9120, Ready: 18, ReadyOldest: noon.Add(-31 * time.Hour),
		ReadyEvents: crm.WeekCount{ThisWeek: 31, LastWeek: 35}, NewLeads: crm.WeekCount{ThisWeek: 214, LastWeek: 202}, NewLeadsOf: 12000,
		Activities: crm.WeekCount{ThisWeek: 4210, LastWeek: 3988}, Wins: crm.WeekCount{ThisWeek: 6, LastWeek: 6},
		AsOf: crm.AsOf{Current: true},
		HandOff: crm.HandOff{
			Touches: 5, TouchesLate: 3, ReadyLate: 3, ReadyToday: 7, Decisions: 4,
			Week:       crm.DeskFigures{Ready: 31, Touched: 28, MedianToTouch: 126 * time.Minute, Within: 22, Judged: 31},
			WeekBefore: crm.DeskFigures{Ready: 35, Touched: 33, MedianToTouch: 97 * time.Minute, Within: 28, Judged: 35},
			Rejected:   crm.WeekCount{ThisWeek: 9, LastWeek: 7}, Reason: "no budget", ReasonLeads: 5,
		},
		Leaks: 37, Nurture: crm.NurtureCounts{Returned: 6, Overdue: 2, Due: 14, Later: 244},
		Import: &crm.ImportReport{
			ImportSource: crm.ImportSource{File: "/home/kim/leads-november.csv", Rows: 1204}, At: noon.Add(-3 * time.Hour), Complete: true,
			Created: 842, Updated: 359, Rejected: 3, NewlyReady: 12,
		},
	}
	for i, s := range crm.DefaultStages() {
		f.figures.Stages = append(f.figures.Stages, crm.StageCount{Stage: s, Leads: []int{7120, 911, 556, 267, 109, 1902, 266, 801, 548}[i]})
	}
	for a := range 4 {
		for d := range 4 {
			n := 44 * (a*a*3 + 1) * (d*2 + 1)
			f.figures.Grades[a][d] = crm.GradeCell{Leads: n, Closed: n / 4, Won: n / 4 * (9 - 2*a - d) / 12}
		}
	}
	people := []struct{ name, company string }{
		{"Mia Chen", "Lumen GmbH"}, {"王小明", "株式会社ミライ"}, {"Zoë Müller-Lüdenscheidt", "Lüdenscheider Metallwerke Aktiengesellschaft"},
		{"شركة النور", "مؤسسة الشرق"}, {"Evil\x1b[31m\nName\u202e", "Tab\tCorp 👨‍👩‍👧‍👦"}, {"नमस्ते भारत", "हिन्दी ❤️"},
	}
	whys := [][]string{{"Asked for a demo", "Pricing page three times in two weeks", "50-250 employees"}, {"eBook download", "Software or fintech"}}
	for i := range 18 {
		p := people[i%len(people)]
		l := crm.Lead{ID: crm.LeadID(i + 1), Name: p.name, Company: p.company}
		l.Stamp = crm.Stamp{Score: int32(9200 - 137*i), Grade: []string{"A1", "A2", "B1"}[i%3],
			Ready: crm.Readiness{Since: noon.Add(-time.Duration(i*i+i+1) * 47 * time.Minute)}}
		f.figures.Newest = append(f.figures.Newest, crm.ReadyLead{Lead: l, Why: whys[i%len(whys)]})
	}
	f.today = crm.Today{
		Now: noon, WonDeals: crm.WeekCount{ThisWeek: 6, LastWeek: 5}, Revenue: crm.WeekSum{ThisWeek: 131_500_00, LastWeek: 98_000_00}, Unpriced: 1,
		SalesSteps: crm.StepCounts{Due: 23, Late: 4}, MarketingSteps: crm.StepCounts{Due: 12}, Recycled: crm.WeekCount{ThisWeek: 15, LastWeek: 7},
		CameBack: crm.WeekCount{ThisWeek: 4, LastWeek: 6}, Leaks: 37, Stepless: 28, Lapsed: 9,
		Campaigns: crm.Campaigns{Since: noon.AddDate(0, 0, -30), Asked: 7, Barren: 1, Weakest: "webinar-oct", Leads: 41},
	}
	f.report = newReport(g)
	f.answers = []funnel.Report{newFunnel()}
	return f
}

// quarter returns the first instant of a month of 2026.
func quarter(month time.Month) time.Time { return time.Date(2026, month, 1, 0, 0, 0, 0, time.UTC) }

func newReport(g crm.Goal) goal.Report {
	r := goal.Report{Now: noon, Zone: time.UTC, Currency: "USD", Goal: &g}
	r.Pace = goal.Pace{Part: 0.585, Days: 66, DaysOver: 38, Target: g.Target(), Plan: 1_170_000_00, Actual: 1_240_000_00, Ahead: 70_000_00, Customers: 61, Planned: 58.5}
	r.Forecast = goal.Forecast{
		Known: true, P10: 1_810_000_00, P50: 2_050_000_00, P90: 2_300_000_00, Chance: 0.58,
		Sources: []goal.Source{{Key: goal.OpenDeals, Cases: 26, Rate: stat.Of(80, 160), Customers: 10.6, Amount: 361_000_00, Known: true}},
	}
	r.ToGo = goal.ToGo{Customers: 38, FromPipeline: 24.1}
	r.Duties = []goal.Duty{
		{Team: crm.Marketing, Key: "lead", Week: 68.7, Done: 31, LastWeek: 77, Known: true}, {Team: crm.Marketing, Key: "ready", Week: 31, Done: 22, LastWeek: 35, Known: true},
		{Team: crm.Sales, Key: "touch", Week: 31, Done: 8, LastWeek: 33, Known: true}, {Team: crm.Sales, Key: "accept", Done: 4, LastWeek: 9},
		{Team: crm.Sales, Key: "win", Week: 3.4, Done: 4, LastWeek: 3, Known: true},
	}
	return r
}

func newFunnel() funnel.Report {
	r := funnel.Report{Currency: "USD"}
	r.Leads = 4120
	entered := []int{4120, 911, 556, 267, 109, 36}
	path := crm.DefaultStages().Path()
	for i, s := range path {
		g := funnel.Figures{Stage: s, Entered: entered[i], Days: funnel.Times{Median: time.Duration(i+1) * 31 * time.Hour, MedianKnown: i < 4}}
		if i+1 < len(entered) {
			g.Advanced, g.Rate, g.Decided = entered[i+1], stat.Of(entered[i+1], entered[i]), stat.Of(entered[i+1], entered[i])
		}
		r.Stages = append(r.Stages, g)
		r.Weeks = append(r.Weeks, []funnel.Point{{Entered: 30 - i}, {Entered: 31 - 2*i + i*i}, {Entered: 4, To: noon.AddDate(0, 0, 3)}})
	}
	r.Stages[4].Rate = stat.Of(3, 9)
	r.Bottleneck = &funnel.Bottleneck{
		From: path[1], To: path[2], Rate: 0.61, N: 911, Norm: funnel.Norm{Rate: 0.7, Why: "planned", Known: true}, Customers: 10.6, Cost: 210_000, Currency: "USD", Priced: true,
	}
	return r
}

func fresh(src Source, st theme.Styles) *Overview {
	return New(src, st, func() time.Time { return noon }, "smarketing --db x.db")
}

type driver = *vttest.Driver[*Overview]

func drive(t *testing.T, f *fake, w, h int, st theme.Styles, test func(d driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Overview { return fresh(f, st) }, test)
}

// open returns the screen with all its figures read.
func open(f *fake, w, h int) *Overview {
	o := fresh(f, vttest.Dark())
	o.Resize(w, h)
	run(o, o.Init())
	return o
}

// run runs a command and what follows from it, but for what only time brings: it
// ends when nothing has come for a while, which a busy machine may need.
func run(o *Overview, cmd tea.Cmd) {
	const quiet = 200 * time.Millisecond
	msgs := make(chan tea.Msg, 64)
	begin := func(cmd tea.Cmd) {
		if cmd != nil {
			go func() { msgs <- cmd() }()
		}
	}
	begin(cmd)
	for {
		select {
		case msg := <-msgs:
			for _, c := range vttest.Commands(msg) {
				begin(c)
			}
			switch msg.(type) {
			case loadedMsg, readMsg[goal.Report], readMsg[funnel.Report], readMsg[crm.Today]:
				begin(o.Update(msg))
			}
		case <-time.After(quiet):
			return
		}
	}
}

func size(w, h int) string { return fmt.Sprintf("%dx%d", w, h) }
