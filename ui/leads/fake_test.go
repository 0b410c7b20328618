package leads

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
)

// now is the instant of every test: a Tuesday afternoon.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

func clock() crm.Clock { return func() time.Time { return now } }

// fake is a Source in memory.
type fake struct {
	desk
	mu      sync.Mutex
	leads   []crm.Lead
	asOf    crm.AsOf
	err     error                               // of every call
	queries []crm.LeadQuery                     // in the order of their arrival
	hold    func(q crm.LeadQuery) chan struct{} // when it returns one, the answer waits for it; made inside the bubble
}

// hostile are names that try to break a line or to fool its reader.
var hostile = []string{
	"Eve\x1b[31m Red\x1b[0m", "Two\nLines\tTabbed", "admin\u202egnp.exe", "\x1b]0;title\x07Osc", "zero\u200bwidth \u0007bell",
}

func newFake(n int) *fake {
	first := []string{"Mia", "Jonas", "Ana", "王小明", "Zoë", "محمد", "Søren", "Priya", "田中", "Luís", "Olga"}
	last := []string{"Chen", "Weber", "Souza", "", "Müller", "علي", "Kierk", "नायर", "健", "García", "Иванова"}
	companies := []string{"Lumen GmbH", "株式会社ミライ", "Kranich AG", "Vela Ltda", "Ørsted Data", "شركة النور", "An Exceedingly Long Company Name Incorporated"}
	stages := []string{"lead", "lead", "mql", "sal", "sql", "opportunity", "customer", "recycled", "lost"}
	owners := []string{"", "Ana", "Ben", "Chidi"}
	sources := []string{"webinar", "ads", "referral", "partner"}
	f := &fake{desk: newDesk(), asOf: crm.AsOf{Current: true}}
	for i := range n {
		lead := crm.Lead{
			ID: crm.LeadID(i + 1), Version: 1, Key: fmt.Sprintf("L-%04d", i+1),
			Name:    strings.TrimSpace(first[i%len(first)] + " " + last[(i/3)%len(last)]),
			Company: companies[i%len(companies)], Title: "Head of Operations",
			Email: fmt.Sprintf("lead%d@example.com", i+1),
			Stage: stages[i%len(stages)], Owner: owners[i%len(owners)], Source: sources[i%len(sources)],
			Employees: crm.NumberValue(float64(120 + i)), Industry: "Software",
			CreatedAt: now.AddDate(0, 0, -40-i%200), StageAt: now.AddDate(0, 0, -i%30),
			Custom: crm.Fields{{Name: "crm_tool", Value: crm.TextValue("Zoho")}, {Name: "newsletter", Value: crm.BoolValue(i%2 == 0)}},
		}
		if i%17 == 5 {
			lead.Name = hostile[(i/17)%len(hostile)]
			lead.Company = "Bad\x1b[2J\nCorp"
		}
		if i%13 == 4 {
			lead.Email = ""
		}
		points := max(0, 9600-i*19)
		lead.Stamp = crm.Stamp{
			Score: int32(points), Fit: int32(points / 2), Engagement: int32(points - points/2),
			Standing: crm.DefaultStages().Standing(lead.Stage),
			Grade:    string("ABCD"[min(3, i*4/n)]) + string("1234"[i%4]), RubricVersion: 7,
			LastActivityAt: now.Add(-time.Duration(i) * 3 * time.Hour),
		}
		if points >= 7000 && !slices.Contains([]string{"customer", "lost"}, lead.Stage) {
			lead.Stamp.Ready = crm.Readiness{Cause: crm.ByScore, Since: now.Add(-time.Duration(i+1) * 2 * time.Hour)}
			if i%5 == 0 {
				lead.Stamp.Ready.Cause = crm.ByInstant
			}
		}
		f.leads = append(f.leads, lead)
	}
	return f
}

