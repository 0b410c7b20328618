package leads

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// keys presses keys as a person does: what is offered or asked takes the next
// one. It returns how many were pressed.
func (d driver) keys(names ...string) int {
	d.T.Helper()
	for _, name := range names {
		before := len(d.Sent)
		var open any
		if before > 0 {
			open = d.Sent[before-1]
		}
		switch open := open.(type) {
		case screen.PickMsg:
			d.Sent = append(d.Sent, nil) // it closes
			if name == "enter" {
				d.Run(open.OnSkip())
				continue
			}
			i := slices.IndexFunc(open.Options, func(o screen.Option) bool { return o.Key == name })
			if i < 0 {
				d.T.Fatalf("%q offers no %q", open.Title, name)
			}
			d.Run(open.Options[i].Run())
		case screen.AskMsg:
			d.Sent = append(d.Sent, nil)
			if name == "y" {
				d.Run(open.Run())
			}
		default:
			d.Press(name)
		}
	}
	return len(names)
}

func (d driver) says(words ...string) {
	d.T.Helper()
	for _, w := range words {
		if !strings.Contains(d.Toast(), w) {
			d.T.Errorf("the toast says %q, not %q", d.Toast(), w)
		}
	}
}

// last returns the deed that was asked for last.
func (f *fake) last(t *testing.T) crm.Deed {
	t.Helper()
	if len(f.deeds) == 0 {
		t.Fatal("nothing was done")
	}
	return f.deeds[len(f.deeds)-1]
}

func TestGoldenQueue(t *testing.T) {
	for _, s := range append(vttest.Sizes, struct{ W, H int }{110, 30}, struct{ W, H int }{160, 44}) {
		work(t, newFake(500).owe(), s.W, s.H, func(d driver) {
			d.Golden(fmt.Sprintf("queue-%dx%d", s.W, s.H))
		})
	}
}

func TestGoldenQueueStyled(t *testing.T) {
	for name, st := range vttest.Themes() {
		workStyled(t, newFake(60).owe(), 120, 20, st, func(d driver) {
			d.Press("m", "j", "m")
			d.GoldenStyled("queue-" + name)
		})
	}
}

// TestTenLeadsInUnderAMinute: a rep clears the ten most urgent leads with
// nothing but keys, two to each at most.
func TestTenLeadsInUnderAMinute(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 80, 20, func(d driver) {
		d.keys("o", "o") // everybody's
		var seen []crm.LeadID
		pressed := 0
		for i, keys := range [][]string{
			{"a"}, {"c", "2"}, {"x", "1"}, {"a"}, {"z", "m"}, {"x", "enter"}, {"a"}, {"c", "1"}, {"X", "2"}, {"a"},
		} {
			seen = append(seen, d.selected())
			pressed += d.keys(keys...)
			if got := f.last(t); len(got.Leads) != 1 || got.Leads[0].ID != seen[i] {
				t.Fatalf("%v acted on %v, not on lead %d", keys, got.Leads, seen[i])
			}
		}
		slices.Sort(seen)
		if len(slices.Compact(seen)) != 10 || len(f.deeds) != 10 {
			t.Errorf("%d leads, %d deeds", len(seen), len(f.deeds))
		}
		if pressed != 16 { // a key every three and a half seconds is a minute
			t.Errorf("%d keys for ten leads", pressed)
		}
		d.says("Accepted", "u undoes")
		d.Shows("! 6 late") // of sixteen
	})
}

