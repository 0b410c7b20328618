package goals

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// noGoal is said in the place of everything that needs a goal.
const noGoal = "No goal is in force yet: fill in the plan and press S."

// summary is the goal in two lines, for where the other parts are not seen.
func (g *Goals) summary(w int) []string {
	if _, ok := g.inForce(); !ok {
		return nil
	}
	return []string{widget.Line("  "+g.paceWords(w-edge), w), widget.Line("  "+g.forecastWords(w-edge), w)}
}

// paceWords say where the revenue is and where it should be.
func (g *Goals) paceWords(w int) string {
	st, r := g.styles, &g.load.report
	p := &r.Pace
	part := 0.0
	if p.Target > 0 {
		part = float64(p.Actual) / float64(p.Target)
	}
	ahead, style := "▲ "+goal.Short(p.Ahead)+" ahead", st.Good
	if p.Ahead < 0 {
		ahead, style = "▼ "+goal.Short(-p.Ahead)+" behind", st.Bad
	}
	days := fmt.Sprintf("working day %d of %d", min(p.DaysOver+1, p.Days), p.Days)
	switch {
	case !r.Begun():
		ahead, style, days = "not begun", st.Muted, "begins on "+g.day(r.Goal.Start)
	case r.Over() && p.Ahead < 0:
		ahead, days = "▼ missed by "+goal.Short(-p.Ahead), "over"
	case r.Over():
		ahead, days = "✓ reached, "+goal.Short(p.Ahead)+" more", "over"
	}
	line := st.Title.Render(r.Currency+" "+goal.Short(p.Actual)) + st.Muted.Render(" of "+goal.Short(p.Target)+"  "+percent(part)) +
		"  " + st.Text.Render("pace "+goal.Short(p.Plan)) + "  " + style.Render(ahead)
	if text.Width(line)+2+len(days) <= w {
		line += st.Faint.Render("  " + days)
	}
	return widget.Line(line, w)
}

// forecastWords say what will come out.
func (g *Goals) forecastWords(w int) string {
	st, f := g.styles, &g.load.report.Forecast
	if g.load.report.Over() {
		return widget.Line(st.Muted.Render("the time of the goal is over: nothing more is expected"), w)
	}
	if !f.Known {
		return widget.Line(st.Watch.Render("forecast unknown: too little has been decided"), w)
	}
	return widget.Line(st.Text.Render("forecast ")+st.Title.Render(goal.Short(f.P50))+st.Muted.Render("  P10 "+goal.Short(f.P10)+"  P90 "+goal.Short(f.P90))+
		st.Text.Render("  chance "+goal.Chance(f.Chance)), w)
}

// progressView is the way to the goal in w cells and h lines: the figures, the
// curve, and where the rest is to come from.
func (g *Goals) progressView(w, h int) string {
	st, r := g.styles, &g.load.report
	lines := []string{widget.Heading(st, "PROGRESS", g.periodNote(), w)}
	if r.Goal == nil {
		return widget.Block(strings.Join(append(lines, st.Muted.Render(noGoal)), "\n"), w, h)
	}
	lines = append(lines, g.paceWords(w), g.forecastWords(w))
	below := g.sourceLines(w, max(0, (h-len(lines))/2-2))
	if rows := h - len(lines) - len(below) - 3; rows >= 3 {
		lines = append(lines, "")
		lines = append(lines, g.chart(w, min(rows, 24))...)
	}
	return widget.Block(strings.Join(append(lines, below...), "\n"), w, h)
}

func (g *Goals) periodNote() string {
	r := &g.load.report
	if r.Goal == nil {
		return ""
	}
	return fmt.Sprintf("goal v%d, %s", r.Goal.Version, goal.PeriodWords(r.Goal.Start, r.Goal.End, r.Zone))
}

// labelRoom is for what the right ends of the lines stand for.
const labelRoom = 12

// chart is the actual line, the plan and the fan of the forecast over the time of
// the goal, with the legend and the days below it.
func (g *Goals) chart(w, rows int) []string {
	st, r := g.styles, &g.load.report
	plot := w - labelRoom - 1
	if plot < 16 || len(r.Series) < 2 {
		return nil
	}
	s := sample(r.Series, 2*plot, r.Forecast.Known)
	top := 0.0
	for _, p := range r.Series {
		top = max(top, float64(p.Plan), float64(p.Actual), float64(p.P90))
	}
	fan := widget.Fan{
		High: max(top, 1), Rows: rows, Low: 0,
		BandLow: s.p10, BandHigh: s.p90, BandStyle: st.Shared,
		Lines: []widget.FanLine{
			{Values: s.plan, Style: st.Muted, Dotted: true}, {Values: s.p50, Style: st.Shared}, {Values: s.actual, Style: st.Title},
		},
	}
	lines := fan.View(plot)
	labels := g.endLabels(&fan)
	for i := range lines {
		lines[i] += " " + labels[i]
	}
	return append(lines, g.axis(plot, w), g.legend(w))
}

