package score

import (
	"regexp"
	"strconv"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/text"
)

// builder is a Program while it is compiled.
type builder struct {
	*Program
	decays map[int]decay // by half-life
	reach  int64         // hundredths that all groups together can count, either way
}

// maxTimes keeps a strength within an int32.
const maxTimes = 1<<31/Full - 1

func (b *builder) addGroup(g *rubric.Group) error {
	low, high, hasLow, hasHigh := g.Limits()
	out := group{name: g.Name, low: -unreached, high: unreached, first: len(b.criteria)}
	switch g.Axis {
	case rubric.Fit:
	case rubric.Engagement:
		out.axis = 1
	default:
		return crm.Errorf(crm.Invalid, "group %q is on the unknown axis %q", g.Name, g.Axis).
			WithHint(`axis is "fit" or "engagement"`)
	}
	if hasLow {
		out.low, out.min = hundredths(low), &low
	}
	if hasHigh {
		out.high, out.max = hundredths(high), &high
	}
	var reach int64
	for i := range g.Criteria {
		c := &g.Criteria[i]
		if c.Off {
			continue
		}
		if err := b.addCriterion(g, c); err != nil {
			return err
		}
		added := &b.criteria[len(b.criteria)-1]
		reach += max(added.points, -added.points) * 100 * (added.full / Full)
	}
	// A limit on the far side of zero lifts (or sinks) every sum to itself.
	if hasLow {
		reach = max(reach, out.low)
	}
	if hasHigh {
		reach = max(reach, -out.high)
	}
	b.reach += reach
	out.next = len(b.criteria)
	b.groups = append(b.groups, out)
	return nil
}

func (b *builder) addCriterion(g *rubric.Group, c *rubric.Criterion) error {
	invalid := func(format string, args ...any) *crm.Error {
		e := crm.Errorf(crm.Invalid, "criterion %q: "+format, append([]any{c.ID}, args...)...)
		e.Field = c.ID
		return e
	}
	if len(c.When) == 0 {
		return invalid("there is no condition").WithHint("give it a when")
	}
	if c.Times > maxTimes || c.Points < -100 || c.Points > 100 {
		return invalid("points %d or times %d are out of range", c.Points, c.Times).
			WithHint("points are -100 to 100, times at most %d", maxTimes)
	}
	out := criterion{id: c.ID, label: c.Label, points: int64(c.Points), full: maxTimes * Full, instant: c.Instant}
	if out.label == "" {
		out.label = c.ID
	}
	for i := range c.When {
		w := &c.When[i]
		var t test
		switch {
		case w.Field != "":
			column, slot, err := b.addFieldTest(w)
			if err != nil {
				return invalid("%w", err).WithHint("use one of in, between, contains, matches (RE2), known, unknown")
			}
			t = test{kind: fieldTest, at: column, slot: slot, full: Full}
			out.curable = out.curable || w.Unknown
		case w.Event != "":
			t = b.eventTest(w, max(c.Times, 1), g.HalfLifeOf(c))
		case w.Idle > 0:
			t = test{kind: idleTest, least: w.Idle, full: Full}
			out.curable = true
		default:
			return invalid("a condition has no field, event or idle").WithHint("give it one of them")
		}
		out.full = min(out.full, t.full)
		out.tests = append(out.tests, t)
	}
	b.criteria = append(b.criteria, out)
	return nil
}

// column returns the index of the column of that field.
func (b *builder) column(name string) int {
	for i := range b.columns {
		if b.columns[i].field == name {
			return i
		}
	}
	b.columns = append(b.columns, column{field: name, get: crm.Getter(name), known: []int32{}})
	return len(b.columns) - 1
}

// addFieldTest returns the column of the condition and its slot there.
func (b *builder) addFieldTest(w *rubric.Condition) (col, slot int, err error) {
	var r rule
	switch {
	case w.Known:
		r.op = opKnown
	case w.Unknown:
		r.op = opUnknown
	case w.Between != nil:
		r.op, r.between = opBetween, *w.Between
	case len(w.In) > 0:
		r.op = opIn
		for _, s := range w.In {
			s = text.Fold(s)
			r.texts = append(r.texts, s)
			if f, err := strconv.ParseFloat(s, 64); err == nil {
				r.numbers = append(r.numbers, f)
			}
		}
	case len(w.Contains) > 0:
		r.op = opContains
		for _, s := range w.Contains {
			if s = text.Fold(s); s != "" { // the empty text is in every text
				r.texts = append(r.texts, s)
			}
		}
	case w.Matches != "":
		r.op = opMatches
		if r.matches, err = regexp.Compile(w.Matches); err != nil {
			return 0, 0, crm.Errorf(crm.Invalid, "%w", err)
		}
	default:
		return 0, 0, crm.Errorf(crm.Invalid, "field %q is compared with nothing", w.Field)
	}
	i := b.column(w.Field)
	c := &b.columns[i]
	c.rules = append(c.rules, r)
	c.unknown = append(c.unknown, r.strength(crm.Value{}))
	if r.judges() {
		c.known = nil
	} else if c.known != nil {
		c.known = append(c.known, r.strength(crm.BoolValue(true)))
	}
	return i, len(c.rules) - 1, nil
}

func (b *builder) eventTest(w *rubric.Condition, times, halfLife int) test {
	c := counter{event: text.Fold(w.Event), detail: text.Fold(w.Detail), within: w.Within}
	switch {
	case w.Per != "":
		return test{
			kind: ratioTest, at: b.addCounter(c), per: b.addCounter(counter{event: text.Fold(w.Per)}),
			ratio: w.Ratio, least: max(w.Min, 1), full: Full,
		}
	case w.AtLeast > 0:
		return test{kind: countTest, at: b.addCounter(c), least: w.AtLeast, full: Full}
	}
	if halfLife > 0 {
		d, ok := b.decays[halfLife]
		if !ok {
			d = newDecay(halfLife)
			b.decays[halfLife] = d
		}
		c.decay = d
	}
	return test{kind: sumTest, at: b.addCounter(c), full: int64(times) * Full}
}

func (b *builder) addCounter(c counter) int {
	i := len(b.counters)
	b.counters = append(b.counters, c)
	b.listeners[c.event] = append(b.listeners[c.event], i)
	return i
}
