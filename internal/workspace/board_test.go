package workspace_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/rubric/rubrictest"
	"smarketing/internal/score"
	"smarketing/internal/workspace"
)

// impact is what a rubric would do against another on the leads of the file.
func impact(tb testing.TB, w *workspace.Workspace, base, next rubric.Rubric) score.Impact {
	tb.Helper()
	board, err := w.Board(tb.Context(), append(rubric.Fields(base), rubric.Fields(next)...), nil)
	if err != nil {
		tb.Fatal(err)
	}
	d, err := board.Draft(base)
	if err == nil {
		err = d.Set(next)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return d.Impact()
}

// asked is what the rubrics of these tests look at; someHistory fills it.
var asked = rubrictest.Options{
	Fields: []rubrictest.Field{
		{Name: "city", Values: []string{"Rome", "Lyon"}}, {Name: "employees", Number: true}, {Name: "email"}, {Name: "tier", Values: []string{"gold", "tin"}},
	},
	Events: []string{"page_view", "ebook_download", "demo_request"},
}

// telling is a rubric under which everything that asked names shows.
func telling() rubric.Rubric {
	r := rubric.Rubric{
		Name: "Telling", Ready: 40, Cool: 20, InstantFor: 7,
		Fit: rubric.Axis{Max: 1000, Bands: [3]int{75, 50, 25}}, Engagement: rubric.Axis{Max: 1000, Bands: [3]int{75, 50, 25}},
		Groups: []rubric.Group{{Name: "is", Axis: rubric.Fit}, {Name: "does", Axis: rubric.Engagement, HalfLife: 9}},
	}
	add := func(g, points int, c rubric.Condition) {
		group := &r.Groups[g]
		id := fmt.Sprintf("c%d-%d", g, len(group.Criteria))
		times := 1
		if c.Event != "" {
			times = 9
		}
		group.Criteria = append(group.Criteria, rubric.Criterion{ID: id, Label: id, Points: points, Times: times, When: []rubric.Condition{c}})
	}
	add(0, 11, rubric.Condition{Field: "city", In: []string{"Rome"}})
	add(0, 23, rubric.Condition{Field: "tier", In: []string{"gold"}})
	add(0, 37, rubric.Condition{Field: "employees", Between: &rubric.Range{Low: 50, High: 60, FadeBelow: 50, FadeAbove: 200}})
	for i, event := range asked.Events {
		add(1, 7+5*i, rubric.Condition{Event: event})
	}
	add(1, 50, rubric.Condition{Idle: 10})
	return r
}

// populate gives the file the leads that things happen to.
func (d *desk) populate(tb testing.TB) {
	tb.Helper()
	var leads, acts []crm.Record
	for i, stage := range []string{"", "mql", "sal", "customer", "lost", "recycled", "", "customer", ""} {
		key := fmt.Sprint(i + 1)
		row := lead(key, key+"@x.example")
		if row.Lead.Stage = stage; stage != "" {
			row.Lead.StageAt = now.AddDate(0, 0, -i)
		}
		leads = append(leads, row)
		for n := range i {
			acts = append(acts, activity(key, asked.Events[n%len(asked.Events)], now.AddDate(0, 0, -2*n).Add(time.Hour)))
		}
	}
	d.take(tb, crm.LeadRecord, leads...)
	d.take(tb, crm.ActivityRecord, acts...)
}

// happen does one thing to the file that changes what leads are scored by.
func (d *desk) happen(tb testing.TB, r *rapid.T, turn int) {
	tb.Helper()
	ref := func(label string) string { return fmt.Sprint(rapid.IntRange(1, 9).Draw(r, label)) }
	at := func(label string) time.Time {
		return now.Add(time.Duration(rapid.IntRange(-60*24, 48).Draw(r, label)) * time.Hour)
	}
	switch rapid.SampledFrom([]string{"lead", "activity", "activity", "stage", "deal", "deed", "deed", "undo", "merge", "day", "hour", "zone", "publish", "score"}).Draw(r, "what") {
	case "lead":
		row := lead(ref("key"), "")
		row.Lead.City = rapid.SampledFrom([]string{"Rome", "Lyon", ""}).Draw(r, "city")
		row.Lead.Custom = row.Lead.Custom.Set("tier", crm.TextValue(rapid.SampledFrom([]string{"gold", "tin", ""}).Draw(r, "tier")))
		row.Lead.Employees = crm.NumberValue(float64(rapid.IntRange(1, 300).Draw(r, "employees")))
		if rapid.Bool().Draw(r, "stands") {
			row.Lead.Stage, row.Lead.StageAt = rapid.SampledFrom([]string{"mql", "sal", "customer", "recycled", "lost"}).Draw(r, "stage"), at("stage_at")
		}
		d.take(tb, crm.LeadRecord, row)
	case "activity":
		d.take(tb, crm.ActivityRecord, activity(ref("lead"), rapid.SampledFrom(asked.Events).Draw(r, "event"), at("at")))
	case "stage":
		d.take(tb, crm.StageRecord, change(ref("lead"), rapid.SampledFrom([]string{"lead", "sal", "opportunity", "customer", "lost"}).Draw(r, "stage"), at("at")))
	case "deal":
		row := deal(ref("lead"), ref("deal"), rapid.SampledFrom([]crm.DealStatus{crm.DealOpen, crm.DealWon, crm.DealLost}).Draw(r, "status"), at("closed"))
		row.Deal.CreatedAt = at("created")
		d.take(tb, crm.DealRecord, row)
	case "deed":
		deed := crm.Deed{
			Verb:  rapid.SampledFrom([]crm.Verb{crm.Accept, crm.Reject, crm.Recycle, crm.Return, crm.Advance, crm.Back, crm.Win, crm.Lose, crm.Assign}).Draw(r, "verb"),
			Leads: []crm.Ref{{ID: crm.LeadID(rapid.IntRange(1, 9).Draw(r, "of"))}}, Reason: "timing", Policy: rapid.SampledFrom([]crm.Policy{"", crm.StartFresh, crm.KeepScore}).Draw(r, "policy"),
		}
		if _, err := d.Act(tb.Context(), deed); err != nil && crm.ErrorCode(err) == crm.Failure {
			tb.Fatal(err)
		}
	case "undo":
		if _, err := d.Undo(tb.Context(), 0); err != nil && crm.ErrorCode(err) == crm.Failure {
			tb.Fatal(err)
		}
	case "merge":
		keep, other := rapid.IntRange(1, 9).Draw(r, "keep"), rapid.IntRange(1, 9).Draw(r, "other")
		if _, err := d.Merge(tb.Context(), crm.LeadID(keep), []crm.LeadID{crm.LeadID(other)}); err != nil && crm.ErrorCode(err) == crm.Failure {
			tb.Fatal(err)
		}
	case "day":
		d.now = d.now.AddDate(0, 0, 1)
	case "hour":
		d.now = d.now.Add(time.Hour)
	case "zone":
		zone := rapid.SampledFrom([]string{"UTC", "Asia/Tokyo", "America/Los_Angeles"}).Draw(r, "zone")
		if err := d.SetSettings(tb.Context(), []crm.Setting{{Key: "zone", Value: zone}}); err != nil {
			tb.Fatal(err)
		}
	case "publish":
		body := string(rubric.Encode(rubrictest.Rubric(asked).Draw(r, "published")))
		if _, err := d.Publish(tb.Context(), rubric.Publication{Body: body, Note: fmt.Sprint("turn ", turn)}); err != nil {
			tb.Fatal(err)
		}
	case "score":
		if err := d.Refresh(tb.Context(), nil); err != nil {
			tb.Fatal(err)
		}
	}
}

// TestBoardFollowsTheFile does anything to a file and demands that the board
// patched on the way is the one that somebody who opens the file now reads.
func TestBoardFollowsTheFile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer func() { _ = d.Close() }()
		d.populate(t)
		base, next := telling(), rubrictest.Rubric(asked).Draw(r, "next")
		impact(t, d.Workspace, base, next)
		for turn := range rapid.IntRange(1, 8).Draw(r, "turns") {
			d.happen(t, r, turn)
			other := reopen(t, d)
			got, want := impact(t, d.Workspace, base, next), impact(t, other, base, next)
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				r.Fatalf("turn %d: the board shows\n%+v\nthe file holds\n%+v", turn, got, want)
			}
		}
	})
}

