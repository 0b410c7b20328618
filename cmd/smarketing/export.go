package main

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) exportCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "export leads|activities|stages|deals",
		Short: "Write everything of one kind as CSV or JSON",
		Long: `Writes everything of one kind to the standard output, under the names that import
takes. Leads come without scores as CSV (smarketing leads --csv has them) and with
scores as JSON. In CSV, a cell that a spreadsheet would take for a formula gets a
leading apostrophe, which import takes away again. Control characters are left out,
and so are invisible ones that turn or hide text, though not from keys, which would
name no lead without them.`,
		Args:      oneOf(kinds...),
		ValidArgs: kinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := among("--format", format, []string{string(report.CSV), string(report.JSON)}); err != nil {
				return err
			}
			return a.reading(func(ctx context.Context, w *workspace.Workspace, args []string) error {
				return a.export(ctx, w, crm.RecordKind(args[0]), report.Format(format))
			})(cmd, args)
		},
	}
	cmd.Flags().StringVar(&format, "format", "csv", "csv or json")
	return cmd
}

func (a *app) export(ctx context.Context, w *workspace.Workspace, kind crm.RecordKind, f report.Format) error {
	if kind == crm.LeadRecord {
		return a.exportLeads(ctx, w, f)
	}
	key, err := w.LeadKeys(ctx)
	if err != nil {
		return err
	}
	switch kind {
	case crm.ActivityRecord:
		_, err = report.Activities(a.out, f, w.Activities(ctx), key)
	case crm.StageRecord:
		_, err = report.StageChanges(a.out, f, w.StageChanges(ctx), key)
	case crm.DealRecord:
		var custom []string
		if custom, err = dealFields(ctx, w); err == nil {
			_, err = report.Deals(a.out, f, w.Deals(ctx), key, custom)
		}
	case crm.SpendRecord:
		_, err = report.Spends(a.out, f, w.Spends(ctx))
	}
	return err
}

func (a *app) exportLeads(ctx context.Context, w *workspace.Workspace, f report.Format) error {
	if f == report.JSON {
		if err := a.refresh(ctx, w); err != nil {
			return err
		}
		return a.writeLeads(ctx, w, crm.LeadQuery{}, f)
	}
	custom, err := w.Catalogue(ctx)
	if err != nil {
		return err
	}
	_, err = report.Profiles(a.out, w.Leads(ctx, crm.LeadQuery{}), custom)
	return err
}

// dealFields returns the names of all fields that any deal has of its own,
// sorted.
func dealFields(ctx context.Context, w *workspace.Workspace) ([]string, error) {
	names := map[string]bool{}
	for deal, err := range w.Deals(ctx) {
		if err != nil {
			return nil, err
		}
		for _, f := range deal.Custom {
			names[f.Name] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), nil
}
