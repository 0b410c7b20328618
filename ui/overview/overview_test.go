package overview

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// figures draws any figures there may be, sensible or not.
func figures() *rapid.Generator[crm.Overview] {
	return rapid.Custom(func(t *rapid.T) crm.Overview {
		number := rapid.IntRange(0, 20_000_000)
		o := crm.Overview{
			Now: noon, Leads: rapid.IntRange(1, 20_000_000).Draw(t, "leads"), Open: number.Draw(t, "open"), Ready: number.Draw(t, "ready"),
			ReadyOldest: noon.Add(-time.Duration(rapid.IntRange(-10, 90_000).Draw(t, "oldest")) * time.Minute),
			NewLeadsOf:  number.Draw(t, "dated"),
			NewLeads:    crm.WeekCount{ThisWeek: number.Draw(t, "this"), LastWeek: number.Draw(t, "last")},
			AsOf:        crm.AsOf{Current: rapid.Bool().Draw(t, "current"), Day: 20000, Done: 3, Total: 9},
			Zone:        time.UTC, Currency: rapid.StringMatching(`[A-Z]{3}`).Draw(t, "currency"),
		}
		if rapid.Bool().Draw(t, "goal") {
			o.Goal = &crm.Goal{Version: 1, Start: quarter(10), End: quarter(13), Revenue: crm.MoneyOf(float64(number.Draw(t, "revenue")))}
		}
		o.Leaks = number.Draw(t, "leaks")
		o.Nurture = crm.NurtureCounts{Returned: number.Draw(t, "warm"), Overdue: number.Draw(t, "overdue"), Due: o.Leaks, Later: o.Open}
		o.HandOff = crm.HandOff{
			Touches: number.Draw(t, "touches"), TouchesLate: number.Draw(t, "late"), Decisions: o.Open, Rejected: o.NewLeads,
			Reason: rapid.String().Draw(t, "reason"), ReasonLeads: o.Leaks,
			Week:       crm.DeskFigures{Judged: rapid.IntRange(0, 9999999).Draw(t, "judged"), Within: 3, Touched: o.Ready, MedianToTouch: time.Duration(o.Open) * time.Second},
			WeekBefore: crm.DeskFigures{Judged: 1, Touched: rapid.IntRange(0, 3).Draw(t, "touched"), MedianToTouch: time.Duration(o.Leaks) * time.Second},
		}
		o.Wins, o.Activities = o.NewLeads, crm.WeekCount{LastWeek: o.Leads}
		for i := range rapid.IntRange(0, 24).Draw(t, "stages") {
			kind := rapid.SampledFrom([]crm.StageKind{crm.Inventory, crm.Gate, crm.SLAStage, crm.WonStage, crm.Detour}).Draw(t, "kind")
			o.Stages = append(o.Stages, crm.StageCount{
				Stage: crm.Stage{Key: fmt.Sprint(i), Label: rapid.String().Draw(t, "label"), Kind: kind, Team: crm.Sales},
				Leads: number.Draw(t, "inside"),
			})
		}
		for a := range o.Grades {
			for d := range o.Grades[a] {
				closed := number.Draw(t, "closed")
				o.Grades[a][d] = crm.GradeCell{Leads: number.Draw(t, "cell"), Closed: closed, Won: closed / 3}
			}
		}
		for i := range rapid.IntRange(0, 20).Draw(t, "newest") {
			o.Newest = append(o.Newest, crm.ReadyLead{
				Lead: crm.Lead{ID: crm.LeadID(i + 1), Name: rapid.String().Draw(t, "name"), Company: rapid.String().Draw(t, "company"),
					Stamp: crm.Stamp{Score: 12000, Grade: "A1"}},
				Why: rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "why"),
			})
		}
		if rapid.Bool().Draw(t, "imported") {
			o.Import = &crm.ImportReport{ImportSource: crm.ImportSource{File: rapid.String().Draw(t, "file"), Rows: number.Draw(t, "rows")}, At: noon}
		}
		return o
	})
}

