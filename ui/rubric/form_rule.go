package rubric

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

// ruleForm asks for one criterion. It holds copies: the screen may go on while
// the form lies over it.
type ruleForm struct {
	title  string
	r      rubric.Rubric
	at     row // where the criterion stands, or behind which a new one goes
	fresh  bool
	old    rubric.Criterion
	fields []string // names for suggestions
	events []string
	notes  notes
}

func (e *Editor) addCriterion() tea.Cmd {
	w, ok := e.row()
	r := e.rubric().Clone()
	if ok && w.kind == axisRow { // the first group of the axis
		i := slices.IndexFunc(r.Groups, func(g rubric.Group) bool { return g.Axis == w.axis })
		if i < 0 {
			return screen.Toast(screen.Warning, "There is no group on this axis yet: g adds one.")
		}
		w = row{groupRow, w.axis, i, -1}
	}
	blank := rubric.Criterion{Points: 5, Times: 1, When: []rubric.Condition{{}}}
	return e.askRule(ruleForm{title: "Add a criterion to " + w.groupOf(&r).Name, r: r, at: w, fresh: true, old: blank})
}

func (e *Editor) editCriterion() tea.Cmd {
	w, ok := e.row()
	if !ok || w.kind != criterionRow {
		return nil
	}
	r := e.rubric().Clone()
	c := *w.criterionOf(&r)
	if len(c.When) > mostConditions {
		return screen.Toast(screen.Warning, "This rule has too many conditions for a form. E changes it as text.")
	}
	return e.askRule(ruleForm{title: "Rule of " + c.Label, r: r, at: w, old: c})
}

func (e *Editor) askRule(f ruleForm) tea.Cmd {
	f.fields, f.events = e.fieldNames(), e.eventNames()
	f.notes = notes{title: f.title, src: e.src, board: e.live.board, fields: f.fields, events: f.events, heard: len(e.events) > 0}
	return form(screen.FormMsg{
		Title: f.title, Submit: map[bool]string{true: "add", false: "take"}[f.fresh],
		Fields: f.ask,
		Check: func(v screen.Values) map[string]string {
			a := read(v)
			_, r := f.build(a)
			return a.judged(r, problemField)
		},
		Watch: func(v screen.Values) tea.Cmd {
			a := read(v)
			c, r := f.build(a)
			if a.judged(r, problemField) != nil {
				return nil
			}
			g, _ := r.Criterion(c.ID)
			return f.notes.watch(*g, c)
		},
		Run: func(v screen.Values) tea.Cmd {
			c, _ := f.build(read(v))
			return submit(func(e *Editor) tea.Cmd { return e.takeRule(f, c) })
		},
	})
}

// fieldNames returns all fields that a rule may look at: those of the rubric
// first, then the file's own, then the core ones.
func (e *Editor) fieldNames() []string {
	names := rubric.Fields(*e.rubric())
	for _, f := range slices.Concat(e.facts.custom, crm.CoreFields()) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

func (e *Editor) eventNames() []string {
	names := rubric.Events(*e.rubric())
	for _, name := range e.events {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// ask returns the fields for the values so far.
func (f *ruleForm) ask(v screen.Values) []screen.Field {
	fields := []screen.Field{
		{Key: "label", Label: "Name", Value: f.old.Label, Placeholder: "50-250 employees"},
		{Key: "points", Label: "Points", Value: fmt.Sprint(f.old.Points), Hint: "-100 to 100"},
	}
	happens, adds := false, false
	for i := range mostConditions {
		var w rubric.Condition
		if i < len(f.old.When) {
			w = f.old.When[i]
		}
		asked, kind := f.condition(v, i, w)
		fields = append(fields, asked...)
		if kind == noRule {
			break
		}
		happens = happens || strings.HasPrefix(string(kind), "event")
		adds = adds || kind == eventCounts
	}
	if adds {
		fields = append(fields,
			screen.Field{Key: "times", Label: "At most", Value: fmt.Sprint(max(1, f.old.Times)), Hint: "times the points: activities add up to that"},
			screen.Field{Key: "half_life", Label: "Half-life", Value: numberText(f.old.HalfLife), Placeholder: "the group's", Hint: "days after which an activity counts half"})
	}
	if happens {
		fields = append(fields, screen.Field{
			Key: "instant", Label: "Ready at once", Value: yesNo(f.old.Instant), Options: []string{"no", "yes"},
			Hint: "makes a lead ready whatever its score, if the gates are met",
		})
	}
	return fields
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// build makes the criterion of the answers, and the rubric with it.
func (f *ruleForm) build(a *answers) (rubric.Criterion, rubric.Rubric) {
	c := rubric.Criterion{ID: f.old.ID, Label: a.text("label"), Points: a.needed("points"), Off: f.old.Off, Times: 1}
	if c.Label == "" {
		a.fault("label", "give it a name that sales and marketing understand")
	}
	for i := range mostConditions {
		w, ok := conditionOf(a, i)
		if !ok {
			break
		}
		c.When = append(c.When, w)
	}
	if sums(&c) {
		c.Times, c.HalfLife = a.whole("times", 1), a.days("half_life")
	}
	happens := slices.ContainsFunc(c.When, func(w rubric.Condition) bool { return w.Event != "" })
	c.Instant = happens && a.text("instant") == "yes"
	r := f.r.Clone()
	if c.Instant && r.InstantFor == 0 {
		r.InstantFor = usualInstant
	}
	if f.fresh {
		c.ID = idFor(&r, c.Label)
		insert(&r, f.at, c)
	} else {
		*f.at.criterionOf(&r) = c
	}
	return c, r
}

// usualInstant is how many days an instant criterion holds in a rubric that had
// none.
const usualInstant = 14

// takeRule puts the criterion where it belongs now: the screen may have gone on
// since the form was opened.
func (e *Editor) takeRule(f ruleForm, c rubric.Criterion) tea.Cmd {
	at := f.at.spot(&f.r, pointsCell)
	i := at.find(e.rubric(), e.rows)
	if i < 0 {
		return screen.Toast(screen.Warning, clean(c.Label)+" was not taken: its place is gone meanwhile.")
	}
	w := e.rows[i]
	what := "rule of " + c.Label
	if f.fresh {
		c.ID, what = idFor(e.rubric(), c.Label), "added "+c.Label
	}
	cmd := e.apply(what, func(r *rubric.Rubric) {
		if c.Instant && r.InstantFor == 0 {
			r.InstantFor = usualInstant
		}
		if f.fresh {
			insert(r, w, c)
			return
		}
		*w.criterionOf(r) = c
	})
	e.goTo(spot{kind: criterionRow, name: c.ID})
	return cmd
}
