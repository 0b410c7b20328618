package main

import (
	"context"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) leadCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "lead KEY",
		Short: "Show one lead: its score explained, and its history",
		Long:  `Shows one lead. KEY is its external key or its e-mail; '#12' is its internal id.`,
		Args:  exactly("KEY"),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			if err := a.refresh(ctx, w); err != nil {
				return err
			}
			p, err := profile(ctx, w, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return report.LeadJSON(a.out, p)
			}
			return report.Lead(a.out, p)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// profile gathers everything about one lead.
func profile(ctx context.Context, w *workspace.Workspace, ref string) (p report.Profile, err error) {
	if p.Lead, err = w.Find(ctx, ref); err != nil {
		return p, err
	}
	if p.Explanation, err = w.Explain(ctx, p.Lead.ID); err != nil {
		return p, err
	}
	if p.Timeline, err = w.Timeline(ctx, p.Lead.ID); err != nil {
		return p, err
	}
	if p.Version, err = w.Rubric(ctx); err != nil {
		return p, err
	}
	if p.Custom, err = w.Catalogue(ctx); err != nil {
		return p, err
	}
	if p.Stages, err = w.Stages(ctx); err != nil {
		return p, err
	}
	page, err := w.LeadPage(ctx, crm.LeadQuery{IDs: []crm.LeadID{p.Lead.ID}})
	if err != nil {
		return p, err
	}
	p.Work = page.Work[p.Lead.ID]
	settings, err := w.Settings(ctx)
	p.Zone = settings.Location()
	return p, err
}