// arrive gives the screen any figures that come later.
func arrive(t *rapid.T, o *Overview) {
	number := rapid.IntRange(0, 20_000_000)
	sum := func(name string) int64 { return rapid.Int64Range(-1e12, 1e15).Draw(t, name) }
	label := rapid.String()
	var today crm.Today
	today.Revenue = crm.WeekSum{ThisWeek: sum("this"), LastWeek: sum("last")}
	today.SalesSteps.Due, today.Leaks, today.Lapsed, today.CameBack.ThisWeek = number.Draw(t, "steps"), number.Draw(t, "leaks"), number.Draw(t, "lapsed"), number.Draw(t, "back")
	today.Campaigns = crm.Campaigns{Asked: number.Draw(t, "asked"), Weakest: label.Draw(t, "campaign"), Leads: number.Draw(t, "of"), Barren: number.Draw(t, "barren")}
	o.Update(readMsg[crm.Today]{value: today})
	answer := newFunnel()
	for i := range answer.Stages {
		g := &answer.Stages[i]
		g.Stage.Label, g.Entered = label.Draw(t, "stage"), number.Draw(t, "entered")
		g.Rate, g.Days.Median = stat.Of(min(g.Entered, 9), g.Entered), time.Duration(number.Draw(t, "days"))*time.Hour
	}
	answer.Bottleneck.From, answer.Bottleneck.To, answer.Bottleneck.Cost = answer.Stages[2].Stage, answer.Stages[3].Stage, float64(sum("cost"))
	answer.Currency = label.Draw(t, "currency")
	o.Update(readMsg[funnel.Report]{value: answer})
	if o.figures.Goal == nil {
		return
	}
	r := newReport(*o.figures.Goal)
	r.Currency = o.figures.Currency
	r.Pace = goal.Pace{Target: sum("target"), Plan: sum("plan"), Actual: sum("actual"), Ahead: sum("ahead"), Days: number.Draw(t, "all"), DaysOver: 3, Part: 0.4, Customers: number.Draw(t, "won")}
	r.Forecast.P10, r.Forecast.P50, r.Forecast.P90, r.Forecast.Chance = sum("p10"), sum("p50"), sum("p90"), rapid.Float64Range(0, 1).Draw(t, "chance")
	r.Duties[1].Week, r.Duties[1].Done = float64(number.Draw(t, "week")), number.Draw(t, "done")
	r.Forecast.Sources[0].Amount, r.Forecast.Sources[0].Cases = sum("amount"), number.Draw(t, "cases")
	o.Update(readMsg[goal.Report]{value: r})
}

// TestViewIsExact checks that no figures, names or size break the frame, in
// either measure of width, wherever the selection stands.
func TestViewIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(80, 260).Draw(t, "w"), rapid.IntRange(20, 70).Draw(t, "h")
		f := &fake{figures: figures().Draw(t, "figures")}
		o := fresh(f, vttest.Dark())
		o.Resize(w, h)
		o.Update(fetch(f)())
		if rapid.Bool().Draw(t, "later") {
			arrive(t, o)
		}
		for _, press := range rapid.SliceOfN(rapid.SampledFrom([]rune{tea.KeyTab, tea.KeyDown, tea.KeyUp, tea.KeyLeft}), 0, 30).Draw(t, "keys") {
			o.Update(tea.KeyPressMsg{Code: press})
		}
		lines := strings.Split(o.View(), "\n")
		if len(lines) != h {
			t.Fatalf("%d lines, want %d", len(lines), h)
		}
		for _, line := range lines {
			if g, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); g != w || wc != w {
				t.Fatalf("%d cells in clusters, %d in runes, want %d: %q", g, wc, w, line)
			}
		}
		mark := o.styles.On(o.styles.Accent).Render("▌ ")
		if row, whole := strings.Count(o.View(), mark), strings.Count(o.View(), o.styles.Accent.Render("▌")); row+whole == 0 {
			t.Fatalf("the selection, row %d of tile %d, is not seen:\n%s", o.row, o.tile, ansi.Strip(o.View()))
		}
		if cmd := o.open(); cmd == nil {
			t.Fatal("enter opens nothing")
		}
	})
}

