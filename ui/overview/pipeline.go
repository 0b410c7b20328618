package overview

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/ui/screen"
	"smarketing/ui/theme"
	"smarketing/ui/widget"
)

// pipeline is the funnel: how many entered each stage, what part went on, how
// long they stayed, and the step that costs most.
func pipeline(f crm.Overview, r *reading[funnel.Report], roomy bool) tile {
	v := funnelView{reading: r, report: &r.value, step: linesOf(roomy)}
	for _, s := range f.Stages {
		if s.Stage.Kind != crm.Detour {
			v.path = append(v.path, s.Stage)
		}
	}
	if v.answered = r.known && len(r.value.Stages) > 0; v.answered {
		v.path = nil
		for i := range r.value.Stages {
			v.path = append(v.path, r.value.Stages[i].Stage)
			v.most = max(v.most, r.value.Stages[i].Entered)
		}
	}
	t := tile{
		title: "FUNNEL", rows: len(v.path), first: max(0, v.narrow()),
		open: func(row int) screen.OpenMsg {
			return screen.OpenMsg{Screen: funnelTitle, Query: crm.LeadQuery{Stage: v.path[row].Key}}
		},
		rowAt: func(line int) int { return max(0, min(line/v.step, len(v.path)-1)) },
		fit:   v.fit,
		draw:  v.draw,
	}
	t.note, t.short = v.window()
	t.tight = func(p pen) []string { return v.tight(p, t.title, strings.TrimPrefix(t.short, "new, ")) }
	if r.known && r.value.Leads > 0 {
		t.caption = v.caption
	}
	return t
}

// funnelView draws the answer of the funnel, or that it is awaited.
type funnelView struct {
	reading  *reading[funnel.Report]
	report   *funnel.Report
	answered bool // the report has figures
	path     crm.Stages
	most     int // entries of the stage with the most
	step     int // lines of a stage
}

// window says which leads the funnel is about.
func (v *funnelView) window() (long, short string) {
	switch {
	case !v.answered:
		return "", ""
	case v.report.Question.Since.IsZero():
		return "of all leads", "all"
	}
	return fmt.Sprintf("new in the last %d days", windowDays), fmt.Sprintf("new, %d days", windowDays)
}

// narrow returns the index of the stage that the bottleneck leaves, -1 without
// one.
func (v *funnelView) narrow() int {
	b := v.report.Bottleneck
	if b == nil {
		return -1
	}
	return slices.IndexFunc(v.path, func(s crm.Stage) bool { return s.Key == b.From.Key })
}

// fit returns how many stages have room in h lines, of which at least one is for
// the bottleneck.
func (v *funnelView) fit(h int) int {
	room := (h - 1) / v.step
	if len(v.path) > room {
		return max(1, room-1) // one line sums up the rest
	}
	return len(v.path)
}

func (v *funnelView) draw(p pen) []string {
	if len(v.path) == 0 {
		return []string{p.line(false, p.st.Muted.Render("There are no stages."))}
	}
	shown := v.path[:v.fit(p.h)]
	var lines []string
	for i := range shown {
		lines = append(lines, p.line(i == p.row, v.stage(p, i)))
		lines = append(lines, make([]string, v.step-1)...)
	}
	if rest := len(v.path) - len(shown); rest > 0 {
		lines = append(lines, p.line(false, p.st.Muted.Render("… "+plural(rest, "more stage"))))
	}
	return append(lines, v.sentence(p, p.h-len(lines))...)
}

// The columns of a stage.
const (
	enteredColumn, onwardColumn, stayColumn = 8, 13, 7
	lastWeekColumn                          = 11
	leastBar                                = 8
)

// columns returns the widths of label and bar, and whether the last week is
// shown.
func (v *funnelView) columns(w int) (label, bar int, week bool) {
	label = min(20, max(11, (w-edge)/5))
	bar = w - edge - label - 1 - enteredColumn - onwardColumn - stayColumn
	if week = bar-lastWeekColumn >= leastBar && !v.report.AgoWeeks(); week { // the last week of a past is not last week
		bar -= lastWeekColumn
	}
	return label, max(0, bar), week
}

// caption names the columns.
func (v *funnelView) caption(w int) string {
	s := text.FitRight("entered", enteredColumn) + text.FitRight("go on", onwardColumn-2) + "  " + text.FitRight("days", stayColumn)
	if _, _, week := v.columns(w); week {
		s += text.FitRight("last week", lastWeekColumn)
	}
	return s
}

// stage is one line: label, bar, entries, the share that goes on, the median of
// the stay, and the entries of the last whole week.
func (v *funnelView) stage(p pen, i int) string {
	st, s := p.st, v.path[i]
	label, bar, week := v.columns(p.w)
	selected := i == p.row
	head := piece{st.Text, text.Fit(s.Label, label) + " "}
	if !v.answered {
		return p.pieces(selected, head, piece{st.Faint, text.Fit(v.awaited(i), p.w-edge-label-1)})
	}
	g := &v.report.Stages[i]
	part := 0.0
	if v.most > 0 {
		part = float64(g.Entered) / float64(v.most)
	}
	onward, mark := v.onward(st, i)
	parts := []piece{
		head, {teamInk(st, s), widget.Bar(part, bar)}, {st.Title, text.FitRight(count(g.Entered, enteredColumn-1), enteredColumn)},
		{onward.style, text.FitRight(onward.text, onwardColumn-2)}, mark, {st.Muted, text.FitRight(stay(g), stayColumn)},
	}
	if week {
		parts = append(parts, v.lastWeek(p, i)...)
	}
	return p.pieces(selected, parts...)
}

