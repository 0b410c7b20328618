package main

import (
	"path/filepath"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/internal/workspace"
)

// TestDemoIsAlive: every list of the program has something to show in a demo,
// and to do in it.
func TestDemoIsAlive(t *testing.T) {
	if raceEnabled {
		t.Skip("smaller demos are enough to find races")
	}
	t.Parallel()
	path := filepath.Join(t.TempDir(), "demo.db")
	mustRun(t, "demo", "--write", path)
	now, err := time.Parse(time.RFC3339, fixed["SMARKETING_NOW"])
	if err != nil {
		t.Fatal(err)
	}
	w, err := workspace.Open(t.Context(), workspace.Options{Path: path, Clock: func() time.Time { return now }, By: "Mei Tanaka"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	some := func(what string, n, low, high int) {
		t.Helper()
		if n < low || n > high {
			t.Errorf("%s: %d, want %d to %d", what, n, low, high)
		}
	}
	desk, err := w.Desk(t.Context(), now.AddDate(0, 0, -7))
	if err != nil {
		t.Fatal(err)
	}
	late := 0
	for _, p := range desk.Breaches {
		late += p.Leads
	}
	some("became ready", desk.Ready, 15, 60)
	some("touched of them", desk.Touched, 4, desk.Ready-1)
	some("within the limit", desk.Within, 3, desk.Judged-1)
	some("broken deadlines", late, 5, 30)
	some("near deadlines, the broken ones included", desk.NearBreach, late+1, late+20)
	some("snoozed", desk.Snoozed, 1, 10)

	alerts, err := w.Alerts(t.Context(), crm.AlertQuery{})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[crm.AlertKind]int{}
	for _, a := range alerts.Alerts {
		kinds[a.Kind]++
	}
	some("ready alerts", kinds[crm.ReadyAlert], 15, 60)
	some("breach alerts", kinds[crm.BreachAlert], 5, 40)
	some("alerts nobody has read", alerts.Open, 3, 30)

	nursed, err := w.NurturePage(t.Context(), crm.NurtureQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, band := range nurture.Bands() {
		some(string(band), nursed.Bands[string(band)], 2, nursed.All-1)
	}
	leaks, open, err := w.CountLeaks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	some("leaks", leaks, 5, 30)
	some("open", open, 1000, 1400)
	if _, found, err := w.Claim(t.Context(), crm.ReadyEventKind, time.Minute); found || err != nil {
		t.Errorf("commands would be told of leads that do not exist (%v)", err)
	}
}
