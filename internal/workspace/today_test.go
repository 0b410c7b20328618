package workspace_test

import (
	"fmt"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// TestToday lets a team work for two weeks and counts by hand what it is told.
func TestToday(t *testing.T) {
	t.Parallel()
	d := team(t)
	today := func() crm.Today {
		t.Helper()
		today, err := d.Today(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return today
	}
	// At first everything of it happened today: one lead is recycled, and two
	// have nobody: raw, which came in, and ready.
	if w := today(); w.Recycled != (crm.WeekCount{ThisWeek: 1}) || w.CameBack != (crm.WeekCount{}) || w.Stepless+2 != w.Leaks {
		t.Errorf("at first %+v", w)
	}
	// A week and a day later it returns, another one is recycled and dismissed.
	d.do(t, crm.Deed{Verb: crm.PlanNext, Text: "call", Until: d.now.AddDate(0, 0, 8)}, "sal")
	d.do(t, crm.Deed{Verb: crm.PlanNext, Text: "mail", Until: d.now.AddDate(0, 0, 2)}, "sql")
	d.now = d.now.AddDate(0, 0, 8)
	d.do(t, crm.Deed{Verb: crm.Return}, "nursed")
	d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "timing"}, "raw")
	d.do(t, crm.Deed{Verb: crm.Disqualify, Reason: "spam"}, "raw")
	w := today()
	if w.Recycled != (crm.WeekCount{ThisWeek: 1, LastWeek: 1}) || w.CameBack != (crm.WeekCount{ThisWeek: 1}) {
		t.Errorf("eight days later %+v recycled, %+v came back", w.Recycled, w.CameBack)
	}
	// Who came back is to be called today.
	if w.SalesSteps != (crm.StepCounts{Due: 3, Late: 1}) || w.MarketingSteps != (crm.StepCounts{}) {
		t.Errorf("steps due %+v of sales, %+v of marketing", w.SalesSteps, w.MarketingSteps)
	}
	leaks, err := d.Leaks(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	stepless, lapsed := 0, 0
	for i := range leaks.Leads {
		if l := &leaks.Leads[i]; l.Owner != "" {
			stepless++
			if !l.Due.IsZero() {
				lapsed++
			}
		}
	}
	if w.Leaks != leaks.Total || w.Stepless != stepless || w.Lapsed != lapsed {
		t.Errorf("%d leaks, %d without a step, %d lapsed; the list has %d, %d, %d", w.Leaks, w.Stepless, w.Lapsed, leaks.Total, stepless, lapsed)
	}
}

// TestWonWeeks adds up in the currency of the file only, and says what it left
// out.
func TestWonWeeks(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""))
	of := func(key, currency string, cents int64, days int, status crm.DealStatus) crm.Record {
		r := deal("", key, status, now.AddDate(0, 0, -days))
		r.Deal.Currency, r.Deal.Amount = currency, crm.Money{Cents: cents, Known: cents > 0}
		return r
	}
	d.take(t, crm.DealRecord,
		of("a", "USD", 100_00, 1, crm.DealWon), of("b", "", 50_00, 6, crm.DealWon), of("c", "EUR", 7_00, 2, crm.DealWon), of("d", "USD", 0, 3, crm.DealWon),
		of("e", "USD", 30_00, 8, crm.DealWon), of("f", "USD", 9_00, 15, crm.DealWon), of("g", "USD", 900_00, 1, crm.DealLost),
		of("h", "USD", 900_00, 1, crm.DealOpen), of("i", "USD", 900_00, -1, crm.DealWon))
	w, err := d.Today(t.Context())
	if err != nil || w.Revenue != (crm.WeekSum{ThisWeek: 150_00, LastWeek: 30_00}) || w.WonDeals != (crm.WeekCount{ThisWeek: 4, LastWeek: 1}) || w.Unpriced != 2 {
		t.Errorf("%+v, %v", w, err)
	}
}

// TestCampaigns: a campaign is weak by the share of its leads that became ready,
// however they did, and small or old ones are not asked.
func TestCampaigns(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	var all []crm.Record
	of := func(campaign string, n, days int) {
		for i := range n {
			key := fmt.Sprintf("%s-%d", campaign, i)
			all = append(all, crm.Record{Lead: crm.Lead{
				Key: key, Email: key + "@x.de", City: "Rome", Campaign: campaign, CreatedAt: now.AddDate(0, 0, -days),
			}})
		}
	}
	of("fair", 20, 3)
	of("webinar", 10, 29)
	of("barren", 12, 3)
	of("older", 50, 31)
	of("small", 9, 3)
	of("", 30, 3)
	d.take(t, crm.LeadRecord, all...)
	look := func() crm.Campaigns {
		t.Helper()
		w, err := d.Today(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return w.Campaigns
	}
	if c := look(); c.Asked != 3 || c.Barren != 3 || c.Weakest != "fair" || c.Leads != 20 || c.Ready != 0 {
		t.Errorf("when none is ready %+v", c)
	}
	d.live(t, "webinar-3", "ebook_download", d.now.Add(-time.Minute)) // ready by its score
	d.do(t, crm.Deed{Verb: crm.Accept}, "fair-1")                     // with sales all the same
	d.do(t, crm.Deed{Verb: crm.Disqualify, Reason: "spam"}, "barren-1")
	d.take(t, crm.StageRecord, change("barren-4", "lost", d.now.Add(-time.Minute)), change("barren-5", "recycled", d.now.Add(-time.Minute))) // straight from the first stage
	if c := look(); c.Asked != 3 || c.Barren != 1 || c.Weakest != "barren" || c.Leads != 12 {
		t.Errorf("when two have one %+v", c)
	}
	d.do(t, crm.Deed{Verb: crm.Accept}, "barren-2", "barren-3")
	d.do(t, crm.Deed{Verb: crm.Lose}, "barren-3") // it was ready all the same
	c := look()
	if c.Barren != 0 || c.Weakest != "fair" || c.Leads != 20 || c.Ready != 1 {
		t.Errorf("when all have one %+v", c)
	}
	// The list that it opens has as many leads.
	page, err := d.LeadPage(t.Context(), crm.LeadQuery{Filter: c.Weakest, CreatedAfter: c.Since.Add(-time.Millisecond)})
	if err != nil || page.Total != c.Leads {
		t.Errorf("%d leads are listed, %v", page.Total, err)
	}
}

// BenchmarkToday measures what the Overview shows after its first frame, of a
// file in which everything is worked on.
func BenchmarkToday(b *testing.B) {
	for _, n := range sizes {
		d := worked(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := d.Today(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
