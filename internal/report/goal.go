package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
)

// money returns a sum in hundredths as an exact amount.
func money(cents int64) crm.Money { return crm.Money{Cents: cents, Known: true} }

// units writes a sum in hundredths for people, rounded to whole units.
func units(cents int64) string { return humanize.Comma(int64(math.Round(float64(cents) / 100))) }

// inCents writes a sum in hundredths with its cents.
func inCents(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%s.%02d", sign, humanize.Comma(cents/100), cents%100)
}

// Goal writes all that is said about the goal as text for people.
func Goal(w io.Writer, r goal.Report) error {
	out := &printer{w: w, width: 100}
	if r.Goal == nil {
		out.line("no goal is set")
		out.hang("", "set one with smarketing goal set --revenue 1000000 --deadline q4, or try figures with smarketing goal plan")
		out.blank()
		measuredLines(out, &r)
		return out.err
	}
	g := r.Goal
	out.line("%s %s in %s, version %d by %s", r.Currency, units(g.Revenue.Cents), goal.PeriodWords(g.Start, g.End, r.Zone), int(g.Version), g.By)
	if g.Share < 1 {
		out.line("of it %s from leads: %s %s", percentOf(g.Share), r.Currency, units(g.Target()))
	}
	if g.Note != "" {
		out.hang("", g.Note)
	}
	out.line("%s", paceWords(&r))
	if !r.Over() {
		forecastLine(out, &r)
	}
	out.blank()
	if out.err != nil {
		return out.err
	}
	for _, part := range parts(&r) {
		if err := part(w, &r); err != nil {
			return err
		}
		out.blank()
	}
	toGoLines(out, &r)
	for _, note := range goalNotes(&r) {
		out.hang("note: ", note)
	}
	return out.err
}

// parts are the tables of a goal: before it begins there is no gap, and when it
// is over nothing more is expected.
func parts(r *goal.Report) []func(io.Writer, *goal.Report) error {
	switch {
	case !r.Begun():
		return []func(io.Writer, *goal.Report) error{dutyTable, sourceTable}
	case r.Over():
		return []func(io.Writer, *goal.Report) error{gapTable, dutyTable}
	}
	return []func(io.Writer, *goal.Report) error{gapTable, dutyTable, sourceTable}
}

// goalNotes say what was left out or is missing.
func goalNotes(r *goal.Report) []string {
	if r.Over() {
		return r.Notes // those on the forecast are about what is to come
	}
	return slices.Concat(r.Forecast.Missing, r.Notes)
}

// paceWords say how much is won of what is planned by now, or how it ended.
func paceWords(r *goal.Report) string {
	p := &r.Pace
	switch actual, plan, ahead := units(p.Actual), units(p.Plan), units(max(p.Ahead, -p.Ahead)); {
	case !r.Begun():
		return "begins on " + r.Goal.Start.In(r.Zone).Format(time.DateOnly) + ": nothing is due yet"
	case r.Over() && p.Ahead < 0:
		return fmt.Sprintf("the time is over: %s of %s, missed by %s", actual, plan, ahead)
	case r.Over():
		return fmt.Sprintf("the time is over: %s of %s, reached with %s more", actual, plan, ahead)
	case p.Ahead < 0:
		return fmt.Sprintf("so far %s of %s planned by now: %s behind (working day %d of %d)", actual, plan, ahead, min(p.DaysOver+1, p.Days), p.Days)
	default:
		return fmt.Sprintf("so far %s of %s planned by now: %s ahead (working day %d of %d)", actual, plan, ahead, min(p.DaysOver+1, p.Days), p.Days)
	}
}

func forecastLine(out *printer, r *goal.Report) {
	f := &r.Forecast
	if !f.Known {
		out.line("forecast: unknown")
		return
	}
	out.line("forecast %s: 8 of 10 times between %s and %s; the goal is reached in %.0f of 100 cases", units(f.P50), units(f.P10), units(f.P90), f.Chance*100)
}

func gapTable(w io.Writer, r *goal.Report) error {
	rows := [][]string{{"planned by now", "", "", "", inCents(r.Gap.Plan)}}
	for _, p := range r.Gap.Parts {
		rows = append(rows, []string{p.Name, p.Team, factor(p.Plan), factor(p.Actual), inCents(p.Cents)})
	}
	rows = append(rows, []string{"so far", "", "", "", inCents(r.Gap.Actual)})
	columns := []column{{title: "the gap"}, {title: "team"}, {title: "plan", right: true}, {title: "actual", right: true}, {title: r.Currency, right: true}}
	return table(w, columns, rows)
}

// factor writes a factor of the revenue: a count or sum, or a rate.
func factor(v float64) string {
	if v < 2 {
		return humanize.FtoaWithDigits(v, 3)
	}
	return humanize.CommafWithDigits(math.Round(v*10)/10, 1)
}

