package score_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
)

var boardFields = slices.Concat(textFields, numberFields)

// drawSubject draws a lead of any standing, as the workspace puts it on a board.
func drawSubject(t *rapid.T, id crm.LeadID) score.Subject {
	s := score.Subject{Lead: drawLead(t), Activities: drawActivities(t), At: noon}
	s.Lead.ID = id
	s.Lead.Stamp.Standing = pick(t, "standing", []crm.Standing{
		crm.Waiting, crm.Waiting, crm.InNurture, crm.InSales, crm.StandingWon, crm.StandingLost,
	})
	if chance(t, "armed", 60) {
		s.Lead.Stamp.Ready.ArmedAt = noon.Add(-time.Duration(rapid.IntRange(0, 24*60).Draw(t, "armed")) * time.Hour)
	}
	if n := len(s.Activities); n > 0 && chance(t, "just armed", 20) {
		s.Lead.Stamp.Ready.ArmedAt = s.Activities[n-1].At
	}
	if chance(t, "ancient", 5) {
		s.Activities = append(s.Activities, crm.Activity{Event: pick(t, "event", events), At: noon.AddDate(-200, 0, 0)})
	}
	if !s.Lead.Stamp.Standing.Open() {
		s.At = pick(t, "hand-off", []time.Time{{}, noon, noon.AddDate(0, 0, -20), noon.AddDate(0, -2, 0)})
	}
	return s
}

func drawWorld(t *rapid.T) world {
	w := world{loc: zone(t)}
	for _, id := range rapid.SliceOfNDistinct(rapid.Int64Range(1, 99), 0, 8, rapid.ID).Draw(t, "leads") {
		w.subjects = append(w.subjects, drawSubject(t, crm.LeadID(id)))
	}
	return w
}

// drawPatch changes, adds and removes leads.
func drawPatch(t *rapid.T, w *world) (changed []score.Subject, gone []crm.LeadID) {
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		id := crm.LeadID(rapid.Int64Range(1, 99).Draw(t, "new lead"))
		if n := len(w.subjects); n > 0 && chance(t, "known", 70) {
			id = w.subjects[rapid.IntRange(0, n-1).Draw(t, "lead")].Lead.ID
		}
		has := func(s score.Subject) bool { return s.Lead.ID == id }
		if slices.ContainsFunc(changed, has) || slices.Contains(gone, id) {
			continue
		}
		w.subjects = slices.DeleteFunc(slices.Clone(w.subjects), has)
		if chance(t, "gone", 30) {
			gone = append(gone, id)
			continue
		}
		changed = append(changed, drawSubject(t, id))
	}
	w.subjects = append(w.subjects, changed...)
	return changed, gone
}

// drawEdit changes one thing about a rubric.
func drawEdit(t *rapid.T, r rubric.Rubric, serial int) rubric.Rubric {
	r = r.Clone()
	g := &r.Groups[rapid.IntRange(0, len(r.Groups)-1).Draw(t, "group")]
	j := rapid.IntRange(0, len(g.Criteria)-1).Draw(t, "criterion")
	c := &g.Criteria[j]
	switch pick(t, "edit", []string{"points", "points", "points", "off", "times", "half-life", "group's half-life", "instant", "rule",
		"add", "delete", "move", "order", "limits", "axis", "axis of group", "thresholds", "gates", "new group", "no group", "name", "same name"}) {
	case "points":
		c.Points = rapid.IntRange(-100, 100).Draw(t, "points")
	case "off":
		c.Off = !c.Off
	case "times":
		c.Times = rapid.IntRange(1, 4).Draw(t, "times")
	case "half-life":
		c.HalfLife = pick(t, "half-life", []int{0, 2, 20, 36_500})
	case "group's half-life":
		g.HalfLife = pick(t, "half-life", []int{0, 3, 30})
	case "instant":
		c.Instant = !c.Instant && c.Behaviour()
	case "rule":
		c.When[0] = drawCondition(t)
	case "add":
		g.Criteria = append(g.Criteria, drawCriterion(t, fmt.Sprintf("new-%d", serial)))
	case "delete":
		g.Criteria = slices.Delete(g.Criteria, j, j+1)
	case "move":
		to := &r.Groups[rapid.IntRange(0, len(r.Groups)-1).Draw(t, "to")]
		moved := *c
		g.Criteria = slices.Delete(g.Criteria, j, j+1)
		to.Criteria = append(to.Criteria, moved)
	case "order":
		slices.Reverse(r.Groups)
		slices.Reverse(g.Criteria)
	case "limits":
		g.Max, g.Min = new(rapid.IntRange(0, 40).Draw(t, "max")), nil
		if chance(t, "has min", 50) {
			g.Min = new(rapid.IntRange(-40, *g.Max).Draw(t, "min"))
		}
		if chance(t, "no max", 20) {
			g.Max = nil
		}
	case "axis":
		r.Fit.Max, r.Engagement.Bands = rapid.IntRange(1, 90).Draw(t, "cap"), [3]int{90, 60, 1}
	case "axis of group":
		g.Axis = pick(t, "axis", []rubric.AxisName{rubric.Fit, rubric.Engagement})
	case "thresholds":
		r.Ready, r.InstantFor = rapid.IntRange(1, 90).Draw(t, "ready"), rapid.IntRange(1, 60).Draw(t, "instant for")
	case "gates":
		r.Gates = rapid.SliceOfN(rapid.SampledFrom(boardFields), 0, 2).Draw(t, "gates")
	case "new group":
		r.Groups = append(r.Groups, rubric.Group{
			Name: fmt.Sprintf("new %d", serial), Axis: rubric.Engagement, Criteria: []rubric.Criterion{drawCriterion(t, fmt.Sprintf("lone-%d", serial))},
		})
	case "no group":
		if len(r.Groups) > 1 {
			r.Groups = r.Groups[1:]
		}
	case "same name":
		g.Name = r.Groups[0].Name
	case "name":
		g.Name += "'"
	}
	r.Groups = slices.DeleteFunc(r.Groups, func(g rubric.Group) bool { return len(g.Criteria) == 0 })
	if len(r.Groups) == 0 {
		return drawRubric(t)
	}
	return r
}

