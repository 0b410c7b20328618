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
// in words.
func setPoints(v rubric.Version, args []string) (body string, changes []string, err error) {
	wanted, err := pairs("CRITERION=POINTS", args)
	if err != nil {
		return "", nil, err
	}
	r := v.Rubric
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
	}
	return rubric.Revise(v.Body, r), changes, nil
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
