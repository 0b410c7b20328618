package workspace_test

import (
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// TestLeadsSince lists what came or moved after an instant; what is not dated
// is in no such list.
func TestLeadsSince(t *testing.T) {
	t.Parallel()
	d := open(t)
	week := now.AddDate(0, 0, -7)
	at := func(key, stage string, created, moved time.Time) crm.Record {
		r := lead(key, key+"@x.example")
		r.Lead.Stage, r.Lead.CreatedAt, r.Lead.StageAt = stage, created, moved
		return r
	}
	d.take(t, crm.LeadRecord,
		at("old", "customer", week.AddDate(0, -1, 0), week.Add(-time.Hour)),
		at("edge", "customer", week, week),
		at("new", "lead", week.Add(time.Millisecond), week.Add(time.Hour)),
		at("won", "customer", week.AddDate(0, -1, 0), week.Add(time.Hour)),
	)
	for name, c := range map[string]struct {
		query crm.LeadQuery
		want  []string
	}{
		"created":          {crm.LeadQuery{CreatedAfter: week}, []string{"new"}},
		"moved":            {crm.LeadQuery{StageAfter: week}, []string{"new", "won"}},
		"moved to a stage": {crm.LeadQuery{Stage: "customer", StageAfter: week}, []string{"won"}},
		"created, sorted":  {crm.LeadQuery{CreatedAfter: week, Sort: crm.Sort{Field: "created_at"}, Limit: 5}, []string{"new"}},
	} {
		page, err := d.LeadPage(t.Context(), c.query)
		if err != nil {
			t.Fatal(err)
		}
		keys := []string{}
		for i := range page.Leads {
			keys = append(keys, page.Leads[i].Key)
		}
		slices.Sort(keys)
		if !slices.Equal(keys, c.want) || page.Total != len(c.want) {
			t.Errorf("%s: leads %q, total %d, want %q", name, keys, page.Total, c.want)
		}
	}
}

// TestPageTellsWhy compares the reasons of a page with those of each lead, and
// checks that a page which is not asked has none.
func TestPageTellsWhy(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.publish(t, tiny)
	row := lead("1", "a@x.example")
	row.Lead.City = "Rome"
	d.take(t, crm.LeadRecord, row, lead("2", "b@x.example"))
	d.take(t, crm.ActivityRecord, activity("1", "ebook_download", now.Add(-time.Minute)))
	page, err := d.LeadPage(t.Context(), crm.LeadQuery{Why: true})
	if err != nil || len(page.Leads) != 2 {
		t.Fatalf("page %+v (%v)", page, err)
	}
	if want := []string{"eBook download", "In Rome"}; !slices.Equal(page.Why[page.Leads[0].ID], want) {
		t.Errorf("why %q, want %q", page.Why[page.Leads[0].ID], want)
	}
	for i := range page.Leads {
		x, err := d.Explain(t.Context(), page.Leads[i].ID)
		if err != nil || !slices.Equal(x.Why, page.Why[page.Leads[i].ID]) {
			t.Errorf("lead %s: %q on the page, %q by itself (%v)", page.Leads[i].Key, page.Why[page.Leads[i].ID], x.Why, err)
		}
	}
	if page, err := d.LeadPage(t.Context(), crm.LeadQuery{}); err != nil || page.Why != nil {
		t.Errorf("not asked, yet %d leads have reasons (%v)", len(page.Why), err)
	}
}
