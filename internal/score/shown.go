package score

import (
	"slices"

	"smarketing/internal/crm"
)

// show fills in the whole points from the top down, so that at every level
// what is shown adds up to what is shown above it.
func (l *Ledger) show() {
	l.Shown = crm.Points(l.Score)
	shown := apportion(l.Shown, l.Axes[0].Counted, l.Axes[1].Counted)
	for i := range l.Axes {
		a := &l.Axes[i]
		a.Shown = shown[i]
		a.ShownEarned = earnedAs(a.Shown, a.Earned, a.Counted)
		a.show()
	}
}

func (a *AxisEntry) show() {
	counted := make([]int32, len(a.Groups))
	for i := range a.Groups {
		counted[i] = a.Groups[i].Counted
	}
	for i, shown := range apportion(a.ShownEarned, counted...) {
		g := &a.Groups[i]
		g.Shown = shown
		g.ShownEarned = earnedAs(g.Shown, g.Earned, g.Counted)
		g.show()
	}
}

func (g *GroupEntry) show() {
	earned := make([]int32, len(g.Criteria))
	for i := range g.Criteria {
		earned[i] = g.Criteria[i].Earned
	}
	for i, shown := range apportion(g.ShownEarned, earned...) {
		g.Criteria[i].Shown = shown
	}
}

// earnedAs returns the whole points to show for what was earned: the same as
// for what was counted when the limits changed nothing.
func earnedAs(shown int, earned, counted int32) int {
	if earned == counted {
		return shown
	}
	return crm.Points(earned)
}

// apportion distributes total whole points over parts in hundredths by the
// method of the largest remainder: every part is rounded down, and those with
// the largest remainders, the earlier first, get one point more until the sum
// is the total. The total is the sum of the parts rounded up or down, so every
// part is shown within one point of its value, and nothing as 0.
func apportion(total int, parts ...int32) []int {
	shown := make([]int, len(parts))
	order := make([]int, len(parts))
	rest := make([]int32, len(parts))
	for i, part := range parts {
		whole := part / 100
		rest[i] = part % 100
		if rest[i] < 0 {
			whole--
			rest[i] += 100
		}
		shown[i], order[i] = int(whole), i
		total -= int(whole)
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(rest[b] - rest[a]) })
	for i := range total {
		shown[order[i]]++
	}
	return shown
}
