package leads

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// otherKey opens the form where a list of answers does not have the right one.
const otherKey = "o"

// atOnce does a verb that has nothing to ask.
func atOnce(v crm.Verb) func(*Leads, targets) tea.Cmd {
	return func(l *Leads, t targets) tea.Cmd { return l.commit(t, crm.Deed{Verb: v}) }
}

// because asks for the reason of a verb that may be done without one.
func because(v crm.Verb, question string) func(*Leads, targets) tea.Cmd {
	return func(l *Leads, t targets) tea.Cmd {
		pick := screen.PickMsg{Title: t.title(question), Skip: "no reason given", OnSkip: func() tea.Cmd { return l.commit(t, crm.Deed{Verb: v}) }}
		for i, reason := range crm.Reasons(v) {
			pick.Options = append(pick.Options, screen.Option{Key: strconv.Itoa(i + 1), Label: reason,
				Run: func() tea.Cmd { return l.commit(t, crm.Deed{Verb: v, Reason: reason}) }})
		}
		pick.Options = append(pick.Options, screen.Option{Key: otherKey, Label: "another reason", Hint: "in your own words",
			Run: func() tea.Cmd { return l.reasonForm(t, v, question) }})
		return l.lay(pick)
	}
}

// reasonForm asks for a reason in words, and of a rejected lead for the day to
// look at it again.
func (l *Leads) reasonForm(t targets, v crm.Verb, question string) tea.Cmd {
	form := screen.FormMsg{
		Title: t.title(question), Submit: doing[v],
		Fields: func(values screen.Values) []screen.Field {
			fields := []screen.Field{{Key: "reason", Label: "Reason", Suggest: crm.Reasons(v)}}
			if v == crm.Reject {
				fields = append(fields, l.dayField(values, "Look again", "by itself when left empty"))
			}
			return fields
		},
		Check: func(values screen.Values) map[string]string {
			return l.check(values, crm.Reject == v && values["until"] != "", "reason")
		},
		Run: func(values screen.Values) tea.Cmd {
			return l.commit(t, crm.Deed{Verb: v, Reason: values["reason"], Until: l.day(values)})
		},
	}
	return l.lay(form)
}

// recycle asks for the reason, which says when the lead comes back.
func (l *Leads) recycle(t targets) tea.Cmd {
	now, zone := l.clock(), l.zone()
	pick := screen.PickMsg{Title: t.title("Why not now?")}
	for i, c := range l.house.plan.Cadences {
		hint := "back " + crm.DateWords(c.ReturnAt(now, zone), now, zone)
		if c.Touch > 0 {
			hint += fmt.Sprintf(", touch in %d d", c.Touch)
		}
		o := screen.Option{Label: c.Reason, Hint: hint, Run: func() tea.Cmd { return l.commit(t, crm.Deed{Verb: crm.Recycle, Reason: c.Reason}) }}
		if i < 9 {
			o.Key = strconv.Itoa(i + 1)
		}
		pick.Options = append(pick.Options, o)
	}
	pick.Options = append(pick.Options, screen.Option{Key: otherKey, Label: "another reason or day", Run: func() tea.Cmd { return l.recycleForm(t) }})
	return l.lay(pick)
}

func (l *Leads) recycleForm(t targets) tea.Cmd {
	form := screen.FormMsg{
		Title: t.title("Why not now?"), Submit: "recycle",
		Fields: func(values screen.Values) []screen.Field {
			now, zone := l.clock(), l.zone()
			own := "as agreed for the reason when left empty"
			if reason := values["reason"]; reason != "" {
				own = crm.DateWords(l.house.plan.For(reason).ReturnAt(now, zone), now, zone) + " when left empty"
			}
			return []screen.Field{
				{Key: "reason", Label: "Reason", Suggest: l.house.plan.Reasons()}, l.dayField(values, "Comes back", own),
			}
		},
		Check: func(values screen.Values) map[string]string { return l.check(values, values["until"] != "", "reason") },
		Run: func(values screen.Values) tea.Cmd {
			return l.commit(t, crm.Deed{Verb: crm.Recycle, Reason: values["reason"], Until: l.day(values)})
		},
	}
	return l.lay(form)
}

