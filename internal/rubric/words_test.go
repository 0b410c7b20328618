package rubric_test

import (
	"testing"

	"smarketing/internal/rubric"
)

func TestChangeWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change rubric.Change
		want   string
	}{
		{rubric.Change{Kind: rubric.Changed, Path: `criterion size "50-250 employees": points`, From: "10", To: "14"}, "50-250 employees: points 10 → 14"},
		{rubric.Change{Kind: rubric.Added, Path: `criterion demo "Asked for a demo"`, To: "25 points"}, "added Asked for a demo (25 points)"},
		{rubric.Change{Kind: rubric.Removed, Path: `criterion demo "Asked for a demo"`, From: "25 points"}, "removed Asked for a demo (25 points)"},
		{rubric.Change{Kind: rubric.Changed, Path: "ready", From: "70", To: "75"}, "ready 70 → 75"},
		{rubric.Change{Kind: rubric.Changed, Path: `group "Company": max`, From: "30", To: "none"}, `group "Company": max 30 → none`},
	} {
		if got := c.change.Words(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
