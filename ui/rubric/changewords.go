package rubric

import (
	"strings"

	"smarketing/internal/rubric"
)

// changeWords shortens a change of the rubric for a list on a screen: the label
// of a criterion names it, its id does not matter there.
func changeWords(c rubric.Change) string {
	words := strings.NewReplacer(" -> ", " → ").Replace(c.String())
	for _, kind := range []string{"", "added ", "removed "} {
		rest, ok := strings.CutPrefix(words, kind+"criterion ")
		if !ok {
			continue
		}
		if _, quoted, found := strings.Cut(rest, " "); found {
			if label, after, whole := strings.Cut(strings.TrimPrefix(quoted, `"`), `"`); whole {
				return kind + label + after
			}
		}
	}
	return words
}
