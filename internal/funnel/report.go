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
// field by, or none when it is empty; deals count in that currency. The error
// is that of Question.Normal.
func (l *Log) Report(q Question, by string, groups Groups, deals []crm.Deal, currency string) (Report, error) {
	r := Report{By: by, Currency: currency, Undefined: l.Undefined}
	var err error
	if r.Funnel, err = l.Ask(q); err != nil {
		return r, err
	}
	q = r.Question
	if r.Weeks, err = l.Trend(q, Weeks(q.Now, q.Zone, TrendWeeks)); err != nil {
		return r, err
	}
	if by != "" {
		if r.Parts, err = l.Breakdown(q, groups); err != nil {
			return r, err
		}
	}
	r.Velocity = NewVelocity(deals, currency, q.Since, q.Until, q.Now)
	quarters, err := l.Trend(q, Quarters(q.Now, q.Zone, NormQuarters))
	if err != nil {
		return r, err
	}
	r.Bottleneck = FindBottleneck(&r.Funnel, BestQuarters(quarters), r.Velocity.AverageDeal)
	return r, nil
}
