package score

import (
	"time"

	"smarketing/internal/crm"
)

// Situation is what, beside the score, decides whether a lead is ready.
type Situation struct {
	At       time.Time // the instant the totals were made for
	Open     bool      // not won, lost or disqualified
	Accepted bool      // handed to sales
	Recycled bool      // was given up once, see Anew: it has to do something to be ready
	Fresh    bool      // a rubric is being published: no hysteresis
	Imported bool      // the data came with an import: history, dated by itself
}

// Readiness returns the state that follows prev.
//
//   - A closed lead is not ready; an accepted one keeps its state.
//   - Without its gates no lead is ready.
//   - By score a lead becomes ready at the ready threshold and ends below the
//     cool one. A recycled lead must have done something since it was armed:
//     the points it was recycled with announce nothing.
//   - By an instant criterion it becomes ready when the activity is later than
//     the arming and younger than instant_for days, and stays so for
//     instant_for days, or until the latest such activity is that old. When
//     that ends and the score is ready, the cause becomes the score.
//   - An instant criterion dates from its activity. The score dates from the
//     instant scored for, or, when the data are history, from the latest
//     activity: it was then at the latest that the threshold was crossed.
//   - As long as it stays ready for any cause, Since stays.
//   - Fresh: the same without memory of what it was ready for, so that
//     publishing is a function of data and rubric alone.
func (p *Program) Readiness(prev crm.Readiness, t Totals, in Situation) crm.Readiness {
	switch {
	case !in.Open:
		return crm.Readiness{ArmedAt: prev.ArmedAt}
	case in.Accepted:
		return prev
	}
	next := crm.Readiness{ArmedAt: prev.ArmedAt, Cause: p.cause(prev, t, in)}
	switch {
	case !next.Ready():
	case prev.Ready():
		next.Since = prev.Since
	default:
		next.Since = in.At
		if next.Cause == crm.ByInstant {
			next.Since = t.InstantAt
		} else if in.Imported && !in.Fresh && t.LastActivityAt.After(prev.ArmedAt) {
			next.Since = t.LastActivityAt
		}
	}
	return next
}

func (p *Program) cause(prev crm.Readiness, t Totals, in Situation) crm.Cause {
	if !t.GatesMet {
		return crm.NotReady
	}
	was := prev.Cause
	if in.Fresh {
		was = crm.NotReady
	}
	limit := p.ready
	if was == crm.ByScore {
		limit = p.cool
	}
	byScore := int64(t.Score) >= limit && (!in.Recycled || t.LastActivityAt.After(prev.ArmedAt))
	byInstant := t.InstantAt.After(prev.ArmedAt) && p.lasts(t.InstantAt, in.At)
	switch {
	case was == crm.ByScore && byScore:
		return crm.ByScore
	case byInstant, was == crm.ByInstant && p.lasts(prev.Since, in.At):
		return crm.ByInstant
	case byScore:
		return crm.ByScore
	}
	return crm.NotReady
}

// lasts reports whether what an instant criterion started then is still in
// force.
func (p *Program) lasts(then, at time.Time) bool {
	return !then.IsZero() && int(crm.DayOf(at, p.loc)-crm.DayOf(then, p.loc)) < p.instantFor
}

// Anew reports whether a lead has to do something before its score can make it
// ready: the points it was recycled or rejected with announce nothing.
func Anew(standing crm.Standing, prev crm.Readiness) bool {
	return standing == crm.InNurture || standing == crm.Waiting && !prev.ArmedAt.IsZero()
}

// Rearm returns the state after a lead was accepted, rejected or recycled at an
// instant: not ready, and only what happens later can announce it again.
func Rearm(prev crm.Readiness, at time.Time) crm.Readiness {
	if at.Before(prev.ArmedAt) {
		at = prev.ArmedAt
	}
	return crm.Readiness{ArmedAt: at}
}
