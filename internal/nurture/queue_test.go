package nurture_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

func TestQueueOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		standing crm.Standing
		ready    bool
		want     nurture.Queue
	}{
		{crm.Waiting, false, nurture.Triage},
		{crm.Waiting, true, nurture.Triage},
		{crm.InSales, false, nurture.InSales},
		{crm.InSales, true, nurture.InSales},
		{crm.InNurture, false, nurture.Nursed},
		{crm.InNurture, true, nurture.Triage},
		{crm.StandingWon, true, nurture.NoQueue},
		{crm.StandingLost, false, nurture.NoQueue},
	} {
		if got := nurture.QueueOf(c.standing, c.ready); got != c.want {
			t.Errorf("standing %d, ready %v: %q, want %q", c.standing, c.ready, got, c.want)
		}
	}
}

func TestBandOf(t *testing.T) {
	t.Parallel()
	now := day("2026-11-23 10:00")
	for _, c := range []struct {
		name  string
		ready bool
		due   time.Time
		want  nurture.Band
	}{
		{"ready again", true, day("2027-01-01 00:00"), nurture.Returned},
		{"yesterday", false, day("2026-11-22 23:59"), nurture.Overdue},
		{"this morning", false, day("2026-11-23 00:00"), nurture.Due},
		{"tonight", false, day("2026-11-23 23:59"), nurture.Due},
		{"tomorrow", false, day("2026-11-24 00:00"), nurture.Later},
		{"never", false, time.Time{}, nurture.Overdue},
	} {
		got := nurture.BandOf(c.ready, c.due, now, berlin)
		if got != c.want || !slices.Contains(nurture.Bands(), got) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	soon, late := day("2026-11-24 00:00"), day("2026-12-24 00:00")
	want := []nurture.Place{
		{Ready: true, Reheat: 0, Due: late, Lead: 9},
		{Reheat: 1200, Due: late, Lead: 8},
		{Reheat: 500, Due: soon, Lead: 7},
		{Reheat: 500, Due: late, Lead: 6},
		{Lead: 5},
		{Due: soon, Lead: 3},
		{Due: soon, Lead: 4},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, nurture.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLeakOf(t *testing.T) {
	t.Parallel()
	now := day("2026-11-23 10:00")
	for _, c := range []struct {
		name string
		give nurture.Footing
		want nurture.Leak
	}{
		{"closed", nurture.Footing{}, nurture.NoLeak},
		{"forgotten", nurture.Footing{Open: true}, nurture.NoAnyone},
		{"owned only", nurture.Footing{Open: true, Owner: "Ana"}, nurture.NoAhead},
		{"a step today", nurture.Footing{Open: true, Owner: "Ana", NextStep: day("2026-11-23 00:00")}, nurture.NoLeak},
		{"a step of yesterday", nurture.Footing{Open: true, Owner: "Ana", NextStep: day("2026-11-22 23:59")}, nurture.NoAhead},
		{"an SLA", nurture.Footing{Open: true, Owner: "Ana", Duty: true}, nurture.NoLeak},
		{"an SLA nobody is in charge of", nurture.Footing{Open: true, Duty: true}, nurture.NoOwner},
		{"nurtured, and overdue", nurture.Footing{Open: true, Owner: "Mia", Nurture: day("2026-11-01 00:00")}, nurture.NoLeak},
		{"nurtured by nobody", nurture.Footing{Open: true, Nurture: day("2026-12-01 00:00")}, nurture.NoOwner},
	} {
		if got := nurture.LeakOf(c.give, now, berlin); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestLeakCloses: whatever an open lead looks like, an owner and a next step of
// today close its leak, and time alone can only open one.
func TestLeakCloses(t *testing.T) {
	t.Parallel()
	now := day("2026-11-23 10:00")
	rapid.Check(t, func(t *rapid.T) {
		instant := rapid.Custom(func(t *rapid.T) time.Time {
			if rapid.Bool().Draw(t, "none") {
				return time.Time{}
			}
			return now.Add(time.Duration(rapid.IntRange(-999, 999).Draw(t, "hours")) * time.Hour)
		})
		f := nurture.Footing{
			Open: rapid.Bool().Draw(t, "open"), Owner: rapid.SampledFrom([]string{"", "Ana"}).Draw(t, "owner"),
			NextStep: instant.Draw(t, "step"), Duty: rapid.Bool().Draw(t, "duty"), Nurture: instant.Draw(t, "nurture"),
		}
		before := nurture.LeakOf(f, now, berlin)
		after := nurture.LeakOf(f, now.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "days")), berlin)
		if before != nurture.NoLeak && after == nurture.NoLeak {
			t.Fatalf("%+v leaks as %q and later as %q", f, before, after)
		}
		f.Owner, f.NextStep = "Ana", now
		if leak := nurture.LeakOf(f, now, berlin); leak != nurture.NoLeak {
			t.Fatalf("%+v still leaks: %q", f, leak)
		}
	})
}

func TestReheatOf(t *testing.T) {
	t.Parallel()
	now := day("2026-11-23 10:00")
	recycled := now.AddDate(0, 0, -20)
	asked := 0
	got := nurture.ReheatOf(recycled, now, func(at time.Time) int32 {
		if asked++; at.Before(recycled) || at.After(now) {
			t.Errorf("asked for %s", at)
		}
		return int32(at.Sub(recycled).Hours()/24)*100 - 700
	})
	want := nurture.Reheat{Points: 1300, Weeks: [nurture.Weeks]int32{0, 0, 0, 0, 0, 0, 600, 1300}}
	if got != want || asked != 3 || !got.Warm() {
		t.Errorf("got %+v after %d questions, want %+v", got, asked, want)
	}
	if (nurture.Reheat{}).Warm() {
		t.Error("a lead that gained nothing is warm")
	}
}