// channels are the keys of how a lead was touched.
var channels = []struct {
	key, label string
	channel    crm.Channel
}{{"c", "call", crm.Call}, {"e", "e-mail", crm.Email}, {"m", "meeting", crm.Meeting}, {"s", "social", crm.Social}, {otherKey, "other", crm.Otherwise}}

// touch asks for the channel and logs the touch at once; what was said can be
// written down with it.
func (l *Leads) touch(t targets) tea.Cmd {
	pick := screen.PickMsg{Title: t.title("Touched how?")}
	for _, c := range channels {
		pick.Options = append(pick.Options, screen.Option{Key: c.key, Label: c.label,
			Run: func() tea.Cmd { return l.commit(t, crm.Deed{Verb: crm.LogTouch, Channel: c.channel}) }})
	}
	pick.Options = append(pick.Options, screen.Option{Key: "w", Label: "write down what was said", Run: func() tea.Cmd { return l.touchForm(t) }})
	return l.lay(pick)
}

func (l *Leads) touchForm(t targets) tea.Cmd {
	var labels []string
	for _, c := range channels {
		labels = append(labels, c.label)
	}
	form := screen.FormMsg{
		Title: t.title("Touch"), Submit: "log the touch",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{Key: "how", Label: "How", Options: labels}, {Key: "text", Label: "What was said"}}
		},
		Run: func(values screen.Values) tea.Cmd {
			d := crm.Deed{Verb: crm.LogTouch, Channel: crm.Otherwise, Text: values["text"]}
			for _, c := range channels {
				if c.label == values["how"] {
					d.Channel = c.channel
				}
			}
			return l.commit(t, d)
		},
	}
	return l.lay(form)
}

func (l *Leads) note(t targets) tea.Cmd {
	form := screen.FormMsg{
		Title: t.title("Note"), Submit: "keep",
		Fields: func(screen.Values) []screen.Field { return []screen.Field{{Key: "text", Label: "Note", Wide: true}} },
		Check:  func(values screen.Values) map[string]string { return l.check(values, false, "text") },
		Run: func(values screen.Values) tea.Cmd {
			return l.commit(t, crm.Deed{Verb: crm.AddNote, Text: values["text"]})
		},
	}
	return l.lay(form)
}

// planNext asks what comes next and when.
func (l *Leads) planNext(t targets) tea.Cmd {
	now, zone, due := l.clock(), l.zone(), ""
	if t.lead.Due.After(now) {
		due = crm.DateWords(t.lead.Due, now, zone)
	}
	form := screen.FormMsg{
		Title: t.title("Next step"), Submit: "plan it",
		Fields: func(values screen.Values) []screen.Field {
			when := l.dayField(values, "When", "")
			when.Value = due
			return []screen.Field{
				{Key: "text", Label: "What", Value: t.lead.NextStep, Placeholder: "call, send the offer", Suggest: []string{"call", "e-mail", "demo", "send the offer", "follow up"}},
				when,
			}
		},
		Check: func(values screen.Values) map[string]string { return l.check(values, true, "text") },
		Run: func(values screen.Values) tea.Cmd {
			return l.commit(t, crm.Deed{Verb: crm.PlanNext, Text: values["text"], Until: l.day(values)})
		},
	}
	return l.lay(form)
}

