package rubric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/rubric"
	"smarketing/ui/screen"
)

const (
	changeGroup = "change it"
	addGroup    = "add another"
)

// editGroup asks for what stands on the line of a group, or for a new one.
func (e *Editor) editGroup() tea.Cmd {
	w, ok := e.row()
	if !ok {
		return nil
	}
	base := e.rubric().Clone()
	at, axis, title := w.group, w.axis, "Add a group"
	old := rubric.Group{Axis: axis}
	if at >= 0 {
		old, title = base.Groups[at], "Group "+base.Groups[at].Name
	}
	build := func(a *answers) (rubric.Rubric, string) {
		r := base.Clone()
		g := rubric.Group{
			Name: a.text("name"), Axis: rubric.AxisName(a.text("axis")),
			Max: a.optional("max"), Min: a.optional("min"),
		}
		if g.Axis == rubric.Engagement {
			g.HalfLife = a.days("half_life")
		}
		if g.Name == "" {
			a.fault("name", "give the group a name")
		}
		if at >= 0 && a.text("what") != addGroup {
			g.Criteria = r.Groups[at].Criteria
			r.Groups[at] = g
		} else {
			r.Groups = slices.Insert(r.Groups, at+1, g)
		}
		return r, g.Name
	}
	return form(screen.FormMsg{
		Title: title, Submit: "take",
		Fields: func(v screen.Values) []screen.Field { return groupFields(v, old, at >= 0) },
		Check: func(v screen.Values) map[string]string {
			a := read(v)
			r, _ := build(a)
			return a.judged(r, groupField)
		},
		Run: func(v screen.Values) tea.Cmd {
			r, name := build(read(v))
			return submit(func(e *Editor) tea.Cmd {
				what := "group " + name
				if len(rubric.Diff(base, *e.rubric())) > 0 {
					return screen.Toast(screen.Warning, "The rubric has changed meanwhile: "+clean(what)+" was not taken.")
				}
				cmd := e.apply(what, func(into *rubric.Rubric) { *into = r })
				e.goTo(spot{kind: groupRow, name: name})
				return cmd
			})
		},
	})
}

func groupFields(v screen.Values, old rubric.Group, exists bool) []screen.Field {
	var fields []screen.Field
	if exists {
		fields = append(fields, screen.Field{Key: "what", Label: "This group", Value: changeGroup, Options: []string{changeGroup, addGroup}})
		if v["what"] == addGroup {
			old = rubric.Group{Axis: old.Axis}
		}
	}
	axis := string(old.Axis)
	fields = append(fields,
		screen.Field{Key: "name", Label: "Name", Value: old.Name, Placeholder: "Company"},
		screen.Field{Key: "axis", Label: "Axis", Value: axis, Options: []string{string(rubric.Fit), string(rubric.Engagement)}, Hint: "fit: who a lead is; engagement: what it does"},
		screen.Field{Key: "max", Label: "Cap", Value: limitText(old.Max), Placeholder: "none", Hint: "the most the group counts"},
		screen.Field{Key: "min", Label: "Floor", Value: limitText(old.Min), Placeholder: "the cap, below zero", Hint: "the least it counts"},
	)
	if chosen := v["axis"]; chosen != "" {
		axis = chosen
	}
	if axis == string(rubric.Engagement) {
		fields = append(fields, screen.Field{Key: "half_life", Label: "Half-life", Value: numberText(old.HalfLife), Placeholder: "none", Hint: "days after which an activity counts half"})
	}
	return fields
}

// groupField returns the field of the form that a problem belongs to.
func groupField(p rubric.Problem) string {
	switch key := lastOf(p); key {
	case "name", "axis", "max", "min", "half_life":
		return key
	}
	return ""
}

// editThresholds asks for what holds for the whole rubric.
func (e *Editor) editThresholds() tea.Cmd {
	base := e.rubric().Clone()
	build := func(a *answers) rubric.Rubric {
		r := base.Clone()
		r.Name, r.Ready, r.Cool = a.text("name"), a.needed("ready"), a.needed("cool")
		r.Gates, r.InstantFor = a.list("gates"), a.days("instant_for")
		r.Fit.Max, r.Engagement.Max = a.needed("fit.max"), a.needed("engagement.max")
		r.Fit.Bands, r.Engagement.Bands = a.bands("fit.bands"), a.bands("engagement.bands")
		return r
	}
	names := e.fieldNames()
	return form(screen.FormMsg{
		Title: "Thresholds", Submit: "take",
		Fields: func(screen.Values) []screen.Field {
			bands := func(a rubric.Axis) string { return fmt.Sprintf("%d, %d, %d", a.Bands[0], a.Bands[1], a.Bands[2]) }
			return []screen.Field{
				{Key: "name", Label: "Rubric", Value: base.Name},
				{Key: "ready", Label: "Ready at", Value: fmt.Sprint(base.Ready), Hint: "points at which a lead is sales-ready"},
				{Key: "cool", Label: "Cool below", Value: fmt.Sprint(base.Cool), Hint: "below this it stops being ready; less than ready"},
				{Key: "gates", Label: "Gates", Value: listText(base.Gates), Placeholder: "none", Suggest: names, Hint: "fields that must be known before a hand-off"},
				{Key: "instant_for", Label: "Instant for", Value: numberText(base.InstantFor), Placeholder: "not used", Hint: "days an instant criterion keeps an untouched lead ready"},
				{Key: "fit.max", Label: "Fit cap", Value: fmt.Sprint(base.Fit.Max)},
				{Key: "fit.bands", Label: "A, B, C from", Value: bands(base.Fit), Hint: "percent of the cap"},
				{Key: "engagement.max", Label: "Engagement cap", Value: fmt.Sprint(base.Engagement.Max)},
				{Key: "engagement.bands", Label: "1, 2, 3 from", Value: bands(base.Engagement), Hint: "percent of the cap"},
			}
		},
		Check: func(v screen.Values) map[string]string {
			a := read(v)
			return a.judged(build(a), thresholdField)
		},
		Run: func(v screen.Values) tea.Cmd {
			r := build(read(v))
			return submit(func(e *Editor) tea.Cmd {
				return e.apply("thresholds", func(into *rubric.Rubric) {
					r.Groups = into.Groups
					*into = r
				})
			})
		},
	})
}

// bands reads three percentages.
func (a *answers) bands(key string) (bands [3]int) {
	parts := a.list(key)
	if len(parts) != len(bands) {
		a.fault(key, "write three falling percentages, such as 75, 50, 25")
		return bands
	}
	for i, part := range parts {
		var err error
		if bands[i], err = strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(part, "%"))); err != nil {
			a.fault(key, "write three falling percentages, such as 75, 50, 25")
		}
	}
	return bands
}

// thresholdField returns the field of the form that a problem belongs to.
func thresholdField(p rubric.Problem) string {
	switch key := strings.ReplaceAll(p.Key, " / ", "."); key {
	case "name", "ready", "cool", "gates", "instant_for", "fit.max", "fit.bands", "engagement.max", "engagement.bands":
		return key
	}
	return ""
}