// TestEffectIsWhatHappens publishes on any file and demands that as many leads
// are ready afterwards as was said before, also after a crash in between.
func TestEffectIsWhatHappens(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer func() { _ = d.Close() }()
		d.populate(t)
		for turn := range rapid.IntRange(1, 8).Draw(r, "turns") {
			d.happen(t, r, turn)
		}
		next := telling()
		if rapid.Bool().Draw(r, "any") {
			next = rubrictest.Rubric(asked).Draw(r, "rubric")
		}
		body := string(rubric.Encode(next))
		v, err := d.Publish(t.Context(), rubric.Publication{Body: body, Note: "why"})
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(r, "crash") {
			// Another process completes what the one that published does not.
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			d.Workspace = reopen(t, d)
		}
		if err := d.Refresh(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		page, err := d.LeadPage(t.Context(), crm.LeadQuery{Ready: true})
		if err != nil {
			t.Fatal(err)
		}
		if v.Effect == nil || page.Total != v.Effect.ReadyAfter {
			r.Fatalf("%d leads are ready, the effect was %+v", page.Total, v.Effect)
		}
		stored, err := d.Rubric(t.Context())
		if err != nil || !reflect.DeepEqual(stored.Effect, v.Effect) {
			r.Fatalf("the file keeps the effect %+v (%v)", stored.Effect, err)
		}
		sound(t, d)
	})
}

