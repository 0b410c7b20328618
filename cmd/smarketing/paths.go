package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"smarketing/internal/report"
)

func (a *app) pathsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "paths", Short: "Show where the program keeps its files", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			database, err := filepath.Abs(a.file())
			if err != nil {
				database = a.file() // the folder we are in is gone
			}
			pairs := []report.Pair{
				{Name: "database", Value: database},
				{Name: "config", Value: a.paths.Config},
				{Name: "exports", Value: a.paths.Exports},
				{Name: "log", Value: a.paths.Log},
				{Name: "crashes", Value: a.paths.Crash},
			}
			return report.Pairs(a.out, form(asJSON), pairs)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}
