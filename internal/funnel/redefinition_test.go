package funnel

import (
	"slices"
	"testing"
	"time"

	"smarketing/internal/crm"
)

// TestRedefine says in words what other definitions change.
func TestRedefine(t *testing.T) {
	t.Parallel()
	here := map[string]int{"lead": 4, "sal": 2, "mql": 1}
	been := map[string]int{"lead": 9, "mql": 5, "sal": 3}
	for _, c := range []struct {
		name   string
		change func(crm.Stages) crm.Stages
		want   string
	}{
		{"nothing", func(s crm.Stages) crm.Stages { return s }, "No lead is touched."},
		{"a name", func(s crm.Stages) crm.Stages { s[0].Label = "Contact"; return s }, "No lead is touched."},
		{"a limit", func(s crm.Stages) crm.Stages { s[2].SLA = time.Hour; return s }, "What is owed to 2 leads is reckoned anew."},
		{"a detour is left out", func(s crm.Stages) crm.Stages { return s[:8] }, "No lead is touched."},
		{"a new one", func(s crm.Stages) crm.Stages {
			return slices.Insert(s, 3, crm.Stage{Key: "demo", Label: "Demo", Team: crm.Sales, Kind: crm.Inventory})
		}, "Demo is new."},
		{"an order", func(s crm.Stages) crm.Stages { s[0], s[1] = s[1], s[0]; return s }, "The order changes, and with it what counts as going on."},
		{"one that is needed goes", func(s crm.Stages) crm.Stages { return slices.Delete(s, 1, 2) },
			"MQL goes. It is refused: 1 lead stands there, and the log has 5 changes into it."},
		{"one that nobody entered goes", func(s crm.Stages) crm.Stages { return slices.Delete(s, 3, 4) }, "SQL goes."},
		{"the first goes", func(s crm.Stages) crm.Stages { return slices.Delete(s, 0, 1) },
			"Lead goes. Leads that were only assumed to stand there move to MQL; with any other history there it is refused."},
		{"another is won", func(s crm.Stages) crm.Stages { s[4].Kind, s[5].Kind = crm.WonStage, crm.Inventory; return s },
			"Whoever stands in Opportunity counts as won."},
	} {
		r := Redefine(crm.DefaultStages(), c.change(crm.DefaultStages()), here, been)
		if got := r.Words(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEntries(t *testing.T) {
	t.Parallel()
	l := logOf(t, slices.Concat(story(1, "lead", 0.0, "mql", 1.0, "lead", 2.0), story(2, "lead", 0.0))...)
	if got := l.Entries(); got["lead"] != 3 || got["mql"] != 1 || got["sal"] != 0 || len(got) != len(crm.DefaultStages()) {
		t.Errorf("%v", got)
	}
}
