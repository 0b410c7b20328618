package score

import (
	"math"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// Program is a rubric made ready to score many leads: texts folded,
// expressions compiled, decay tabulated, and everything that depends on one
// distinct value remembered once it has been worked out, because millions of
// leads share few values. It never changes a result, only the time it takes.
//
// A Program is safe for concurrent use.
type Program struct {
	loc        *time.Location
	ready      int64 // hundredths
	cool       int64 // hundredths
	instantFor int   // days
	axes       [2]axis
	groups     []group
	criteria   []criterion // those that are on, in rubric order
	columns    []column    // the fields that matter, each once
	counters   []counter   // what is counted among the activities
	listeners  map[string][]int
	gates      []int     // columns that must be known
	meters     sync.Pool // of *meter
}

type axis struct {
	name  rubric.AxisName
	max   int64 // hundredths
	cap   int   // points
	bands [3]int
}

type group struct {
	name        string
	axis        int // index into axes
	low, high   int64
	min, max    *int // points, for the ledger
	first, next int  // criteria[first:next]
}

type criterion struct {
	id, label string
	points    int64
	full      int64 // the strength when fully earned
	instant   bool
	curable   bool // what costs points can be mended: make a field known, become active
	tests     []test
}

// unreached stands for "no limit": more hundredths than any sum can have,
// because Compile refuses rubrics whose points could pass an int32.
const unreached = int64(math.MaxInt32) + 1

// Compile prepares a valid rubric for scoring; days are counted in the zone
// loc, which must not be nil. The error is Invalid and names the criterion
// when a rule cannot be carried out.
func Compile(r rubric.Rubric, loc *time.Location) (*Program, error) {
	p := &Program{
		loc:        loc,
		ready:      int64(r.Ready) * 100,
		cool:       int64(r.Cool) * 100,
		instantFor: r.InstantFor,
		listeners:  map[string][]int{},
	}
	for i, name := range []rubric.AxisName{rubric.Fit, rubric.Engagement} {
		a := r.Axis(name)
		p.axes[i] = axis{name: name, max: hundredths(max(a.Max, 0)), cap: a.Max, bands: a.Bands}
	}
	b := builder{Program: p, decays: map[int]decay{}}
	for i := range r.Groups {
		if err := b.addGroup(&r.Groups[i]); err != nil {
			return nil, err
		}
	}
	for _, name := range r.Gates {
		p.gates = append(p.gates, b.column(name))
	}
	if b.reach > math.MaxInt32 {
		return nil, crm.Errorf(crm.Invalid, "rubric %q can reach more points than can be counted", r.Name).
			WithHint("lower times or the limits of the groups")
	}
	p.meters.New = func() any { return newMeter(p) }
	return p, nil
}

// hundredths returns points in hundredths, held within what can be multiplied
// safely; a limit outside is never reached.
func hundredths(points int) int64 { return int64(min(max(points, -1e8), 1e8)) * 100 }

// clamp returns what a group counts of a sum of hundredths.
func (g *group) clamp(sum int64) int64 { return min(max(sum, g.low), g.high) }

// clamp returns what an axis counts of a sum of hundredths.
func (a *axis) clamp(sum int64) int64 { return min(max(sum, 0), a.max) }

// earned returns the hundredths of a point that a strength earns, halves away
// from zero.
func (c *criterion) earned(strength int64) int64 {
	n := c.points * 100 * strength
	if n < 0 {
		return -((-n + Full/2) / Full)
	}
	return (n + Full/2) / Full
}

// grade returns the letter of the fit and the digit of the engagement, both
// in hundredths.
func (p *Program) grade(fit, engagement int64) string {
	return gradeNames[p.axes[0].band(fit)][p.axes[1].band(engagement)]
}

// band returns 0 to 3, best first: the first limit, in percent of the cap,
// that the hundredths reach. One percent of a cap in points is as many
// hundredths, so no division is needed.
func (a *axis) band(counted int64) int {
	for i, percent := range a.bands {
		if counted >= int64(percent)*int64(a.cap) {
			return i
		}
	}
	return len(a.bands)
}

var gradeNames = [4][4]string{
	{"A1", "A2", "A3", "A4"},
	{"B1", "B2", "B3", "B4"},
	{"C1", "C2", "C3", "C4"},
	{"D1", "D2", "D3", "D4"},
}
