package demo_test

import (
	"slices"
	"testing"
	"time"
	"unicode"

	"smarketing/internal/crm"
	"smarketing/internal/demo"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

var now = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)

// history is what an import would know of one lead.
type history struct {
	lead       crm.Lead
	activities []crm.Activity
	stage      string
	handOff    time.Time // first sales-owned stage, else the end
}

func histories(o demo.Options) []*history {
	stages := crm.DefaultStages()
	var list []*history
	of := map[string]*history{}
	for r := range demo.Records(o) {
		h := of[r.LeadRef]
		switch r.Kind {
		case crm.LeadRecord:
			h = &history{lead: r.Lead}
			of[r.Lead.Key] = h
			list = append(list, h)
		case crm.ActivityRecord:
			h.activities = append(h.activities, r.Activity)
		case crm.StageRecord:
			h.stage = r.Change.Stage
			if h.handOff.IsZero() && (stages.Standing(h.stage) == crm.InSales || !stages.Standing(h.stage).Open()) {
				h.handOff = r.Change.At
			}
		}
	}
	return list
}

func program(t *testing.T) (*score.Program, rubric.Rubric) {
	t.Helper()
	tpl, err := rubric.FindTemplate(demo.Rubric())
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Parse(tpl.Key, []byte(tpl.Body))
	if err != nil {
		t.Fatal(err)
	}
	loc := demo.Settings().Location()
	p, err := score.Compile(r, loc)
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

// TestRubricPredictsButNotPerfectly scores closed leads as of their hand-off:
// a demo in which a sensible rubric were blind or all-knowing would teach
// nothing.
func TestRubricPredictsButNotPerfectly(t *testing.T) {
	t.Parallel()
	p, _ := program(t)
	for _, o := range []demo.Options{{Seed: 1, Now: now}, {Leads: 20_000, Seed: 2, Now: now}} {
		var won, lost []int32
		for _, h := range histories(o) {
			if crm.DefaultStages().Standing(h.stage).Open() {
				continue
			}
			s := p.Totals(&h.lead, h.activities, h.handOff).Score
			if h.stage == "customer" {
				won = append(won, s)
			} else {
				lost = append(lost, s)
			}
		}
		if a := auc(won, lost); a < 0.72 || a > 0.85 {
			t.Errorf("seed %d: AUC %.3f of %d won and %d others", o.Seed, a, len(won), len(lost))
		}
	}
}

// auc is the share of pairs that are ranked right, ties counting half.
func auc(won, lost []int32) float64 {
	slices.Sort(lost)
	sum := 0.0
	for _, s := range won {
		below, _ := slices.BinarySearch(lost, s)
		upTo, _ := slices.BinarySearch(lost, s+1)
		sum += float64(below) + float64(upTo-below)/2
	}
	return sum / float64(len(won)) / float64(len(lost))
}

// TestQueueIsAlive looks at the demo as it opens: some leads are ready for
// sales, in several scripts, and something happened in the last days.
func TestQueueIsAlive(t *testing.T) {
	t.Parallel()
	p, r := program(t)
	stages := crm.DefaultStages()
	type ranked struct {
		*history
		score int32
	}
	var ready []ranked
	waiting, created, before, demos := 0, 0, 0, 0
	for _, h := range histories(demo.Options{Seed: 1, Now: now}) {
		switch age := now.Sub(h.lead.CreatedAt); {
		case age < 7*24*time.Hour:
			created++
		case age < 14*24*time.Hour:
			before++
		}
		for _, a := range h.activities {
			if a.Event == "demo_request" && now.Sub(a.At) < 7*24*time.Hour {
				demos++
			}
		}
		if !stages.Standing(h.stage).Open() || stages.Standing(h.stage) == crm.InSales {
			continue
		}
		waiting++
		if s := p.Totals(&h.lead, h.activities, now); s.Score >= int32(r.Ready)*100 && s.GatesMet {
			ready = append(ready, ranked{h, s.Score})
		}
	}
	slices.SortFunc(ready, func(a, b ranked) int { return int(b.score - a.score) })
	scripts := map[string]bool{}
	for _, h := range ready[:min(len(ready), 20)] {
		scripts[scriptOf(h.lead.Name)] = true
		t.Log(h.score, h.stage, h.lead.Name, h.lead.Company)
	}
	t.Logf("%d of %d ready, %d created this week, %d last week, %d demo requests", len(ready), waiting, created, before, demos)
	if share := float64(len(ready)) / float64(waiting); share < 0.04 || share > 0.12 {
		t.Errorf("%d of %d waiting leads are ready", len(ready), waiting)
	}
	if created < 20 || before < 20 || demos < 3 {
		t.Errorf("%d leads this week, %d last week, %d demo requests", created, before, demos)
	}
	if len(scripts) < 3 {
		t.Errorf("the best twenty are written in %v only", scripts)
	}
}

func scriptOf(name string) string {
	for _, c := range name {
		for script, table := range unicode.Scripts {
			if unicode.Is(table, c) {
				return script
			}
		}
	}
	return ""
}
