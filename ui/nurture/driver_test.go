package nurture

import (
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// selected is the name under the cursor.
func (d driver) selected() string {
	r, _ := d.Screen.list.Selected()
	return r.Lead.Name
}

// hint returns what the list that was offered last says beside an option.
func (d driver) hint(label string) string {
	pick, ok := d.Last().(screen.PickMsg)
	if !ok {
		d.T.Fatalf("nothing was offered, but %v", d.Last())
	}
	for _, o := range pick.Options {
		if o.Label == label {
			return o.Hint
		}
	}
	d.T.Fatalf("%q offers no %q", pick.Title, label)
	return ""
}

// TestWarmLeadReturns: a lead that was recycled has warmed up; it stands on top
// and goes back to sales, not to the one who just declined it.
func TestWarmLeadReturns(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		if got := d.selected(); got != "Mia Chen" {
			t.Fatalf("%s is on top", got)
		}
		d.Shows("▲ 1 ready", "▲ ready again since mon 23 nov", "+44 points gained since", "+44  Webinar attended")
		d.Press("R")
		if got := d.hint("Ana"); got != "! had it, cools off until fri 4 dec" {
			t.Errorf("of Ana is said %q", got)
		}
		if got := d.hint("Ben"); got != "" {
			t.Errorf("of Ben is said %q", got)
		}
		d.Pick("2")
		deed := f.deeds[0]
		if deed.Verb != crm.Return || deed.To != "Ben" || deed.Leads[0] != (crm.Ref{ID: 1, Version: 3}) {
			t.Errorf("did %+v", deed)
		}
		if got := d.Toast(); got != "Returned Mia Chen · u undoes" {
			t.Errorf("toast %q", got)
		}
		d.Shows("46 recycled", "▲ 0 ready")
		if got := d.selected(); got != "王小明" {
			t.Errorf("%s comes next", got)
		}
		d.Press("u")
		if got := d.Toast(); got != "Undone: you returned Mia Chen" {
			t.Errorf("toast %q", got)
		}
		d.Shows("47 recycled", "▲ 1 ready")
		if got := d.selected(); got != "Mia Chen" {
			t.Errorf("%s is selected after undo", got)
		}
		d.Press("R")
		d.Pick("a")
		if to := f.deeds[1].To; to != "" {
			t.Errorf("whoever is free is %q", to)
		}
	})
}

// TestTouchTakesTwoKeys logs calls down the list.
func TestTouchTakesTwoKeys(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j")
		for _, next := range []string{"Jonas Weber", "Zoë Müller"} {
			d.Press("t")
			d.Pick("c")
			if got := d.selected(); got != next {
				t.Errorf("%s comes next, want %s", got, next)
			}
		}
		if len(f.deeds) != 2 || f.deeds[1].Verb != crm.LogTouch || f.deeds[1].Channel != crm.Call {
			t.Errorf("did %+v", f.deeds)
		}
		d.Shows("! 0 overdue")
		d.Press("t")
		d.Pick("w")
		d.Submit(screen.Values{"channel": "meeting", "text": "budget is set in March"})
		if got := f.touches[4][0]; got.Channel != crm.Meeting || got.Text != "budget is set in March" {
			t.Errorf("logged %+v", got)
		}
		d.Press("k")
		d.Shows("◆ 1 due")
	})
}

// TestConflictIsTold: somebody else is faster.
func TestConflictIsTold(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "t")
		if _, err := f.act("Ana", crm.Deed{Verb: crm.LogTouch, Leads: []crm.Ref{{ID: 2}}}); err != nil {
			t.Fatal(err)
		}
		d.Pick("e")
		if got := d.Toast(); got != "Ana logged a touch on 王小明 2 minutes ago (look at it again; nothing was changed)" {
			t.Errorf("toast %q", got)
		}
		if len(f.deeds) != 1 || d.selected() != "王小明" {
			t.Errorf("%d deeds, %s is selected", len(f.deeds), d.selected())
		}
		d.Shows("touch fri 4 dec") // what Ana did is seen
		d.Press("t")
		d.Pick("e")
		if len(f.deeds) != 2 {
			t.Error("the second try fails too")
		}
	})
}

