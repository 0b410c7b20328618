package imports

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
	"smarketing/ui/widget"
)

func TestFieldChoice(t *testing.T) {
	f := newFake()
	opened(t, f, 120, 36, func(d driver) {
		d.on("Budget")
		d.Press("enter")
		d.Type("annual")
		d.Press("enter")
		if got := f.wanted().Map; !maps.Equal(got, map[string]string{"annual_revenue": "Budget"}) {
			t.Errorf("the map is %v", got)
		}
		d.Shows("Budget", "annual_revenue", "chosen by you", "changed by you")
		d.on("Name")
		d.Press("enter")
		d.Type("custom field")
		d.Press("enter")
		if got := f.wanted().Map["name_2"]; got != "Name" {
			t.Errorf("a custom field apart from the core one: %v", f.wanted().Map)
		}
		d.Press("enter")
		d.Type("Nick name")
		d.Press("enter")
		if got := f.wanted().Map; got["nick_name"] != "Name" || got["name_2"] != "" {
			t.Errorf("a new custom field: %v", got)
		}
		d.Press("enter")
		d.Type("guessed")
		d.Press("enter")
		d.on("Budget")
		d.Press("x")
		if got := f.wanted(); len(got.Map) != 0 || !slices.Equal(got.Ignore, []string{"Budget"}) {
			t.Errorf("after forgetting and ignoring: %+v", got)
		}
		d.Press("x")
		if !f.wanted().Zero() {
			t.Errorf("not ignored any more: %+v", f.wanted())
		}
	})
}

// TestChoiceTakesText types keys that mean something outside into the filter of
// a list.
func TestChoiceTakesText(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d driver) {
		before := len(f.plans)
		d.Press("enter")
		d.Type("Iaxndvq?")
		d.Press("enter") // a new custom field of that name
		if len(f.plans) != before+1 || f.wanted().Map["iaxndvq"] != "Lead ID" || d.Screen.step != reviewing {
			t.Errorf("the map is %v", f.wanted().Map)
		}
	})
}

func TestKindAndDates(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d driver) {
		d.on("Phone")
		d.Press("x", "d")
		d.Type("month")
		d.Press("enter")
		if f.wanted().Dates != "mdy" || len(f.wanted().Ignore) != 1 {
			t.Errorf("plan %+v", f.wanted())
		}
		d.Press("a")
		d.Type("activ")
		d.Press("enter")
		if got := f.wanted(); got.Kind != crm.ActivityRecord || got.Dates != "mdy" || len(got.Ignore) != 0 {
			t.Errorf("plan %+v", got)
		}
		d.Golden("refused")
		d.Press("I")
		if d.Screen.step != reviewing || !strings.Contains(d.Toast(), "no column gives the event") {
			t.Errorf("a refused file is imported: %q", d.Toast())
		}
		d.on("CRM tool")
		d.Press("enter")
		d.Type("event")
		d.Press("enter")
		d.Shows("1,204 rows taken as activities", "842 new")
		d.Press("r")
		if !f.wanted().Zero() {
			t.Errorf("r leaves %+v", f.wanted())
		}
	})
}

func TestNulls(t *testing.T) {
	f := newFake()
	opened(t, f, 120, 36, func(d driver) {
		d.on("Phone")
		d.Shows(`"-" stands in it 211 times`)
		d.Press("n") // the only suspect: at once
		if !f.wanted().isNull("Phone", "-") {
			t.Fatalf("plan %+v", f.wanted())
		}
		d.Hides(`"-" stands in it`)
		d.Press("n")
		if f.wanted().isNull("Phone", "-") {
			t.Error("n again does not take it back")
		}
		d.on("Employees")
		d.Press("n", "enter", "down", "enter")
		if got := f.wanted().Nulls; !reflect.DeepEqual(got, []Null{{"Employees", "unknown"}, {"Employees", "-"}}) {
			t.Errorf("nulls %v", got)
		}
		d.Shows("✓ \"unknown\"", "✓ \"-\"")
		d.Type("999")
		d.Press("enter")
		if !f.wanted().isNull("Employees", "999") {
			t.Error("a spelling of one's own is not taken")
		}
		d.Press("esc")
		d.on("Lead ID")
		d.Press("n")
		d.Shows("Unknown in Lead ID")
	})
}

