package rubric

import "strings"

// Words returns the change as it is said on a screen, where the label of a
// criterion names it and its id does not matter: 50-250 employees: points 10 →
// 14.
func (c Change) Words() string {
	words := strings.ReplaceAll(c.String(), " -> ", " → ")
	for _, verb := range []string{"", "added ", "removed "} {
		rest, ok := strings.CutPrefix(words, verb+"criterion ")
		if !ok {
			continue
		}
		_, quoted, _ := strings.Cut(rest, " ")
		label, after, whole := strings.Cut(strings.TrimPrefix(quoted, `"`), `"`)
		if whole {
			return verb + label + after
		}
	}
	return words
}
