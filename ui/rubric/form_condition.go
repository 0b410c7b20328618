package rubric

import (
	"fmt"
	"strings"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// ruleKind is a kind of condition, as the form names it.
type ruleKind string

// The kinds of conditions, in the order of the form.
const (
	noRule        ruleKind = "nothing more"
	fieldIn       ruleKind = "field is one of"
	fieldBetween  ruleKind = "field is between"
	fieldContains ruleKind = "field contains"
	fieldMatches  ruleKind = "field matches a pattern"
	fieldKnown    ruleKind = "field is known"
	fieldUnknown  ruleKind = "field is unknown"
	eventCounts   ruleKind = "event, each one counts"
	eventAtLeast  ruleKind = "event, at least so often"
	eventRatio    ruleKind = "event, as a share of another"
	nothingDone   ruleKind = "nothing done for days"
)

var ruleKinds = []string{
	string(fieldIn), string(fieldBetween), string(fieldContains), string(fieldMatches), string(fieldKnown), string(fieldUnknown),
	string(eventCounts), string(eventAtLeast), string(eventRatio), string(nothingDone),
}

// mostConditions is how many conditions of a rule the form asks for. The text
// of the rubric takes any number.
const mostConditions = 6

// kindOf returns the kind of a condition.
func kindOf(w rubric.Condition) ruleKind {
	switch {
	case w.Idle > 0:
		return nothingDone
	case w.Per != "":
		return eventRatio
	case w.AtLeast > 0:
		return eventAtLeast
	case w.Event != "":
		return eventCounts
	case w.Between != nil:
		return fieldBetween
	case len(w.In) > 0:
		return fieldIn
	case len(w.Contains) > 0:
		return fieldContains
	case w.Matches != "":
		return fieldMatches
	case w.Known:
		return fieldKnown
	case w.Unknown:
		return fieldUnknown
	}
	return noRule
}

// keyOf names the field of the form for a part of condition i.
func keyOf(part string, i int) string { return fmt.Sprintf("%s%d", part, i) }

// condition returns the fields for condition i, and its kind.
func (f *ruleForm) condition(v screen.Values, i int, w rubric.Condition) ([]screen.Field, ruleKind) {
	kind := kindOf(w)
	choice := screen.Field{Key: keyOf("kind", i), Label: "When", Options: ruleKinds}
	if i > 0 {
		choice.Label = "and"
		choice.Options = append([]string{string(noRule)}, ruleKinds...)
	} else if kind == noRule {
		kind = fieldIn
	}
	choice.Value = string(kind)
	if chosen := v[choice.Key]; chosen != "" {
		kind = ruleKind(chosen)
	}
	return append([]screen.Field{choice}, f.details(i, w, kind)...), kind
}

// details returns the fields that a kind of condition needs.
func (f *ruleForm) details(i int, w rubric.Condition, kind ruleKind) []screen.Field {
	line := func(part, label, value, placeholder string) screen.Field {
		return screen.Field{Key: keyOf(part, i), Label: label, Value: value, Placeholder: placeholder}
	}
	field := line("field", "Field", w.Field, "employees")
	field.Suggest = f.fields
	event := line("event", "Event", w.Event, "page_view")
	event.Suggest = f.events
	detail := line("detail", "with", w.Detail, "anything; or a part of the page, file, campaign")
	switch kind {
	case fieldIn:
		return []screen.Field{field, line("in", "Values", listText(w.In), "Software, Fintech")}
	case fieldContains:
		return []screen.Field{field, line("contains", "Any of", listText(w.Contains), "head, chief")}
	case fieldMatches:
		return []screen.Field{field, line("matches", "Pattern", w.Matches, `(?i)\bhead\b`)}
	case fieldKnown, fieldUnknown:
		return []screen.Field{field}
	case fieldBetween:
		r := rubric.Range{}
		low, high, below, above := "", "", "", ""
		if w.Between != nil {
			r = *w.Between
			low, high, below, above = decimalText(r.Low), decimalText(r.High), decimalText(r.FadeBelow), decimalText(r.FadeAbove)
		}
		fade := line("below", "fades below", below, "0")
		fade.Hint = "how far below there is nothing left; 0 is a hard edge"
		return []screen.Field{field, line("low", "From", low, "50"), line("high", "to", high, "250"), fade, line("above", "fades above", above, "0")}
	case eventCounts:
		return []screen.Field{event, detail}
	case eventAtLeast:
		within := line("within", "in days", numberText(w.Within), "ever")
		return []screen.Field{event, detail, line("at_least", "At least", numberText(max(1, w.AtLeast)), "3"), within}
	case eventRatio:
		per := line("per", "of all", w.Per, "email_sent")
		per.Suggest = f.events
		share := line("ratio", "Share", "0.2", "0.2")
		if w.Ratio > 0 {
			share.Value = decimalText(w.Ratio)
		}
		share.Hint = "0.2 is every fifth"
		return []screen.Field{event, detail, per, share, line("min", "of at least", numberText(w.Min), "5")}
	case nothingDone:
		return []screen.Field{line("idle", "Days", numberText(w.Idle), "30")}
	}
	return nil
}

// conditionOf reads condition i, false when there is none.
func conditionOf(a *answers, i int) (rubric.Condition, bool) {
	key := func(part string) string { return keyOf(part, i) }
	var w rubric.Condition
	kind := ruleKind(a.text(key("kind")))
	need := func(part, what string) string {
		s := a.text(key(part))
		if s == "" {
			a.fault(key(part), what)
		}
		return s
	}
	switch {
	case kind == "" || kind == noRule:
		return w, false
	case strings.HasPrefix(string(kind), "field"):
		w.Field = strings.ToLower(strings.ReplaceAll(need("field", "which field"), " ", "_"))
	case strings.HasPrefix(string(kind), "event"):
		w.Event, w.Detail = need("event", "which event"), a.text(key("detail"))
	}
	switch kind {
	case fieldIn:
		need("in", "list at least one value")
		w.In = a.list(key("in"))
	case fieldContains:
		need("contains", "list at least one text")
		w.Contains = a.list(key("contains"))
	case fieldMatches:
		w.Matches = need("matches", "write a regular expression")
	case fieldKnown:
		w.Known = true
	case fieldUnknown:
		w.Unknown = true
	case fieldBetween:
		need("low", "from which number")
		need("high", "to which number")
		w.Between = &rubric.Range{
			Low: a.decimal(key("low")), High: a.decimal(key("high")),
			FadeBelow: a.decimal(key("below")), FadeAbove: a.decimal(key("above")),
		}
	case eventAtLeast:
		w.AtLeast, w.Within = a.whole(key("at_least"), 1), a.days(key("within"))
		if w.AtLeast < 1 {
			a.fault(key("at_least"), "write 1 or more")
		}
	case eventRatio:
		w.Per, w.Ratio, w.Min = need("per", "of which event"), a.decimal(key("ratio")), a.whole(key("min"), 0)
		if w.Ratio <= 0 {
			a.fault(key("ratio"), "write a number greater than 0, such as 0.2")
		}
	case nothingDone:
		need("idle", "how many days")
		w.Idle = a.days(key("idle"))
	}
	return w, true
}

// problemField returns the field of the rule form that a problem belongs to.
func problemField(p rubric.Problem) string {
	key := lastOf(p)
	switch key {
	case "label", "points", "times", "half_life", "instant":
		return key
	case "id", "name":
		return "label"
	case "instant_for":
		return "instant"
	}
	rest, ok := strings.CutPrefix(key, "when")
	if !ok {
		return ""
	}
	i := 0
	if strings.HasPrefix(rest, "[") {
		if _, err := fmt.Sscanf(rest, "[%d]", &i); err == nil {
			i--
		}
	}
	part := rest[strings.LastIndexByte(rest, '.')+1:]
	switch part {
	case "between":
		part = "high"
	case "fade":
		part = "below"
	}
	if !strings.Contains(rest, ".") {
		part = "kind"
	}
	return keyOf(part, i)
}
