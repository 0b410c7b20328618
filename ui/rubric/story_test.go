package rubric

import (
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// goTo finds a line by its name and puts the cursor on it.
func goTo(d *driver, name string) {
	d.T.Helper()
	d.Press("/")
	d.Type(name)
	d.Press("enter")
	if at, _ := d.Screen.row(); !strings.Contains(strings.ToLower(at.name(d.Screen.rubric())), strings.ToLower(name)) {
		d.T.Fatalf("the search for %q ends on %q", name, at.name(d.Screen.rubric()))
	}
}

// rest lets the keys rest until the draft is written.
func rest(d *driver) {
	time.Sleep(time.Second)
	d.Settle()
}

// pointsOf returns the points of a criterion in the grid.
func pointsOf(d *driver, id string) int {
	d.T.Helper()
	_, c := d.Screen.rubric().Criterion(id)
	if c == nil {
		d.T.Fatalf("there is no criterion %s", id)
	}
	return c.Points
}

// formOf returns the form that was laid over the screen last.
func formOf(d *driver) screen.FormMsg {
	d.T.Helper()
	f, ok := d.Last().(screen.FormMsg)
	if !ok {
		d.T.Fatalf("no form was opened, but %#v", d.Last())
	}
	return f
}

// fill gives a form its own values with these changed, as the shell does.
func fill(f screen.FormMsg, changed screen.Values) screen.Values {
	v := screen.Values{}
	for range 5 { // fields may depend on each other
		next := screen.Values{}
		for _, field := range f.Fields(v) {
			next[field.Key] = field.Value
			if value, ok := changed[field.Key]; ok {
				next[field.Key] = value
			}
		}
		v = next
	}
	return v
}

// submitForm fills the open form and submits it; what is wrong fails the test.
func submitForm(d *driver, changed screen.Values) {
	d.T.Helper()
	f := formOf(d)
	v := fill(f, changed)
	if f.Check != nil {
		if wrong := f.Check(v); len(wrong) > 0 {
			d.T.Fatalf("the form %q is not accepted: %v", f.Title, wrong)
		}
	}
	d.Run(f.Run(v))
}

func TestRaiseAWeightAndSeeWhoBecomesReady(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		d.Shows("v7 · published by Ana 9 days ago", "ready       45")
		goTo(d, "Decision maker")
		d.Press("=", "=")
		d.Shows("15 → 25", "45 → 55   ▲ 10 in", "draft on v7 · 1 change", "Priya Souza", "67 → 77 ▲ ready")
		rest(d)
		d.Shows("kept in the file")
		if f.draft == nil || f.draft.Base != 7 || !strings.Contains(f.draft.Body, "points = 25") {
			t.Errorf("the file holds the draft %+v", f.draft)
		}
		d.Press("u", "u")
		d.Shows("v7 · published by Ana", "ready       45")
		d.Hides("▲ 10 in")
		if got := d.Toast(); got != "Undone: Decision maker: points 15 → 20" {
			t.Errorf("toast %q", got)
		}
		rest(d)
		if f.draft != nil {
			t.Error("a draft that changes nothing stays in the file")
		}
		d.Press("ctrl+r", "ctrl+r")
		d.Shows("15 → 25", "45 → 55   ▲ 10 in")
	})
}

func TestTypeANumber(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 80, 20, func(d *driver) {
		goTo(d, "Home market")
		d.Press("1", "2")
		d.Shows("12▏", "▌")
		if pointsOf(d, "market") != 6 {
			t.Error("the number is taken before enter")
		}
		d.Press("enter")
		d.Shows("6 → 12")
		d.Press("8", "-", "j") // a move takes it
		if got := pointsOf(d, "market"); got != -8 {
			t.Errorf("points %d, want -8", got)
		}
		d.Press("k", "5", "0", "0")
		d.Shows("! -100 to 100")
		d.Press("enter")
		if !d.Screen.Capturing() || pointsOf(d, "market") != -8 {
			t.Error("a number that is too large was taken")
		}
		d.Press("esc")
		if d.Screen.Capturing() || pointsOf(d, "market") != -8 {
			t.Error("esc did not leave the number as it was")
		}
		d.Press("enter", "backspace", "backspace", "3", "enter")
		if got := pointsOf(d, "market"); got != 3 {
			t.Errorf("points %d, want 3", got)
		}
		d.Send(tea.PasteMsg{Content: " 17\n"})
		d.Press("enter")
		if got := pointsOf(d, "market"); got != 17 {
			t.Errorf("points %d after a paste, want 17", got)
		}
	})
}

