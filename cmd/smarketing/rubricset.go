package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/workspace"
)

func (a *app) rubricSet() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "set CRITERION=POINTS...", Short: "Change the points of criteria", Args: some("CRITERION=POINTS"),
		Long:    `Publishes a new version of the rubric with other points for some criteria.`,
		Example: `  smarketing rubric set size=12 demo=30`,
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			v, err := w.Rubric(ctx)
			if err != nil {
				return err
			}
			body, changes, err := setPoints(v, args)
			if err != nil {
				return err
			}
			if len(changes) == 0 {
				a.say("nothing changes: these are the points already")
				return nil
			}
			// Who has published meanwhile is not overwritten.
			return a.publish(ctx, w, rubric.Publication{Body: body, Note: orElse(note, "set "+strings.Join(changes, ", ")), Base: v.Number})
		}),
	}
	cmd.Flags().StringVar(&note, "note", "", "why, for the history")
	return cmd
}

// setPoints returns the text of the rubric with other points, and what changed
// in words. The text keeps its comments where its form allows.
func setPoints(v rubric.Version, args []string) (body string, changes []string, err error) {
	wanted, err := pairs("CRITERION=POINTS", args)
	if err != nil {
		return "", nil, err
	}
	r, body := v.Rubric, v.Body
	for _, arg := range args {
		id, value, _ := strings.Cut(arg, "=")
		id = strings.TrimSpace(id)
		_, c := r.Criterion(id)
		if c == nil {
			return "", nil, notFound("criterion", id, criterionIDs(&r))
		}
		points, err := strconv.Atoi(strings.TrimSpace(wanted[id]))
		if err != nil {
			return "", nil, crm.Errorf(crm.Usage, "%s cannot have %q points", id, value).WithHint("use a whole number between -100 and 100")
		}
		if points == c.Points {
			continue
		}
		changes = append(changes, fmt.Sprintf("%s %d -> %d", id, c.Points, points))
		if r, err = rubric.SetPoints(r, id, points); err != nil {
			return "", nil, err
		}
		body = replacePoints(body, id, points)
	}
	if edited, err := rubric.Parse("rubric", []byte(body)); err != nil || len(rubric.Diff(edited, r)) > 0 {
		body = string(rubric.Encode(r))
	}
	return body, changes, nil
}

// replacePoints changes the points of one criterion in the text of a rubric, in
// the form in which rubrics are written: one key a line below
// [[group.criterion]]. Another form is left as it is; the caller notices.
func replacePoints(body, id string, points int) string {
	lines := strings.Split(body, "\n")
	isKey := func(line, key string) (string, bool) {
		name, value, ok := strings.Cut(line, "=")
		return strings.TrimSpace(value), ok && strings.TrimSpace(name) == key
	}
	for start := 0; start < len(lines); start++ {
		if !strings.HasPrefix(strings.TrimSpace(lines[start]), "[[group.criterion]]") {
			continue
		}
		found, at := false, -1
		for i := start + 1; i < len(lines) && !strings.HasPrefix(strings.TrimSpace(lines[i]), "["); i++ {
			if value, ok := isKey(lines[i], "id"); ok {
				found = strings.HasPrefix(value, strconv.Quote(id))
			}
			if _, ok := isKey(lines[i], "points"); ok {
				at = i
			}
		}
		if !found || at < 0 {
			continue
		}
		key, value, _ := strings.Cut(lines[at], "=")
		_, comment, commented := strings.Cut(value, "#")
		lines[at] = key + "= " + strconv.Itoa(points)
		if commented {
			lines[at] += " #" + comment
		}
		break
	}
	return strings.Join(lines, "\n")
}

func criterionIDs(r *rubric.Rubric) []string {
	var ids []string
	for _, g := range r.Groups {
		for _, c := range g.Criteria {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
