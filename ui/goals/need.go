package goals

import (
	"fmt"
	"math"

	"charm.land/lipgloss/v2"

	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// needRow is one number that the goal takes.
type needRow struct {
	label   string
	amount  goal.Amount
	stored  int     // the same of the goal in force; 0: unknown
	week    float64 // a week
	style   lipgloss.Style
	missing string // why it is unknown
}

// figures are what the goal takes, as it stands in the form, in w cells.
func (g *Goals) figures(w int) []string {
	f, st := &g.form, g.styles
	note := ""
	if d := f.from[deadline]; f.ok && !d.end.IsZero() {
		note = fmt.Sprintf("spread over %s, %s weeks", goal.PeriodWords(d.start, d.end, g.load.report.Zone), perWeek(f.plan.Weeks))
	}
	lines := []string{"  " + widget.Heading(st, "IT TAKES", note, w-edge)}
	if !f.ok {
		return append(lines, "  "+st.Faint.Render("nothing is known yet"))
	}
	n, was := &f.plan, &g.load.report.Need
	for _, row := range []needRow{
		{"customers", goal.Amount{N: n.Customers, Low: n.Customers, High: n.Customers, Known: true}, was.Customers, n.PerWeek.Customers, st.Sales, ""},
		{"opportunities", n.Opportunities, was.Opportunities.N, n.PerWeek.Opportunities, st.Sales, g.unknownRate(winRate)},
		{"leads", n.Leads, was.Leads.N, n.PerWeek.Leads, st.Marketing, g.unknownRate(leadRate)},
		{"ready leads", n.Ready, was.Ready.N, n.PerWeek.Ready, st.Marketing, g.unknownRate(readyRate)},
	} {
		lines = append(lines, g.needLine(row, w))
	}
	return append(lines, g.byWhen(w))
}

// needLine writes a number with how many that are a week, and beside it the
// interval that a measured rate leaves open; else what the goal in force takes,
// or what a customer takes.
func (g *Goals) needLine(row needRow, w int) string {
	st, n, a := g.styles, &g.form.plan, &row.amount
	label := "  " + row.style.Render(text.Fit(row.label, labelWidth))
	if !a.Known {
		return widget.Line(label+st.Watch.Render(row.missing), w)
	}
	week, beside := "", ""
	if n.Weeks > 0 {
		week = perWeek(row.week) + " a week"
	}
	inForce, stored := g.inForce()
	switch {
	case a.High == 0:
		beside = comma(a.Low) + " or more"
	case a.Low != a.High:
		beside = comma(a.Low) + "-" + comma(a.High)
	case stored && row.stored > 0 && row.stored != a.N:
		beside = fmt.Sprintf("v%d: %s", inForce.Version, comma(row.stored))
	case row.label == "customers" && n.Leads.Known && n.Customers > 0:
		beside = perWeek(float64(n.Leads.N)/float64(n.Customers)) + " leads each"
	}
	return widget.Line(label+st.Title.Render(text.FitRight(comma(a.N), 10))+"  "+st.Muted.Render(text.FitRight(week, 13))+"  "+st.Faint.Render(beside), w)
}

// unknownRate says why a number is unknown, and what it is at least.
func (g *Goals) unknownRate(i input) string {
	s := i.share(&g.load.report.Measured)
	f := &g.form
	switch {
	case i == readyRate && !f.plan.Leads.Known:
		return "unknown without the leads"
	case f.entries[i].from == unset && s.Known && s.High > 0 && i != readyRate:
		least := math.Ceil(float64(f.plan.Customers) / s.High)
		return "rate unknown, at most " + percent(s.High) + ": " + comma(int(least)) + " or more"
	}
	return "unknown: type the rate"
}

// byWhen says until when the leads must be there.
func (g *Goals) byWhen(w int) string {
	n, st := &g.form.plan, g.styles
	line := func(s lipgloss.Style, words string) string {
		return widget.Line("  "+s.Render(text.Truncate(words, w-edge)), w)
	}
	switch {
	case n.LeadsBy.IsZero() && n.Weeks > 0:
		return line(st.Faint, "leads by when: unknown without the days from lead to win")
	case n.LeadsBy.IsZero():
		return line(st.Faint, "by when: unknown without a deadline")
	case !g.form.from[deadline].end.After(g.clock()):
		return line(st.Faint, "leads by "+g.day(n.LeadsBy))
	case !n.LeadsBy.After(g.clock()):
		return line(st.Watch, "! leads by "+g.day(n.LeadsBy)+", now past: new ones win too late")
	}
	return line(st.Text, "leads by "+g.day(n.LeadsBy)+", to be won in time at the median")
}