func (f *fake) LeadPage(ctx context.Context, q crm.LeadQuery) (crm.LeadPage, error) {
	f.mu.Lock()
	f.queries = append(f.queries, q)
	f.mu.Unlock()
	if f.err != nil {
		return crm.LeadPage{}, f.err
	}
	if f.hold != nil {
		if gate := f.hold(q); gate != nil {
			select {
			case <-gate:
			case <-ctx.Done():
				return crm.LeadPage{}, ctx.Err()
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var found []crm.Lead
	for _, lead := range f.leads {
		if f.matches(&lead, q) {
			found = append(found, lead)
		}
	}
	field, asc := orderOf(q.Sort)
	slices.SortStableFunc(found, func(a, b crm.Lead) int {
		if q.Queue && q.Sort == (crm.Sort{}) {
			return f.urgent(&a, &b)
		}
		if c := compare(&a, &b, field); c != 0 {
			if asc {
				return c
			}
			return -c
		}
		return cmp.Compare(a.ID, b.ID)
	})
	page := crm.LeadPage{Total: len(found), All: len(f.leads), Query: q, AsOf: f.asOf, Stages: crm.DefaultStages()}
	from := min(q.Offset, len(found))
	to := len(found)
	if q.Limit > 0 {
		to = min(from+q.Limit, len(found))
	}
	page.Leads = slices.Clone(found[from:to])
	if q.Why {
		page.Why = map[crm.LeadID][]string{}
		for _, lead := range page.Leads {
			page.Why[lead.ID] = []string{"Asked for a demo", "Pricing page three times in two weeks", fmt.Sprintf("50-250 employees (%d)", 119+lead.ID)}
		}
	}
	page.Work, page.Reason = map[crm.LeadID]crm.Work{}, map[crm.LeadID]string{}
	for _, lead := range page.Leads {
		page.Work[lead.ID] = f.works[lead.ID]
		if q.Queue {
			page.Reason[lead.ID] = f.reason(&lead)
		}
	}
	return page, nil
}

func (f *fake) matches(lead *crm.Lead, q crm.LeadQuery) bool {
	if work := f.works[lead.ID]; q.Queue && work.Snoozed(now) != q.Snoozed || q.Unowned && lead.Owner != "" || q.Owners != nil && !slices.Contains(q.Owners, lead.Owner) {
		return false
	}
	standing := lead.Stamp.Standing
	if (q.Queue || q.Ready) && !standing.Open() || q.Queue && standing == crm.InNurture {
		return false
	}
	if q.Ready && (!lead.Stamp.Ready.Ready() || standing == crm.InSales) {
		return false
	}
	if q.Stage != "" && lead.Stage != q.Stage || q.Owner != "" && lead.Owner != q.Owner || q.Source != "" && lead.Source != q.Source {
		return false
	}
	for word := range strings.FieldsSeq(text.Fold(q.Filter)) {
		if !strings.Contains(text.Fold(lead.Name+" "+lead.Company+" "+lead.Stage), word) {
			return false
		}
	}
	return true
}

func compare(a, b *crm.Lead, field string) int {
	switch field {
	case "name":
		return cmp.Compare(a.Name, b.Name)
	case "company":
		return cmp.Compare(a.Company, b.Company)
	case "grade":
		return cmp.Compare(a.Stamp.Grade, b.Stamp.Grade)
	case "last_activity_at":
		return a.Stamp.LastActivityAt.Compare(b.Stamp.LastActivityAt)
	}
	return cmp.Compare(a.Stamp.Score, b.Stamp.Score)
}

func (f *fake) Lead(_ context.Context, id crm.LeadID) (crm.Lead, error) {
	if f.err != nil {
		return crm.Lead{}, f.err
	}
	for _, lead := range f.leads {
		if lead.ID == id {
			return lead, nil
		}
	}
	return crm.Lead{}, crm.Errorf(crm.NotFound, "there is no lead #%d", id).WithHint("it may have been removed")
}

// Explain returns a ledger whose figures add up to the lead's stamp for the
// first lead, and the same shape for all others.
func (f *fake) Explain(_ context.Context, id crm.LeadID) (score.Explanation, error) {
	if f.err != nil {
		return score.Explanation{}, f.err
	}
	forty, thirty, ten := 40, 30, 10
	entry := func(label string, points, shown int, ev score.Evidence) score.Entry {
		return score.Entry{ID: label, Label: label, Points: points, Earned: int32(shown * 100), Shown: shown, Evidence: ev}
	}
	unknown := entry("Revenue above 5 million", 8, 0, score.Evidence{Field: "annual_revenue"})
	unknown.Unknown = true
	fit := score.AxisEntry{Axis: rubric.Fit, Earned: 4800, Counted: 4800, Cap: 60, ShownEarned: 48, Shown: 48, Groups: []score.GroupEntry{
		{Name: "Company", Earned: 2800, Counted: 2800, Max: &thirty, ShownEarned: 28, Shown: 28, Criteria: []score.Entry{
			entry("50-250 employees", 10, 10, score.Evidence{Field: "employees", Value: "120"}),
			entry("Software or fintech", 18, 18, score.Evidence{Field: "industry", Value: "Software"}),
			unknown,
		}},
		{Name: "Person", Earned: 2000, Counted: 2000, Max: &thirty, ShownEarned: 20, Shown: 20, Criteria: []score.Entry{
			entry("Decides (VP, head, chief)", 25, 25, score.Evidence{Field: "title", Value: "Head of Operations"}),
			entry("Free mail address", -5, -5, score.Evidence{Field: "email", Value: "mia@gmail.com"}),
			entry("Student", -20, 0, score.Evidence{}),
		}},
	}}
	engagement := score.AxisEntry{Axis: rubric.Engagement, Earned: 4800, Counted: 4800, Cap: 60, ShownEarned: 48, Shown: 48, Groups: []score.GroupEntry{
		{Name: "Buying", Earned: 3800, Counted: 3800, Max: &forty, ShownEarned: 38, Shown: 38, Criteria: []score.Entry{
			entry("Asked for a demo", 23, 23, score.Evidence{Count: 1, LastAt: now.AddDate(0, 0, -1)}),
			entry("Pricing page three times in two weeks", 15, 15, score.Evidence{Count: 3, LastAt: now}),
		}},
		{Name: "Content", Earned: 2400, Counted: 1000, Max: &ten, ShownEarned: 24, Shown: 10, Criteria: []score.Entry{
			entry("eBook download", 10, 19, score.Evidence{Count: 2, LastAt: now.AddDate(0, 0, -3)}),
			entry("Webinar", 10, 5, score.Evidence{Count: 1, LastAt: now.AddDate(0, 0, -30)}),
			entry("Clicks every fifth e-mail", 6, 0, score.Evidence{}),
		}},
	}}
	why := score.Explanation{
		Ledger: score.Ledger{Score: 9600, Shown: 96, Axes: [2]score.AxisEntry{fit, engagement}},
		Grade:  "A1", At: now,
		Coverage: score.Coverage{Known: 5, Of: 6, Missing: []string{"annual_revenue"}},
	}
	if lead := f.leads[id-1]; !lead.Stamp.Ready.Ready() {
		why.Gap, why.GatesMissing = 1200, []string{"phone"}
		why.ToReady = []score.Missing{{ID: "r", Label: "Revenue above 5 million", Points: 800}, {ID: "w", Label: "Attended a webinar", Points: 600, Times: 2, Summed: true},
			{ID: "i", Label: "Silent for 30 days", Points: 400, Times: 1, Mended: true}, {ID: "d", Label: "Asked for a call", Instant: true}}
	}
	return why, nil
}

func (f *fake) Timeline(_ context.Context, id crm.LeadID) ([]crm.TimelineEntry, error) {
	if f.err != nil {
		return nil, f.err
	}
	return []crm.TimelineEntry{
		{At: now.Add(-5 * time.Hour), Kind: crm.EntryReady, Text: "became ready (rubric v7, 96, A1)"},
		{At: now.AddDate(0, 0, -1), Kind: crm.EntryActivity, Text: "asked for a demo  /demo\x1b[31m"},
		{At: now.AddDate(0, 0, -3), Kind: crm.EntryActivity, Text: "eBook download: a very long title about the joint work of sales and marketing teams"},
		{At: now.AddDate(0, 0, -9), Kind: crm.EntryStage, Text: "to MQL", By: "Ana"},
		{At: time.Date(2026, 10, 2, 0, 0, 0, 0, time.UTC), Kind: crm.EntryDeal, Text: "deal opened, 12,000"},
		{Kind: crm.EntryCreated, Text: "came from webinar"},
	}, nil
}