// TestReschedule takes dates as people write them.
func TestReschedule(t *testing.T) {
	f := newFake()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Press("j", "j", "z")
		for value, problem := range map[string]string{
			"": "say when", "yesterday": "is in the past", "today": "today is too early", "soonish": "is not a date",
		} {
			if got := d.Refusals(screen.Values{"date": value})["date"]; !strings.Contains(got, problem) {
				t.Errorf("%q is refused with %q", value, got)
			}
		}
		form := d.Last().(screen.FormMsg)
		if got := form.Fields(screen.Values{"date": "next mon"})[0].Hint; got != "Monday 30 November 2026, in 6 d" {
			t.Errorf("hint %q", got)
		}
		d.Submit(screen.Values{"date": "next mon"})
		if got := f.deeds[0]; got.Verb != crm.Snooze || !got.Until.Equal(time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("did %+v", got)
		}
		d.Press("n")
		if got := d.Refusals(screen.Values{"text": "", "date": "today"}); got["text"] == "" || got["date"] != "" {
			t.Errorf("refused %v", got)
		}
		d.Submit(screen.Values{"text": "send the case study", "date": "fri"})
		if got := f.deeds[1]; got.Verb != crm.PlanNext || got.Text != "send the case study" || got.Leads[0].ID != 4 {
			t.Errorf("did %+v", got)
		}
	})
}

func TestChangeReason(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "c")
		if got := d.hint("budget"); got != "back 22 feb 2027, touched every 30 days" {
			t.Errorf("hint %q", got)
		}
		d.Pick("3")
		if got := f.deeds[0]; got.Verb != crm.Recycle || got.Reason != "budget" || !got.Until.Equal(time.Date(2027, 2, 22, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("did %+v", got)
		}
		d.Press("c")
		d.Pick("o")
		if got := d.Refusals(screen.Values{"date": "yesterday"}); got["reason"] == "" || got["date"] == "" {
			t.Errorf("refused %v", got)
		}
		d.Submit(screen.Values{"reason": "on parental leave", "date": "1 jun", "policy": asItIs})
		got := f.deeds[1]
		if got.Reason != "on parental leave" || got.Policy != crm.KeepScore || got.Until.Format(time.DateOnly) != "2027-06-01" {
			t.Errorf("did %+v", got)
		}
	})
}

// TestManyAtOnce does one thing to the marked leads, once somebody has said yes
// to their number.
func TestManyAtOnce(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "m", "space")
		d.Shows("✓ 2 marked", "✓ ! 王小明", "✓ ! Jonas Weber")
		d.Press("t")
		d.Pick("e")
		if ask, ok := d.Last().(screen.AskMsg); !ok || ask.Title != "Log a touch (email) on 2 leads?" || len(f.deeds) != 0 {
			t.Fatalf("no question, but %v", d.Last())
		}
		d.Answer()
		if got := f.deeds[0].Leads; len(got) != 2 || got[0].ID != 2 || got[1].ID != 3 {
			t.Errorf("did it to %v", got)
		}
		d.Hides("marked")
		d.Press("u")
		d.Shows("! 2 overdue")
		if got := d.Toast(); got != "Undone: you logged a touch on 2 leads" {
			t.Errorf("toast %q", got)
		}
		d.Press("M")
		d.Shows("✓ 47 marked")
		d.Press("R")
		if got := d.hint("Ana"); !strings.HasPrefix(got, "! had 2") {
			t.Errorf("of Ana is said %q", got)
		}
		d.Press("esc")
		d.Hides("marked")
	})
}

// TestMarksFollowTheLead: what was marked before somebody else has changed it is
// done to as it is seen now.
func TestMarksFollowTheLead(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("m")
		if _, err := f.act("Ana", crm.Deed{Verb: crm.PlanNext, Text: "demo", Until: now, Leads: []crm.Ref{{ID: 1}}}); err != nil {
			t.Fatal(err)
		}
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("✓ 1 marked")
		d.Press("t")
		d.Pick("c")
		if len(f.deeds) != 2 {
			t.Errorf("refused: %s", d.Toast())
		}
	})
}

// TestMarksOfLeadsThatLeftGo: after a conflict only those that are still
// recycled are marked, and the next try works.
func TestMarksOfLeadsThatLeftGo(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("m", "m", "t")
		d.Pick("c")
		if _, err := f.act("Ana", crm.Deed{Verb: crm.Return, Leads: []crm.Ref{{ID: 1}}}); err != nil {
			t.Fatal(err)
		}
		d.Answer()
		if got := d.Toast(); !strings.HasPrefix(got, "Ana returned Mia Chen") || len(f.deeds) != 1 {
			t.Errorf("toast %q", got)
		}
		d.Shows("✓ 1 marked", "✓ ! 王小明")
		d.Press("t")
		d.Pick("c")
		if len(f.deeds) != 2 || len(f.deeds[1].Leads) != 1 {
			t.Errorf("did %+v", f.deeds)
		}
	})
}

