package goals

import (
	"fmt"
	"math"

	tea "charm.land/bubbletea/v2"

	"smarketing/internal/goal"
	"smarketing/internal/text"
)

// whatIf is the question what a better rate would bring: so many percentage
// points more in the selected row.
type whatIf struct{ points float64 }

// lever is a rate that can be asked about: a factor of what becomes of so many
// cases.
type lever struct {
	name  string
	cases float64
	rates []float64
	i     int
}

// lever returns the rate of the selected row, false when it has none or the
// plan does not know it.
func (g *Goals) lever() (lever, bool) {
	f := &g.form
	if !f.ok || f.editing {
		return lever{}, false
	}
	leads, value := float64(f.plan.Leads.N), func(i input) float64 { return f.entries[i].value }
	switch ready := value(readyRate); {
	case f.at == winRate:
		return lever{"win rate", float64(f.plan.Opportunities.N), []float64{value(winRate)}, 0}, f.plan.Opportunities.Known
	case f.at == leadRate:
		return lever{"lead to customer", leads, []float64{value(leadRate)}, 0}, f.plan.Leads.Known
	case f.at == readyRate && ready > 0:
		return lever{"lead to ready", leads, []float64{ready, value(leadRate) / ready}, 0}, f.plan.Leads.Known
	case f.at >= inputs:
		k := int(f.at - inputs)
		s := &g.load.report.Measured.Steps[k]
		return lever{text.Clean(s.From.Label + " → " + s.To.Label), leads, f.steps, k}, f.plan.Leads.Known
	}
	return lever{}, false
}

// ask changes the question by so many points, as far as a rate can go.
func (g *Goals) ask(by float64) func() tea.Cmd {
	return func() tea.Cmd {
		l, ok := g.lever()
		if !ok {
			return nil
		}
		now := 100 * l.rates[l.i]
		g.what.points = math.Round(min(max(g.what.points+by, math.Ceil(-now)), math.Floor(100-now)))
		return nil
	}
}

// words says what the better rate would bring to the same number of cases; empty
// when nothing is asked.
func (g *Goals) whatWords() string {
	l, ok := g.lever()
	if !ok || g.what.points == 0 {
		return ""
	}
	more := goal.WhatIf(l.cases, l.rates, l.i, g.what.points)
	units := "points"
	if math.Abs(g.what.points) == 1 {
		units = "point"
	}
	customers := int(math.Round(more))
	return fmt.Sprintf("%s %+.0f %s = %s, %s", l.name, g.what.points, units, signed(customers, "customer", "customers"),
		g.load.report.Currency+" "+signedShort(more*g.form.entries[averageDeal].value))
}

// lessWords says with how many leads fewer the better rate reaches the same
// goal; empty when nothing is asked or the rate is none of leads.
func (g *Goals) lessWords() string {
	l, ok := g.lever()
	if !ok || g.what.points == 0 || g.form.at == winRate {
		return ""
	}
	rate := l.rates[l.i] + g.what.points/100
	if rate <= 0 {
		return "no leads would do"
	}
	return fmt.Sprintf("or %s leads instead of %s for the same goal", comma(int(math.Ceil(l.cases*l.rates[l.i]/rate-1e-9))), comma(int(l.cases)))
}
