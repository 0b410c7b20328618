package alerts

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/vttest"
)

// now is the instant of every test: a Tuesday afternoon.
var now = time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)

// fake is a Source in memory.
type fake struct {
	mu       sync.Mutex
	alerts   []crm.Alert // newest first
	leads    map[crm.LeadID]crm.Lead
	readOnly bool
	err      error // of every call
	calls    int
}

func (f *fake) Alerts(_ context.Context, q crm.AlertQuery) (crm.AlertPage, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	page := crm.AlertPage{Leads: f.leads}
	for _, a := range f.alerts {
		if a.AckAt.IsZero() {
			page.Open++
		} else if q.Open {
			continue
		}
		if q.Limit == 0 || len(page.Alerts) < q.Limit {
			page.Alerts = append(page.Alerts, a)
		}
	}
	return page, f.err
}

func (f *fake) Acknowledge(_ context.Context, ids []int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for i := range f.alerts {
		a := &f.alerts[i]
		if f.err == nil && a.AckAt.IsZero() && (len(ids) == 0 || slices.Contains(ids, a.ID)) {
			a.AckAt, a.AckBy, n = now, "Kim", n+1
		}
	}
	return n, f.err
}

func (f *fake) Status(context.Context) (crm.Status, error) {
	return crm.Status{ReadOnly: f.readOnly}, nil
}

// newFake returns alerts of every kind, about leads in every standing, with
// names that try to break a line.
func newFake() *fake {
	f := &fake{leads: map[crm.LeadID]crm.Lead{}}
	names := []struct{ name, company string }{
		{"Mia Chen", "Lumen GmbH"}, {"王小明", "株式会社ミライ"}, {"Eve\x1b[31m Red\n", "Bad\tCorp\u202e"}, {"Jonas Weber", "Kranich AG"},
		{"Ana Souza", "Vela Ltda"}, {"Zoë Müller-Lüdenscheidt", "Lüdenscheider Metallwerke Aktiengesellschaft"},
	}
	standings := []crm.Standing{crm.Waiting, crm.InSales, crm.InNurture, crm.StandingWon, crm.StandingLost, crm.Waiting}
	for i, n := range names {
		l := crm.Lead{ID: crm.LeadID(i + 1), Name: n.name, Company: n.company}
		l.Stamp = crm.Stamp{Score: int32(9200 - 500*i), Grade: "A1", Standing: standings[i]}
		if i == 0 {
			l.Stamp.Ready.Cause = crm.ByInstant
		}
		f.leads[l.ID] = l
	}
	add := func(a crm.Alert, ago time.Duration) {
		a.ID, a.At, a.RubricVersion = int64(100-len(f.alerts)), now.Add(-ago), 7
		f.alerts = append(f.alerts, a)
	}
	add(crm.Alert{Kind: crm.ReadyAlert, Lead: 1, Cause: crm.ByInstant, Score: 9200, Grade: "A1",
		Why: []string{"Asked for a demo", "Pricing page three times in two weeks", "50-250 employees"}}, 12*time.Minute)
	add(crm.Alert{Kind: crm.BreachAlert, Lead: 2, Duty: crm.TouchDuty, Score: 8100, Grade: "A2", Owner: "Ben", Why: []string{"not touched in time"}}, 3*time.Hour)
	add(crm.Alert{Kind: crm.ReadyAlert, Lead: 3, Cause: crm.ByScore, Score: 7600, Grade: "B1", Owner: "Ana", Why: []string{"eBook download"}}, 28*time.Hour)
	add(crm.Alert{Kind: crm.SummaryAlert, Leads: 412, Why: []string{"leads-november.csv was imported"}}, 50*time.Hour)
	add(crm.Alert{Kind: crm.BreachAlert, Lead: 4, Duty: crm.DecisionDuty, Score: 7100, Grade: "B2", Owner: "Ben", Why: []string{"not decided in time"},
		AckAt: now.Add(-time.Hour), AckBy: "Ben"}, 20*24*time.Hour)
	add(crm.Alert{Kind: crm.ReadyAlert, Lead: 99, Score: 7200, Grade: "B1", AckAt: now, AckBy: "Ana", Why: []string{"Webinar attended"}}, 400*24*time.Hour)
	return f
}

func drive(t *testing.T, src *fake, w, h int, test func(*vttest.Driver[*Alerts])) {
	t.Helper()
	fresh := func() *Alerts { return New(src, vttest.Dark(), func() time.Time { return now }) }
	vttest.Drive(t, w, h, fresh, func(d *vttest.Driver[*Alerts]) {
		d.Send(screen.ShownMsg{Screen: Title})
		test(d)
	})
}

