package goal

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// How often the future is simulated: so often, less where many open deals are
// played one by one, and those even out anyway.
const (
	mostRuns, fewestRuns = 2000, 200
	mostDraws            = 2_000_000
)

// furthest bounds how many days ahead anything is expected.
const furthest = 3660

// forecast simulates the rest of the goal's time and returns what comes of it
// at the deadline, and over time.
//
// Each run draws the rate of every source from the Beta distribution that its
// past cases leave (Jeffreys' prior), then the wins: binomially of those who
// wait, one by one of open deals, by Poisson of leads to come; then when they
// are won, by what was expected; then what each is worth, of the sums of the
// deals won so far. The dice are those of the goal's version and the day, so
// that the same file says the same all day.
func (f *Facts) forecast(b *book) (Forecast, []Point) {
	g := &f.Goal
	days := min(f.daysTo(g.End), furthest)
	points := f.points(b)
	fc := Forecast{Won: b.revenue, Known: true}
	streams, missing := f.streams(b, days)
	fc.Missing = missing
	sizes := b.sizes
	if len(sizes) == 0 {
		sizes = []int64{g.AverageDeal.Cents}
		fc.Missing = append(fc.Missing, "No won deal has a sum, so each win counts with the planned average deal.")
	}
	s := newSimulation(f, streams, sizes, points)
	for i := range streams {
		fc.Sources = append(fc.Sources, s.source(i))
	}
	switch known := slices.ContainsFunc(streams, func(x stream) bool { return x.Known }); {
	case days <= 0: // nothing is open any more
		fc.P10, fc.P50, fc.P90, fc.Missing = fc.Won, fc.Won, fc.Won, nil
		if fc.Won >= g.Target() {
			fc.Chance = 1
		}
	case known:
		s.run(points, g.Target(), &fc)
	default:
		fc.Known = false
	}
	return fc, points
}

// daysTo returns how many calendar days lie before an instant, today included.
// Calendar days make a forecast the same all day, also on days of 23 hours.
func (f *Facts) daysTo(t time.Time) int {
	if !t.After(f.Now) {
		return 0
	}
	return int(crm.DayOf(t, f.Zone) - crm.DayOf(f.Now, f.Zone))
}

// simulation plays the future of a goal.
type simulation struct {
	streams []stream
	sizes   sizes
	dice    *rand.Rand
	days    []int       // of each future point: days from now
	profile [][]float64 // per stream and future point: share of its wins since the point before
	runs    int
}

func newSimulation(f *Facts, streams []stream, values []int64, points []Point) *simulation {
	day := crm.DayOf(f.Now, f.Zone)
	s := &simulation{
		streams: streams, runs: mostRuns,
		dice: rand.New(rand.NewPCG(uint64(f.Goal.Version), uint64(day))), //nolint:gosec // dice, not secrets
	}
	for _, p := range points {
		if p.At.After(f.Now) {
			s.days = append(s.days, f.daysTo(p.At))
		}
	}
	s.sizes = newSizes(values)
	deals := 0
	for i := range streams {
		deals += len(streams[i].each)
		s.profile = append(s.profile, profile(streams[i].wins, s.days))
	}
	if deals > 0 {
		s.runs = min(max(mostDraws/deals, fewestRuns), mostRuns)
	}
	return s
}

// profile returns the share of the expected wins that falls between each point
// and the one before.
func profile(wins []float64, days []int) []float64 {
	shares := make([]float64, len(days))
	if len(wins) == 0 || len(days) == 0 {
		return shares
	}
	total, before := wins[len(wins)-1], 0.0
	for i, d := range days {
		now := wins[min(d, len(wins)-1)]
		if total > 0 {
			shares[i] = (now - before) / total
		}
		before = now
	}
	return shares
}

// source returns what is expected of a stream.
func (s *simulation) source(i int) Source {
	x := s.streams[i].Source
	if n := len(s.streams[i].wins); n > 0 {
		x.Customers = s.streams[i].wins[n-1]
	}
	x.Amount = int64(math.Round(x.Customers * s.sizes.mean))
	if s.streams[i].each == nil {
		return x
	}
	amount := 0.0
	for k, p := range s.streams[i].each {
		amount += p * s.worth(s.streams[i].own[k])
	}
	x.Amount = int64(math.Round(amount))
	return x
}

