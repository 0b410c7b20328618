package funnel

import (
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Velocity is how much money the open deals bring in a day: open x win rate x
// average deal / median cycle.
type Velocity struct {
	Open        int        // deals that are open now
	WinRate     stat.Share // won of closed, in the window
	AverageDeal float64    // mean sum of the won deals with a known sum, in the reporting currency
	Priced      int        // deals that mean rests on
	CycleDays   float64    // median days from creation to the win
	Cycles      int        // won deals with both dates
	PerDay      float64    // 0 unless Known
	Known       bool       // every factor is, and the win rate rests on enough deals

	Backwards int // won deals closed before they were created, or in the future: counted, not timed
	Foreign   int // deals in another currency: kept out of the sums
}

// NewVelocity computes the pipeline velocity of the deals, of which those
// closed in [since, until) count for the rates; zero: no limit. Money counts
// in that currency only; a deal without a currency is in it.
func NewVelocity(deals []crm.Deal, currency string, since, until, now time.Time) Velocity {
	var v Velocity
	var won, closed int
	var sum float64
	var cycles []float64
	for i := range deals {
		d := &deals[i]
		if d.Status == crm.DealOpen {
			v.Open++
			continue
		}
		if !d.ClosedAt.IsZero() && d.ClosedAt.After(now) {
			v.Backwards++
			continue
		}
		limited := !since.IsZero() || !until.IsZero()
		if limited && (d.ClosedAt.IsZero() || d.ClosedAt.Before(since) || !until.IsZero() && !d.ClosedAt.Before(until)) {
			continue
		}
		closed++
		if d.Status != crm.DealWon {
			continue
		}
		won++
		switch {
		case d.Currency != "" && d.Currency != currency:
			v.Foreign++
		case d.Amount.Known:
			sum += d.Amount.Float()
			v.Priced++
		}
		switch {
		case d.CreatedAt.IsZero() || d.ClosedAt.IsZero():
		case d.ClosedAt.Before(d.CreatedAt):
			v.Backwards++
		default:
			cycles = append(cycles, d.ClosedAt.Sub(d.CreatedAt).Hours()/24)
		}
	}
	v.WinRate = stat.Of(won, closed)
	if v.Priced > 0 {
		v.AverageDeal = sum / float64(v.Priced)
	}
	slices.Sort(cycles)
	if v.Cycles = len(cycles); v.Cycles > 0 {
		v.CycleDays = stat.Quantile(cycles, 0.5)
	}
	if Telling(v.WinRate) && v.Priced > 0 && v.CycleDays > 0 {
		v.PerDay, v.Known = Flow(v.Open, v.WinRate.Value, v.AverageDeal, v.CycleDays), true
	}
	return v
}

// Flow returns the money a day that open deals bring: open x win rate x average
// deal / cycle in days.
func Flow(open int, winRate, averageDeal, cycleDays float64) float64 {
	return float64(open) * winRate * averageDeal / cycleDays
}

// Levers returns how much more a day a tenth more of the open deals, the win
// rate or the deal size brings, each alone, and how much a cycle that is a
// tenth shorter.
func (v *Velocity) Levers() (more, faster float64) {
	return Flow(v.Open, v.WinRate.Value, 1.1*v.AverageDeal, v.CycleDays) - v.PerDay,
		Flow(v.Open, v.WinRate.Value, v.AverageDeal, 0.9*v.CycleDays) - v.PerDay
}
