package funnel

import (
	"slices"
	"testing"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// TestFates follows leads by hand: two are won, one of them by a leap, one is
// lost, one is only known as lost, one has come back and waits, one stands apart, and what lies in the
// future or after the win does not count.
func TestFates(t *testing.T) {
	t.Parallel()
	l := logOf(t, slices.Concat(
		story(1, "lead", 0.0, "mql", 2.0, "customer", 10.0, "lead", 12.0),
		story(2, "lead", 0.0, "customer", 5.0),
		story(3, "lead", 0.0, "mql", 3.0, "lost", 4.5),
		story(4, "lead", 0.0, "mql", 1.0, "lead", 8.0),
		story(5, "lead", 1.0, "mql", 50.0),
		story(6, "lead", 90.0),
		[]crm.StageChange{{Lead: 7, Stage: "lead"}},
		story(8, "lost", 3.0),
	)...)
	fates := l.Fates(day(20), map[crm.LeadID]bool{5: true})
	if len(fates) != 6 || fates[5].Stage.Key != "customer" {
		t.Fatalf("%d fates, the last of %q", len(fates), fates[len(fates)-1].Stage.Key)
	}
	lead, mql := &fates[0], &fates[1]
	if got := listed(&lead.Won); !slices.Equal(got, []wait{{0, stat.Miss}, {4, stat.Miss}, {5, stat.Hit}, {10, stat.Hit}, {19, stat.Pending}, {20, stat.Pending}}) {
		t.Errorf("from lead to the win: %v", got)
	}
	if got := listed(&lead.Onward); !slices.Equal(got, []wait{{1, stat.Hit}, {2, stat.Hit}, {3, stat.Hit}, {5, stat.Hit}, {19, stat.Pending}}) {
		t.Errorf("in lead: %v", got)
	}
	if got := listed(&mql.Onward); !slices.Equal(got, []wait{{1, stat.Miss}, {7, stat.Miss}, {8, stat.Hit}}) {
		t.Errorf("in MQL: %v", got)
	}
	if got := listed(&lead.Waiting); !slices.Equal(got, []wait{{12, stat.Pending}}) { // since it came back
		t.Errorf("who waits: %v", got)
	}
	if !slices.Equal(lead.To, []int{0, 3, 0, 0, 0, 1}) || lead.Undated != 1 {
		t.Errorf("they went to %v, %d undated", lead.To, lead.Undated)
	}
	if first, ok := l.Begin(); !ok || !first.Equal(day(0)) {
		t.Errorf("it begins on %v", first)
	}
	if _, ok := logOf(t).Begin(); ok {
		t.Error("an empty log begins")
	}
}

type wait struct {
	days int
	end  stat.Outcome
}

// listed returns the waits one by one.
func listed(w *stat.Waits) []wait {
	var all []wait
	w.Each(func(days, pending, hits, misses int) {
		for _, n := range []struct {
			count int
			end   stat.Outcome
		}{{pending, stat.Pending}, {hits, stat.Hit}, {misses, stat.Miss}} {
			for range n.count {
				all = append(all, wait{days, n.end})
			}
		}
	})
	return all
}