// TestFewerStagesCome defines fewer stages while the last one is selected.
func TestFewerStagesCome(t *testing.T) {
	t.Parallel()
	o := open(newFake(), 120, 36)
	answer := newFunnel()
	o.Update(readMsg[funnel.Report]{value: answer})
	o.tile, o.row = funnelTile, len(answer.Stages)-1
	fewer := newFunnel()
	fewer.Stages = fewer.Stages[:3]
	o.Update(readMsg[funnel.Report]{value: fewer})
	want := screen.OpenMsg{Screen: funnelTitle, Query: crm.LeadQuery{Stage: fewer.Stages[2].Stage.Key}}
	if got := o.open()(); !reflect.DeepEqual(got, tea.Msg(want)) {
		t.Errorf("it opens %+v, want %+v", got, want)
	}
}

// TestPartsBelongToTheirWhole: what leaks lack is not said of other leaks than
// those counted beside it.
func TestPartsBelongToTheirWhole(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.figures.Leaks = 3 // 9 of 37 had no owner
	if view := ansi.Strip(open(f, 200, 46).View()); strings.Contains(view, "without an owner") {
		t.Errorf("of 3 leaks 9 lack an owner:\n%s", view)
	}
}

// TestLayoutsDoNotOverlap checks that tiles stand inside the screen and beside
// each other, and that the essential ones are always there.
func TestLayoutsDoNotOverlap(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, h := rapid.IntRange(80, 260).Draw(t, "w"), rapid.IntRange(20, 70).Draw(t, "h")
		n := needs{rapid.IntRange(1, 24).Draw(t, "stages"), rapid.IntRange(0, 30).Draw(t, "newest"), rapid.Bool().Draw(t, "imported")}
		rooms := arrange(w, h, n)
		there := map[int]bool{}
		for i, a := range rooms {
			there[a.tile] = true
			if a.x < 0 || a.y < 0 || a.w < 20 || a.h < 1 || a.x+a.w > w || a.y+a.h > h {
				t.Fatalf("%+v is not inside %d x %d", a, w, h)
			}
			for _, b := range rooms[i+1:] {
				if a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h {
					t.Fatalf("%+v lies over %+v", a, b)
				}
			}
		}
		for tile := range newestTile + 1 {
			if !there[tile] {
				t.Fatalf("tile %d is missing in %d x %d with %+v", tile, w, h, n)
			}
		}
	})
}

func TestWelcomeNamesTheFile(t *testing.T) {
	t.Parallel()
	view := ansi.Strip(open(&fake{}, 80, 20).View())
	for _, want := range []string{"smarketing --db x.db import leads.csv", "smarketing demo", "rubric templates", "fills itself"} {
		if !strings.Contains(view, want) {
			t.Errorf("the welcome does not say %q:\n%s", want, view)
		}
	}
}

// TestWelcomeCutsNothing gives a path that is wider than the screen: all of it
// is there to be copied.
func TestWelcomeCutsNothing(t *testing.T) {
	t.Parallel()
	path := "/home/kim/" + strings.Repeat("a-very-long-folder/", 8) + "team.db"
	o := New(&fake{}, theme.New(theme.Default(), true, true), func() time.Time { return noon }, "smarketing --db "+path)
	o.Resize(80, 20)
	o.Update(fetch(&fake{})())
	view := strings.Join(strings.Fields(ansi.Strip(o.View())), "")
	if !strings.Contains(view, path+"importleads.csv") {
		t.Errorf("the command is cut:\n%s", o.View())
	}
}

