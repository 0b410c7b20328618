package workspace_test

import (
	"fmt"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

// BenchmarkGoal measures all that is said about the goal: the first time, with
// the reading of the file, and again.
func BenchmarkGoal(b *testing.B) {
	all := sizes
	if !testing.Short() {
		all = append(all[:len(all):len(all)], 1_000_000)
	}
	for _, n := range all {
		d := filled(b, n, 0)
		source := crm.ImportSource{File: "s", Fingerprint: "s", Kind: crm.StageRecord, Rows: 4 * n}
		if _, err := d.Import(b.Context(), source, stageStream(n), workspace.ImportOptions{}); err != nil {
			b.Fatal(err)
		}
		var deals []crm.Record
		for i := range n / 20 {
			sold := deal(fmt.Sprintf("lead-%07d", i), fmt.Sprint(i), []crm.DealStatus{crm.DealWon, crm.DealLost, crm.DealOpen}[i%3], time.Time{})
			sold.Deal.CreatedAt = now.AddDate(0, 0, -i%300-i%60)
			if i%3 < 2 {
				sold.Deal.ClosedAt = now.AddDate(0, 0, -i%300)
			}
			deals = append(deals, sold)
		}
		d.take(b, crm.DealRecord, deals...)
		if _, err := d.SetGoal(b.Context(), target()); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("%d/first", n), func(b *testing.B) {
			for b.Loop() {
				w, err := workspace.Open(b.Context(), workspace.Options{Path: d.path, ReadOnly: true, Clock: func() time.Time { return now }})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.GoalReport(b.Context()); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%d/again", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.GoalReport(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
