package main

import (
	"context"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) checkCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "check", Short: "Look for damage in the file", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			found, err := w.Check(ctx)
			if err != nil {
				return err
			}
			if err := report.Check(a.out, form(asJSON), found); err != nil {
				return err
			}
			if n := len(found.Problems); n > 0 {
				return crm.Errorf(crm.Invalid, "%s in %s", report.Count(n, "problem", "problems"), a.file()).
					WithHint("restore a backup made with smarketing backup; wrong counts alone are mended by the first scoring of a day")
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}
