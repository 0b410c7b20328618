package leads

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
)

// line returns the first line of the view that contains the words.
func (d *driver) line(words string) string {
	for line := range strings.Lines(d.plain()) {
		if strings.Contains(line, words) {
			return strings.TrimRight(line, "\n")
		}
	}
	return ""
}

func (d *driver) shows(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if d.line(w) == "" {
			d.t.Errorf("the screen does not show %q:\n%s", w, d.plain())
		}
	}
}

func (d *driver) hides(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if line := d.line(w); line != "" {
			d.t.Errorf("the screen shows %q: %q", w, line)
		}
	}
}

func (d *driver) selected() crm.LeadID {
	lead, _ := d.screen.list.Selected()
	return lead.ID
}

func TestFilterTakesEveryPrintableKeyAsText(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d *driver) {
		d.press("/")
		if !d.screen.Capturing() || d.screen.Cursor() == nil {
			t.Fatal("the filter does not take the keys")
		}
		var all strings.Builder
		for r := ' '; r <= '~'; r++ {
			all.WriteRune(r)
		}
		all.WriteString("é王")
		before := d.screen.query
		d.write(all.String())
		if got := d.screen.filter.Value(); got != all.String() {
			t.Errorf("the filter is %q, want %q", got, all.String())
		}
		after := d.screen.query
		after.Filter = before.Filter
		if after != before || d.screen.mode != filtering || d.screen.detail.focus != onList || d.toast() != "" {
			t.Errorf("a letter did something else: %+v, mode %d, toast %q", after, d.screen.mode, d.toast())
		}
	})
}

func TestFilterNarrowsAndClears(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d *driver) {
		d.press("/")
		d.write("mia LUMEN")
		golden(t, "filtering", d.plain())
		if x := d.screen.Cursor().X; x != filterX+len("mia LUMEN") {
			t.Errorf("the cursor is at %d", x)
		}
		d.press("enter")
		d.shows("/ mia LUMEN", "of 500")
		if d.screen.Capturing() {
			t.Error("enter did not give the keys back")
		}
		d.press("j", "esc")
		d.shows("ALL LEADS  500")
		d.hides("/ mia")
	})
}

func TestFilterWithoutMatchSaysSo(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d *driver) {
		d.press("/")
		d.write("xyzzy")
		golden(t, "no-match", d.plain())
		d.press("esc")
		d.shows("ALL LEADS  500", "Mia Chen")
	})
}

func TestFilterTakesPaste(t *testing.T) {
	drive(t, newFake(50), 80, 20, func(d *driver) {
		d.send(tea.PasteMsg{Content: "ignored while no filter is typed"})
		d.press("/")
		d.send(tea.PasteMsg{Content: "Kranich"})
		d.shows("/ Kranich", "of 50")
	})
}

func TestFilterDropsStaleAnswers(t *testing.T) {
	f := newFake(100)
	drive(t, f, 80, 20, func(d *driver) {
		slow := make(chan struct{})
		f.hold = func(q crm.LeadQuery) chan struct{} {
			if q.Filter == "m" {
				return slow
			}
			return nil
		}
		d.press("/")
		d.write("m")
		d.shows("ALL LEADS  100") // the old rows stay
		d.write("ia chen")
		want := d.plain()
		close(slow)
		d.settle()
		if got := d.plain(); got != want {
			t.Errorf("the answer to an older question changed the screen:\n%s", got)
		}
	})
}

