// Package goal holds the rules of the shared revenue goal: what it takes in
// customers, opportunities and leads, by when and by whom; whether the team is
// on pace; what will come out if it goes on like this; and what explains the
// gap between plan and fact.
//
// It must not know a file or a screen, reads no clock and throws no dice but
// those it is given a seed for.
package goal

import (
	"math"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Rate is a rate of the plan: typed by a person, or measured.
type Rate struct {
	Value    float64    // 0..1
	Measured bool       // from the file
	Share    stat.Share // of a measured rate: its base and interval
}

// Typed returns a rate as a person typed it.
func Typed(v float64) Rate { return Rate{Value: v} }

// FromFile returns a rate as the file shows it. Its value is 0 where nobody has
// come through yet; how high it may still be says the interval.
func FromFile(s stat.Share) Rate {
	return Rate{Value: s.Value, Measured: s.Known, Share: s}
}

// Inputs are what a goal is planned from.
type Inputs struct {
	Revenue     float64   // the shared goal, in the reporting currency
	Share       float64   // of the revenue that comes from these leads, 0..1; 0: all of it
	AverageDeal float64   // revenue of a customer
	WinRate     Rate      // opportunities that are won
	LeadRate    Rate      // leads that become customers
	ReadyRate   Rate      // leads that become ready; zero: unknown
	Deadline    time.Time // zero: none
	Lag         float64   // median days from lead to win; 0: unknown
	Now         time.Time
}

// Validate returns Invalid unless the inputs make sense; the field named is the
// flag of the command line.
func (in *Inputs) Validate() error {
	bad := func(field, message, hint string) error {
		return &crm.Error{Code: crm.Invalid, Field: field, Message: message, Hint: hint}
	}
	const rate = "type a share such as 0.05 or 5%, or leave it unknown"
	switch {
	case !finite(in.Revenue) || in.Revenue <= 0:
		return bad("revenue", "the revenue goal must be more than 0", "type a sum such as 1000000 or 1.2M")
	case !finite(in.AverageDeal) || in.AverageDeal <= 0:
		return bad("deal", "the average deal must be more than 0", "type what a customer brings; it is measured when won deals have sums")
	case !fraction(in.Share):
		return bad("share", "the share of the revenue must lie between 0 and 1", "type a share such as 0.6 or 60%, or leave it out for all")
	case !fraction(in.WinRate.Value):
		return bad("win-rate", "the win rate must lie between 0 and 1", rate)
	case !fraction(in.LeadRate.Value):
		return bad("rate", "the share of leads that become customers must lie between 0 and 1", rate)
	case !in.Deadline.IsZero() && !in.Deadline.After(in.Now):
		return bad("deadline", "the deadline is past", "name a day to come, or a time such as q4")
	}
	return nil
}

func finite(f float64) bool   { return !math.IsNaN(f) && !math.IsInf(f, 0) }
func fraction(f float64) bool { return f >= 0 && f <= 1 }

// Need is what a goal takes. A number that cannot be known, because its rate
// is not, is Known false: nobody can say how many leads a customer takes who has
// never won one.
type Need struct {
	Customers     int
	Opportunities Amount
	Leads         Amount
	Ready         Amount    // of the leads
	LeadsBy       time.Time // when the last lead must be there to be won in time; zero: no deadline or lag
	Late          bool      // LeadsBy is past
	Weeks         float64   // from now to the deadline; 0: no deadline
	PerWeek       Week
}

// Amount is a number of leads or opportunities with what a measured rate leaves
// open.
type Amount struct {
	N         int
	Low, High int // by the interval of the rate; both N for a typed one; High 0: unbounded
	Known     bool
}

// Week is what a week must bring on the average.
type Week struct {
	Leads, Ready, Opportunities, Customers float64
}

// Plan computes what the goal takes:
//
//	customers     = ceil(revenue x share / average deal)
//	opportunities = ceil(customers / win rate)
//	leads         = ceil(customers / lead to customer)
//
// The error is that of Validate.
func Plan(in Inputs) (Need, error) {
	if err := in.Validate(); err != nil {
		return Need{}, err
	}
	share := in.Share
	if share == 0 {
		share = 1
	}
	n := Need{Customers: ceil(in.Revenue * share / in.AverageDeal)}
	n.Opportunities = divide(n.Customers, in.WinRate)
	n.Leads = divide(n.Customers, in.LeadRate)
	if n.Leads.Known && in.ReadyRate.Value > 0 {
		n.Ready = Amount{N: ceil(float64(n.Leads.N) * in.ReadyRate.Value), Known: true}
		n.Ready.Low, n.Ready.High = n.Ready.N, n.Ready.N
	}
	if in.Deadline.IsZero() {
		return n, nil
	}
	n.Weeks = in.Deadline.Sub(in.Now).Hours() / (7 * 24)
	weeks := n.Weeks
	if in.Lag > 0 {
		n.LeadsBy = in.Deadline.Add(-time.Duration(in.Lag * 24 * float64(time.Hour)))
		n.Late = !n.LeadsBy.After(in.Now)
	}
	n.PerWeek.Customers = float64(n.Customers) / weeks
	n.PerWeek.Opportunities = float64(n.Opportunities.N) / weeks
	if leadWeeks := n.LeadsBy.Sub(in.Now).Hours() / (7 * 24); !n.LeadsBy.IsZero() && !n.Late {
		weeks = leadWeeks
	}
	n.PerWeek.Leads, n.PerWeek.Ready = float64(n.Leads.N)/weeks, float64(n.Ready.N)/weeks
	return n, nil
}

// divide returns how many it takes for so many to come through. A rate of which
// not even one case is known gives no number.
func divide(customers int, r Rate) Amount {
	if r.Value <= 0 {
		return Amount{}
	}
	a := Amount{N: ceil(float64(customers) / r.Value), Known: true}
	a.Low, a.High = a.N, a.N
	if r.Measured {
		a.Low, a.High = ceil(float64(customers)/r.Share.High), 0
		if r.Share.Low > 0 {
			a.High = ceil(float64(customers) / r.Share.Low)
		}
	}
	return a
}

// ceil rounds up, but not what is whole but for the last bits of a float: 50 at
// 5 % are 1,000, not 1,001.
func ceil(f float64) int {
	if near := math.Round(f); math.Abs(f-near) < 1e-9*max(1, math.Abs(near)) {
		return int(min(near, math.MaxInt32))
	}
	return int(min(math.Ceil(f), math.MaxInt32))
}
