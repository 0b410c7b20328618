package demo

import (
	"testing"

	"smarketing/internal/crm"
)

// TestTeamLooksAfterItsLeads holds how well: nearly every open lead has an
// owner and a plan, some plans are for today, few are overdue, and recycled
// leads do not pile up behind the day they come back on.
func TestTeamLooksAfterItsLeads(t *testing.T) {
	t.Parallel()
	for _, leads := range []int{DefaultLeads, 6000} {
		o := options(leads)
		known, stage := map[string]crm.Lead{}, map[string]crm.StageChange{}
		for r := range Leads(o) {
			known[r.Lead.Key] = r.Lead
		}
		for r := range StageChanges(o) {
			stage[r.LeadRef] = r.Change
		}
		open, unowned, planned, today, overdue, recycled, late := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
		for key, l := range known {
			ch := stage[key]
			if !crm.DefaultStages().Standing(ch.Stage).Open() {
				if l.NextStep != "" {
					t.Fatalf("%s is closed, next %q", key, l.NextStep)
				}
				continue
			}
			open++
			if l.Owner == "" {
				unowned++
			}
			if ch.Stage == crm.Recycled {
				recycled++
				if now.Sub(ch.At).Hours() > float64(24*returnDays[ch.Reason]) {
					late++
				}
				continue
			}
			if l.NextStep == "" {
				continue
			}
			planned++
			switch d := l.Due.YearDay() - now.YearDay(); {
			case d == 0:
				today++
			case d < 0 && l.Due.Before(now):
				overdue++
			}
		}
		within(t, "without an owner", unowned/open, 0.0005, 0.02)
		within(t, "with a plan", planned/(open-recycled), 0.98, 0.9999)
		within(t, "due today", today/planned, 0.05, 0.2)
		within(t, "overdue", overdue/planned, 0.002, 0.03)
		within(t, "recycled", recycled/open, 0.04, 0.15)
		within(t, "recycled and late", late/recycled, 0.05, 0.3)
	}
}
