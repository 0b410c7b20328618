package workspace_test

import (
	"database/sql"
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

// TestRecount lets a program that knows nothing of the counts add a lead: the
// first scoring of a day finds it out.
func TestRecount(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("a", "a@x.example"), lead("b", "b@x.example"))
	old, err := sql.Open("sqlite", d.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{
		`INSERT INTO lead(id, key, stage, added_at, search) SELECT 9, 'c', stage, added_at, '' FROM lead LIMIT 1`,
		`INSERT INTO stamp SELECT 9, 'c', score, fit, engagement, grade, rubric, day, at, standing, ready, ready_since, armed_at, last_activity_at FROM stamp LIMIT 1`,
		`INSERT INTO stage_change SELECT 9, stage, at, 99, by, reason, provisional, import FROM stage_change LIMIT 1`,
	} {
		if _, err := old.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	if r, err := d.Check(t.Context()); err != nil || len(r.Problems) != 2 {
		t.Errorf("check finds %v, %v", r.Problems, err)
	}
	d.now = d.now.Add(24 * time.Hour)
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	sound(t, d)
}
