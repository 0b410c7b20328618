package workspace_test

import (
	"fmt"
	"testing"

	"smarketing/internal/crm"
)

// boardFields are what a rubric of usual size looks at.
var boardFields = []string{"email", "title", "industry", "country", "employees", "source", "segment", "tier"}

// BenchmarkBoard measures reading all leads with ten activities each into a
// board, and following a change of a hundred leads. -short leaves out the
// million, whose file alone takes minutes to make.
func BenchmarkBoard(b *testing.B) {
	for _, n := range append(sizes, 1_000_000) {
		if testing.Short() && n > 100_000 {
			continue
		}
		d := filled(b, n, 10)
		b.Run(fmt.Sprintf("build/%d", n), func(b *testing.B) {
			for b.Loop() {
				w := reopen(b, d)
				board, err := w.Board(b.Context(), boardFields, nil)
				if err != nil || board.Open() != n {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(n)*1e6, "µs/lead")
		})
		b.Run(fmt.Sprintf("patch/%d", n), func(b *testing.B) {
			for turn := 0; b.Loop(); turn++ {
				b.StopTimer()
				if turn == 0 {
					if _, err := d.Board(b.Context(), boardFields, nil); err != nil {
						b.Fatal(err)
					}
				}
				acts := make([]crm.Record, 100)
				for i := range acts {
					acts[i] = activity(fmt.Sprintf("lead-%07d", (turn*100+i)%n), "page_view", d.now)
					acts[i].Activity.Detail = fmt.Sprint(turn)
				}
				d.take(b, crm.ActivityRecord, acts...)
				b.StartTimer()
				if _, err := d.Board(b.Context(), boardFields, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
