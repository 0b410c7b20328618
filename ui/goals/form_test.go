package goals

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

// TestPlanFromNothing plans in a file without a past: the figures of a textbook,
// 5 % conversion and 20 leads for each customer, follow what is typed.
func TestPlanFromNothing(t *testing.T) {
	f := newBlank()
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("no goal is stored yet", "Type the revenue goal", "There are no leads to measure rates on")
		d.Press("S")
		if got := d.Toast(); !strings.Contains(got, "Type the revenue goal") {
			t.Errorf("toast %q", got)
		}
		d.Type("1m") // on the revenue
		d.Press("enter", "j")
		d.Shows("Type the average deal")
		d.Type("20,000")
		d.Shows("customers               50") // before enter
		d.Press("enter", "j")
		d.Shows("leads           unknown: type the rate")
		d.Type("5")
		d.Shows("leads                1,000", "20 leads each")
		d.Press("tab", "j", "j", "enter")
		d.Type("q4")
		d.Shows("spread over")
		d.Press("enter")
		d.Shows("31 Dec 2026", "typed, Q4 2026", "13 weeks", "76 a week", "○ not stored yet")
		d.Press("S")
		d.Submit(screen.Values{"note": "for the first year"})
		if got := d.Toast(); got != "Goal v1 is in force: USD 1,000,000 until 31 Dec 2026: 50 customers, 1,000 leads" {
			t.Errorf("toast %q", got)
		}
		d.Shows("v1 by Kim", "“for the first year”")
		d.Hides("not stored yet")
		if g := f.versions[0]; g.Revenue != crm.MoneyOf(1e6) || g.AverageDeal != crm.MoneyOf(20_000) || g.LeadRate != 0.05 || !g.Start.Equal(start) || !g.End.Equal(end) {
			t.Errorf("stored %+v", g)
		}
		d.Press("S")
		if got := d.Toast(); got != "Not now: version 1 says the same" {
			t.Errorf("toast %q", got)
		}
	})
}

// TestMeasured starts from what the file knows, types over it, and takes it back.
func TestMeasured(t *testing.T) {
	f := newFake()
	f.versions = nil
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("measured (n 1,902, 3.4-5.2 %)", "measured (n 236,", "measured (n 74)", "48 days  measured (n 80)")
		d.Type("1000000")
		d.Press("enter")
		d.Shows("customers               49", "leads                1,165", "942-1,445") // of 80 wins of 1,902
		d.Press("j", "j", "j")
		d.Type("5")
		d.Press("enter")
		d.Shows("typed, past 4.2 % (n 1,902)", "leads                  980")
		d.Press("k", "m")
		d.Shows("leads                1,165")
		d.Type("7")
		d.Press("esc") // nothing was taken
		d.Shows("leads                1,165")
		d.Press("enter", "backspace", "backspace", "backspace", "backspace")
		d.Shows("leads           unknown: type the rate")
		d.Press("enter", "M")
		d.Shows("leads                1,165")
	})
}

// TestZeroWins says what is unknown and what it is at most.
func TestZeroWins(t *testing.T) {
	f := newFake()
	f.versions = nil
	f.report.Measured.LeadRate = stat.Of(0, 210)
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Type("1m")
		d.Press("enter")
		d.Shows("none of 210, at most 1.8 %", "rate unknown, at most 1.8 %: 2,728 or more")
		d.Press("j", "j", "j")
		d.Type("2")
		d.Press("enter")
		d.Shows("leads                2,450")
	})
}

// TestMistakes are said while typing and never taken.
func TestMistakes(t *testing.T) {
	drive(t, newFake(), 80, 20, vttest.Dark(), func(d driver) {
		d.Type("1,00")
		d.Shows(`! "1,00" is not a sum`, "customers               45") // the last that made sense
		d.Press("enter")
		if !d.Screen.Capturing() {
			t.Error("a mistake was taken")
		}
		d.Press("esc", "j")
		d.Type("101")
		d.Shows("lies above 0 and up to 100 %")
		d.Press("esc", "G", "g", "j", "j", "j", "j", "j", "j", "j", "enter")
		d.Send(tea.PasteMsg{Content: " someday"})
		d.Shows("is no time for a goal")
		d.Press("esc")
		d.Shows("31 Dec 2026  v2")
		if d.Screen.form.changed() {
			t.Error("the form changed")
		}
	})
}