func TestValues(t *testing.T) {
	f := newFake()
	opened(t, f, 120, 36, func(d driver) {
		d.on("Status")
		d.Shows("→ mql", "→ customer", "2 values are not known here, such as", `"Working", 300 times`)
		d.Press("v", "down", "enter")
		d.Shows(`"Working" means`)
		d.Type("sql")
		d.Press("enter")
		if got := f.wanted().Values; !maps.Equal(got, map[string]string{"Working": "sql"}) {
			t.Fatalf("values %v", got)
		}
		d.Shows("What the values of Status mean", "→ sql, 300 times")
		d.Press("down", "down", "enter")
		d.Type("ignore")
		d.Press("enter")
		if got, ok := f.wanted().Values["Nurturing"]; !ok || got != "" {
			t.Errorf("values %v", f.wanted().Values)
		}
		d.Press("esc")
		d.Hides("not known here")
		d.on("Phone")
		d.Press("v")
		if !strings.Contains(d.Toast(), "not counted one by one") {
			t.Errorf("v on a column without values says %q", d.Toast())
		}
	})
}

func TestSpellings(t *testing.T) {
	f := newFake()
	f.columns[7].Values = map[string]int{"Zoho": 12, "zoho crm": 3, "HubSpot": 4}
	opened(t, f, 120, 36, func(d driver) {
		d.on("CRM tool")
		d.Press("v", "down", "down", "enter")
		d.Shows(`"zoho crm" is read as`)
		d.Press("enter")
		if got := f.wanted().Same; !reflect.DeepEqual(got, []Same{{"CRM tool", "zoho crm", "Zoho"}}) {
			t.Errorf("read as others: %v", got)
		}
		d.Shows("✓ zoho crm", "→ Zoho")
		d.Press("enter")
		d.Type("unkn")
		d.Press("enter")
		d.Shows("→ unknown")
		d.Press("enter")
		d.Type("as it is")
		d.Press("enter")
		if got := f.wanted().Same; len(got) != 0 {
			t.Errorf("still read as others: %v", got)
		}
	})
}

func TestRemembered(t *testing.T) {
	f := newFake()
	f.last["Lead ID"] = Plan{}.ignore("Phone").null("Employees", "-")
	opened(t, f, 80, 20, func(d driver) {
		d.Shows("as last time, r forgets", "nothing")
		if !f.wanted().ignores("Phone") {
			t.Errorf("plan %+v", f.wanted())
		}
		d.Press("x") // adds to what was remembered
		if got := f.wanted().Ignore; !slices.Equal(got, []string{"Phone", "Lead ID"}) {
			t.Errorf("ignored %v", got)
		}
		d.Press("r")
		d.Hides("as last time")
	})
}

// TestQuickChangesAddUp decides faster than the file is read: the last reading
// has all decisions, and answers to older ones are dropped.
func TestQuickChangesAddUp(t *testing.T) {
	f := newFake()
	opened(t, f, 80, 20, func(d driver) {
		f.hold = make(chan struct{})
		d.Press("x", "j", "x", "j", "x")
		d.Shows("Lead ID", "key") // the old table stays
		time.Sleep(2 * widget.Patience)
		d.Settle()
		if d.Screen.spin.View() == " " {
			t.Error("no spinner while the file is read anew")
		}
		d.Press("I")
		if !strings.Contains(d.Toast(), "is being read") {
			t.Errorf("import while reading says %q", d.Toast())
		}
		close(f.hold)
		d.Settle()
		if got := d.Screen.review.plan.Ignore; len(got) != 3 || f.counted != 2 {
			t.Errorf("ignored %v, counted %d times", got, f.counted)
		}
		f.hold = nil
	})
}

func TestLargeFilesAreCountedOnDemand(t *testing.T) {
	f := newFake()
	f.rows = 1_204_000
	opened(t, f, 80, 20, func(d driver) {
		d.Shows("c counts what would happen to the 1,204,000 rows")
		if f.counted != 0 {
			t.Error("counted without being asked")
		}
		d.Press("c")
		d.Shows("842 new", "340 updated", "! 4 rejected", "12 become ready")
	})
}

