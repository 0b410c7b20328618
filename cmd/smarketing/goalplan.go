package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/report"
	"smarketing/internal/stat"
	"smarketing/internal/workspace"
)

// goalFlags are what a goal is planned from, as typed.
type goalFlags struct {
	revenue, deal, rate, winRate, readyRate, share, deadline, start string
	lag                                                             float64
}

func (f *goalFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.revenue, "revenue", "", "the revenue goal, such as 1000000 or 1.2M")
	flags.StringVar(&f.deal, "deal", "", "revenue of an average customer")
	flags.StringVar(&f.rate, "rate", "", "share of leads that become customers, such as 0.05 or 5%")
	flags.StringVar(&f.winRate, "win-rate", "", "share of opportunities that are won")
	flags.StringVar(&f.readyRate, "ready-rate", "", "share of leads that become ready")
	flags.StringVar(&f.share, "share", "", "share of the revenue that is to come from these leads (default: all)")
	flags.StringVar(&f.deadline, "deadline", "", "until when: q4, \"q4 2026\", 2026-12, 2026, or a date such as 2026-12-31")
	flags.StringVar(&f.start, "start", "", "from when, a date (default: as the quarter, month or year, else today)")
	flags.Float64Var(&f.lag, "lag", 0, "`DAYS` from lead to win")
}

// over puts what was typed over a goal.
func (f *goalFlags) over(g *crm.Goal, now time.Time, zone *time.Location) error {
	for flag, field := range map[string]struct {
		value string
		at    *crm.Money
	}{"revenue": {f.revenue, &g.Revenue}, "deal": {f.deal, &g.AverageDeal}} {
		if field.value == "" {
			continue
		}
		v, err := goal.ParseAmount(field.value)
		if err != nil {
			return flagged(flag, err)
		}
		*field.at = crm.MoneyOf(v)
	}
	for flag, field := range map[string]struct {
		value string
		at    *float64
	}{
		"rate": {f.rate, &g.LeadRate}, "win-rate": {f.winRate, &g.WinRate},
		"ready-rate": {f.readyRate, &g.ReadyRate}, "share": {f.share, &g.Share},
	} {
		if field.value == "" {
			continue
		}
		v, err := goal.ParseRate(field.value)
		if err != nil {
			return flagged(flag, err)
		}
		if v == 0 {
			return flagged(flag, crm.Errorf(crm.Invalid, "a share of 0 brings no customers").WithHint("leave it out when it is not known"))
		}
		*field.at = v
	}
	if f.lag > 0 {
		g.LagDays = f.lag
	}
	return f.period(g, now, zone)
}

func (f *goalFlags) period(g *crm.Goal, now time.Time, zone *time.Location) error {
	var err error
	if f.deadline != "" {
		if g.Start, g.End, err = goal.ParsePeriod(f.deadline, now, zone); err != nil {
			return flagged("deadline", err)
		}
	}
	if f.start != "" {
		if g.Start, err = crm.ParseDate(f.start, now, zone); err != nil {
			return flagged("start", err)
		}
	}
	if !g.End.IsZero() && !g.Start.Before(g.End) {
		return flagged("start", crm.Errorf(crm.Invalid, "the goal begins after its deadline").WithHint("begin it on an earlier day"))
	}
	return nil
}

// flagged names the flag that an error is about.
func flagged(flag string, err error) error {
	if e, ok := errors.AsType[*crm.Error](err); ok {
		named := *e
		named.Code, named.Field, named.Message = crm.Usage, flag, "--"+flag+": "+e.Message
		return &named
	}
	return err
}

// inputs returns what the calculator asks for: typed figures, and where none
// was typed the measured ones, with what they rest on.
func (f *goalFlags) inputs(g *crm.Goal, m *goal.Measured, now time.Time) goal.Inputs {
	rate := func(typed string, v float64, s stat.Share) goal.Rate {
		if typed == "" && s.Known {
			return goal.FromFile(s)
		}
		return goal.Typed(v)
	}
	in := goal.Inputs{
		Revenue: g.Revenue.Float(), Share: g.Share, AverageDeal: g.AverageDeal.Float(), Lag: g.LagDays, Now: now, Deadline: g.End,
		LeadRate: rate(f.rate, g.LeadRate, m.LeadRate), WinRate: rate(f.winRate, g.WinRate, m.WinRate),
		ReadyRate: rate(f.readyRate, g.ReadyRate, m.ReadyRate),
	}
	if g.Start.After(now) {
		in.Now = g.Start // weeks count from when it begins
	}
	if f.deal == "" && m.AverageDeal > 0 {
		in.AverageDeal = m.AverageDeal
	}
	if f.lag == 0 && m.Lags > 0 {
		in.Lag = m.Lag
	}
	return in
}

func (a *app) goalPlanCommand() *cobra.Command {
	var f goalFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Work out what a revenue goal takes; nothing is stored",
		Long: `Works out how many customers, opportunities and leads a revenue goal takes, by
when the leads must be there, and how many a week.

What is not typed is taken from the file, with the number of cases it rests on
and what that leaves open. With --deal and --rate no file is needed.`,
		Example: `  smarketing goal plan --revenue 1000000 --deal 20000 --rate 0.05
  smarketing goal plan --revenue 1.2M --deadline q4`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, args []string) error {
			plan := func(r *goal.Report, zone *time.Location) error {
				g := crm.Goal{}
				if r.Goal != nil {
					g.Revenue, g.Share, g.Start, g.End = r.Goal.Revenue, r.Goal.Share, r.Goal.Start, r.Goal.End
				}
				if err := f.over(&g, a.clock(), zone); err != nil {
					return err
				}
				in := f.inputs(&g, &r.Measured, a.clock())
				need, err := goal.Plan(in)
				if err != nil {
					return asFlag(err)
				}
				return report.GoalPlan(a.out, form(asJSON), in, need, r, zone)
			}
			if f.deal != "" && f.rate != "" && f.revenue != "" {
				zone, err := time.LoadLocation(a.zone())
				if err != nil {
					zone = time.UTC
				}
				return plan(&goal.Report{}, zone)
			}
			if _, err := os.Stat(a.file()); errors.Is(err, fs.ErrNotExist) {
				return crm.Errorf(crm.Usage, "there is no file to take figures from").
					WithHint("type --revenue, --deal and --rate, or name a file with --db")
			}
			return a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
				r, err := w.GoalReport(ctx)
				if err != nil {
					return err
				}
				return plan(&r, r.Zone)
			})(cmd, args)
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// asFlag puts the flag before what is wrong with it.
func asFlag(err error) error {
	if e, ok := errors.AsType[*crm.Error](err); ok && e.Field != "" {
		return flagged(e.Field, err)
	}
	return err
}
