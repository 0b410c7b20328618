package goal

import (
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Report is everything that is said about the goal at once.
type Report struct {
	Now      time.Time
	Zone     *time.Location
	Currency string // all sums are in it

	Measured Measured
	Values   []Value // of a lead by source, the most leads first

	Goal     *crm.Goal // in force; nil when none is set, and then nothing below is
	Need     Need      // of the goal as a whole, spread from its start to its deadline
	Pace     Pace
	Forecast Forecast
	ToGo     ToGo
	Gap      Gap // of the revenue so far against the plan so far
	Duties   []Duty
	Series   []Point  // from the start to the deadline, rising
	Notes    []string // what was left out or is missing, each a sentence
}

// Begun reports whether the time of the goal in force has begun.
func (r *Report) Begun() bool { return !r.Now.Before(r.Goal.Start) }

// Over reports whether the time of the goal in force is over: then the actual
// revenue is what came out, and nothing can be caught up on.
func (r *Report) Over() bool { return !r.Now.Before(r.Goal.End) }

// Measured are the rates of the file's own past, to plan with.
type Measured struct {
	LeadRate    stat.Share // leads that became customers
	ReadyRate   stat.Share // leads that reached the gate
	WinRate     stat.Share // closed deals that were won
	AverageDeal float64    // mean sum of the won deals; 0: unknown
	Priced      int        // won deals that it rests on
	Lag         float64    // median days from lead to win; 0: unknown
	Lags        int        // wins that it rests on
	Steps       []Step     // of the path; the product of their rates is LeadRate
	Before      time.Time  // the leads counted came before it; later ones could still win
	Young       bool       // too few are so old, so all count, and the rates will rise
}

// Step is one step of the path with the share that takes it.
type Step struct {
	From, To crm.Stage
	Rate     stat.Share
}

// Value is what a lead of a group is worth: the share that becomes customers
// times the average deal.
type Value struct {
	Name   string // empty: not known
	Leads  int
	Won    int
	Rate   stat.Share
	Amount float64 // of one lead, in the reporting currency
	Known  bool    // enough leads, and an average deal
}
