package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkIngest measures the command: parsing, dedupe, durable commit and
// scoring of events about 20,000 leads, of a file that lags behind and of a
// stream.
func BenchmarkIngest(b *testing.B) {
	const leads, n = 20_000, 400_000
	dir := b.TempDir()
	var rows, lines strings.Builder
	rows.WriteString("key,name\n")
	for i := range leads {
		fmt.Fprintf(&rows, "L-%d,Name %d\n", i, i)
	}
	for i := range n {
		fmt.Fprintf(&lines, `{"lead": "L-%d", "event": "page_view", "at": %q, "detail": "/pricing", "id": "e%d"}`+"\n",
			i*7919%leads, benchNow.Add(-time.Duration(i)*7*time.Second).Format(time.RFC3339), i)
	}
	people, events := filepath.Join(dir, "leads.csv"), filepath.Join(dir, "events.jsonl")
	for path, content := range map[string]string{people: rows.String(), events: lines.String()} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for _, source := range []string{"file", "stream"} {
		b.Run(source, func(b *testing.B) {
			var spent time.Duration
			for i := 0; b.Loop(); i++ {
				db := filepath.Join(b.TempDir(), strconv.Itoa(i)+".db")
				if status, _, errs := command(b.Context(), fixed, "--db", db, "import", people); status != exitOK {
					b.Fatal(errs)
				}
				in, err := os.Open(events)
				if err != nil {
					b.Fatal(err)
				}
				args := []string{"--db", db, "ingest"}
				if source == "file" {
					args = append(args, events)
				}
				began := time.Now()
				var out, errs strings.Builder
				status := run(b.Context(), args, streams{in: in, out: &out, err: &errs, env: func(name string) string { return fixed[name] }})
				spent += time.Since(began)
				if status != exitOK || !strings.Contains(out.String(), "400,000 activities created") {
					b.Fatalf("exit %d\n%s%s", status, out.String(), errs.String())
				}
				if err := in.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n*b.N)/spent.Seconds(), "events/s")
		})
	}
}
