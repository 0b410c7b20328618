package ui_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

// now is the instant at which every test of the dashboard plays.
var now = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// source is a file in memory. Its fields are set before the program starts;
// what a test does later goes through the channels.
type source struct {
	files
	rubrics
	told
	desk
	nursery
	pipeline
	overview crm.Overview
	leads    []crm.Lead
	status   crm.Status
	changes  chan crm.Change
	slow     chan struct{} // nil: figures come at once
	fails    chan error    // one error for the next reading of the figures
	replaced chan crm.Overview
}

func (s *source) Overview(ctx context.Context) (crm.Overview, error) {
	select {
	case err := <-s.fails:
		return crm.Overview{}, err
	case <-s.slow:
	case o := <-s.replaced:
		return o, nil
	default:
		if s.slow != nil {
			select {
			case <-s.slow:
			case <-ctx.Done():
			}
		}
	}
	return s.overview, ctx.Err()
}

func (s *source) Today(context.Context) (crm.Today, error) {
	return crm.Today{
		Now: now, WonDeals: crm.WeekCount{ThisWeek: 6, LastWeek: 5}, Revenue: crm.WeekSum{ThisWeek: 131_500_00, LastWeek: 98_000_00},
		SalesSteps: crm.StepCounts{Due: 23, Late: 4}, MarketingSteps: crm.StepCounts{Due: 12}, CameBack: crm.WeekCount{ThisWeek: 4, LastWeek: 6},
		Leaks: 37, Stepless: 28, Lapsed: 9,
		Campaigns: crm.Campaigns{Since: now.AddDate(0, 0, -30), Asked: 7, Weakest: "webinar-oct", Leads: 41, Ready: 3},
	}, nil
}

func (s *source) LeadPage(_ context.Context, q crm.LeadQuery) (crm.LeadPage, error) {
	found := s.leads
	if arrived := s.arrived.Load(); arrived != nil {
		found = *arrived
	}
	all := len(found)
	if q.Stage != "" {
		found = slices.DeleteFunc(slices.Clone(found), func(l crm.Lead) bool { return l.Stage != q.Stage })
	}
	page := crm.LeadPage{Total: len(found), All: all, Query: q, AsOf: crm.AsOf{Current: true}}
	from := min(q.Offset, len(found))
	to := len(found)
	if q.Limit > 0 {
		to = min(to, from+q.Limit)
	}
	page.Leads = found[from:to]
	return page, nil
}

func (s *source) Lead(_ context.Context, id crm.LeadID) (crm.Lead, error) {
	for _, l := range s.leads {
		if l.ID == id {
			return l, nil
		}
	}
	return crm.Lead{}, crm.Errorf(crm.NotFound, "there is no lead #%d", id)
}

func (s *source) Explain(context.Context, crm.LeadID) (score.Explanation, error) {
	return score.Explanation{Grade: "A1", At: now, Ledger: score.Ledger{Score: 9200, Shown: 92, Axes: [2]score.AxisEntry{
		{Axis: rubric.Fit, Earned: 5100, Counted: 5100, Cap: 60, ShownEarned: 51, Shown: 51},
		{Axis: rubric.Engagement, Earned: 4100, Counted: 4100, Cap: 60, ShownEarned: 41, Shown: 41},
	}}}, nil
}

func (s *source) Timeline(context.Context, crm.LeadID) ([]crm.TimelineEntry, error) {
	return []crm.TimelineEntry{{At: now.Add(-2 * time.Hour), Kind: crm.EntryReady, Text: "became ready"}}, nil
}

func (s *source) Status(context.Context) (crm.Status, error) { return s.status, nil }

func (s *source) Wait(ctx context.Context) (crm.Change, error) {
	select {
	case c := <-s.changes:
		return c, nil
	case <-ctx.Done():
		return crm.Change{}, ctx.Err()
	}
}

// people are the leads of the tests, with names that break layouts which
// count bytes, runes or nothing.
var people = []struct{ name, company, title string }{
	{"Mia Chen", "Lumen GmbH", "Head of Operations"},
	{"王小明", "株式会社ミライ", "部長"},
	{"Jonas Weber", "Kranich AG", "VP Sales"},
	{"Ana Souza", "Vela Ltda", "Founder"},
	{"Zoë Müller-Lüdenscheidt", "Lüdenscheider Metallwerke Aktiengesellschaft", "CFO"},
	{"شركة النور", "مؤسسة الشرق", ""},
	{"Evil\x1b[31m\nName\u202e", "Tab\tCorp 👨‍👩‍👧‍👦", "x"},
	{"नमस्ते भारत", "हिन्दी ❤️", "y"},
}