func TestSortChooser(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d *driver) {
		d.press("s")
		golden(t, "sorting", d.plain())
		if !d.screen.Capturing() {
			t.Error("the chooser does not take the keys")
		}
		d.press("n")
		d.shows("by name ▲", "name ▲")
		d.press("s", "n")
		d.shows("by name ▼", "name ▼")
		d.press("S")
		d.shows("by name ▲")
		d.press("s", "esc")
		d.shows("by name ▲")
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

func TestPagingToTheEnd(t *testing.T) {
	f := newFake(500)
	drive(t, f, 80, 20, func(d *driver) {
		d.press("G")
		if d.selected() != 500 {
			t.Errorf("G selects lead %d", d.selected())
		}
		d.press("g")
		for range 499 {
			d.press("j")
		}
		if d.selected() != 500 {
			t.Errorf("499 steps down select lead %d", d.selected())
		}
		d.press("j")
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
	drive(t, newFake(500), 80, 20, func(d *driver) {
		d.press("v")
		d.shows("QUEUE", "most urgent first")
		d.hides("Customer", "Recycled")
		d.press("v")
		golden(t, "view-ready", d.plain())
		d.press("v")
		d.shows("ALL LEADS  500")
	})
}

func TestOpenFromAnotherScreen(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d *driver) {
		d.send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "mql", Owner: "Ana"}})
		golden(t, "chips", d.plain())
		d.press("esc")
		d.shows("ALL LEADS  500")
		d.hides("stage MQL")
		d.send(screen.OpenMsg{Screen: "Overview", Query: crm.LeadQuery{Ready: true}})
		d.shows("ALL LEADS  500")
	})
}

func TestOpenOneLead(t *testing.T) {
	drive(t, newFake(3000), 80, 20, func(d *driver) {
		d.send(screen.OpenMsg{Screen: Title, Lead: 2800})
		if d.selected() != 2800 || d.screen.detail.id != 2800 {
			t.Errorf("lead %d is selected and %d shown, want 2800", d.selected(), d.screen.detail.id)
		}
		d.shows("WHY", "fit ")
		d.send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "mql"}, Lead: 1})
		if !strings.Contains(d.toast(), "not in this list") {
			t.Errorf("the toast says %q", d.toast())
		}
		d.shows("stage MQL")
	})
}

func TestChangeKeepsTheLead(t *testing.T) {
	f := newFake(500)
	drive(t, f, 120, 36, func(d *driver) {
		d.press("j", "j", "j")
		id := d.selected()
		f.leads[id-1].Stamp.Score = 1 // to the end of the list
		f.leads[id-1].Title = "Chief Executive"
		d.send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if d.selected() != id || d.screen.list.Index() != 499 {
			t.Errorf("lead %d at %d is selected, want %d at 499", d.selected(), d.screen.list.Index(), id)
		}
		d.shows("Chief Executive")
		calls := len(f.queries)
		d.send(screen.ChangedMsg{})
		if len(f.queries) != calls {
			t.Error("a change of nothing loads again")
		}
	})
}

func TestChangeDuringALoadIsNotLost(t *testing.T) {
	f := newFake(50)
	drive(t, f, 80, 20, func(d *driver) {
		gate := make(chan struct{})
		f.hold = func(crm.LeadQuery) chan struct{} { return gate }
		d.press("r")
		calls := len(f.queries)
		for range 5 {
			d.send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		}
		if len(f.queries) != calls {
			t.Errorf("%d changes broke off the load that was under way", len(f.queries)-calls)
		}
		f.leads[0].Name = "Changed Since"
		close(gate)
		d.settle()
		d.shows("Changed Since")
	})
}

func TestLoadingKeepsOldRowsAndShowsASpinnerLate(t *testing.T) {
	f := newFake(50)
	drive(t, f, 80, 20, func(d *driver) {
		f.hold = func(crm.LeadQuery) chan struct{} { return make(chan struct{}) }
		before := d.plain()
		d.press("r")
		if got := d.plain(); got != before {
			t.Errorf("a short load changes the screen:\n%s", got)
		}
		time.Sleep(200 * time.Millisecond) // of the bubble
		d.settle()
		d.shows("⠋", "Mia Chen")
	})
}

func TestGoldenLoading(t *testing.T) {
	f := newFake(50)
	f.hold = func(crm.LeadQuery) chan struct{} { return make(chan struct{}) }
	drive(t, f, 80, 20, func(d *driver) { golden(t, "loading", d.plain()) })
}

func TestErrorKeepsOldRows(t *testing.T) {
	f := newFake(50)
	drive(t, f, 80, 20, func(d *driver) {
		f.err = crm.Errorf(crm.Busy, "another program holds the file")
		d.press("r")
		d.shows("another program holds the file", "r tries again", "Mia Chen")
		f.err = nil
		d.press("r")
		d.hides("another program")
	})
}