func TestStepsStopAtTheLimit(t *testing.T) {
	t.Parallel()
	drive(t, newFake(10), 80, 20, func(d *driver) {
		goTo(d, "Home market")
		d.Press("9", "8", "enter", "=")
		if got := pointsOf(d, "market"); got != 100 {
			t.Errorf("points %d, want 100", got)
		}
		d.Press("+")
		d.Shows("! -100 to 100")
		d.Press("-")
		d.Hides("! -100")
		if got := pointsOf(d, "market"); got != 99 {
			t.Errorf("points %d, want 99", got)
		}
	})
}

// TestOtherCells changes times, half-lives and caps from the keyboard.
func TestOtherCells(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 120, 36, func(d *driver) {
		criterion := func() *rubric.Criterion { _, c := d.Screen.rubric().Criterion("ebook"); return c }
		goTo(d, "eBook")
		d.Press("l")
		d.Shows("times", "◂ ×2 ▸")
		d.Press("+", "l", "4", "5", "enter")
		if c := criterion(); c.Times != 3 || c.HalfLife != 45 {
			t.Errorf("times %d, half-life %d", c.Times, c.HalfLife)
		}
		d.Press("backspace") // the group's again
		if c := criterion(); c.HalfLife != 0 {
			t.Errorf("half-life %d", c.HalfLife)
		}
		goTo(d, "Content")
		d.Press("backspace")
		d.Shows("no cap")
		if g := d.Screen.rubric().Groups[3]; g.Max != nil {
			t.Errorf("cap %d", *g.Max)
		}
		d.Press("2", "0", "enter")
		d.Shows("cap 30 → 20")
		for range 40 {
			d.Press("k")
		}
		d.Press("5", "0", "enter")
		if got := d.Screen.rubric().Fit.Max; got != 50 {
			t.Errorf("cap of fit %d", got)
		}
	})
}

func TestSwitchDeleteAndMove(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 80, 20, func(d *driver) {
		order := func(g int) (ids string) {
			for _, c := range d.Screen.rubric().Groups[g].Criteria {
				ids += c.ID + " "
			}
			return ids
		}
		goTo(d, "Home market")
		d.Press("space")
		d.Shows("off", "~ Home market")
		d.Press("space")
		d.Hides("~ Home market")
		d.Press("K")
		if got := order(0); !strings.HasPrefix(got, "size industry industry_near market revenue") {
			t.Errorf("order %s", got)
		}
		d.Press("J", "J", "J") // down, and on into the next group
		if got := order(1); !strings.HasPrefix(got, "market decider") {
			t.Errorf("second group %s", got)
		}
		d.Press("d")
		d.Hides("Home market")
		if got := d.Toast(); got != "Removed Home market from the draft. u brings it back." {
			t.Errorf("toast %q", got)
		}
		d.Press("u")
		d.Shows("Home market")
	})
}

// TestEmptyGroup lets a group be empty on the way, measures without it, and
// refuses to publish it.
func TestEmptyGroup(t *testing.T) {
	t.Parallel()
	f := newFake(60)
	drive(t, f, 80, 20, func(d *driver) {
		goTo(d, "Company")
		d.Press("j")
		for range 6 {
			d.Press("d")
		}
		d.Shows("! empty", "READY")
		rest(d)
		if f.draft == nil || strings.Contains(f.draft.Body, `"Company"`) {
			t.Error("the sound part of the draft is not kept")
		}
		d.Press("P")
		d.Shows("it cannot be published", "the group has no criterion")
		if at, _ := d.Screen.row(); at.name(d.Screen.rubric()) != "Company" {
			t.Error("the cursor is not where the fault is")
		}
		if len(f.versions) != 1 {
			t.Error("it was published")
		}
	})
}

