package funnel

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/internal/stat"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

func TestLooks(t *testing.T) {
	for _, size := range append(vttest.Sizes, struct{ W, H int }{160, 40}) {
		name := fmt.Sprintf("%dx%d", size.W, size.H)
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(3000), size.W, size.H, vttest.Dark(), func(d driver) {
				d.Golden("first-" + name)
				d.Press("j")
				d.Golden("second-" + name)
				d.Press("G", "tab")
				d.Golden("won-" + name)
			})
		})
	}
	for name, st := range vttest.Themes() {
		t.Run(name, func(t *testing.T) {
			drive(t, newFake(3000), 120, 36, st, func(d driver) {
				d.Press("j")
				d.GoldenStyled("styled-" + name)
			})
		})
	}
}

// TestBottleneckAgainstTheGoal: the sentence and the mark of the step that lies
// below the plan, in the money of the goal, and why a plan is not the norm.
func TestBottleneckAgainstTheGoal(t *testing.T) {
	f := newFake(3000)
	f.plan = rules.Plan{Version: 2, Rates: []float64{0.4, 0.9, 0.5, 0.45, 0.4}, AverageDeal: 10000, Currency: "CHF"}
	for _, size := range vttest.Sizes {
		drive(t, f, size.W, size.H, vttest.Dark(), func(d driver) {
			r, err := f.Funnel(t.Context(), rules.Question{Since: now.AddDate(0, 0, -90).Truncate(24 * time.Hour)}, "source")
			if err != nil || !r.Planned || r.Bottleneck == nil || r.Bottleneck.From.Key != "mql" {
				t.Fatalf("%+v, %v", r.Bottleneck, err)
			}
			said := strings.Join(strings.Fields(d.Plain()), " ")
			for _, want := range []string{"◄ MQL → SAL: of " + comma(r.Bottleneck.N) + " decided, new in the last 90 days,", "CHF"} {
				if !strings.Contains(said, want) {
					t.Errorf("the screen does not say %q:\n%s", want, d.Plain())
				}
			}
			if line := d.Line(" MQL  "); !strings.Contains(line, "◄") {
				t.Errorf("the step is not marked: %q", line)
			}
			if d.Press("o"); size.W >= 120 {
				d.Shows("! the goal plans first passes to the next stage or beyond", "in Q")
			}
		})
	}
}

// TestFiguresAreThoseOfTheFunnel reads the row of a stage against an answer of
// its own.
func TestFiguresAreThoseOfTheFunnel(t *testing.T) {
	f := newFake(3000)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		r, err := f.Funnel(t.Context(), rules.Question{Since: now.AddDate(0, 0, -90).Truncate(24 * time.Hour)}, "source")
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range r.Stages[:4] {
			words := strings.Fields(d.Line(" " + g.Stage.Label + "  "))
			for _, want := range []string{fmt.Sprint(g.Entered), fmt.Sprint(g.Current), strings.Fields(rules.Percent(g.Rate.Value))[0]} {
				if !slices.Contains(words, want) {
					t.Errorf("%s does not show %s: %q", g.Stage.Label, want, words)
				}
			}
		}
		d.Shows("◄ MQL → SAL", "Velocity: USD", "10 % better win rate", "! 19 deals", "601 leads", "first pass; to the next stage or beyond")
	})
}

// TestStages moves along the stages: everything follows the selected one.
func TestStages(t *testing.T) {
	drive(t, newFake(3000), 120, 36, vttest.Dark(), func(d driver) {
		d.Shows("Lead → MQL", "LEAVING LEAD")
		d.Press("j", "down")
		d.Shows("SAL → SQL", "LEAVING SAL", "BY SOURCE  SAL → SQL")
		d.Press("G")
		d.Shows("won of all leads", "entries a week")
		d.Hides("LEAVING")
		d.Press("enter")
		if open, ok := d.Last().(screen.OpenMsg); !ok || open.Screen != "Leads" || open.Query.Stage != "customer" {
			t.Errorf("enter opens %+v", d.Last())
		}
		d.Press("k", "g", "k")
		d.Shows("Lead → MQL")
		d.Send(tea.MouseClickMsg{X: 20, Y: 6, Button: tea.MouseLeft}) // the second stage, in its lines
		d.Shows("LEAVING MQL")
		d.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		d.Shows("LEAVING SAL")
		d.Send(tea.MouseClickMsg{X: 90, Y: 6, Button: tea.MouseLeft})
		d.Shows("LEAVING SAL")
		d.Send(screen.OpenMsg{Screen: Title, Query: crm.LeadQuery{Stage: "sql"}})
		d.Shows("LEAVING SQL")
	})
}

