package stat

import "math"

// Quantile returns the p-quantile of values in rising order by linear
// interpolation between the nearest ranks (type 7 of Hyndman and Fan 1996), and
// NaN of no values.
func Quantile(rising []float64, p float64) float64 {
	if len(rising) == 0 {
		return math.NaN()
	}
	at := p * float64(len(rising)-1)
	i := int(math.Floor(at))
	if i >= len(rising)-1 {
		return rising[len(rising)-1]
	}
	return rising[i] + (at-float64(i))*(rising[i+1]-rising[i])
}
