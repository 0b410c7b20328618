package workspace

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/text"
)

// mostCulprits is how many leads an error names of those that stand in the way.
const mostCulprits = 3

// dates refuses a day that is over.
func (a *act) dates() error {
	until := a.deed.Until
	if until.IsZero() || crm.DayOf(until, a.rules.zone) > crm.DayOf(a.now, a.rules.zone) {
		return nil
	}
	late := until.Before(a.now)
	if a.deed.Verb == crm.PlanNext || a.deed.Verb == crm.Reject || a.deed.Verb == crm.Return {
		late = crm.DayOf(until, a.rules.zone) < crm.DayOf(a.now, a.rules.zone)
	}
	if !late {
		return nil
	}
	e := crm.Errorf(crm.Invalid, "%s is not in the future", crm.DateWords(until, a.now, a.rules.zone)).
		WithHint("today is %s; choose a later day", a.now.In(a.rules.zone).Format(time.DateOnly))
	e.Field = "until"
	return e
}

// members finds whom the deed names and whether the actor is a member.
func (a *act) members() error {
	members, err := a.tx.Members()
	if err != nil {
		return err
	}
	var names []string
	to, me := text.Fold(a.deed.To), text.Fold(a.w.by)
	for _, m := range members {
		names = append(names, m.Name)
		if to != "" && text.Fold(m.Name) == to {
			a.to = m.Name
		}
		if text.Fold(m.Name) == me {
			a.me = m.Name
		}
	}
	if a.deed.To == "" || a.to != "" {
		return nil
	}
	e := crm.Errorf(crm.NotFound, "there is no member %q", a.deed.To).
		WithHint("add them with smarketing team set %q --team sales", a.deed.To)
	if near, ok := text.Nearest(a.deed.To, names); ok {
		e = e.WithHint("did you mean %s?", near)
	}
	e.Field = "to"
	return e
}

// judge refuses the deed when a lead was changed since it was seen, or stands
// where it cannot be done, and names the first of them.
func (a *act) judge() error {
	var refused []*crm.Error
	count := 0
	refuse := func(l crm.Lead, why func(*crm.Lead) (*crm.Error, error)) error {
		if count++; count > mostCulprits {
			return nil
		}
		e, err := why(&l)
		refused = append(refused, e)
		return err
	}
	for _, ref := range a.deed.Leads {
		if l := a.leads[ref.ID]; ref.Version != 0 && ref.Version != l.Version {
			if err := refuse(l, a.overtaken); err != nil {
				return err
			}
		}
	}
	if count > 0 { // where they stand now is part of that news
		return together(refused, count, len(a.ids))
	}
	for _, id := range a.ids {
		if l := a.leads[id]; !slices.Contains(a.rule.from, a.rules.stages.Standing(l.Stage)) {
			if err := refuse(l, a.misplaced); err != nil {
				return err
			}
		}
	}
	if count > 0 {
		return together(refused, count, len(a.ids))
	}
	return nil
}

// together makes one error of several: nothing was done to any lead.
func together(refused []*crm.Error, count, of int) error {
	if of == 1 {
		return refused[0]
	}
	var words []string
	for _, e := range refused[:min(len(refused), mostCulprits)] {
		words = append(words, e.Message)
	}
	if count > len(words) {
		words = append(words, fmt.Sprintf("and %d more", count-len(words)))
	}
	return crm.Errorf(refused[0].Code, "%d of %d leads stand in the way: %s", count, of, strings.Join(words, "; ")).
		WithHint("nothing was changed; leave them out")
}

// overtaken says who has changed a lead since it was seen.
func (a *act) overtaken(l *crm.Lead) (*crm.Error, error) {
	what := "an import has changed " + l.DisplayName()
	entries, err := a.tx.EntriesAfter(l.ID, 0)
	for _, e := range slices.Backward(entries) {
		if e.Verb != verbPromote { // leaves the version as it was
			what = a.deedWords(&e, l)
			break
		}
	}
	return crm.Errorf(crm.Conflict, "%s", what).WithHint("look at it again; nothing was changed"), err
}

// deedWords says who did what to a lead, and when: "Ana accepted Ada Lovelace
// 2 minutes ago".
func (a *act) deedWords(e *crm.JournalEntry, l *crm.Lead) string {
	return fmt.Sprintf("%s %s %s %s", e.By, crm.Verb(e.Verb).Past(), l.DisplayName(), ago(e.At, a.now))
}

// misplaced says why the verb cannot be done to a lead where it stands, and who
// has brought it there.
func (a *act) misplaced(l *crm.Lead) (*crm.Error, error) {
	stands := fmt.Sprintf("%s stands in %s", l.DisplayName(), a.rules.stages.Label(l.Stage))
	who := ""
	entries, err := a.tx.EntriesAfter(l.ID, 0)
	for _, e := range slices.Backward(entries) {
		if e.Verb == verbPromote || moves(crm.Verb(e.Verb)) {
			who = a.deedWords(&e, l) + ": "
			stands = "it stands in " + a.rules.stages.Label(l.Stage)
			break
		}
	}
	hint := map[crm.Standing]string{
		crm.InSales: "it is in sales already", crm.InNurture: "use return or accept", crm.Waiting: "it is not in a detour",
		crm.StandingWon: "it is won", crm.StandingLost: "use return to take it up again",
	}[a.rules.stages.Standing(l.Stage)]
	return crm.Errorf(crm.Conflict, "%s%s and cannot be %s", who, stands, a.deed.Verb.Past()).WithHint("%s", hint), err
}

// moves reports whether a verb changes the stage of a lead.
func moves(v crm.Verb) bool {
	switch v {
	case crm.Assign, crm.LogTouch, crm.AddNote, crm.PlanNext, crm.Snooze:
		return false
	}
	return slices.Contains(crm.Verbs(), v)
}