// TestOpens walks over all tiles and checks what enter asks for on each row that
// can be selected.
func TestOpens(t *testing.T) {
	t.Parallel()
	since := noon.AddDate(0, 0, -7)
	goals, queue, nurture := screen.OpenMsg{Screen: "Goals"}, list(crm.LeadQuery{Queue: true}), screen.OpenMsg{Screen: "Nurture", Topic: "due"}
	stage := func(key string) screen.OpenMsg {
		return screen.OpenMsg{Screen: "Funnel", Query: crm.LeadQuery{Stage: key}}
	}
	answered := list(crm.LeadQuery{Ready: true, Sort: crm.Sort{Field: "ready_since"}})
	campaign := list(crm.LeadQuery{Filter: "webinar-oct", CreatedAfter: noon.AddDate(0, 0, -30).Add(-time.Millisecond)})
	o := open(newFake(), 120, 36)
	o.Update(vttest.Key("tab")) // from the last tile to the first
	for _, c := range []struct {
		tile int
		rows []screen.OpenMsg
	}{
		{goalTile, []screen.OpenMsg{goals}},
		{funnelTile, []screen.OpenMsg{stage("lead"), stage("mql"), stage("sal"), stage("sql"), stage("opportunity"), stage("customer")}},
		{weekTile, []screen.OpenMsg{goals, list(crm.LeadQuery{Stage: "customer", StageAfter: since}), answered,
			list(crm.LeadQuery{CreatedAfter: since, Sort: crm.Sort{Field: "created_at"}}), list(crm.LeadQuery{Sort: crm.Sort{Field: "last_activity_at"}})}},
		{handOffTile, []screen.OpenMsg{list(crm.LeadQuery{Ready: true}), queue, queue, answered, answered,
			list(crm.LeadQuery{Stage: "lead", StageAfter: since, Sort: crm.Sort{Field: "last_activity_at"}})}},
		{leaksTile, []screen.OpenMsg{list(crm.LeadQuery{Leaking: true})}},
		{nurtureTile, []screen.OpenMsg{nurture}},
		{marketingTile, []screen.OpenMsg{goals, nurture, campaign, goals, queue}},
		{salesTile, []screen.OpenMsg{list(crm.LeadQuery{Ready: true}), queue, goals, goals, goals}},
		{newestTile, []screen.OpenMsg{{Screen: "Leads", Lead: 1}, {Screen: "Leads", Lead: 2}}},
	} {
		if o.tile != c.tile {
			t.Fatalf("tab came to tile %d, want %d", o.tile, c.tile)
		}
		first := o.row
		for range first {
			o.Update(vttest.Key("up"))
		}
		for row, want := range c.rows {
			if got := o.Update(vttest.Key("enter"))(); o.row != row || !reflect.DeepEqual(got, tea.Msg(want)) {
				t.Errorf("tile %d, row %d: opens %+v, want %+v", o.tile, row, got, want)
			}
			if row+1 < len(c.rows) {
				o.Update(vttest.Key("down"))
			}
		}
		if c.tile == funnelTile && first != 1 {
			t.Errorf("tab came to row %d of the funnel, not to its bottleneck", first)
		}
		o.Update(vttest.Key("tab"))
	}
	o.Update(vttest.Key("shift+tab"))
	if o.tile != newestTile {
		t.Errorf("shift+tab came to tile %d", o.tile)
	}
}

// TestSqueezedTilesOpen opens a tile that has one line for what it is about.
func TestSqueezedTilesOpen(t *testing.T) {
	t.Parallel()
	o := open(newFake(), 80, 20)
	got := map[int]screen.OpenMsg{}
	for range tileCount {
		o.Update(vttest.Key("right"))
		if msg, ok := o.open()().(screen.OpenMsg); ok && got[o.tile].Screen == "" {
			got[o.tile] = msg
		}
	}
	for tile, want := range map[int]screen.OpenMsg{
		goalTile: {Screen: "Goals"}, funnelTile: {Screen: "Funnel", Query: crm.LeadQuery{Stage: "mql"}}, handOffTile: list(crm.LeadQuery{Queue: true}),
		leaksTile: list(crm.LeadQuery{Leaking: true}), nurtureTile: {Screen: "Nurture", Topic: "due"}, salesTile: list(crm.LeadQuery{Ready: true}),
	} {
		if !reflect.DeepEqual(got[tile], want) {
			t.Errorf("tile %d opens %+v, want %+v", tile, got[tile], want)
		}
	}
}

