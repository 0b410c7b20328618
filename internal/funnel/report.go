package funnel

import "smarketing/internal/crm"

// Report is everything that is said about the funnel at once.
type Report struct {
	Funnel
	Velocity   Velocity
	ToWin      Passage     // from the first entry into the first stage to that into the won one
	Bottleneck *Bottleneck // nil when no step lies below its norm
	By         string      // the field of Parts; empty: none
	Parts      []Part      // the largest group first
	Weeks      [][]Point   // per stage of the path, the last weeks, the present one last
	Currency   string
	Undefined  int // changes to stages that are not defined any more
}

// TrendWeeks is how many weeks a report goes back.
const TrendWeeks = 26

// NormQuarters is how many complete quarters are searched for the best one.
const NormQuarters = 8

// Report answers the question in every respect. The groups are those of the
// field by, or none when it is empty; deals count in that currency; the trends
// are those of the question. The error is that of Question.Normal.
func (l *Log) Report(q Question, by string, groups Groups, deals []crm.Deal, currency string, trends Trends) (Report, error) {
	r := Report{By: by, Currency: currency, Undefined: l.Undefined, Weeks: trends.Weeks}
	q, err := q.Normal()
	if err != nil {
		return r, err
	}
	if by == "" {
		r.Funnel, _ = l.answer(q, nil)
	} else {
		r.Funnel, r.Parts = l.answer(q, &groups)
	}
	r.Velocity = NewVelocity(deals, currency, q.Since, q.Until, q.Now)
	if r.ToWin, err = l.toWin(q); err != nil {
		return r, err
	}
	r.Bottleneck = FindBottleneck(&r.Funnel, BestQuarters(trends.Quarters), r.Velocity.AverageDeal)
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
