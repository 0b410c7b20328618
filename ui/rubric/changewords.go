package rubric

import (
	"strings"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/ui/widget"
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

// changeLines lists what the draft changes, in at most h lines.
func (e *Editor) changeLines(w, h int) []string {
	if len(e.changes) == 0 || h < 3 {
		return nil
	}
	lines := []string{widget.Heading(e.styles, " CHANGES", "against version "+number(e.base.Number), w)}
	for i, change := range e.changes {
		if left := len(e.changes) - i; len(lines) == h-1 && left > 1 {
			return append(lines, " "+e.styles.Faint.Render(plural(left, "more", "more")))
		}
		lines = append(lines, " "+e.styles.Text.Render(text.Truncate(changeWords(change), w-2)))
	}
	return lines
}
