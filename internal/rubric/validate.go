package rubric

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a rubric. Within them the sums of a score fit 32-bit hundredths.
const (
	MaxPoints   = 100       // of a criterion, either sign
	MaxSum      = 10_000    // points: ready, cool, and the limits of axes and groups
	MaxTimes    = 100       // of a criterion
	MaxDays     = 36_500    // of every duration
	MaxCount    = 1_000_000 // of at_least and min
	MaxCriteria = 1_000     // of a rubric
)

// Validate checks a rubric that was built in memory as Parse checks a file.
// The error is of type Problems, with keys and without lines.
func (r Rubric) Validate() error {
	f := &findings{}
	validate(f, r)
	return f.err()
}

func validate(f *findings, r Rubric) {
	top := spot{}
	f.line(top.at("name"), r.Name)
	f.between(top.at("ready"), r.Ready, 1, MaxSum)
	f.between(top.at("cool"), r.Cool, 0, MaxSum)
	if r.Cool >= r.Ready && !f.within("ready") {
		f.add(top.at("cool"), "cool must be below ready, so that a lead on the line does not flap", "cool %d is not below ready %d", r.Cool, r.Ready)
	}
	f.days(top.at("instant_for"), r.InstantFor)
	f.gates(top.at("gates"), r.Gates)
	f.axis(axisSpot(Fit), r.Fit)
	f.axis(axisSpot(Engagement), r.Engagement)
	if len(r.Groups) == 0 {
		f.add(top.at("group"), "add a [[group]] with a [[group.criterion]]", "there is no group")
	}
	u := uniques{groups: map[string]bool{}, criteria: map[string]bool{}}
	for i, g := range r.Groups {
		f.group(groupSpot(i, g.Name), r, g, u)
	}
	if n := len(u.criteria); n > MaxCriteria {
		f.add(top.at("group"), "leave out what matters least", "there are %d criteria, more than %d", n, MaxCriteria)
	}
}

// uniques holds the names seen so far.
type uniques struct{ groups, criteria map[string]bool }

func (f *findings) gates(s spot, gates []string) {
	seen := map[string]bool{}
	for _, gate := range gates {
		f.field(s, gate)
		if seen[gate] {
			f.add(s, "list each field once", "gates lists %q twice", gate)
		}
		seen[gate] = true
	}
}

func (f *findings) axis(s spot, a Axis) {
	f.between(s.at("max"), a.Max, 1, MaxSum)
	above := 101
	for _, limit := range a.Bands {
		if limit < 0 || limit >= above {
			f.add(s.at("bands"), "write three falling percentages between 100 and 0, such as [75, 50, 25]", "bands %v do not fall within 0..100", a.Bands)
		}
		above = limit
	}
}

func (f *findings) group(s spot, r Rubric, g Group, u uniques) {
	f.line(s.at("name"), g.Name)
	if u.groups[g.Name] {
		f.add(s.at("name"), "give every group a name of its own", "name %q is taken by an earlier group", g.Name)
	}
	u.groups[g.Name] = true
	if g.Axis != Fit && g.Axis != Engagement {
		f.add(s.at("axis"), `write axis = "fit" or axis = "engagement"`, "axis %q is unknown", string(g.Axis))
	}
	if g.Max != nil {
		f.between(s.at("max"), *g.Max, -MaxSum, MaxSum)
	}
	if g.Min != nil {
		f.between(s.at("min"), *g.Min, -MaxSum, MaxSum)
	}
	if low, high, hasLow, hasHigh := g.Limits(); hasLow && hasHigh && low > high {
		f.add(s.at("max"), "min must not be above max; without min it is -max", "max %d is below min %d", high, low)
	}
	f.days(s.at("half_life"), g.HalfLife)
	if g.HalfLife > 0 && g.Axis == Fit {
		f.add(s.at("half_life"), "remove it, or set it on the criterion that counts activities", "half_life is for groups of the engagement axis")
	}
	if len(g.Criteria) == 0 {
		f.add(s.at("criterion"), "add a [[group.criterion]], or remove the group", "the group has no criterion")
	}
	for i, c := range g.Criteria {
		f.criterion(s.criterion(i, c.ID), r, c, u)
	}
}

func (f *findings) criterion(s spot, r Rubric, c Criterion, u uniques) {
	if !isSlug(c.ID) {
		f.add(s.at("id"), "use a-z, 0-9, _ and - only", "id %q is not a plain name", c.ID)
	}
	if u.criteria[c.ID] {
		f.add(s.at("id"), "give every criterion an id of its own", "id %q is taken by an earlier criterion", c.ID)
	}
	u.criteria[c.ID] = true
	if c.Label != c.ID { // what is wrong with the id is said once
		f.line(s.at("label"), c.Label)
	}
	f.between(s.at("points"), c.Points, -MaxPoints, MaxPoints)
	f.between(s.at("times"), c.Times, 1, MaxTimes)
	if len(c.When) == 0 {
		f.add(s.at("when"), `write when = { field = "...", known = true } or when = { event = "..." }`, "when is empty")
		return
	}
	f.days(s.at("half_life"), c.HalfLife)
	decays, happens := false, false
	for i, w := range c.When {
		f.condition(s.condition(i, len(c.When)), w)
		happens = happens || w.Event != ""
		decays = decays || w.Event != "" && w.AtLeast == 0 && w.Per == ""
	}
	if f.touches(s.path + ".when") {
		return // what the criterion counts is not certain
	}
	const sums = "it goes with an event that is summed, so without at_least and ratio"
	if c.Times > 1 && !decays {
		f.add(s.at("times"), "remove it; "+sums, "times %d has nothing to cap", c.Times)
	}
	if c.HalfLife > 0 && !decays {
		f.add(s.at("half_life"), "remove it; "+sums, "half_life has nothing to decay")
	}
	if c.Instant && !happens {
		f.add(s.at("instant"), "remove it, or add a condition with an event", "instant is for criteria with an event")
	}
	if c.Instant && r.InstantFor == 0 {
		f.add(spot{}.at("instant_for"), `add instant_for = "14d" at the top, or remove instant from criterion `+c.ID, "instant_for is missing")
	}
}

