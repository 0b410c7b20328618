package crm

import (
	"math"
	"time"
)

// DealStatus is where a deal stands.
type DealStatus string

// The statuses of a deal.
const (
	DealOpen DealStatus = "open"
	DealWon  DealStatus = "won"
	DealLost DealStatus = "lost"
)

// Deal is an opportunity with a sum. A lead may have several, a deal may have
// no lead.
type Deal struct {
	ID        int64
	Key       string // external id; empty when there is none
	Lead      LeadID // 0 when the deal has no lead
	Name      string
	Amount    Money
	Currency  string
	Status    DealStatus
	RawStatus string // the status as the source spells it
	CreatedAt time.Time
	ClosedAt  time.Time
	Owner     string
	Custom    Fields // what else the source says about the deal; never scored
}

// Money is a sum in hundredths of the currency unit, or unknown.
type Money struct {
	Cents int64
	Known bool
}

// MoneyOf returns the sum nearest to amount, unknown when amount is not a
// finite number that fits.
func MoneyOf(amount float64) Money {
	cents := math.Round(amount * 100)
	if math.IsNaN(cents) || math.Abs(cents) > 1e17 {
		return Money{}
	}
	return Money{Cents: int64(cents), Known: true}
}

// Float returns the sum in currency units; 0 when unknown.
func (m Money) Float() float64 { return float64(m.Cents) / 100 }