// TestSwitches asks every switch; the definition in force says so.
func TestSwitches(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("c")
		d.Shows("what happened since 26 Aug 2026")
		d.Press("f")
		d.Shows("every pass")
		d.Press("o")
		d.Shows("to the very next stage")
		if q := f.asked[len(f.asked)-1]; q.Basis != rules.Period || q.Count != rules.AllPasses || q.Order != rules.Strict {
			t.Errorf("asked was %+v", q)
		}
		d.Press("c", "f", "o")
		d.Shows("new since", "first pass; to the next stage or beyond")
		d.Press("p")
		d.pick("m")
		d.Shows("the last 30 days", "since 25 Oct 2026")
		d.Press("p")
		d.pick("a")
		d.Shows("all time", "all leads, until now", "600 leads")
		d.Press("p")
		d.pick("d")
		m, v := d.form()
		for _, wrong := range []screen.Values{{}, {"since": "soon"}, {"since": "2026-10-01", "until": "2026-09-30"}} {
			if len(m.Check(wrong)) == 0 {
				t.Errorf("%v is taken for dates", wrong)
			}
		}
		if len(v) != 2 {
			t.Errorf("the form has the fields %v", v)
		}
		d.fill("since", "2026-07-01", "until", "2026-09-30")
		d.Shows("from 1 Jul 2026 to 30 Sep 2026", "2026-07-01 to 2026-09-30")
	})
}

// TestPeriods: the borders of days are those of the zone, also when the clocks
// change, and a period is that of today also tomorrow.
func TestPeriods(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	at := time.Date(2026, 3, 31, 23, 30, 0, 0, time.UTC) // the first of April there
	for kind, want := range map[periodKind]string{
		last30: "2026-03-02T00:00:00+01:00", last90: "2026-01-01T00:00:00+01:00",
		thisQuarter: "2026-04-01T00:00:00+02:00", thisYear: "2026-01-01T00:00:00+01:00",
	} {
		since, until := period{kind: kind}.window(at, zone)
		if got := since.Format(time.RFC3339); got != want || !until.IsZero() {
			t.Errorf("period %d begins %s, want %s; it ends %v", kind, got, want, until)
		}
	}
	since, until := period{kind: typedDates, since: "2026-03-29", until: "2026-03-29"}.window(at, zone)
	if until.Sub(since) != 23*time.Hour {
		t.Errorf("the day on which the clocks go forward has %v", until.Sub(since))
	}
	if since, until = (period{kind: allTime}).window(at, zone); !since.IsZero() || !until.IsZero() {
		t.Errorf("all time is from %v to %v", since, until)
	}
}

