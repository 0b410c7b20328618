package goals

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// TestRival stores between the wish and the deed: nothing is overwritten
// unasked.
func TestRival(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Type("2m")
		d.Press("enter", "S")
		rival := f.versions[0]
		rival.By, rival.Revenue = "Ben", crm.MoneyOf(1_500_000)
		f.put(rival)
		d.Submit(screen.Values{"note": "more"})
		var ask screen.AskMsg
		for _, msg := range d.Sent {
			if m, ok := msg.(screen.AskMsg); ok {
				ask = m
			}
		}
		for _, want := range []string{"Ben has set the goal meanwhile", "Version 3 by Ben: USD 1,500,000", "Yours: USD 2,000,000", "Nothing was changed"} {
			if !strings.Contains(ask.Title+" "+ask.Body, want) {
				t.Errorf("no %q in %q %q", want, ask.Title, ask.Body)
			}
		}
		if len(f.versions) != 3 {
			t.Fatal("something was stored")
		}
		d.Shows("v3 by Ben", "2,000,000  typed") // theirs in force, ours still in the form
		d.Run(ask.Run())
		if g := f.versions[0]; g.Version != 4 || g.Note != "more" || g.Revenue != crm.MoneyOf(2_000_000) {
			t.Errorf("stored %+v", g)
		}
	})
}

// TestVersions takes an old version into the form, and undoes the newest.
func TestVersions(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("H", "j")
		d.Shows("“The start”")
		d.Press("enter")
		d.Shows("800,000  typed", "○ not stored yet")
		d.Press("R")
		d.Shows("1,000,000  v2")
		d.Hides("not stored yet")
		d.Press("u")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || ask.Title != "Undo version 2 of the goal?" || !strings.Contains(ask.Body, "Version 1 by Kim is in force again then: USD 800,000") {
			t.Fatalf("undo asks %+v", d.Last())
		}
		d.Answer()
		d.Send(screen.ChangedMsg{Change: crm.Change{Settings: true}})
		d.Shows("v1 by Kim", "800,000  v1")
		d.Press("H")
		d.Shows("v2 undone")
		d.Press("esc")
		d.Hides("v2 undone")
	})
}

func TestReadOnly(t *testing.T) {
	f := newFake()
	f.readOnly = true
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("! open for reading only")
		d.Type("2m")
		d.Shows("customers               90") // one may still ask
		d.Press("enter", "S")
		if got := d.Toast(); got != "Not now: the file is open for reading only" {
			t.Errorf("toast %q", got)
		}
		d.Press("u")
		if got := d.Toast(); got != "Not now: the file is open for reading only" {
			t.Errorf("toast %q", got)
		}
	})
}

func TestExport(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Press("x")
		d.Pick("c")
		if got := d.Toast(); got != "Written to goal.csv" || f.exported[0] != "csv of version 2" {
			t.Errorf("toast %q, written %v", got, f.exported)
		}
		f.err = errors.New("the disk is full")
		d.Press("x")
		d.Pick("m")
		if got := d.Toast(); got != "the disk is full" {
			t.Errorf("toast %q", got)
		}
	})
}

// TestGoalOfThePast is still shown, and must be given another time before it is
// stored again.
func TestGoalOfThePast(t *testing.T) {
	f := newFake()
	f.versions[0].Start, f.versions[0].End = start.AddDate(0, -3, 0), start
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("30 Sep 2026  v2, Q3 2026, over", "USD 470k of 900k")
		d.Send(tea.PasteMsg{Content: "1.1m"}) // on the revenue
		d.Press("enter", "S")
		if got := d.Toast(); got != "Not now: the time of the goal is over: type another deadline" {
			t.Errorf("toast %q", got)
		}
		d.Press("j", "j", "j", "j", "j", "j", "enter")
		d.Shows("q4, 2026-12 or a date")
		for range len("Q3 2026") {
			d.Press("backspace")
		}
		d.Type("2026-12-18")
		d.Press("enter", "S")
		d.Submit(nil)
		d.Shows("v3 by Kim", "18 Dec 2026  v3, 24 Nov 2026 to")
		if g := f.versions[0]; !g.Start.Equal(now.Truncate(24*time.Hour)) || !g.End.Equal(time.Date(2026, 12, 19, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("from %v to %v", g.Start, g.End)
		}
	})
}