func TestTextBesideColumns(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d driver) {
		d.on("CRM tool")
		d.Press("tab")
		d.Shows("WOULD BE REJECTED", "Employees: is not a number", "ABOUT THE FILE", `Column "Employees" would be a number but for "unknown" (31).`)
		d.Hides("--null", "/home/kim/leads-november.csv: row")
		d.Press("pgdown", "G", "k", "j", "pgup")
		d.Press("esc")
		d.Shows("makes the custom field crm_tool")
		d.Send(tea.MouseWheelMsg{X: 10, Y: 8, Button: tea.MouseWheelDown})
		d.Send(tea.MouseClickMsg{X: 10, Y: 6, Button: tea.MouseLeft})
		d.Send(tea.MouseClickMsg{X: 10, Y: 6, Button: tea.MouseLeft})
		if d.Screen.choose == nil {
			t.Fatal("a click on the selected column does not offer fields")
		}
		d.Send(tea.MouseWheelMsg{X: 10, Y: 8, Button: tea.MouseWheelDown})
		d.Send(tea.MouseClickMsg{X: 10, Y: headLines + 3, Button: tea.MouseLeft})
		if d.Screen.choose != nil {
			t.Error("a click on an option does not choose it")
		}
	})
}

func TestEscChoosesAnotherFile(t *testing.T) {
	opened(t, newFake(), 80, 20, func(d driver) {
		d.Press("esc")
		d.Shows("IMPORT A FILE", "october.csv")
		for _, m := range d.Sent {
			if _, back := m.(screen.BackMsg); back {
				t.Error("esc left the screen")
			}
		}
	})
}

// TestPlansAreValues checks that no decision changes an older plan.
func TestPlansAreValues(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{"a", "b", "c"})
		plans, copies := []Plan{{}}, []Plan{{}}
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			p := plans[rapid.IntRange(0, len(plans)-1).Draw(rt, "from")]
			x, y := name.Draw(rt, "x"), name.Draw(rt, "y")
			switch rapid.IntRange(0, 9).Draw(rt, "what") {
			case 0:
				p = p.fill(x, y)
			case 1:
				p = p.ignore(x)
			case 2:
				p = p.guess(x)
			case 3:
				p = p.null(x, y)
			case 4:
				p = p.mean(x, y)
			case 5:
				p = p.unmean(x)
			case 6:
				p = p.dated(x)
			case 7:
				p = p.as(crm.DealRecord)
			case 8:
				p = p.same(x, y, x)
			case 9:
				p = p.apart(x, y)
			}
			plans, copies = append(plans, p), append(copies, p.clone())
		}
		if !reflect.DeepEqual(plans, copies) {
			rt.Fatal("a decision has changed an older plan")
		}
		for _, p := range plans {
			for _, h := range p.Ignore {
				for _, mapped := range p.Map {
					if mapped == h {
						rt.Fatalf("%q is mapped and ignored", h)
					}
				}
			}
		}
	})
}