func TestGoldens(t *testing.T) {
	t.Parallel()
	for _, size := range vttest.Sizes {
		drive(t, newFake(), size.W, size.H, func(d *vttest.Driver[*Alerts]) {
			d.Golden(fmt.Sprintf("open-%dx%d", size.W, size.H))
			d.Press("m", "o")
			d.Golden(fmt.Sprintf("all-%dx%d", size.W, size.H))
		})
	}
	for name, styles := range vttest.Themes() {
		drive(t, newFake(), 120, 36, func(d *vttest.Driver[*Alerts]) {
			d.Screen.Restyle(styles)
			d.GoldenStyled("styled-" + name)
		})
	}
}

// TestClearingTheList goes through a morning: one alert after the other, some
// marked, then the rest.
func TestClearingTheList(t *testing.T) {
	t.Parallel()
	drive(t, newFake(), 120, 36, func(d *vttest.Driver[*Alerts]) {
		d.Shows("4 open", "Mia Chen", "412 leads")
		d.Hides("Jonas Weber")
		d.Press("space")
		d.Shows("3 open")
		d.Hides("Mia Chen")
		if d.Toast() != "1 alert acknowledged" {
			t.Errorf("toast %q", d.Toast())
		}
		d.Press("m", "m")
		d.Shows("◆ 2 marked")
		d.Press("a")
		d.Shows("1 open", "412 leads")
		d.Hides("王小明")
		d.Press("A")
		if ask, ok := d.Last().(screen.AskMsg); !ok || ask.Title != "Acknowledge 1 open alert?" {
			t.Fatalf("asked %+v", d.Last())
		}
		d.Answer()
		d.Shows("0 open", "Everything has been seen", "o lists all alerts")
		d.Press("o")
		d.Shows("6 alerts, 0 open", "Jonas Weber", "seen by Kim, 14:00")
	})
}

// TestEnterOpensTheLead opens the lead of an alert, the ready leads of a
// summary, and nothing of a lead that is gone.
func TestEnterOpensTheLead(t *testing.T) {
	t.Parallel()
	drive(t, newFake(), 80, 20, func(d *vttest.Driver[*Alerts]) {
		d.Press("o", "j", "enter")
		if got := d.Last(); !reflect.DeepEqual(got, tea.Msg(screen.OpenMsg{Screen: "Leads", Lead: 2})) {
			t.Errorf("opens %+v", got)
		}
		d.Press("j", "j", "enter")
		if got := d.Last(); !reflect.DeepEqual(got, tea.Msg(screen.OpenMsg{Screen: "Leads", Query: crm.LeadQuery{Ready: true}})) {
			t.Errorf("opens %+v", got)
		}
		d.Press("G", "enter")
		if d.Toast() != "Not now: that lead is gone" {
			t.Errorf("toast %q", d.Toast())
		}
		d.Send(tea.MouseClickMsg{X: 20, Y: 3, Button: tea.MouseLeft})
		d.Send(tea.MouseClickMsg{X: 20, Y: 3, Button: tea.MouseLeft})
		if got := d.Last(); !reflect.DeepEqual(got, tea.Msg(screen.OpenMsg{Screen: "Leads", Lead: 1})) {
			t.Errorf("two clicks open %+v", got)
		}
	})
}

// TestNewestFirst has a deadline that passed before what was told earlier.
func TestNewestFirst(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.alerts[0].At = now.Add(-5 * time.Hour)
	drive(t, f, 80, 20, func(d *vttest.Driver[*Alerts]) {
		view := d.Plain()
		if strings.Index(view, "11:00") > strings.Index(view, "09:00") {
			t.Errorf("not in order:\n%s", view)
		}
	})
}

func TestFilter(t *testing.T) {
	t.Parallel()
	drive(t, newFake(), 80, 20, func(d *vttest.Driver[*Alerts]) {
		d.Press("/")
		d.Type("touch ben")
		d.Shows("王小明")
		d.Hides("Mia Chen")
		d.Type(" aaa") // an a in a filter acknowledges nothing
		d.Shows("Nothing here matches")
		d.Press("esc")
		d.Shows("4 open", "Mia Chen")
	})
}

// TestReadOnlySaysSo tries to acknowledge in a file nobody may write.
func TestReadOnlySaysSo(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.readOnly = true
	drive(t, f, 80, 20, func(d *vttest.Driver[*Alerts]) {
		for _, k := range []string{"a", "A"} {
			d.Press(k)
			if d.Toast() != "Not now: the file is open read-only" {
				t.Errorf("%s: toast %q", k, d.Toast())
			}
		}
		d.Shows("4 open")
	})
}

