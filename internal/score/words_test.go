package score_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// software is the example rubric of the documentation.
func software() rubric.Rubric {
	r := one(rubric.Fit, rubric.Criterion{})
	r.Fit.Max, r.Engagement.Max, r.Gates = 60, 60, []string{"email"}
	r.Groups = []rubric.Group{
		{Name: "Company", Axis: rubric.Fit, Max: new(30), Criteria: []rubric.Criterion{
			{ID: "size", Label: "50-250 employees", Points: 10, Times: 1, When: []rubric.Condition{
				{Field: "employees", Between: &rubric.Range{Low: 50, High: 250, FadeBelow: 40, FadeAbove: 200}},
			}},
			{ID: "industry", Label: "Software or fintech", Points: 8, Times: 1, When: []rubric.Condition{
				{Field: "industry", In: []string{"Software", "Fintech"}},
			}},
			{ID: "phone", Label: "No phone number", Points: -5, Times: 1, When: []rubric.Condition{{Field: "phone", Unknown: true}}},
		}},
		{Name: "Content", Axis: rubric.Engagement, Max: new(40), HalfLife: 30, Criteria: []rubric.Criterion{
			{ID: "ebook", Label: "eBook download", Points: 10, Times: 3, When: []rubric.Condition{{Event: "ebook_download"}}},
			{ID: "pricing", Label: "Pricing page three times in two weeks", Points: 15, Times: 1, When: []rubric.Condition{
				{Event: "page_view", Detail: "/pricing", AtLeast: 3, Within: 14},
			}},
			{ID: "clicks", Label: "Clicks every fifth e-mail", Points: 6, Times: 1, When: []rubric.Condition{
				{Event: "email_click", Per: "email_sent", Ratio: 0.2, Min: 5},
			}},
			{ID: "silent", Label: "Silent for 30 days", Points: -10, Times: 1, When: []rubric.Condition{{Idle: 30}}},
			{ID: "demo", Label: "Asked for a demo", Points: 25, Times: 1, Instant: true, When: []rubric.Condition{{Event: "demo_request"}}},
		}},
	}
	return r
}

