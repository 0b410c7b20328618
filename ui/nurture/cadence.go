package nurture

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/nurture"
	"smarketing/internal/text"
	"smarketing/ui/screen"
)

// The choices in the form of a cadence.
const (
	keepIt   = "stays"
	removeIt = "is removed"
	anew     = "counts anew"
	kept     = "is kept"
)

// cadences lists the reasons of the plan, to change one or add another.
func (n *Nurture) cadences() tea.Cmd {
	plan := n.desk.plan
	pick := screen.PickMsg{
		Title: "Cadences by reason", Body: "What happens to a lead that is recycled. Leads keep the day that was agreed when they were.",
	}
	for i, c := range plan.Cadences {
		hint := fmt.Sprintf("back after %d d, %s", c.Return, touchWords(c))
		if c.Policy == crm.KeepScore {
			hint += ", points kept"
		}
		o := screen.Option{Label: c.Reason, Hint: hint, Run: func() tea.Cmd { return n.cadenceForm(plan, i) }}
		if i < digitKeys {
			o.Key = strconv.Itoa(i + 1)
		}
		pick.Options = append(pick.Options, o)
	}
	pick.Options = append(pick.Options,
		screen.Option{Key: "a", Label: "add a reason", Run: func() tea.Cmd { return n.cadenceForm(plan, -1) }},
		screen.Option{Key: "c", Label: "cool-off", Hint: fmt.Sprintf("%d d", plan.CoolOff), Run: func() tea.Cmd { return n.coolOffForm(plan) }},
		screen.Option{Key: "t", Label: "all as text", Hint: "TOML", Run: func() tea.Cmd { return n.planForm(plan) }},
	)
	return send(pick)
}

// cadenceForm edits the cadence at i, or adds one when i is -1.
func (n *Nurture) cadenceForm(plan rules.Plan, i int) tea.Cmd {
	c, title := rules.Cadence{Return: 60, Touch: 20, Policy: crm.StartFresh}, "A new reason"
	if i >= 0 {
		c = plan.Cadences[i]
		title = "Recycled for " + c.Reason
	}
	policy := anew
	if c.Policy == crm.KeepScore {
		policy = kept
	}
	touch := strconv.Itoa(c.Touch) + "d"
	return send(screen.FormMsg{
		Title: title, Submit: "save",
		Fields: func(v screen.Values) []screen.Field {
			fields := []screen.Field{
				{Key: "reason", Label: "Reason", Value: c.Reason, Placeholder: "timing"},
				{Key: "return", Label: "Comes back after", Value: strconv.Itoa(c.Return) + "d", Hint: "whole days or weeks: 30d, 8w"},
				{Key: "touch", Label: "Touched every", Value: touch, Hint: "20d, 2w; 0d: not at all"},
				{Key: "engagement", Label: "Its engagement", Value: policy, Options: []string{anew, kept}, Hint: "counts anew: only what it does from then on makes it ready"},
			}
			if i >= 0 {
				fields = append(fields, screen.Field{Key: "fate", Label: "The reason", Value: keepIt, Options: []string{keepIt, removeIt}})
			}
			return fields
		},
		Check: func(v screen.Values) map[string]string { return cadenceProblems(plan, i, v) },
		Run: func(v screen.Values) tea.Cmd {
			next, done := withCadence(plan, i, v)
			return n.setPlan(plan, next, done)
		},
	})
}

// cadenceProblems returns what is wrong with the fields of a cadence: each is
// read by itself as part of a plan, so that what is said is what the file would
// say.
func cadenceProblems(plan rules.Plan, i int, v screen.Values) map[string]string {
	problems := map[string]string{}
	if v["fate"] == removeIt {
		if len(plan.Cadences) == 1 {
			problems["fate"] = "it is the last one; there must be a reason to recycle for"
		}
		return problems
	}
	for _, field := range []string{"return", "touch"} {
		// The other days are right in this text, so that a problem is this field's.
		entry := map[string]string{"return": "1d", "touch": "0d"}
		entry[field] = v[field]
		if field == "touch" && v[field] == "" {
			entry[field] = "-"
		}
		_, problems[field] = readCadence(entry)
	}
	if len(problems["return"]+problems["touch"]) == 0 {
		next, _ := withCadence(plan, i, v)
		if _, err := rules.ParsePlan(next.String()); err != nil {
			message, hint := screen.Sentence(err)
			problems["reason"] = message + "; " + hint
		}
	}
	return problems
}

// readCadence reads the days of a cadence as the file writes them.
func readCadence(v map[string]string) (c rules.Cadence, problem string) {
	plan, err := rules.ParsePlan(fmt.Sprintf("[[cadence]]\nreason = \"it\"\nreturn = %s\ntouch = %s\n", quoted(v["return"]), quoted(v["touch"])))
	if err != nil {
		message, hint := screen.Sentence(err)
		return c, message + "; " + hint
	}
	return plan.Cadences[0], ""
}

