package score_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// deep returns a rubric of 40 criteria, 24 on ten fields and 16 on behaviour,
// in eight groups.
func deep() rubric.Rubric {
	r := rubric.Rubric{
		Name: "deep", Ready: 70, Cool: 60, InstantFor: 14, Gates: []string{"email"},
		Fit: rubric.Axis{Max: 60, Bands: [3]int{75, 50, 25}}, Engagement: rubric.Axis{Max: 60, Bands: [3]int{75, 50, 25}},
	}
	for i := range 4 {
		r.Groups = append(r.Groups,
			rubric.Group{Name: fmt.Sprintf("Fit %d", i), Axis: rubric.Fit, Max: new(25)},
			rubric.Group{Name: fmt.Sprintf("Engagement %d", i), Axis: rubric.Engagement, Max: new(25), HalfLife: 30},
		)
	}
	for i := range 24 {
		f := boardBenchFields[i%len(boardBenchFields)]
		w := rubric.Condition{Field: f, In: []string{f + " 1", f + " 2", f + " 5"}}
		switch {
		case f == "employees" || f == "annual_revenue":
			w = rubric.Condition{Field: f, Between: &rubric.Range{Low: 50, High: 250, FadeBelow: 40, FadeAbove: 200}}
		case i%5 == 0:
			w = rubric.Condition{Field: f, Contains: []string{"7", "11"}}
		}
		g := &r.Groups[i%4*2]
		g.Criteria = append(g.Criteria, rubric.Criterion{
			ID: fmt.Sprintf("fit-%d", i), Label: "x", Points: i%9 - 2, Times: 1, When: []rubric.Condition{w},
		})
	}
	for i := range 16 {
		w := rubric.Condition{Event: benchEvents[i%len(benchEvents)]}
		c := rubric.Criterion{ID: fmt.Sprintf("act-%d", i), Label: "x", Points: i%7 + 1, Times: 1}
		switch i {
		case 3, 7:
			w.AtLeast, w.Within = 3, 14
		case 5:
			w = rubric.Condition{Event: "email_click", Per: "email_sent", Ratio: 0.2, Min: 5}
		case 9:
			w, c.Points = rubric.Condition{Idle: 30}, -10
		case 11:
			w, c.Instant, c.Points = rubric.Condition{Event: "demo_request"}, true, 20
		default:
			c.Times = 3
			if i%4 == 0 {
				w.Detail = "/p"
			}
		}
		c.When = []rubric.Condition{w}
		g := &r.Groups[i%4*2+1]
		g.Criteria = append(g.Criteria, c)
	}
	return r
}

var (
	boardBenchFields = []string{"industry", "title", "country", "source", "employees", "annual_revenue", "region", "city", "campaign", "plan"}
	benchEvents      = []string{"page_view", "email_sent", "email_open", "email_click", "form_submit", "webinar_attended", "ebook_download", "demo_request"}
)

// crowd yields n leads with ten activities each on average, unevenly spread,
// one in five closed, from a seed. The subject is used again.
func crowd(n int, yield func(score.Subject)) {
	random := rand.New(rand.NewPCG(1, 2))
	values := map[string][]crm.Value{}
	for i, f := range boardBenchFields {
		for j := range 20 * (i + 1) {
			values[f] = append(values[f], crm.TextValue(fmt.Sprintf("%s %d", f, j)))
		}
	}
	details := make([]string, 60)
	for i := range details {
		details[i] = fmt.Sprintf("/%c/%d", 'a'+i%26, i)
	}
	skewed := func(n int) int { x := random.Float64(); return int(x * x * float64(n)) }
	l := crm.Lead{}
	var acts []crm.Activity
	for i := range n {
		l.ID = crm.LeadID(i + 1)
		l.Email = fmt.Sprintf("person%d@company%d.example", i, i%50000)
		l.CreatedAt = noon.AddDate(0, 0, -skewed(500))
		for _, f := range boardBenchFields {
			if random.IntN(6) > 0 {
				l.SetField(f, values[f][skewed(len(values[f]))])
			}
		}
		l.Employees, l.AnnualRevenue = crm.NumberValue(float64(skewed(3000))), crm.NumberValue(float64(1000*skewed(100)))
		l.Stamp.Standing = crm.Waiting
		at := noon
		switch i % 10 {
		case 3:
			l.Stamp.Standing = crm.InSales
		case 5:
			l.Stamp.Standing, at = crm.StandingLost, noon.AddDate(0, 0, -skewed(200))
		case 8:
			l.Stamp.Standing, at = crm.StandingWon, noon.AddDate(0, 0, -skewed(200))
		}
		acts = acts[:0]
		for range int(float64(30) * random.Float64() * random.Float64() * random.Float64() * 2.7) {
			acts = append(acts, crm.Activity{
				Event: benchEvents[skewed(len(benchEvents))], Detail: details[skewed(len(details))],
				At: at.Add(-time.Duration(skewed(300*24*60)) * time.Minute),
			})
		}
		yield(score.Subject{Lead: &l, Activities: acts, At: at})
	}
}

