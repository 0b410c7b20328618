package goal

import (
	"math"
	"math/rand/v2"
)

// sizes are the sums of deals to draw from.
type sizes struct {
	values         []int64
	mean, variance float64
}

func newSizes(values []int64) sizes {
	z := sizes{values: values}
	for _, v := range values {
		z.mean += float64(v) / float64(len(values))
	}
	for _, v := range values {
		z.variance += (float64(v) - z.mean) * (float64(v) - z.mean) / float64(len(values))
	}
	return z
}

// mostDrawn is how many sums are drawn one by one; of more, their total is
// normally distributed.
const mostDrawn = 64

// draw returns the total of n sums.
func (z *sizes) draw(dice *rand.Rand, n int) float64 {
	if n > mostDrawn {
		total := float64(n)*z.mean + math.Sqrt(float64(n)*z.variance)*dice.NormFloat64()
		return max(total, 0)
	}
	total := 0.0
	for range n {
		total += float64(z.values[dice.IntN(len(z.values))])
	}
	return total
}
