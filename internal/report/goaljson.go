package report

import (
	"io"
	"math"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
)

// GoalJSON writes all that is said about the goal. Sums are numbers in the
// reporting currency, rates fractions; what is unknown is null.
func GoalJSON(w io.Writer, r goal.Report) error {
	o := object{{"currency", r.Currency}, {"goal", nil}}
	if r.Goal != nil {
		o[1].value = goalObject(r.Goal)
		o = append(o, object{
			{"pace", paceObject(&r.Pace)}, {"forecast", forecastObject(&r.Forecast)}, {"gap", gapObject(&r.Gap)},
			{"to_go", toGoObject(&r.ToGo)}, {"duties", dutyObjects(r.Duties)}, {"series", seriesObjects(&r)}, {"notes", noted(r.Notes)},
		}...)
	}
	values := list{}
	for _, v := range r.Values {
		rate, low, high := rates(v.Rate)
		values = append(values, object{
			{"source", v.Name}, {"leads", v.Leads}, {"won", v.Won}, {"rate", rate}, {"rate_low", low}, {"rate_high", high},
			{"value", numberIf(v.Amount, v.Known)},
		})
	}
	return writeJSON(w, append(o, member{"measured", measuredObject(&r.Measured)}, member{"lead_values", values}))
}

func noted(notes []string) []string {
	if notes == nil {
		return []string{}
	}
	return notes
}

func numberIf(v float64, known bool) any {
	if !known {
		return nil
	}
	return ratio(math.Round(v*1e6) / 1e6)
}

func shareObject(s stat.Share) object {
	return object{
		{"value", numberIf(s.Value, s.Known)}, {"low", numberIf(s.Low, s.Known)}, {"high", numberIf(s.High, s.Known)}, {"n", s.N},
	}
}

func goalObject(g *crm.Goal) object {
	steps := list{}
	for _, s := range g.Steps {
		steps = append(steps, object{{"stage", s.Stage}, {"rate", numberIf(s.Rate, true)}})
	}
	return object{
		{"version", g.Version}, {"at", g.At}, {"by", g.By}, {"note", g.Note}, {"undone", g.Withdrawn},
		{"revenue", g.Revenue}, {"currency", g.Currency}, {"start", g.Start}, {"end", g.End}, {"share", ratio(g.Share)},
		{"average_deal", g.AverageDeal}, {"rate", numberIf(g.LeadRate, g.LeadRate > 0)}, {"win_rate", numberIf(g.WinRate, g.WinRate > 0)},
		{"ready_rate", numberIf(g.ReadyRate, g.ReadyRate > 0)}, {"lag_days", numberIf(g.LagDays, g.LagDays > 0)}, {"steps", steps},
	}
}

func measuredObject(m *goal.Measured) object {
	steps := list{}
	for _, s := range m.Steps {
		steps = append(steps, object{{"from", s.From.Key}, {"to", s.To.Key}, {"rate", shareObject(s.Rate)}})
	}
	return object{
		{"rate", shareObject(m.LeadRate)}, {"win_rate", shareObject(m.WinRate)}, {"ready_rate", shareObject(m.ReadyRate)},
		{"average_deal", numberIf(m.AverageDeal, m.Priced > 0)}, {"average_deal_n", m.Priced},
		{"lag_days", numberIf(m.Lag, m.Lags > 0)}, {"lag_n", m.Lags}, {"before", m.Before}, {"steps", steps},
	}
}

func paceObject(p *goal.Pace) object {
	return object{
		{"part", numberIf(p.Part, true)}, {"working_days", p.Days}, {"working_days_over", p.DaysOver},
		{"target", money(p.Target)}, {"plan", money(p.Plan)}, {"actual", money(p.Actual)}, {"ahead", money(p.Ahead)},
		{"customers", p.Customers}, {"customers_planned", numberIf(p.Planned, true)},
	}
}

func forecastObject(f *goal.Forecast) object {
	sources := list{}
	for _, s := range f.Sources {
		sources = append(sources, object{
			{"key", s.Key}, {"label", s.Label}, {"cases", s.Cases}, {"rate", shareObject(s.Rate)},
			{"customers", numberIf(s.Customers, s.Known)}, {"amount", crm.Money{Cents: s.Amount, Known: s.Known}},
		})
	}
	of := func(cents int64) crm.Money { return crm.Money{Cents: cents, Known: f.Known} }
	return object{
		{"p10", of(f.P10)}, {"p50", of(f.P50)}, {"p90", of(f.P90)}, {"chance", numberIf(f.Chance, f.Known)},
		{"won", money(f.Won)}, {"sources", sources}, {"missing", noted(f.Missing)},
	}
}

func gapObject(g *goal.Gap) object {
	parts := list{}
	for _, p := range g.Parts {
		parts = append(parts, object{
			{"name", p.Name}, {"team", p.Team}, {"plan", numberIf(p.Plan, true)}, {"actual", numberIf(p.Actual, true)}, {"amount", money(p.Cents)},
		})
	}
	return object{{"plan", money(g.Plan)}, {"actual", money(g.Actual)}, {"gap", money(g.Actual - g.Plan)}, {"parts", parts}}
}