func TestEveryVerbHasItsKey(t *testing.T) {
	f := newFake(500).owe()
	next := now.AddDate(0, 0, 1).Truncate(24 * time.Hour)
	work(t, f, 120, 36, func(d driver) {
		for _, c := range []struct {
			keys []string
			want crm.Deed
		}{
			{[]string{"a"}, crm.Deed{Verb: crm.Accept}},
			{[]string{"x", "enter"}, crm.Deed{Verb: crm.Reject}},
			{[]string{"x", "2"}, crm.Deed{Verb: crm.Reject, Reason: "bad data"}},
			{[]string{"c", "3"}, crm.Deed{Verb: crm.Recycle, Reason: "budget"}},
			{[]string{">"}, crm.Deed{Verb: crm.Advance}},
			{[]string{"<"}, crm.Deed{Verb: crm.Back}},
			{[]string{"w"}, crm.Deed{Verb: crm.Win}},
			{[]string{"X", "1"}, crm.Deed{Verb: crm.Lose, Reason: "price"}},
			{[]string{"R"}, crm.Deed{Verb: crm.Return}},
			{[]string{"D", "enter"}, crm.Deed{Verb: crm.Disqualify}},
			{[]string{"t", "e"}, crm.Deed{Verb: crm.LogTouch, Channel: crm.Email}},
			{[]string{"z", "t"}, crm.Deed{Verb: crm.Snooze, Until: next}},
			{[]string{".", "a"}, crm.Deed{Verb: crm.Accept}},
			{[]string{".", "z", "t"}, crm.Deed{Verb: crm.Snooze, Until: next}},
		} {
			lead := d.selected()
			d.keys(c.keys...)
			got := f.last(t)
			if len(got.Leads) != 1 || got.Leads[0].ID != lead {
				t.Fatalf("%v acted on %v, want lead %d", c.keys, got.Leads, lead)
			}
			got.Leads = nil
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("%v did %+v, want %+v", c.keys, got, c.want)
			}
		}
		if n := len(handles()); n != len(crm.Verbs()) {
			t.Errorf("%d of %d verbs have a key", n, len(crm.Verbs()))
		}
	})
}

func TestFormsOfTheVerbs(t *testing.T) {
	f := newFake(500).owe()
	friday := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	work(t, f, 120, 36, func(d driver) {
		for _, c := range []struct {
			keys   []string
			wrong  screen.Values
			says   string
			values screen.Values
			want   crm.Deed
		}{
			{[]string{"n"}, screen.Values{"text": "call", "until": "someday"}, `"someday" is not a date`,
				screen.Values{"text": "call", "until": "fri"}, crm.Deed{Verb: crm.PlanNext, Text: "call", Until: friday}},
			{[]string{"n"}, screen.Values{"until": "yesterday"}, "is in the past",
				screen.Values{"text": "demo", "until": "+3d"}, crm.Deed{Verb: crm.PlanNext, Text: "demo", Until: friday}},
			{[]string{"A"}, screen.Values{"to": "Benn"}, "did you mean Ben?", screen.Values{"to": "ben"}, crm.Deed{Verb: crm.Assign, To: "ben"}},
			{[]string{"N"}, screen.Values{}, "few words", screen.Values{"text": "wants a demo"}, crm.Deed{Verb: crm.AddNote, Text: "wants a demo"}},
			{[]string{"t", "w"}, nil, "", screen.Values{"how": "meeting", "text": "met"}, crm.Deed{Verb: crm.LogTouch, Channel: crm.Meeting, Text: "met"}},
			{[]string{"z", "d"}, screen.Values{"until": "today"}, "that is now", screen.Values{"until": "fri"}, crm.Deed{Verb: crm.Snooze, Until: friday}},
			{[]string{"c", "o"}, screen.Values{"until": "fri"}, "few words",
				screen.Values{"reason": "merger", "until": "fri"}, crm.Deed{Verb: crm.Recycle, Reason: "merger", Until: friday}},
			{[]string{"x", "o"}, screen.Values{}, "few words", screen.Values{"reason": "a rival"}, crm.Deed{Verb: crm.Reject, Reason: "a rival"}},
		} {
			d.keys(c.keys...)
			if wrong := d.Refusals(c.wrong); c.says != "" && !strings.Contains(fmt.Sprint(wrong), c.says) {
				t.Errorf("%v refuses %v with %v, want %q", c.keys, c.wrong, wrong, c.says)
			}
			d.Submit(c.values)
			got := f.last(t)
			got.Leads = nil
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("%v did %+v, want %+v", c.keys, got, c.want)
			}
		}
		d.keys("n")
		form, ok := d.Last().(screen.FormMsg)
		if !ok {
			t.Fatal("no form")
		}
		if hint := form.Fields(screen.Values{"until": "fri"})[1].Hint; hint != "fri 27 nov" {
			t.Errorf("the day is said as %q", hint)
		}
	})
}

