package score

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/text"
)

// column holds all rules about one field, so that a lead's value is looked up
// once for all of them.
type column struct {
	field   string
	get     func(*crm.Lead) crm.Value
	rules   []rule
	unknown []int32 // the strengths when the value is unknown
	known   []int32 // the strengths of every other value, where all rules only ask for one; else nil
}

type operator uint8

const (
	opKnown operator = iota
	opUnknown
	opIn
	opBetween
	opContains
	opMatches
)

// rule is one compiled field condition.
type rule struct {
	op      operator
	texts   []string // folded
	numbers []float64
	between rubric.Range
	matches *regexp.Regexp
}

// judges reports whether the rule needs a value to say anything.
func (r *rule) judges() bool { return r.op != opKnown && r.op != opUnknown }

// strengths appends the strength of every rule for a known value.
func (c *column) strengths(row []int32, v crm.Value) []int32 {
	v = unsigned(v)
	for i := range c.rules {
		row = append(row, c.rules[i].strength(v))
	}
	return row
}

// unsigned returns 0 for -0, which is the same number, but not the same text.
func unsigned(v crm.Value) crm.Value {
	if v.Type != crm.Number {
		return v
	}
	if f, _ := v.Float(); f == 0 {
		return crm.NumberValue(0)
	}
	return v
}

// strength returns 0 to Full.
func (r *rule) strength(v crm.Value) int32 {
	switch r.op {
	case opKnown:
		return hold(v.Known())
	case opUnknown:
		return hold(!v.Known())
	}
	if !v.Known() {
		return 0
	}
	switch r.op {
	case opIn:
		if v.Type == crm.Number {
			f, _ := v.Float()
			return hold(slices.Contains(r.numbers, f))
		}
		return hold(slices.Contains(r.texts, text.Fold(v.String())))
	case opContains:
		s := text.Fold(v.String())
		return hold(slices.ContainsFunc(r.texts, func(t string) bool { return strings.Contains(s, t) }))
	case opMatches:
		return hold(r.matches.MatchString(v.String()))
	}
	f, ok := v.Float()
	if !ok {
		return 0
	}
	return within(r.between, f)
}

// within returns the strength of a number in a range: full inside, fading to
// nothing outside.
func within(r rubric.Range, f float64) int32 {
	switch {
	case f < r.Low:
		return faded(float64(r.Low-f), r.FadeBelow)
	case f > r.High:
		return faded(float64(f-r.High), r.FadeAbove)
	}
	return Full
}

// faded returns round(Full * (1 - distance/fade)). The conversions keep a
// compiler from fusing operations, which would round differently elsewhere.
func faded(distance, fade float64) int32 {
	if !(distance < fade) {
		return 0
	}
	share := float64(1 - float64(distance/fade))
	return int32(math.Round(float64(Full * share)))
}

func hold(yes bool) int32 {
	if yes {
		return Full
	}
	return 0
}