func drawAnyRubric(t *rapid.T) rubric.Rubric {
	if chance(t, "any valid rubric", 30) {
		return anyRubric().Draw(t, "rubric")
	}
	return drawRubric(t)
}

// Whatever is edited, undone, patched or rebased, a draft says of every lead
// what scoring it alone says, to the last hundredth, and of all of them what
// looking at each says.
func TestDraftIsTheScore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, base := drawWorld(t), drawAnyRubric(t)
		board := w.board(boardFields)
		d, err := board.Draft(base)
		if err != nil {
			t.Fatal(err)
		}
		past := []rubric.Rubric{base}
		after := base
		for i := range rapid.IntRange(0, 6).Draw(t, "steps") {
			switch pick(t, "step", []string{"edit", "edit", "edit", "undo", "patch", "publish", "another"}) {
			case "edit":
				after = drawEdit(t, after, i)
				past = append(past, after)
			case "undo":
				after = past[rapid.IntRange(0, len(past)-1).Draw(t, "back to")]
			case "another":
				after = drawAnyRubric(t)
			case "patch":
				changed, gone := drawPatch(t, &w)
				board = board.Patch(changed, gone)
				if err := d.Rebase(board, base); err != nil {
					t.Fatal(err)
				}
			case "publish":
				base = after
				if err := d.Rebase(board, base); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Set(after); err != nil {
				t.Fatal(err)
			}
			if chance(t, "skip", 30) {
				continue
			}
			checkDraft(t, w, d, base, after)
		}
		checkDraft(t, w, d, base, after)
	})
}

func checkDraft(t rapid.TB, w world, d *score.Draft, base, after rubric.Rubric) {
	t.Helper()
	rows := d.Rows()
	if len(rows) != len(w.subjects) {
		t.Fatalf("%d rows of %d leads", len(rows), len(w.subjects))
	}
	before, then := w.program(t, base), w.program(t, after)
	for _, s := range w.subjects {
		v := judge(then, s)
		if l := then.Explain(s.Lead, s.Activities, s.At).Ledger; l.Score != v.Score {
			t.Fatalf("ledger %d, totals %d", l.Score, v.Score)
		}
		want := score.DraftRow{
			Lead: s.Lead.ID, Fit: v.Fit, Engagement: v.Engagement, Score: v.Score, Grade: v.Grade, Ready: v.ready,
			Before: judge(before, s).Score,
		}
		if got := rows[s.Lead.ID]; got != want {
			t.Fatalf("draft says %+v, want %+v", got, want)
		}
	}
	checkImpact(t, d.Impact(), w.impact(t, base, after))
}

// checkImpact compares all but the intervals, which have a test of their own.
func checkImpact(t rapid.TB, got, want score.Impact) {
	t.Helper()
	for _, side := range []*score.Side{&got.Before, &got.After} {
		for _, s := range []*score.Share{&side.AUC, &side.Precision, &side.Recall} {
			if !s.Known && s.Low+s.Value+s.High != 0 || s.Low > s.Value+1e-9 || s.High < s.Value-1e-9 {
				t.Fatalf("interval of %+v", *s)
			}
			s.Low, s.High = 0, 0
		}
	}
	near := func(a, b *score.Share) {
		if math.Abs(a.Value-b.Value) < 1e-12 {
			a.Value = b.Value
		}
	}
	near(&got.Before.AUC, &want.Before.AUC)
	near(&got.After.AUC, &want.After.AUC)
	for _, list := range []*[]score.Mover{&got.Movers, &got.Crossers, &got.Top, &want.Movers, &want.Crossers, &want.Top} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("impact\n%+v, want\n%+v", got, want)
	}
}

// A criterion in the form matches the leads that it would earn something with.
func TestMatches(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, r := drawWorld(t), drawAnyRubric(t)
		board := w.board(boardFields)
		for _, g := range r.Groups {
			for _, c := range g.Criteria {
				on := c
				on.Off = false
				alone := r.Clone()
				alone.Groups = []rubric.Group{{Axis: g.Axis, HalfLife: g.HalfLife, Criteria: []rubric.Criterion{on}}}
				got, err := board.Matches(g, c)
				if want := w.criteria(t, alone)[0].Leads; err != nil || got != want {
					t.Fatalf("%s matches %d, %v, want %d", c.ID, got, err, want)
				}
			}
		}
	})
}
