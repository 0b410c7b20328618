package funnel

import (
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	rules "smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// grid is the columns of the drawn funnel in cells; what has no room is 0.
type grid struct {
	label, bar, entered, rate, band, median, p90, here, stale int
}

// columns shares w cells out: the bar takes what the figures leave.
func (f *Funnel) columns(w int) grid {
	g := grid{label: 8, entered: 8, rate: 7, band: 8, median: 7, p90: 7, here: 6, stale: 6}
	for i := range f.load.report.Stages {
		s := &f.load.report.Stages[i]
		g.label = max(g.label, text.Width(text.Clean(s.Stage.Label)))
		g.entered, g.here = max(g.entered, 2+len(comma(s.Entered))), max(g.here, 2+len(comma(s.Current)))
		g.stale = max(g.stale, 3+len(comma(s.Stale)))
	}
	g.label = min(g.label, max(11, w/6))
	if w >= 100 {
		g.band = 20
	}
	const leastBar = 6
	g.bar = w - g.fixed() - 1
	for _, less := range []struct {
		cells *int
		by    int
	}{{&g.band, 2}, {&g.label, g.label - 8}, {&g.p90, g.p90}} {
		if g.bar < leastBar {
			*less.cells -= less.by
			g.bar += less.by
		}
	}
	g.bar = max(0, g.bar)
	return g
}

// fixed is the cells of everything but the bar.
func (g *grid) fixed() int {
	return edge + g.label + teamCells + g.entered + g.rate + arrowCells + g.band + g.median + g.p90 + g.here + g.stale
}

// The letter of the team stands between the label and the bar, the mark of the
// bottleneck between the rate and its band.
const (
	teamCells  = 3
	arrowCells = 3
)

// titles names the columns.
func (f *Funnel) titles(w int) string {
	g := f.columns(w)
	s := widget.Spaces(edge) + text.Fit("stage", g.label) + widget.Spaces(teamCells) + text.Fit("", g.bar) + text.FitRight("entered", g.entered) +
		text.FitRight("go on", g.rate) + widget.Spaces(arrowCells) + text.Fit("0-100 %", g.band) + text.FitRight("median", g.median)
	if g.p90 > 0 {
		s += text.FitRight("p90", g.p90)
	}
	s += text.FitRight("here", g.here) + text.FitRight("stale", g.stale)
	return widget.Line(f.styles.Faint.Render(s), w)
}

// team returns the ink and the letter of the team that owns a stage.
func (f *Funnel) team(t crm.Team) (lipgloss.Style, string) {
	if t == crm.Sales {
		return f.styles.Sales, "S"
	}
	return f.styles.Marketing, "M"
}

// stageLines draws one stage: its bar and figures, and, where there is room for
// two lines, where leads leave to.
func (f *Funnel) stageLines(i, w int) []string {
	st, r := f.styles, &f.load.report
	g := &r.Stages[i]
	here := i == f.stage
	on := func(s lipgloss.Style) lipgloss.Style {
		if here {
			return st.On(s)
		}
		return s
	}
	mark := "  "
	if here {
		mark = on(st.Accent).Render("▌ ")
	}
	c := f.columns(w)
	team, letter := f.team(g.Stage.Team)
	top := 0
	for k := range r.Stages {
		top = max(top, r.Stages[k].Entered)
	}
	part := 0.0
	if top > 0 {
		part = float64(g.Entered) / float64(top)
	}
	label := st.Text
	if here {
		label = st.Title
	}
	line := mark + on(label).Render(text.Fit(g.Stage.Label, c.label)) + on(st.Faint).Render(" "+letter+" ") +
		on(team).Render(widget.Bar(part, c.bar)) + on(st.Text).Render(text.FitRight(comma(g.Entered), c.entered)) +
		f.rateCells(i, c, on) +
		on(st.Muted).Render(text.FitRight(rules.StayWords(g.Days.Median, g.Days.MedianKnown), c.median))
	if c.p90 > 0 {
		line += on(st.Muted).Render(text.FitRight(rules.StayWords(g.Days.P90, g.Days.P90Known), c.p90))
	}
	line += on(st.Text).Render(text.FitRight(comma(g.Current), c.here)) + f.staleCell(g, c.stale, on)
	line += on(st.Text).Render(widget.Spaces(w - text.Width(line)))
	lines := []string{widget.Line(line, w)}
	if f.layout.perStage == 2 {
		branch := ""
		if words := leaving(g); words != "" {
			branch = widget.Spaces(edge+c.label+teamCells) + st.Muted.Render(text.Truncate("╰▸ "+words, w-edge-c.label-teamCells))
		}
		lines = append(lines, branch)
	}
	return lines
}

// rateCells is the share that goes on and its interval as a band; the step
// that costs most is marked.
func (f *Funnel) rateCells(i int, c grid, on func(lipgloss.Style) lipgloss.Style) string {
	st, r := f.styles, &f.load.report
	g := &r.Stages[i]
	switch {
	case i == len(r.Stages)-1:
		return on(st.Text).Render(widget.Spaces(c.rate + arrowCells + c.band))
	case !rules.Telling(g.Rate):
		return on(st.Faint).Render(text.Fit("", c.rate-4) + text.Fit(rules.NotEnough, 4+arrowCells+c.band))
	}
	arrow := on(st.Text).Render(widget.Spaces(arrowCells))
	if b := r.Bottleneck; b != nil && b.From.Key == g.Stage.Key {
		arrow = on(st.Bad).Render(" ◄ ")
	}
	return on(st.Text).Render(text.FitRight(rules.Percent(g.Rate.Value), c.rate)) + arrow +
		on(st.Muted).Render(widget.Band(g.Rate.Low, g.Rate.Value, g.Rate.High, c.band))
}

// staleCell is how many have stood here longer than nine of ten do.
func (f *Funnel) staleCell(g *rules.Figures, w int, on func(lipgloss.Style) lipgloss.Style) string {
	switch {
	case !g.Days.P90Known:
		return on(f.styles.Faint).Render(widget.Spaces(w))
	case g.Stale > 0:
		return on(f.styles.Watch).Render(text.FitRight(comma(g.Stale)+" !", w))
	}
	return on(f.styles.Faint).Render(text.FitRight("0", w))
}

// leaving says where leads leave a stage to, and why: the detours, most first,
// and the way back.
func leaving(g *rules.Figures) string {
	var words []string
	for _, d := range g.Detours {
		var why []string
		for _, reason := range d.Reasons {
			why = append(why, reasonName(reason)+" "+comma(reason.Leads))
		}
		s := strings.ToLower(text.Clean(d.Label)) + " " + comma(d.Leads)
		if len(d.Reasons) > 1 || d.Reasons[0].Text != "" {
			s += " (" + strings.Join(why, ", ") + ")"
		}
		words = append(words, s)
	}
	if g.Back > 0 {
		words = append(words, "back "+comma(g.Back))
	}
	return strings.Join(words, " · ")
}

func reasonName(r rules.Reason) string {
	if r.Text == "" {
		return "not given"
	}
	return text.Clean(r.Text)
}