// snooze asks until when the lead is out of sight.
func (l *Leads) snooze(t targets) tea.Cmd {
	now, zone := l.clock(), l.zone()
	pick := screen.PickMsg{Title: t.title("Out of sight until?")}
	for _, o := range []struct{ key, label, date string }{
		{"t", "tomorrow", "tomorrow"}, {"m", "Monday", "mon"}, {"w", "a week", "+1w"}, {"o", "a month", "+1m"},
	} {
		until, err := crm.ParseFuture(o.date, now, zone)
		if err != nil {
			continue
		}
		pick.Options = append(pick.Options, screen.Option{Key: o.key, Label: o.label, Hint: crm.DateWords(until, now, zone),
			Run: func() tea.Cmd { return l.commit(t, crm.Deed{Verb: crm.Snooze, Until: until}) }})
	}
	pick.Options = append(pick.Options, screen.Option{Key: "d", Label: "another day", Run: func() tea.Cmd { return l.snoozeForm(t) }})
	return l.lay(pick)
}

func (l *Leads) snoozeForm(t targets) tea.Cmd {
	form := screen.FormMsg{
		Title: t.title("Out of sight until?"), Submit: "snooze",
		Fields: func(values screen.Values) []screen.Field { return []screen.Field{l.dayField(values, "Until", "")} },
		Check: func(values screen.Values) map[string]string {
			wrong := l.check(values, true)
			if day := l.day(values); len(wrong) == 0 && crm.DayOf(day, l.zone()) == crm.DayOf(l.clock(), l.zone()) && !day.After(l.clock()) {
				return map[string]string{"until": "that is now; choose tomorrow or a later day"}
			}
			return wrong
		},
		Run: func(values screen.Values) tea.Cmd {
			return l.commit(t, crm.Deed{Verb: crm.Snooze, Until: l.day(values)})
		},
	}
	return l.lay(form)
}

// assign asks for the member who gets the lead.
func (l *Leads) assign(t targets) tea.Cmd {
	names := l.house.names()
	if len(names) == 0 {
		return screen.Toast(screen.Warning, "Nobody is a member yet: "+l.command+" team set NAME --team sales")
	}
	form := screen.FormMsg{
		Title: t.title("Whose is it?"), Submit: "assign",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{Key: "to", Label: "Member", Suggest: names, Hint: strings.Join(names, ", ")}}
		},
		Check: func(values screen.Values) map[string]string {
			for _, name := range names {
				if text.Fold(name) == text.Fold(values["to"]) {
					return nil
				}
			}
			if near, ok := text.Nearest(values["to"], names); ok {
				return map[string]string{"to": "nobody has that name; did you mean " + near + "?"}
			}
			return map[string]string{"to": "name a member"}
		},
		Run: func(values screen.Values) tea.Cmd { return l.commit(t, crm.Deed{Verb: crm.Assign, To: values["to"]}) },
	}
	return l.lay(form)
}

// zone is the zone of the file, in which days are meant.
func (l *Leads) zone() *time.Location {
	if l.house.zone == nil {
		return l.clock().Location()
	}
	return l.house.zone
}

// dayField is a field for a day as people write it; it says which day is meant.
func (l *Leads) dayField(values screen.Values, label, empty string) screen.Field {
	f := screen.Field{Key: "until", Label: label, Placeholder: "fri, +3d, 1 dec, tomorrow 14:30", Hint: empty}
	if day := l.day(values); !day.IsZero() {
		f.Hint = crm.DateWords(day, l.clock(), l.zone())
	}
	return f
}

// day returns the day that was entered, zero when there is none.
func (l *Leads) day(values screen.Values) time.Time {
	day, err := crm.ParseFuture(values["until"], l.clock(), l.zone())
	if err != nil {
		return time.Time{}
	}
	return day
}

// check says what is wrong with a day, where one is wanted, and which texts are
// missing.
func (l *Leads) check(values screen.Values, dated bool, texts ...string) map[string]string {
	wrong := map[string]string{}
	for _, key := range texts {
		if values[key] == "" {
			wrong[key] = "say it in a few words"
		}
	}
	if _, err := crm.ParseFuture(values["until"], l.clock(), l.zone()); dated && err != nil {
		message, hint := screen.Sentence(err)
		if values["until"] == "" {
			message, hint = "say when", ""
		}
		wrong["until"] = strings.TrimSuffix(message+"; "+hint, "; ")
	}
	return wrong
}