// TestUndoIsRefusedWhenSomebodyWentOn: what they did stays, and is told and seen.
func TestUndoIsRefusedWhenSomebodyWentOn(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("j", "t")
		d.Pick("c")
		if _, err := f.act("Ana", crm.Deed{Verb: crm.Recycle, Reason: "legal", Until: now.AddDate(0, 0, 9), Leads: []crm.Ref{{ID: 2}}}); err != nil {
			t.Fatal(err)
		}
		d.Press("u")
		if got := d.Toast(); got != "Ana recycled 王小明 since" || f.journal[0].Undone {
			t.Errorf("toast %q", got)
		}
		d.Shows("legal         back thu 3 dec")
	})
}

func TestOldDeedsAreUndoneAfterAQuestion(t *testing.T) {
	f := newFake()
	if _, err := f.act("Ana", crm.Deed{Verb: crm.LogTouch, Leads: []crm.Ref{{ID: 3}}}); err != nil {
		t.Fatal(err)
	}
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Press("u")
		if got := d.Toast(); got != "There is nothing of yours to undo." {
			t.Errorf("toast %q", got)
		}
		if _, err := f.act("kim", crm.Deed{Verb: crm.LogTouch, Leads: []crm.Ref{{ID: 2}}}); err != nil {
			t.Fatal(err)
		}
		f.journal[1].At = ago(3)
		d.Press("u")
		ask, ok := d.Last().(screen.AskMsg)
		if !ok || !strings.Contains(ask.Body, "You logged a touch on 王小明 sat 21 nov, 3 d ago.") {
			t.Fatalf("sent %v", d.Last())
		}
		d.Answer()
		if !f.journal[1].Undone || f.journal[0].Undone {
			t.Errorf("undone: %+v", f.journal)
		}
	})
}

// TestCadences changes the plan as people agree on it.
func TestCadences(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("P")
		if got := d.hint("timing"); got != "back after 60 d, touched every 20 days" {
			t.Errorf("hint %q", got)
		}
		d.Pick("2")
		for key, value := range map[string]string{"return": "soon", "touch": "20", "reason": "Budget "} {
			if got := d.Refusals(screen.Values{key: value}); len(got[key]) == 0 {
				t.Errorf("%s %q is taken: %v", key, value, got)
			}
		}
		if got := d.Refusals(screen.Values{"return": "0d"})["return"]; !strings.Contains(got, "returns at once") {
			t.Errorf("no return at all is refused with %q", got)
		}
		d.Submit(screen.Values{"return": "8w", "touch": "0d", "engagement": kept})
		if got, want := f.plan.Cadences[1], (rules.Cadence{Reason: "timing", Return: 56, Policy: crm.KeepScore}); got != want {
			t.Errorf("the plan says %+v", got)
		}
		if got := d.Toast(); got != "“timing”: back after 56 days, not touched · u undoes" {
			t.Errorf("toast %q", got)
		}
		d.Press("u")
		if f.plan.String() != rules.DefaultPlan().String() {
			t.Errorf("undo leaves %s", f.plan)
		}
		d.Press("P")
		d.Pick("a")
		d.Submit(screen.Values{"reason": `on "leave"`, "return": "120d"})
		if got := f.plan.Cadences[5]; got.Reason != `on "leave"` || got.Return != 120 || got.Touch != 20 {
			t.Errorf("added %+v", got)
		}
		d.Press("P")
		d.Pick("6")
		d.Submit(screen.Values{"fate": removeIt})
		d.Press("P")
		d.Pick("c")
		if got := d.Refusals(screen.Values{"days": "a month"})["days"]; got == "" {
			t.Error("any cool-off is taken")
		}
		d.Submit(screen.Values{"days": "2w"})
		if f.plan.CoolOff != 14 || len(f.plan.Cadences) != 5 {
			t.Errorf("the plan is %s", f.plan)
		}
	})
}

func TestPlanAsText(t *testing.T) {
	f := newFake()
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("P")
		d.Pick("t")
		if got := d.Refusals(screen.Values{"plan": "[[cadence]]\nreason = \"it\"\nretrun = \"3d\""})["plan"]; !strings.Contains(got, "did you mean return?") {
			t.Errorf("refused with %q", got)
		}
		d.Submit(screen.Values{"plan": "[[cadence]]\nreason = \"it\"\nreturn = \"3d\""})
		if len(f.plan.Cadences) != 1 {
			t.Fatalf("the plan is %s", f.plan)
		}
		d.Press("P")
		d.Pick("1")
		if got := d.Refusals(screen.Values{"fate": removeIt})["fate"]; !strings.Contains(got, "the last one") {
			t.Errorf("the last reason goes: %q", got)
		}
		f.plan.CoolOff = 3 // by somebody else
		d.Submit(screen.Values{"return": "9d"})
		if got := d.Toast(); !strings.HasPrefix(got, "somebody has changed the cadences meanwhile") || f.plan.Cadences[0].Return != 3 {
			t.Errorf("toast %q, plan %s", got, f.plan)
		}
	})
}
