package workspace_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/workspace"
)

var sizes = []int{10_000, 100_000}

func genLead(i int) crm.Lead {
	r := rand.New(rand.NewPCG(1, uint64(i)))
	industries := []string{"Software", "Fintech", "Retail", "Healthcare", "Logistics", "Energy"}
	titles := []string{"Head of Operations", "VP Sales", "Engineer", "Chief Technology Officer", "Assistant", "Manager"}
	countries := []string{"Germany", "France", "United States", "Japan", "Brazil"}
	l := crm.Lead{
		Key: fmt.Sprintf("lead-%07d", i), Name: fmt.Sprintf("Person %d", i), Email: fmt.Sprintf("person%d@company%d.example", i, i%5000),
		Company: fmt.Sprintf("Company %d", i%5000), Title: titles[r.IntN(len(titles))], Industry: industries[r.IntN(len(industries))],
		Country: countries[r.IntN(len(countries))], City: "City", Source: "webinar", Employees: crm.NumberValue(float64(5 + r.IntN(2000))),
		CreatedAt: now.Add(-time.Duration(r.IntN(365*24)) * time.Hour),
	}
	for _, name := range []string{"budget", "region_code", "segment", "tier"} {
		l.Custom = l.Custom.Set(name, crm.TextValue(name+fmt.Sprint(r.IntN(20))))
	}
	return l
}

func leadStream(n int) iter.Seq2[crm.Record, error] {
	return func(yield func(crm.Record, error) bool) {
		for i := range n {
			if !yield(crm.Record{Row: i + 2, Kind: crm.LeadRecord, Lead: genLead(i)}, nil) {
				return
			}
		}
	}
}

func activityStream(leads, n int) iter.Seq2[crm.Record, error] {
	events := []string{"page_view", "email_open", "email_click", "ebook_download", "email_sent", "webinar_attended"}
	return func(yield func(crm.Record, error) bool) {
		r := rand.New(rand.NewPCG(2, 2))
		for i := range n {
			rec := crm.Record{Row: i + 2, Kind: crm.ActivityRecord, LeadRef: fmt.Sprintf("lead-%07d", r.IntN(leads))}
			rec.Activity = crm.Activity{Event: events[r.IntN(len(events))], At: now.Add(-time.Duration(r.IntN(90*24*3600)) * time.Second), Detail: "/pricing"}
			if !yield(rec, nil) {
				return
			}
		}
	}
}

func filled(b *testing.B, n, perLead int) *desk {
	b.Helper()
	d := open(b)
	if _, err := d.Import(b.Context(), crm.ImportSource{File: "l", Fingerprint: "l", Kind: crm.LeadRecord, Rows: n}, leadStream(n), workspace.ImportOptions{}); err != nil {
		b.Fatal(err)
	}
	if perLead > 0 {
		if _, err := d.Import(b.Context(), crm.ImportSource{File: "a", Fingerprint: "a", Kind: crm.ActivityRecord, Rows: n * perLead}, activityStream(n, n*perLead), workspace.ImportOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	return d
}

// BenchmarkImportLeads measures dedupe, scoring and commit of leads into a new
// file, without parsing.
func BenchmarkImportLeads(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				filled(b, n, 0)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkImportActivities measures ten activities per lead, dedupe, scoring
// of all leads and commit included.
func BenchmarkImportActivities(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var spent time.Duration
			for b.Loop() {
				d := filled(b, n, 0)
				start := time.Now()
				if _, err := d.Import(b.Context(), crm.ImportSource{File: "a", Fingerprint: "a", Kind: crm.ActivityRecord, Rows: 10 * n}, activityStream(n, 10*n), workspace.ImportOptions{}); err != nil {
					b.Fatal(err)
				}
				spent += time.Since(start)
			}
			b.ReportMetric(float64(10*n*b.N)/spent.Seconds(), "rows/s")
		})
	}
}

// BenchmarkFirstScreen measures opening a file and reading the first page of
// the list, and the same for the Overview.
func BenchmarkFirstScreen(b *testing.B) {
	for _, n := range sizes {
		d := filled(b, n, 10)
		screens := map[string]func(*workspace.Workspace) error{
			"leads": func(w *workspace.Workspace) error {
				_, err := w.LeadPage(b.Context(), crm.LeadQuery{Limit: 128})
				return err
			},
			"overview": func(w *workspace.Workspace) error {
				_, err := w.Overview(b.Context())
				return err
			},
		}
		for name, read := range screens {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					w, err := workspace.Open(b.Context(), workspace.Options{Path: d.path, Clock: func() time.Time { return now }})
					if err != nil {
						b.Fatal(err)
					}
					if err := read(w); err != nil {
						b.Fatal(err)
					}
					if err := w.Close(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkLeadPage measures pages of the list: in the usual order at the top
// and at the bottom, filtered, and in another order.
func BenchmarkLeadPage(b *testing.B) {
	for _, n := range sizes {
		d := filled(b, n, 10)
		for name, q := range map[string]crm.LeadQuery{
			"top":     {Limit: 128},
			"bottom":  {Limit: 128, Offset: n - 128},
			"filter":  {Limit: 128, Filter: "head company 42"},
			"ready":   {Limit: 128, Ready: true},
			"queue":   {Limit: 128, Queue: true},
			"by-name": {Limit: 128, Sort: crm.Sort{Field: "company", Asc: true}},
		} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := d.LeadPage(b.Context(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("explain/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Explain(b.Context(), crm.LeadID(n/2)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("newday/%d", n), func(b *testing.B) {
			for b.Loop() {
				d.now = d.now.Add(24 * time.Hour)
				if err := d.Refresh(b.Context(), nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDeed measures what a key of a person costs: the next step of one lead
// after the other, each a transaction that has reached the disk.
func BenchmarkDeed(b *testing.B) {
	for _, n := range sizes {
		d := filled(b, n, 10)
		b.Run(fmt.Sprintf("next/%d", n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				id := crm.LeadID(1 + i*7919%n)
				lead, err := d.Lead(b.Context(), id)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := d.Act(b.Context(), crm.Deed{Verb: crm.PlanNext, Until: d.now.Add(48 * time.Hour), Leads: []crm.Ref{crm.RefOf(&lead)}, Text: "called"}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
