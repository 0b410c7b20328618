package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
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
	var asJSON, asCSV, asMarkdown bool
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
  smarketing funnel --by source --json
  smarketing funnel --since -90d --markdown > funnel.md`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			if err := oneForm(asJSON, asCSV, asMarkdown); err != nil {
				return err
			}
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
			return a.printFunnel(r, asJSON, asCSV, asMarkdown)
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
	flags.BoolVar(&asCSV, "csv", false, "write CSV: a row for each stage, and for each stage of each group")
	flags.BoolVar(&asMarkdown, "markdown", false, "write a page of Markdown")
	return cmd
}

func (a *app) printFunnel(r funnel.Report, asJSON, asCSV, asMarkdown bool) error {
	switch {
	case asJSON:
		return report.FunnelJSON(a.out, r)
	case asCSV:
		return report.FunnelCSV(a.out, r)
	case asMarkdown:
		return report.FunnelMarkdown(a.out, r)
	}
	return report.Funnel(a.out, r)
}

// oneForm returns Usage when more than one form of output is asked for.
func oneForm(asJSON, asCSV, asMarkdown bool) error {
	n := 0
	for _, asked := range []bool{asJSON, asCSV, asMarkdown} {
		if asked {
			n++
		}
	}
	if n > 1 {
		return crm.Errorf(crm.Usage, "--json, --csv and --markdown exclude each other").WithHint("give one of them")
	}
	return nil
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

// ExportFunnel writes an answer to a new file in the working folder, as csv or
// as markdown, and returns its name. No file is overwritten: another one gets a
// number.
func (i *importer) ExportFunnel(_ context.Context, r funnel.Report, format string) (string, error) {
	write, ending := report.FunnelCSV, "csv"
	if format == "markdown" {
		write, ending = report.FunnelMarkdown, "md"
	}
	return writeNew("funnel-"+r.Question.Now.In(r.Question.Zone).Format(time.DateOnly), ending, func(w io.Writer) error { return write(w, r) })
}

// writeNew writes a file that was not there before, for its owner only, and
// returns its name: stem.ending, or with a number when that name is taken.
// Nothing is left behind when writing fails.
func writeNew(stem, ending string, write func(io.Writer) error) (string, error) {
	for n := 1; ; n++ {
		name := stem + "." + ending
		if n > 1 {
			name = fmt.Sprintf("%s-%d.%s", stem, n, ending)
		}
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", cannotWrite(name, err)
		}
		if err := errors.Join(write(f), f.Close()); err != nil {
			return "", cannotWrite(name, errors.Join(err, os.Remove(name)))
		}
		return name, nil
	}
}

func cannotWrite(name string, err error) error {
	return crm.Errorf(crm.Failure, "%s cannot be written: %w", name, err).WithHint("start smarketing in a folder where you may write")
}
