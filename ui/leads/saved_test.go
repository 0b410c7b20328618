package leads

import (
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

func TestScopesAndSnoozed(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 120, 36, func(d driver) {
		d.Shows("QUEUE mine", "! 4 late", "4 due soon", "first touch 3 h")
		d.keys("o")
		d.Shows("QUEUE my team's")
		if q := d.Screen.asked(); len(q.Owners) != 3 || q.Owners[0] != "" {
			t.Errorf("my team's leads are those of %q", q.Owners)
		}
		d.keys("o")
		d.Shows("QUEUE  335 of 500")
		d.keys("o")
		d.Shows("QUEUE mine")
		id := d.selected()
		d.keys("z", "w")
		if d.selected() == id {
			t.Error("a snoozed lead stays in sight")
		}
		d.keys("Z")
		d.Shows("snoozed", "1 of 500")
		if d.selected() != id {
			t.Errorf("lead %d is out of sight, want %d", d.selected(), id)
		}
		d.keys("Z")
		d.Hides("1 of 500")
	})
}

func TestWhoIsNoMemberSeesEverybodys(t *testing.T) {
	f := newFake(100).owe()
	f.by = "guest"
	work(t, f, 80, 20, func(d driver) {
		d.Shows("QUEUE  ")
		d.Hides("mine")
	})
}

func TestEmptyQueueSaysWhereTheLeadsAre(t *testing.T) {
	f := newFake(100)
	f.by, f.members = "Zoe", []crm.Member{{Name: "Zoe", Team: crm.Sales}}
	work(t, f, 80, 20, func(d driver) {
		d.Golden("queue-nothing")
		d.keys("o")
		d.Shows("QUEUE my team's")
	})
}

// TestKeptLists: a list is kept under a name, shown by a digit, forgotten and
// brought back.
func TestKeptLists(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 120, 36, func(d driver) {
		d.keys("o", "/")
		d.Type("Kranich")
		d.Press("enter")
		want := d.Plain()
		d.keys("f", "s")
		d.Submit(screen.Values{"name": "Kranich of the team"})
		d.says("Kept “Kranich of the team”")
		d.keys("f", "n")
		d.Shows("nobody's")
		d.keys("f", "1")
		if got := d.Plain(); got != want {
			t.Errorf("the kept list is another:\n%s", got)
		}
		d.keys("f", "d", "1")
		d.says("Forgot", "u brings it back")
		if len(f.views) != 0 {
			t.Errorf("kept: %v", f.views)
		}
		d.keys("u")
		if len(f.views) != 1 || f.views[0].Scope != crm.OfMyTeam || f.views[0].Query.Filter != "Kranich" {
			t.Errorf("brought back: %+v", f.views)
		}
		d.keys("f", "e")
		d.Shows("quiet since")
		d.keys("f", "s")
		d.says("not kept")
	})
}
