package funnel

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

// fake is a Source in memory, over changes that are really counted.
type fake struct {
	mu      sync.Mutex
	stages  crm.Stages
	changes []crm.StageChange
	deals   []crm.Deal
	plan    rules.Plan
	values  map[string]func(crm.LeadID) string
	custom  []crm.Field
	err     error // of every call
	kept    error // of an undo
	asked   []rules.Question
	exports []string
	edits   []crm.Stages  // what the stages were before each change
	hold    chan struct{} // when it is made, an answer waits for it; to be made inside the bubble
}

// newFake tells the stories of n leads over the last fifteen months.
func newFake(n int) *fake {
	f := &fake{stages: crm.DefaultStages(), values: map[string]func(crm.LeadID) string{}, custom: []crm.Field{{Name: "segment", Label: "Segment", Type: crm.Text, Custom: true}}}
	dice := rand.New(rand.NewPCG(7, 11)) //nolint:gosec // the same every time
	pass := []float64{0.42, 0.66, 0.52, 0.45, 0.4}
	stay := []float64{3, 1, 4, 9, 21}
	reasons := map[string][]string{
		crm.LostDetour: {"no budget", "competitor", ""}, crm.Recycled: {"timing", "no contact"}, crm.Disqualified: {"student", "bad\x1b[31m data"},
	}
	path := f.stages.Path()
	for id := range crm.LeadID(n) {
		at := now.Add(-time.Duration(dice.IntN(450*24)) * time.Hour)
		for s := 0; ; s++ {
			f.changes = append(f.changes, crm.StageChange{Lead: id + 1, Stage: path[s].Key, At: at})
			if s == len(path)-1 {
				break
			}
			at = at.Add(time.Duration(dice.ExpFloat64()*stay[s]*24*60) * time.Minute)
			if at.After(now) {
				break
			}
			if dice.Float64() < pass[s] {
				continue
			}
			if dice.IntN(3) > 0 {
				key := []string{crm.LostDetour, crm.LostDetour, crm.Recycled, crm.Disqualified}[dice.IntN(4)]
				list := reasons[key]
				f.changes = append(f.changes, crm.StageChange{Lead: id + 1, Stage: key, At: at, Reason: list[dice.IntN(len(list))]})
			}
			break
		}
	}
	for i := range min(n, 120) {
		d := crm.Deal{Status: crm.DealOpen, CreatedAt: now.AddDate(0, 0, -30)}
		if i%3 > 0 {
			d.Status, d.ClosedAt, d.Amount = []crm.DealStatus{crm.DealWon, crm.DealLost}[i%2], now.AddDate(0, 0, -i%80), crm.MoneyOf(float64(8000+i*100))
		}
		f.deals = append(f.deals, d)
	}
	f.values["source"] = pickOf("Webinar", "Search", "Trade fair", "Referral", "Partner", "Podcast", "株式会社ミライ", "Newsletter", "", "Cold call", "Ads\x1b[31m", "Fax")
	f.values["campaign"] = pickOf("webinar-oct", "spring")
	f.values["owner"] = pickOf("Ana", "Ben", "")
	f.values["grade"] = pickOf("A1", "B2", "C3", "D4")
	f.values["segment"] = pickOf("small", "large")
	return f
}

// pickOf gives the leads one of the names each, the first ones more often.
func pickOf(names ...string) func(crm.LeadID) string {
	return func(id crm.LeadID) string { return names[min(int(id*id)%97, int(id)%13)%len(names)] }
}

func (f *fake) log() (*rules.Log, error) {
	return rules.Build(f.stages, func(yield func(crm.StageChange, error) bool) {
		for _, c := range f.changes {
			if !yield(c, nil) {
				return
			}
		}
	})
}

func (f *fake) Funnel(ctx context.Context, q rules.Question, by string) (rules.Report, error) {
	f.mu.Lock()
	f.asked = append(f.asked, q)
	hold, err := f.hold, f.err
	f.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return rules.Report{}, ctx.Err()
		}
	}
	if err != nil {
		return rules.Report{}, err
	}
	l, err := f.log()
	if err != nil {
		return rules.Report{}, err
	}
	q.Now, q.Zone = now, time.UTC
	trends, err := l.Trends(q)
	if err != nil {
		return rules.Report{}, err
	}
	return l.Report(q, &rules.Facts{By: by, Groups: l.GroupBy(f.values[by]), Deals: f.deals, Currency: "USD", Trends: trends, Plan: f.plan})
}

func (f *fake) Settings(context.Context) (crm.Settings, error) {
	return crm.Settings{Zone: "UTC"}, f.err
}

func (f *fake) Catalogue(context.Context) ([]crm.Field, error) { return f.custom, f.err }

func (f *fake) Stages(context.Context) (crm.Stages, error) { return slices.Clone(f.stages), f.err }

func (f *fake) TryStages(_ context.Context, stages crm.Stages) (rules.Redefinition, error) {
	if err := stages.Validate(); err != nil {
		return rules.Redefinition{}, err
	}
	l, err := f.log()
	if err != nil {
		return rules.Redefinition{}, err
	}
	here := map[string]int{}
	last := map[crm.LeadID]string{}
	for _, c := range f.changes {
		last[c.Lead] = c.Stage
	}
	for stage := range maps.Values(last) {
		here[stage]++
	}
	return rules.Redefine(f.stages, stages, here, l.Entries()), nil
}

func (f *fake) SetStages(_ context.Context, stages crm.Stages) error {
	if f.err != nil {
		return f.err
	}
	f.edits = append(f.edits, f.stages)
	f.stages = stages
	return stages.Validate()
}

func (f *fake) LastStages(context.Context) (crm.StageEdit, error) {
	n := len(f.edits)
	if n == 0 || f.err != nil {
		return crm.StageEdit{}, f.err
	}
	return crm.StageEdit{Entry: int64(n), At: now.Add(-time.Hour), By: "Ana", Was: f.edits[n-1]}, nil
}

func (f *fake) Undo(_ context.Context, entry int64) (crm.UndoReport, error) {
	if f.kept != nil || int(entry) != len(f.edits) {
		return crm.UndoReport{}, f.kept
	}
	f.stages, f.edits = f.edits[entry-1], f.edits[:entry-1]
	return crm.UndoReport{Entry: entry}, nil
}

func (f *fake) ExportFunnel(_ context.Context, _ rules.Report, format string) (string, error) {
	if f.err != nil {
		return "", f.err
	}
	f.exports = append(f.exports, format)
	return "funnel-2026-11-24." + format, nil
}

// driver presses keys on the screen.
type driver struct{ *vttest.Driver[*Funnel] }

// drive runs the test with a screen of w x h cells that somebody looks at.
func drive(t *testing.T, f *fake, w, h int, st theme.Styles, test func(driver)) {
	t.Helper()
	vttest.Drive(t, w, h, func() *Funnel { return New(f, st, clock(), "smarketing --db x.db") }, func(d *vttest.Driver[*Funnel]) {
		d.Send(screen.ShownMsg{Screen: Title})
		test(driver{d})
	})
}
