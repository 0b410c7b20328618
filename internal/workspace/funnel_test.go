package workspace_test

import (
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
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
