package rubric

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
)

// sentenceOf returns the rule of a criterion in words.
func sentenceOf(c *rubric.Criterion) string {
	parts := make([]string, len(c.When))
	for i := range c.When {
		parts[i] = conditionWords(&c.When[i])
	}
	return strings.Join(parts, ", and ")
}

func conditionWords(w *rubric.Condition) string {
	switch {
	case w.Idle > 0:
		return fmt.Sprintf("nothing done for %s", plural(w.Idle, "day", "days"))
	case w.Event != "":
		return eventWords(w)
	}
	field := strings.ReplaceAll(w.Field, "_", " ")
	switch {
	case w.Between != nil:
		return field + " " + rangeWords(w.Between)
	case len(w.In) > 0:
		return field + " is " + either(w.In)
	case len(w.Contains) > 0:
		return field + " contains " + either(w.Contains)
	case w.Matches != "":
		return field + " matches " + w.Matches
	case w.Unknown:
		return field + " is unknown"
	}
	return field + " is known"
}

func eventWords(w *rubric.Condition) string {
	words := strings.ReplaceAll(w.Event, "_", " ")
	if w.Detail != "" {
		words += " with " + w.Detail
	}
	switch {
	case w.Per != "":
		words += fmt.Sprintf(" for at least %s of %s", share(w.Ratio), strings.ReplaceAll(w.Per, "_", " "))
		if w.Min > 0 {
			words += fmt.Sprintf(", of %d or more", w.Min)
		}
	case w.AtLeast > 0:
		words += fmt.Sprintf(", %d times or more", w.AtLeast)
		if w.AtLeast == 1 {
			words = strings.TrimSuffix(words, "s or more") + " or more"
			words = strings.Replace(words, ", 1 time or more", ", once or more", 1)
		}
		if w.Within > 0 {
			words += " in " + plural(w.Within, "day", "days")
		}
	}
	return words
}

func rangeWords(r *rubric.Range) string {
	words := fmt.Sprintf("from %s to %s", figure(r.Low), figure(r.High))
	if r.FadeBelow > 0 || r.FadeAbove > 0 {
		words += fmt.Sprintf(", less and less down to %s and up to %s", figure(r.Low-r.FadeBelow), figure(r.High+r.FadeAbove))
	}
	return words
}

func either(values []string) string {
	if n := len(values); n > 1 {
		return strings.Join(values[:n-1], ", ") + " or " + values[n-1]
	}
	return strings.Join(values, "")
}

func share(ratio float64) string {
	if ratio <= 1 {
		return strconv.FormatFloat(ratio*100, 'f', -1, 64) + " %"
	}
	return strconv.FormatFloat(ratio, 'f', -1, 64) + " times"
}

func figure(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return humanize.Comma(int64(f))
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func count(n int) string { return humanize.Comma(int64(n)) }

func number(n int64) string { return strconv.FormatInt(n, 10) }

// plural returns the number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// age says how long ago something was, in one unit.
func age(t, now time.Time) string {
	switch d := now.Sub(t); {
	case t.IsZero():
		return "an unknown time"
	case d < time.Minute:
		return "a moment ago"
	case d < time.Hour:
		return plural(int(d/time.Minute), "minute ago", "minutes ago")
	case d < 48*time.Hour:
		return plural(int(d/time.Hour), "hour ago", "hours ago")
	case d < 60*24*time.Hour:
		return plural(int(d/(24*time.Hour)), "day ago", "days ago")
	}
	return t.In(now.Location()).Format("2 Jan 2006")
}

func sameCriterion(a, b *rubric.Criterion) bool { return reflect.DeepEqual(a, b) }

// sameGroup compares what stands on the line of a group.
func sameGroup(a, b *rubric.Group) bool {
	x, y := *a, *b
	x.Criteria, y.Criteria = nil, nil
	return reflect.DeepEqual(x, y)
}

// clean makes foreign text safe for a message of the shell.
func clean(s string) string { return text.Clean(s) }

// groupWords says what the criteria of a group come to.
func groupWords(criteria []rubric.Criterion) string {
	if len(criteria) == 0 {
		return "a group needs a criterion before it can be published: a adds one, d deletes the group"
	}
	up, down := 0, 0
	for i := range criteria {
		c := &criteria[i]
		if c.Off {
			continue
		}
		if c.Points > 0 {
			up += c.Points * c.Times
		} else {
			down += c.Points * c.Times
		}
	}
	words := plural(len(criteria), "criterion", "criteria") + fmt.Sprintf(", together at most %d points", up)
	if down < 0 {
		words += fmt.Sprintf(" and at least %d", down)
	}
	return words
}
