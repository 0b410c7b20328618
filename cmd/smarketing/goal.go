package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) goalCommand() *cobra.Command {
	return group("goal", "Plan, set and follow the shared revenue goal",
		a.goalShowCommand(), a.goalPlanCommand(), a.goalSetCommand(), a.goalHistoryCommand(), a.goalCostsCommand())
}

func (a *app) goalSetCommand() *cobra.Command {
	var f goalFlags
	var note string
	cmd := &cobra.Command{
		Use:   "set",
		Short: "Set the shared goal, as a new version",
		Long: `Sets the goal that both teams share. Nothing is overwritten: every goal is a
version with its author and note, and smarketing undo takes it back.

What is not typed stays as it is in the goal in force; where there is none it is
what the file shows.`,
		Example: `  smarketing goal set --revenue 1000000 --deadline q4 --note "as agreed on monday"
  smarketing goal set --rate 6%`,
		Args: exactly(),
		RunE: a.writing(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			r, err := w.GoalReport(ctx)
			if err != nil {
				return err
			}
			g := startingGoal(&r)
			if err := f.over(&g, r.Now, r.Zone); err != nil {
				return err
			}
			g.Note = note
			if _, err := w.SetGoal(ctx, g); err != nil {
				return asFlag(err)
			}
			if r, err = w.GoalReport(ctx); err != nil {
				return err
			}
			return report.Goal(a.out, r)
		}),
	}
	f.add(cmd.Flags())
	cmd.Flags().StringVar(&note, "note", "", "why, for those who read it later")
	return cmd
}

// startingGoal is what a new goal is made from: the one in force, else what was
// measured.
func startingGoal(r *goal.Report) crm.Goal {
	if r.Goal != nil {
		return *r.Goal
	}
	m := &r.Measured
	return crm.Goal{
		Share: 1, AverageDeal: crm.MoneyOf(m.AverageDeal), LagDays: m.Lag,
		LeadRate: m.LeadRate.Value, WinRate: m.WinRate.Value, ReadyRate: m.ReadyRate.Value,
	}
}

func (a *app) goalShowCommand() *cobra.Command {
	var asJSON, asCSV, asMarkdown bool
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Show the goal, its pace and forecast, the gap explained, and what each team has to do",
		Args:  exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			if err := oneForm(asJSON, asCSV, asMarkdown); err != nil {
				return err
			}
			r, err := w.GoalReport(ctx)
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				return report.GoalJSON(a.out, r)
			case asCSV:
				return report.GoalCSV(a.out, r)
			case asMarkdown:
				return report.GoalMarkdown(a.out, r)
			}
			return report.Goal(a.out, r)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "write the sums over time as CSV")
	cmd.Flags().BoolVar(&asMarkdown, "markdown", false, "write Markdown")
	return cmd
}

// ExportGoal writes a report to a new file in the working folder, as csv or as
// markdown, and returns its name. No file is overwritten.
func (i *importer) ExportGoal(_ context.Context, r goal.Report, format string) (string, error) {
	write, ending := report.GoalCSV, "csv"
	if format == "markdown" {
		write, ending = report.GoalMarkdown, "md"
	}
	return writeNew("goal-"+r.Now.In(r.Zone).Format(time.DateOnly), ending, func(w io.Writer) error { return write(w, r) })
}

func (a *app) goalHistoryCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use: "history", Short: "List the versions of the goal", Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			goals, err := w.Goals(ctx)
			if err != nil {
				return err
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			return report.Goals(a.out, form(asJSON), goals, settings.Location())
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) goalCostsCommand() *cobra.Command {
	var since, until string
	var asJSON, asCSV bool
	cmd := &cobra.Command{
		Use:   "costs",
		Short: "Show what a lead, a ready lead and a customer cost, by source",
		Long: `Shows by source what advertising has cost in the time, the leads that came in that
time, how many of them have become ready and customers by now, and what each cost.
A spend that is dated in the future does not count yet.
Import what was spent with smarketing import FILE --as spend.`,
		Example: `  smarketing goal costs --since 2026-07-01 --until 2026-10-01
  smarketing goal costs --since -90d --csv > costs.csv`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			if asJSON && asCSV {
				return crm.Errorf(crm.Usage, "--json and --csv are two formats").WithHint("give one of them")
			}
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			from, err := a.pastDate("since", since, settings.Location())
			if err != nil {
				return err
			}
			to, err := a.pastDate("until", until, settings.Location())
			if err != nil {
				return err
			}
			costs, err := w.Costs(ctx, from, to)
			if err != nil {
				return err
			}
			if asCSV {
				return report.CostsCSV(a.out, costs, settings.Currency, from, to)
			}
			return report.Costs(a.out, form(asJSON), costs, settings.Currency)
		}),
	}
	cmd.Flags().StringVar(&since, "since", "", "begin of the time: 2026-07-01, or -90d for so many days ago")
	cmd.Flags().StringVar(&until, "until", "", "end of the time, not included")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "write CSV: a row for each source")
	return cmd
}