func TestAddARule(t *testing.T) {
	t.Parallel()
	drive(t, newFake(300), 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("a")
		form := formOf(d)
		wrong := form.Check(fill(form, screen.Values{"points": "500", "label": "Uses a rival", "field0": "crm_tool", "in0": "Zoho"}))
		if !strings.Contains(wrong["points"], "outside -100..100") {
			t.Errorf("500 points: %v", wrong)
		}
		wrong = form.Check(fill(form, screen.Values{"label": "X", "kind0": string(fieldMatches), "field0": "title", "matches0": "(("}))
		if !strings.Contains(wrong["matches0"], "does not compile") {
			t.Errorf("a pattern that does not compile: %v", wrong)
		}
		note := func(v screen.Values) screen.FormNoteMsg {
			m, _ := form.Watch(fill(form, v))().(screen.FormNoteMsg)
			return m
		}
		if m := note(screen.Values{"label": "Retail", "field0": "industry", "in0": "Retail, Mining"}); m.Text != "matches 120 of 210 open leads" {
			t.Errorf("note %q", m.Text)
		}
		m := note(screen.Values{"label": "Typo", "field0": "industri", "in0": "Retail"})
		if m.Level != screen.Warning || m.Text != `matches 0 of 210 open leads: no lead has the field "industri", did you mean industry?` {
			t.Errorf("note %q", m.Text)
		}
		submitForm(d, screen.Values{"label": "Shop or mine", "points": "30", "field0": "industry", "in0": "Retail, Mining", "kind1": string(fieldKnown), "field1": "email"})
		d.Shows("+ Shop or mine", "1 change", "when industry is Retail or Mining, and email is known", "▲")
		if at, _ := d.Screen.row(); at.name(d.Screen.rubric()) != "Shop or mine" {
			t.Error("the cursor is not on what was added")
		}
		d.Press("e")
		submitForm(d, screen.Values{"in0": "Retail"})
		if _, c := d.Screen.rubric().Criterion("shop_or_mine"); len(c.When) != 2 || len(c.When[0].In) != 1 {
			t.Errorf("the rule is %+v", c.When)
		}
	})
}

// TestFormKeepsEveryRule checks that opening the form of any rule and submitting
// it changes nothing.
func TestFormKeepsEveryRule(t *testing.T) {
	t.Parallel()
	drive(t, newFake(10), 80, 20, func(d *driver) {
		for _, template := range rubric.Templates() {
			r, err := rubric.Parse("t", []byte(template.Body))
			if err != nil {
				t.Fatal(err)
			}
			d.Screen.past.start(moment{rubric: r, base: d.Screen.base})
			d.Screen.compare()
			for i, w := range d.Screen.rows {
				d.Screen.at = i
				switch w.kind {
				case criterionRow:
					d.Press("e")
				case groupRow:
					d.Press("g")
				default:
					d.Press("t")
				}
				submitForm(d, nil)
				if diff := rubric.Diff(r, *d.Screen.rubric()); len(diff) > 0 {
					t.Fatalf("%s: %s has changed: %v", template.Key, w.name(&r), diff)
				}
			}
		}
	})
}

func TestThresholdsAndGroups(t *testing.T) {
	t.Parallel()
	drive(t, newFake(300), 120, 36, func(d *driver) {
		d.Press("t")
		form := formOf(d)
		for name, c := range map[string]struct {
			values screen.Values
			field  string
		}{
			"cool above ready": {screen.Values{"cool": "70"}, "cool"},
			"no number":        {screen.Values{"ready": "many"}, "ready"},
			"bands that rise":  {screen.Values{"fit.bands": "25, 50, 75"}, "fit.bands"},
			"cap of nothing":   {screen.Values{"engagement.max": "0"}, "engagement.max"},
			"half-life of 0":   {screen.Values{"instant_for": "0"}, "instant_for"},
		} {
			if wrong := form.Check(fill(form, c.values)); wrong[c.field] == "" {
				t.Errorf("%s: nothing is said at %s: %v", name, c.field, wrong)
			}
		}
		submitForm(d, screen.Values{"ready": "60", "cool": "50"})
		d.Shows("ready at 70 → 60", "▲")
		goTo(d, "Person")
		d.Press("g")
		form = formOf(d)
		if wrong := form.Check(fill(form, screen.Values{"what": addGroup, "name": "Company"})); wrong["name"] == "" {
			t.Errorf("a group with the name of another: %v", wrong)
		}
		if wrong := form.Check(fill(form, screen.Values{"max": "10", "min": "20"})); wrong["max"] == "" {
			t.Errorf("a cap below the floor: %v", wrong)
		}
		submitForm(d, screen.Values{"what": addGroup, "name": "Budget"})
		d.Shows("+Budget", "! empty")
	})
}

func TestPublish(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=", "=")
		rest(d)
		d.Press("P")
		form := formOf(d)
		if wrong := form.Check(fill(form, nil)); wrong["note"] == "" {
			t.Error("it can be published without a note")
		}
		note, _ := form.Watch(nil)().(screen.FormNoteMsg)
		if !strings.Contains(note.Text, "ready 45 → 55 (10 in, 0 out)") || !strings.Contains(note.Text, "Decision maker: points 15 → 25") {
			t.Errorf("the form says %q", note.Text)
		}
		submitForm(d, screen.Values{"note": "they decide"})
		if got := d.Toast(); got != "Version 8 published: 10 leads become ready." {
			t.Errorf("toast %q", got)
		}
		d.Shows("v8 · published by Kim", "ready       55")
		if f.draft != nil || f.refreshs != 1 || f.versions[1].Note != "they decide" {
			t.Errorf("draft %v, %d refreshs, note %q", f.draft, f.refreshs, f.versions[1].Note)
		}
	})
}

