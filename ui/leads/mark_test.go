package leads

import (
	"strings"
	"testing"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

func TestMarksMakeOneDeed(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 120, 36, func(d driver) {
		before := d.Plain()
		d.keys("m", "m", "j", "m")
		d.Shows("● 3 marked")
		d.keys("c", "2")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || ask.Title != "Recycle 3 leads?" || len(f.deeds) != 0 {
			t.Fatalf("asked %v, did %v", d.Last(), f.deeds)
		}
		d.keys("n")
		if d.Shows("● 3 marked"); len(f.deeds) != 0 {
			t.Errorf("a no did %v", f.deeds)
		}
		d.keys("c", "2", "y")
		if got := f.last(t); len(got.Leads) != 3 || got.Reason != "timing" || len(f.journal) != 1 {
			t.Errorf("did %+v in %d entries", got, len(f.journal))
		}
		d.Hides("marked")
		d.keys("u", "g")
		if got := d.Plain(); got != before {
			t.Errorf("one undo does not bring back all three:\n%s", got)
		}
	})
}

func TestMarkAllAndInvert(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 120, 36, func(d driver) {
		total := d.Screen.list.Total()
		d.keys("m", "*")
		if n := d.Screen.marks.count(); n != total-1 {
			t.Errorf("inverted: %d of %d are marked", n, total)
		}
		d.keys("M")
		if n := d.Screen.marks.count(); n != total {
			t.Errorf("%d of %d are marked", n, total)
		}
		d.keys("*")
		d.Hides("marked")
		d.keys("m", "esc")
		d.Hides("marked")
	})
}

// TestManyAreMarkedAsAQuestion: more leads than anybody looks through are
// marked by what matches them, and changed in one step.
func TestManyAreMarkedAsAQuestion(t *testing.T) {
	f := newFake(2000).owe()
	drive(t, f, 120, 36, func(d driver) {
		d.keys("M")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || !strings.Contains(ask.Title, "2,000") {
			t.Fatalf("marking 2,000 leads asks %v", d.Last())
		}
		d.keys("y")
		d.Shows("● 2,000 marked")
		d.keys("A")
		d.Submit(screen.Values{"to": "Ben"})
		d.keys("y")
		if got := f.last(t); got.Query == nil || len(got.Leads) != 0 || len(f.journal) != 1 {
			t.Errorf("did %+v", got)
		}
		d.Hides("marked")
		if f.lead(1999).Owner != "Ben" {
			t.Error("not all leads have changed")
		}
		d.keys("M", "y", "/")
		d.Type("mia")
		d.Hides("marked")
	})
}

// TestMarksKeepWhatWasSeen: a marked lead that somebody has changed, and that
// is not shown any more, stops the deed.
func TestMarksKeepWhatWasSeen(t *testing.T) {
	f := newFake(500).owe()
	drive(t, f, 120, 36, func(d driver) {
		id := d.selected()
		d.keys("m", "m", "/")
		d.Type("Kranich")
		d.Press("enter")
		f.lead(id).Version++
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.keys("a", "y")
		d.says("Ben accepted")
		if len(f.journal) != 0 {
			t.Error("it was done all the same")
		}
		d.Shows("● 2 marked")
	})
}
