package funnel

import (
	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Norm is what a step of the funnel is measured against: the plan of a goal,
// else its own best quarter.
type Norm struct {
	Rate  float64 // share that advances
	Why   string  // "planned", "Q2 2026"
	N     int     // entries the rate rests on; 0 for a plan
	Known bool
}

// Bottleneck is the step of the funnel that costs most against its norm.
type Bottleneck struct {
	From, To  crm.Stage
	Rate      float64 // measured, of the entries that are decided
	N         int     // those entries
	Window    string  // which entries, to stand behind them in a sentence; empty: all
	Norm      Norm
	Customers float64 // that the difference costs
	Cost      float64 // the same in money; 0 when no average deal is known
	Currency  string
	Priced    bool // Cost is known
}

// Plan is what the goal in force expects of the funnel.
type Plan struct {
	Version     int64     // of the goal; 0: none is in force
	Rates       []float64 // of the steps from stage to stage up to the won one; nil: not known, or for other stages
	AverageDeal float64   // above 0
	Currency    string
}

// planned is how the norm of a step is called that a goal plans.
const planned = "planned"

// norms returns the planned rates for the stages of a path of that length. They
// are of leads, to the next stage or beyond, and say nothing about other
// switches.
func (p *Plan) norms(q Question, path int) ([]Norm, bool) {
	if p.Rates == nil || q.Count != FirstPass || q.Order != Reached {
		return nil, false
	}
	norms := make([]Norm, path)
	for s, rate := range p.Rates {
		norms[s] = Norm{Rate: rate, Why: planned, Known: true}
	}
	return norms, true
}

// NormCases is how many decided entries a quarter needs to be somebody's norm.
const NormCases = 30

// BestQuarters returns for every stage of the path its best rate among the
// quarters of a trend, and no norm where none has enough decided entries.
func BestQuarters(trend [][]Point) []Norm {
	norms := make([]Norm, len(trend))
	for s, points := range trend {
		for _, p := range points {
			if p.Decided.N < NormCases || norms[s].Known && p.Decided.Value <= norms[s].Rate {
				continue
			}
			norms[s] = Norm{Rate: p.Decided.Value, Why: quarterName(p), N: p.Decided.N, Known: true}
		}
	}
	return norms
}

func quarterName(p Point) string {
	const names = "Q1Q2Q3Q4"
	i := (int(p.From.Month()) - 1) / 3
	return names[2*i:2*i+2] + p.From.Format(" 2006")
}

// FindBottleneck returns the step whose distance from its norm costs the most
// customers, and nil when none lies below its norm or has enough cases. A rate
// is below a plan when it is by more than chance: the plan lies above its
// interval. Where both are said in the same percentage, nobody is to look for a
// difference. A lead lost at a step would have gone on at the rates of the steps
// behind it:
//
//	customers = (norm - rate) x decided entries x product of the rates behind
//
// Leads that still stand in a step have not failed in it. Counted as if they
// had, the newest leads would make every slow step look like the bottleneck;
// so all the rates here, the norms' too, are those of decided entries.
//
// Money is in that currency.
func FindBottleneck(f *Funnel, norms []Norm, averageDeal float64, currency string) *Bottleneck {
	var worst *Bottleneck
	behind := 1.0
	for s := len(f.Stages) - 2; s >= 0; s-- {
		g := &f.Stages[s]
		if Telling(g.Decided) && norms[s].above(g.Decided) {
			lost := (norms[s].Rate - g.Decided.Value) * float64(g.Decided.N) * behind
			if worst == nil || lost > worst.Customers {
				worst = &Bottleneck{
					From: g.Stage, To: f.Stages[s+1].Stage, Rate: g.Decided.Value, N: g.Decided.N, Norm: norms[s], Window: f.Question.decidedIn(),
					Customers: lost, Cost: lost * averageDeal, Currency: currency, Priced: averageDeal > 0,
				}
			}
		}
		if !g.Decided.Known {
			break // nobody has come through here: what lies before cannot be weighed
		}
		behind *= g.Decided.Value
	}
	return worst
}

// above reports whether a rate falls short of the norm, so that it can be seen.
func (n *Norm) above(rate stat.Share) bool {
	if !n.Known || Percent(n.Rate) == Percent(rate.Value) {
		return false
	}
	if n.N == 0 {
		return n.Rate > rate.High
	}
	return n.Rate > rate.Value
}

// unweighed returns the first stage, behind the last step with enough cases, of
// which nobody is decided, and "" when there is none: by FindBottleneck what the
// steps before it cost cannot be said.
func (f *Funnel) unweighed() string {
	name := ""
	for s := len(f.Stages) - 2; s >= 0; s-- {
		switch g := &f.Stages[s]; {
		case Telling(g.Decided):
			return name
		case !g.Decided.Known:
			name = g.Stage.Label
		}
	}
	return ""
}

// normless reports whether no step with enough cases has a norm.
func (f *Funnel) normless(norms []Norm) bool {
	for s := range len(f.Stages) - 1 {
		if norms[s].Known && Telling(f.Stages[s].Decided) {
			return false
		}
	}
	return true
}