// TestHandOff tells when a closed lead was handed over, by what is known of it.
func TestHandOff(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return now.AddDate(0, 0, -n) }
	closed := func(outcome time.Time) crm.Record {
		row := lead("1", "a@x.example")
		row.Lead.Stage, row.Lead.Outcome, row.Lead.OutcomeAt = "customer", crm.Won, outcome
		return row
	}
	stood := closed(time.Time{})
	stood.Lead.StageAt = day(4)
	dealt := deal("1", "D", crm.DealWon, day(1))
	dealt.Deal.CreatedAt = day(8)
	for name, c := range map[string]struct {
		lead, deal, change *crm.Record
		seen               int // downloads before the hand-off, one a day
	}{
		"no times":                 {lead: ptr(closed(time.Time{})), seen: 0},
		"stage":                    {lead: &stood, seen: 7},
		"outcome":                  {lead: ptr(closed(day(5))), seen: 6},
		"deal before the outcome":  {lead: ptr(closed(day(5))), deal: &dealt, seen: 3},
		"sales before the outcome": {lead: ptr(closed(day(5))), change: ptr(change("1", "sal", day(7))), seen: 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := open(t)
			d.take(t, crm.LeadRecord, *c.lead)
			if c.deal != nil {
				d.take(t, crm.DealRecord, *c.deal)
			}
			if c.change != nil {
				d.take(t, crm.StageRecord, *c.change, change("1", "customer", day(5)))
				c.seen = 4
			}
			var acts []crm.Record
			for n := range 11 {
				acts = append(acts, activity("1", "ebook_download", day(n)))
			}
			d.take(t, crm.ActivityRecord, acts...)
			r, err := rubric.Parse("tiny", []byte(tiny))
			if err != nil {
				t.Fatal(err)
			}
			r.Engagement.Max = 1000
			r.Groups[1].HalfLife, r.Groups[1].Criteria[0].Times, r.Groups[1].Criteria[0].Points = 0, 100, 10
			for seen := range 12 {
				r.Ready, r.Cool = max(1, seen*10), 0
				reached := impact(t, d.Workspace, r, r).After.Recall
				if want := seen <= c.seen && seen > 0 || seen == 0 && c.seen > 0; reached.N != 1 || (reached.Value == 1) != want {
					t.Errorf("%d downloads before the hand-off: %+v, want %v", seen, reached, want)
				}
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

// TestBoardIsSharedAndCancelled lets many ask at once, some of whom give up.
func TestBoardIsSharedAndCancelled(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", "a@x.example"), lead("2", "b@x.example"))
	d.take(t, crm.ActivityRecord, activity("1", "page_view", now))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			if i%4 == 0 {
				cancel()
			}
			defer cancel()
			board, err := d.Board(ctx, []string{"city"}, nil)
			switch {
			case i%4 == 0 && err == nil, i%4 != 0 && err != nil:
				t.Errorf("%d: error %v", i, err)
			case err == nil && board.Open() != 2:
				t.Errorf("%d leads", board.Open())
			}
		})
	}
	wg.Wait()
}

func TestBoardStopsWhenToldTo(t *testing.T) {
	t.Parallel()
	d := open(t)
	const n = 3000
	if _, err := d.Import(t.Context(), crm.ImportSource{File: "l", Fingerprint: "l", Kind: crm.LeadRecord, Rows: n}, leadStream(n), workspace.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told := 0
	_, err := d.Board(ctx, nil, func(p crm.Progress) {
		if told++; p.Total != n || p.Done == 0 {
			t.Errorf("progress %+v", p)
		}
		cancel()
	})
	if told == 0 || crm.ErrorCode(err) != crm.Interrupted {
		t.Fatalf("error %v after %d reports", err, told)
	}
	if board, err := d.Board(t.Context(), nil, nil); err != nil || board.Open() != n {
		t.Fatalf("afterwards %v (%v)", board, err)
	}
}

// TestBoardFollowsADealToItsNewLead: the lead that a deal has left counts as
// handed over when it was without it.
func TestBoardFollowsADealToItsNewLead(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.populate(t)
	next := telling()
	next.Ready = 1
	offer := func(lead string) {
		row := deal(lead, "offer", crm.DealOpen, time.Time{})
		row.Deal.CreatedAt = now.AddDate(0, 0, -10)
		d.take(t, crm.DealRecord, row)
	}
	offer("8") // a customer
	before := impact(t, d.Workspace, telling(), next)
	offer("4")
	got, want := impact(t, d.Workspace, telling(), next), impact(t, reopen(t, d), telling(), next)
	if reflect.DeepEqual(before, want) {
		t.Fatal("the deal makes no difference")
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("ready before %d, after %d; the file holds %d and %d", got.Before.Ready, got.After.Ready, want.Before.Ready, want.After.Ready)
	}
}
