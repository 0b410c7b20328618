package report

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"smarketing/internal/rubric"
)

// Versions writes the versions of a rubric, newest first, as text or JSON. The
// first is in force.
func Versions(w io.Writer, f Format, versions []rubric.Version, zone *time.Location) error {
	if f == JSON {
		items := newArray(w)
		for i, v := range versions {
			if err := items.add(object{
				{"version", v.Number}, {"at", v.At}, {"author", v.By}, {"note", v.Note}, {"active", i == 0}, {"name", v.Rubric.Name},
				{"effect", effectObject(v.Effect)},
			}); err != nil {
				return err
			}
		}
		return items.close()
	}
	rows := make([][]string, 0, len(versions))
	for i, v := range versions {
		active := ""
		if i == 0 {
			active = "in force"
		}
		rows = append(rows, []string{strconv.FormatInt(v.Number, 10), when(v.At, zone), v.By, effectWords(v.Effect), active, v.Note})
	}
	return table(w, []column{
		{title: "version", right: true}, {title: "at"}, {title: "by"}, {title: "ready leads"}, {title: ""}, {title: "why"},
	}, rows)
}

// effectObject is the effect of a version in JSON, nil when it was not measured.
func effectObject(e *rubric.Effect) any {
	if e == nil {
		return nil
	}
	number := func(f *float64) any {
		if f == nil {
			return nil
		}
		return ratio(*f)
	}
	return object{
		{"leads", e.Open}, {"ready_before", e.ReadyBefore}, {"ready_after", e.ReadyAfter}, {"became_ready", e.In}, {"stopped_being_ready", e.Out},
		{"moved_up", e.Up}, {"moved_down", e.Down}, {"auc_before", number(e.AUCBefore)}, {"auc_after", number(e.AUCAfter)},
	}
}

func effectWords(e *rubric.Effect) string {
	if e == nil {
		return "not measured"
	}
	return fmt.Sprintf("%s -> %s of %s", number(e.ReadyBefore), number(e.ReadyAfter), number(e.Open))
}

// Published says what publishing a version has done.
func Published(w io.Writer, v rubric.Version) error {
	out := &printer{w: w}
	e := v.Effect
	if e == nil {
		out.line("published %s as version %d (%s)", v.Rubric.Name, v.Number, v.Note)
		return out.err
	}
	out.line("published %s as version %d (%s); ready leads: %s before, %s now", v.Rubric.Name, v.Number, v.Note, number(e.ReadyBefore), number(e.ReadyAfter))
	auc := "too few closed leads to say how well it ranks"
	if e.AUCBefore != nil && e.AUCAfter != nil {
		auc = fmt.Sprintf("AUC %.3f -> %.3f", *e.AUCBefore, *e.AUCAfter)
	}
	out.line("of %s %s became ready, %s stopped being ready; %s rose, %s fell; %s",
		Count(e.Open, "open lead", "open leads"), number(e.In), number(e.Out), number(e.Up), number(e.Down), auc)
	return out.err
}

// Difference writes what changed from one rubric to another, and what that
// does to the leads, as text or JSON.
func Difference(w io.Writer, f Format, c Comparison) error {
	if f != JSON {
		return Impact(w, f, c)
	}
	changes := list{}
	for _, change := range rubric.Diff(c.Base, c.Next) {
		changes = append(changes, object{{"kind", string(change.Kind)}, {"path", change.Path}, {"from", change.From}, {"to", change.To}})
	}
	return writeJSON(w, object{{"from", c.From}, {"to", c.To}, {"changes", changes}, {"impact", c.impactObject()}})
}
