package score_test

import (
	"fmt"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// wide returns a rubric of 25 criteria, 12 on fields and 13 on behaviour, half
// of them decaying.
func wide() rubric.Rubric {
	r := software()
	fields := []string{"industry", "title", "country", "source", "employees", "annual_revenue"}
	for i := range 9 {
		w := rubric.Condition{Field: fields[i%len(fields)], In: []string{"Software", "VP Sales", "DE", "50"}}
		if i%3 == 0 {
			w = rubric.Condition{Field: fields[i%len(fields)], Contains: []string{"soft", "head", "chief"}}
		}
		r.Groups[0].Criteria = append(r.Groups[0].Criteria, rubric.Criterion{
			ID: fmt.Sprintf("fit-%d", i), Points: i - 3, Times: 1, When: []rubric.Condition{w},
		})
	}
	events := []string{"webinar_attended", "page_view", "email_click", "form_submit"}
	for i := range 8 {
		w := rubric.Condition{Event: events[i%len(events)]}
		if i%2 == 0 {
			w.Detail = "/product"
		}
		r.Groups[1].Criteria = append(r.Groups[1].Criteria, rubric.Criterion{
			ID: fmt.Sprintf("act-%d", i), Points: i + 1, Times: 2, When: []rubric.Condition{w},
		})
	}
	return r
}

func BenchmarkTotals(b *testing.B) {
	p, err := score.Compile(wide(), berlin(b))
	if err != nil {
		b.Fatal(err)
	}
	leads := make([]crm.Lead, 1000)
	acts := make([][]crm.Activity, len(leads))
	events := []string{"page_view", "email_sent", "email_click", "ebook_download", "webinar_attended"}
	for i := range leads {
		leads[i] = crm.Lead{
			Email: fmt.Sprintf("lead%d@example.com", i), Title: []string{"VP Sales", "Head of Ops", "Engineer"}[i%3],
			Industry: []string{"Software", "Fintech", "Retail", ""}[i%4], Country: []string{"DE", "US"}[i%2],
			Source: "webinar", Employees: crm.NumberValue(float64(i)), CreatedAt: noon.AddDate(0, 0, -i%300),
		}
		for j := range 10 {
			acts[i] = append(acts[i], crm.Activity{
				Event: events[(i+j)%len(events)], Detail: []string{"/pricing", "/product/tour", ""}[j%3],
				At: noon.Add(-time.Duration(i+j*70) * time.Hour),
			})
		}
	}
	for _, n := range []int{0, 10} {
		b.Run(fmt.Sprintf("activities=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				p.Totals(&leads[i%len(leads)], acts[i%len(leads)][:n], noon)
				i++
			}
		})
	}
	b.Run("explain", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			p.Explain(&leads[i%len(leads)], acts[i%len(leads)], noon)
			i++
		}
	})
}

func BenchmarkCompile(b *testing.B) {
	r, loc := wide(), berlin(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := score.Compile(r, loc); err != nil {
			b.Fatal(err)
		}
	}
}

func berlin(tb testing.TB) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}
