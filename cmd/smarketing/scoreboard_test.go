package main

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/workspace"
)

// demoFile writes a demo in which the team has worked for a week and returns its
// path and its clock.
func demoFile(t *testing.T, seed string) (string, time.Time) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.db")
	if status, _, errs := command(t.Context(), fixed, "demo", "--leads", "1200", "--seed", seed, "--write", path); status != 0 {
		t.Fatalf("exit %d: %s", status, errs)
	}
	at, err := time.Parse(time.RFC3339, fixed["SMARKETING_NOW"])
	if err != nil {
		t.Fatal(err)
	}
	return path, at
}

func openAt(t *testing.T, path string, at time.Time) *workspace.Workspace {
	t.Helper()
	w, err := workspace.Open(t.Context(), workspace.Options{Path: path, By: "kim", Clock: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// TestScoreboardAgrees compares what the Overview shows with the goal, the
// funnel and the lists that its tiles open.
func TestScoreboardAgrees(t *testing.T) {
	t.Parallel()
	path, at := demoFile(t, "1")
	w := openAt(t, path, at)
	ctx := t.Context()
	o, today, report := read(t, w.Overview), read(t, w.Today), read(t, w.GoalReport)
	total := func(q crm.LeadQuery) int {
		t.Helper()
		page, err := w.LeadPage(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	nursed, err := w.NurturePage(ctx, crm.NurtureQuery{Due: true})
	if err != nil {
		t.Fatal(err)
	}
	leaks, err := w.Leaks(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	unowned := 0
	for i := range leaks.Leads {
		if leaks.Leads[i].Owner == "" {
			unowned++
		}
	}
	steps := 0
	page, err := w.LeadPage(ctx, crm.LeadQuery{Open: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range page.Leads {
		l := &page.Leads[i]
		if l.Owner != "" && !l.Due.IsZero() && l.Due.Before((crm.DayOf(at, o.Zone) + 1).Start(o.Zone)) && l.Stage != crm.Recycled {
			steps++
		}
	}
	since := at.AddDate(0, 0, -7)
	for what, c := range map[string]struct{ shown, want int }{
		"ready leads":             {o.Ready, total(crm.LeadQuery{Ready: true})},
		"leaks":                   {o.Leaks, total(crm.LeadQuery{Leaking: true})},
		"leaks, again":            {today.Leaks, leaks.Total},
		"leaks without an owner":  {today.Leaks - today.Stepless, unowned},
		"open leads":              {o.Open, total(crm.LeadQuery{Open: true})},
		"recycled leads due":      {o.Nurture.Due + o.Nurture.Overdue + o.Nurture.Returned, nursed.Total},
		"next steps":              {today.SalesSteps.Due + today.MarketingSteps.Due, steps},
		"new leads":               {o.NewLeads.ThisWeek, total(crm.LeadQuery{CreatedAfter: since})},
		"customers won":           {o.Wins.ThisWeek, total(crm.LeadQuery{Stage: "customer", StageAfter: since})},
		"leads of the campaign":   {today.Campaigns.Leads, total(crm.LeadQuery{Filter: today.Campaigns.Weakest, CreatedAfter: today.Campaigns.Since.Add(-time.Millisecond)})},
		"the version of the goal": {int(o.Goal.Version), int(report.Goal.Version)},
	} {
		if c.shown != c.want {
			t.Errorf("%s: %d are shown, %d are there", what, c.shown, c.want)
		}
	}
	if o.Goal.Target() != report.Pace.Target || o.Currency != report.Currency || o.Ready == 0 || o.Leaks == 0 || steps == 0 {
		t.Errorf("a goal of %d, in the report of %d", o.Goal.Target(), report.Pace.Target)
	}
	// What was won in a week is what the goal's revenue has grown by in it.
	before, earlier := read(t, openAt(t, path, since).GoalReport), read(t, openAt(t, path, since.AddDate(0, 0, -7)).GoalReport)
	grown := crm.WeekSum{ThisWeek: report.Pace.Actual - before.Pace.Actual, LastWeek: before.Pace.Actual - earlier.Pace.Actual}
	if today.Revenue != grown || grown.ThisWeek+grown.LastWeek == 0 {
		t.Errorf("won in the weeks %+v, by the goal %+v", today.Revenue, grown)
	}
}

func read[T any](t *testing.T, from func(context.Context) (T, error)) T {
	t.Helper()
	v, err := from(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestDemoTellsAStory: whatever the seed, the goal of the quarter is neither out
// of reach nor long reached, there is a forecast, every duty is known, and a step
// of the funnel costs most. The same seed gives the same goal.
func TestDemoTellsAStory(t *testing.T) {
	t.Parallel()
	goals := map[string]crm.Money{}
	for _, seed := range []string{"1", "2", "1"} {
		path, at := demoFile(t, seed)
		w := openAt(t, path, at)
		r := read(t, w.GoalReport)
		if r.Goal == nil {
			t.Fatalf("seed %s has no goal", seed)
		}
		if now, known := goals[seed]; known && now != r.Goal.Revenue {
			t.Errorf("seed %s has the goals %v and %v", seed, now, r.Goal.Revenue)
		}
		goals[seed] = r.Goal.Revenue
		part := float64(r.Pace.Actual) / float64(r.Pace.Target)
		if part < 0.15 || part > 1.5 || !r.Forecast.Known || r.Forecast.P50 < r.Pace.Target/2 || r.Forecast.P50 > 2*r.Pace.Target {
			t.Errorf("seed %s: %.0f %% are reached, forecast %+v", seed, 100*part, r.Forecast)
		}
		for _, d := range r.Duties {
			if !d.Known || d.Week <= 0 {
				t.Errorf("seed %s: nobody knows %+v", seed, d)
			}
		}
		if !r.Goal.Start.Before(at) || !r.Goal.End.After(at) || r.Goal.By == "kim" || len(r.Goal.Steps) == 0 {
			t.Errorf("seed %s: %+v", seed, r.Goal)
		}
		f, err := w.Funnel(t.Context(), funnel.Question{Since: at.AddDate(0, 0, -90)}, "")
		if err != nil || f.Bottleneck == nil {
			t.Errorf("seed %s: bottleneck %v, %v", seed, f.Bottleneck, err)
		}
		if words := goal.PeriodWords(r.Goal.Start, r.Goal.End, r.Zone); words != "Q4 2026" {
			t.Errorf("seed %s: a goal for %s", seed, words)
		}
	}
	if goals["1"] == goals["2"] {
		t.Error("another seed has the same goal")
	}
}
