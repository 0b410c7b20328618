package funnel

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// synthetic makes the log of n leads with four changes each, over two years,
// with twenty reasons to leave the path.
func synthetic(b *testing.B, n int) *Log {
	b.Helper()
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same every time
	path := crm.DefaultStages()
	var reasons [20]string
	for i := range reasons {
		reasons[i] = fmt.Sprint("reason ", i)
	}
	l, err := Build(path, func(yield func(crm.StageChange, error) bool) {
		for lead := range n {
			at := day(dice.Float64() * 700)
			for s := range 4 {
				c := crm.StageChange{Lead: crm.LeadID(lead + 1), Stage: path[s].Key, At: at}
				if s > 0 && dice.IntN(4) == 0 {
					c.Stage, c.Reason = path[6+dice.IntN(3)].Key, reasons[dice.IntN(len(reasons))]
				}
				if !yield(c, nil) {
					return
				}
				at = at.Add(time.Duration(dice.ExpFloat64() * 10 * float64(24*time.Hour)))
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkAsk answers the dearest questions about a million leads.
func BenchmarkAsk(b *testing.B) {
	for name, n := range map[string]int{"10k": 10_000, "100k": 100_000, "1M": 1_000_000} {
		l := synthetic(b, n)
		for switches, q := range map[string]Question{
			"first": {Now: day(730)}, "all": {Now: day(730), Count: AllPasses, Order: Strict},
			"window": {Now: day(730), Since: day(640)},
			"period": {Now: day(730), Basis: Period, Since: day(640), Until: day(730)}, "all periods": {Now: day(730), Basis: Period},
		} {
			b.Run(name+"/"+switches, func(b *testing.B) {
				for b.Loop() {
					if _, err := l.Ask(q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		groups := l.GroupBy(func(id crm.LeadID) string { return string(rune('a' + id%20)) })
		b.Run(name+"/breakdown", func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Breakdown(Question{Now: day(730)}, groups); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/trends", func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Trends(Question{Now: day(730)}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/trends of the past", func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Trends(Question{Now: day(5000), Until: day(400)}); err != nil {
					b.Fatal(err)
				}
			}
		})
		encoded := l.Encode()
		b.Run(name+"/decode", func(b *testing.B) {
			for b.Loop() {
				if _, ok := Decode(l.stages, encoded); !ok {
					b.Fatal("it is no log")
				}
			}
			b.ReportMetric(float64(len(encoded))/float64(l.Changes()), "bytes/change")
		})
		one, err := Build(l.stages, seq(story(1, "lead", 1.0, "mql", 2.0)))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/patch", func(b *testing.B) {
			for b.Loop() {
				l.Patch([]crm.LeadID{1}, one)
			}
		})
		b.Run(name+"/trend", func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Trend(Question{Now: day(730)}, Weeks(day(730), time.UTC, 26)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