// TestConflict publishes second: it is told who was first, nothing is
// overwritten, and the draft can be put on the other version.
func TestConflict(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=")
		f.rival(t, func(r *rubric.Rubric) {
			_, c := r.Criterion("decider")
			c.Points = 10
			r.Ready = 80
		})
		d.Press("P")
		submitForm(d, screen.Values{"note": "they decide"})
		d.Shows("! version 8 is published", "Ana published version 8 2 minutes ago.", "“titles lie”", "ready 70 → 80",
			"Decision maker: points 15 → 10", "your draft is kept as it is", "Decision maker: points 15 → 20", "yours would stand")
		d.Golden("conflict-120x36")
		d.Press("esc")
		d.Shows("! Version 8 was published by Ana 2 minutes ago.", "draft on v7 · 1 change")
		if len(f.versions) != 2 {
			t.Fatal("something was overwritten")
		}
		d.Press("C", "R")
		d.Shows("draft on v8 · 1 change", "10 → 20", "ready at 80")
		if got := d.Toast(); !strings.Contains(got, "Both changed") || !strings.Contains(got, "yours stands") {
			t.Errorf("toast %q", got)
		}
		d.Press("u") // also that can be undone
		d.Shows("draft on v7", "15 → 20")
	})
}

// TestDraftComesBack opens a file that holds a draft on a version that is no
// longer the newest.
func TestDraftComesBack(t *testing.T) {
	t.Parallel()
	f := newFake(60)
	r, err := rubric.SetPoints(f.versions[0].Rubric, "phone", 9)
	if err != nil {
		t.Fatal(err)
	}
	f.draft = &rubric.Draft{Base: 7, Body: string(rubric.Encode(r)), At: now.AddDate(0, 0, -3), By: "Kim"}
	f.rival(t, func(r *rubric.Rubric) { r.Ready = 75 })
	drive(t, f, 120, 36, func(d *driver) {
		if got := d.Toast(); got != "Your draft of 3 days ago is here again. D discards it." {
			t.Errorf("toast %q", got)
		}
		d.Shows("draft on v7 · 1 change · kept in the file", "! Version 8 was published by Ana", "4 → 9")
		d.Press("R")
		d.Shows("draft on v8 · 1 change", "ready at 75", "4 → 9")
		d.Press("D")
		d.Answer()
		d.Shows("v8 · published by Ana")
		if f.draft != nil {
			t.Error("the draft is still in the file")
		}
		d.Press("u")
		d.Shows("4 → 9")
	})
}

// TestEditor writes the rubric as text, with a mistake first.
func TestEditor(t *testing.T) {
	t.Parallel()
	drive(t, newFake(60), 80, 20, func(d *driver) {
		var opened []int // lines at which the editor was opened
		path, text := "", ""
		write := func(from, to string) {
			d.Screen.script.launch = func(p string, line int) tea.Cmd {
				body, err := os.ReadFile(p)
				if err != nil {
					t.Error(err)
				}
				if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o600 {
					t.Errorf("others can read the text: %v %v", info.Mode(), err)
				}
				path, text = p, strings.Replace(string(body), from, to, 1)
				opened = append(opened, line)
				return func() tea.Msg { return closedMsg{p, os.WriteFile(p, []byte(text), 0o600)} }
			}
		}
		write("points = 14", "points = 500")
		d.Press("E")
		d.Shows("1 mistake", "points = 500", "points 500 is outside -100..100", "use a whole number between -100 and 100")
		d.Golden("mistakes-80x20")
		d.Press("esc")
		d.Shows("50-1,000 employees")
		if d.Screen.rubric().Groups[0].Criteria[0].Points != 14 {
			t.Error("a text with a mistake was taken")
		}
		write("points = 500", "points = 20 # bigger is better")
		d.Press("E")
		d.Shows("14 → 20", "draft on v7 · 1 change")
		if len(opened) != 2 || opened[1] == 0 {
			t.Errorf("the editor was opened at the lines %v", opened)
		}
		if !strings.Contains(d.Screen.past.now().text(), "# bigger is better") {
			t.Error("a comment was lost")
		}
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("the file of the text is still there: %v", err)
		}
		d.Press("u")
		d.Hides("14 → 20")
	})
}

