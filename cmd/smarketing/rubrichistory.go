package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/report"
	"smarketing/internal/rubric"
	"smarketing/internal/workspace"
)

func (a *app) rubricHistory() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "history", Short: "List the versions of the rubric: who, when, why, and what it did", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			versions, err := w.Versions(ctx)
			if err != nil {
				return err
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.Versions(a.out, form(asJSON), versions, settings.Location())
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) rubricDiff() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "diff A B", Short: "Show what differs between two versions, and the leads that move", Args: exactly("A", "B"),
		Long: `Shows in words what changed from version A to version B, and what that does to the
leads of today. Either may be "draft": the one that you keep in the database.`,
		Example: `  smarketing rubric diff 3 4
  smarketing rubric diff 4 draft`,
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			var c report.Comparison
			var err error
			if c.From, c.Base, err = a.side(ctx, w, args[0]); err != nil {
				return err
			}
			if c.To, c.Next, err = a.side(ctx, w, args[1]); err != nil {
				return err
			}
			if err := a.compare(ctx, w, &c); err != nil {
				return err
			}
			return report.Difference(a.out, form(asJSON), c)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// side returns one of the two rubrics of a difference and what it is called.
func (a *app) side(ctx context.Context, w *workspace.Workspace, arg string) (string, rubric.Rubric, error) {
	if strings.EqualFold(arg, "draft") {
		r, err := a.draftRubric(ctx, w)
		return "your draft", r, err
	}
	n, err := versionNumber(arg)
	if err != nil {
		return "", rubric.Rubric{}, err
	}
	v, err := w.RubricVersion(ctx, n)
	return fmt.Sprintf("version %d", n), v.Rubric, err
}
