package demo

import (
	"math"

	"smarketing/internal/crm"
)

// step is one stage change of a lead, perhaps still in the future.
type step struct {
	stage  string
	at     int64
	by     string
	reason string
}

// How many leads take each step, as the log-odds of a lead of average fit and
// intent, with what fit and intent add. Chosen so that 3 to 6 % of a year's
// leads become customers and the step from mql to sal leaks most.
type odds struct{ base, fit, intent float64 }

var (
	toMQL         = odds{-0.88, 0.42, 0.75}
	toSAL         = odds{-0.30, 0.55, 0.35}
	toSQL         = odds{0.35, 0.45, 0.40}
	toOpportunity = odds{0.35, 0.40, 0.35}
	toCustomer    = odds{-0.60, 0.40, 0.45}
	toReturn      = odds{-0.60, 0.20, 0.50}
)

// slump is what the hand-off loses in the last slumpDays: reps answer late.
const (
	slump     = 0.75
	slumpDays = 90
	maxCycles = 3 // times a lead is tried at most
)

func (w *world) passes(o odds, s *subject, extra float64) bool {
	return w.dice.chance(logistic(o.base + o.fit*s.fit + o.intent*s.intent + extra))
}

// story tells a lead's way through the funnel, to its end and beyond now. The
// result is valid until the next call.
func (w *world) story(s *subject) []step {
	d := w.dice
	d.cast(w.seed, storyStream, uint64(s.n))
	w.steps = append(w.steps[:0], step{stage: "lead", at: s.created})
	s.rep, s.marketer = draw(d, reps), one(d, marketers)
	if !w.passes(toMQL, s, 0) {
		w.fade(s, s.marketer)
		return w.steps
	}
	w.enter("mql", w.promoted(s, d.days(4.5, 1.1)), s.marketer, "")
	for cycle := 1; ; cycle++ {
		if !w.handOff(s, s.rep, cycle) {
			return w.steps
		}
		if cycle == maxCycles || !w.passes(toReturn, s, 0) {
			w.retire(s)
			return w.steps
		}
		w.enter("mql", w.promoted(s, d.days(48, 0.5)), s.marketer, "")
	}
}

// fade is the end of a lead that never becomes ready: most are forgotten, some
// sorted out.
func (w *world) fade(s *subject, by string) {
	if w.passes(odds{0.05, -0.25, -0.1}, s, 0) {
		w.enter(crm.Disqualified, w.worked(6, 0.9), by, w.unfit(s))
	}
}

// handOff follows a ready lead through sales. It reports whether the lead ends
// up recycled and may come back.
func (w *world) handOff(s *subject, r rep, cycle int) bool {
	d := w.dice
	again := 0.25 * float64(cycle-1)
	late := 0.0
	if w.last().at > w.now-slumpDays*day {
		late = slump
	}
	if !w.passes(toSAL, s, again-late) {
		switch u := d.Float64(); {
		case u < 0.44:
			w.enter(crm.Recycled, w.worked(9*r.slow, 0.6), r.name, w.notNow())
			return true
		case u < 0.86:
			w.enter(crm.Disqualified, w.worked(7*r.slow, 0.7), r.name, w.unfit(s))
		}
		return false
	}
	w.enter("sal", w.worked((3+12*late)*r.slow, 0.9), r.name, "")
	if !w.passes(toSQL, s, again) {
		return w.decline(s, r, 6, 0.5, 0.85)
	}
	w.enter("sql", w.worked(3*r.slow, 0.8), r.name, "")
	if !w.passes(toOpportunity, s, again) {
		return w.decline(s, r, 12, 0.4, 0.5)
	}
	w.enter("opportunity", w.worked(8*r.slow, 0.7), r.name, "")
	if d.chance(0.09) {
		w.enter("sql", w.worked(12, 0.5), r.name, "another decision maker")
		w.enter("opportunity", w.worked(14, 0.5), r.name, "")
	}
	if w.passes(toCustomer, s, again) {
		w.enter("customer", w.worked(22, 0.55), r.name, "")
	} else {
		w.enter(crm.LostDetour, w.worked(28, 0.6), r.name, draw(d, lostReasons))
	}
	return false
}

// decline lets sales give a lead back, sort it out or lose it; the two shares
// are of recycled, and of recycled or disqualified.
func (w *world) decline(s *subject, r rep, days, recycled, disqualified float64) bool {
	at := w.worked(days*r.slow, 0.6)
	switch u := w.dice.Float64(); {
	case u < recycled:
		w.enter(crm.Recycled, at, r.name, w.notNow())
		return true
	case u < disqualified:
		w.enter(crm.Disqualified, at, r.name, w.unfit(s))
	default:
		w.enter(crm.LostDetour, at, r.name, draw(w.dice, lostReasons))
	}
	return false
}

// retire is the end of a recycled lead that nothing moves any more: on the day
// it comes back to be judged, or soon after it, marketing sorts it out. Some
// are overlooked until somebody cleans up.
func (w *world) retire(s *subject) {
	d := w.dice
	late := d.days(1.5, 0.8)
	if d.chance(0.2) {
		late = d.days(40, 0.5)
	}
	rest := returnDays[w.last().reason] * day
	w.enter(crm.Disqualified, w.office(d, w.last().at+rest+late), s.marketer, draw(d, retiredReasons))
}

// returnDays is after how long the team looks at a recycled lead again.
var returnDays = map[string]int64{"no contact": 30, "timing": 60, "budget": 90, "competitor": 180, "evaluating": 30}

var retiredReasons = weighted[string]{{50, "no need"}, {30, "no contact"}, {20, ""}}

var lostReasons = weighted[string]{{34, "no budget"}, {24, "competitor"}, {20, "timing"}, {16, "no need"}, {6, ""}}

var recycleReasons = weighted[string]{{34, "timing"}, {24, "no contact"}, {22, "budget"}, {12, "evaluating"}, {8, "competitor"}}

func (w *world) notNow() string { return draw(w.dice, recycleReasons) }

// unfit names why a lead is sorted out, as a person would who sees its fields.
func (w *world) unfit(s *subject) string {
	switch {
	case s.level.name == "student":
		return "student"
	case s.firm.employees < 10 && w.dice.chance(0.7):
		return "too small"
	case s.free && w.dice.chance(0.5):
		return "private person"
	}
	return draw(w.dice, unfitReasons)
}

var unfitReasons = weighted[string]{{34, "no need"}, {22, "wrong contact"}, {18, "no contact"}, {12, "competitor's staff"}, {14, ""}}

// enter adds a step; steps of a lead are at least some minutes apart.
func (w *world) enter(stage string, at int64, by, reason string) {
	at = max(at, w.last().at+5*minute+w.dice.Int64N(2*hour))
	w.steps = append(w.steps, step{stage, at, by, reason})
}

func (w *world) last() step { return w.steps[len(w.steps)-1] }

// worked returns when people get round to it: a log-normal number of days after
// the last step, in working hours.
func (w *world) worked(median, sigma float64) int64 {
	return w.office(w.dice, w.last().at+w.dice.days(median, sigma))
}

// promoted returns when a lead becomes ready, by its own doing.
func (w *world) promoted(s *subject, wait int64) int64 {
	wait = int64(float64(wait) * math.Exp(-0.2*s.intent))
	return awake(w.dice, w.last().at+wait, s.offset)
}

// past returns the steps that have happened by now.
func (w *world) past(steps []step) []step {
	for i := range steps {
		if steps[i].at > w.now {
			return steps[:i]
		}
	}
	return steps
}