func explain(t *testing.T, l *crm.Lead, acts []crm.Activity) score.Explanation {
	t.Helper()
	p, err := score.Compile(software(), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return p.Explain(l, acts, noon)
}

// told renders the criteria as the ledger on a screen does.
func told(x score.Explanation) []string {
	var lines []string
	for _, a := range x.Ledger.Axes {
		for _, g := range a.Groups {
			for _, e := range g.Criteria {
				if e.Earned != 0 || e.Unknown {
					lines = append(lines, strings.TrimSpace(fmt.Sprintf("%+d %s: %s", e.Shown, e.Label, e.Detail(noon, time.UTC))))
				}
			}
		}
	}
	return lines
}

func TestExplainALivelyLead(t *testing.T) {
	t.Parallel()
	l := &crm.Lead{Email: "mia@lumen.example", Employees: crm.NumberValue(120), CreatedAt: noon.AddDate(0, -6, 0)}
	acts := append(ago("ebook_download", 30, 1), ago("demo_request", 0)...)
	x := explain(t, l, acts)
	want := []string{
		"+10 50-250 employees: 120",
		"+0 Software or fintech: unknown: industry",
		"-5 No phone number:",
		"+15 eBook download: 2 times, last yesterday",
		"+25 Asked for a demo: today",
	}
	if got := told(x); !slices.Equal(got, want) {
		t.Errorf("ledger %q, want %q", got, want)
	}
	if want := []string{"Asked for a demo", "eBook download x2", "50-250 employees (120)"}; !slices.Equal(x.Why, want) {
		t.Errorf("why %q, want %q", x.Why, want)
	}
	// 10 - 5 for fit; 14.77 + 25 for engagement, under the cap of 40.
	if x.Ledger.Score != 4477 || x.Grade != "D2" || x.Gap != 2523 {
		t.Errorf("score %d, grade %s, gap %d", x.Ledger.Score, x.Grade, x.Gap)
	}
	missing := []score.Missing{
		{ID: "industry", Label: "Software or fintech", Points: 800},
		{ID: "phone", Label: "No phone number", Points: 500, Mended: true},
		{ID: "ebook", Label: "eBook download", Points: 23, Times: 2, Summed: true}, // what the cap of 40 leaves
		{ID: "pricing", Label: "Pricing page three times in two weeks", Points: 23, Times: 3},
		{ID: "clicks", Label: "Clicks every fifth e-mail", Points: 23},
	}
	if !slices.Equal(x.ToReady, missing) {
		t.Errorf("to ready %+v, want %+v", x.ToReady, missing)
	}
	if c := x.Coverage; c.Known != 2 || c.Of != 3 || !slices.Equal(c.Missing, []string{"industry"}) {
		t.Errorf("coverage %+v", c)
	}
}

func TestExplainASilentLead(t *testing.T) {
	t.Parallel()
	l := &crm.Lead{Industry: "fintech", Phone: "1", CreatedAt: noon.AddDate(-1, 0, 0)}
	x := explain(t, l, ago("page_view", 41))
	want := []string{"+0 50-250 employees: unknown: employees", "+8 Software or fintech: fintech", "-10 Silent for 30 days: silent for 41 days"}
	if got := told(x); !slices.Equal(got, want) {
		t.Errorf("ledger %q, want %q", got, want)
	}
	if want := []string{"Silent for 30 days", "Software or fintech"}; !slices.Equal(x.Why, want) {
		t.Errorf("why %q, want %q", x.Why, want)
	}
	if !slices.Equal(x.GatesMissing, []string{"email"}) {
		t.Errorf("gates %q", x.GatesMissing)
	}
	// Whatever the lead does ends its silence too; that alone only brings the
	// axis from 0 to 0 and is no gain.
	missing := []score.Missing{
		{ID: "ebook", Label: "eBook download", Points: 3000, Times: 3, Summed: true},
		{ID: "demo", Label: "Asked for a demo", Points: 2500, Times: 1, Summed: true, Instant: true},
		{ID: "pricing", Label: "Pricing page three times in two weeks", Points: 1500, Times: 3},
		{ID: "size", Label: "50-250 employees", Points: 1000},
	}
	if !slices.Equal(x.ToReady, missing) {
		t.Errorf("to ready %+v, want %+v", x.ToReady, missing)
	}
}

func TestNothingIsMissingWhenReady(t *testing.T) {
	t.Parallel()
	r := software()
	r.Ready = 15
	p, err := score.Compile(r, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	l := &crm.Lead{Industry: "Software", Phone: "1", Employees: crm.NumberValue(50), CreatedAt: noon}
	if x := p.Explain(l, nil, noon); x.Gap != 0 || len(x.ToReady) == 0 {
		t.Errorf("with a gate open, gap %d and missing %v", x.Gap, x.ToReady)
	}
	l.Email = "a@b.example"
	if x := p.Explain(l, nil, noon); x.Gap != 0 || len(x.ToReady) > 0 {
		t.Errorf("ready, yet gap %d and missing %v", x.Gap, x.ToReady)
	}
}

// What cannot be changed by the lead or by us is not told as a way to ready,
// nor what is so already; a list earns no more than its weakest condition.
func TestOnlyWhatCanBeGainedIsMissing(t *testing.T) {
	t.Parallel()
	r := software()
	r.Groups[1].Criteria = append(r.Groups[1].Criteria[4:], rubric.Criterion{
		ID: "both", Label: "eBook as a head", Points: 9, Times: 3,
		When: []rubric.Condition{{Field: "title", Contains: []string{"head"}}, {Field: "city", Known: true}, {Event: "ebook_download"}},
	})
	r.Groups[0].Criteria = append(r.Groups[0].Criteria[2:], rubric.Criterion{
		ID: "rival", Label: "Competitor", Points: -20, Times: 1, When: []rubric.Condition{{Field: "industry", In: []string{"CRM"}}},
	})
	r.Groups[0].Min = new(-20)
	r.Groups = append(r.Groups, rubric.Group{Name: "Base", Axis: rubric.Fit, Min: new(30)})
	p, err := score.Compile(r, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	l := &crm.Lead{Industry: "crm", Phone: "1", CreatedAt: noon}
	want := []score.Missing{{ID: "both", Label: "eBook as a head", Points: 900, Summed: true}}
	if x := p.Explain(l, ago("demo_request", 0), noon); !slices.Equal(x.ToReady, want) {
		t.Errorf("to ready %+v, want %+v", x.ToReady, want)
	}
}

// The first field that is unknown is the one to ask for.
func TestUnknownNamesTheFirstUnknownField(t *testing.T) {
	t.Parallel()
	r := one(rubric.Fit, rubric.Criterion{When: []rubric.Condition{
		{Field: "country", In: []string{"DE"}}, {Field: "city", Known: true},
		{Field: "annual_revenue", In: []string{"1"}}, {Field: "title", Matches: "x"},
	}})
	p, err := score.Compile(r, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	e := p.Explain(&crm.Lead{Country: "DE"}, nil, noon).Ledger.Axes[0].Groups[0].Criteria[0]
	if got := e.Detail(noon, time.UTC); got != "unknown: annual revenue" {
		t.Errorf("detail %q", got)
	}
}

func TestDetail(t *testing.T) {
	t.Parallel()
	yesterday := score.Evidence{Event: "x", Count: 1, LastAt: noon.AddDate(0, 0, -1)}
	for want, e := range map[string]score.Entry{
		"":                        {},
		"not yet":                 {Evidence: score.Evidence{Event: "x"}},
		"yesterday":               {Evidence: yesterday},
		"unknown: annual revenue": {Unknown: true, Evidence: score.Evidence{Field: "annual_revenue"}},
		"99 days ago":             {Evidence: score.Evidence{Event: "x", Count: 1, LastAt: noon.AddDate(0, 0, -99)}},
		"2 times, last 2025-12-21": {
			Evidence: score.Evidence{Event: "x", Count: 2, LastAt: noon.AddDate(0, 0, -100)},
		},
		"silent for 1 day": {Evidence: score.Evidence{IdleDays: 1}},
		"DE, yesterday":    {Evidence: score.Evidence{Field: "country", Value: "DE", Event: "x", Count: 1, LastAt: yesterday.LastAt}},
	} {
		if got := e.Detail(noon, time.UTC); got != want {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
}

func TestMissingWords(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]score.Missing{
		"Webinar":                       {Label: "Webinar", Times: 1, Summed: true},
		"Webinar, twice":                {Label: "Webinar", Times: 2, Summed: true},
		"Webinar, 3 times":              {Label: "Webinar", Times: 3, Summed: true},
		"Pricing page three times":      {Label: "Pricing page three times", Times: 3},
		"no longer: Silent for 30 days": {Label: "Silent for 30 days", Times: 1, Mended: true},
	} {
		if got := m.Words(); got != want {
			t.Errorf("%+v: %q, want %q", m, got, want)
		}
	}
}
