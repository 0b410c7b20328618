// Package rubric holds the rubric as data: its types, its TOML form, its
// validation, the difference of two rubrics, and the templates.
//
// It must not know any lead, score, file of ours or screen.
package rubric

// AxisName names one of the two axes of a score.
type AxisName string

// The axes: fit is explicit, who a lead is; engagement is implicit, what it does.
const (
	Fit        AxisName = "fit"
	Engagement AxisName = "engagement"
)

// Rubric says how leads are scored and when they are ready.
type Rubric struct {
	Name       string
	Ready      int      // points at which a lead is sales-ready
	Cool       int      // below this it stops being ready; Cool < Ready
	Gates      []string // fields that must be known before a hand-off
	InstantFor int      // whole days for which an instant criterion keeps an untouched lead ready; 0 when not given
	Fit        Axis
	Engagement Axis
	Groups     []Group
}

// Axis caps one of the two sums and grades it.
type Axis struct {
	Max   int    // points, greater than 0
	Bands [3]int // limits of the letters A, B, C (or the digits 1, 2, 3) in percent of Max, falling
}

// Group sums criteria of one axis between two limits.
type Group struct {
	Name     string
	Axis     AxisName
	Max      *int // points; nil: unbounded
	Min      *int // points; nil: -Max, unbounded when Max is nil too
	HalfLife int  // whole days after which an activity counts half; 0: no decay
	Criteria []Criterion
}

// Criterion gives points for what a lead is or does.
type Criterion struct {
	ID       string
	Label    string
	Points   int // -100..100
	Times    int // cap of the strength sum; at least 1
	HalfLife int // whole days; 0: the group's
	Instant  bool
	Off      bool        // kept, but not counted
	When     []Condition // all must hold; at least one
}

// Condition is one thing that must hold. Exactly one of Field, Event and Idle
// is given; the comment on each key says what it goes with.
type Condition struct {
	Field    string   // with exactly one of In, Between, Contains, Matches, Known, Unknown
	In       []string // numbers as text in their shortest form
	Between  *Range
	Contains []string
	Matches  string // RE2
	Known    bool
	Unknown  bool

	Event   string  // alone, or with AtLeast (and Within), or with Per and Ratio (and Min)
	Detail  string  // with Event: a substring of the activity's detail
	AtLeast int     // matching activities, at least 1
	Within  int     // whole days: age < Within
	Per     string  // the event counted below the line
	Ratio   float64 // matching activities per Per, at least; greater than 0
	Min     int     // at least so many of Per

	Idle int // whole days without any activity: age >= Idle
}

// Range is a range of numbers, full inside and fading linearly to nothing at
// FadeBelow below Low and at FadeAbove above High; a fade of 0 is a hard edge.
type Range struct {
	Low, High            float64
	FadeBelow, FadeAbove float64
}

// HalfLifeOf returns the half-life in days that a criterion of the group
// decays with; 0 means no decay.
func (g *Group) HalfLifeOf(c *Criterion) int {
	if c.HalfLife > 0 {
		return c.HalfLife
	}
	return g.HalfLife
}

// Limits returns the limits of the group in points and whether each exists.
func (g *Group) Limits() (low, high int, hasLow, hasHigh bool) {
	if g.Max != nil {
		high, hasHigh = *g.Max, true
		low, hasLow = -high, true
	}
	if g.Min != nil {
		low, hasLow = *g.Min, true
	}
	return low, high, hasLow, hasHigh
}

// Axis returns the named axis.
func (r *Rubric) Axis(name AxisName) Axis {
	if name == Engagement {
		return r.Engagement
	}
	return r.Fit
}

// Criterion returns the criterion of that id with its group, and nil when there
// is none.
func (r *Rubric) Criterion(id string) (*Group, *Criterion) {
	for i := range r.Groups {
		for j := range r.Groups[i].Criteria {
			if c := &r.Groups[i].Criteria[j]; c.ID == id {
				return &r.Groups[i], c
			}
		}
	}
	return nil, nil
}

// Behaviour reports whether the criterion depends on activities.
func (c *Criterion) Behaviour() bool {
	for _, w := range c.When {
		if w.Field == "" {
			return true
		}
	}
	return false
}
