package goal

import (
	"math"
	"slices"
)

// Factor is one of the numbers whose product is the revenue: the leads, the
// rate of each step, the average deal.
type Factor struct {
	Name         string
	Team         string
	Plan, Actual float64 // at least 0
}

// Part is what one factor explains of a gap, in hundredths of the currency.
type Part struct {
	Factor
	Cents int64
}

// Gap is the difference between fact and plan, explained without a remainder.
type Gap struct {
	Plan, Actual int64 // products of the factors, in hundredths
	Parts        []Part
}

// Explain takes the gap apart by the logarithmic mean (Divisia) method, LMDI-I
// of Ang 2005: factor i explains
//
//	L(actual, plan) x ln(actual_i / plan_i),   L(a, b) = (a - b) / (ln a - ln b)
//
// which leaves no remainder, treats all factors alike and gives the same with
// plan and fact exchanged, but for the sign. Where a factor is 0 the limit
// holds: those that made the product 0 share the gap equally. Rounding goes to
// the largest part, so that the parts add up to the gap to the last cent.
func Explain(factors []Factor) Gap {
	plan, actual := products(factors)
	return explain(factors, cents(plan), cents(actual))
}

// explain is Explain where the products are known to the last cent.
func explain(factors []Factor, planCents, actualCents int64) Gap {
	plan, actual := products(factors)
	g := Gap{Plan: planCents, Actual: actualCents}
	shares := make([]float64, len(factors))
	switch {
	case plan > 0 && actual > 0:
		mean := logMean(actual, plan)
		for i, f := range factors {
			shares[i] = mean * math.Log(f.Actual/f.Plan)
		}
	case plan > 0:
		share(shares, factors, actual-plan, func(f Factor) bool { return f.Actual == 0 })
	case actual > 0:
		share(shares, factors, actual-plan, func(f Factor) bool { return f.Plan == 0 })
	}
	rest := g.Actual - g.Plan
	for i, f := range factors {
		g.Parts = append(g.Parts, Part{f, cents(shares[i])})
		rest -= g.Parts[i].Cents
	}
	if len(g.Parts) > 0 {
		largest := slices.IndexFunc(g.Parts, func(p Part) bool {
			return !slices.ContainsFunc(g.Parts, func(o Part) bool { return magnitude(o.Cents) > magnitude(p.Cents) })
		})
		g.Parts[largest].Cents += rest
	}
	return g
}

func products(factors []Factor) (plan, actual float64) {
	plan, actual = 1, 1
	for _, f := range factors {
		plan, actual = plan*f.Plan, actual*f.Actual
	}
	return plan, actual
}

func share(shares []float64, factors []Factor, gap float64, guilty func(Factor) bool) {
	n := 0
	for _, f := range factors {
		if guilty(f) {
			n++
		}
	}
	for i, f := range factors {
		if guilty(f) {
			shares[i] = gap / float64(n)
		}
	}
}

// logMean is the logarithmic mean of two positive numbers; near each other the
// quotient would lose its digits, and their mean is as good.
func logMean(a, b float64) float64 {
	if math.Abs(a-b) <= 1e-9*max(a, b) {
		return (a + b) / 2
	}
	return (a - b) / (math.Log(a) - math.Log(b))
}

func cents(f float64) int64 { return int64(math.Round(min(max(f*100, -9e15), 9e15))) }

func magnitude(n int64) int64 { return max(n, -n) }
