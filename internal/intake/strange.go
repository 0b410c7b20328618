package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// nearest returns the name that a value may mean: the one whose first letters
// it spells out (Sales Qualified Lead is sql), else the one that shares most
// words with it, else the one that is spelt most alike.
func (c *choice) nearest(value string) (string, bool) {
	wanted := strings.Fields(words(value))
	initials := ""
	for _, w := range wanted {
		initials += string([]rune(w)[:1])
	}
	best, most, tied := "", 0, false
	for i, name := range c.names {
		if len(wanted) > 1 && initials == text.Fold(name) {
			return name, true
		}
		own := strings.Fields(words(name))
		if c.labels != nil {
			own = append(own, strings.Fields(words(c.labels[i]))...)
		}
		shared := 0
		for _, w := range wanted {
			if slices.Contains(own, w) {
				shared++
			}
		}
		switch {
		case shared > most:
			best, most, tied = name, shared, false
		case shared == most:
			tied = true
		}
	}
	if most > 0 {
		return best, !tied
	}
	spelt := strings.Join(wanted, " ")
	near, ok := text.Nearest(spelt, c.names)
	if len([]rune(spelt)) < 5 {
		ok = ok && strings.HasPrefix(near, spelt[:1]) && levenshtein.ComputeDistance(spelt, near) == 1 // hot is not lost
	}
	// What differs in its first letters only is likely the opposite: qualified
	// is not disqualified.
	opposite := strings.HasSuffix(near, spelt) || strings.HasSuffix(spelt, near)
	return near, ok && !opposite && len(wanted) == len(strings.Fields(words(near)))
}

// noteRejected says which values of a stage, outcome or status mean nothing
// here, so that their rows are rejected, and how to say what they mean.
func (s *Source) noteRejected() {
	for i := range s.plan.targets {
		t := &s.plan.targets[i]
		c := s.choiceOf(t.field)
		if t.custom || t.column < 0 || c == nil || s.forgives(t.field) || len(s.profiles[t.column].strange) == 0 {
			continue
		}
		strange := s.profiles[t.column].strange
		s.note("Column %q holds values that are not %s: %s. Their rows are rejected; say what they mean with %s.",
			s.headers[t.column], c.what, someSpellings(strange), c.flags(strange))
	}
}

// noteDemoted says which columns have the name of a stage, outcome, status or
// amount but not its values, so that they became custom fields, and how to take
// them nevertheless.
func (s *Source) noteDemoted() {
	for _, f := range s.fields {
		c := s.choiceOf(f.name)
		if c == nil && f.name != fieldAmount || s.filled(f.name) {
			continue
		}
		for _, column := range s.candidates(f) {
			t := s.customOf(column)
			if t == nil || s.profiles[column].known == 0 {
				continue
			}
			header, p := s.headers[column], &s.profiles[column]
			take := flag("--map", f.name+"="+header)
			if c != nil {
				s.note("Column %q is kept as the custom field %s: not all of its values are %s, such as %s. To take it as the %s: %s %s",
					header, t.field, c.what, someSpellings(p.strange), f.name, take, c.flags(p.strange))
				continue
			}
			isNumber := func(sample string) bool { _, _, ok := parseNumber(sample, t.mark); return ok }
			examples := slices.DeleteFunc(slices.Clone(p.samples), isNumber)
			for i := range examples {
				examples[i] = fmt.Sprintf("%q", examples[i])
			}
			s.note("Column %q is kept as the custom field %s: not all of its values are numbers%s. To take it as the %s and reject the others: %s",
				header, t.field, strings.Join(append([]string{""}, examples...), ", "), f.name, take)
		}
	}
}

// choiceOf returns what the values of a field are chosen from; nil when they
// are not.
func (s *Source) choiceOf(name string) *choice {
	switch {
	case name == fieldStage && s.kind != crm.DealRecord:
		return s.plan.stage
	case name == fieldOutcome || name == fieldStatus:
		return s.plan.outcome
	}
	return nil
}

// customOf returns the custom field that a column became; nil when it fills
// another field or none.
func (s *Source) customOf(column int) *target {
	for _, i := range s.plan.fields[column] {
		if t := &s.plan.targets[i]; t.custom {
			return t
		}
	}
	return nil
}

// maxStrange is how many values a note names.
const maxStrange = 5

// often returns the most frequent values of a count.
func often(counts map[string]int) []string {
	values := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return values[:min(len(values), maxStrange)]
}

// someSpellings names the most frequent values with how often they occur.
func someSpellings(counts map[string]int) string {
	var parts []string
	for _, v := range often(counts) {
		parts = append(parts, fmt.Sprintf("%q (%d)", v, counts[v]))
	}
	if more := len(counts) - len(parts); more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return strings.Join(parts, ", ")
}

// flags returns the arguments that say what the most frequent values mean, as
// far as that can be told; else STAGE stands for it.
func (c *choice) flags(counts map[string]int) string {
	var parts []string
	open := false
	for _, v := range often(counts) {
		name, ok := c.nearest(v)
		if !ok {
			name, open = "STAGE", true
		}
		parts = append(parts, flag("--stage", v+"="+name))
	}
	out := strings.Join(parts, " ")
	if open {
		out += " (STAGE is one of " + strings.Join(c.names, ", ") + ")"
	}
	return out
}