func toGoObject(t *goal.ToGo) object {
	return object{
		{"customers", t.Customers}, {"from_pipeline", numberIf(t.FromPipeline, true)},
		{"opportunities", amount(t.Opportunities)}, {"leads", amount(t.Leads)}, {"late", t.Late},
	}
}

// amount is a number of things, null when it is unknown.
func amount(a goal.Amount) any {
	if !a.Known {
		return nil
	}
	return a.N
}

func dutyObjects(duties []goal.Duty) list {
	all := list{}
	for i := range duties {
		d := &duties[i]
		all = append(all, object{
			{"team", string(d.Team)}, {"key", d.Key}, {"label", d.Label}, {"week_done", d.Done}, {"week_planned", numberIf(d.Week, d.Known)},
			{"last_week_done", d.LastWeek}, {"done", d.SoFar}, {"due", numberIf(d.Due, d.Known)}, {"total", numberIf(d.Total, d.Known)},
			{"catch_up_per_week", numberIf(d.CatchUp, d.Known)},
		})
	}
	return all
}

func seriesObjects(r *goal.Report) list {
	all := list{}
	for i := range r.Series {
		all = append(all, pointObject(r, &r.Series[i]))
	}
	return all
}

// pointObject is one instant of the series; the forecast begins now.
func pointObject(r *goal.Report, p *goal.Point) object {
	of := func(cents int64) crm.Money {
		return crm.Money{Cents: cents, Known: r.Forecast.Known && !p.At.Before(r.Now)}
	}
	return object{
		{"at", p.At}, {"plan", money(p.Plan)}, {"actual", crm.Money{Cents: p.Actual, Known: p.Past}},
		{"p10", of(p.P10)}, {"p50", of(p.P50)}, {"p90", of(p.P90)},
	}
}

// GoalCSV writes the sums over time.
func GoalCSV(w io.Writer, r goal.Report) error {
	s := newCSV(w, pointObject(&r, &goal.Point{}))
	for i := range r.Series {
		if err := s.add(pointObject(&r, &r.Series[i])); err != nil {
			return err
		}
	}
	return s.close()
}

// CostsCSV writes what leads have cost in [since, until), a row for each source;
// zero is no limit, and an empty cell. What there are no leads or no spend for
// is an empty cell.
func CostsCSV(w io.Writer, costs []goal.Cost, currency string, since, until time.Time) error {
	row := func(c *goal.Cost) object {
		return append(costObject(c), member{"currency", currency}, member{"since", since}, member{"until", until})
	}
	s := newCSV(w, row(&goal.Cost{}))
	for i := range costs {
		if err := s.add(row(&costs[i])); err != nil {
			return err
		}
	}
	return s.close()
}

// Costs writes what leads have cost by source.
func Costs(w io.Writer, f Format, costs []goal.Cost, currency string) error {
	if f == JSON {
		s := newArray(w)
		for i := range costs {
			if err := s.add(costObject(&costs[i])); err != nil {
				return err
			}
		}
		return s.close()
	}
	rows := make([][]string, 0, len(costs))
	foreign, spend := 0, int64(0)
	for i := range costs {
		c := &costs[i]
		spend += c.Spend
		name := c.Source
		if name == "" {
			name = "(none)"
		}
		foreign += c.Foreign
		rows = append(rows, []string{
			name, inCents(c.Spend), number(c.Leads), each(c, c.Leads), number(c.Ready), each(c, c.Ready), number(c.Customers), each(c, c.Customers),
		})
	}
	err := table(w, []column{
		{title: "source"}, {title: currency, right: true}, {title: "leads", right: true}, {title: "each", right: true},
		{title: "ready", right: true}, {title: "each", right: true}, {title: "customers", right: true}, {title: "each", right: true},
	}, rows)
	out := &printer{w: w, err: err}
	if spend == 0 {
		out.line("note: nothing was spent in this time; smarketing import FILE --as spend takes in what was")
	}
	if foreign > 0 {
		out.line("note: %s in another currency, kept out of the sums", Count(foreign, "row is", "rows are"))
	}
	return out.err
}

func each(c *goal.Cost, n int) string {
	cents, ok := c.Each(n)
	if !ok {
		return "-"
	}
	return inCents(cents)
}

func costObject(c *goal.Cost) object {
	per := func(n int) crm.Money {
		cents, ok := c.Each(n)
		return crm.Money{Cents: cents, Known: ok}
	}
	return object{
		{"source", c.Source}, {"spend", money(c.Spend)}, {"leads", c.Leads}, {"per_lead", per(c.Leads)}, {"ready", c.Ready},
		{"per_ready", per(c.Ready)}, {"customers", c.Customers}, {"per_customer", per(c.Customers)}, {"foreign_currency", c.Foreign},
	}
}
