package versions

import (
	"fmt"
	"math"
	"strings"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/internal/score"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/widget"
)

// figureLabel is the room of the names of figures.
const figureLabel = 12

// verdict returns what the pair that is wanted does, and whether it is known.
func (v *Versions) verdict() (verdict, bool) {
	known, ok := v.compare.known[v.compare.wanted]
	return known, ok
}

// waiting says that the figures are not there, and how far they are, once that
// has taken a while.
func (v *Versions) waiting() string {
	words := ""
	if v.spin.View() != " " {
		words = "measuring"
	}
	if g := v.compare.progress; g != nil {
		if p := g.Load(); p != nil && p.Total > 0 {
			words = fmt.Sprintf("reading the leads, %d %%", min(99, 100*p.Done/p.Total))
		}
	}
	return v.styles.Accent.Render(v.spin.View()) + " " + v.styles.Faint.Render(words)
}

// trouble is why there are no figures.
func (v *Versions) trouble(err error, w int) []string {
	message, hint := screen.Sentence(err)
	var lines []string
	for _, part := range widget.Wrap("! "+message, w) {
		lines = append(lines, v.styles.Bad.Render(part))
	}
	for _, part := range widget.Wrap(hint, w) {
		if part != "" {
			lines = append(lines, v.styles.Text.Render(part))
		}
	}
	return append(lines, v.styles.Key.Render("r")+v.styles.Muted.Render(" tries again"))
}

// figureLines are the figures with their base and the distribution of scores.
func (v *Versions) figureLines(w int) []string {
	st := v.styles
	known, ok := v.verdict()
	if !ok {
		return []string{widget.Heading(st, "ON THE LEADS OF NOW", "", w), v.waiting()}
	}
	i := &known.impact
	if known.err != nil && i.Before.Histogram == nil {
		return append([]string{widget.Heading(st, "ON THE LEADS OF NOW", "", w)}, v.trouble(known.err, w)...)
	}
	base := fmt.Sprintf("%s open · %s closed, %s won", comma(i.Open), comma(i.Closed), comma(i.Won))
	heading := widget.Heading(st, "ON THE LEADS OF NOW", base, w)
	if v.compare.running && v.compare.outdated != nil {
		heading = widget.Ends(strings.TrimRight(heading, " "), v.styles.Accent.Render(v.spin.View()), w)
	}
	lines := []string{heading}
	if i.Open == 0 && i.Closed == 0 {
		return append(lines, st.Faint.Render("no leads yet: i imports a file"))
	}
	lines = append(lines,
		v.figure("ready", st.Title.Render(change(i.Before.Ready, i.After.Ready)), v.arrows(i.In, "in", i.Out, "out"), w),
		v.figure("scores", st.Text.Render(v.moves(i)), "", w),
		v.figure("wins found", v.shares("AUC ", i.Before.AUC, i.After.AUC, area), "", w),
		v.figure("precision", v.shares("", i.Before.Precision, i.After.Precision, percent), "", w),
	)
	if known.err != nil {
		lines = append(lines, v.trouble(known.err, w)...)
	}
	after, before, _ := v.sides()
	h := widget.Histogram{
		Limit: after.version.Rubric.Ready, Rows: max(1, min(4, v.h/12)), Apart: v.h >= 24,
		Series: []widget.Series{
			{Label: before.name(), Counts: i.Before.Histogram, Style: st.Muted},
			{Label: after.name(), Counts: i.After.Histogram, Style: st.Shared},
		},
	}
	lines = append(lines, "", widget.Heading(st, "SCORES", fmt.Sprintf("open leads by points; ready from %d", after.version.Rubric.Ready), w))
	return append(lines, strings.Split(h.View(st, w), "\n")...)
}

// brief is the two figures that matter most, for a detail of a few lines.
func (v *Versions) brief(w int) []string {
	known, ok := v.verdict()
	switch {
	case !ok:
		return []string{v.waiting()}
	case known.err != nil:
		return v.trouble(known.err, w)
	}
	i, st := &known.impact, v.styles
	return []string{
		v.figure("ready", st.Title.Render(change(i.Before.Ready, i.After.Ready)), v.arrows(i.In, "in", i.Out, "out")+
			st.Faint.Render(fmt.Sprintf("  of %s open leads", comma(i.Open))), w),
		v.figure("wins found", v.shares("AUC ", i.Before.AUC, i.After.AUC, area), "", w),
	}
}

// figure is one line: its name, its value, and what goes with it.
func (v *Versions) figure(name, value, more string, w int) string {
	line := v.styles.Muted.Render(text.Fit(name, figureLabel)) + value
	if more != "" {
		line += "   " + more
	}
	return widget.Line(line, w)
}

