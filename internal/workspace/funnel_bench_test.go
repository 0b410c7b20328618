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

// BenchmarkFunnel measures the first answer from the rows of the file, then from
// the picture of its log; what is asked of all leads for the first time, by
// source, by all passes and by what happened in a period, of those of three
// months, and what has been asked before; the first question by a field; and a
// question after a lead has been touched, and after one has moved.
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
		opened := func(by string) func(int) error {
			return func(int) error {
				w, err := workspace.Open(b.Context(), workspace.Options{Path: d.path, ReadOnly: true, Clock: func() time.Time { return now }})
				if err != nil {
					return err
				}
				if _, err := w.Funnel(b.Context(), funnel.Question{}, by); err != nil {
					return err
				}
				return w.Close()
			}
		}
		run("first from rows", opened(""))
		if _, err := d.Funnel(b.Context(), funnel.Question{}, "source"); err != nil { // from here on it is warm
			b.Fatal(err)
		}
		if of, _, err := d.Picture(b.Context()); err != nil || len(of) == 0 {
			b.Fatal("there is no picture", err)
		}
		run("first", opened(""))
		run("first by source", opened("source"))
		since := func(turn int) time.Time { return now.AddDate(-3, 0, 0).Add(time.Duration(turn) * time.Millisecond) }
		for name, q := range map[string]funnel.Question{
			"new question": {}, "new question, every pass": {Count: funnel.AllPasses, Order: funnel.Strict},
			"new question, period": {Basis: funnel.Period, Until: now},
		} {
			run(name, func(turn int) error {
				q.Since = since(turn)
				_, err := d.Funnel(b.Context(), q, "source")
				return err
			})
		}
		run("of three months", func(turn int) error {
			_, err := d.Funnel(b.Context(), funnel.Question{Since: now.AddDate(0, -3, 0).Add(time.Duration(turn) * time.Millisecond)}, "source")
			return err
		})
		run("again", func(int) error {
			_, err := d.Funnel(b.Context(), funnel.Question{}, "source")
			return err
		})
		for name, verb := range map[string]crm.Verb{"after a touch": crm.LogTouch, "after a move": crm.Return} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				lead := crm.LeadID(0)
				for b.Loop() {
					b.StopTimer()
					for moved := false; !moved; { // every other stands in a detour
						lead++
						_, err := d.Act(b.Context(), crm.Deed{Verb: verb, Leads: []crm.Ref{{ID: lead}}})
						moved = err == nil
					}
					b.StartTimer()
					if _, err := d.Funnel(b.Context(), funnel.Question{}, "source"); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
