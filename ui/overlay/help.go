package overlay

import (
	"strings"

	"github.com/sahilm/fuzzy"

	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// NewHelp returns the list of everything that can be done, by group, with a
// live search over key, title and group in which all words must match. Enter
// runs the selected action.
func NewHelp(actions []screen.Action) Overlay {
	return newMenu("Help", "search keys and actions", 40, actions, grouped)
}

// NewPalette returns the list of everything that can be run by name. The
// search is fuzzy over the titles, the best match first.
func NewPalette(actions []screen.Action) Overlay {
	runnable := make([]screen.Action, 0, len(actions))
	for _, a := range actions {
		if a.Run != nil {
			runnable = append(runnable, a)
		}
	}
	return newMenu("Run an action", "type a few letters of its name", 12, runnable, ranked)
}

// grouped keeps the order of the actions and puts a heading over each group.
func grouped(query string, actions []screen.Action) []entry {
	words := strings.Fields(text.Fold(query))
	var entries []entry
	group := ""
	for i := range actions {
		a := &actions[i]
		hay := text.Fold(a.Binding.Help().Key + " " + a.Title + " " + a.Group)
		if !containsAll(hay, words) {
			continue
		}
		if a.Group != group || len(entries) == 0 {
			group = a.Group
			entries = append(entries, entry{heading: strings.ToUpper(group)})
		}
		entries = append(entries, entry{action: a})
	}
	return entries
}

func containsAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// ranked orders the actions by how well their titles match.
func ranked(query string, actions []screen.Action) []entry {
	entries := make([]entry, 0, len(actions))
	if strings.TrimSpace(query) == "" {
		for i := range actions {
			entries = append(entries, entry{action: &actions[i]})
		}
		return entries
	}
	for _, match := range fuzzy.FindFrom(strings.TrimSpace(query), titles(actions)) {
		entries = append(entries, entry{action: &actions[match.Index]})
	}
	return entries
}

type titles []screen.Action

func (t titles) String(i int) string { return t[i].Title }
func (t titles) Len() int            { return len(t) }