func crowded(b *testing.B, n int) *score.Board {
	b.Helper()
	board := score.NewBuilder(append([]string{"email"}, boardBenchFields...), berlin(b), noon)
	crowd(n, board.Add)
	return board.Board()
}

// heap returns the bytes in use after a collection.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

func BenchmarkBoard(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		if n == 1_000_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprintf("leads=%d", n), func(b *testing.B) { benchBoard(b, n) })
	}
}

func benchBoard(b *testing.B, n int) {
	b.Helper()
	base := deep()
	before := heap()
	board := crowded(b, n)
	boardHeap := heap()
	d, err := board.Draft(base)
	if err != nil {
		b.Fatal(err)
	}
	draftHeap := heap()
	edit := func(change func(r *rubric.Rubric, turn int)) func(*testing.B) {
		return func(b *testing.B) {
			b.Helper()
			var took []float64
			for turn := 1; b.Loop(); turn++ {
				r := base.Clone()
				change(&r, turn)
				start := time.Now()
				if err := d.Set(r); err != nil {
					b.Fatal(err)
				}
				d.Impact()
				took = append(took, time.Since(start).Seconds()*1000)
			}
			slices.Sort(took) // on a busy machine they say more than the mean
			b.ReportMetric(took[0], "ms-fastest")
			b.ReportMetric(took[len(took)/2], "ms-median")
		}
	}
	first := func(r *rubric.Rubric) *rubric.Criterion { return &r.Groups[1].Criteria[0] }
	b.Run("points", edit(func(r *rubric.Rubric, turn int) { first(r).Points = turn%50 + 1 }))
	b.Run("limit", edit(func(r *rubric.Rubric, turn int) { *r.Groups[1].Max = turn % 40 }))
	b.Run("half-life", edit(func(r *rubric.Rubric, turn int) { first(r).HalfLife = turn%30000 + 1 }))
	b.Run("rule", edit(func(r *rubric.Rubric, turn int) {
		first(r).When[0].Event, first(r).When[0].Detail = "email_open", fmt.Sprint(turn)
	}))
	b.Run("matches", func(b *testing.B) {
		for b.Loop() {
			if _, err := board.Matches(base.Groups[1], base.Groups[1].Criteria[0]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("patch", func(b *testing.B) {
		var changed []score.Subject
		crowd(100, func(s score.Subject) {
			l := *s.Lead
			changed = append(changed, score.Subject{Lead: &l, At: s.At})
		})
		for b.Loop() {
			board.Patch(changed, nil)
		}
	})
	b.Run("rebase", func(b *testing.B) {
		for b.Loop() {
			if err := d.Rebase(board.Patch(nil, []crm.LeadID{1, 2}), base); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("draft", func(b *testing.B) {
		for b.Loop() {
			if _, err := board.Draft(base); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((boardHeap-before)/1e6, "board-MB")
		b.ReportMetric((draftHeap-boardHeap)/1e6, "draft-MB")
	})
	runtime.KeepAlive(board)
}

// BenchmarkBuilder takes leads and activities in; its unit is one lead.
func BenchmarkBuilder(b *testing.B) {
	const n = 20_000
	var all []score.Subject
	acts := 0
	crowd(n, func(s score.Subject) {
		l := *s.Lead
		l.Custom = append(crm.Fields(nil), l.Custom...)
		all = append(all, score.Subject{Lead: &l, Activities: append([]crm.Activity(nil), s.Activities...), At: s.At})
		acts += len(s.Activities)
	})
	for _, with := range []bool{false, true} {
		b.Run(fmt.Sprintf("activities=%v", with), func(b *testing.B) {
			board := score.NewBuilder(append([]string{"email"}, boardBenchFields...), berlin(b), noon)
			i := 0
			for b.Loop() {
				s := all[i%n]
				if !with {
					s.Activities = nil
				}
				board.Add(s)
				i++
			}
			b.ReportMetric(float64(acts)/n, "activities/lead")
		})
	}
}
