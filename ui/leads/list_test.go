package leads

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func TestSortChooser(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d driver) {
		d.Press("s")
		d.Golden("sorting")
		if !d.Screen.Capturing() {
			t.Error("the chooser does not take the keys")
		}
		d.Press("n")
		d.Shows("by name ▲", "name ▲")
		d.Press("s", "n")
		d.Shows("by name ▼", "name ▼")
		d.Press("S")
		d.Shows("by name ▲")
		d.Press("s", "esc")
		d.Shows("by name ▲")
	})
}

func TestSortFieldsAreAllOffered(t *testing.T) {
	var fields, letters []string
	for _, o := range orders {
		fields = append(fields, o.field)
		letters = append(letters, o.letter)
		if !strings.Contains(o.name, o.letter) {
			t.Errorf("the letter %q is not in %q", o.letter, o.name)
		}
	}
	want := crm.SortFields()
	slices.Sort(fields)
	slices.Sort(want)
	if !slices.Equal(fields, want) {
		t.Errorf("the chooser offers %v, want %v", fields, want)
	}
	slices.Sort(letters)
	if len(slices.Compact(letters)) != len(orders) {
		t.Errorf("a letter stands for two orders: %v", letters)
	}
}

func TestQueueGoesBackToItsOrder(t *testing.T) {
	work(t, newFake(500).owe(), 80, 20, func(d driver) {
		before := d.Plain()
		d.Press("s")
		d.Golden("sorting-queue")
		d.Press("n")
		d.Shows("by name ▲")
		d.Press("s", "y")
		if got := d.Plain(); got != before {
			t.Errorf("by urgency again it is another list:\n%s", got)
		}
	})
}

func TestPagingToTheEnd(t *testing.T) {
	f := newFake(500)
	drive(t, f, 80, 20, func(d driver) {
		d.Press("G")
		if d.selected() != 500 {
			t.Errorf("G selects lead %d", d.selected())
		}
		d.Press("g")
		for range 499 {
			d.Press("j")
		}
		if d.selected() != 500 {
			t.Errorf("499 steps down select lead %d", d.selected())
		}
		d.Press("j")
		if d.selected() != 500 {
			t.Errorf("one step beyond the end selects lead %d", d.selected())
		}
		for _, q := range f.queries {
			if q.Limit == 0 || q.Limit > 128 {
				t.Errorf("a query has the limit %d", q.Limit)
			}
		}
	})
}

func TestViewsCycle(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d driver) {
		d.Press("v")
		d.Golden("view-ready")
		d.Press("v")
		d.Shows("QUEUE mine", "most urgent first")
		d.Hides("Customer", "Recycled")
		d.Press("v")
		d.Shows("ALL LEADS  500")
	})
}

func TestOpenFromAnotherScreen(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d driver) {
		d.Send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "mql", Owner: "Ana"}})
		d.Golden("chips")
		d.Press("esc")
		d.Shows("ALL LEADS  500")
		d.Hides("stage MQL")
		d.Send(screen.OpenMsg{Screen: "Overview", Query: crm.LeadQuery{Ready: true}})
		d.Shows("ALL LEADS  500")
	})
}

// TestVisitEndsWithEsc: who came from another screen with a question goes back
// there at once, unless they have asked another one since.
func TestVisitEndsWithEsc(t *testing.T) {
	visit := screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "mql"}, From: "Overview"}
	for _, test := range []struct {
		since []string
		back  bool
	}{
		{nil, true}, {[]string{"j", "S"}, true}, {[]string{"enter", "esc"}, true}, {[]string{"m", "esc"}, true},
		{[]string{"/", "a", "enter"}, false}, {[]string{"o"}, false}, {[]string{"Z"}, false},
	} {
		drive(t, newFake(500), 80, 20, func(d driver) {
			d.Send(visit)
			d.Shows("stage MQL")
			d.Press(test.since...)
			away, named := d.Screen.clearAction()
			if !named || away.Back != test.back {
				t.Errorf("after %v esc is %q", test.since, away.Title)
			}
		})
	}
	drive(t, newFake(500), 80, 20, func(d driver) {
		d.Send(visit)
		d.Send(screen.ShownMsg{Screen: "Funnel"})
		d.Press("esc")
		d.Shows("ALL LEADS  500")
	})
}

