package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"smarketing/internal/intake"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) stagesCommand() *cobra.Command {
	var asJSON, asTOML, dry bool
	show := &cobra.Command{
		Use: "show", Short: "Show the stages with how many leads stand in each", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			stages, err := w.Stages(ctx)
			if err != nil {
				return err
			}
			if asTOML {
				_, err := a.out.Write(intake.EncodeStages(stages))
				return err
			}
			counts, err := w.StageCounts(ctx)
			if err != nil {
				return err
			}
			return report.Stages(a.out, form(asJSON), stages, counts)
		}),
	}
	show.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	show.Flags().BoolVar(&asTOML, "toml", false, "write the definitions as they are imported")

	take := &cobra.Command{
		Use: "import FILE", Short: "Replace the stage definitions by those of a TOML file", Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			src, err := os.ReadFile(args[0])
			if err != nil {
				return cannotRead(args[0], err)
			}
			stages, err := intake.ParseStages(args[0], src)
			if err != nil {
				return err
			}
			if dry {
				return a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
					effect, err := w.TryStages(ctx, stages)
					if err != nil {
						return err
					}
					_, err = fmt.Fprintln(a.out, clean(effect.Words()))
					return err
				})(cmd, args)
			}
			return a.writing(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
				if err := w.SetStages(ctx, stages); err != nil {
					return err
				}
				path := len(stages.Path())
				_, err := fmt.Fprintf(a.out, "%s and %s from %s are in force\n", report.Count(path, "stage", "stages"),
					report.Count(len(stages)-path, "detour", "detours"), clean(args[0]))
				return err
			})(cmd, args)
		},
	}
	take.Flags().BoolVar(&dry, "dry-run", false, "say what would change, and change nothing")
	return group("stages", "Show and replace the stages of the funnel", show, take)
}