// quoted writes a text as TOML does.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text.Clean(s)) + `"`
}

// withCadence returns the plan with the cadence of the form at i, at its end
// when i is -1, and without it when that is wanted; and says what was done.
func withCadence(plan rules.Plan, i int, v screen.Values) (next rules.Plan, done string) {
	next = plan
	next.Cadences = slices.Clone(plan.Cadences)
	reason := text.Clean(v["reason"])
	if v["fate"] == removeIt {
		done = "Removed “" + text.Clean(next.Cadences[i].Reason) + "”"
		next.Cadences = slices.Delete(next.Cadences, i, i+1)
		return next, done
	}
	c, _ := readCadence(v)
	c.Reason, c.Policy = reason, crm.StartFresh
	if v["engagement"] == kept {
		c.Policy = crm.KeepScore
	}
	if i < 0 {
		next.Cadences = append(next.Cadences, c)
		return next, "Added “" + reason + "”"
	}
	next.Cadences[i] = c
	return next, fmt.Sprintf("“%s”: back after %s, %s", reason, plural(c.Return, "day"), touchWords(c))
}

// coolOffForm edits for how long a lead does not go back to who had it.
func (n *Nurture) coolOffForm(plan rules.Plan) tea.Cmd {
	read := func(v screen.Values) (rules.Plan, string) {
		parsed, err := rules.ParsePlan("cool_off = " + quoted(v["days"]) + "\n[[cadence]]\nreason = \"it\"\nreturn = \"1d\"\n")
		if err != nil {
			message, hint := screen.Sentence(err)
			return plan, message + "; " + hint
		}
		next := plan
		next.CoolOff = parsed.CoolOff
		return next, ""
	}
	return send(screen.FormMsg{
		Title: "Cool-off", Submit: "save",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{
				Key: "days", Label: "Not back to who had it for", Value: strconv.Itoa(plan.CoolOff) + "d",
				Hint: "unless somebody chooses them: 30d, 4w; 0d: never mind",
			}}
		},
		Check: func(v screen.Values) map[string]string {
			_, problem := read(v)
			return map[string]string{"days": problem}
		},
		Run: func(v screen.Values) tea.Cmd {
			next, _ := read(v)
			return n.setPlan(plan, next, "Cool-off: "+plural(next.CoolOff, "day"))
		},
	})
}

// planForm edits all of the plan as the file writes it.
func (n *Nurture) planForm(plan rules.Plan) tea.Cmd {
	return send(screen.FormMsg{
		Title: "Cadences as text", Submit: "save",
		Fields: func(screen.Values) []screen.Field {
			return []screen.Field{{Key: "plan", Label: "TOML", Value: plan.String(), Wide: true}}
		},
		Check: func(v screen.Values) map[string]string {
			_, err := rules.ParsePlan(v["plan"])
			if err == nil {
				return nil
			}
			message, hint := screen.Sentence(err)
			return map[string]string{"plan": message + "; " + hint}
		},
		Run: func(v screen.Values) tea.Cmd {
			next, err := rules.ParsePlan(v["plan"])
			if err != nil {
				return n.fail(err)
			}
			return n.setPlan(plan, next, "Cadences for "+plural(len(next.Cadences), "reason"))
		},
	})
}

// plannedMsg is the answer to a change of the plan.
type plannedMsg struct {
	before, after rules.Plan
	done          string
	err           error
}

// setPlan puts the plan into the file, unless somebody else has changed the one
// it rests on.
func (n *Nurture) setPlan(before, after rules.Plan, done string) tea.Cmd {
	if n.deeds.running {
		return screen.Toast(screen.Warning, busy)
	}
	if before.String() == after.String() {
		return screen.Toast(screen.Info, "The cadences are as they were.")
	}
	n.deeds.running = true
	src := n.src
	return tea.Batch(n.spin.Start(), func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), screen.Timeout)
		defer cancel()
		current, err := src.Plan(ctx)
		if err == nil && current.String() != before.String() {
			err = crm.Errorf(crm.Conflict, "somebody has changed the cadences meanwhile").WithHint("P shows them as they are now; nothing was changed")
		}
		if err == nil {
			err = src.SetPlan(ctx, after)
		}
		return plannedMsg{before, after, done, err}
	})
}

// planned takes the new plan, and remembers the old one for undo.
func (n *Nurture) planned(m plannedMsg) tea.Cmd {
	n.deeds.running = false
	n.rest()
	if m.err != nil {
		return tea.Batch(n.fail(m.err), n.readDesk())
	}
	again := n.deeds.plan != nil && n.deeds.plan.String() == m.after.String()
	n.desk.plan, n.deeds.plan = m.after, &m.before
	if again {
		n.deeds.plan = nil // it was taken back
	} else {
		m.done += " · u undoes"
	}
	// An answer that is under way has the plan of before, so it is asked again.
	return tea.Batch(screen.Toast(screen.Success, m.done), n.readDesk(), n.reload())
}