// TestWhoCallsStaysOnTheLead: after a touch the same lead is selected, wherever
// it has gone, and what ends the work on it goes to the lead that came after.
func TestWhoCallsStaysOnTheLead(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 120, 36, func(d driver) {
		first := d.selected()
		d.keys("j")
		second := d.selected()
		d.keys("k", "t", "c")
		if d.selected() != first || d.Screen.list.Index() == 0 {
			t.Errorf("after the touch lead %d at %d is selected, want %d farther down", d.selected(), d.Screen.list.Index(), first)
		}
		d.keys("n")
		d.Submit(screen.Values{"text": "send the offer", "until": "fri"})
		if d.selected() != second {
			t.Errorf("after the next step lead %d is selected, want %d", d.selected(), second)
		}
	})
}

func TestNothingIsShownBeforeItHasHappened(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 80, 20, func(d driver) {
		f.writing = make(chan struct{})
		before := d.Plain()
		d.Press("a")
		if got := d.Plain(); got != before {
			t.Errorf("the list has changed before the file has:\n%s", got)
		}
		d.Press("a")
		d.says("Still writing")
		close(f.writing)
		d.Settle()
		if len(f.deeds) != 1 {
			t.Errorf("%d deeds", len(f.deeds))
		}
		d.says("Accepted")
	})
}

// TestSomebodyWasFaster: a conflict changes nothing, says who did what, and
// shows the lead as it is now.
func TestSomebodyWasFaster(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 120, 36, func(d driver) {
		id := d.selected()
		f.lead(id).Version++
		f.lead(id).Title = "Taken By Ben"
		d.keys("a")
		d.says("Ben accepted", "2 minutes ago")
		if d.selected() != id || len(f.journal) != 0 {
			t.Errorf("lead %d is selected, %d entries", d.selected(), len(f.journal))
		}
		d.Shows("Taken By Ben")
		d.keys("a")
		d.says("Accepted")
	})
}

func TestUndo(t *testing.T) {
	f := newFake(500).owe()
	work(t, f, 80, 20, func(d driver) {
		d.keys("u")
		d.says("You have done nothing")
		before, first := d.Plain(), d.selected()
		d.keys("a", "c", "1", "u", "u")
		if d.selected() != first || d.Plain() != before {
			t.Errorf("after two undos lead %d is selected:\n%s", d.selected(), d.Plain())
		}
		d.says("Undone: accepted Luís")
		d.keys("a")
		f.lead(first).Version++
		d.keys("u")
		d.says("Ben recycled", "nothing was undone")
		f.journal[len(f.journal)-1].At = now.AddDate(0, 0, -2)
		d.keys("u")
		if ask, ok := d.Last().(screen.AskMsg); !ok || !strings.Contains(ask.Body, "You accepted Luís 22 Nov") {
			t.Errorf("undoing what is long ago asks %v", d.Last())
		}
	})
}

func TestReadOnlySaysWhy(t *testing.T) {
	f := newFake(100).owe()
	f.readOnly = true
	work(t, f, 80, 20, func(d driver) {
		for _, key := range []string{"a", "x", "c", "t", "n", "z", "u", ".", "A"} {
			d.Sent = nil
			d.Press(key)
			if !strings.Contains(d.Toast(), "reading only") {
				t.Errorf("%s: %v", key, d.Sent)
			}
		}
		if len(f.deeds) != 0 {
			t.Errorf("did %v", f.deeds)
		}
	})
}
