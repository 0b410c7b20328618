package goals_test

import (
	"context"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
	"smarketing/ui/goals"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// background is not that of a test: its own is not made for a bubble.
var background = context.Background()

// file is a real one, whose exports go to memory.
type file struct {
	*workspace.Workspace
	exported strings.Builder
}

var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

func (f *file) ExportGoal(_ context.Context, r goal.Report, _ string) (string, error) {
	return "goal.md", report.GoalMarkdown(&f.exported, r)
}

func open(t *testing.T, path, by string) *file {
	t.Helper()
	w, err := workspace.Open(background, workspace.Options{Path: path, Create: true, By: by, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	return &file{Workspace: w}
}

func (f *file) take(t *testing.T, deals ...crm.Deal) {
	t.Helper()
	records := iter.Seq2[crm.Record, error](func(yield func(crm.Record, error) bool) {
		for i, d := range deals {
			if !yield(crm.Record{Kind: crm.DealRecord, Row: i + 2, Deal: d}, nil) {
				return
			}
		}
	})
	source := crm.ImportSource{File: "deals.csv", Fingerprint: "deals", Kind: crm.DealRecord, Rows: len(deals)}
	if _, err := f.Import(background, source, records, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
}

// TestOnARealFile plans with typed rates, stores the goal, sees deals arrive,
// is told of a rival from another program, and takes a version back.
func TestOnARealFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.db")
	var f *file
	fresh := func() *goals.Goals {
		f = open(t, path, "Ana")
		return goals.New(f, vttest.Dark(), clock, "smarketing")
	}
	vttest.Drive(t, 120, 36, fresh, func(d *vttest.Driver[*goals.Goals]) {
		defer func() { _ = f.Close() }()
		d.Send(screen.ShownMsg{Screen: goals.Title})
		d.Shows("no goal is stored yet", "There are no leads to measure rates on")
		d.Type("1m")
		d.Press("enter", "j")
		d.Type("20k")
		d.Press("enter", "j")
		d.Type("5")
		d.Press("enter", "j", "j", "enter")
		d.Type("q4")
		d.Press("enter", "S")
		d.Submit(screen.Values{"note": "year one"})
		d.Shows("v1 by Ana", "“year one”", "leads                1,000", "USD 0 of 1.00M")

		f.take(t, crm.Deal{Key: "1", Status: crm.DealWon, Amount: crm.MoneyOf(24_000), CreatedAt: now.AddDate(0, 0, -60), ClosedAt: now.AddDate(0, 0, -2)})
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("USD 24k of 1.00M", "actual so far", "24,000.00", "past 24,000 (n 1)")

		rival := open(t, path, "Ben")
		defer func() { _ = rival.Close() }()
		d.Press("g")
		d.Type("1.2m")
		d.Press("enter", "S")
		theirs, err := f.Goals(background)
		if err != nil {
			t.Fatal(err)
		}
		theirs[0].Revenue = crm.MoneyOf(900_000)
		if _, err := rival.SetGoal(background, theirs[0]); err != nil {
			t.Fatal(err)
		}
		d.Submit(screen.Values{"note": "more"})
		d.Shows("v2 by Ben", "1,200,000  typed")
		for _, msg := range d.Sent {
			if ask, ok := msg.(screen.AskMsg); ok {
				d.Run(ask.Run())
			}
		}
		d.Shows("v3 by Ana", "1,200,000  v3")
		d.Press("u")
		d.Answer()
		d.Shows("v2 by Ben", "900,000  v2")
		d.Press("x")
		d.Pick("m")
		if got := f.exported.String(); !strings.Contains(got, "900,000") {
			t.Errorf("exported\n%s", got)
		}
	})
}
