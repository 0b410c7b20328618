package goals

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// gapRows returns how many lines the explained gap takes without its heading.
func (g *Goals) gapRows() int {
	if r := &g.load.report; r.Goal == nil || !r.Begun() {
		return 1
	}
	return len(g.load.report.Gap.Parts) + 2
}

// gapView is the way from the plan to the fact as a waterfall in w cells and h
// lines: each bar begins where the one above ends.
func (g *Goals) gapView(w, h int) string {
	st, r := g.styles, &g.load.report
	gap := &r.Gap
	note := ""
	if r.Goal != nil && r.Begun() {
		note = "revenue so far, " + r.Currency + " " + signedExact(gap.Actual-gap.Plan)
	}
	lines := []string{widget.Heading(st, "THE GAP EXPLAINED", note, w)}
	if r.Goal == nil {
		return widget.Block(strings.Join(append(lines, st.Muted.Render(noGoal)), "\n"), w, h)
	}
	if !r.Begun() {
		lines = append(lines, st.Muted.Render("There is no gap before the goal begins, on "+g.day(r.Goal.Start)+"."))
		return widget.Block(strings.Join(lines, "\n"), w, h)
	}
	fall := newFall(gap)
	sums := 0
	for _, p := range gap.Parts {
		sums = max(sums, text.Width(signedExact(p.Cents)))
	}
	sums = max(sums, text.Width(exact(gap.Plan)), text.Width(exact(gap.Actual)))
	name := 0
	for _, p := range gap.Parts {
		name = max(name, text.Width(text.Clean(p.Name)))
	}
	name = min(max(name, 14), 24)
	c := fallColumns{name: name, team: 2, sum: sums}
	if room := w - name - sums; room >= 36 {
		c.figures = 17
		if room >= 52 {
			c.team = 11
		}
	}
	c.bar = max(0, w-name-c.team-c.figures-sums-4)
	lines = append(lines, c.line(fallRow{name: "plan so far", sum: exact(gap.Plan), to: fall.part(gap.Plan), from: fall.part(0), style: st.Muted, ink: st.Text}))
	at := gap.Plan
	for i := range gap.Parts {
		p := &gap.Parts[i]
		mark := "▲"
		if p.Cents < 0 {
			mark = "▼"
		}
		if p.Cents == 0 {
			mark = " "
		}
		ink := teamInk(st, p.Team)
		lines = append(lines, c.line(fallRow{
			name: p.Name, team: p.Team, figures: factorWords(&p.Factor), sum: signedExact(p.Cents), mark: mark,
			from: fall.part(at), to: fall.part(at + p.Cents), style: ink, ink: ink,
		}))
		at += p.Cents
	}
	lines = append(lines, c.line(fallRow{name: "actual so far", sum: exact(gap.Actual), from: fall.part(0), to: fall.part(gap.Actual), style: st.Text, ink: st.Title}))
	return widget.Block(strings.Join(lines, "\n"), w, h)
}

// fall is the scale of the waterfall.
type fall struct{ low, high int64 }

func newFall(gap *goal.Gap) fall {
	f := fall{low: 0, high: max(gap.Plan, gap.Actual, 1)}
	at := gap.Plan
	for _, p := range gap.Parts {
		at += p.Cents
		f.low, f.high = min(f.low, at), max(f.high, at)
	}
	return f
}

// part returns where a sum stands on the scale, 0..1.
func (f fall) part(cents int64) float64 { return float64(cents-f.low) / float64(f.high-f.low) }

type fallColumns struct{ name, team, figures, bar, sum int }

type fallRow struct {
	name, team, figures, sum, mark string
	from, to                       float64
	style, ink                     lipgloss.Style // of the bar, of the words
}

// line draws a row; the team is a word too, or its letter, for those who see no
// colour.
func (c fallColumns) line(r fallRow) string {
	team := r.team
	if c.team == 2 && team != "" {
		team = strings.ToUpper(team[:1])
	}
	line := r.ink.Render(text.Fit(r.name, c.name) + " " + text.Fit(team, c.team))
	if c.figures > 0 {
		line += r.ink.Render(text.FitRight(r.figures, c.figures-1) + " ")
	}
	return line + r.style.Render(widget.Floating(r.from, r.to, c.bar)) + " " + r.ink.Render(text.FitRight(r.sum, c.sum)) + " " + r.ink.Render(text.Fit(r.mark, 1))
}

// factorWords write a factor by plan and by fact: rates in percent.
func factorWords(f *goal.Factor) string {
	switch {
	case strings.Contains(f.Name, "→"):
		return fmt.Sprintf("%.1f → %.1f %%", 100*f.Plan, 100*f.Actual)
	case max(f.Plan, f.Actual) >= 1e5:
		return goal.Short(int64(f.Plan*100)) + " → " + goal.Short(int64(f.Actual*100))
	}
	return perWeek(f.Plan) + " → " + perWeek(f.Actual)
}

func signedExact(cents int64) string {
	if cents > 0 {
		return "+" + exact(cents)
	}
	return exact(cents)
}

// gapAndValues is the gap with what a lead is worth below it, in w cells and h
// lines.
func (g *Goals) gapAndValues(w, h int) string {
	rows := g.gapRows() + 1
	view := g.gapView(w, min(h, rows))
	if h-rows >= 5 {
		view += "\n\n" + g.valueView(w, h-rows-1)
	}
	return widget.Block(view, w, h)
}

// valueView is what a lead of each source is worth, in w cells and h lines.
func (g *Goals) valueView(w, h int) string {
	st, r := g.styles, &g.load.report
	lines := []string{widget.Heading(st, "WHAT A LEAD IS WORTH", "share that becomes customers x average deal", w)}
	if len(r.Values) == 0 {
		lines = append(lines, st.Faint.Render("There are no leads to measure."))
	}
	const leads, rate, worth = 9, 9, 12
	name := max(8, min(24, w-leads-rate-worth))
	for i := range r.Values {
		if len(lines) == h {
			break
		}
		v := &r.Values[i]
		label := v.Name
		if label == "" {
			label = "(none)"
		}
		line := text.Fit(label, name) + text.FitRight(comma(v.Leads), leads)
		if !v.Known {
			lines = append(lines, st.Faint.Render(line+"  not enough"))
			continue
		}
		lines = append(lines, st.Text.Render(line)+st.Muted.Render(text.FitRight(percent(v.Rate.Value), rate))+
			st.Title.Render(text.FitRight(amount(float64(int64(v.Amount+0.5))), worth)))
	}
	return widget.Block(strings.Join(lines, "\n"), w, h)
}
