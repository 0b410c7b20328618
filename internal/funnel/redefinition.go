package funnel

import (
	"fmt"
	"slices"
	"strings"

	"smarketing/internal/crm"
)

// Redefinition says what other stage definitions would change.
type Redefinition struct {
	Added, Removed []crm.Stage
	Reordered      bool   // stages that stay come in another order
	Here           int    // leads that stand in a stage that goes
	Been           int    // changes of the log into a stage that goes; the definitions are refused then
	Duties         int    // leads that stand in stages of which team, kind or limit change: what is owed them is reckoned anew
	Restart        string // label of the first stage then, when the first one goes: leads that were only assumed there move to it
	Won            string // label of the stage that is won then, when it is another one
}

// Redefine compares stage definitions: here counts the leads in each stage,
// been the changes into it, by key.
func Redefine(old, next crm.Stages, here, been map[string]int) Redefinition {
	var r Redefinition
	var stayed, stay []string
	for _, s := range old {
		now, ok := next.Find(s.Key)
		if !ok && s.Kind == crm.Detour {
			continue // those are always there
		}
		if !ok {
			r.Removed = append(r.Removed, s)
			r.Here, r.Been = r.Here+here[s.Key], r.Been+been[s.Key]
			continue
		}
		stayed = append(stayed, s.Key)
		if now.Team != s.Team || now.Kind != s.Kind || now.SLA != s.SLA {
			r.Duties += here[s.Key]
		}
	}
	for _, s := range next {
		if _, ok := old.Find(s.Key); !ok {
			r.Added = append(r.Added, s)
			continue
		}
		stay = append(stay, s.Key)
	}
	r.Reordered = !slices.Equal(stayed, stay)
	if _, ok := next.Find(old.First()); !ok {
		r.Restart = next.Label(next.First())
	}
	if next.Won() != old.Won() {
		r.Won = next.Label(next.Won())
	}
	return r
}

// Words says what would change, and what stands against it.
func (r *Redefinition) Words() string {
	var words []string
	say := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	for _, s := range r.Added {
		say("%s is new.", s.Label)
	}
	for _, s := range r.Removed {
		say("%s goes.", s.Label)
	}
	switch {
	case len(r.Removed) == 0:
	case r.Restart != "":
		say("Leads that were only assumed to stand there move to %s; with any other history there it is refused.", r.Restart)
	case r.Been > 0:
		say("It is refused: %s there, and the log has %s.", plural(r.Here, "lead stands", "leads stand"), plural(r.Been, "change into it", "changes into it"))
	}
	if r.Reordered {
		say("The order changes, and with it what counts as going on.")
	}
	if r.Won != "" {
		say("Whoever stands in %s counts as won.", r.Won)
	}
	if r.Duties > 0 {
		say("What is owed to %s is reckoned anew.", plural(r.Duties, "lead", "leads"))
	}
	if len(words) == 0 {
		return "No lead is touched."
	}
	return strings.Join(words, " ")
}

// Entries counts the changes into every stage of the log, by key.
func (l *Log) Entries() map[string]int {
	counts := make([]int, len(l.stages))
	for _, s := range l.stage {
		counts[s]++
	}
	byKey := make(map[string]int, len(counts))
	for i, n := range counts {
		byKey[l.stages[i].Key] = n
	}
	return byKey
}