func TestPanel(t *testing.T) {
	t.Parallel()
	drive(t, newFake(300), 80, 20, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=", "=", "tab")
		d.Shows("WHAT IT DOES", "45 → 55", "CROSSING 10", "Priya Souza")
		d.Golden("panel-80x20")
		d.Press("j", "enter")
		if m, ok := d.Last().(screen.OpenMsg); !ok || m.Screen != leadsTitle || m.Lead == 0 {
			t.Errorf("enter sends %#v", d.Last())
		}
		d.Press("l")
		d.Shows("MOVERS 110")
		if d.Screen.Claims(tea.KeyPressMsg{Code: '3', Text: "3"}) {
			t.Error("digits are claimed where no number can be typed")
		}
		d.Press("esc")
		d.Shows("Decision maker")
		if !d.Screen.Claims(tea.KeyPressMsg{Code: '3', Text: "3"}) {
			t.Error("digits are not claimed in the grid")
		}
	})
}

// TestEditWhileLeadsAreRead edits before there are figures: the grid answers at
// once, and the figures come for the newest rubric.
func TestEditWhileLeadsAreRead(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	vttestDrive(t, f, 120, 36, func(d *driver) {
		f.hold = make(chan struct{})
		d.Send(shown())
		d.Shows("Decision maker", "v7")
		goTo(d, "Decision maker")
		d.Press("=", "=")
		d.Shows("15 → 25")
		time.Sleep(200 * time.Millisecond)
		d.Settle()
		d.Shows("Reading all leads. You can edit meanwhile.", "40 %", "120 of 300")
		close(f.hold)
		d.Settle()
		d.Shows("45 → 55   ▲ 10 in")
	})
}

// TestNothingBeforeItIsShown reads neither rubric nor leads for a screen that
// nobody looks at.
func TestNothingBeforeItIsShown(t *testing.T) {
	t.Parallel()
	f := newFake(10)
	vttestDrive(t, f, 80, 20, func(d *driver) {
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true, Rubric: true}})
		d.Send(screen.ShownMsg{Screen: leadsTitle})
		if f.boards != 0 || d.Screen.load.done {
			t.Error("the screen reads before it is shown")
		}
	})
}

// TestChangesOfOthers measures again when leads change, and follows a version
// that somebody else has published when there is no draft.
func TestChangesOfOthers(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	drive(t, f, 120, 36, func(d *driver) {
		f.subjects = f.subjects[:100]
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Shows("70 open leads · 30 closed")
		f.rival(t, func(r *rubric.Rubric) { r.Ready = 75 })
		d.Send(screen.ChangedMsg{Change: crm.Change{Rubric: true}})
		d.Shows("v8 · published by Ana", "ready at 75")
		d.Send(screen.ShownMsg{Screen: leadsTitle})
		boards := f.boards
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		if f.boards != boards {
			t.Error("leads are read for a screen that nobody looks at")
		}
		d.Send(shown())
		if f.boards != boards+1 {
			t.Error("the figures stay old when the screen is looked at again")
		}
	})
}

// TestReadOnly edits a file that cannot be written: all works but keeping and
// publishing, which say why not.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	f.saveErr = crm.Errorf(crm.Failure, "the file is open for reading only").WithHint("start without --read-only")
	drive(t, f, 120, 36, func(d *driver) {
		goTo(d, "Decision maker")
		d.Press("=", "=")
		rest(d)
		d.Shows("45 → 55   ▲ 10 in", "! not kept in the file", "! The draft is not kept: the file is open for reading only")
		d.Press("P")
		submitForm(d, screen.Values{"note": "x"})
		if got := d.Toast(); !strings.Contains(got, "reading only") {
			t.Errorf("toast %q", got)
		}
	})
}

func TestNoCapacityAndNoClosed(t *testing.T) {
	t.Parallel()
	f := newFake(300)
	f.members = nil
	kept := f.subjects[:0]
	for _, s := range f.subjects {
		if s.Lead.Stamp.Standing.Open() {
			kept = append(kept, s)
		}
	}
	f.subjects = kept
	drive(t, f, 120, 36, func(d *driver) {
		d.Shows("no weekly capacity is set", "team set NAME", "not enough: 0 won of 0 closed")
	})
}

func TestFailures(t *testing.T) {
	t.Parallel()
	f := newFake(10)
	f.err = crm.Errorf(crm.Failure, "the disk is gone").WithHint("plug it in")
	drive(t, f, 80, 20, func(d *driver) {
		d.Shows("The rubric could not be read: the disk is gone.", "Plug it in.", "r tries again")
		f.err = nil
		d.Press("r")
		d.Shows("FIT", "READY")
	})
}
