package goals

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon in the middle of the
// fourth quarter.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

// fake is a Source in memory. What it reports of the past and of what is to come
// is made up once; only the goal, and the need that follows from it, change.
type fake struct {
	mu       sync.Mutex
	report   goal.Report
	versions []crm.Goal // newest first
	journal  []crm.JournalEntry
	readOnly bool
	exported []string
	err      error         // of reads
	hold     chan struct{} // when it is made, a report waits for it; to be made inside the bubble
}

// newFake returns a file with a past and a goal for the fourth quarter.
func newFake() *fake {
	f := newBlank()
	r := &f.report
	r.Measured = goal.Measured{
		LeadRate: stat.Of(80, 1902), ReadyRate: stat.Of(411, 1902), WinRate: stat.Of(80, 236),
		AverageDeal: 20415.5, Priced: 74, Lag: 48, Lags: 80, Before: now.AddDate(0, 0, -90),
	}
	entered := []int{1902, 411, 251, 160, 118, 80}
	path := crm.DefaultStages()[:len(entered)]
	for i := range path[1:] {
		r.Measured.Steps = append(r.Measured.Steps, goal.Step{From: path[i], To: path[i+1], Rate: stat.Of(entered[i+1], entered[i])})
	}
	r.Gap = goal.Explain([]goal.Factor{
		{Name: "new leads", Team: "marketing", Plan: 526.7, Actual: 402}, {Name: "Lead → MQL", Team: "marketing", Plan: 0.22, Actual: 0.24},
		{Name: "MQL → SAL", Team: "sales", Plan: 0.63, Actual: 0.635}, {Name: "SAL → SQL", Team: "sales", Plan: 0.65, Actual: 0.69},
		{Name: "SQL → Opportunity", Team: "sales", Plan: 0.75, Actual: 0.71}, {Name: "Opportunity → Customer", Team: "sales", Plan: 0.69, Actual: 0.77},
		{Name: "average deal", Team: "sales", Plan: 20_000, Actual: 20_316.83},
	})
	r.Pace = goal.Pace{
		Part: 38.6 / 66, Days: 66, DaysOver: 38, Target: 900_000_00, Plan: r.Gap.Plan, Actual: r.Gap.Actual, Ahead: r.Gap.Actual - r.Gap.Plan,
		Customers: 24, Planned: 26.3,
	}
	r.Forecast = goal.Forecast{
		Known: true, P10: 812_400_00, P50: 918_250_00, P90: 1_031_700_00, Chance: 0.58, Won: r.Pace.Actual,
		Sources: []goal.Source{
			{Key: goal.OpenDeals, Label: "open deals", Cases: 12, Rate: stat.Of(24, 64), Customers: 4.5, Amount: 81_000_00, Known: true},
			{Key: "opportunity", Label: "Opportunity", Cases: 9, Rate: stat.Of(80, 118), Customers: 6.1, Amount: 130_000_00, Known: true},
			{Key: "sql", Label: "SQL", Cases: 13, Rate: stat.Of(80, 160), Customers: 3.2, Amount: 68_000_00, Known: true},
			{Key: "sal", Label: "SAL", Cases: 3, Rate: stat.Of(2, 5)},
			{Key: goal.NewLeads, Label: "leads to come", Cases: 640, Rate: stat.Of(80, 1902), Customers: 2.9, Amount: 62_000_00, Known: true},
		},
		Missing: []string{"Nothing is expected of 3 leads in SAL: only 5 such leads have been decided, 10 are needed."},
	}
	r.ToGo = goal.ToGo{Customers: 21, FromPipeline: 13.8, Opportunities: goal.Amount{N: 24, Low: 24, High: 24, Known: true},
		Leads: goal.Amount{N: 160, Low: 160, High: 160, Known: true}, Late: true}
	r.Duties = []goal.Duty{
		{Team: crm.Marketing, Key: "lead", Label: "new leads", Total: 900, SoFar: 402, Due: 526.7, Week: 68.7, Done: 31, LastWeek: 77, CatchUp: 92.6, Known: true},
		{Team: crm.Marketing, Key: "ready", Label: "ready leads", Total: 198, SoFar: 96, Due: 115.9, Week: 15, Done: 9, LastWeek: 14, CatchUp: 19, Known: true},
		{Team: crm.Sales, Key: "touch", Label: "first touches", Total: 198, SoFar: 118, Due: 115.9, Week: 15, Done: 8, LastWeek: 13, CatchUp: 14.9, Known: true},
		{Team: crm.Sales, Key: "accept", Label: "accepted leads", SoFar: 61, Done: 4, LastWeek: 9},
		{Team: crm.Sales, Key: "win", Label: "wins", Total: 45, SoFar: 24, Due: 26.3, Week: 3.4, Done: 2, LastWeek: 3, CatchUp: 3.9, Known: true},
	}
	r.Series = series(r)
	r.Notes = []string{"1 deal is in another currency: kept out of the sums."}
	for i, name := range []string{"Webinar", "Paid search", "参加者リスト", "", "Trade fair\x1b[31m"} {
		r.Values = append(r.Values, goal.NewValue(name, 700-150*i, 40-9*i, 20415.5))
	}
	r.Values = append(r.Values, goal.NewValue("Partner", 4, 1, 20415.5))
	f.put(crm.Goal{
		At: now.AddDate(0, -3, 0), By: "Kim", Revenue: crm.MoneyOf(800_000), Share: 1, AverageDeal: crm.MoneyOf(20_000), LeadRate: 0.05, WinRate: 0.3,
		Start: start, End: end, Note: "The start",
	})
	f.put(crm.Goal{
		At: now.AddDate(0, 0, -50), By: "Ana", Revenue: crm.MoneyOf(1_000_000), Share: 0.9, AverageDeal: crm.MoneyOf(20_000), LeadRate: 0.05, WinRate: 0.34,
		ReadyRate: 0.22, LagDays: 45, Start: start, End: end,
		Note: "Agreed after the trade fair: 王小明's region\x1b[31m comes on top.",
	})
	return f
}

