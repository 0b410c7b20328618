package report

import (
	"io"
	"strconv"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
)

// Stages writes the stage definitions, with how many leads stand in each, as
// text or JSON.
func Stages(w io.Writer, f Format, stages crm.Stages, leads map[string]int) error {
	if f == JSON {
		items := newArray(w)
		for _, s := range stages {
			var sla any // null where there is none
			if s.SLA > 0 {
				sla = ratio(s.SLA.Hours())
			}
			if err := items.add(object{
				{"key", s.Key}, {"label", s.Label}, {"team", string(s.Team)}, {"kind", string(s.Kind)},
				{"sla_hours", sla}, {"leads", leads[s.Key]},
			}); err != nil {
				return err
			}
		}
		return items.close()
	}
	rows := make([][]string, 0, len(stages))
	for _, s := range stages {
		sla := ""
		if s.SLA > 0 {
			sla = strconv.FormatFloat(s.SLA.Hours(), 'f', -1, 64) + " h"
		}
		rows = append(rows, []string{s.Key, s.Label, string(s.Team), string(s.Kind), sla, number(leads[s.Key])})
	}
	return table(w, []column{
		{title: "key"}, {title: "label"}, {title: "team"}, {title: "kind"}, {title: "sla", right: true}, {title: "leads", right: true},
	}, rows)
}

// Members writes the members of both teams as text or JSON; a capacity of 0,
// not given, is null.
func Members(w io.Writer, f Format, members []crm.Member) error {
	if f == JSON {
		items := newArray(w)
		for _, m := range members {
			var capacity any
			if m.Capacity > 0 {
				capacity = m.Capacity
			}
			if err := items.add(object{{"name", m.Name}, {"team", string(m.Team)}, {"capacity", capacity}}); err != nil {
				return err
			}
		}
		return items.close()
	}
	rows := make([][]string, 0, len(members))
	for _, m := range members {
		capacity := ""
		if m.Capacity > 0 {
			capacity = number(m.Capacity) + " a week"
		}
		rows = append(rows, []string{m.Name, string(m.Team), capacity})
	}
	return table(w, []column{{title: "name"}, {title: "team"}, {title: "capacity", right: true}}, rows)
}

// Settings writes what both teams share, as text or as a JSON object of texts.
func Settings(w io.Writer, f Format, s crm.Settings) error {
	if f == JSON {
		o := object{}
		for _, it := range s.All() {
			o = append(o, member{it.Key, plain(it.Value)})
		}
		return writeJSON(w, o)
	}
	rows := make([][]string, 0, 9)
	for _, it := range s.All() {
		rows = append(rows, []string{it.Key, it.Value, it.Meaning})
	}
	return table(w, []column{{title: "setting"}, {title: "value"}, {title: "meaning"}}, rows)
}

// Templates writes the rubric templates as text or JSON.
func Templates(w io.Writer, f Format, templates []rubric.Template) error {
	if f == JSON {
		items := newArray(w)
		for _, t := range templates {
			if err := items.add(object{{"key", t.Key}, {"name", t.Name}, {"summary", t.Summary}}); err != nil {
				return err
			}
		}
		return items.close()
	}
	rows := make([][]string, 0, len(templates))
	for _, t := range templates {
		rows = append(rows, []string{t.Key, t.Name, t.Summary})
	}
	return table(w, []column{{title: "template"}, {title: "name"}, {title: "what it is for"}}, rows)
}

// Check writes the report of an integrity check as text or JSON.
func Check(w io.Writer, f Format, c crm.CheckReport) error {
	if f == JSON {
		return writeJSON(w, object{
			{"ok", len(c.Problems) == 0}, {"problems", c.Problems},
			{"leads", c.Leads}, {"activities", c.Activities}, {"stage_changes", c.StageChanges}, {"deals", c.Deals},
			{"scores_checked", c.Scored},
		})
	}
	out := &printer{w: w}
	out.line("%s, %s, %s, %s; %s computed again",
		Count(c.Leads, "lead", "leads"), Count(c.Activities, "activity", "activities"),
		Count(c.StageChanges, "stage change", "stage changes"), Count(c.Deals, "deal", "deals"), Count(c.Scored, "score", "scores"))
	for _, problem := range c.Problems {
		out.line("problem: %s", problem)
	}
	if len(c.Problems) == 0 {
		out.line("everything is in order")
	}
	return out.err
}

// Pair is a name with what it stands for: a text or a whole number.
type Pair struct {
	Name  string
	Value any
}

// Pairs writes names and what they stand for, as text or as a JSON object.
func Pairs(w io.Writer, f Format, pairs []Pair) error {
	if f == JSON {
		o := object{}
		for _, p := range pairs {
			o = append(o, member{p.Name, p.Value})
		}
		return writeJSON(w, o)
	}
	rows := make([][]string, 0, len(pairs))
	for _, p := range pairs {
		rows = append(rows, []string{p.Name, cellText(p.Value)})
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row[0]))
	}
	for _, row := range rows {
		if _, err := io.WriteString(w, tableLine([]column{{width: width}, {}}, row)); err != nil {
			return err
		}
	}
	return nil
}