// awaited is what stands for the figures while they are not there.
func (v *funnelView) awaited(i int) string {
	switch {
	case i > 0:
		return ""
	case v.reading.known:
		return "nobody has come in"
	case v.reading.failed():
		message, _ := screen.Sentence(v.reading.err)
		return "! " + message + "; r tries again"
	}
	return "measuring …"
}

// onward is the share of a stage that goes on, and the mark of the bottleneck.
func (v *funnelView) onward(st theme.Styles, i int) (share, mark piece) {
	g := &v.report.Stages[i]
	share, mark = piece{st.Faint, funnel.NotEnough}, piece{st.Faint, "  "}
	switch {
	case i == len(v.path)-1:
		share.text = ""
	case funnel.Telling(g.Rate):
		share = piece{st.Text, funnel.Percent(g.Rate.Value)}
	}
	if i == v.narrow() {
		mark = piece{st.Bad, " ◄"}
	}
	return share, mark
}

// stay is the median of the days in a stage.
func stay(g *funnel.Figures) string {
	if !g.Days.MedianKnown {
		return ""
	}
	return fmt.Sprintf("%.1f", g.Days.Median.Hours()/24)
}

// lastWeek counts the entries of the last whole week, with the change against
// the week before.
func (v *funnelView) lastWeek(p pen, i int) []piece {
	if i >= len(v.report.Weeks) || len(v.report.Weeks[i]) < 3 {
		return []piece{{p.st.Faint, widget.Spaces(lastWeekColumn)}}
	}
	weeks := v.report.Weeks[i]
	n, before := weeks[len(weeks)-2].Entered, weeks[len(weeks)-3].Entered
	mark := p.change(n-before, count(abs(n-before), 3), n > before)
	return []piece{{p.st.Muted, text.FitRight(count(n, 4), 5)}, {mark.style, text.Fit(strings.Replace(mark.text, "  ", " ", 1), lastWeekColumn-5)}}
}

// sentence says the bottleneck in at most h lines: as it is said everywhere, or
// in few words where there is no room.
func (v *funnelView) sentence(p pen, h int) []string {
	st := p.st
	if h <= 0 || !v.answered {
		return nil
	}
	mark, ink := piece{st.Bad, "◄ "}, st.Text
	if v.report.Bottleneck == nil {
		mark, ink = piece{}, st.Faint
	}
	room := p.w - edge - text.Width(mark.text)
	var lines []string
	for _, words := range v.forms() {
		if lines = widget.Wrap(words, room); len(lines) <= h {
			break
		}
	}
	if len(lines) > h { // not even the fewest words have room
		lines = []string{text.Fit(strings.Join(lines, " "), room)}
	}
	for i, line := range lines {
		if i > 0 {
			mark.text = widget.Spaces(text.Width(mark.text))
		}
		lines[i] = p.line(false, mark.style.Render(mark.text)+ink.Render(line))
	}
	return lines
}

// forms says the bottleneck in fewer and fewer words, at last without the ends
// of long labels, but with what it costs as long as there is room.
func (v *funnelView) forms() []string {
	forms := v.report.BottleneckForms()
	if v.report.Bottleneck == nil {
		return forms
	}
	const label = 14
	b := *v.report.Bottleneck
	b.From.Label, b.To.Label = text.Truncate(b.From.Label, label), text.Truncate(b.To.Label, label)
	return append(forms[:len(forms)-1], b.Forms()...)
}

// flatTitle is the width of the titles that stand before their figures.
const flatTitle = 10

// leastStage is the width of a stage that stands beside the others.
const leastStage = 11

// tight is the funnel in two lines, the stages side by side, and the bottleneck
// below.
func (v *funnelView) tight(p pen, title, window string) []string {
	st := p.st
	selected := p.row >= 0
	ink := st.Heading
	if selected {
		ink = st.Accent.Bold(true)
	}
	room := p.w - edge - flatTitle
	n := min(len(v.path), max(1, room/leastStage))
	if !v.answered {
		window = v.awaited(0)
	}
	names, figures := p.ink(selected, ink).Render(text.Fit(title, flatTitle)), p.ink(selected, st.Faint).Render(text.Fit(window, max(flatTitle, text.Width(window))))
	for i := range n {
		w := min(room/n, 18)
		name := v.path[i].Label
		if i == n-1 && len(v.path) > n {
			name = "…" + v.path[len(v.path)-1].Label
		}
		names += p.ink(selected, teamInk(st, v.path[i])).Render(text.Fit(name, w-1) + " ")
		if v.answered {
			figures += p.pieces(selected, v.cell(st, i, n, w)...)
		}
	}
	return append([]string{p.line(selected, names), widget.Line(p.line(selected, figures), p.w)}, v.sentence(pen{st: st, w: p.w, row: -1}, p.h-1)...)
}

// cell is the entries of a stage and the share that goes on, in w cells.
func (v *funnelView) cell(st theme.Styles, i, shown, w int) []piece {
	const entered = 5
	at := i
	if i == shown-1 {
		at = len(v.path) - 1
	}
	onward, mark := v.onward(st, at)
	if onward.text == funnel.NotEnough {
		onward.text = "few"
	}
	return []piece{
		{st.Title, text.Fit(count(v.report.Stages[at].Entered, entered-1), entered)}, {onward.style, onward.text},
		{mark.style, text.Fit(strings.TrimSpace(mark.text), w-entered-text.Width(onward.text))},
	}
}

func teamInk(st theme.Styles, s crm.Stage) lipgloss.Style {
	switch {
	case s.Kind == crm.WonStage:
		return st.Good
	case s.Team == crm.Marketing:
		return st.Marketing
	}
	return st.Sales
}