// TestDatesAreSaid: a single day is not said to go on to itself.
func TestDatesAreSaid(t *testing.T) {
	for _, c := range []struct{ since, until, want string }{
		{"2026-10-25", "2026-10-25", "on 2026-10-25"}, {"2026-10-25", "2026-10-26", "from 2026-10-25 to 2026-10-26"},
		{"", "2026-10-25", "until 2026-10-25"}, {"2026-10-25", "", "since 2026-10-25"},
	} {
		p := period{kind: typedDates, since: c.since, until: c.until}
		if got := p.during(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	drive(t, newFake(300), 80, 20, vttest.Dark(), func(d driver) {
		d.Press("p")
		d.pick("d")
		d.fill("since", "2020-02-29", "until", "2020-02-29")
		d.Shows("FUNNEL  2020-02-29 ", "new on 29 Feb 2020, until now", "No lead came in on 2020-02-29.")
	})
}

// TestBreakdown takes one field after the other, and any by name.
func TestBreakdown(t *testing.T) {
	drive(t, newFake(3000), 120, 36, vttest.Dark(), func(d driver) {
		for _, field := range []string{"CAMPAIGN", "OWNER", "GRADE", "SEGMENT", "SOURCE"} {
			d.Press("b")
			d.Shows("BY " + field)
		}
		d.Press("B")
		m, v := d.form()
		if v["by"] = "colour"; len(m.Check(v)) == 0 {
			t.Error("a field that no lead has is taken")
		}
		d.fill("by", "segment")
		d.Shows("BY SEGMENT")
	})
	drive(t, newFake(900), 120, 20, vttest.Dark(), func(d driver) {
		d.Press("j")
		d.Golden("many-groups") // the best, the worst, and how many are between or too few
	})
}

// TestNoNumberIsCut: the rate of a step says less where there is less room, and
// never a part of a number.
func TestNoNumberIsCut(t *testing.T) {
	f := New(newFake(0), vttest.Dark(), clock(), "smarketing")
	f.load.report.Stages = make([]rules.Figures, 2)
	g := &rules.Figures{Entered: 12971, Pending: 3650, Rate: stat.Of(4410, 12971), Decided: stat.Of(4410, 9321)}
	for w, want := range map[int]string{
		90: "34 % (33-35) of 12,971 · 3,650 may still go on, 47 % of the other 9,321 did",
		69: "34 % (33-35) of 12,971 · 3,650 still open, 47 % of the other 9,321",
		58: "34 % (33-35) of 12,971 · 3,650 open, 47 % of 9,321 others",
		48: "34 % (33-35) of 12,971 · 3,650 may still go on",
		43: "34 % (33-35) of 12,971 · 3,650 still open",
		10: "34 % (33-35) of 12,971",
	} {
		if got := f.stepNote(g, w); got != want {
			t.Errorf("in %d cells %q, want %q", w, got, want)
		}
	}
}

// TestParts shows one part at a time where there is one column.
func TestParts(t *testing.T) {
	drive(t, newFake(3000), 80, 20, vttest.Dark(), func(d driver) {
		d.Shows("Lead → MQL  ", "! 1 note")
		d.Press("tab")
		d.Golden("parts-80x20")
		d.Press("tab")
		d.Golden("notes-80x20")
		d.Press("tab")
		d.Shows("by week of entry")
	})
}

// TestExport writes what is shown and says where.
func TestExport(t *testing.T) {
	f := newFake(600)
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) {
		d.Press("x")
		d.pick("c")
		d.says("funnel-2026-11-24.csv")
		d.Press("x")
		d.pick("m")
		d.says("funnel-2026-11-24.markdown")
		if !slices.Equal(f.exports, []string{"csv", "markdown"}) {
			t.Errorf("written was %v", f.exports)
		}
		f.err = crm.Errorf(crm.Failure, "the disk is full")
		d.Press("x")
		d.pick("c")
		d.says("the disk is full")
	})
}

// TestEveryKeyOfTheFooterWorks presses all, in all parts, at every size.
func TestEveryKeyOfTheFooterWorks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		keys := rapid.SliceOfN(rapid.SampledFrom([]string{"j", "k", "g", "G", "c", "f", "o", "b", "tab", "enter", "p", "x", "e", "r", "B"}), 1, 12).Draw(rt, "keys")
		w, h := rapid.IntRange(20, 220).Draw(rt, "w"), rapid.IntRange(1, 50).Draw(rt, "h")
		leads := rapid.SampledFrom([]int{0, 3, 60}).Draw(rt, "leads")
		drive(t, newFake(leads), w, h, vttest.Dark(), func(d driver) {
			for _, key := range keys {
				d.Press(key)
				_ = d.Plain()
			}
		})
	})
}
