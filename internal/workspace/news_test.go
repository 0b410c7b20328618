package workspace_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
)

func (d *desk) alerts(t *testing.T) []crm.Alert {
	t.Helper()
	page, err := d.Alerts(t.Context(), crm.AlertQuery{})
	if err != nil {
		t.Fatal(err)
	}
	return page.Alerts
}

func (d *desk) work(t *testing.T, key string) crm.Work {
	t.Helper()
	page, err := d.LeadPage(t.Context(), crm.LeadQuery{IDs: []crm.LeadID{d.find(t, key).ID}})
	if err != nil {
		t.Fatal(err)
	}
	return page.Work[page.Leads[0].ID]
}

// TestReadyInLife follows one lead: it is promoted and announced when it
// becomes ready, once; recycled, it is quiet; when it acts again it is
// announced again, and not to who has just declined it.
func TestReadyInLife(t *testing.T) {
	t.Parallel()
	d := team(t)
	l := d.find(t, "ready")
	if l.Stage != "mql" || !l.Stamp.Ready.Ready() {
		t.Fatalf("not promoted: %+v", l)
	}
	count := func(want int, why string) {
		t.Helper()
		if got := d.alerts(t); len(got) != want {
			t.Errorf("%s: %d alerts, want %d: %+v", why, len(got), want, got)
		}
	}
	count(1, "ready")
	if a := d.alerts(t)[0]; a.Kind != crm.ReadyAlert || a.Lead != l.ID || a.Score != l.Stamp.Score || a.Grade != l.Stamp.Grade || len(a.Why) == 0 {
		t.Errorf("alert %+v", a)
	}
	d.live(t, "ready", "ebook_download", d.now)
	count(1, "more points")
	d.do(t, crm.Deed{Verb: crm.Assign, To: "mia"}, "ready")
	d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "timing"}, "ready")
	d.now = d.now.AddDate(0, 0, 1)
	if err := d.Refresh(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if l = d.find(t, "ready"); l.Stamp.Ready.Ready() || l.Stamp.Engagement != 0 {
		t.Errorf("recycled with a fresh start: %+v", l.Stamp)
	}
	count(1, "recycled")
	d.live(t, "ready", "ebook_download", d.now)
	count(2, "back again")
	l = d.find(t, "ready")
	if !l.Stamp.Ready.Ready() || l.Stage != "mql" || l.Owner != "Ben" {
		t.Errorf("it returns to somebody else: %+v", l)
	}
	if a := d.alerts(t)[0]; a.Owner != "Ben" {
		t.Errorf("the alert says whose it was: %+v", a)
	}
	if keys, page := d.nursed(t, crm.NurtureQuery{}); keys[0] != "ready" || page.Rows[0].Band != string(nurture.Returned) {
		t.Errorf("Nurture tells the news: %v", keys)
	}
	if history, err := d.History(t.Context(), crm.JournalQuery{Lead: l.ID}); err != nil || history[0].Verb != "promote" ||
		history[0].By != "smarketing" || !strings.Contains(history[0].Detail, `"To":"Ben"`) {
		t.Errorf("no trace: %+v %v", history, err)
	}
	if w := d.work(t, "ready"); w.Duty.Kind != crm.TouchDuty || w.Reheat != 800 {
		t.Errorf("work %+v", w)
	}
	page, err := d.LeadPage(t.Context(), crm.LeadQuery{Queue: true})
	if err != nil || len(page.Leads) == 0 || page.Leads[0].Key != "ready" || page.Reason[l.ID] == "" {
		t.Errorf("it leads the queue: %v %v", page.Reason, err)
	}
	d.do(t, crm.Deed{Verb: crm.Accept}, "ready")
	count(2, "accepted")
	if keys, _ := d.nursed(t, crm.NurtureQuery{}); slices.Contains(keys, "ready") {
		t.Errorf("accepted, and still news: %v", keys)
	}
	d.do(t, crm.Deed{Verb: crm.Reject}, "ready")
	count(2, "rejected: the points it had announce nothing")
	d.now = d.now.Add(time.Hour)
	d.live(t, "ready", "ebook_download", d.now)
	count(3, "it acts after being rejected")
	sound(t, d)
}

// TestFreshAndKept compares the two policies of recycling.
func TestFreshAndKept(t *testing.T) {
	t.Parallel()
	for policy, want := range map[crm.Policy]int32{crm.StartFresh: 0, crm.KeepScore: 800} {
		d := team(t)
		d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "timing", Policy: policy}, "ready")
		l := d.find(t, "ready")
		if l.Stamp.Engagement != want || l.Stamp.Fit != 600 || l.Stamp.Ready.Ready() || l.Stamp.LastActivityAt.IsZero() {
			t.Errorf("%s: %+v", policy, l.Stamp)
		}
		explained, err := d.Explain(t.Context(), l.ID)
		if err != nil || explained.Ledger.Score != l.Stamp.Score {
			t.Errorf("%s: the ledger says %d, the stamp %d, %v", policy, explained.Ledger.Score, l.Stamp.Score, err)
		}
		sound(t, d)
	}
}

