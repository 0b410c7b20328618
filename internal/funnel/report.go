package funnel

import "smarketing/internal/crm"

// Report is everything that is said about the funnel at once.
type Report struct {
	Funnel
	Velocity   Velocity
	ToWin      Passage     // from the first entry into the first stage to that into the won one
	Plan       Plan        // of the goal in force
	Planned    bool        // the norms are those of the plan, else those of the best quarters
	Bottleneck *Bottleneck // nil when no step lies below its norm
	Unweighed  string      // without a bottleneck: the stage behind which no step could be weighed; empty: that is not why
	Normless   bool        // without a bottleneck: no step with enough cases has a norm
	By         string      // the field of Parts; empty: none
	Parts      []Part      // the largest group first
	Weeks      [][]Point   // per stage of the path, the last weeks up to that in which the question ends: Trends.Weeks
	Currency   string
	Undefined  int // changes to stages that are not defined any more
}

// TrendWeeks is how many weeks a report goes back.
const TrendWeeks = 26

// NormQuarters is how many complete quarters are searched for the best one.
const NormQuarters = 8

// Facts are what a report says beside what the log does.
type Facts struct {
	By       string // the field of Groups; empty: none
	Groups   Groups
	Deals    []crm.Deal
	Currency string // in which deals count
	Trends   Trends // those of the question
	Plan     Plan
}

// Report answers the question in every respect. The error is that of
// Question.Normal.
func (l *Log) Report(q Question, facts *Facts) (Report, error) {
	r := Report{By: facts.By, Currency: facts.Currency, Undefined: l.Undefined, Weeks: facts.Trends.Weeks, Plan: facts.Plan}
	q, err := q.Normal()
	if err != nil {
		return r, err
	}
	if facts.By == "" {
		r.Funnel, _ = l.answer(q, nil)
	} else {
		r.Funnel, r.Parts = l.answer(q, &facts.Groups)
	}
	r.Velocity = NewVelocity(facts.Deals, facts.Currency, q.Since, q.Until, q.Now)
	if r.ToWin, err = l.toWin(q); err != nil {
		return r, err
	}
	var norms []Norm
	price, currency := facts.Plan.AverageDeal, facts.Plan.Currency
	if norms, r.Planned = facts.Plan.norms(q, l.path); !r.Planned {
		norms, price, currency = BestQuarters(facts.Trends.Quarters), r.Velocity.AverageDeal, facts.Currency
	}
	if r.Bottleneck = FindBottleneck(&r.Funnel, norms, price, currency); r.Bottleneck == nil {
		r.Unweighed, r.Normless = r.unweighed(), r.normless(norms)
	}
	return r, nil
}

// toWin measures how long those took that were won.
func (l *Log) toWin(q Question) (Passage, error) {
	first, won := l.stages.First(), l.stages.Won()
	if first == won {
		return Passage{}, nil
	}
	lags, err := l.Lags(first, won, q)
	return lags.passage(), err
}
