package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"smarketing/internal/crm"
	"smarketing/internal/hook"
	"smarketing/internal/report"
	"smarketing/internal/workspace"
)

func (a *app) alertsCommand() *cobra.Command {
	var q crm.AlertQuery
	var follow, asJSON, ack bool
	cmd := &cobra.Command{
		Use:   "alerts",
		Short: "Show which leads became ready, and which SLA was broken",
		Long: `Shows what the team has been told, newest first: a lead became ready, once for
every time; an SLA ran out; an import or a new rubric made leads ready, as one.

With --follow it writes what nobody has seen, stays, writes what comes, keeps the scores current and tells the
commands of [hooks] in the configuration: for a team that wants its alerts while no
dashboard is open. With --json every alert is a line of JSON then.`,
		Args: exactly(),
		RunE: a.reading(func(ctx context.Context, w *workspace.Workspace, _ []string) error {
			if err := natural("limit", q.Limit); err != nil {
				return err
			}
			if (ack || follow) && a.readOnly {
				return crm.Errorf(crm.Usage, "--ack and --follow change the file, which --read-only forbids").WithHint("leave out --read-only")
			}
			if follow {
				return a.followAlerts(ctx, w, asJSON)
			}
			if err := a.refresh(ctx, w); err != nil {
				return err
			}
			if _, err := w.TellBreaches(ctx); err != nil {
				return err
			}
			return a.listAlerts(ctx, w, q, asJSON, ack)
		}),
	}
	flags := cmd.Flags()
	flags.BoolVar(&q.Open, "open", false, "only those nobody has acknowledged")
	flags.IntVar(&q.Limit, "limit", 0, "at most `N` alerts; 0: all")
	flags.BoolVar(&follow, "follow", false, "stay and write alerts as they come")
	flags.BoolVar(&ack, "ack", false, "acknowledge what is shown")
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

func (a *app) listAlerts(ctx context.Context, w *workspace.Workspace, q crm.AlertQuery, asJSON, ack bool) error {
	page, err := w.Alerts(ctx, q)
	if err != nil {
		return err
	}
	v, err := a.view(ctx, w)
	if err != nil {
		return err
	}
	if len(page.Alerts) == 0 && !asJSON {
		a.say("there are no alerts")
		return nil
	}
	rows, err := v.alerts(ctx, page.Alerts)
	if err != nil {
		return err
	}
	if err := report.Alerts(a.out, form(asJSON), rows, v.custom, v.zone); err != nil || !ack {
		return err
	}
	ids := make([]int64, len(page.Alerts))
	for i := range page.Alerts {
		ids[i] = page.Alerts[i].ID
	}
	if len(ids) == 0 {
		return nil
	}
	_, err = w.Acknowledge(ctx, ids)
	return err
}

// followAlerts writes the alerts nobody has seen, then others as they come,
// until ctx ends.
func (a *app) followAlerts(ctx context.Context, w *workspace.Workspace, asJSON bool) error {
	v, err := a.view(ctx, w)
	if err != nil {
		return err
	}
	last, err := a.unseenAlerts(ctx, v, asJSON)
	if err != nil {
		return err
	}
	stop := a.upkeep(ctx, w)
	defer stop()
	runner, end := a.runHooks(ctx, w)
	defer end()
	for {
		runner.Wake() // not every event is an alert
		page, err := w.Alerts(ctx, crm.AlertQuery{After: last})
		if err == nil && len(page.Alerts) > 0 {
			last = page.Alerts[len(page.Alerts)-1].ID
			err = a.writeAlerts(ctx, v, page.Alerts, asJSON)
		}
		if err == nil {
			_, err = w.Wait(ctx)
		}
		switch {
		case ctx.Err() != nil || errors.Is(err, context.Canceled):
			return nil // told to stop, which is how this ends
		case err != nil:
			return err
		}
	}
}

// unseenAlerts writes the alerts nobody has seen, oldest first, and returns the
// number of the newest of all.
func (a *app) unseenAlerts(ctx context.Context, v leadView, asJSON bool) (last int64, err error) {
	newest, err := v.w.Alerts(ctx, crm.AlertQuery{Limit: 1})
	if err != nil || len(newest.Alerts) == 0 {
		return 0, err
	}
	page, err := v.w.Alerts(ctx, crm.AlertQuery{Open: true})
	if err != nil {
		return 0, err
	}
	slices.Reverse(page.Alerts)
	if n := len(page.Alerts); n > 0 {
		last = page.Alerts[n-1].ID
	}
	return max(last, newest.Alerts[0].ID), a.writeAlerts(ctx, v, page.Alerts, asJSON)
}

func (a *app) writeAlerts(ctx context.Context, v leadView, alerts []crm.Alert, asJSON bool) error {
	rows, err := v.alerts(ctx, alerts)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := report.AlertLine(a.out, form(asJSON), row, v.custom, v.zone); err != nil {
			return err
		}
	}
	return nil
}

// runHooks tells the user's commands what happens, in the background, until the
// returned function is called.
func (a *app) runHooks(ctx context.Context, w *workspace.Workspace) (runner *hook.Runner, stop func()) {
	runner = hook.New(hook.Commands{Argv: a.config.Hooks.Argv, Timeout: a.config.Hooks.Timeout}, w, a.clock, a.log)
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		runner.Run(ctx)
	}()
	return runner, func() { cancel(); <-done }
}

// leadView is what it takes to write leads of a file.
type leadView struct {
	w      *workspace.Workspace
	custom []crm.Field
	zone   *time.Location
}

func (a *app) view(ctx context.Context, w *workspace.Workspace) (leadView, error) {
	v := leadView{w: w}
	settings, err := w.Settings(ctx)
	if err != nil {
		return v, err
	}
	v.zone = settings.Location()
	v.custom, err = w.Catalogue(ctx)
	return v, err
}

// rows returns the leads with their scores explained, by id.
func (v leadView) rows(ctx context.Context, ids []crm.LeadID) (map[crm.LeadID]report.Row, error) {
	rows := make(map[crm.LeadID]report.Row, len(ids))
	if len(ids) == 0 {
		return rows, nil
	}
	for row, err := range v.w.Leads(ctx, crm.LeadQuery{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		rows[row.Lead.ID] = row
	}
	return rows, nil
}

func (v leadView) alerts(ctx context.Context, alerts []crm.Alert) ([]report.AlertRow, error) {
	var ids []crm.LeadID
	for i := range alerts {
		if alerts[i].Lead != 0 {
			ids = append(ids, alerts[i].Lead)
		}
	}
	leads, err := v.rows(ctx, ids)
	rows := make([]report.AlertRow, len(alerts))
	for i := range alerts {
		rows[i] = report.AlertRow{Alert: alerts[i], Lead: leads[alerts[i].Lead]}
	}
	return rows, err
}
