package score

import (
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// Full is the strength of a criterion that holds once. Strengths are whole
// multiples of 1/Full.
const Full = 65536

// Ledger shows how a score came to be. Points are in hundredths; every Counted
// is what its parent sums, so the counted points of the two axes add up to the
// score, those of an axis's groups to the axis's Earned, and the Earned of a
// group's criteria to the group's Earned.
//
// Shown is the same in whole points for people, apportioned by largest
// remainder so that what is shown adds up too: criteria to Group.ShownEarned,
// groups to Axis.ShownEarned, axes to the score.
type Ledger struct {
	Score int32
	Shown int          // the score in whole points, halves away from zero
	Axes  [2]AxisEntry // fit, engagement
}

// AxisEntry is one axis of a ledger.
type AxisEntry struct {
	Axis            rubric.AxisName
	Earned, Counted int32
	Cap             int // points
	ShownEarned     int
	Shown           int
	Groups          []GroupEntry
}

// GroupEntry is one group of a ledger.
type GroupEntry struct {
	Name            string
	Earned, Counted int32
	Min, Max        *int // points; nil: unbounded
	ShownEarned     int
	Shown           int
	Criteria        []Entry
}

// Entry is one criterion of a ledger. Criteria that are off are left out.
type Entry struct {
	ID, Label string
	Points    int
	Strength  int32 // in 1/Full; up to Times * Full
	Earned    int32 // hundredths of a point
	Shown     int   // whole points
	Unknown   bool  // a field it needs is unknown
	Instant   bool
	Evidence  Evidence
}

// Evidence is what a criterion rests on, for a sentence beside its points.
type Evidence struct {
	Field    string    // the first field condition's field, or the first unknown one it needs; empty for pure behaviour
	Value    string    // its value as text; empty when unknown, and when only being known matters
	Ranged   bool      // the value is compared with a range
	Event    string    // the first event condition's event; empty when there is none
	Summed   bool      // each activity adds to the strength
	Count    int       // matching activities that count
	LastAt   time.Time // the latest of them
	IdleDays int       // of an idle condition: days since the last activity, or since the lead exists
}

// Explanation is everything that can be said about one score.
type Explanation struct {
	Ledger       Ledger
	Grade        string
	Coverage     Coverage
	Why          []string  // the top three contributions in words
	ToReady      []Missing // what would make the lead ready, nearest first; empty when it is ready
	Gap          int32     // hundredths missing to ready; 0 when the score reaches it
	GatesMissing []string  // gate fields that are unknown
	At           time.Time // the instant scored for
}

// Coverage says how much of the fit side was known: the fit criteria that could
// be judged, of all that are on.
type Coverage struct {
	Known, Of int
	Missing   []string // names of the unknown fields, each once
}

// Missing is a criterion that would add points, with the points it would add
// to the score, caps included, and all that the same activities bring besides.
type Missing struct {
	ID, Label string
	Points    int32 // hundredths
	Times     int   // activities it takes; 0: none, or they alone do not bring it
	Summed    bool  // each of them adds to the criterion
	Instant   bool  // would make the lead ready at once
	Mended    bool  // it costs points now, and would no longer
}

// Scored is a lead with the explanation of its score.
type Scored struct {
	Lead        crm.Lead
	Explanation Explanation
}
