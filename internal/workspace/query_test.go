package workspace_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/store"
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

// TestFilterByStageAndTime compares the lists of random leads by stage and by
// the times they came and moved with what looking at each of them gives, also
// while the file is without indexes.
func TestFilterByStageAndTime(t *testing.T) {
	t.Parallel()
	stages := []string{"lead", "mql", "customer", "lost"}
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer d.Close()
		at := func(name string) time.Time {
			if rapid.Bool().Draw(r, name+" is known") {
				return now.AddDate(0, 0, -rapid.IntRange(-2, 5).Draw(r, name))
			}
			return time.Time{}
		}
		var all []crm.Record
		for i := range rapid.IntRange(1, 12).Draw(r, "leads") {
			l := lead(fmt.Sprint("k", i), "")
			l.Lead.Stage, l.Lead.CreatedAt, l.Lead.StageAt = rapid.SampledFrom(stages).Draw(r, "stage"), at("created"), at("moved")
			l.Lead.Owner = rapid.SampledFrom([]string{"", "Ann"}).Draw(r, "owner")
			all = append(all, l)
		}
		d.take(t, crm.LeadRecord, all...)
		if rapid.Bool().Draw(r, "without indexes") {
			s, err := store.Open(t.Context(), store.Options{Path: d.path})
			if err != nil {
				r.Fatal(err)
			}
			err = s.Update(t.Context(), func(tx *store.Tx) error { return tx.DropIndexes(1) })
			if err := errors.Join(err, s.Close()); err != nil {
				r.Fatal(err)
			}
		}
		q := crm.LeadQuery{
			Stage: rapid.SampledFrom(append(stages, "", "nowhere")).Draw(r, "of stage"), CreatedAfter: at("created after"), StageAfter: at("moved after"),
			Owner: rapid.SampledFrom([]string{"", "Ann"}).Draw(r, "of owner"), Sort: crm.Sort{Field: rapid.SampledFrom([]string{"", "stage", "created_at"}).Draw(r, "by")},
		}
		every, err := d.LeadPage(t.Context(), crm.LeadQuery{})
		if err != nil || every.Total != len(all) {
			r.Fatalf("%d leads, %v", every.Total, err)
		}
		var want []string
		for i := range every.Leads {
			l := &every.Leads[i]
			if (q.Stage == "" || l.Stage == q.Stage) && (q.Owner == "" || l.Owner == q.Owner) &&
				(q.CreatedAfter.IsZero() || l.CreatedAt.After(q.CreatedAfter)) && (q.StageAfter.IsZero() || l.StageAt.After(q.StageAfter)) {
				want = append(want, l.Key)
			}
		}
		page, err := d.LeadPage(t.Context(), q)
		if err != nil {
			r.Fatal(err)
		}
		var got []string
		for i := range page.Leads {
			got = append(got, page.Leads[i].Key)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || page.Total != len(want) {
			r.Fatalf("%+v: %q, total %d, want %q", q, got, page.Total, want)
		}
	})
}