// filled returns a file with figures on every tile.
func filled() *source {
	s := &source{changes: make(chan crm.Change), fails: make(chan error, 1), replaced: make(chan crm.Overview, 1)}
	whys := [][]string{
		{"Asked for a demo", "Pricing page three times in two weeks", "50-250 employees"},
		{"eBook download", "Software or fintech", "120 employees"},
		{"Webinar attended", "Decides (VP, head, chief)"},
	}
	grades := []string{"A1", "A2", "B1", "A2", "B2", "C1", "B2", "C2"}
	for i := range 40 {
		p := people[i%len(people)]
		l := crm.Lead{
			ID: crm.LeadID(i + 1), Key: fmt.Sprintf("L-%03d", i+1), Name: p.name, Company: p.company, Title: p.title,
			Email: fmt.Sprintf("lead%d@example.com", i+1), Stage: []string{"lead", "mql", "sal"}[i%3], Owner: "Kim", Source: "webinar",
			CreatedAt: now.AddDate(0, 0, -i-3),
		}
		l.Stamp = crm.Stamp{
			Score: int32(9200 - 137*i), Fit: int32(5100 - 70*i), Engagement: int32(4100 - 67*i), Grade: grades[i%len(grades)],
			RubricVersion: 7, Ready: crm.Readiness{Cause: crm.ByScore, Since: now.Add(-time.Duration(i*i+i+1) * 47 * time.Minute)},
			LastActivityAt: now.Add(-time.Duration(i) * 5 * time.Hour),
		}
		s.leads = append(s.leads, l)
	}
	o := crm.Overview{
		Now: now, Leads: 12480, Open: 9120, Ready: 18, ReadyOldest: now.Add(-31 * time.Hour),
		ReadyEvents: crm.WeekCount{ThisWeek: 31, LastWeek: 35}, NewLeads: crm.WeekCount{ThisWeek: 214, LastWeek: 202}, NewLeadsOf: 12000,
		Activities: crm.WeekCount{ThisWeek: 4210, LastWeek: 3988}, Wins: crm.WeekCount{ThisWeek: 6, LastWeek: 6},
		AsOf: crm.AsOf{Current: true},
		HandOff: crm.HandOff{
			Touches: 5, TouchesLate: 3, ReadyLate: 3, Decisions: 4,
			Week:       crm.DeskFigures{Ready: 31, Touched: 28, MedianToTouch: 126 * time.Minute, Within: 22, Judged: 31},
			WeekBefore: crm.DeskFigures{Ready: 35, Touched: 33, MedianToTouch: 97 * time.Minute, Within: 28, Judged: 35},
			Rejected:   crm.WeekCount{ThisWeek: 9, LastWeek: 7}, Reason: "no budget", ReasonLeads: 5,
		},
		Leaks: 37, Nurture: crm.NurtureCounts{Returned: 6, Overdue: 2, Due: 14, Later: 244},
	}
	counts := []int{7120, 911, 556, 267, 109, 1902, 266, 801, 548}
	for i, st := range crm.DefaultStages() {
		o.Stages = append(o.Stages, crm.StageCount{Stage: st, Leads: counts[i]})
	}
	for a := range 4 {
		for d := range 4 {
			n := 44 * (a*a*3 + 1) * (d*2 + 1)
			o.Grades[a][d] = crm.GradeCell{Leads: n, Closed: n / 4, Won: n / 4 * (9 - 2*a - d) / 12}
		}
	}
	o.Grades[3][0] = crm.GradeCell{}
	for i := range 12 {
		o.Newest = append(o.Newest, crm.ReadyLead{Lead: s.leads[i], Why: whys[i%len(whys)]})
	}
	o.Import = &crm.ImportReport{
		ImportSource: crm.ImportSource{File: "/home/kim/leads-november.csv", Rows: 1204}, At: now.Add(-3 * time.Hour), Complete: true,
		Created: 842, Updated: 359, Rejected: 3, NewlyReady: 12,
	}
	s.overview = o
	s.status = crm.Status{File: "/home/kim/pipeline.db", Leads: 12480, RubricName: "B2B software", RubricVersion: 7, ReadyAt: 70, Zone: time.UTC, Now: now}
	return s
}

// empty returns a file without leads.
func empty() *source {
	s := filled()
	s.overview = crm.Overview{Now: now, Stages: s.overview.Stages, AsOf: crm.AsOf{Current: true}}
	for i := range s.overview.Stages {
		s.overview.Stages[i].Leads = 0
	}
	s.leads = nil
	return s
}