// TestSummaries: what an import or a new rubric makes ready is one alert.
func TestSummaries(t *testing.T) {
	t.Parallel()
	d := team(t)
	d.take(t, crm.LeadRecord,
		crm.Record{Lead: crm.Lead{Key: "h1", Email: "h1@x.de", City: "Rome"}}, crm.Record{Lead: crm.Lead{Key: "h2", Email: "h2@x.de", City: "Rome"}})
	d.take(t, crm.ActivityRecord,
		crm.Record{LeadRef: "h1", Activity: crm.Activity{Event: "ebook_download", At: now}},
		crm.Record{LeadRef: "h2", Activity: crm.Activity{Event: "ebook_download", At: now}},
		crm.Record{LeadRef: "raw", Activity: crm.Activity{Event: "ebook_download", At: now}})
	got := d.alerts(t)
	if len(got) != 2 || got[0].Kind != crm.SummaryAlert || got[0].Leads != 3 {
		t.Errorf("alerts %+v", got)
	}
	if l := d.find(t, "h1"); l.Stage != "lead" || !l.Stamp.Ready.Ready() {
		t.Errorf("history promotes nobody: %+v", l)
	}
	if _, ok, err := d.Claim(t.Context(), crm.ReadyEventKind, time.Minute); err != nil || !ok {
		t.Errorf("the event of the lead that became ready: %v %v", ok, err)
	}
	if e, ok, err := d.Claim(t.Context(), crm.ReadyEventKind, time.Minute); err != nil || ok {
		t.Errorf("history told a command: %+v %v", e, err)
	}
}

// TestBreaches raises an alert once for every duty that is not done in time.
func TestBreaches(t *testing.T) {
	t.Parallel()
	d := team(t)
	tell := func(want int) {
		t.Helper()
		if n, err := d.TellBreaches(t.Context()); err != nil || n != want {
			t.Errorf("%d breaches told, want %d, %v", n, want, err)
		}
	}
	tell(0)
	d.do(t, crm.Deed{Verb: crm.LogTouch}, "sal")
	d.now = d.now.AddDate(0, 0, 7) // beyond 24 hours of work
	tell(1)                        // ready was not touched; sal was, and sql is in a stage without a limit
	tell(0)
	a := d.alerts(t)[0]
	if a.Kind != crm.BreachAlert || a.Duty != crm.TouchDuty || a.Lead != d.find(t, "ready").ID {
		t.Errorf("alert %+v", a)
	}
	figures, err := d.Desk(t.Context(), now.AddDate(0, 0, -28))
	if err != nil || figures.Ready != 1 || figures.Touched != 0 || figures.Judged != 1 || len(figures.Breaches) != 1 {
		t.Errorf("figures %+v %v", figures, err)
	}
	d.do(t, crm.Deed{Verb: crm.LogTouch}, "ready")
	if w := d.work(t, "ready"); w.Duty.Kind != crm.DecisionDuty || w.Duty.Told {
		t.Errorf("a new duty: %+v", w.Duty)
	}
	d.now = d.now.AddDate(0, 0, 30)
	tell(1)
	if n, err := d.Acknowledge(t.Context(), nil); err != nil || n != 3 {
		t.Errorf("%d acknowledged, %v", n, err)
	}
	if page, err := d.Alerts(t.Context(), crm.AlertQuery{Open: true}); err != nil || page.Open != 0 || len(page.Alerts) != 0 {
		t.Errorf("still open: %+v %v", page, err)
	}
}

// TestOutbox claims, fails, repeats and ends an event.
func TestOutbox(t *testing.T) {
	t.Parallel()
	d := team(t)
	e, ok, err := d.Claim(t.Context(), crm.ReadyEventKind, time.Minute)
	if err != nil || !ok || e.Attempts != 0 {
		t.Fatalf("%+v %v %v", e, ok, err)
	}
	var payload struct {
		ID    int64
		Event string
		Lead  struct{ Key, Stage string }
		Why   []string
	}
	if err := json.Unmarshal(e.Payload, &payload); err != nil || payload.ID != e.ID || payload.Lead.Key != "ready" || payload.Lead.Stage != "mql" || len(payload.Why) == 0 {
		t.Errorf("%s: %+v %v", e.Payload, payload, err)
	}
	claim := func(want bool) crm.OutboxEvent {
		t.Helper()
		e, ok, err := d.Claim(t.Context(), crm.ReadyEventKind, time.Minute)
		if err != nil || ok != want {
			t.Errorf("claimed %v, want %v: %+v %v", ok, want, e, err)
		}
		return e
	}
	claim(false) // somebody holds it
	d.now = d.now.Add(2 * time.Minute)
	if again := claim(true); again.ID != e.ID || again.Attempts != 1 { // who held it has died
		t.Errorf("%+v", again)
	}
	if err := d.Failed(t.Context(), e.ID, "no", d.now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	claim(false)
	d.now = d.now.Add(2 * time.Hour)
	claim(true)
	if err := d.Done(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Hour)
	claim(false)
	// Recycling is told as well; what is undone before anybody heard is not.
	done := d.do(t, crm.Deed{Verb: crm.Recycle, Reason: "timing"}, "raw")
	if _, err := d.Undo(t.Context(), done.Entry); err != nil {
		t.Fatal(err)
	}
	told := 0
	for {
		if _, ok, err := d.Claim(t.Context(), crm.RecycleEventKind, time.Hour); err != nil || !ok {
			break
		}
		told++
	}
	if told != 1 { // of the team's own beginning
		t.Errorf("%d recyclings told", told)
	}
}
