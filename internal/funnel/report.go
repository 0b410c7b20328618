package funnel

import "smarketing/internal/crm"

// Report is everything that is said about the funnel at once.
type Report struct {
	Funnel
	Velocity   Velocity
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
	r.Bottleneck = FindBottleneck(&r.Funnel, BestQuarters(trends.Quarters), r.Velocity.AverageDeal)
	return r, nil
}
