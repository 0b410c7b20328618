package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/nurture"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) nurtureCommand() *cobra.Command {
	var q crm.NurtureQuery
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "nurture",
		Short: "List the recycled leads: who is warm again, and who is due",
		Long: `Lists the recycled leads, the most urgent first: those that are ready again, then
by what they have gained since (re-heat), then by the day on which somebody touches
them or they come back. touch, next, snooze, recycle and return act on them.`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			if err := natural("limit", q.Limit); err != nil {
				return err
			}
			if err := a.refresh(ctx, w); err != nil {
				return err
			}
			return a.listNurture(ctx, w, q, asJSON)
		}),
	}
	flags := cmd.Flags()
	flags.BoolVar(&q.Due, "due", false, "only what is returned, overdue or due today")
	flags.StringVar(&q.Owner, "owner", "", "only leads of the `OWNER`")
	flags.StringVar(&q.Filter, "filter", "", "only leads with all words of the `TEXT`")
	flags.IntVar(&q.Limit, "limit", 0, "show at most `N` leads; 0: all")
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	cmd.AddCommand(a.cadencesCommand(), a.recoveryCommand())
	return cmd
}

func (a *app) listNurture(ctx context.Context, w *workspace.Workspace, q crm.NurtureQuery, asJSON bool) error {
	page, err := w.NurturePage(ctx, q)
	if err != nil {
		return err
	}
	v, err := a.view(ctx, w)
	if err != nil {
		return err
	}
	ids := make([]crm.LeadID, len(page.Rows))
	for i := range page.Rows {
		ids[i] = page.Rows[i].Lead.ID
	}
	leads, err := v.rows(ctx, ids)
	if err != nil {
		return err
	}
	rows := make([]report.NurseRow, len(page.Rows))
	for i, row := range page.Rows {
		rows[i] = report.NurseRow{NurtureRow: row, Explanation: leads[row.Lead.ID].Explanation}
	}
	return report.Nurture(a.out, form(asJSON), rows, page, v.custom, v.zone, a.clock())
}

func (a *app) cadencesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "cadences [FILE|-]",
		Short: "Show, or set from a file, when recycled leads come back and are touched, by reason",
		Args:  atMost("FILE"),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, args []string) error {
			if len(args) == 0 {
				plan, err := w.Plan(ctx)
				if err != nil {
					return err
				}
				_, err = io.WriteString(a.out, plan.String())
				return err
			}
			if a.readOnly {
				return crm.Errorf(crm.Usage, "this command changes the file, which --read-only forbids").WithHint("leave out --read-only")
			}
			body, err := a.slurp(args[0])
			if err != nil {
				return err
			}
			plan, err := nurture.ParsePlan(string(body))
			if err != nil {
				return err
			}
			if err := w.SetPlan(ctx, plan); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "cadences for %s\n", report.Count(len(plan.Cadences), "reason", "reasons"))
			return err
		}),
	}
}

// slurp reads a small file, or the standard input.
func (a *app) slurp(path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(a.in)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, crm.Errorf(crm.NotFound, "cannot read %s: %w", path, err).WithHint("name a file that exists")
	}
	return body, nil
}

func (a *app) recoveryCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "recovery",
		Short: "Show what came of the leads that were recycled, by reason",
		Args:  exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			rows, err := w.Recovery(ctx)
			if err != nil {
				return err
			}
			if len(rows) == 0 && !asJSON {
				a.say("no lead was recycled yet")
				return nil
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.Recovery(a.out, form(asJSON), rows, settings.Currency)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) leaksCommand() *cobra.Command {
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "leaks",
		Short: "List the open leads that are in danger of being forgotten",
		Long: `Lists the open leads that have no owner, or nothing ahead of them: no step from
today on, no running SLA, no nurture date. The aim is none.`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			if err := natural("limit", limit); err != nil {
				return err
			}
			if err := a.refresh(ctx, w); err != nil {
				return err
			}
			return a.listLeaks(ctx, w, limit, asJSON)
		}),
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "show at most `N` leads")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.PreRun = func(cmd *cobra.Command, _ []string) {
		if !asJSON && !cmd.Flags().Changed("limit") {
			limit = listed
		}
	}
	return cmd
}

func (a *app) listLeaks(ctx context.Context, w *workspace.Workspace, limit int, asJSON bool) error {
	page, err := w.Leaks(ctx, limit)
	if err != nil {
		return err
	}
	v, err := a.view(ctx, w)
	if err != nil {
		return err
	}
	stages, err := w.Stages(ctx)
	if err != nil {
		return err
	}
	ids := make([]crm.LeadID, len(page.Leads))
	for i := range page.Leads {
		ids[i] = page.Leads[i].ID
	}
	leads, err := v.rows(ctx, ids)
	if err != nil {
		return err
	}
	rows := make([]report.LeakRow, len(ids))
	for i, id := range ids {
		rows[i] = report.LeakRow{Lead: leads[id], Reason: page.Reasons[id]}
	}
	return report.Leaks(a.out, form(asJSON), rows, page.Total, page.Open, v.custom, stages)
}
