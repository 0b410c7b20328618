package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/workspace"
)

// TestFunnelFollowsTheFile: what is answered again is what was answered, until
// the file changes or a minute has gone.
func TestFunnelFollowsTheFile(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""), lead("2", ""))
	d.take(t, crm.StageRecord, change("1", "lead", now.AddDate(0, 0, -3)), change("1", "mql", now.AddDate(0, 0, -2)), change("1", "sal", now.Add(90*time.Second)))
	ask := func(q funnel.Question, by string) funnel.Report {
		t.Helper()
		r, err := d.Funnel(t.Context(), q, by)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := ask(funnel.Question{}, "")
	if first.Stages[1].Entered != 1 || first.Stages[2].Entered != 0 || first.Future != 1 {
		t.Fatalf("%+v", first)
	}
	d.now = now.Add(30 * time.Second)
	if again := ask(funnel.Question{}, ""); !again.Question.Now.Equal(first.Question.Now) {
		t.Errorf("half a minute later it is counted again, at %v", again.Question.Now)
	}
	if by := ask(funnel.Question{}, "source"); by.By != "source" || len(by.Parts) != 1 {
		t.Errorf("another question gets the answer %+v", by)
	}
	if strict := ask(funnel.Question{Order: funnel.Strict}, ""); strict.Question.Order != funnel.Strict {
		t.Errorf("another question gets the answer to %+v", strict.Question)
	}
	if then := ask(funnel.Question{Now: now.AddDate(0, 0, -2).Add(-time.Hour)}, ""); then.Stages[1].Entered != 0 {
		t.Errorf("the past is answered by the present: %+v", then.Stages[1])
	}
	d.now = now.Add(2 * time.Minute)
	if later := ask(funnel.Question{}, ""); later.Stages[2].Entered != 1 || later.Future != 0 {
		t.Errorf("two minutes later the future is still to come: %+v", later.Stages[2])
	}
	d.take(t, crm.StageRecord, change("2", "customer", now))
	if changed := ask(funnel.Question{}, ""); changed.Exits.Won != 1 {
		t.Errorf("the file has changed, and the answer is the old one: %+v", changed.Exits)
	}
}

