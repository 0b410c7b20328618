package demo

import (
	"math"

	"smarketing/internal/crm"
)

// deal returns the deal of a lead, and false when it never was an opportunity.
// A lead that went back and forth keeps its deal.
func (w *world) deal(s *subject, steps []step) (crm.Deal, bool) {
	d := w.dice
	d.cast(w.seed, dealStream, uint64(s.n))
	var deal crm.Deal
	for _, st := range w.past(steps) {
		switch {
		case st.stage == "opportunity" && deal.CreatedAt.IsZero():
			deal.CreatedAt, deal.Owner, deal.Status = instant(st.at), st.by, crm.DealOpen
		case deal.CreatedAt.IsZero():
		case st.stage == "customer":
			deal.Status, deal.ClosedAt = crm.DealWon, instant(st.at)
		case st.stage == crm.LostDetour:
			deal.Status, deal.ClosedAt = crm.DealLost, instant(st.at)
		}
	}
	if deal.CreatedAt.IsZero() {
		return deal, false
	}
	name, _ := w.names(s)
	deal.Key = "O" + s.key[1:]
	price := w.price(s)
	deal.Name = name + ", " + product(price)
	deal.Amount = crm.MoneyOf(price)
	deal.Currency = "USD"
	deal.RawStatus = string(deal.Status)
	return deal, true
}

// price grows with the square root of the size of the company, around 20,000 at
// 100 people.
func (w *world) price(s *subject) float64 {
	median := 20_000 * math.Sqrt(s.firm.employees/100)
	median = min(90_000, max(6_000, median))
	return significant(w.dice.logNormal(median, 0.4))
}

// product names what is sold at that price.
func product(price float64) string {
	switch {
	case price < 15_000:
		return "Team plan"
	case price < 40_000:
		return "Business plan"
	}
	return "Enterprise plan"
}