// TestWhatIf asks what better rates bring: of the whole way, and of one step.
func TestWhatIf(t *testing.T) {
	drive(t, newFake(), 120, 36, vttest.Dark(), func(d driver) {
		d.Press("+")
		if got := d.Toast(); got != "Not now: select a rate of the plan first" {
			t.Errorf("toast %q", got)
		}
		d.Press("j", "j", "j", "j", "shift+up")
		d.Shows("lead to customer +5 points = +45 customers, USD +900k", "or 450 leads instead of 900 for the same goal")
		d.Press("-", "-", "-", "-", "-", "-")
		d.Shows("lead to customer -1 point = -9 customers", "or 1,125 leads")
		d.Press("esc")
		d.Hides("instead of")
		d.Press("G", "k", "k", "k", "+", "+", "+", "+", "+") // the step in which sales accepts
		d.Shows("MQL → SAL +5 points = +4 customers")
		d.Press("j")
		d.Hides("MQL → SAL +5")
		for range 40 {
			d.Press("shift+up")
		}
		d.Shows("SAL → SQL +34 points") // never beyond all of them
	})
}

// TestNewsLeavesTheTyped: figures of the file are renewed, those of the person
// are not.
func TestNewsLeavesTheTyped(t *testing.T) {
	f := newFake()
	f.versions = nil
	drive(t, f, 80, 20, vttest.Dark(), func(d driver) {
		d.Type("1m")
		d.Press("enter", "j", "j", "j")
		d.Type("6")
		d.Press("enter")
		d.Type("30") // still being typed
		f.report.Measured.AverageDeal, f.report.Measured.LeadRate = 10_000, stat.Of(300, 3000)
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("1,000,000  typed", "6 %  typed, past 10 % (n 3,000)", "10,000  measured", "30", "customers              100")
		if !d.Screen.Capturing() {
			t.Error("news ended the typing")
		}
	})
}

// TestTypedIsRead: what is written for an input is read as the same figure.
func TestTypedIsRead(t *testing.T) {
	t.Parallel()
	r := newBlank().report
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.SampledFrom([]input{revenue, share, averageDeal, winRate, leadRate, readyRate, lag}).Draw(t, "input")
		e := entry{from: typed, value: float64(rapid.IntRange(1, 10_000).Draw(t, "value")) / 1e4}
		switch {
		case i.isMoney():
			e.value = float64(rapid.Int64Range(1, 1e12).Draw(t, "cents")) / 100
		case i == lag:
			e.value = float64(rapid.IntRange(10, 36_500).Draw(t, "tenths")) / 10
		}
		got, err := i.parse(i.text(e, r.Zone), &r, now)
		if err != nil || i.text(got, r.Zone) != i.text(e, r.Zone) {
			t.Fatalf("%s %v is written %q and read %v, %v", inputLabels[i], e.value, i.text(e, r.Zone), got.value, err)
		}
	})
	for _, words := range []string{"q4 2026", "2026-12", "2027", "2026-12-31"} {
		e, err := deadline.parse(words, &r, now)
		again, err2 := deadline.parse(deadline.text(e, r.Zone), &r, now)
		if err != nil || err2 != nil || !again.was(e) {
			t.Errorf("%q is written %q: %v, %v", words, deadline.text(e, r.Zone), err, err2)
		}
	}
}

// TestDigitsAreSaid: on an input digits are a figure and not the way to another
// screen, so the footer says it there, and only there.
func TestDigitsAreSaid(t *testing.T) {
	drive(t, newFake(), 120, 36, vttest.Dark(), func(d driver) {
		said := func() bool {
			return slices.ContainsFunc(d.Screen.Actions(), func(a screen.Action) bool {
				return a.Binding.Help().Key == "0-9" && a.Why == "" && !a.Quiet
			})
		}
		one := tea.KeyPressMsg{Code: '1', Text: "1"}
		if !said() || !d.Screen.Claims(one) {
			t.Error("on the revenue a digit is not said to be typed")
		}
		d.Press("1", "m")
		if v := d.Screen.form.edit.Value(); v != "1m" {
			t.Errorf("typed %q", v)
		}
		d.Press("esc", "G")
		if said() || d.Screen.Claims(one) {
			t.Error("on a rate of the plan digits are typed")
		}
	})
}
