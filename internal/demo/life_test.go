package demo

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// desk is an office that knows stages only, and takes everybody for ready who
// asked for a demo.
type desk struct {
	t      *testing.T
	now    time.Time
	stages crm.Stages
	leads  map[string]*crm.Lead
	keys   []string
	ready  map[string]bool
	log    []string
	told   []crm.Event
	verbs  map[crm.Verb]int
	read   int
}

func newDesk(t *testing.T, o Options) *desk {
	t.Helper()
	d := &desk{t: t, stages: crm.DefaultStages(), leads: map[string]*crm.Lead{}, ready: map[string]bool{}, verbs: map[crm.Verb]int{}}
	for r := range Records(BeforeLife(o)) {
		switch r.Kind {
		case crm.LeadRecord:
			l := r.Lead
			l.ID = crm.LeadID(len(d.keys) + 1)
			d.keys = append(d.keys, l.Key)
			d.leads[l.Key] = &l
		case crm.StageRecord:
			d.leads[r.LeadRef].Stage, d.leads[r.LeadRef].StageAt = r.Change.Stage, r.Change.At
		}
	}
	return d
}

func (d *desk) SetClock(at time.Time) {
	if at.Before(d.now) {
		d.t.Fatalf("the clock goes back from %s to %s", d.now, at)
	}
	d.now = at
}

func (d *desk) Ingest(_ context.Context, events []crm.Event) error {
	for _, e := range events {
		if e.Activity.At.After(d.now) || d.now.Sub(e.Activity.At) > 25*time.Hour {
			d.t.Fatalf("at %s came %+v", d.now, e)
		}
		if e.Activity.Event == "demo_request" {
			d.ready[e.LeadRef] = true
		}
	}
	d.told = append(d.told, events...)
	return nil
}

func (d *desk) Act(_ context.Context, by string, deed crm.Deed) error {
	if !slices.ContainsFunc(Members(), func(m crm.Member) bool { return m.Name == by }) {
		d.t.Fatalf("%s acts", by)
	}
	d.verbs[deed.Verb] += len(deed.Leads)
	d.log = append(d.log, fmt.Sprint(d.now.Format(time.DateTime), by, deed.Verb, deed.Leads, deed.Reason, deed.Text))
	for _, ref := range deed.Leads {
		l := d.leads[d.keys[ref.ID-1]]
		to := map[crm.Verb]string{
			crm.Accept: "sal", crm.Win: "customer", crm.Recycle: crm.Recycled, crm.Disqualify: crm.Disqualified, crm.Lose: crm.LostDetour,
			crm.Return: "mql", crm.Back: "sql",
		}[deed.Verb]
		if deed.Verb == crm.Advance {
			to = map[string]string{"lead": "mql", "sal": "sql", "sql": "opportunity"}[l.Stage]
		}
		if deed.Verb == crm.LogTouch || deed.Verb == crm.Snooze {
			continue
		}
		if to == "" || !d.stages.Standing(l.Stage).Open() || deed.Verb == crm.Recycle && deed.Reason == "" {
			d.t.Fatalf("%s of a lead in %s: %+v", deed.Verb, l.Stage, deed)
		}
		l.Stage, l.StageAt = to, d.now
	}
	return nil
}

func (d *desk) Find(_ context.Context, key string) (crm.Lead, error) { return *d.leads[key], nil }

func (d *desk) of(want func(*crm.Lead) bool) []crm.Lead {
	var leads []crm.Lead
	for _, key := range d.keys {
		if want(d.leads[key]) {
			leads = append(leads, *d.leads[key])
		}
	}
	return leads
}

func (d *desk) Ready(context.Context) ([]crm.Lead, error) {
	return d.of(func(l *crm.Lead) bool { return d.ready[l.Key] && d.stages.Standing(l.Stage) == crm.Waiting }), nil
}

func (d *desk) Nursed(context.Context) ([]crm.Lead, error) {
	return d.of(func(l *crm.Lead) bool { return l.Stage == crm.Recycled }), nil
}

func (d *desk) Read(_ context.Context, by string) error {
	d.read++
	if h := d.now.Hour(); h != 9 {
		d.t.Errorf("%s reads at %s", by, d.now)
	}
	return nil
}

func (d *desk) Tick(context.Context) error { return nil }

// TestLifeEndsWhereTheStoryDoes: whether the last week is told or lived, the
// leads have done the same and stand in the same stages.
func TestLifeEndsWhereTheStoryDoes(t *testing.T) {
	t.Parallel()
	o := options(1200)
	d := newDesk(t, o)
	if err := Live(t.Context(), o, d); err != nil {
		t.Fatal(err)
	}
	if !d.now.Equal(o.Now) {
		t.Errorf("it ends at %s", d.now)
	}
	var events []crm.Event
	for r := range Activities(o) {
		if r.Activity.At.After(BeforeLife(o).Until) {
			events = append(events, crm.Event{LeadRef: r.LeadRef, Activity: r.Activity})
		}
	}
	slices.SortStableFunc(events, func(a, b crm.Event) int { return a.Activity.At.Compare(b.Activity.At) })
	for i := range events {
		events[i].Row = i + 1
	}
	if !reflect.DeepEqual(events, d.told) {
		t.Errorf("%d events were told, want %d", len(d.told), len(events))
	}
	stage := map[string]string{}
	for r := range StageChanges(o) {
		stage[r.LeadRef] = r.Change.Stage
	}
	for key, want := range stage {
		if got := d.leads[key].Stage; got != want {
			t.Errorf("%s stands in %s, want %s", key, got, want)
		}
	}
	for _, verb := range []crm.Verb{crm.LogTouch, crm.Accept, crm.Advance, crm.Recycle, crm.Disqualify} {
		if d.verbs[verb] == 0 {
			t.Errorf("nobody did a %s: %v", verb, d.verbs)
		}
	}
	if d.read != 2 { // on Thursday and Friday, not on the last morning
		t.Errorf("the alerts were read %d times", d.read)
	}
	again := newDesk(t, o)
	if err := Live(t.Context(), o, again); err != nil || !slices.Equal(d.log, again.log) {
		t.Errorf("the same week goes another way (%v)", err)
	}
}

// TestLifeKeepsOfficeHours: reps touch leads when the office is open, in the
// zone of the team.
func TestLifeKeepsOfficeHours(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 9*3600)
	o := options(10)
	o.Zone = zone
	l := &life{world: newWorld(o)}
	for h := range 24 * 21 {
		at := o.Now.Add(time.Duration(h) * time.Hour).Unix()
		got := instant(l.office9to5(at)).In(zone)
		if got.Unix() < at || got.Hour() < 9 || got.Hour() >= 17 || got.Weekday() == time.Saturday || got.Weekday() == time.Sunday {
			t.Fatalf("at %s the rep calls at %s", instant(at).In(zone), got)
		}
		if got.Unix()-at > 4*day {
			t.Fatalf("the rep waits from %s to %s", instant(at).In(zone), got)
		}
	}
}
