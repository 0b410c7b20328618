package rubric

import (
	"strings"

	"smarketing/internal/rubric"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// changeWords shortens a change of the rubric for a list on a screen.
func changeWords(c rubric.Change) string {
	words := strings.NewReplacer(" -> ", " → ", "half_life", "half-life", "instant_for", "instant for").Replace(c.String())
	for _, kind := range []string{"added ", "removed "} {
		if rest, ok := strings.CutPrefix(words, kind); ok {
			return kind + shortPath(rest)
		}
	}
	return shortPath(words)
}

// shortPath names a criterion by its label alone: its id does not matter to
// people.
func shortPath(path string) string {
	rest, ok := strings.CutPrefix(path, "criterion ")
	if !ok {
		return path
	}
	_, labelled, ok := strings.Cut(rest, ` "`)
	if !ok {
		return path
	}
	if label, after, whole := strings.Cut(labelled, `"`); whole {
		return label + after
	}
	return path
}

func wordsOf(changes []rubric.Change) []string {
	words := make([]string, len(changes))
	for i, c := range changes {
		words[i] = changeWords(c)
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
