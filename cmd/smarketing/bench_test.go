package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/intake"
	"smarketing/internal/workspace"
)

var benchNow = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// writeCSV writes n rows under a header and returns the path.
func writeCSV(b *testing.B, header []string, n int, row func(i int, r *rand.Rand) []string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bench.csv")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := csv.NewWriter(f)
	r := rand.New(rand.NewPCG(1, 2))
	if err := w.Write(header); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		if err := w.Write(row(i, r)); err != nil {
			b.Fatal(err)
		}
	}
	w.Flush()
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return path
}

var leadHeader = []string{
	"Lead ID", "First Name", "Last Name", "Email", "Phone", "Company", "Job Title", "Industry", "Employees",
	"Annual Revenue", "Country", "City", "Website", "Lead Source", "Campaign", "Created", "Tier", "Interest", "Newsletter", "Notes",
}

func leadRow(i int, r *rand.Rand) []string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	return []string{
		fmt.Sprintf("L-%07d", i), pick("Mia", "Jonas", "Ana", "Омар", "王"), "Name" + strconv.Itoa(i%9973), fmt.Sprintf("p%d@c%d.example", i, i%5000),
		fmt.Sprintf("+49 30 %07d", i), "Company " + strconv.Itoa(i%5000), pick("Head of Operations", "VP Sales", "Engineer", "Assistant"),
		pick("Software", "Fintech", "Retail", "Energy"), strconv.Itoa(1 + r.IntN(5000)), strconv.Itoa((1 + r.IntN(900)) * 10000),
		pick("Germany", "France", "Japan"), "City " + strconv.Itoa(i%300), fmt.Sprintf("https://c%d.example", i%5000),
		pick("webinar", "organic", "referral"), "spring", benchNow.Add(-time.Duration(r.IntN(300*24)) * time.Hour).Format(time.DateTime),
		pick("gold", "silver", ""), strconv.Itoa(r.IntN(100)), pick("true", "false"), pick("", "called, will call again"),
	}
}

func activityRow(leads int) func(int, *rand.Rand) []string {
	events := []string{"page_view", "email_open", "email_click", "ebook_download", "email_sent", "webinar_attended"}
	return func(_ int, r *rand.Rand) []string {
		return []string{
			fmt.Sprintf("L-%07d", r.IntN(leads)), events[r.IntN(len(events))],
			benchNow.Add(-time.Duration(r.IntN(90*24*3600)) * time.Second).Format(time.DateTime), "/pricing",
		}
	}
}

// importCSV does what smarketing import does: both passes over the file,
// dedupe, scoring and commit.
func importCSV(b *testing.B, w *workspace.Workspace, path string, kind crm.RecordKind) {
	b.Helper()
	src, err := intake.Open(b.Context(), path, intake.Options{As: kind, Stages: crm.DefaultStages(), Zone: time.UTC})
	if err != nil {
		b.Fatal(err)
	}
	report, err := w.Import(b.Context(), src.Info(), src.Records(b.Context()), workspace.ImportOptions{})
	if err != nil {
		b.Fatal(err)
	}
	if report.Rejected > 0 || report.Created != report.Rows {
		b.Fatalf("%d of %d created: %v", report.Created, report.Rows, report.FirstRejects)
	}
	if err := src.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkImportCSV measures whole imports: leads of 20 columns into a new
// file, and ten activities for each into a file that holds the leads.
func BenchmarkImportCSV(b *testing.B) {
	defer spare()() // as the command does
	for _, n := range []int{10_000, 100_000} {
		leads := writeCSV(b, leadHeader, n, leadRow)
		b.Run(fmt.Sprintf("leads/%d", n), func(b *testing.B) {
			var spent time.Duration
			runs := 0
			for b.Loop() {
				w := benchFile(b)
				start := time.Now()
				importCSV(b, w, leads, crm.LeadRecord)
				spent += time.Since(start)
				runs++
				letGo(b, w)
			}
			b.ReportMetric(float64(n*runs)/spent.Seconds(), "leads/s")
		})
		acts := writeCSV(b, []string{"lead", "event", "at", "detail"}, 10*n, activityRow(n))
		b.Run(fmt.Sprintf("activities/%d", 10*n), func(b *testing.B) {
			var spent time.Duration
			runs := 0
			for b.Loop() {
				w := benchFile(b)
				importCSV(b, w, leads, crm.LeadRecord)
				start := time.Now()
				importCSV(b, w, acts, crm.ActivityRecord)
				spent += time.Since(start)
				runs++
				letGo(b, w)
			}
			b.ReportMetric(float64(10*n*runs)/spent.Seconds(), "activities/s")
		})
	}
}

func benchFile(b *testing.B) *workspace.Workspace {
	b.Helper()
	w, err := workspace.Open(b.Context(), workspace.Options{
		Path: filepath.Join(b.TempDir(), "bench.db"), Create: true, Clock: func() time.Time { return benchNow },
	})
	if err != nil {
		b.Fatal(err)
	}
	return w
}

func letGo(b *testing.B, w *workspace.Workspace) {
	b.Helper()
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}
