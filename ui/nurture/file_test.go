package nurture_test

import (
	"context"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/workspace"
	"smarketing/ui/nurture"
	"smarketing/ui/screen"
	"smarketing/ui/vttest"
)

const body = `name = "Tiny"
ready = 10
cool = 5
[fit]
max = 20
bands = [75, 50, 25]
[engagement]
max = 40
bands = [75, 50, 25]
[[group]]
name = "What"
axis = "engagement"
  [[group.criterion]]
  id = "ebook"
  label = "eBook download"
  points = 6
  times = 3
  when = { event = "ebook_download" }
`

// background is not that of a test: its own is not made for a bubble.
var background = context.Background()

// file is a real one, whose time the test sets.
type file struct {
	*workspace.Workspace
	now time.Time
}

func (f *file) clock() time.Time { return f.now }

func newFile(t *testing.T, path, by string) *file {
	t.Helper()
	f := &file{now: time.Date(2026, 11, 24, 14, 0, 0, 0, time.UTC)}
	var err error
	if f.Workspace, err = workspace.Open(background, workspace.Options{Path: path, Create: true, By: by, Clock: f.clock}); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *file) take(t *testing.T, kind crm.RecordKind, all ...crm.Record) {
	t.Helper()
	records := iter.Seq2[crm.Record, error](func(yield func(crm.Record, error) bool) {
		for i, r := range all {
			r.Kind, r.Row = kind, i+2
			if !yield(r, nil) {
				return
			}
		}
	})
	source := crm.ImportSource{File: "test.csv", Fingerprint: f.now.String() + string(kind), Kind: kind, Rows: len(all)}
	if _, err := f.Import(background, source, records, workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
}

func (f *file) downloads(t *testing.T, key string, times int) {
	t.Helper()
	var all []crm.Record
	for i := range times {
		all = append(all, crm.Record{LeadRef: key, Activity: crm.Activity{Event: "ebook_download", At: f.now.Add(-time.Duration(i+1) * time.Hour)}})
	}
	f.take(t, crm.ActivityRecord, all...)
}

func (f *file) act(t *testing.T, d crm.Deed) {
	t.Helper()
	if _, err := f.Act(background, d); err != nil {
		t.Fatal(err)
	}
}

// prepare makes a file in which Ana has recycled two leads three weeks ago.
func prepare(t *testing.T, f *file) {
	t.Helper()
	for _, name := range []string{"Ana", "Ben"} {
		if err := f.SetMember(background, crm.Member{Name: name, Team: crm.Sales}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Publish(background, rubric.Publication{Body: body, Note: "why"}); err != nil {
		t.Fatal(err)
	}
	f.take(t, crm.LeadRecord,
		crm.Record{Lead: crm.Lead{Key: "1", Name: "Mia Chen", Email: "mia@lumen.example", Owner: "Ana"}},
		crm.Record{Lead: crm.Lead{Key: "2", Name: "Zoë Müller", Email: "zoe@lumen.example", Owner: "Ana"}})
	later := f.now
	f.now = later.AddDate(0, 0, -21)
	f.act(t, crm.Deed{Verb: crm.Recycle, Leads: []crm.Ref{{ID: 1}, {ID: 2}}, Reason: "timing"})
	f.now = later
	if err := f.Refresh(background, nil); err != nil {
		t.Fatal(err)
	}
}

// TestOnARealFile: a recycled lead whose behaviour picks up gets warm, is on top
// with its re-heat, returns to whom it was not with, and all of it is taken back.
func TestOnARealFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.db")
	var f *file
	fresh := func() *nurture.Nurture {
		f = newFile(t, path, "Ana")
		prepare(t, f)
		return nurture.New(f, vttest.Dark(), f.clock)
	}
	vttest.Drive(t, 120, 36, fresh, func(d *vttest.Driver[*nurture.Nurture]) {
		defer func() { _ = f.Close() }()
		d.Send(screen.ShownMsg{Screen: nurture.Title})
		d.Shows("2 recycled", "! 2 overdue", "touch mon 23 nov")
		f.downloads(t, "2", 1)
		d.Send(screen.ChangedMsg{Change: crm.Change{Leads: true}})
		d.Press("g")
		d.Shows("Zoë Müller", "+6", "4 points to go", "+6  eBook download")
		d.Press("t")
		d.Pick("c")
		d.Shows("touch mon 14 dec", "! 1 overdue")
		if got := d.Toast(); !strings.HasPrefix(got, "Logged a touch on Zoë Müller") {
			t.Errorf("toast %q", got)
		}
		d.Press("g", "R")
		f.act(t, crm.Deed{Verb: crm.PlanNext, Leads: []crm.Ref{{ID: 2}}, Text: "demo", Until: f.now.AddDate(0, 0, 2)})
		d.Pick("a")
		if got := d.Toast(); !strings.Contains(got, "planned the next step of Zoë Müller") {
			t.Errorf("a rival's deed is told as %q", got)
		}
		d.Shows("touch thu 26 nov", "next: demo")
		d.Press("g", "R")
		d.Pick("a")
		lead, err := f.Lead(background, 2)
		if err != nil || lead.Owner != "Ben" || lead.Stage != "mql" {
			t.Errorf("returned to %q in %q (%v)", lead.Owner, lead.Stage, err)
		}
		d.Shows("1 recycled")
		d.Press("u")
		d.Shows("2 recycled", "touch thu 26 nov")
		d.Press("P")
		d.Pick("2")
		d.Submit(screen.Values{"touch": "2w"})
		time.Sleep(time.Second) // of the bubble: all leads are judged anew, with pauses
		d.Settle()
		plan, err := f.Plan(background)
		if err != nil || plan.For("timing").Touch != 14 {
			t.Errorf("the plan is %s (%v)", plan, err)
		}
		d.Shows("touched every 14 days")
		d.Press("v")
		d.Shows("RECOVERED  of 2 recyclings", "not enough for a rate (n 2 of 10)")
	})
}
