package workspace_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

func TestZZGoal(t *testing.T) {
	path := os.Getenv("ZZGOAL")
	if path == "" {
		t.Skip()
	}
	n := 1_000_000
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	d := &desk{path: path, now: now}
	d.Workspace = reopen(t, d)
	if os.Getenv("ZZFILL") != "" {
		var deals []crm.Record
		for i := range n / 20 {
			sold := deal(fmt.Sprintf("lead-%07d", i), fmt.Sprint(i), []crm.DealStatus{crm.DealWon, crm.DealLost, crm.DealOpen}[i%3], time.Time{})
			sold.Deal.CreatedAt = now.AddDate(0, 0, -i%300-i%60)
			if i%3 < 2 {
				sold.Deal.ClosedAt = now.AddDate(0, 0, -i%300)
			}
			deals = append(deals, sold)
		}
		d.take(t, crm.DealRecord, deals...)
		_, err := d.SetGoal(t.Context(), target())
		must(err)
	}
	for i := range 8 {
		w0, c0 := time.Now(), cpuTime()
		_, err := d.GoalReport(t.Context())
		must(err)
		fmt.Printf("goal %d wall %v cpu %v\n", i, time.Since(w0), cpuTime()-c0)
	}
	var w *workspace.Workspace
	_ = w
}