// TestAClickOpens clicks on the first line of every tile.
func TestAClickOpens(t *testing.T) {
	t.Parallel()
	for _, s := range vttest.Sizes {
		o := open(newFake(), s.W, s.H)
		for _, r := range arrange(s.W, s.H, o.needs()) {
			cmd := o.Update(tea.MouseClickMsg{X: r.x + 3, Y: r.y, Button: tea.MouseLeft})
			want := map[int]string{
				goalTile: "Goals", funnelTile: "Funnel", handOffTile: "Leads", leaksTile: "Leads", nurtureTile: "Nurture", weekTile: "Goals",
				marketingTile: "Goals", salesTile: "Leads", gradesTile: "Leads",
			}[r.tile]
			if cmd == nil != (want == "") {
				t.Errorf("%d x %d: a click on tile %d opens something: %v", s.W, s.H, r.tile, cmd != nil)
			} else if cmd != nil && cmd().(screen.OpenMsg).Screen != want {
				t.Errorf("%d x %d: a click on tile %d opens %+v", s.W, s.H, r.tile, cmd())
			}
		}
	}
}

// TestSelectionFollowsTheLead reloads with a new lead on top.
func TestSelectionFollowsTheLead(t *testing.T) {
	t.Parallel()
	lead := func(id crm.LeadID) crm.ReadyLead { return crm.ReadyLead{Lead: crm.Lead{ID: id}} }
	f := &fake{figures: crm.Overview{Leads: 9, Newest: []crm.ReadyLead{lead(1), lead(2)}}}
	o := open(f, 120, 36)
	o.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	f.figures.Newest = []crm.ReadyLead{lead(3), lead(1), lead(2)}
	o.Update(fetch(f)())
	if got := o.open()(); !reflect.DeepEqual(got, tea.Msg(screen.OpenMsg{Screen: "Leads", Lead: 2})) {
		t.Errorf("opens %+v", got)
	}
	f.figures.Newest = nil
	o.Update(fetch(f)())
	if got := o.open()(); !reflect.DeepEqual(got, list(crm.LeadQuery{Ready: true})) {
		t.Errorf("without ready leads it opens %+v", got)
	}
}

// TestOneLoadAtATime checks that a flood of changes makes one more reading,
// not one each.
func TestOneLoadAtATime(t *testing.T) {
	t.Parallel()
	f := &fake{figures: crm.Overview{Leads: 1}}
	o := New(f, theme.New(theme.Default(), true, true), func() time.Time { return noon }, "smarketing")
	o.Init()
	for range 50 {
		if cmd := o.Update(screen.ChangedMsg{}); cmd != nil {
			t.Fatal("a change starts a second reading beside the first")
		}
	}
	if cmd := o.Update(fetch(f)()); cmd == nil || !o.load.running {
		t.Fatal("the changes in between are forgotten")
	}
	if cmd := o.Update(fetch(f)()); cmd != nil || o.load.running {
		t.Error("it reads for ever")
	}
}

func TestErrorKeepsTheFigures(t *testing.T) {
	t.Parallel()
	f := &fake{figures: crm.Overview{Leads: 4711}}
	o := open(f, 120, 36)
	f.err = errors.New("disk on fire")
	o.reload()
	cmd := o.Update(fetch(f)())
	if got, ok := cmd().(screen.ToastMsg); !ok || got.Level != screen.Failure || got.Text != "disk on fire" {
		t.Errorf("the failure is not told: %+v", got)
	}
	if !strings.Contains(ansi.Strip(o.View()), "4,711") {
		t.Error("the old figures are gone")
	}
}

