package demo

import (
	"math"
	"strings"
)

// firm is a company with what decides whether it can use the product.
type firm struct {
	id        uint64
	place     *place
	industry  string
	appeal    float64 // of the industry
	employees float64
}

type sector struct {
	name   string
	appeal float64
}

var sectors = weighted[sector]{
	{19, sector{"Software", 0.8}},
	{10, sector{"Fintech", 0.8}},
	{15, sector{"Manufacturing", 0.1}},
	{11, sector{"Retail", -0.15}},
	{11, sector{"Healthcare", 0}},
	{8, sector{"Education", -0.6}},
	{9, sector{"Logistics", 0.15}},
	{6, sector{"Energy", 0}},
	{6, sector{"Public sector", -0.7}},
	{5, sector{"Professional services", 0.1}},
}

// firm invents the company of a lead. Two leads of the same company get the
// same one.
func (w *world) firm(s *subject) firm {
	f := firm{id: uint64(s.market.id)<<40 | uint64(s.stem)<<24 | uint64(s.tail)<<16 | uint64(s.block)}
	w.dice.cast(w.seed, firmStream, f.id)
	f.place = s.market.place(w.dice)
	it := draw(w.dice, sectors)
	f.industry, f.appeal = it.name, it.appeal
	f.employees = math.Round(min(250_000, max(1, w.dice.logNormal(95, 1.35))))
	if f.employees > 300 {
		f.employees = significant(f.employees)
	}
	return f
}

// sizeAppeal is highest for mid-sized companies and fades on both sides.
func sizeAppeal(employees float64) float64 {
	switch {
	case employees < 10:
		return -1
	case employees < 50:
		return -0.2
	case employees <= 250:
		return 0.9
	case employees <= 1000:
		return 0.5
	}
	return -0.2
}

// names of a firm: as on its letterhead, and its domain.
func (w *world) names(s *subject) (name, domain string) {
	stem, tail := s.market.stems[s.stem], s.market.tails[s.tail]
	gap := " "
	if s.market.firmJoined {
		gap = ""
	}
	p := s.firm.place
	form := p.legal[mix(s.firm.id)%uint64(len(p.legal))]
	return strings.Replace(form, "*", stem.shown+gap+tail.shown, 1), stem.slug + tail.slug + "." + p.tld
}

// significant rounds x to two significant digits.
func significant(x float64) float64 {
	if x == 0 {
		return 0
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-1)
	return math.Round(x/unit) * unit
}
