package demo

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
)

// TestRecordsHoldTogether checks for any options what an import relies on.
func TestRecordsHoldTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		o := Options{
			Leads: rapid.IntRange(1, 120).Draw(rt, "leads"),
			Seed:  rapid.Uint64().Draw(rt, "seed"),
			Now:   now.Add(time.Duration(rapid.Int64Range(0, 3*365*24*3600).Draw(rt, "now")) * time.Second),
			Zone:  time.FixedZone("", rapid.IntRange(-11, 13).Draw(rt, "zone")*3600),
		}
		c := newCheck(rt, o.Now)
		for r := range Records(o) {
			c.record(r)
		}
		if c.rows[crm.LeadRecord] != o.Leads || c.rows[crm.StageRecord] < o.Leads {
			rt.Fatalf("rows %v for %d leads", c.rows, o.Leads)
		}
		if len(c.noDeal) > 0 {
			rt.Fatalf("opportunities without a deal: %v", c.noDeal)
		}
		for key, at := range c.wonAt {
			if c.stage[key] != c.stages.Won() {
				rt.Fatalf("%s was won at %s and left", key, at)
			}
		}
	})
}

// check follows the records as an import would.
type check struct {
	*rapid.T
	now    time.Time
	stages crm.Stages
	people map[string]bool
	runs   []crm.RecordKind
	rows   map[crm.RecordKind]int
	leads  map[string]crm.Lead
	last   map[string]time.Time // of the run at hand
	stage  map[string]string
	wonAt  map[string]time.Time
	noDeal map[string]bool // were an opportunity, and no deal has come yet
}

func newCheck(rt *rapid.T, now time.Time) *check {
	c := &check{
		T: rt, now: now, stages: crm.DefaultStages(), people: map[string]bool{"": true}, rows: map[crm.RecordKind]int{},
		leads: map[string]crm.Lead{}, last: map[string]time.Time{}, stage: map[string]string{}, wonAt: map[string]time.Time{},
		noDeal: map[string]bool{},
	}
	for _, m := range Members() {
		c.people[m.Name] = true
	}
	return c
}

func (c *check) record(r crm.Record) {
	if c.rows[r.Kind]++; c.rows[r.Kind] != r.Row {
		c.Fatalf("%s row %d comes as number %d", r.Kind, r.Row, c.rows[r.Kind])
	}
	if r.Row == 1 {
		c.runs = append(c.runs, r.Kind)
		clear(c.last)
		order := []crm.RecordKind{crm.LeadRecord, crm.ActivityRecord, crm.StageRecord, crm.DealRecord}
		if len(c.runs) > 4 || !slices.Equal(c.runs, order[:len(c.runs)]) {
			c.Fatalf("the runs come as %v", c.runs)
		}
	}
	if r.Kind == crm.LeadRecord {
		c.lead(r.Lead)
		return
	}
	lead, ok := c.leads[r.LeadRef]
	if !ok {
		c.Fatalf("%s refers to unknown lead %q", r.Kind, r.LeadRef)
	}
	at := c.noun(r, lead)
	if !at.After(c.last[r.LeadRef]) || at.Before(lead.CreatedAt) || at.After(c.now) {
		c.Fatalf("%s of %s at %s, after %s", r.Kind, r.LeadRef, at, c.last[r.LeadRef])
	}
	c.last[r.LeadRef] = at
}

func (c *check) lead(l crm.Lead) {
	if l.Key == "" || l.Name == "" || l.CreatedAt.After(c.now) || !c.people[l.Owner] {
		c.Fatalf("bad lead %+v", l)
	}
	if (l.NextStep == "") != l.Due.IsZero() || l.NextStep != "" && c.now.Sub(l.Due) > 8*24*time.Hour {
		c.Fatalf("%s: next %q, due %s", l.Key, l.NextStep, l.Due)
	}
	c.leads[l.Key] = l
}

// noun checks an activity, a stage change or a deal and returns its instant.
func (c *check) noun(r crm.Record, lead crm.Lead) time.Time {
	switch r.Kind {
	case crm.ActivityRecord:
		if r.Activity.Event == "" {
			c.Fatal("activity without an event")
		}
		return r.Activity.At
	case crm.StageRecord:
		ch := r.Change
		if _, ok := c.stages.Find(ch.Stage); !ok || !c.people[ch.By] {
			c.Fatalf("bad change %+v", ch)
		}
		if c.stage[r.LeadRef] == "" && (ch.Stage != c.stages.First() || !ch.At.Equal(lead.CreatedAt)) {
			c.Fatalf("%s begins with %+v", r.LeadRef, ch)
		}
		if c.stage[r.LeadRef] == ch.Stage {
			c.Fatalf("%s enters %s from %s", r.LeadRef, ch.Stage, ch.Stage)
		}
		c.stage[r.LeadRef] = ch.Stage
		if ch.Stage == "opportunity" {
			c.noDeal[r.LeadRef] = true
		}
		if ch.Stage == c.stages.Won() {
			c.wonAt[r.LeadRef] = ch.At
		}
		return ch.At
	}
	delete(c.noDeal, r.LeadRef)
	c.deal(r.Deal, c.stage[r.LeadRef], c.wonAt[r.LeadRef])
	return r.Deal.CreatedAt
}

// deal checks a deal against the stage its lead stands in.
func (c *check) deal(d crm.Deal, stage string, wonAt time.Time) {
	want := crm.DealOpen
	switch stage {
	case "customer":
		want = crm.DealWon
	case crm.LostDetour:
		want = crm.DealLost
	}
	if d.Status != want || d.Key == "" || !d.Amount.Known || d.Amount.Cents <= 0 || !c.people[d.Owner] {
		c.Fatalf("deal %+v of a lead in %s", d, stage)
	}
	if (d.Status == crm.DealOpen) != d.ClosedAt.IsZero() || d.ClosedAt.After(c.now) {
		c.Fatalf("deal %s is %s, closed %s", d.Key, d.Status, d.ClosedAt)
	}
	if d.Status == crm.DealWon && !d.ClosedAt.Equal(wonAt) {
		c.Fatalf("deal closed %s, lead won %s", d.ClosedAt, wonAt)
	}
}
