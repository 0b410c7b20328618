package goal

import (
	"fmt"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// The keys of the sources that are no stage.
const (
	OpenDeals = "deals"
	NewLeads  = "new"
	NewDeals  = "new deals"
)

// stream is a source with what is expected of it day by day.
type stream struct {
	Source
	wins []float64  // expected from now until the end of each day
	each []float64  // of open deals: how likely each is won by the deadline
	own  []openDeal // the same deals
	come bool       // they are still to come: their number is not known

	hits, entered int // of the past: how many of how many have been won so far
}

// learn takes over what became of those before: the rate is that of all who
// entered, or, while none of them was won, of those who cannot be any more.
func (s *stream) learn(past *stat.Waits) {
	pending, hits, misses := past.Counts()
	s.hits, s.entered = hits, pending+hits+misses
	if s.Rate = stat.Of(hits, s.entered); hits == 0 {
		s.Rate = stat.Of(0, misses)
	}
	s.Known = hits > 0 && s.entered >= Enough
}

// streams returns what is expected until the deadline, so many days from now.
// A case that has waited so long is won on a day with the share of those that
// waited as long before it.
func (f *Facts) streams(b *book, days int) ([]stream, []string) {
	var all []stream
	var missing []string
	if len(b.open) > 0 {
		s := f.openDeals(b, days)
		if !s.Known {
			missing = append(missing, fmt.Sprintf("Nothing is expected of %s: %s.", many(len(b.open), "open deal"), few(s.Rate, "deals")))
		}
		all = append(all, s)
	}
	for i := len(f.Pipes) - 2; i >= 0; i-- {
		if s := f.standing(i, days); s.Cases > 0 {
			if !s.Known {
				missing = append(missing, fmt.Sprintf("Nothing is expected of %s in %s: %s.", many(s.Cases, "lead"), s.Label, few(s.Rate, "leads")))
			}
			all = append(all, s)
		}
	}
	if len(f.Pipes) > 1 {
		s := toCome(NewLeads, "leads to come", f.Inflow.Leads, f.Inflow.Days(), &f.Pipes[0].Won, days)
		if !s.Known {
			missing = append(missing, "Nothing is expected of leads still to come: "+few(s.Rate, "leads")+".")
		}
		all = append(all, s)
	}
	if b.further > 0 {
		all = append(all, toCome(NewDeals, "deals beside new leads", b.further, f.Inflow.Days(), &b.cycle, days))
	}
	return all, missing
}

func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return humanize.Comma(int64(n)) + " " + noun + "s"
}

// few says why nothing is expected.
func few(rate stat.Share, nouns string) string {
	switch {
	case rate.Value > 0 && rate.N >= Enough:
		return "none comes in"
	case rate.Value == 0 && rate.N > 0:
		return fmt.Sprintf("none of %s %s before was won, so their rate is unknown, at most %.1f %%", humanize.Comma(int64(rate.N)), nouns, rate.High*100)
	}
	return fmt.Sprintf("too few %s before have been won or lost to tell (%d of %d)", nouns, rate.N, Enough)
}

func (f *Facts) openDeals(b *book, days int) stream {
	s := stream{Source: Source{Key: OpenDeals, Label: "open deals", Cases: len(b.open)}}
	s.learn(&b.cycle)
	if !s.Known {
		return s
	}
	curve := b.cycle.Incidence()
	s.wins, s.own = make([]float64, days+1), b.open
	for _, d := range b.open {
		left := curve.Left(d.waited)
		if left <= 0 {
			s.each = append(s.each, 0)
			continue
		}
		won := curve.By(d.waited)
		s.each = append(s.each, (curve.By(d.waited+days)-won)/left)
		for day := range s.wins {
			s.wins[day] += (curve.By(d.waited+day) - won) / left
		}
	}
	return s
}

// standing returns what is expected of those who stand in a stage: they go on
// as those did who stood there as long, and from the next stage as those did
// who entered it.
func (f *Facts) standing(i, days int) stream {
	p := &f.Pipes[i]
	cases, _, _ := p.Waiting.Counts()
	s := stream{Source: Source{Key: p.Stage.Key, Label: p.Stage.Label, Cases: cases}}
	s.learn(&p.Won)
	if !s.Known || cases == 0 {
		return s
	}
	onward := p.Onward.Incidence()
	going := make([]float64, days+1) // expected to go on, on each day from now
	p.Waiting.Each(func(waited, n, _, _ int) {
		left := onward.Left(waited)
		if left <= 0 {
			return
		}
		for day := 1; day <= days && waited+day < onward.Days(); day++ {
			going[day] += float64(n) * onward.On(waited+day) / left
		}
	})
	then := f.afterwards(p.To, days)
	s.wins = make([]float64, days+1)
	for day := range s.wins {
		for d := 1; d <= day; d++ {
			s.wins[day] += going[d] * then[day-d]
		}
	}
	return s
}

// afterwards returns for those who go on, so many to which stage, the share that
// is won by the end of each day after that.
func (f *Facts) afterwards(to []int, days int) []float64 {
	share := make([]float64, days+1)
	total := 0
	for _, n := range to {
		total += n
	}
	for s, n := range to {
		if n == 0 {
			continue
		}
		weight := float64(n) / float64(total)
		curve := f.Pipes[s].Won.Incidence()
		for day := range share {
			if f.Path[s].Kind == crm.WonStage {
				share[day] += weight
			} else {
				share[day] += weight * curve.By(day)
			}
		}
	}
	return share
}

// toCome returns what is expected of leads or deals that are not there yet: as
// many a day as there were in so many days, won as soon as those before.
func toCome(key, label string, cases int, of float64, past *stat.Waits, days int) stream {
	s := stream{Source: Source{Key: key, Label: label, Cases: cases}, come: true}
	s.learn(past)
	if s.Known = s.Known && cases > 0 && of > 0; !s.Known {
		return s
	}
	curve := past.Incidence()
	s.wins = make([]float64, days+1)
	for day := 1; day <= days; day++ {
		s.wins[day] = s.wins[day-1] + float64(cases)/of*curve.By(day-1)
	}
	return s
}

// stageTeam returns who is answerable for leads entering a stage: who has them
// there. What comes in is marketing's, wherever it stands.
func stageTeam(path crm.Stages, i int) crm.Team {
	if i == 0 {
		return crm.Marketing
	}
	return path[i].Team
}
