package goal

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// Cost is what the leads of one source have cost. Sums are in hundredths of the
// reporting currency; a rate of which the base is 0 is unknown.
type Cost struct {
	Source    string
	Spend     int64
	Foreign   int // rows in another currency, kept out of Spend
	Leads     int // that came in the time asked for
	Ready     int // of those, that have reached the gate
	Customers int // of those, that have been won
}

// Each returns the spend for each of n, false where there are none or nothing
// was spent.
func (c *Cost) Each(n int) (int64, bool) {
	if n == 0 || c.Spend == 0 {
		return 0, false
	}
	return (c.Spend + int64(n)/2) / int64(n), true
}

// Costs adds the spends of [since, until), zero for no limit, to what came of
// the leads of each source, and returns the sources with either, the dearest
// first. Sources are the same whatever the case of their letters.
func Costs(leads []Cost, spends []crm.Spend, since, until time.Time, currency string) []Cost {
	costs := slices.Clone(leads)
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	index := map[string]int{}
	for i := range costs {
		index[fold(costs[i].Source)] = i
	}
	for _, s := range spends {
		if s.At.Before(since) || !until.IsZero() && !s.At.Before(until) {
			continue
		}
		i, ok := index[fold(s.Source)]
		if !ok {
			i = len(costs)
			index[fold(s.Source)] = i
			costs = append(costs, Cost{Source: s.Source})
		}
		if s.Currency != "" && s.Currency != currency {
			costs[i].Foreign++
			continue
		}
		costs[i].Spend += s.Amount.Cents
	}
	slices.SortStableFunc(costs, func(a, b Cost) int {
		return cmp.Or(cmp.Compare(b.Spend, a.Spend), cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Source, b.Source))
	})
	return costs
}