func TestOpenOneLead(t *testing.T) {
	drive(t, newFake(3000), 80, 20, func(d driver) {
		d.Send(screen.OpenMsg{Screen: Title, Lead: 2800})
		if d.selected() != 2800 || d.Screen.detail.id != 2800 {
			t.Errorf("lead %d is selected and %d shown, want 2800", d.selected(), d.Screen.detail.id)
		}
		d.Shows("WHY", "fit ")
		d.Send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "mql"}, Lead: 1})
		if !strings.Contains(d.Toast(), "not in this list") {
			t.Errorf("the toast says %q", d.Toast())
		}
		d.Shows("stage MQL")
	})
}

func TestLoadsBeforeItKnowsItsRoom(t *testing.T) {
	l := New(newFake(5), vttest.Dark(), clock(), "smarketing --db x.db")
	if l.Init() == nil {
		t.Fatal("nothing is loaded")
	}
	if view := l.View(); view != "" {
		t.Errorf("a screen without room shows %q", view)
	}
}

func TestMouse(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d driver) {
		d.Send(tea.MouseClickMsg{X: 10, Y: 5, Button: tea.MouseLeft})
		if d.selected() != 3 {
			t.Errorf("a click selected lead %d", d.selected())
		}
		d.Send(tea.MouseClickMsg{X: 24, Y: 2, Button: tea.MouseLeft})
		d.Shows("by name ▲")
		d.Send(tea.MouseWheelMsg{X: 10, Y: 5, Button: tea.MouseWheelDown})
		if d.Screen.list.Index() == 0 {
			t.Error("the wheel does not scroll the list")
		}
		d.Send(tea.MouseWheelMsg{X: 90, Y: 5, Button: tea.MouseWheelDown})
		if d.Screen.detail.body.top != 3 {
			t.Errorf("the wheel scrolled the detail to %d", d.Screen.detail.body.top)
		}
	})
}

// hostileSequence is any escape sequence other than a style, and any control
// character other than the end of a line.
var hostileSequence = regexp.MustCompile(`\x1b[^\[]|\x1b\[[^m]*[^0-9;:m]|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f]|[\x{202a}-\x{202e}\x{2066}-\x{2069}]`)

func TestHostileTextIsHarmless(t *testing.T) {
	for _, s := range vttest.Sizes {
		drive(t, newFake(500), s.W, s.H, func(d driver) {
			d.Run(d.Screen.step(5)())
			for range hostile {
				d.Settle()
				if bad := hostileSequence.FindString(d.Screen.View()); bad != "" {
					t.Errorf("with lead %d the view contains %q", d.selected(), bad)
				}
				d.Plain()
				d.Run(d.Screen.step(17)())
			}
		})
	}
}

func TestResizeEqualsFresh(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d driver) {
		want := d.Plain()
		for _, s := range [][2]int{{200, 46}, {120, 36}, {81, 3}, {5, 1}, {1, 1}, {300, 100}, {0, 0}, {80, 20}} {
			d.Resize(s[0], s[1])
			if s[0] > 0 {
				d.Plain()
			}
		}
		if got := d.Plain(); got != want {
			t.Errorf("after many sizes the screen differs:\n%s", got)
		}
	})
}

func TestAgo(t *testing.T) {
	for _, test := range []struct {
		before time.Duration
		want   string
	}{
		{-time.Hour, "ahead"}, {10 * time.Second, "now"}, {5 * time.Minute, "5 min"}, {47 * time.Hour, "47 h"},
		{49 * time.Hour, "2 d"}, {100 * 24 * time.Hour, "3 mo"}, {800 * 24 * time.Hour, "2 y"},
	} {
		if got := ago(now.Add(-test.before), now); got != test.want {
			t.Errorf("%v ago is %q, want %q", test.before, got, test.want)
		}
	}
	if got := ago(time.Time{}, now); got != "" {
		t.Errorf("no time is %q", got)
	}
}