// TestErrorsAreTold fails at first, then after rows came.
func TestErrorsAreTold(t *testing.T) {
	t.Parallel()
	f := newFake()
	f.err = crm.Errorf(crm.Failure, "the disk is on fire").WithHint("put it out")
	drive(t, f, 80, 20, func(d *vttest.Driver[*Alerts]) {
		d.Shows("the disk is on fire", "put it out", "r tries again")
		f.err = nil
		d.Press("r")
		d.Shows("Mia Chen")
		f.err = errors.New("burning again")
		d.Press("space")
		if d.Toast() != "burning again" {
			t.Errorf("toast %q", d.Toast())
		}
		d.Press("r")
		d.Shows("Mia Chen", "burning again")
	})
}

// TestReadsOnlyWhenSeen counts the readings of a screen that is not in view.
func TestReadsOnlyWhenSeen(t *testing.T) {
	t.Parallel()
	f := newFake()
	drive(t, f, 80, 20, func(d *vttest.Driver[*Alerts]) {
		d.Send(screen.ShownMsg{Screen: "Leads"})
		calls := f.calls
		for range 5 {
			d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		}
		if f.calls != calls {
			t.Errorf("%d readings while nobody looks", f.calls-calls)
		}
		d.Send(screen.ShownMsg{Screen: Title})
		if f.calls != calls+1 {
			t.Errorf("%d readings when it is seen again", f.calls-calls)
		}
	})
}

func TestWords(t *testing.T) {
	t.Parallel()
	f := newFake()
	page := func(at ...int) crm.AlertPage {
		p := crm.AlertPage{Leads: f.leads}
		for _, i := range at {
			p.Alerts = append(p.Alerts, f.alerts[i])
		}
		return p
	}
	for _, c := range []struct {
		page crm.AlertPage
		want string
	}{
		{page(0), "Ready at once: Mia Chen, Lumen GmbH, A1 92: asked for a demo"},
		{page(1), "SLA broken: 王小明, 株式会社ミライ, A2 81: not touched in time"},
		{page(2), "Ready: Eve Red, Bad Corp, B1 76: eBook download"},
		{page(3), "412 leads became ready: leads-november.csv was imported"},
		{page(0, 2), "2 leads became ready: Mia Chen A1, Eve Red B1"},
		{page(0, 1, 2, 3, 4), "414 leads became ready: Mia Chen A1, Eve Red B1 and 412 more; 2 SLAs broken"},
		{page(1, 4), "2 SLAs broken"},
	} {
		if got := Words(c.page); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}

// TestViewIsExact checks that no alert and no size break the frame, in either
// measure of width.
func TestViewIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(80, 260).Draw(rt, "w"), rapid.IntRange(20, 60).Draw(rt, "h")
		f := &fake{leads: map[crm.LeadID]crm.Lead{}}
		for i := range rapid.IntRange(0, 30).Draw(rt, "alerts") {
			id := crm.LeadID(i + 1)
			if rapid.Bool().Draw(rt, "known") {
				f.leads[id] = crm.Lead{ID: id, Name: rapid.String().Draw(rt, "name"), Company: rapid.String().Draw(rt, "company")}
			}
			a := crm.Alert{ID: int64(i + 1), Lead: id, At: now, Grade: "A1", Owner: rapid.String().Draw(rt, "owner"),
				Why: rapid.SliceOfN(rapid.String(), 0, 3).Draw(rt, "why"), Leads: i}
			a.Kind = rapid.SampledFrom([]crm.AlertKind{crm.ReadyAlert, crm.BreachAlert, crm.SummaryAlert}).Draw(rt, "kind")
			f.alerts = append(f.alerts, a)
		}
		a := New(f, theme.New(theme.Default(), true, false), func() time.Time { return now })
		a.Resize(w, h)
		page, _ := f.Alerts(t.Context(), crm.AlertQuery{Open: true})
		a.loaded(loadedMsg{page: page})
		for range rapid.IntRange(0, 5).Draw(rt, "down") {
			a.Update(tea.KeyPressMsg{Code: tea.KeyDown})
		}
		lines := strings.Split(a.View(), "\n")
		if len(lines) != h {
			rt.Fatalf("%d lines, want %d", len(lines), h)
		}
		for _, line := range lines {
			if g, wc := ansi.StringWidth(line), ansi.StringWidthWc(line); g != w || wc != w {
				rt.Fatalf("%d cells in clusters, %d in runes, want %d: %q", g, wc, w, line)
			}
		}
		if words := Words(page); len(page.Alerts) > 0 && strings.ContainsFunc(words, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }) {
			rt.Fatalf("a control in %q", words)
		}
	})
}
