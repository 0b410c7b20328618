package workspace_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/workspace"
)

// stageStream tells four stages of every lead, which is what a file of some
// years holds.
func stageStream(leads int) iter.Seq2[crm.Record, error] {
	path := []string{"lead", "mql", "sal", "sql"}
	return func(yield func(crm.Record, error) bool) {
		r := rand.New(rand.NewPCG(3, 3))
		for i := range leads {
			at := now.Add(-time.Duration(r.IntN(700*24)) * time.Hour)
			for k, stage := range path {
				rec := crm.Record{Row: 4*i + k + 2, Kind: crm.StageRecord, LeadRef: fmt.Sprintf("lead-%07d", i)}
				if k == 3 {
					stage = []string{stage, "customer", crm.LostDetour, crm.LostDetour}[r.IntN(4)]
				}
				rec.Change = crm.StageChange{Stage: stage, At: at}
				if !yield(rec, nil) {
					return
				}
				at = at.Add(time.Duration(r.ExpFloat64() * 5 * float64(24*time.Hour)))
			}
		}
	}
}

// BenchmarkFunnel measures the first answer, with the reading of the file, then
// what is asked of all leads for the first time, of those of three months, and
// what has been asked before; all but the first by source.
func BenchmarkFunnel(b *testing.B) {
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
		run := func(name string, ask func(turn int) error) {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				turn := 0
				for b.Loop() {
					turn++
					if err := ask(turn); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run("first", func(int) error {
			w, err := workspace.Open(b.Context(), workspace.Options{Path: d.path, ReadOnly: true, Clock: func() time.Time { return now }})
			if err != nil {
				return err
			}
			if _, err := w.Funnel(b.Context(), funnel.Question{}, ""); err != nil {
				return err
			}
			return w.Close()
		})
		if _, err := d.Funnel(b.Context(), funnel.Question{}, "source"); err != nil { // from here on it is warm
			b.Fatal(err)
		}
		run("new question", func(turn int) error {
			_, err := d.Funnel(b.Context(), funnel.Question{Since: now.AddDate(-3, 0, 0).Add(time.Duration(turn) * time.Millisecond)}, "source")
			return err
		})
		run("of three months", func(turn int) error {
			_, err := d.Funnel(b.Context(), funnel.Question{Since: now.AddDate(0, -3, 0).Add(time.Duration(turn) * time.Millisecond)}, "source")
			return err
		})
		run("again", func(int) error {
			_, err := d.Funnel(b.Context(), funnel.Question{}, "source")
			return err
		})
	}
}
