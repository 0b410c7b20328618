package crm

import "time"

// Goal is one version of the revenue goal that both teams share. A version is
// never changed; a new one takes its place.
type Goal struct {
	Version   int64 // from 1; 0: not stored yet
	At        time.Time
	By        string
	Note      string
	Withdrawn bool // it was undone; the version before is in force

	Revenue     Money
	Currency    string    // the reporting currency when it was set
	Start, End  time.Time // [Start, End): the deadline is the last day before End
	Share       float64   // of the revenue that comes from leads of the funnel, above 0 to 1
	AverageDeal Money

	// Planned rates, 0..1; 0: unknown.
	LeadRate  float64 // leads that become customers
	WinRate   float64 // opportunities that are won
	ReadyRate float64 // leads that become ready
	LagDays   float64 // median from lead to win; 0: unknown

	// Steps are the planned rates of the steps of the path; their product is
	// LeadRate. Empty when they were not known.
	Steps []GoalStep
}

// GoalStep is the planned share of a stage's leads that reach the next one.
type GoalStep struct {
	Stage string  `json:"stage"` // key of the stage that is left
	Rate  float64 `json:"rate"`  // 0..1
}

// Target returns the revenue that is to come from leads of the funnel, in
// hundredths.
func (g *Goal) Target() int64 {
	if g.Share <= 0 {
		return g.Revenue.Cents
	}
	return MoneyOf(g.Revenue.Float() * g.Share).Cents
}