// arrows tell how many went each way; the way nobody went is left out.
func (v *Versions) arrows(up int, upWord string, down int, downWord string) string {
	var parts []string
	if up > 0 {
		parts = append(parts, v.styles.Good.Render("▲ "+comma(up)+" "+upWord))
	}
	if down > 0 {
		parts = append(parts, v.styles.Bad.Render("▼ "+comma(down)+" "+downWord))
	}
	return strings.Join(parts, "  ")
}

func (v *Versions) moves(i *score.Impact) string {
	if i.Up+i.Down == 0 {
		return v.styles.Faint.Render("none changes")
	}
	return v.arrows(i.Up, "rise", i.Down, "fall")
}

// shares writes a share before and after with its base, or that there are too
// few leads for it.
func (v *Versions) shares(name string, before, after score.Share, write func(score.Share) string) string {
	st := v.styles
	if !before.Known && !after.Known {
		return st.Faint.Render("not enough closed leads")
	}
	arrow := ""
	switch {
	case before.Known && after.Known && write(after) != write(before) && after.Value > before.Value:
		arrow = st.Good.Render(" ▲")
	case before.Known && after.Known && write(after) != write(before) && after.Value < before.Value:
		arrow = st.Bad.Render(" ▼")
	}
	return st.Text.Render(name+write(before)+" → "+write(after)) + arrow + st.Faint.Render(fmt.Sprintf("  (n %s)", comma(after.N)))
}

// area writes the area under the curve: how often a won lead scores above one
// that is not.
func area(s score.Share) string {
	if !s.Known {
		return "–"
	}
	return strings.TrimPrefix(fmt.Sprintf("%.3f", s.Value), "0")
}

func percent(s score.Share) string {
	if !s.Known {
		return "–"
	}
	return fmt.Sprintf("%.0f %%", math.Round(100*s.Value))
}

func comma(n int) string { return humanize.Comma(int64(n)) }

// moverLines names at most so many of the leads that cross the line, or of
// those that move most.
func (v *Versions) moverLines(w, most int) []string {
	known, ok := v.verdict()
	if !ok {
		return nil
	}
	st, i := v.styles, &known.impact
	movers := listed(i)
	if len(movers) == 0 {
		return nil
	}
	movers = movers[:min(len(movers), most)]
	title, note := "WHO CROSSES THE LINE", fmt.Sprintf("%s, the best first", comma(i.In+i.Out))
	if len(i.Crossers) == 0 {
		title, note = "WHO MOVES MOST", fmt.Sprintf("%d of %s; nobody becomes or stops being ready", len(movers), comma(i.Up+i.Down))
	}
	lines := []string{widget.Heading(st, title, note, w)}
	for k := range movers {
		lines = append(lines, v.moverLine(&movers[k], known.leads, w))
	}
	if more := i.In + i.Out - len(movers); len(i.Crossers) > 0 && more > 0 {
		lines = append(lines, st.Faint.Render("and "+comma(more)+" more"))
	}
	return lines
}

// moverLine is one lead: whether it becomes ready, its points and grade before
// and after, and its name.
func (v *Versions) moverLine(m *score.Mover, leads map[crm.LeadID]crm.Lead, w int) string {
	st := v.styles
	news, ink := "       ", st.Faint
	switch {
	case m.ReadyAfter && !m.ReadyBefore:
		news, ink = "▲ ready", st.Good
	case m.ReadyBefore && !m.ReadyAfter:
		news, ink = "▼ not  ", st.Bad
	}
	grade := m.GradeAfter
	if m.GradeBefore != m.GradeAfter {
		grade = m.GradeBefore + "→" + m.GradeAfter
	}
	points := fmt.Sprintf("%d → %d", crm.Points(m.Before), crm.Points(m.After))
	const pointsWidth, gradeWidth = 9, 5
	room := w - text.Width(news) - pointsWidth - gradeWidth - 6
	name, company := fmt.Sprintf("lead #%d", m.Lead), ""
	if lead, ok := leads[m.Lead]; ok {
		name, company = lead.DisplayName(), lead.Company
	}
	who := st.Text.Render(text.Fit(name, room))
	if half := room * 55 / 100; room >= 36 && company != "" {
		who = st.Text.Render(text.Fit(name, half)) + "  " + st.Muted.Render(text.Fit(company, room-half-2))
	}
	return widget.Line(ink.Render(news)+"  "+st.Text.Render(text.FitRight(points, pointsWidth))+"  "+
		st.Muted.Render(text.Fit(grade, gradeWidth))+"  "+who, w)
}
