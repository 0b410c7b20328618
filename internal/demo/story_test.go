package demo

import (
	"math"
	"slices"
	"testing"

	"smarketing/internal/crm"
)

// TestPipelineLooksLikeOne holds the shape of the year: rates, openness, how
// much leads do, and that every size has it.
func TestPipelineLooksLikeOne(t *testing.T) {
	t.Parallel()
	for _, leads := range []int{DefaultLeads, 20_000} {
		stages, stage := crm.DefaultStages(), map[string]string{}
		entered, left := map[string]int{}, map[string]int{}
		for r := range StageChanges(options(leads)) {
			if from := stage[r.LeadRef]; from != "" {
				left[from+">"+r.Change.Stage]++
			}
			stage[r.LeadRef] = r.Change.Stage
			entered[r.Change.Stage]++
		}
		open := 0
		for _, s := range stage {
			if stages.Standing(s).Open() {
				open++
			}
		}
		acts := map[string]int{}
		total := 0
		for r := range Activities(options(leads)) {
			acts[r.LeadRef]++
			total++
		}
		few, many := 0, 0
		for _, n := range acts {
			if n <= 3 {
				few++
			}
			if n >= 40 {
				many++
			}
		}
		n := float64(leads)
		within(t, "lead to customer", float64(entered["customer"])/n, 0.03, 0.06)
		within(t, "open", float64(open)/n, 0.45, 0.65)
		within(t, "activities per lead", float64(total)/n, 8, 12)
		within(t, "leads with three activities at most", float64(few)/n, 0.2, 0.5)
		within(t, "leads with forty or more", float64(many)/n, 0.01, 0.08)
		handOff := float64(left["mql>sal"]) / float64(entered["mql"])
		within(t, "mql to sal", handOff, 0.3, 0.55)
		for _, step := range [][2]string{{"sal", "sql"}, {"sql", "opportunity"}} {
			if rate := float64(left[step[0]+">"+step[1]]) / float64(entered[step[0]]); rate < handOff {
				t.Errorf("%s to %s: %.2f is below the hand-off, %.2f", step[0], step[1], rate, handOff)
			}
		}
		for _, move := range []string{"recycled>mql", "opportunity>lost", "opportunity>sql", "lead>disqualified", "mql>recycled"} {
			if left[move] == 0 {
				t.Errorf("%d leads: nobody went %s", leads, move)
			}
		}
	}
}

func within(t *testing.T, what string, x, low, high float64) {
	t.Helper()
	if !(x >= low && x <= high) {
		t.Errorf("%s: %.3f is outside %.3f to %.3f", what, x, low, high)
	}
}

func TestFateFollowsTheHiddenTraits(t *testing.T) {
	t.Parallel()
	w := newWorld(options(30_000))
	type fate struct {
		hidden float64
		won    bool
	}
	var cases []fate
	for n := range w.leads {
		s, steps := w.subject(n)
		hidden := s.fit + s.intent
		past := w.past(steps)
		cases = append(cases, fate{hidden, past[len(past)-1].stage == "customer"})
	}
	slices.SortFunc(cases, func(a, b fate) int { return int(math.Copysign(1, a.hidden-b.hidden)) })
	rate := func(part []fate) float64 {
		won := 0
		for _, c := range part {
			if c.won {
				won++
			}
		}
		return float64(won) / float64(len(part))
	}
	tenth := len(cases) / 10
	if low, high := rate(cases[:tenth]), rate(cases[9*tenth:]); high < 4*low || high < 0.08 {
		t.Errorf("the top tenth wins %.3f, the bottom tenth %.3f", high, low)
	}
}