func dutyTable(w io.Writer, r *goal.Report) error {
	rows := make([][]string, 0, len(r.Duties))
	for i := range r.Duties {
		d := &r.Duties[i]
		row := []string{string(d.Team), d.Label, number(d.Done), "?", number(d.LastWeek), number(d.SoFar), "?", "?", "?"}
		if d.Known {
			row[3], row[6], row[7], row[8] = tenth(d.Week), tenth(d.Due), tenth(d.Total), tenth(d.CatchUp)
		}
		if r.Over() {
			row[8] = "-"
		}
		rows = append(rows, row)
	}
	return table(w, []column{
		{title: "team"}, {title: "duty"}, {title: "this week", right: true}, {title: "of", right: true}, {title: "last week", right: true},
		{title: "so far", right: true}, {title: "due", right: true}, {title: "in all", right: true}, {title: "a week from now", right: true},
	}, rows)
}

func tenth(v float64) string { return humanize.CommafWithDigits(math.Round(v*10)/10, 1) }

func sourceTable(w io.Writer, r *goal.Report) error {
	var rows [][]string
	for _, s := range r.Forecast.Sources {
		row := []string{s.Label, number(s.Cases), shareWords(s.Rate), "?", "?"}
		if s.Known {
			row[3], row[4] = tenth(s.Customers), units(s.Amount)
		}
		rows = append(rows, row)
	}
	return table(w, []column{
		{title: "expected from"}, {title: "cases", right: true}, {title: "won so far of all before"},
		{title: "customers", right: true}, {title: r.Currency, right: true},
	}, rows)
}

// shareWords says a share with its interval and base.
func shareWords(s stat.Share) string {
	switch {
	case s.N < goal.Enough:
		return fmt.Sprintf("not enough (n %s)", number(s.N))
	case s.Value == 0:
		return fmt.Sprintf("at most %s (n %s)", percentOf(s.High), number(s.N))
	}
	return fmt.Sprintf("%s, %s to %s (n %s)", percentOf(s.Value), percentOf(s.Low), percentOf(s.High), number(s.N))
}

func percentOf(v float64) string { return humanize.FtoaWithDigits(math.Round(v*1e4)/100, 2) + " %" }

func toGoLines(out *printer, r *goal.Report) {
	t := &r.ToGo
	if t.Customers == 0 {
		out.line("the goal is reached")
		return
	}
	if r.Over() {
		out.line("missing: %s; set the next goal with smarketing goal set --deadline", Count(t.Customers, "customer", "customers"))
		return
	}
	line := fmt.Sprintf("still to win: %s, of which the open pipeline is expected to bring %s",
		Count(t.Customers, "customer", "customers"), tenth(t.FromPipeline))
	if t.Leads.Known && t.Leads.N > 0 {
		line += "; the rest takes " + Count(t.Leads.N, "more lead", "more leads")
		if t.Late {
			line += ", which at the median come too late"
		}
	}
	out.hang("", line)
}

func measuredLines(out *printer, r *goal.Report) {
	m := &r.Measured
	base := "of all leads, of which many could still win"
	if !m.Young {
		base = "of the leads that came before " + m.Before.In(r.Zone).Format(time.DateOnly)
	}
	out.line("measured, %s:", base)
	out.line("  leads that become customers  %s", shareWords(m.LeadRate))
	out.line("  leads that become ready      %s", shareWords(m.ReadyRate))
	out.line("  deals that are won           %s", shareWords(m.WinRate))
	out.line("  average deal                 %s", orMissing(m.Priced, r.Currency+" "+units(crm.MoneyOf(m.AverageDeal).Cents), "no won deal has a sum"))
	out.line("  days from lead to win        %s", orMissing(m.Lags, humanize.FtoaWithDigits(m.Lag, 1), "no win has both dates"))
}

func orMissing(n int, value, missing string) string {
	if n == 0 {
		return missing
	}
	return fmt.Sprintf("%s (n %s)", value, number(n))
}

// Goals writes the versions of the goal, the newest first.
func Goals(w io.Writer, f Format, goals []crm.Goal, zone *time.Location) error {
	if f == JSON {
		s := newArray(w)
		for i := range goals {
			if err := s.add(goalObject(&goals[i])); err != nil {
				return err
			}
		}
		return s.close()
	}
	rows := make([][]string, 0, len(goals))
	inForce := true
	for i := range goals {
		g := &goals[i]
		state := ""
		switch {
		case g.Withdrawn:
			state = "undone"
		case inForce:
			state, inForce = "in force", false
		}
		rows = append(rows, []string{
			fmt.Sprint(g.Version), when(g.At, zone), g.By, state, g.Currency + " " + units(g.Revenue.Cents),
			goal.PeriodWords(g.Start, g.End, zone), percentOf(g.LeadRate), g.Note,
		})
	}
	return table(w, []column{
		{title: "version", right: true}, {title: "when"}, {title: "by"}, {title: "state"}, {title: "revenue", right: true},
		{title: "time"}, {title: "of leads", right: true}, {title: "note"},
	}, rows)
}