func TestStaleScoresAreSaid(t *testing.T) {
	t.Parallel()
	f := &fake{figures: crm.Overview{Leads: 1, AsOf: crm.AsOf{Day: crm.DayOf(noon, time.UTC) - 3, Done: 34, Total: 100}}}
	for w, want := range map[int]string{80: "updating 34 %", 120: "updating 34 %", 160: "of Fri 20 Nov, updating 34 %"} {
		if view := ansi.Strip(open(f, w, 36).View()); !strings.Contains(view, want) {
			t.Errorf("the view does not say how old the scores are:\n%s", view)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, w int
		want string
	}{
		{0, 3, "0"}, {999, 3, "999"}, {1000, 5, "1,000"}, {1000, 4, "1.0k"}, {1249, 4, "1.2k"}, {12480, 4, "12k"}, {12480, 6, "12,480"},
		{999949, 6, "999.9k"}, {999999, 4, "1.0M"}, {20_000_000, 4, "20M"}, {20_000_000, 5, "20.0M"}, {1_500_000_000, 4, "1.5G"},
	} {
		if got := count(c.n, c.w); got != c.want {
			t.Errorf("count(%d, %d) = %q, want %q", c.n, c.w, got, c.want)
		}
	}
}

func TestAge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		ago  time.Duration
		want string
	}{
		{-time.Hour, "now"}, {0, "now"}, {59 * time.Second, "now"}, {time.Minute, "1 min"}, {59 * time.Minute, "59 min"}, {time.Hour, "1 h"},
		{47 * time.Hour, "47 h"}, {48 * time.Hour, "2 d"}, {60 * 24 * time.Hour, "60 d"}, {61 * 24 * time.Hour, "2 mo"},
		{729 * 24 * time.Hour, "24 mo"}, {730 * 24 * time.Hour, "2 y"},
	} {
		if got := age(noon.Add(-c.ago), noon); got != c.want {
			t.Errorf("age of %v = %q, want %q", c.ago, got, c.want)
		}
	}
	if got := age(time.Time{}, noon); got != "–" {
		t.Errorf("age of nothing = %q", got)
	}
}

// TestColumnsStayApart: entries of a week in the thousands do not run into the
// days beside them.
func TestColumnsStayApart(t *testing.T) {
	f := newFake()
	for i := range f.answers[0].Weeks {
		f.answers[0].Weeks[i] = []funnel.Point{{Entered: 24259}, {Entered: 24411}, {To: noon}}
	}
	f.answers[0].Stages[0].Days.Median = 31 * 24 * time.Hour
	drive(t, f, 120, 36, vttest.Dark(), func(d driver) { d.Shows("31.0  24k ▲ 152") })
}

func TestRate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		won, closed int
		want        string
	}{{0, 0, "–"}, {19, 19, "–"}, {0, 20, "0%"}, {20, 20, "100%"}, {1, 200, "1%"}, {1, 201, "0%"}, {62, 100, "62%"}} {
		if got := rate(c.won, c.closed); got != c.want {
			t.Errorf("rate(%d, %d) = %q, want %q", c.won, c.closed, got, c.want)
		}
	}
}

func BenchmarkView(b *testing.B) {
	f := &fake{figures: figures().Example(3)}
	for _, size := range []struct{ w, h int }{{80, 20}, {120, 36}, {200, 46}} {
		b.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(b *testing.B) {
			o := open(f, size.w, size.h)
			b.ReportAllocs()
			for b.Loop() {
				o.Update(tea.KeyPressMsg{Code: tea.KeyDown})
				_ = o.View()
			}
		})
	}
}

// TestReadyLeadsScroll goes to the end of a list that is longer than its room
// and on to the next tile.
func TestReadyLeadsScroll(t *testing.T) {
	t.Parallel()
	f := &fake{figures: crm.Overview{Leads: 99, Ready: 66}}
	for i := range 30 {
		f.figures.Newest = append(f.figures.Newest, crm.ReadyLead{Lead: crm.Lead{ID: crm.LeadID(i + 1), Name: fmt.Sprintf("Lead %d.", i+1)}})
	}
	for _, s := range crm.DefaultStages() {
		f.figures.Stages = append(f.figures.Stages, crm.StageCount{Stage: s})
	}
	o := open(f, 80, 20)
	see := func(want string) {
		t.Helper()
		if view := ansi.Strip(o.View()); !strings.Contains(view, want) {
			t.Fatalf("%q is not seen:\n%s", want, view)
		}
	}
	see("1-2 of 66, newest first")
	for range 29 {
		o.Update(tea.KeyPressMsg{Code: tea.KeyDown})
		see(fmt.Sprintf("Lead %d.", o.row+1))
	}
	see("29-30 of 66, newest first")
	if got := o.open()(); !reflect.DeepEqual(got, tea.Msg(screen.OpenMsg{Screen: "Leads", Lead: 30})) {
		t.Errorf("opens %+v", got)
	}
	o.Update(tea.KeyPressMsg{Code: tea.KeyDown})
	if o.tile == newestTile {
		t.Error("the end of the list is a dead end")
	}
	o.Update(tea.KeyPressMsg{Code: tea.KeyUp})
	see("Lead 30.")
	o.Update(tea.MouseClickMsg{X: 10, Y: 18, Button: tea.MouseLeft})
	if got := o.open()(); !reflect.DeepEqual(got, tea.Msg(screen.OpenMsg{Screen: "Leads", Lead: 29})) {
		t.Errorf("a click on the first line opens %+v", got)
	}
}

