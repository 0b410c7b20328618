package intake_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"smarketing/internal/intake"
)

// generated writes a CSV of n leads in twenty columns.
func generated(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "leads.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "id,first_name,last_name,email,phone,company,title,industry,employees,annual_revenue,country,city,source,owner,created_at,score,segment,plan,seats,last_seen")
	for i := range n {
		fmt.Fprintf(w, "c-%d,Ann%d,\"O'Hara, %d\",ann%d@example%d.com,+49 30 %d,Acme %d GmbH,Head of Sales,Software,%d,\"%d,500.00\",Germany,Berlin,webinar,Kim,2026-%02d-%02dT10:%02d:00Z,%d.5,mid market,pro,%d,%d/%d/2026\n",
			i, i, i, i, i%997, 100000+i, i%5000, 10+i%900, 1+i%900, 1+i%12, 1+i%28, i%60, i%100, i%40, 1+i%12, 1+i%28)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkHeap reports what the intake holds at the end of a file without ids,
// where every row must be remembered, for files of two sizes.
func BenchmarkHeap(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "leads.csv")
			var text strings.Builder
			text.WriteString("name,city,note\n")
			for i := range n {
				fmt.Fprintf(&text, "Ann %d,Berlin,a note of some length about the lead %d\n", i, i)
			}
			if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
				b.Fatal(err)
			}
			text.Reset()
			var before, after runtime.MemStats
			for b.Loop() {
				runtime.GC()
				runtime.ReadMemStats(&before)
				s, err := intake.Open(context.Background(), path, intake.Options{})
				if err != nil {
					b.Fatal(err)
				}
				rows := 0
				for range s.Records(context.Background()) {
					if rows++; rows == n {
						runtime.GC()
						runtime.ReadMemStats(&after)
					}
				}
				s.Close()
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "heap-MB")
		})
	}
}

const benchRows = 100_000

// BenchmarkOpen is the first pass: survey and profile.
func BenchmarkOpen(b *testing.B) {
	path := generated(b, benchRows)
	b.ReportAllocs()
	for b.Loop() {
		s, err := intake.Open(context.Background(), path, intake.Options{})
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkRecords is the second pass: rows to records.
func BenchmarkRecords(b *testing.B) {
	s, err := intake.Open(context.Background(), generated(b, benchRows), intake.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range s.Records(context.Background()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