func TestTimeoutIsSaidInWords(t *testing.T) {
	f := newFake(50)
	f.hold = func(crm.LeadQuery) chan struct{} { return make(chan struct{}) }
	drive(t, f, 80, 20, func(d *driver) {
		time.Sleep(screen.Timeout + time.Second) // of the bubble
		d.settle()
		d.shows("did not answer in 10s")
	})
}

func TestOldScoresAreSaidToBeOld(t *testing.T) {
	f := newFake(50)
	f.asOf = crm.AsOf{Day: crm.DayOf(now, time.UTC) - 1, Done: 34, Total: 100}
	drive(t, f, 80, 20, func(d *driver) { d.shows("as of Monday, updating 34 %") })
}

func TestLoadsBeforeItKnowsItsRoom(t *testing.T) {
	l := New(newFake(5), dark(), clock())
	if l.Init() == nil {
		t.Fatal("nothing is loaded")
	}
	if view := l.View(); view != "" {
		t.Errorf("a screen without room shows %q", view)
	}
}

func TestMouse(t *testing.T) {
	drive(t, newFake(500), 120, 36, func(d *driver) {
		d.send(tea.MouseClickMsg{X: 10, Y: 5, Button: tea.MouseLeft})
		if d.selected() != 3 {
			t.Errorf("a click selected lead %d", d.selected())
		}
		d.send(tea.MouseClickMsg{X: 24, Y: 2, Button: tea.MouseLeft})
		d.shows("by name ▲")
		d.send(tea.MouseWheelMsg{X: 10, Y: 5, Button: tea.MouseWheelDown})
		if d.screen.list.Index() == 0 {
			t.Error("the wheel does not scroll the list")
		}
		d.send(tea.MouseWheelMsg{X: 90, Y: 5, Button: tea.MouseWheelDown})
		if d.screen.detail.body.top != 3 {
			t.Errorf("the wheel scrolled the detail to %d", d.screen.detail.body.top)
		}
	})
}

// hostileSequence is any escape sequence other than a style, and any control
// character other than the end of a line.
var hostileSequence = regexp.MustCompile(`\x1b[^\[]|\x1b\[[^m]*[^0-9;:m]|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f]|[\x{202a}-\x{202e}\x{2066}-\x{2069}]`)

func TestHostileTextIsHarmless(t *testing.T) {
	for _, s := range sizes {
		drive(t, newFake(500), s.w, s.h, func(d *driver) {
			for i := range 120 {
				if bad := hostileSequence.FindString(d.screen.View()); bad != "" {
					t.Fatalf("at row %d the view contains %q", i, bad)
				}
				d.plain()
				d.press("j")
			}
		})
	}
}

func TestResizeEqualsFresh(t *testing.T) {
	drive(t, newFake(500), 80, 20, func(d *driver) {
		want := d.plain()
		for _, s := range [][2]int{{200, 46}, {120, 36}, {81, 3}, {5, 1}, {1, 1}, {300, 100}, {0, 0}, {80, 20}} {
			d.screen.Resize(s[0], s[1])
			if s[0] > 0 {
				d.plain()
			}
		}
		if got := d.plain(); got != want {
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

func BenchmarkKeyView(b *testing.B) {
	for _, s := range sizes {
		b.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(b *testing.B) {
			l := New(newFake(100), dark(), clock())
			l.Resize(s.w, s.h)
			answer(l, l.Init())
			down, top := keyOf("j"), keyOf("g")
			b.ReportAllocs()
			for b.Loop() {
				cmd := l.Update(down)
				if l.list.Index() == 99 {
					cmd = l.Update(top)
				}
				_ = l.View()
				b.StopTimer()
				answer(l, cmd)
				b.StartTimer()
				_ = l.View()
			}
		})
	}
}

// answer runs commands one after the other, without the shell and without
// waiting for the spinner.
func answer(l *Leads, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	for _, c := range commands(msg) {
		answer(l, c)
	}
	if msg != nil {
		l.spin.Stop()
		answer(l, l.Update(msg))
	}
}
