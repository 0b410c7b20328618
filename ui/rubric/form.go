package rubric

import (
	"encoding/csv"
	"strconv"
	"strings"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// The forms are filled with text and read back from it. What cannot be read is
// said at its field by the same words as in a file.

// answers reads the values of a form and collects what is wrong with them.
type answers struct {
	screen.Values
	wrong map[string]string
}

func read(v screen.Values) *answers { return &answers{v, map[string]string{}} }

func (a *answers) text(key string) string { return strings.TrimSpace(a.Values[key]) }

// fault notes what is wrong with a field, the first thing only.
func (a *answers) fault(key, what string) {
	if a.wrong[key] == "" {
		a.wrong[key] = what
	}
}

// whole reads a whole number; empty is none.
func (a *answers) whole(key string, none int) int {
	s := strings.ReplaceAll(a.text(key), ",", "")
	if s == "" {
		return none
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		a.fault(key, "write a whole number")
	}
	return n
}

// needed reads a whole number that must be there.
func (a *answers) needed(key string) int {
	if a.text(key) == "" {
		a.fault(key, "write a number")
	}
	return a.whole(key, 0)
}

// optional reads a whole number that may be absent.
func (a *answers) optional(key string) *int {
	if a.text(key) == "" {
		return nil
	}
	n := a.whole(key, 0)
	return &n
}

func (a *answers) decimal(key string) float64 {
	s := strings.ReplaceAll(a.text(key), ",", "")
	if s == "" {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		a.fault(key, "write a number")
	}
	return f
}

// days reads a half-life or another duration in days: 30, 30d, 2w.
func (a *answers) days(key string) int {
	s := strings.ToLower(a.text(key))
	if s == "" {
		return 0
	}
	factor := 1
	if weeks, ok := strings.CutSuffix(s, "w"); ok {
		s, factor = weeks, 7
	}
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(s, "days"), "d")))
	switch {
	case err != nil:
		a.fault(key, "write whole days, such as 30")
	case n < 1 || n*factor > rubric.MaxDays:
		a.fault(key, "write 1 to "+count(rubric.MaxDays)+" days, or leave it empty")
	}
	return n * factor
}

// list reads values between commas; one that holds a comma stands in quotes.
func (a *answers) list(key string) []string {
	s := a.text(key)
	if s == "" {
		return nil
	}
	r := csv.NewReader(strings.NewReader(s))
	r.TrimLeadingSpace = true
	fields, err := r.Read()
	if err != nil {
		a.fault(key, `put a comma between the values, and "quotes" around one with a comma`)
		return nil
	}
	var values []string
	for _, f := range fields {
		if f = strings.TrimSpace(f); f != "" {
			values = append(values, f)
		}
	}
	return values
}

// listText is the text that list reads.
func listText(values []string) string {
	parts := make([]string, len(values))
	for i, v := range values {
		if strings.ContainsAny(v, `,"`) || v != strings.TrimSpace(v) {
			v = `"` + strings.ReplaceAll(v, `"`, `""`) + `"`
		}
		parts[i] = v
	}
	return strings.Join(parts, ", ")
}

// judged returns what is wrong: what could not be read, and what the rubric
// that comes of it breaks. Key says which field a problem belongs to.
func (a *answers) judged(r rubric.Rubric, key func(rubric.Problem) string) map[string]string {
	if len(a.wrong) > 0 {
		return a.wrong
	}
	for _, p := range faults(r) {
		what := p.Message
		if p.Fix != "" {
			what += ": " + p.Fix
		}
		a.fault(key(p), what)
	}
	if len(a.wrong) == 0 {
		return nil
	}
	return a.wrong
}

// lastOf returns the key of a problem without what it belongs to: when.in of
// group "Company" / criterion "size" / when.in.
func lastOf(p rubric.Problem) string {
	const separator = " / "
	if i := strings.LastIndex(p.Key, separator); i >= 0 {
		return p.Key[i+len(separator):]
	}
	return p.Key
}

// numberText is a number as a field shows it; empty for none.
func numberText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func decimalText(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func limitText(limit *int) string {
	if limit == nil {
		return ""
	}
	return strconv.Itoa(*limit)
}
