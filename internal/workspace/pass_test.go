package workspace_test

import (
	"fmt"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// TestPassBesideOthers lets somebody else work after every batch of a new day's
// scoring, on leads that have been scored, are being read and are still to come:
// the file must end as if one had come after the other.
func TestPassBesideOthers(t *testing.T) {
	t.Parallel()
	ended := func(beside bool) string {
		d := open(t)
		d.publish(t, tiny)
		if err := d.SetMember(t.Context(), crm.Member{Name: "mia", Team: crm.Sales}); err != nil {
			t.Fatal(err)
		}
		var leads, acts []crm.Record
		for i := range 9000 {
			r := lead(fmt.Sprint("k", i), fmt.Sprintf("p%d@x.example", i))
			r.Lead.City = "Rome"
			leads = append(leads, r)
			acts = append(acts, activity(fmt.Sprint("k", i), "ebook_download", now.Add(-time.Duration(i)*time.Minute)))
		}
		d.take(t, crm.LeadRecord, leads...)
		d.take(t, crm.ActivityRecord, acts...)
		d.now = d.now.Add(24 * time.Hour)
		other := &desk{Workspace: reopen(t, d), path: d.path, now: d.now}
		turns := 0
		work := func() {
			for i := range 6 {
				key := fmt.Sprint("k", turns+i*1500)
				other.do(t, crm.Deed{Verb: crm.Assign, To: "mia"}, key)
				other.do(t, crm.Deed{Verb: crm.Recycle, Reason: "timing"}, key)
			}
			turns++
		}
		if err := d.Refresh(t.Context(), func(crm.Progress) {
			if beside {
				work()
			}
		}); err != nil {
			t.Fatal(err)
		}
		if beside && turns < 4 {
			t.Fatalf("only %d batches", turns)
		}
		for turns < 5 {
			work()
		}
		sound(t, d)
		return dump(t, d)
	}
	if alone, beside := ended(false), ended(true); alone != beside {
		t.Errorf("scores differ: %s", differing(alone, beside))
	}
}