// The fourth quarter.
var (
	start = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	end   = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
)

// series returns a week-by-week way from nothing to what the report says.
func series(r *goal.Report) []goal.Point {
	times := []time.Time{start}
	for at := time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.AddDate(0, 0, 7) {
		times = append(times, at)
		if at.Before(now) && at.AddDate(0, 0, 7).After(now) {
			times = append(times, now)
		}
	}
	var points []goal.Point
	part := func(at, from, to time.Time) float64 { return float64(at.Sub(from)) / float64(to.Sub(from)) }
	for i, at := range append(times, end) {
		p := goal.Point{At: at, Plan: int64(float64(r.Pace.Target) * part(at, start, end)), Past: !at.After(now)}
		if p.Past {
			bump := int64(i%3-1) * 20_000_00
			if i == 0 || at.Equal(now) {
				bump = 0
			}
			p.Actual = int64(float64(r.Pace.Actual)*part(at, start, now)) + bump
		}
		if !at.Before(now) {
			ahead := func(to int64) int64 { return r.Pace.Actual + int64(float64(to-r.Pace.Actual)*part(at, now, end)) }
			p.P10, p.P50, p.P90 = ahead(r.Forecast.P10), ahead(r.Forecast.P50), ahead(r.Forecast.P90)
		}
		points = append(points, p)
	}
	return points
}

// newBlank returns a file without a past and without a goal.
func newBlank() *fake {
	return &fake{report: goal.Report{Now: now, Zone: time.UTC, Currency: "USD"}}
}

// put makes a version of the goal.
func (f *fake) put(g crm.Goal) crm.Goal {
	g.Version, g.Currency = int64(len(f.versions)+1), "USD"
	g.Steps = f.report.Measured.Scaled(g.LeadRate)
	f.versions = slices.Insert(f.versions, 0, g)
	f.journal = slices.Insert(f.journal, 0, crm.JournalEntry{ID: g.Version, At: g.At, By: g.By, Verb: "goal", Key: fmt.Sprintf("version %d", g.Version)})
	return g
}

func (f *fake) inForce() *crm.Goal {
	for i := range f.versions {
		if !f.versions[i].Withdrawn {
			return &f.versions[i]
		}
	}
	return &crm.Goal{}
}

func (f *fake) GoalReport(context.Context) (goal.Report, error) {
	f.mu.Lock()
	hold, err := f.hold, f.err
	r, is := f.report, *f.inForce()
	f.mu.Unlock()
	if hold != nil {
		<-hold
	}
	if err != nil {
		return goal.Report{}, err
	}
	if is.Version == 0 {
		return goal.Report{Now: r.Now, Zone: r.Zone, Currency: r.Currency, Measured: r.Measured, Values: r.Values}, nil
	}
	r.Goal = &is
	r.Need, err = goal.Plan(goal.Inputs{
		Revenue: is.Revenue.Float(), Share: is.Share, AverageDeal: is.AverageDeal.Float(), WinRate: goal.Typed(is.WinRate),
		LeadRate: goal.Typed(is.LeadRate), ReadyRate: goal.Typed(is.ReadyRate), Deadline: is.End, Lag: is.LagDays, Now: is.Start,
	})
	return r, err
}

func (f *fake) Goals(context.Context) ([]crm.Goal, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.versions), f.err
}

func (f *fake) SetGoal(_ context.Context, g crm.Goal) (crm.Goal, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if is := f.inForce(); g.Version != 0 && g.Version != is.Version {
		return g, crm.Errorf(crm.Conflict, "the goal was set to version %d by %s meanwhile", is.Version, is.By)
	}
	if f.err != nil {
		return g, f.err
	}
	g.At, g.By = now, "Kim"
	return f.put(g), nil
}

func (f *fake) History(context.Context, crm.JournalQuery) ([]crm.JournalEntry, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.journal), f.err
}

func (f *fake) Undo(_ context.Context, entry int64) (crm.UndoReport, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.versions {
		if f.versions[i].Version == entry {
			f.versions[i].Withdrawn = true
		}
	}
	for i := range f.journal {
		f.journal[i].Undone = f.journal[i].Undone || f.journal[i].ID == entry
	}
	return crm.UndoReport{}, f.err
}

func (f *fake) Status(context.Context) (crm.Status, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return crm.Status{ReadOnly: f.readOnly, By: "Kim"}, f.err
}

func (f *fake) ExportGoal(_ context.Context, r goal.Report, format string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.exported = append(f.exported, fmt.Sprintf("%s of version %d", format, r.Goal.Version))
	return "goal." + format, f.err
}

// driver presses keys on the screen.
type driver struct{ *vttest.Driver[*Goals] }

// drive runs the test with a screen of w x h cells that has come into view.
func drive(t *testing.T, f *fake, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Goals { return New(f, st, clock(), "smarketing --db x.db") }, func(d *vttest.Driver[*Goals]) {
		d.Send(shown())
		test(driver{d})
	})
}