func (s *simulation) worth(d openDeal) float64 {
	if d.cents > 0 {
		return float64(d.cents)
	}
	return s.sizes.mean
}

// run plays all runs and fills in the quantiles.
func (s *simulation) run(points []Point, target int64, fc *Forecast) {
	future := len(s.days)
	if future == 0 {
		return
	}
	results := make([][]float64, future) // per point, of each run
	for i := range results {
		results[i] = make([]float64, s.runs)
	}
	sum := make([]float64, future)
	reached := 0
	for run := range s.runs {
		clear(sum)
		for i := range s.streams {
			if s.streams[i].Known {
				s.play(i, sum)
			}
		}
		total := float64(fc.Won)
		for i, amount := range sum {
			total += amount
			results[i][run] = total
		}
		if int64(math.Round(total)) >= target {
			reached++
		}
	}
	fc.Chance = float64(reached) / float64(s.runs)
	past := len(points) - future
	for i, values := range results {
		slices.Sort(values)
		p := &points[past+i]
		p.P10, p.P50, p.P90 = quantile(values, 0.1), quantile(values, 0.5), quantile(values, 0.9)
	}
	if past > 0 {
		now := &points[past-1]
		now.P10, now.P50, now.P90 = now.Actual, now.Actual, now.Actual
	}
	last := points[len(points)-1]
	fc.P10, fc.P50, fc.P90 = last.P10, last.P50, last.P90
}

func quantile(rising []float64, p float64) int64 {
	return int64(math.Round(stat.Quantile(rising, p)))
}

// play adds what one stream brings in one run to the sums of the points.
func (s *simulation) play(i int, sum []float64) {
	x := &s.streams[i]
	a, b := float64(x.hits)+0.5, float64(x.entered-x.hits)+0.5
	luck := distuv.Beta{Alpha: a, Beta: b, Src: s.dice}.Rand() * (a + b) / a
	if x.each != nil {
		s.playDeals(i, luck, sum)
		return
	}
	expected := x.wins[len(x.wins)-1]
	if expected <= 0 {
		return
	}
	var n float64
	if x.come {
		came := float64(x.Cases) + 0.5
		luck *= distuv.Gamma{Alpha: came, Beta: came, Src: s.dice}.Rand()
		n = distuv.Poisson{Lambda: expected * luck, Src: s.dice}.Rand()
	} else {
		n = s.binomial(float64(x.Cases), min(expected*luck/float64(x.Cases), 1))
	}
	s.spread(i, n, sum)
}

// playDeals decides every open deal.
func (s *simulation) playDeals(i int, luck float64, sum []float64) {
	x := &s.streams[i]
	for k, p := range x.each {
		if s.dice.Float64() >= p*luck {
			continue
		}
		amount := float64(x.own[k].cents)
		if amount == 0 {
			amount = s.sizes.draw(s.dice, 1)
		}
		u, at := s.dice.Float64(), 0
		for ; at < len(sum)-1 && u >= s.profile[i][at]; at++ {
			u -= s.profile[i][at]
		}
		sum[at] += amount
	}
}

// spread distributes n wins over the points by their profile.
func (s *simulation) spread(i int, n float64, sum []float64) {
	rest := 1.0
	for at, share := range s.profile[i] {
		if n <= 0 {
			return
		}
		k := n
		if share < rest && at < len(sum)-1 {
			k = s.binomial(n, share/rest)
		}
		sum[at] += s.sizes.draw(s.dice, int(k))
		n, rest = n-k, rest-share
	}
}

// binomial draws how many of n come true with probability p each.
func (s *simulation) binomial(n, p float64) float64 {
	switch {
	case p <= 0:
		return 0
	case p >= 1:
		return n
	}
	return distuv.Binomial{N: n, P: p, Src: s.dice}.Rand()
}
