package leads

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// onCard are the fields that the card above the profile shows already, and
// those that repeat the name.
var onCard = map[string]bool{
	"name": true, "first_name": true, "last_name": true, "title": true, "company": true, "owner": true,
}

const labelWidth = 16

// profileLines are the known fields: the core ones in their order, then the
// custom ones by name.
func (l *Leads) profileLines(w int) []string {
	lead := &l.detail.lead
	lines := []string{widget.Heading(l.styles, "PROFILE", "", w)}
	add := func(label string, v crm.Value) {
		if !v.Known() {
			return
		}
		lines = append(lines, widget.Line(l.styles.Muted.Render(text.Fit(label, labelWidth))+"  "+
			l.styles.Text.Render(text.Clean(l.valueWords(v))), w))
	}
	for _, f := range crm.CoreFields() {
		if !onCard[f.Name] {
			add(f.Label, lead.Field(f.Name))
		}
	}
	for _, f := range lead.Custom {
		add(capital(strings.ReplaceAll(text.Clean(f.Name), "_", " ")), f.Value)
	}
	add("Key", crm.TextValue(lead.Key))
	return lines
}

// valueWords returns a value as people write it.
func (l *Leads) valueWords(v crm.Value) string {
	switch v.Type {
	case crm.Number:
		f, _ := v.Float()
		return humanize.Commaf(f)
	case crm.Time:
		return day(v.Instant(), l.clock())
	case crm.Bool:
		if v.IsTrue() {
			return "yes"
		}
		return "no"
	}
	return v.String()
}

// fieldWords returns the name of a field for the middle of a sentence.
func fieldWords(name string) string {
	for _, f := range crm.CoreFields() {
		if f.Name == name {
			return strings.ToLower(f.Label)
		}
	}
	return strings.ReplaceAll(text.Clean(name), "_", " ")
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// day returns the calendar day of t as seen from now, in now's zone: "today",
// "yesterday", "tomorrow", "3 Nov", "2025-11-03".
func day(t, now time.Time) string {
	loc := now.Location()
	switch days := crm.DayOf(t, loc) - crm.DayOf(now, loc); {
	case days == 0:
		return "today"
	case days == -1:
		return "yesterday"
	case days == 1:
		return "tomorrow"
	case days > -300 && days < 60:
		return t.In(loc).Format("2 Jan")
	}
	return t.In(loc).Format(time.DateOnly)
}

// timeOfDay returns the hour and minute of t in now's zone; empty at midnight,
// for then the source gave a date only.
func timeOfDay(t, now time.Time) string {
	local := t.In(now.Location())
	if local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0 {
		return ""
	}
	return local.Format("15:04")
}

// when is the day and the time of day.
func when(t, now time.Time) string {
	if t.IsZero() {
		return "unknown"
	}
	return strings.TrimSpace(day(t, now) + " " + timeOfDay(t, now))
}
