package score_test

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// oracle scores as the specification reads, in plain floating point and
// without any thought of speed. It shares no code with the package; the test
// allows it the rounding that the integers do.
type oracle struct {
	rubric rubric.Rubric
	loc    *time.Location
	lead   *crm.Lead
	acts   []crm.Activity
	at     time.Time
}

// judged is what the oracle says; points are whole points.
type judged struct {
	earned, slack    map[string]float64 // by criterion
	fit, engagement  float64
	slacks           float64
	instantAt        time.Time
	lastAt, nextAt   time.Time
	known, of        int
	unknown, ungated []string
}

func (o oracle) judge() judged {
	j := judged{earned: map[string]float64{}, slack: map[string]float64{}}
	for _, a := range o.acts {
		if a.At.After(o.at) && (j.nextAt.IsZero() || a.At.Before(j.nextAt)) {
			j.nextAt = a.At
		}
		if !a.At.After(o.at) && a.At.After(j.lastAt) {
			j.lastAt = a.At
		}
	}
	sums := map[rubric.AxisName]float64{}
	for _, g := range o.rubric.Groups {
		sum := 0.0
		for _, c := range g.Criteria {
			if c.Off {
				continue
			}
			strength := o.strength(g, c)
			j.earned[c.ID] = float64(c.Points) * strength
			// Half a hundredth, and half a 65536th for every activity.
			j.slack[c.ID] = 0.005 + math.Abs(float64(c.Points))*float64(len(o.acts)+1)*0.5/65536 + 1e-9
			j.slacks += j.slack[c.ID]
			sum += j.earned[c.ID]
			if c.Instant && strength >= 0.5/65536 {
				j.instantAt = o.latest(c, j.instantAt)
			}
			if g.Axis == rubric.Fit {
				o.cover(&j, c)
			}
		}
		if g.Min != nil {
			sum = math.Max(sum, float64(*g.Min))
		} else if g.Max != nil {
			sum = math.Max(sum, -float64(*g.Max))
		}
		if g.Max != nil {
			sum = math.Min(sum, float64(*g.Max))
		}
		sums[g.Axis] += sum
	}
	j.fit = math.Max(0, math.Min(sums[rubric.Fit], float64(o.rubric.Fit.Max)))
	j.engagement = math.Max(0, math.Min(sums[rubric.Engagement], float64(o.rubric.Engagement.Max)))
	for _, gate := range o.rubric.Gates {
		if !o.lead.Field(gate).Known() {
			j.ungated = append(j.ungated, gate)
		}
	}
	return j
}

func (o oracle) cover(j *judged, c rubric.Criterion) {
	j.of++
	judgeable := true
	for _, w := range c.When {
		if w.Field != "" && !w.Known && !w.Unknown && !o.lead.Field(w.Field).Known() {
			judgeable = false
			if !slices.Contains(j.unknown, w.Field) {
				j.unknown = append(j.unknown, w.Field)
			}
		}
	}
	if judgeable {
		j.known++
	}
}

func (o oracle) strength(g rubric.Group, c rubric.Criterion) float64 {
	least := math.Inf(1)
	for _, w := range c.When {
		least = math.Min(least, o.condition(g, c, w))
	}
	return least
}

func (o oracle) condition(g rubric.Group, c rubric.Criterion, w rubric.Condition) float64 {
	switch {
	case w.Field != "":
		return o.field(w)
	case w.Per != "":
		sent := len(o.matching(rubric.Condition{Event: w.Per}))
		clicks := len(o.matching(w))
		return yes(sent > 0 && sent >= w.Min && float64(clicks)/float64(sent) >= w.Ratio)
	case w.AtLeast > 0:
		return yes(len(o.matching(w)) >= w.AtLeast)
	case w.Event != "":
		halfLife := g.HalfLife
		if c.HalfLife > 0 {
			halfLife = c.HalfLife
		}
		sum := 0.0
		for _, a := range o.matching(w) {
			if halfLife == 0 {
				sum++
			} else {
				sum += math.Pow(0.5, float64(o.daysSince(a.At))/float64(halfLife))
			}
		}
		return math.Min(sum, float64(c.Times))
	}
	born := o.lead.CreatedAt
	if born.IsZero() {
		born = o.lead.AddedAt
	}
	var last time.Time
	for _, a := range o.acts {
		if !a.At.After(o.at) && a.At.After(last) {
			last = a.At
		}
	}
	if last.IsZero() {
		last = born
	}
	return yes(o.daysSince(last) >= w.Idle && o.daysSince(born) >= w.Idle)
}

func (o oracle) field(w rubric.Condition) float64 {
	v := o.lead.Field(w.Field)
	switch {
	case w.Known:
		return yes(v.Known())
	case w.Unknown:
		return yes(!v.Known())
	case !v.Known():
		return 0
	case w.Matches != "":
		return yes(regexp.MustCompile(w.Matches).MatchString(v.String()))
	case w.Between != nil:
		n, err := strconv.ParseFloat(v.String(), 64)
		switch r := w.Between; {
		case err != nil:
			return 0
		case n >= r.Low && n <= r.High:
			return 1
		case n < r.Low && r.FadeBelow > 0:
			return math.Max(0, 1-(r.Low-n)/r.FadeBelow)
		case n > r.High && r.FadeAbove > 0:
			return math.Max(0, 1-(n-r.High)/r.FadeAbove)
		}
		return 0
	}
	for _, want := range w.In {
		if n, err := strconv.ParseFloat(plain(want), 64); v.Type == crm.Number && err == nil {
			if f, _ := v.Float(); f == n {
				return 1
			}
		} else if v.Type != crm.Number && plain(want) == plain(v.String()) {
			return 1
		}
	}
	for _, want := range w.Contains {
		if p := plain(want); p != "" && strings.Contains(plain(v.String()), p) {
			return 1
		}
	}
	return 0
}

// matching returns the activities that a condition counts.
func (o oracle) matching(w rubric.Condition) []crm.Activity {
	var found []crm.Activity
	for _, a := range o.acts {
		if plain(a.Event) == plain(w.Event) && strings.Contains(plain(a.Detail), plain(w.Detail)) &&
			!a.At.After(o.at) && (w.Within == 0 || o.daysSince(a.At) < w.Within) {
			found = append(found, a)
		}
	}
	return found
}

func (o oracle) latest(c rubric.Criterion, latest time.Time) time.Time {
	for _, w := range c.When {
		if w.Event == "" {
			continue
		}
		for _, a := range o.matching(w) {
			if a.At.After(latest) {
				latest = a.At
			}
		}
	}
	return latest
}

// daysSince counts the midnights between, whatever the clocks do.
func (o oracle) daysSince(t time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.In(o.loc).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(o.at).Sub(midnight(t)).Hours()) / 24
}

// plain folds in the words of Unicode: compatibility
// forms and case do not count, nor does the kind or the number of spaces.
func plain(s string) string {
	s = norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
	return strings.Join(strings.Fields(s), " ")
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
