package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) funnelCommand() *cobra.Command {
	var q funnel.Question
	var since, until, basis, count, order, by string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "funnel",
		Short: "Show how leads come through the stages, how long they take, and where they are lost",
		Long: `Shows for every stage of the path how many leads entered, what share reached the
next one (with its 95 % interval), how long they stay (median and the time after
which nine of ten have left, by Kaplan and Meier: those who are still there count
too), and where they go instead. The definition in force is printed with it.

--basis cohort follows the leads that came in between --since and --until, until
now. --basis period counts what happened in between, whoever it happened to.
--count all counts every pass of a lead that goes back and round again.
--order strict asks for the very next stage afterwards; reached, which is what
you get without it, also counts who skipped it.`,
		Example: `  smarketing funnel --since -90d
  smarketing funnel --since 2026-07-01 --until 2026-10-01 --basis period
  smarketing funnel --by source --json`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			settings, err := w.Settings(ctx)
			if err != nil {
				return err
			}
			zone := settings.Location()
			if q.Since, err = a.pastDate("since", since, zone); err != nil {
				return err
			}
			if q.Until, err = a.pastDate("until", until, zone); err != nil {
				return err
			}
			q.Basis, q.Count, q.Order = funnel.Basis(basis), funnel.Count(count), funnel.Order(order)
			r, err := w.Funnel(ctx, q, by)
			if err != nil {
				return err
			}
			if asJSON {
				return report.FunnelJSON(a.out, r)
			}
			return report.Funnel(a.out, r)
		}),
	}
	flags := cmd.Flags()
	flags.StringVar(&since, "since", "", "begin of the window: 2026-07-01, or -90d for so many days ago")
	flags.StringVar(&until, "until", "", "end of the window, not included")
	flags.StringVar(&basis, "basis", string(funnel.Cohort), "cohort or period")
	flags.StringVar(&count, "count", string(funnel.FirstPass), "first or all passes")
	flags.StringVar(&order, "order", string(funnel.Reached), "strict or reached")
	flags.StringVar(&by, "by", "", "break down by source, campaign, owner, grade or any `FIELD`")
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// pastDate reads the date of a flag in the zone of the file: a day, or -90d for
// so many days before today; zero when it is not given.
func (a *app) pastDate(flag, value string, zone *time.Location) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	if n, ok := strings.CutSuffix(value, "d"); ok && strings.HasPrefix(n, "-") {
		if back, err := strconv.Atoi(n); err == nil && back > -36500 {
			now := a.clock().In(zone)
			return time.Date(now.Year(), now.Month(), now.Day()+back, 0, 0, 0, 0, zone), nil
		}
	}
	t, err := time.ParseInLocation(time.DateOnly, value, zone)
	if err != nil {
		return t, crm.Errorf(crm.Usage, "--%s cannot be %q", flag, value).WithHint("write a date such as 2026-07-01, or -90d")
	}
	return t, nil
}
