package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) settingsCommand() *cobra.Command {
	var asJSON bool
	show := &cobra.Command{
		Use: "show", Short: "Show what both teams share", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.Settings(a.out, form(asJSON), settings)
		}),
	}
	show.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	set := &cobra.Command{
		Use: "set KEY=VALUE...", Short: "Change settings", Args: some("KEY=VALUE"),
		Long:    `Changes settings of the file, all of them or, when one is wrong, none.`,
		Example: `  smarketing settings set zone=Europe/Berlin currency=EUR`,
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			if _, err := pairs("KEY=VALUE", args); err != nil {
				return err
			}
			changes := make([]crm.Setting, 0, len(args))
			for _, arg := range args {
				key, value, _ := strings.Cut(arg, "=")
				changes = append(changes, crm.Setting{Key: strings.TrimSpace(key), Value: value})
			}
			if err := w.SetSettings(ctx, changes); err != nil {
				return err
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.Settings(a.out, report.Text, settings)
		}),
	}
	return group("settings", "Show and change what both teams share", show, set)
}
