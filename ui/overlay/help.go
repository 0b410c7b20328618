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

// grouped puts a heading over each group, the groups and the actions in them in
// the order in which they come.
func grouped(query string, actions []screen.Action) []entry {
	words := strings.Fields(text.Fold(query))
	var order []string
	groups := map[string][]entry{}
	for i := range actions {
		a := &actions[i]
		if !containsAll(text.Fold(a.Binding.Help().Key+" "+a.Title+" "+a.Group), words) {
			continue
		}
		if groups[a.Group] == nil {
			order = append(order, a.Group)
		}
		groups[a.Group] = append(groups[a.Group], entry{action: a})
	}
	var entries []entry
	for i, group := range order {
		if i > 0 {
			entries = append(entries, entry{})
		}
		entries = append(entries, entry{heading: strings.ToUpper(group)})
		entries = append(entries, groups[group]...)
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