// TestRatesHaveABase checks that the matrix shows no rate without the number
// of leads it rests on, at any width.
func TestRatesHaveABase(t *testing.T) {
	t.Parallel()
	f := &fake{figures: crm.Overview{Leads: 9}}
	f.figures.Grades[1][2] = crm.GradeCell{Leads: 854, Closed: 410, Won: 37}
	for _, size := range []struct{ w, h int }{{80, 20}, {100, 20}, {120, 20}, {120, 36}, {160, 32}, {200, 46}} {
		view := ansi.Strip(open(f, size.w, size.h).View())
		rates := strings.Count(view, "9%")
		based := strings.Count(view, "9% of 410") + strings.Count(view, "9%/410")
		if rates != based || size.w >= three && size.h >= roomyLines && rates == 0 {
			t.Errorf("%d x %d: %d rates, %d with their base:\n%s", size.w, size.h, rates, based, view)
		}
	}
}

// TestImportUnderWay tells a running import from one that stands still.
func TestImportUnderWay(t *testing.T) {
	t.Parallel()
	at := noon
	r := &crm.ImportReport{ImportSource: crm.ImportSource{File: "leads.csv"}, At: noon.Add(-time.Second), ID: 1}
	f := &fake{figures: crm.Overview{Leads: 9, Import: r}}
	o := New(f, theme.New(theme.Default(), true, false), func() time.Time { return at }, "smarketing")
	o.Resize(120, 36)
	steps := []struct {
		after   time.Duration
		created int
		done    bool
		want    string
	}{
		{0, 0, false, "running"},
		{time.Minute, 0, false, "not finished yet"},
		{time.Second, 100, false, "running"},
		{9 * time.Second, 100, false, "running"},
		{2 * time.Second, 100, false, "not finished yet"},
		{time.Second, 120, false, "running"},
		{time.Second, 120, true, "1 min ago"},
	}
	for i, s := range steps {
		at = at.Add(s.after)
		next := *r
		next.Created, next.Complete = s.created, s.done
		f.figures.Import = &next
		o.Init()
		o.Update(fetch(f)())
		if view := ansi.Strip(o.View()); !strings.Contains(view, s.want) {
			t.Errorf("step %d does not say %q:\n%s", i, s.want, view)
		}
	}
}

// TestCommonSizes shows that nothing is cut where it must not be.
func TestCommonSizes(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.figures.AsOf = crm.AsOf{Done: 999, Total: 1000, Day: crm.DayOf(noon, time.UTC)}
	for i, n := range []int{200_000, 14_900, 1_700, 170, 25, 8} {
		f.answers[0].Stages[i].Entered = n
	}
	for _, c := range []struct {
		w, h  int
		wants []string
	}{
		{80, 20, []string{"200k 22 %", "15k  61 %◄", "updating 99 %", "62 % of USD 2.00M", "chance 58 %"}},
		{80, 34, []string{"█ 200,000", "not enough", "updating 99 %"}},
		{120, 36, []string{"█ 200,000", "▋          14,900", "not enough", "updating 99 %", "10.6 wins"}},
		{200, 46, []string{"200,000 ", "working day 39 of 66", "24.1", "67% of 33"}},
	} {
		view := ansi.Strip(open(f, c.w, c.h).View())
		for _, want := range c.wants {
			if !strings.Contains(view, want) {
				t.Errorf("%q is not seen:\n%s", want, view)
			}
		}
	}
}
