package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
)

// GoalPlan writes what a goal takes. Rates are fractions; a number that cannot
// be known is null, and said.
func GoalPlan(w io.Writer, f Format, in goal.Inputs, n goal.Need, r *goal.Report, zone *time.Location) error {
	if f == JSON {
		return writeJSON(w, planObject(&in, &n, zone))
	}
	out := &printer{w: w, width: 100}
	out.line("revenue        %s", strings.TrimSpace(r.Currency+" "+units(crm.MoneyOf(in.Revenue).Cents)))
	if in.Share > 0 && in.Share < 1 {
		out.line("of that        %s from leads", percentOf(in.Share))
	}
	deal := "typed"
	if in.AverageDeal == r.Measured.AverageDeal && r.Measured.Priced > 0 {
		deal = fmt.Sprintf("measured (n %s)", number(r.Measured.Priced))
	}
	out.line("average deal   %s, %s", units(crm.MoneyOf(in.AverageDeal).Cents), deal)
	out.line("customers      %s", number(n.Customers))
	out.line("opportunities  %s, %s", need(n.Opportunities), rateWords("win rate", in.WinRate))
	out.line("leads          %s, %s", need(n.Leads), rateWords("of them customers", in.LeadRate))
	if n.Ready.Known {
		out.line("ready leads    %s, %s", need(n.Ready), rateWords("of the leads", in.ReadyRate))
	}
	planDates(out, &in, &n, zone)
	return out.err
}

func planDates(out *printer, in *goal.Inputs, n *goal.Need, zone *time.Location) {
	if in.Deadline.IsZero() {
		return
	}
	out.line("deadline       %s", deadline(in, zone))
	switch {
	case n.Late:
		out.hang("leads by       ", fmt.Sprintf("too late: from lead to win it takes %.0f days at the median", in.Lag))
	case !n.LeadsBy.IsZero():
		out.line("leads by       %s, %.0f days before", n.LeadsBy.In(zone).Format(time.DateOnly), in.Lag)
	}
	var week []string
	for _, x := range []struct {
		v     float64
		nouns string
	}{
		{n.PerWeek.Leads, "leads"}, {n.PerWeek.Ready, "ready leads"}, {n.PerWeek.Opportunities, "opportunities"}, {n.PerWeek.Customers, "customers"},
	} {
		if x.v > 0 {
			week = append(week, tenth(x.v)+" "+x.nouns)
		}
	}
	out.line("a week         %s", strings.Join(week, ", "))
}

// deadline returns the last day of the plan; empty without one.
func deadline(in *goal.Inputs, zone *time.Location) string {
	if in.Deadline.IsZero() {
		return ""
	}
	return (crm.DayOf(in.Deadline, zone) - 1).String()
}

// need writes a number with what a measured rate leaves open.
func need(a goal.Amount) string {
	switch {
	case !a.Known:
		return "unknown"
	case a.Low == a.High:
		return number(a.N)
	case a.High == 0:
		return fmt.Sprintf("%s (%s or more)", number(a.N), number(a.Low))
	}
	return fmt.Sprintf("%s (%s to %s)", number(a.N), number(a.Low), number(a.High))
}

// rateWords says a rate and where it comes from.
func rateWords(what string, r goal.Rate) string {
	switch {
	case r.Measured && r.Value == 0:
		return fmt.Sprintf("%s unknown, at most %s (none of n %s)", what, percentOf(r.Share.High), number(r.Share.N))
	case r.Measured:
		return fmt.Sprintf("%s %s, measured (n %s)", what, percentOf(r.Value), number(r.Share.N))
	case r.Value == 0:
		return what + " unknown"
	}
	return fmt.Sprintf("%s %s, typed", what, percentOf(r.Value))
}

func planObject(in *goal.Inputs, n *goal.Need, zone *time.Location) object {
	var high any
	if n.Leads.High > 0 {
		high = n.Leads.High
	}
	var low any
	if n.Leads.Known {
		low = n.Leads.Low
	}
	var week any
	if !in.Deadline.IsZero() {
		week = object{
			{"leads", weekly(n.PerWeek.Leads)}, {"ready", weekly(n.PerWeek.Ready)},
			{"opportunities", weekly(n.PerWeek.Opportunities)}, {"customers", weekly(n.PerWeek.Customers)},
		}
	}
	share := in.Share
	if share == 0 {
		share = 1
	}
	return object{
		{"revenue", ratio(in.Revenue)}, {"share", ratio(share)}, {"average_deal", ratio(math.Round(in.AverageDeal*100) / 100)},
		{"rate", rateObject(in.LeadRate)}, {"win_rate", rateObject(in.WinRate)},
		{"customers", n.Customers}, {"opportunities", amount(n.Opportunities)}, {"leads", amount(n.Leads)},
		{"leads_low", low}, {"leads_high", high}, {"ready", amount(n.Ready)}, {"deadline", deadline(in, zone)},
		{"leads_by", n.LeadsBy}, {"late", n.Late}, {"per_week", week},
	}
}

// weekly is what a week must bring; null when it is unknown.
func weekly(v float64) any { return numberIf(math.Round(v*100)/100, v > 0) }

func rateObject(r goal.Rate) object {
	source, at := "typed", any(nil)
	if r.Measured {
		source = "measured"
		if r.Value == 0 {
			at = numberIf(r.Share.High, true)
		}
	}
	return object{{"value", numberIf(r.Value, r.Value > 0)}, {"source", source}, {"n", r.Share.N}, {"at_most", at}}
}

// GoalMarkdown writes what is said about the goal as Markdown.
func GoalMarkdown(w io.Writer, r goal.Report) error {
	out := &printer{w: w}
	if r.Goal == nil {
		out.line("# No goal is set")
		return out.err
	}
	out.line("# Goal: %s %s in %s", r.Currency, units(r.Goal.Revenue.Cents), goal.PeriodWords(r.Goal.Start, r.Goal.End, r.Zone))
	out.blank()
	out.line("As of %s: %s.", when(r.Now, r.Zone), paceWords(&r))
	if r.Forecast.Known && !r.Over() {
		out.line("Forecast %s, 8 of 10 times between %s and %s.", units(r.Forecast.P50), units(r.Forecast.P10), units(r.Forecast.P90))
	}
	out.blank()
	out.line("## Why")
	out.blank()
	out.line("| | team | plan | actual | %s |", cell(r.Currency))
	out.line("|---|---|---:|---:|---:|")
	for _, p := range r.Gap.Parts {
		out.line("| %s | %s | %s | %s | %s |", cell(p.Name), p.Team, factor(p.Plan), factor(p.Actual), inCents(p.Cents))
	}
	out.line("| gap | | | | %s |", inCents(r.Gap.Actual-r.Gap.Plan))
	out.blank()
	out.line("## This week")
	out.blank()
	out.line("| team | duty | done | planned |")
	out.line("|---|---|---:|---:|")
	for i := range r.Duties {
		d := &r.Duties[i]
		week := "?"
		if d.Known {
			week = tenth(d.Week)
		}
		out.line("| %s | %s | %d | %s |", string(d.Team), d.Label, d.Done, week)
	}
	for _, note := range goalNotes(&r) {
		out.blank()
		out.line("%s", note)
	}
	return out.err
}

// cell keeps foreign text from ending a cell of a Markdown table.
func cell(s string) string { return strings.NewReplacer("|", `\|`, "\n", " ").Replace(s) }
