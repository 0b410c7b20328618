package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
)

// why returns the three largest contributions in words: by what they earned,
// gained or cost, then in rubric order.
func why(l *Ledger) []string {
	var entries []*Entry
	for i := range l.Axes {
		for j := range l.Axes[i].Groups {
			g := &l.Axes[i].Groups[j]
			for k := range g.Criteria {
				if g.Criteria[k].Earned != 0 {
					entries = append(entries, &g.Criteria[k])
				}
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b *Entry) int {
		return cmp.Compare(max(b.Earned, -b.Earned), max(a.Earned, -a.Earned))
	})
	words := make([]string, 0, 3)
	for _, e := range entries[:min(len(entries), 3)] {
		words = append(words, e.Words())
	}
	return words
}

// Words names the criterion with the evidence that belongs to a reason: how
// often what counts each time has happened, and the number that lies in a
// range. Other values stay out, they may be personal.
func (e Entry) Words() string {
	switch v := e.Evidence; {
	case v.Summed && v.Count > 1:
		return fmt.Sprintf("%s x%d", e.Label, v.Count)
	case v.Ranged && v.Value != "":
		return fmt.Sprintf("%s (%s)", e.Label, v.Value)
	}
	return e.Label
}

// Words says what is to happen: the criterion, how often where each time adds
// to it, and for what costs points that it ends.
func (m Missing) Words() string {
	switch {
	case m.Mended:
		return "no longer: " + m.Label
	case m.Summed && m.Times == 2:
		return m.Label + ", twice"
	case m.Summed && m.Times > 2:
		return fmt.Sprintf("%s, %d times", m.Label, m.Times)
	}
	return m.Label
}

// Detail returns the evidence beside the points: "3 times, last yesterday",
// "120", "unknown: employees", "silent for 41 days"; empty when there is
// nothing to add. Days are counted in the zone loc.
func (e Entry) Detail(at time.Time, loc *time.Location) string {
	v := e.Evidence
	if e.Unknown {
		return "unknown: " + strings.ReplaceAll(v.Field, "_", " ")
	}
	var parts []string
	if v.Value != "" {
		parts = append(parts, v.Value)
	}
	switch {
	case v.Count > 1:
		parts = append(parts, fmt.Sprintf("%d times, last %s", v.Count, ago(v.LastAt, at, loc)))
	case v.Count == 1:
		parts = append(parts, ago(v.LastAt, at, loc))
	case v.Event != "":
		parts = append(parts, "not yet")
	}
	switch {
	case v.IdleDays == 1:
		parts = append(parts, "silent for 1 day")
	case v.IdleDays > 1:
		parts = append(parts, fmt.Sprintf("silent for %d days", v.IdleDays))
	}
	return strings.Join(parts, ", ")
}

// ago returns the day of an instant as seen from another day.
func ago(then, at time.Time, loc *time.Location) string {
	switch days := crm.DayOf(at, loc) - crm.DayOf(then, loc); {
	case days <= 0:
		return "today"
	case days == 1:
		return "yesterday"
	case days < 100:
		return fmt.Sprintf("%d days ago", days)
	}
	return crm.DayOf(then, loc).String()
}
