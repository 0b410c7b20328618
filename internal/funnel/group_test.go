package funnel

import "testing"

// A regrouping that is given up halfway leaves nothing in the groups that it
// began with: the next one would put leads into a group without a name, or under
// the name of another.
func TestRegroupingGivenUp(t *testing.T) {
	t.Parallel()
	stages := []any{"lead", 0.0}
	l := logOf(t, append(story(1, stages...), story(2, stages...)...)...)
	g := l.Grouping(0, 2)
	g.Add(1, "web")
	old := l.Groups(g)
	l.Regroup(l, old).Add(1, "fair")
	again := l.Regroup(l, old)
	again.Add(1, "ads")
	again.Add(2, "fair")
	now := l.Groups(again)
	for row, want := range []string{"ads", "fair"} {
		if of := now.Of[row]; int(of) >= len(now.Names) || now.Names[of] != want {
			t.Errorf("lead %d is in group %d of %q, want %s", row+1, of, now.Names, want)
		}
	}
}