// TestPatchedPipelineIsTheFile does anything to a file and demands that what was
// patched on the way, and what somebody patches who opens the file now and finds
// an old picture of its log, answer as the rows of the file.
func TestPatchedPipelineIsTheFile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		d := open(t)
		defer func() { _ = d.Close() }()
		d.populate(t)
		for turn := range rapid.IntRange(1, 8).Draw(r, "turns") {
			switch rapid.IntRange(0, 6).Draw(r, "beside the leads") {
			case 0:
				if _, err := d.SetGoal(t.Context(), target()); err != nil {
					t.Fatal(err)
				}
			case 1:
				stages := crm.DefaultStages()
				stages[0].Label = fmt.Sprint("Lead ", turn)
				if err := d.SetStages(t.Context(), stages); err != nil {
					t.Fatal(err)
				}
			case 2:
				free := deal("", fmt.Sprint("free ", rapid.IntRange(0, 2).Draw(r, "free")), crm.DealWon, now.AddDate(0, 0, -turn))
				free.Deal.Amount = crm.MoneyOf(float64(rapid.IntRange(1, 3).Draw(r, "sum")))
				d.take(t, crm.DealRecord, free)
			case 3:
				setting := rapid.SampledFrom([]crm.Setting{{Key: "currency", Value: "EUR"}, {Key: "currency", Value: "USD"}, {Key: "maturity_days", Value: "5"}}).Draw(r, "setting")
				if err := d.SetSettings(t.Context(), []crm.Setting{setting}); err != nil {
					t.Fatal(err)
				}
			default:
				d.happen(t, r, turn)
			}
			other, late := reopen(t, d), reopen(t, d)
			if err := other.ReadRows(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, by := range []string{"", "owner", "grade", "tier", "stage"} {
				for _, q := range []funnel.Question{{}, {Since: now.AddDate(0, 0, -20), Basis: funnel.Period, Count: funnel.AllPasses}} {
					want, wrong := other.Funnel(t.Context(), q, by)
					for i, w := range []*workspace.Workspace{d.Workspace, late} {
						got, err := w.Funnel(t.Context(), q, by)
						if fmt.Sprint(err) != fmt.Sprint(wrong) || !reflect.DeepEqual(got, want) {
							r.Fatalf("turn %d, by %q, of %d: the funnel is\n%+v\nthe file holds\n%+v (%v, %v)", turn, by, i, got, want, err, wrong)
						}
					}
				}
			}
			got, err := d.GoalReport(t.Context())
			want, wrong := other.GoalReport(t.Context())
			if err != nil || wrong != nil || !reflect.DeepEqual(got, want) {
				r.Fatalf("turn %d: the goal is\n%+v\nthe file holds\n%+v (%v, %v)", turn, got, want, err, wrong)
			}
			if err := errors.Join(other.Close(), late.Close()); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestPicture: who opens a file takes the picture of its log, however old, and
// reads the rows when there is something wrong with it; who only reads the file
// leaves none.
func TestPicture(t *testing.T) {
	t.Parallel()
	d := funnelled(t)
	ask := func(w *workspace.Workspace) int {
		t.Helper()
		r, err := w.Funnel(t.Context(), funnel.Question{}, "")
		if err != nil {
			t.Fatal(err)
		}
		return r.Exits.Won
	}
	readOnly, err := workspace.Open(t.Context(), workspace.Options{Path: d.path, ReadOnly: true, Clock: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	if won := ask(readOnly); won != 20 || readOnly.Pictured() {
		t.Errorf("there is no picture yet: %d won", won)
	}
	if of, _, err := readOnly.Picture(t.Context()); err != nil || len(of) > 0 {
		t.Errorf("who reads only has left a picture (%v)", err)
	}
	if err := readOnly.Close(); err != nil {
		t.Fatal(err)
	}
	if won := ask(d.Workspace); won != 20 {
		t.Errorf("%d won", won)
	}
	of, log, err := d.Picture(t.Context())
	if err != nil || len(of) == 0 || len(log) == 0 {
		t.Fatalf("there is no picture (%v)", err)
	}
	d.take(t, crm.StageRecord, change("L-1", "customer", now)) // lost before
	again := reopen(t, d)
	if won := ask(again); won != 21 || !again.Pictured() {
		t.Errorf("patched from a picture: %v, %d won, want 21", again.Pictured(), won)
	}
	other := slices.Clone(log)
	other[len(other)/2]++
	for name, bad := range map[string][2][]byte{
		"another byte": {of, other}, "a part is missing": {of, log[:len(log)/2]}, "of nothing": {nil, log}, "no JSON": {[]byte("{"), log},
		"of a file that is further on": {[]byte(strings.Replace(string(of), `"seq":`, `"seq":9`, 1)), log},
	} {
		if err := d.SetPicture(t.Context(), bad[0], bad[1]); err != nil {
			t.Fatal(err)
		}
		w := reopen(t, d)
		if won := ask(w); won != 21 {
			t.Errorf("%s: %d won, want 21", name, won)
		}
		if of, _, err := w.Picture(t.Context()); err != nil || len(of) == 0 || string(of) == string(bad[0]) {
			t.Errorf("%s: it is not replaced (%v)", name, err)
		}
	}
}

// TestFunnelIsShared asks in many ways at once while the file changes: nobody
// waits for ever for one of the few connections, and in the end all is told.
func TestFunnelIsShared(t *testing.T) {
	t.Parallel()
	d := funnelled(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var asking sync.WaitGroup
	for i := range 12 {
		asking.Go(func() {
			for turn := range 6 {
				var err error
				switch (i + turn) % 4 {
				case 0:
					_, err = d.GoalReport(ctx)
				case 1:
					_, err = d.Board(ctx, nil, nil)
				case 2:
					_, err = d.TryStages(ctx, crm.DefaultStages())
				default:
					_, err = d.Funnel(ctx, funnel.Question{Since: now.AddDate(-2, 0, -turn)}, []string{"source", "grade", "owner"}[turn%3])
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 10 {
		d.take(t, crm.StageRecord, change(fmt.Sprint("L-", 2*i+1), "customer", now.Add(-time.Hour))) // lost before
	}
	asking.Wait()
	if r, err := d.Funnel(ctx, funnel.Question{}, ""); err != nil || r.Exits.Won != 30 {
		t.Errorf("%d won, want 30 (%v)", r.Exits.Won, err)
	}
}

// TestTrendsOfPeriods: questions about different ends have different weeks,
// however they follow one another, and the same best quarters.
func TestTrendsOfPeriods(t *testing.T) {
	t.Parallel()
	d := open(t)
	for i := range 3 {
		d.take(t, crm.LeadRecord, lead(fmt.Sprint("L-", i), ""))
		d.take(t, crm.StageRecord, change(fmt.Sprint("L-", i), "lead", now.AddDate(0, 0, -400*i)))
	}
	for range 2 {
		for _, until := range []time.Time{{}, now.AddDate(0, 0, -390), now.AddDate(0, 0, -790), now.AddDate(0, 0, 7)} {
			r, err := d.Funnel(t.Context(), funnel.Question{Until: until}, "")
			if err != nil {
				t.Fatal(err)
			}
			end, n := now, 0
			if !until.IsZero() && until.Before(now) {
				end = until
			}
			weeks := r.Weeks[0]
			for _, p := range weeks {
				n += p.Entered
			}
			if last := weeks[len(weeks)-1]; last.From.After(end) || !last.To.After(end) || n != 1 {
				t.Errorf("until %s the weeks end %s to %s, with %d entries", until, last.From, last.To, n)
			}
		}
	}
}

// TestGroupsFollowAnImport: who looks at the funnel while an import goes on sees
// a lead in the group in which its last row puts it.
func TestGroupsFollowAnImport(t *testing.T) {
	t.Parallel()
	d := open(t)
	sourced := func(key, source string) crm.Record {
		row := lead(key, "")
		row.Lead.Source = source
		return row
	}
	rows := []crm.Record{sourced("x", "early")}
	for i := range 3999 { // a batch, with the first row
		rows = append(rows, sourced(fmt.Sprint(i), "web"))
	}
	rows = append(rows, sourced("x", "late"))
	names := map[string]bool{}
	look := func() {
		r, err := d.Funnel(t.Context(), funnel.Question{}, "source")
		if err != nil {
			t.Error(err)
		}
		clear(names)
		for _, p := range r.Parts {
			names[p.Name] = true
		}
	}
	seen := false
	source := crm.ImportSource{File: "l", Fingerprint: "l", Kind: crm.LeadRecord, Rows: len(rows)}
	_, err := d.Import(t.Context(), source, records(crm.LeadRecord, rows...), workspace.ImportOptions{Progress: func(crm.Progress) {
		look()
		seen = seen || names["early"]
	}})
	if err != nil || !seen {
		t.Fatalf("nobody has looked in between (%v)", err)
	}
	if look(); names["early"] || !names["late"] {
		t.Errorf("afterwards the groups are %v", names)
	}
}

// TestBottleneckIsMeasuredAgainstTheGoal: with a goal the norm is its plan and
// the sum is in its money; without one, or when it plans other steps, the best
// quarter is the norm.
func TestBottleneckIsMeasuredAgainstTheGoal(t *testing.T) {
	t.Parallel()
	d := funnelled(t) // half of 40 are lost in the last step
	ask := func(q funnel.Question) funnel.Report {
		t.Helper()
		r, err := d.Funnel(t.Context(), q, "")
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := ask(funnel.Question{}); r.Bottleneck != nil || r.Planned || !strings.Contains(r.BottleneckWords(), "best quarter") {
		t.Errorf("without a goal it is its own norm: %+v, %s", r.Bottleneck, r.BottleneckWords())
	}
	goal := target()
	goal.LeadRate, goal.AverageDeal = 0.9, crm.MoneyOf(3000)
	set, err := d.SetGoal(t.Context(), goal)
	if err != nil || len(set.Steps) != 5 {
		t.Fatalf("%+v, %v", set, err)
	}
	r := ask(funnel.Question{})
	b := r.Bottleneck
	// (90 % - 50 %) x 40 = 16 customers at 3,000 each.
	if b == nil || b.From.Key != "opportunity" || b.N != 40 || math.Abs(b.Customers-16) > 1e-9 || math.Abs(b.Cost-48000) > 1e-6 || !r.Planned {
		t.Fatalf("with a goal it is %+v", b)
	}
	if want := "Opportunity → Customer: of 40 decided 50 % went on, against 90 % planned; costs about 16 customers, USD 48k"; r.BottleneckWords() != want {
		t.Errorf("%s\nwant %s", r.BottleneckWords(), want)
	}
	if err := d.SetSettings(t.Context(), []crm.Setting{{Key: "currency", Value: "EUR"}}); err != nil {
		t.Fatal(err)
	}
	if r := ask(funnel.Question{}); r.Currency != "EUR" || !strings.Contains(r.BottleneckWords(), "USD 48k") {
		t.Errorf("the sum is in the money of the goal: %s", r.BottleneckWords())
	}
	if r := ask(funnel.Question{Order: funnel.Strict}); r.Planned || !slices.ContainsFunc(r.Notes(), func(s string) bool { return strings.Contains(s, "by these switches") }) {
		t.Errorf("other switches are not what the goal plans: %+v, %v", r.Bottleneck, r.Notes())
	}

	near := set
	near.LeadRate = 0.6 // within the interval of 50 % of 40
	if _, err := d.SetGoal(t.Context(), near); err != nil {
		t.Fatal(err)
	}
	if r := ask(funnel.Question{}); r.Bottleneck != nil || !strings.Contains(r.BottleneckWords(), "by more than chance") {
		t.Errorf("what may be chance is %+v: %s", r.Bottleneck, r.BottleneckWords())
	}
	if _, err := d.Undo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if r := ask(funnel.Question{}); r.Bottleneck == nil || r.Plan.Version != set.Version {
		t.Errorf("undone, the goal before it is the norm again, not %+v of %+v", r.Bottleneck, r.Plan)
	}

	stages := crm.DefaultStages()
	renamed := slices.Concat(stages[:1], crm.Stages{{Key: "met", Label: "Met", Team: crm.Sales, Kind: crm.Inventory}}, stages[1:])
	if err := d.SetStages(t.Context(), renamed); err != nil {
		t.Fatal(err)
	}
	r = ask(funnel.Question{})
	if r.Planned || r.Bottleneck != nil || !slices.ContainsFunc(r.Notes(), func(s string) bool { return strings.Contains(s, "no rates for these steps") }) {
		t.Errorf("a plan of other steps is a norm: %+v, %v", r.Bottleneck, r.Notes())
	}

	empty := open(t)
	if _, err := empty.SetGoal(t.Context(), target()); err != nil {
		t.Fatal(err)
	}
	if r, err := empty.Funnel(t.Context(), funnel.Question{}, ""); err != nil || r.Bottleneck != nil || r.Planned {
		t.Errorf("of no leads it is %+v, %v", r.Bottleneck, err)
	}
}

// TestTryStages says what other definitions change, and changes nothing.
func TestTryStages(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("1", ""), lead("2", ""))
	d.take(t, crm.StageRecord, change("1", "lead", now.AddDate(0, 0, -3)), change("1", "sal", now.AddDate(0, 0, -2)))
	stages := crm.DefaultStages()
	stages[2].SLA = time.Hour
	r, err := d.TryStages(t.Context(), slices.Delete(stages, 1, 2))
	if err != nil || r.Duties != 1 || len(r.Removed) != 1 || r.Been != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	if now, err := d.Stages(t.Context()); err != nil || !slices.Equal(now, crm.DefaultStages()) {
		t.Errorf("the stages are %+v by now (%v)", now, err)
	}
	if _, err := d.TryStages(t.Context(), stages[:2]); crm.ErrorCode(err) != crm.Invalid {
		t.Errorf("stages without an end: %v", err)
	}
}

// TestLeadsThatChangePlaces: when as many leads come back as go, those that went
// are gone all the same.
func TestLeadsThatChangePlaces(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.take(t, crm.LeadRecord, lead("a", ""), lead("b", ""))
	d.take(t, crm.LeadRecord, lead("c", ""))
	if _, err := d.Merge(t.Context(), 1, []crm.LeadID{2}); err != nil {
		t.Fatal(err)
	}
	const imported, merged = 2, 3 // entries of the journal
	other := reopen(t, d)
	for _, undone := range []bool{false, true} {
		r, err := other.Funnel(t.Context(), funnel.Question{}, "")
		if err != nil || r.Leads != 2 {
			t.Errorf("undone %v: the funnel is about %d leads, want 2 (%v)", undone, r.Leads, err)
		}
		for _, entry := range []int64{merged, imported} { // b comes back, then c goes
			if _, err := d.Undo(t.Context(), entry); !undone && err != nil {
				t.Fatal(err)
			}
		}
	}
}
