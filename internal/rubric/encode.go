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

// Encode returns r as TOML in its one canonical form, made to be read and
// edited by people. Parse gives every valid rubric back unchanged.
func Encode(r Rubric) []byte {
	var b bytes.Buffer
	b.WriteString(header)
	fmt.Fprintf(&b, "name  = %s\nready = %d\ncool  = %d\n", quote(r.Name), r.Ready, r.Cool)
	if len(r.Gates) > 0 {
		fmt.Fprintf(&b, "gates = %s\n", quoteAll(r.Gates))
	}
	if r.InstantFor != 0 {
		fmt.Fprintf(&b, "instant_for = %s\n", days(r.InstantFor))
	}
	for _, name := range []AxisName{Fit, Engagement} {
		a := r.Axis(name)
		fmt.Fprintf(&b, "\n[%s]\nmax = %d\nbands = [%d, %d, %d]\n", name, a.Max, a.Bands[0], a.Bands[1], a.Bands[2])
	}
	for i := range r.Groups {
		encodeGroup(&b, &r.Groups[i])
	}
	return b.Bytes()
}

func encodeGroup(b *bytes.Buffer, g *Group) {
	fmt.Fprintf(b, "\n[[group]]\nname = %s\naxis = %s\n", quote(g.Name), quote(string(g.Axis)))
	if g.Max != nil {
		fmt.Fprintf(b, "max  = %d\n", *g.Max)
	}
	if g.Min != nil {
		fmt.Fprintf(b, "min  = %d\n", *g.Min)
	}
	if g.HalfLife != 0 {
		fmt.Fprintf(b, "half_life = %s\n", days(g.HalfLife))
	}
	for i := range g.Criteria {
		encodeCriterion(b, &g.Criteria[i])
	}
}

func encodeCriterion(b *bytes.Buffer, c *Criterion) {
	fmt.Fprintf(b, "  [[group.criterion]]\n  id = %s\n  label = %s\n  points = %d\n", quote(c.ID), quote(c.Label), c.Points)
	if c.Times != 1 {
		fmt.Fprintf(b, "  times = %d\n", c.Times)
	}
	if c.HalfLife != 0 {
		fmt.Fprintf(b, "  half_life = %s\n", days(c.HalfLife))
	}
	if c.Instant {
		b.WriteString("  instant = true\n")
	}
	if c.Off {
		b.WriteString("  off = true\n")
	}
	if len(c.When) == 1 {
		fmt.Fprintf(b, "  when = %s\n", encodeCondition(c.When[0]))
		return
	}
	b.WriteString("  when = [\n")
	for _, w := range c.When {
		fmt.Fprintf(b, "    %s,\n", encodeCondition(w))
	}
	b.WriteString("  ]\n")
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
