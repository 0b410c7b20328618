package goal

import "smarketing/internal/stat"

// Forecast is what the revenue will be at the deadline if everything goes on
// at the file's own rates. Sums are in hundredths.
type Forecast struct {
	Known         bool
	P10, P50, P90 int64    // one of ten, half, nine of ten simulations come out lower
	Chance        float64  // of reaching the goal: share of the simulations
	Won           int64    // already
	Sources       []Source // where the rest comes from, the pipeline from its end to its begin, then leads to come
	Missing       []string // why something, or all of it, is unknown; sentences
}

// Source is a part of the pipeline with what is expected of it until the
// deadline.
type Source struct {
	Key       string     // of a stage; OpenDeals, NewLeads, NewDeals
	Label     string     // "Opportunity", "open deals", "leads to come"
	Cases     int        // that wait there; of what is to come, those that came of late
	Rate      stat.Share // won so far of all that have come there; while none was, of those lost
	Customers float64    // expected until the deadline
	Amount    int64      // the same in money
	Known     bool       // there were enough before; else nothing is expected
}

// ToGo is what is still missing to the goal.
type ToGo struct {
	Customers     int     // to be won from now on
	FromPipeline  float64 // of them, those the open pipeline is expected to bring until the deadline
	Opportunities Amount  // for the rest
	Leads         Amount  // for the rest
	Late          bool    // leads that come now are, at the median, won after the deadline
}
