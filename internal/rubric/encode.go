package rubric

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

const header = `# How leads are scored and when they are ready.
# points: -100 to 100. Durations: whole days ("14d"). See: smarketing rubric check FILE
`

// entry is one line of a rubric as it is written: a key, padded so that the
// values of its section stand below each other, and its value.
type entry struct{ key, value string }

// Encode returns r as TOML in its one canonical form, made to be read and
// edited by people. Parse gives every valid rubric back unchanged.
func Encode(r Rubric) []byte {
	var b bytes.Buffer
	b.WriteString(header)
	write := func(before string, entries []entry, indent string) {
		b.WriteString(before)
		for _, e := range entries {
			b.WriteString(indent + e.key + " = " + e.value + "\n")
		}
	}
	write("", topEntries(&r), "")
	for _, name := range []AxisName{Fit, Engagement} {
		write("\n["+string(name)+"]\n", axisEntries(r.Axis(name)), "")
	}
	for i := range r.Groups {
		g := &r.Groups[i]
		write("\n"+groupHeader+"\n", groupEntries(g), "")
		for j := range g.Criteria {
			write(indent+criterionHeader+"\n", criterionEntries(&g.Criteria[j]), indent)
		}
	}
	return b.Bytes()
}

// The headers of the sections that there may be many of. What belongs to a
// criterion is indented.
const (
	groupHeader     = "[[group]]"
	criterionHeader = "[[group.criterion]]"
	indent          = "  "
)

func topEntries(r *Rubric) []entry {
	entries := []entry{{"name ", quote(r.Name)}, {"ready", strconv.Itoa(r.Ready)}, {"cool ", strconv.Itoa(r.Cool)}}
	if len(r.Gates) > 0 {
		entries = append(entries, entry{"gates", quoteAll(r.Gates)})
	}
	if r.InstantFor != 0 {
		entries = append(entries, entry{"instant_for", days(r.InstantFor)})
	}
	return entries
}

func axisEntries(a Axis) []entry {
	return []entry{{"max", strconv.Itoa(a.Max)}, {"bands", fmt.Sprintf("[%d, %d, %d]", a.Bands[0], a.Bands[1], a.Bands[2])}}
}

func groupEntries(g *Group) []entry {
	entries := []entry{{"name", quote(g.Name)}, {"axis", quote(string(g.Axis))}}
	if g.Max != nil {
		entries = append(entries, entry{"max ", strconv.Itoa(*g.Max)})
	}
	if g.Min != nil {
		entries = append(entries, entry{"min ", strconv.Itoa(*g.Min)})
	}
	if g.HalfLife != 0 {
		entries = append(entries, entry{"half_life", days(g.HalfLife)})
	}
	return entries
}

func criterionEntries(c *Criterion) []entry {
	entries := []entry{{"id", quote(c.ID)}, {"label", quote(c.Label)}, {"points", strconv.Itoa(c.Points)}}
	if c.Times != 1 {
		entries = append(entries, entry{"times", strconv.Itoa(c.Times)})
	}
	if c.HalfLife != 0 {
		entries = append(entries, entry{"half_life", days(c.HalfLife)})
	}
	if c.Instant {
		entries = append(entries, entry{"instant", "true"})
	}
	if c.Off {
		entries = append(entries, entry{"off", "true"})
	}
	return append(entries, entry{"when", encodeConditions(c.When)})
}

func encodeConditions(all []Condition) string {
	if len(all) == 1 {
		return encodeCondition(all[0])
	}
	var b strings.Builder
	b.WriteString("[\n")
	for _, w := range all {
		b.WriteString("    " + encodeCondition(w) + ",\n")
	}
	b.WriteString("  ]")
	return b.String()
}

// encodeCondition returns w as an inline table.
func encodeCondition(w Condition) string {
	var pairs []string
	put := func(given bool, key, value string) {
		if given {
			pairs = append(pairs, key+" = "+value)
		}
	}
	put(w.Field != "", "field", quote(w.Field))
	put(len(w.In) > 0, "in", quoteAll(w.In))
	if r := w.Between; r != nil {
		put(true, "between", pair(r.Low, r.High))
		switch {
		case r.FadeBelow != r.FadeAbove:
			put(true, "fade", pair(r.FadeBelow, r.FadeAbove))
		case r.FadeBelow != 0:
			put(true, "fade", number(r.FadeBelow))
		}
	}
	put(len(w.Contains) > 0, "contains", quoteAll(w.Contains))
	put(w.Matches != "", "matches", quote(w.Matches))
	put(w.Known, "known", "true")
	put(w.Unknown, "unknown", "true")
	put(w.Event != "", "event", quote(w.Event))
	put(w.Detail != "", "detail", quote(w.Detail))
	put(w.AtLeast != 0, "at_least", strconv.Itoa(w.AtLeast))
	put(w.Within != 0, "within", days(w.Within))
	put(w.Per != "", "per", quote(w.Per))
	put(w.Ratio != 0, "ratio", number(w.Ratio))
	put(w.Min != 0, "min", strconv.Itoa(w.Min))
	put(w.Idle != 0, "idle", days(w.Idle))
	return "{ " + strings.Join(pairs, ", ") + " }"
}

func days(n int) string { return fmt.Sprintf(`"%dd"`, n) }

func pair(a, b float64) string { return "[" + number(a) + ", " + number(b) + "]" }

// number returns f as a TOML number, with an exponent only when it is huge or
// tiny.
func number(f float64) string {
	f += 0 // no -0
	if size := math.Abs(f); f == 0 || size >= 1e-6 && size < 1e15 {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func quoteAll(texts []string) string {
	quoted := make([]string, len(texts))
	for i, s := range texts {
		quoted[i] = quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// quote returns s as a TOML string: literal when that saves escapes, as it
// does for regular expressions.
func quote(s string) string {
	if strings.ContainsAny(s, `\"`) && !strings.Contains(s, "'") && printable(s) {
		return "'" + s + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