func TestOnScreen(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`Column "x" would be a number but for "unknown" (3); --null x=VALUE takes a spelling as unknown.`:         `Column "x" would be a number but for "unknown" (3). n takes a spelling as unknown.`,
		`Column "x" is kept as text: every date could be either. --dates dmy or --dates mdy makes times of it.`:   `Column "x" is kept as text: every date could be either. d says which.`,
		`No column gives the status: all deals are open. --set status=won or --map status=HEADER says otherwise.`: `No column gives the status: all deals are open. enter says what a column fills.`,
		`Column "x" has "a" (3) and also "b" (1): they are kept apart; --same x=b=a reads them as one.`:           `Column "x" has "a" (3) and also "b" (1): they are kept apart. v gives them one spelling.`,
		`2 calls say who the leads are and are left out; smarketing import --as leads x.jsonl takes them.`:        `2 calls say who the leads are and are left out. a says what the rows are.`,
		`--stage has no effect: no column is mapped.`:                                                             ``,
		`A blank row was skipped.`: `A blank row was skipped.`,
	} {
		if got := onScreen(in); got != want {
			t.Errorf("%s\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestWithoutFlags(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`row 5: is not a number (mend "a", or name it with --null when it means unknown)`: `row 5: is not a number.`,
		`Column "x" has "a" (3) and also "b" (1): they are kept apart; --same x=b=a.`:     `Column "x" has "a" (3) and also "b" (1): they are kept apart.`,
	} {
		if got := withoutFlags(in); got != want {
			t.Errorf("%s\n got %q\nwant %q", in, got, want)
		}
	}
}

// What an export says its values mean is shown, and only the others are warned
// of.
func TestMeaningsOfAnExport(t *testing.T) {
	f := newFake()
	for i := range f.columns {
		if c := &f.columns[i]; c.Header == "Status" {
			c.Means = map[string]string{"MQL": "mql", "Working": "sal", "Won": "customer", "Nurturing": ""}
		}
	}
	opened(t, f, 120, 36, func(d driver) {
		d.on("Status")
		d.Shows("→ mql", "→ sal", "ignored")
		d.Hides("not known here")
		d.Hides("no stage  ")
	})
	delete(f.columns[6].Means, "Working")
	opened(t, f, 120, 36, func(d driver) {
		d.on("Status")
		d.Shows(`1 value is not known here, such as "Working"`, "no stage", "→ mql")
	})
}

// A refusal that is too long for the line above the columns is told in full,
// with a remedy of this screen.
func TestLongRefusal(t *testing.T) {
	f := newFake()
	f.refusal = crm.Errorf(crm.Invalid, `column "Lead ID" holds long ids cut to a few digits, such as 5.80503E+18: 1 of 3 leads would collapse into another`).
		WithHint("export the column as text, or map another column with --map key=HEADER")
	for _, w := range []int{80, 120} {
		opened(t, f, w, 36, func(d driver) {
			if w < twoPanes {
				d.Press("tab")
			}
			d.Shows("collapse", "Export the column as text.", "x ignores this one")
			d.Hides("--map")
		})
	}
}

// TestSheets looks at a workbook of several sheets, one of them hidden, one
// empty, one with a name that is hostile.
func TestSheets(t *testing.T) {
	book := newFake()
	book.sheets = []crm.Sheet{
		{Name: "Leads", Columns: 10, Rows: 199, More: true}, {Name: "Budgets", Columns: 1, Rows: 3},
		{Name: "リスト\x1b[31m\n", Columns: 4, Rows: 199, More: true, Hidden: true}, {Name: "Empty"}, {Name: "Broken", Damaged: true},
	}
	book.last["Budget"] = Plan{Sheet: "of another workbook", Ignore: []string{"Budget"}}
	for _, size := range vttest.Sizes {
		opened(t, book, size.W, size.H, func(d driver) {
			d.Shows("sheet Leads, 1 of 5")
			d.on("Phone")
			d.Press("x", "s")
			d.Golden(fmt.Sprintf("sheets-%dx%d", size.W, size.H))
			d.Type("budg")
			d.Press("enter")
			d.Shows("sheet Budgets, 2 of 5", "3 rows taken as", "as last time")
			d.Hides("Lead ID")
			if got := book.wanted(); got.Sheet != "Budgets" || len(got.Ignore) != 1 || got.Ignore[0] != "Budget" {
				t.Errorf("plan %+v", got)
			}
			d.Press("r") // forgets what was decided, not which sheet is read
			d.Shows("sheet Budgets, 2 of 5")
			if got := book.wanted(); got.Sheet != "Budgets" || !got.Zero() {
				t.Errorf("plan %+v", got)
			}
			d.Press("I")
			if book.imported.Sheet != "Budgets" {
				t.Errorf("imported %+v", book.imported)
			}
		})
	}
	opened(t, newFake(), 80, 20, func(d driver) {
		d.Press("s")
		if d.Toast() != "Not now: the file is no workbook" {
			t.Errorf("toast %q", d.Toast())
		}
	})
}
