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
	"smarketing/internal/sla"
	"smarketing/internal/stat"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon in the middle of the
// fourth quarter.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

// fake is a Source in memory whose reports are really computed.
type fake struct {
	mu       sync.Mutex
	facts    goal.Facts
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
	f.facts.Measured = goal.Measured{
		LeadRate: stat.Of(80, 1902), ReadyRate: stat.Of(411, 1902), WinRate: stat.Of(80, 236),
		AverageDeal: 20415.5, Priced: 74, Lag: 48, Lags: 80, Before: now.AddDate(0, 0, -90),
	}
	entered := []int{1902, 411, 251, 160, 118, 80}
	path := f.facts.Path
	for i := range path[1:] {
		f.facts.Measured.Steps = append(f.facts.Measured.Steps, goal.Step{From: path[i], To: path[i+1], Rate: stat.Of(entered[i+1], entered[i])})
	}
	for i, n := range entered {
		p := goal.Pipe{Stage: path[i], To: make([]int, len(path))}
		if i+1 < len(entered) {
			p.To[i+1] = entered[i+1]
			for k := range n {
				end := stat.Miss
				if k < entered[i+1] {
					end = stat.Hit
				}
				p.Onward.Add(2+k%20, end)
				end = stat.Miss
				if k < entered[5] {
					end = stat.Hit
				}
				p.Won.Add(10+k%60, end)
			}
			for k := range n / 12 {
				p.Waiting.Add(k%25, stat.Pending)
			}
		}
		f.facts.Pipes = append(f.facts.Pipes, p)
	}
	f.facts.Inflow = goal.Inflow{Leads: 640, Days: 90}
	f.facts.Flows = [][goal.Spans]int{{402, 31, 77}, {96, 9, 14}, {61, 4, 9}, {42, 3, 6}, {30, 2, 4}, {23, 2, 3}}
	f.facts.Touch = [goal.Spans]int{88, 8, 13}
	for i := range 23 {
		f.facts.Deals = append(f.facts.Deals, crm.Deal{
			Lead: crm.LeadID(i + 1), Status: crm.DealWon, Amount: crm.MoneyOf(14000.17 + float64(i*i%23)*900),
			CreatedAt: now.AddDate(0, 0, -90+i*2), ClosedAt: time.Date(2026, 10, 2+i*2, 10, 0, 0, 0, time.UTC),
		})
	}
	for i := range 40 {
		f.facts.Deals = append(f.facts.Deals, crm.Deal{Lead: crm.LeadID(100 + i), Status: crm.DealLost, CreatedAt: now.AddDate(0, 0, -80-i), ClosedAt: now.AddDate(0, 0, -30-i)})
	}
	for i := range 12 {
		f.facts.Deals = append(f.facts.Deals, crm.Deal{Lead: crm.LeadID(200 + i), Status: crm.DealOpen, Amount: crm.MoneyOf(18000), CreatedAt: now.AddDate(0, 0, -3*i)})
	}
	f.facts.Deals = append(f.facts.Deals, crm.Deal{Lead: 300, Status: crm.DealWon, Amount: crm.MoneyOf(9000), Currency: "EUR", CreatedAt: now.AddDate(0, 0, -40), ClosedAt: now.AddDate(0, 0, -4)})
	for i, name := range []string{"Webinar", "Paid search", "参加者リスト", "", "Trade fair\x1b[31m"} {
		f.facts.Values = append(f.facts.Values, goal.NewValue(name, 700-150*i, 40-9*i, 20415.5))
	}
	f.facts.Values = append(f.facts.Values, goal.NewValue("Partner", 4, 1, 20415.5))
	f.put(crm.Goal{
		At: now.AddDate(0, -3, 0), By: "Kim", Revenue: crm.MoneyOf(800_000), Share: 1, AverageDeal: crm.MoneyOf(20_000), LeadRate: 0.05, WinRate: 0.3,
		Start: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Note: "The start",
	})
	f.put(crm.Goal{
		At: now.AddDate(0, 0, -50), By: "Ana", Revenue: crm.MoneyOf(1_000_000), Share: 0.9, AverageDeal: crm.MoneyOf(20_000), LeadRate: 0.05, WinRate: 0.34,
		ReadyRate: 0.22, LagDays: 45, Start: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), End: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		Note: "Agreed after the trade fair: 王小明's region\x1b[31m comes on top.",
	})
	return f
}

// newBlank returns a file without a past and without a goal.
func newBlank() *fake {
	f := &fake{facts: goal.Facts{Now: now, Zone: time.UTC, Currency: "USD", Work: sla.NewCalendar(crm.DefaultSettings())}}
	for _, s := range crm.DefaultStages() {
		if s.Kind != crm.Detour {
			f.facts.Path = append(f.facts.Path, s)
		}
	}
	return f
}

// put makes a version of the goal.
func (f *fake) put(g crm.Goal) crm.Goal {
	g.Version, g.Currency = int64(len(f.versions)+1), "USD"
	g.Steps = f.facts.Measured.Scaled(g.LeadRate)
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
	facts := f.facts
	facts.Goal = *f.inForce()
	f.mu.Unlock()
	if hold != nil {
		<-hold
	}
	if err != nil {
		return goal.Report{}, err
	}
	return goal.NewReport(&facts), nil
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
