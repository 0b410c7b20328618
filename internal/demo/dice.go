package demo

import (
	"math"
	"math/rand/v2"
)

// dice is one random source that is put back to a known state for every lead,
// so that nothing depends on how many leads came before.
type dice struct {
	pcg rand.PCG
	*rand.Rand
}

// The streams keep what one run draws apart from what another run draws.
const (
	traitStream uint64 = iota + 1
	firmStream
	arrivalStream
	contactStream
	storyStream
	behaviourStream
	dealStream
	lifeStream
)

func newDice() *dice {
	d := &dice{}
	d.Rand = rand.New(&d.pcg)
	return d
}

// cast restarts the dice for item n of a stream.
func (d *dice) cast(seed, stream, n uint64) {
	d.pcg.Seed(mix(seed^mix(stream)), mix(n+stream<<48))
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014): neighbouring
// numbers come out unrelated.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// chance is true with probability p.
func (d *dice) chance(p float64) bool { return d.Float64() < p }

// logNormal draws around a median; sigma is the spread of the logarithm.
func (d *dice) logNormal(median, sigma float64) float64 {
	return median * math.Exp(sigma*d.NormFloat64())
}

// geometric draws 0, 1, 2... with the given mean.
func (d *dice) geometric(mean float64) int {
	if mean <= 0 {
		return 0
	}
	return int(math.Log(1-d.Float64()) / math.Log(mean/(1+mean)))
}

// days draws a log-normal number of days as seconds.
func (d *dice) days(median, sigma float64) int64 {
	return int64(d.logNormal(median, sigma) * day)
}

// weighted is a list from which some items are drawn more often than others.
type weighted[T any] []struct {
	weight float64
	item   T
}

// draw returns one item by weight.
func draw[T any](d *dice, list weighted[T]) T {
	total := 0.0
	for i := range list {
		total += list[i].weight
	}
	u := d.Float64() * total
	for i := range list {
		if u -= list[i].weight; u < 0 {
			return list[i].item
		}
	}
	return list[len(list)-1].item
}

// one returns one item, all being equally likely.
func one[T any](d *dice, list []T) T { return list[d.IntN(len(list))] }

// logistic turns a real number into a probability.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