// endLabels returns for each line of the chart what ends there.
func (g *Goals) endLabels(fan *widget.Fan) []string {
	st, r := g.styles, &g.load.report
	type label struct {
		name  string
		value int64
		style lipgloss.Style
	}
	all := []label{{"goal", r.Pace.Target, st.Title}}
	if r.Forecast.Known {
		all = append(all, label{"P90", r.Forecast.P90, st.Shared}, label{"P50", r.Forecast.P50, st.Shared}, label{"P10", r.Forecast.P10, st.Shared})
	}
	slices.SortStableFunc(all, func(a, b label) int { return int(min(1, max(-1, b.value-a.value))) })
	lines := make([]string, fan.Rows)
	next := 0
	for i, l := range all {
		at := max(next, fan.Row(float64(l.value)))
		at = min(at, fan.Rows-(len(all)-i)) // room for those below
		if at < next || at >= fan.Rows {
			continue // too few lines for all of them
		}
		lines[at] = l.style.Render(text.Fit(fmt.Sprintf("%-4s %s", l.name, goal.Short(l.value)), labelRoom))
		next = at + 1
	}
	return lines
}

// axis is the time below the chart: its ends and today.
func (g *Goals) axis(plot, w int) string {
	st, r := g.styles, &g.load.report
	start, end := g.day(r.Goal.Start), g.lastDay(r.Goal.End)
	cells := []rune(start + widget.Spaces(plot-text.Width(start)-text.Width(end)) + end)
	if len(cells) != plot {
		return widget.Line(st.Faint.Render(start), w)
	}
	part := float64(r.Now.Sub(r.Goal.Start)) / float64(r.Goal.End.Sub(r.Goal.Start))
	at := int(part * float64(plot))
	today := []rune("▲ today")
	if from, to := text.Width(start)+1, plot-text.Width(end)-len(today)-1; at >= from && at <= to {
		copy(cells[at:], today)
	} else if back := at - len(today) + 1; at < plot && back >= from && at < plot-text.Width(end)-1 {
		copy(cells[back:], []rune("today ▲"))
	}
	return widget.Line(st.Faint.Render(string(cells)), w)
}

func (g *Goals) legend(w int) string {
	st := g.styles
	line := st.Title.Render("━ actual") + "  " + st.Muted.Render("┄ plan")
	if g.load.report.Forecast.Known {
		line += "  " + st.Shared.Render("━ forecast P50  ░ P10-P90")
	}
	return widget.Line(line, w)
}

// sourceLines say in at most h lines where the rest is to come from and what is
// missing to the goal.
func (g *Goals) sourceLines(w, h int) []string {
	st, r := g.styles, &g.load.report
	var lines []string
	say := func(style lipgloss.Style, words string) {
		for _, line := range widget.Wrap(words, w) {
			lines = append(lines, style.Render(line))
		}
	}
	say(st.Text, g.toGoWords())
	sources, missing := r.Forecast.Sources, r.Forecast.Missing
	if r.Over() {
		sources, missing = nil, nil // nothing more is expected of anybody
	}
	for _, s := range sources {
		if !s.Known || s.Customers < 0.05 {
			continue
		}
		words := text.Fit(s.Label, 14) + text.FitRight(comma(s.Cases), 7) + text.FitRight(percent(s.Rate.Value), 7) +
			text.FitRight(fmt.Sprintf("%.1f won", s.Customers), 10)
		if w >= 56 {
			words += text.FitRight(goal.Short(s.Amount), 8)
		}
		lines = append(lines, st.Muted.Render(text.Truncate(words, w))+st.Faint.Render(fmt.Sprintf("  n %s", comma(s.Rate.N))))
	}
	for _, why := range slices.Concat(missing, r.Notes) {
		say(st.Watch, "! "+why)
	}
	if len(lines) > h {
		lines = lines[:h]
	}
	if len(lines) > 0 {
		lines = append([]string{""}, lines...)
	}
	return lines
}

// toGoWords say what is missing to the goal.
func (g *Goals) toGoWords() string {
	t := &g.load.report.ToGo
	if t.Customers == 0 {
		return "The goal is reached."
	}
	if g.load.report.Over() {
		return fmt.Sprintf("%s missing when the time was over. The next goal: type a deadline and press S.", plural(t.Customers, "customer was", "customers were"))
	}
	words := fmt.Sprintf("%s to go; the open pipeline is expected to bring %.1f in time", plural(t.Customers, "customer", "customers"), t.FromPipeline)
	if t.Leads.Known && t.Leads.N > 0 {
		words += fmt.Sprintf("; the rest takes %s", plural(t.Leads.N, "lead", "leads"))
	}
	if t.Late {
		words += ", but leads that come now are, at the median, won after the deadline"
	}
	return words + "."
}

// samples are the series at even distances of time; NaN: not known there.
type samples struct{ plan, actual, p10, p50, p90 []float64 }

// sample reads the series at n even distances; what is to come only where it is
// known.
func sample(series []goal.Point, n int, forecast bool) samples {
	start, end := series[0].At, series[len(series)-1].At
	s := samples{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
	k := 0
	for i := range n {
		at := start.Add(time.Duration(float64(end.Sub(start)) * float64(i) / float64(max(1, n-1))))
		for k < len(series)-2 && !at.Before(series[k+1].At) {
			k++
		}
		a, b := &series[k], &series[k+1]
		part := 0.0
		if span := b.At.Sub(a.At); span > 0 {
			part = min(1, float64(at.Sub(a.At))/float64(span))
		}
		between := func(x, y int64) float64 { return float64(x) + part*float64(y-x) }
		nan := math.NaN()
		s.plan[i], s.actual[i], s.p10[i], s.p50[i], s.p90[i] = between(a.Plan, b.Plan), nan, nan, nan, nan
		if b.Past {
			s.actual[i] = between(a.Actual, b.Actual)
		} else if forecast {
			s.p10[i], s.p50[i], s.p90[i] = between(a.P10, b.P10), between(a.P50, b.P50), between(a.P90, b.P90)
		}
	}
	return s
}
