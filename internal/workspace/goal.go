package workspace

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/store"
)

// verbGoal is how the journal calls setting a goal.
const verbGoal = "goal"

// Goals returns all versions of the goal, the newest first, those that were
// undone too.
func (w *Workspace) Goals(ctx context.Context) ([]crm.Goal, error) {
	return read(ctx, w, (*store.Tx).Goals)
}

// goalInForce returns the newest version of the goal that was not undone; the
// zero Goal when there is none.
func goalInForce(t *store.Tx) (crm.Goal, error) {
	goals, err := t.Goals()
	i := slices.IndexFunc(goals, func(g crm.Goal) bool { return !g.Withdrawn })
	if err != nil || i < 0 {
		return crm.Goal{}, err
	}
	return goals[i], nil
}

// SetGoal makes a new version of the goal and returns it as it is stored: with
// its number, time, author and currency, and with the rates of the steps that
// were measured, scaled so that their product is LeadRate. A Share of 0 is all.
// The Version given is the one it was made from, 0 for whatever is in force;
// the error is Conflict when another one is, and Invalid when no plan can be
// made of the goal.
func (w *Workspace) SetGoal(ctx context.Context, g crm.Goal) (crm.Goal, error) {
	measured, err := w.measured(ctx)
	if err != nil {
		return g, err
	}
	base := g.Version
	g.At, g.By, g.Withdrawn = w.clock(), w.by, false
	g.Note = strings.TrimSpace(g.Note)
	if g.Share == 0 {
		g.Share = 1
	}
	if err := checkGoal(&g); err != nil {
		return g, err
	}
	g.Steps = measured.Scaled(g.LeadRate)
	err = w.store.Update(ctx, func(t *store.Tx) error {
		settings, err := t.Settings()
		if err != nil {
			return err
		}
		goals, err := t.Goals()
		if err != nil {
			return err
		}
		inForce, err := goalInForce(t)
		if err != nil {
			return err
		}
		if base != 0 && base != inForce.Version {
			return crm.Errorf(crm.Conflict, "the goal was set to version %d by %s meanwhile", inForce.Version, inForce.By).
				WithHint("look at it, then set yours again")
		}
		g.Version, g.Currency = 1, settings.Currency
		if len(goals) > 0 {
			g.Version = goals[0].Version + 1
		}
		if err := t.AddGoal(g); err != nil {
			return err
		}
		if err := t.AddJournal(crm.JournalEntry{
			At: g.At, By: g.By, Verb: verbGoal, Key: fmt.Sprintf("version %d", g.Version), Detail: fmt.Sprintf(`{"goal":%d}`, g.Version),
		}); err != nil {
			return err
		}
		return t.AddChange(store.SettingsChanged)
	})
	return g, err
}

// checkGoal returns Invalid unless a plan can be made of the goal.
func checkGoal(g *crm.Goal) error {
	if !g.Start.Before(g.End) {
		e := crm.Errorf(crm.Invalid, "the goal has no time").WithHint("name a deadline such as q4 or 2026-12-31")
		e.Field = "deadline"
		return e
	}
	in := goal.Inputs{
		Revenue: g.Revenue.Float(), Share: g.Share, AverageDeal: g.AverageDeal.Float(), WinRate: goal.Typed(g.WinRate),
		LeadRate: goal.Typed(g.LeadRate), ReadyRate: goal.Typed(g.ReadyRate), Lag: g.LagDays, Deadline: g.End, Now: g.At,
	}
	_, err := goal.Plan(in)
	return err
}

// ungoal withdraws the version of the goal that the journal entry is about.
// Conflict when another one is in force.
func (w *Workspace) ungoal(t *store.Tx, entry crm.JournalEntry, report *crm.UndoReport) error {
	var version int64
	if _, err := fmt.Sscanf(entry.Detail, `{"goal":%d}`, &version); err != nil {
		return fmt.Errorf("journal entry %d: %w", entry.ID, err)
	}
	inForce, err := goalInForce(t)
	if err != nil {
		return err
	}
	if inForce.Version != version {
		return crm.Errorf(crm.Conflict, "version %d of the goal is in force, set by %s", inForce.Version, inForce.By).
			WithHint("undo that one first")
	}
	report.Removed["goals"] = 1
	return t.WithdrawGoal(version)
}

// GoalReport says everything about the goal, and what was measured to plan
// with. Without a goal it is only that.
func (w *Workspace) GoalReport(ctx context.Context) (goal.Report, error) {
	var f goal.Facts
	if err := w.warm(ctx, "source"); err != nil {
		return goal.Report{}, err
	}
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		f, err = w.goalFacts(t)
		return err
	})
	if err != nil {
		return goal.Report{}, err
	}
	return goal.NewReport(&f), nil
}

// goalFacts gathers what the file says about the goal in force.
func (w *Workspace) goalFacts(t *store.Tx) (goal.Facts, error) {
	f := goal.Facts{Now: w.clock()}
	settings, err := t.Settings()
	if err != nil {
		return f, err
	}
	rules, err := w.rulesOf(t)
	if err != nil {
		return f, err
	}
	f.Zone, f.Currency, f.Work = settings.Location(), settings.Currency, rules.desk.sla.Calendar
	m, err := w.measure(t, settings, f.Now)
	if err != nil {
		return f, err
	}
	f.Measured, f.Values, f.Deals, f.Path = m.measured, m.values, m.deals, m.path
	if f.Goal, err = goalInForce(t); err != nil || f.Goal.Version == 0 {
		return f, err
	}
	if f.Flows, f.Inflow, err = m.flows(f.Goal.Start, f.Goal.End); err != nil {
		return f, err
	}
	for i, s := range spansOf(f.Goal.Start, f.Goal.End, f.Now, f.Zone) {
		if f.Touch[i], err = t.FirstTouches(s[0], s[1]); err != nil {
			return f, err
		}
	}
	for _, fate := range m.fates() {
		f.Pipes = append(f.Pipes, goal.Pipe{Stage: fate.Stage, Onward: fate.Onward, To: fate.To, Won: fate.Won, Waiting: fate.Waiting})
	}
	return f, nil
}

// spansOf returns the spans of goal.Facts.Flows as [from, to), none of which
// leaves the goal's time or lies in the future.
func spansOf(start, end, now time.Time, zone *time.Location) [goal.Spans][2]time.Time {
	monday := goal.Monday(now, zone)
	until := now.Add(time.Millisecond)
	if end.Before(until) {
		until = end
	}
	later := func(t time.Time) time.Time {
		if t.Before(start) {
			return start
		}
		return t
	}
	var spans [goal.Spans][2]time.Time
	spans[goal.SinceStart] = [2]time.Time{start, until}
	spans[goal.ThisWeek] = [2]time.Time{later(monday), until}
	spans[goal.WeekBefore] = [2]time.Time{later(monday.AddDate(0, 0, -7)), later(monday)}
	return spans
}

// percentile of the times from lead to win after which a lead that is not won
// counts as decided.
const maturePercentile = 0.9

// youngest is how many days a lead is given at least.
const youngest = 90

// maturity returns after how many days the outcome of a lead is known: as it is
// set, else the time by which nine of ten wins were made.
func maturity(settings crm.Settings, p90 float64) int {
	if settings.MaturityDays > 0 {
		return settings.MaturityDays
	}
	return max(youngest, int(math.Ceil(p90)))
}
