package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
)

// RubricJSON writes a published rubric: its version, who made it and why, the
// thresholds and every criterion.
func RubricJSON(w io.Writer, v rubric.Version) error {
	r := &v.Rubric
	groups := list{}
	for _, g := range r.Groups {
		criteria := list{}
		for _, c := range g.Criteria {
			criteria = append(criteria, object{
				{"id", c.ID}, {"label", c.Label}, {"points", c.Points}, {"times", max(1, c.Times)},
				{"half_life_days", days(g.HalfLifeOf(&c))}, {"instant", c.Instant}, {"off", c.Off},
			})
		}
		groups = append(groups, object{
			{"name", g.Name}, {"axis", string(g.Axis)}, {"min", limit(g.Min)}, {"max", limit(g.Max)}, {"criteria", criteria},
		})
	}
	return writeJSON(w, object{
		{"version", v.Number}, {"at", v.At}, {"author", v.By}, {"note", v.Note},
		{"name", r.Name}, {"ready", r.Ready}, {"cool", r.Cool}, {"gates", r.Gates}, {"instant_for_days", days(r.InstantFor)},
		{"fit_max", r.Fit.Max}, {"engagement_max", r.Engagement.Max},
		{"groups", groups},
	})
}

// days returns a number of days, nil when none is given.
func days(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// Rubric writes a published rubric as text: the thresholds, then every
// criterion with its points under its group and axis.
func Rubric(w io.Writer, v rubric.Version, zone *time.Location) error {
	r := &v.Rubric
	out := &printer{w: w}
	out.line("%s, version %d", r.Name, v.Number)
	if at := when(v.At, zone); at != "" {
		out.line("published %s%s%s", at, prefixed(" by ", v.By), prefixed(": ", v.Note))
	}
	out.line("ready at %d points, no longer below %d%s", r.Ready, r.Cool, gates(r))
	for _, axis := range []rubric.AxisName{rubric.Fit, rubric.Engagement} {
		out.blank()
		out.line("%s, at most %d", string(axis), r.Axis(axis).Max)
		for _, g := range r.Groups {
			if g.Axis != axis {
				continue
			}
			out.line("  %s%s", g.Name, limits(&g))
			for _, c := range g.Criteria {
				out.line("    %s %+5d  %s", text.Fit(c.Label, labelWidth), c.Points, remarks(&g, &c))
			}
		}
	}
	return out.err
}

func gates(r *rubric.Rubric) string {
	if len(r.Gates) == 0 {
		return ""
	}
	return "; must be known: " + strings.Join(r.Gates, ", ")
}

func limits(g *rubric.Group) string {
	low, high, hasLow, hasHigh := g.Limits()
	switch {
	case hasLow && hasHigh:
		return fmt.Sprintf(", %d to %d", low, high)
	case hasLow:
		return fmt.Sprintf(", at least %d", low)
	}
	return ""
}

// remarks says what is special about a criterion, after its id.
func remarks(g *rubric.Group, c *rubric.Criterion) string {
	parts := []string{c.ID}
	if c.Times > 1 {
		parts = append(parts, "up to "+strconv.Itoa(c.Times)+" times")
	}
	if half := g.HalfLifeOf(c); half > 0 && c.Behaviour() {
		parts = append(parts, "half after "+Count(half, "day", "days"))
	}
	if c.Instant {
		parts = append(parts, "ready at once")
	}
	if c.Off {
		parts = append(parts, "off")
	}
	return strings.Join(parts, ", ")
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
