package funnel

import (
	"time"

	"smarketing/internal/crm"
)

// Basis says which entries a question is about.
type Basis string

// The bases. The cohort follows the leads that came into the funnel in the
// window, until now. The period counts what happened in the window, whoever it
// happened to, and what followed until its end: it never changes afterwards.
const (
	Cohort Basis = "cohort"
	Period Basis = "period"
)

// Count says which passes of a lead through a stage count.
type Count string

// The counts.
const (
	FirstPass Count = "first"
	AllPasses Count = "all"
)

// Order says when a lead has advanced from a stage.
type Order string

// The orders. Strict: the very next stage was entered afterwards. Reached: the
// next stage or one beyond was entered at any time, and whoever stands in a
// stage has also entered those before it.
const (
	Strict  Order = "strict"
	Reached Order = "reached"
)

// Question is what is asked of the log.
type Question struct {
	Since, Until time.Time // [Since, Until); zero: no limit
	Basis        Basis     // empty: Cohort
	Count        Count     // empty: FirstPass
	Order        Order     // empty: Reached
	Now          time.Time // what lies after it has not happened yet
	Zone         *time.Location
}

// Normal returns the question with its defaults filled in, or Usage when a
// switch has an unknown value or the window is empty.
func (q Question) Normal() (Question, error) {
	q.Basis, q.Count, q.Order = orDefault(q.Basis, Cohort), orDefault(q.Count, FirstPass), orDefault(q.Order, Reached)
	if q.Zone == nil {
		q.Zone = time.UTC
	}
	switch {
	case q.Basis != Cohort && q.Basis != Period:
		return q, unknownSwitch("basis", string(q.Basis), "cohort or period")
	case q.Count != FirstPass && q.Count != AllPasses:
		return q, unknownSwitch("count", string(q.Count), "first or all")
	case q.Order != Strict && q.Order != Reached:
		return q, unknownSwitch("order", string(q.Order), "strict or reached")
	case !q.Since.IsZero() && !q.Until.IsZero() && !q.Until.After(q.Since):
		return q, crm.Errorf(crm.Usage, "the window ends before it begins").WithHint("since must be earlier than until")
	}
	return q, nil
}

func orDefault[T ~string](v, fallback T) T {
	if v == "" {
		return fallback
	}
	return v
}

func unknownSwitch(name, value, want string) error {
	e := crm.Errorf(crm.Usage, "unknown %s %q", name, value).WithHint("use %s", want)
	e.Field = name
	return e
}

// Words states the definition in force in one line, as it is printed beside
// every figure that rests on it: which leads, until when, which of their passes
// through a stage, and where to a step leads.
func (q Question) Words() string {
	window := q.span()
	subject := "new " + window + ", until now"
	if window == "" {
		subject = "all leads, until now"
	}
	if q.Basis == Period {
		subject = "what happened " + window
		if window == "" {
			subject = "all that happened"
		}
	}
	passes := "first pass"
	if q.Count == AllPasses {
		passes = "every pass"
	}
	order := "to the next stage or beyond"
	if q.Order == Strict {
		order = "to the very next stage"
	}
	return subject + "; " + passes + "; " + order
}

// span says the window in days: "from 1 Jul 2026 to 30 Sep 2026"; empty when it
// has no limits.
func (q *Question) span() string {
	if q.Since.IsZero() && q.Until.IsZero() {
		return ""
	}
	day := func(t time.Time) string { return t.In(q.Zone).Format("2 Jan 2006") }
	first, last := day(q.Since), day(q.Until.Add(-time.Millisecond))
	switch {
	case q.Until.IsZero():
		return "since " + first
	case q.Since.IsZero():
		return "until " + last
	case first == last:
		return "on " + first
	}
	return "from " + first + " to " + last
}

// limits are the bounds of a question in milliseconds.
type limits struct {
	since, until int64 // since <= at < until
	horizon      int64 // what is later has not happened
	limited      bool  // there is a window: what has no date is outside
}

const never = int64(1) << 62

func (q *Question) limits() limits {
	l := limits{since: -never, until: never, horizon: never}
	if !q.Since.IsZero() {
		l.since, l.limited = q.Since.UnixMilli(), true
	}
	if !q.Until.IsZero() {
		l.until, l.limited = q.Until.UnixMilli(), true
	}
	if !q.Now.IsZero() {
		l.horizon = q.Now.UnixMilli()
	}
	if q.Basis == Period && !q.Until.IsZero() && l.until-1 < l.horizon {
		l.horizon = l.until - 1
	}
	return l
}

// holds reports whether an instant lies in the window.
func (l *limits) holds(at int64) bool {
	if at == 0 {
		return !l.limited
	}
	return at >= l.since && at < l.until
}

// count returns how many of the instants lie in the window, and whether all are
// known.
func (l *limits) count(at []int64) (within int, dated bool) {
	dated = true
	for _, at := range at {
		if l.holds(at) {
			within++
		}
		dated = dated && at != 0
	}
	return within, dated
}