func (f *findings) condition(s spot, w Condition) {
	if f.touches(s.path) {
		return // what it should say is not certain
	}
	subjects := given(map[string]bool{"field": w.Field != "", "event": w.Event != "", "idle": w.Idle != 0}, "field", "event", "idle")
	if len(subjects) != 1 {
		is := "has none of field, event and idle"
		if len(subjects) > 1 {
			is = "has " + strings.Join(subjects, " and ")
		}
		f.add(s, "ask for exactly one of field, event and idle; more go in a list of conditions", "%s %s", s.key, is)
		return
	}
	subject := subjects[0]
	keys := w.keys()
	for _, key := range keys {
		if goesWith[key] != subject {
			at := s.at(key)
			f.add(at, "remove it, or put it in a condition of its own", "%s goes with %s, not with %s", at.key, goesWith[key], subject)
		}
	}
	if f.touches(s.path) {
		return
	}
	switch subject {
	case "field":
		f.fieldCondition(s, w, keys)
	case "event":
		f.eventCondition(s, w)
	default:
		f.days(s.at("idle"), w.Idle)
	}
}

func (f *findings) fieldCondition(s spot, w Condition, keys []string) {
	f.field(s.at("field"), w.Field)
	if len(keys) != 1 {
		is := "says nothing about the field"
		if len(keys) > 1 {
			is = "has " + strings.Join(keys, " and ")
		}
		f.add(s, "use exactly one of in, between, contains, matches, known and unknown", "%s %s", s.key, is)
		return
	}
	f.filled(s.at("in"), w.In)
	f.filled(s.at("contains"), w.Contains)
	f.pattern(s.at("matches"), w.Matches)
	if w.Between != nil {
		f.rangeOf(s, *w.Between)
	}
}

func (f *findings) eventCondition(s spot, w Condition) {
	f.line(s.at("event"), w.Event)
	f.between(s.at("at_least"), w.AtLeast, 0, MaxCount)
	f.days(s.at("within"), w.Within)
	f.between(s.at("min"), w.Min, 0, MaxCount)
	if w.Detail != "" {
		f.line(s.at("detail"), w.Detail)
	}
	if w.Per != "" {
		f.line(s.at("per"), w.Per)
	}
	f.needs(s, "within", w.Within != 0, "at_least", w.AtLeast != 0)
	f.needs(s, "per", w.Per != "", "ratio", w.Ratio != 0)
	f.needs(s, "ratio", w.Ratio != 0, "per", w.Per != "")
	f.needs(s, "min", w.Min != 0, "per", w.Per != "")
	if w.AtLeast != 0 && w.Per != "" {
		f.add(s.at("per"), "use one of the two", "%s does not go with at_least", s.at("per").key)
	}
	if at := s.at("ratio"); w.Ratio != 0 && !(w.Ratio > 0 && w.Ratio <= MaxCount) {
		f.add(at, "write a number greater than 0, such as 0.2", "%s %v is not a positive number", at.key, w.Ratio)
	}
}

func (f *findings) needs(s spot, key string, has bool, other string, hasOther bool) {
	if at := s.at(key); has && !hasOther {
		f.add(at, "add "+other+", or remove "+key, "%s needs %s", at.key, other)
	}
}

// keys returns the keys that w gives besides field, event and idle.
func (w Condition) keys() []string {
	return given(map[string]bool{
		"in": len(w.In) > 0, "between": w.Between != nil, "contains": len(w.Contains) > 0,
		"matches": w.Matches != "", "known": w.Known, "unknown": w.Unknown,
		"detail": w.Detail != "", "at_least": w.AtLeast != 0, "within": w.Within != 0,
		"per": w.Per != "", "ratio": w.Ratio != 0, "min": w.Min != 0,
	}, "in", "between", "contains", "matches", "known", "unknown", "detail", "at_least", "within", "per", "ratio", "min")
}

// goesWith says which subject each key of a condition belongs to.
var goesWith = map[string]string{
	"in": "field", "between": "field", "contains": "field", "matches": "field", "known": "field", "unknown": "field",
	"detail": "event", "at_least": "event", "within": "event", "per": "event", "ratio": "event", "min": "event",
}

func given(has map[string]bool, order ...string) []string {
	var keys []string
	for _, key := range order {
		if has[key] {
			keys = append(keys, key)
		}
	}
	return keys
}

// isSlug reports whether s is an id: a-z, 0-9, _ and -, at least one.
func isSlug(s string) bool {
	for _, r := range s {
		if r != '_' && r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

// isFieldName reports whether s is written as names of fields are: lower-case
// letters of any script, digits, _ and -, at least one.
func isFieldName(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r != '_' && r != '-' && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && (!unicode.IsLetter(r) || unicode.ToLower(r) != r) {
			return false
		}
	}
	return s != ""
}
