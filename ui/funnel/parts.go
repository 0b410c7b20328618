package funnel

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	rules "smarketing/internal/funnel"
	"smarketing/internal/stat"
	"smarketing/internal/text"
	"smarketing/ui/widget"
)

// partRow is what a breakdown says of one group at the selected step.
type partRow struct {
	name  string
	cases int
	rate  stat.Share
}

// partRows returns the groups, the best first, and after them those with too
// few cases to say anything. At the won stage it is the share of all leads that
// is counted.
func (f *Funnel) partRows() []partRow {
	r := &f.load.report
	last := f.stage == len(r.Stages)-1
	var rows []partRow
	for i := range r.Parts {
		p := &r.Parts[i]
		row := partRow{name: p.Name, cases: p.Entered[f.stage], rate: p.Rates[f.stage]}
		if last {
			row.cases, row.rate = p.Leads, stat.Of(p.Won, p.Leads)
		}
		if row.name == "" {
			row.name = "(none)"
		}
		if row.cases > 0 {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b partRow) int {
		tellingA, tellingB := rules.Telling(a.rate), rules.Telling(b.rate)
		switch {
		case tellingA != tellingB:
			if tellingA {
				return -1
			}
			return 1
		case tellingA:
			return cmp.Or(cmp.Compare(b.rate.Value, a.rate.Value), cmp.Compare(b.cases, a.cases))
		}
		return cmp.Compare(b.cases, a.cases)
	})
	return rows
}

// rightView is the breakdown, and below it all the ways out of the selected
// stage, as far as there is room for both.
func (f *Funnel) rightView(w, h int) string {
	exits := f.exitLines(w)
	const leastParts = 10
	room := max(leastParts, min(h-len(exits)-1, 2+len(f.partRows())))
	if h-room-1 < 3 || len(exits) == 0 {
		return f.partsView(w, h)
	}
	return f.partsView(w, room) + "\n\n" + widget.Block(strings.Join(exits, "\n"), w, h-room-1)
}

// exitLines lists where leads leave the selected stage to, and why.
func (f *Funnel) exitLines(w int) []string {
	g, ok := f.selected()
	if !ok || len(g.Detours) == 0 {
		return nil
	}
	st := f.styles
	line := func(style lipgloss.Style, name string, n, of int) string {
		left := style.Render(text.Fit(name, max(0, w-18)))
		return widget.Line(left+st.Text.Render(text.FitRight(comma(n), 8))+st.Muted.Render(text.FitRight(rules.Percent(float64(n)/float64(of)), 9)), w)
	}
	lines := []string{widget.Heading(st, "LEAVING "+strings.ToUpper(text.Clean(g.Stage.Label)), "of "+comma(g.Entered)+" that entered", w)}
	for _, d := range g.Detours {
		lines = append(lines, line(st.Text, d.Label, d.Leads, g.Entered))
		for _, reason := range d.Reasons {
			lines = append(lines, line(st.Muted, "  "+reasonName(reason), reason.Leads, g.Entered))
		}
	}
	if g.Back > 0 {
		lines = append(lines, line(st.Text, "Back to an earlier stage", g.Back, g.Entered))
	}
	return lines
}

// partsView is the breakdown of the selected step in w cells and h lines.
func (f *Funnel) partsView(w, h int) string {
	st, r := f.styles, &f.load.report
	what := f.stepName()
	if f.stage == len(r.Stages)-1 {
		what = "won of all leads"
	}
	by := strings.ToUpper(strings.ReplaceAll(text.Clean(r.By), "_", " "))
	lines := []string{widget.Heading(st, "BY "+by, what, w), widget.Line(st.Faint.Render("best first · b takes another field"), w)}
	rows := f.partRows()
	if len(rows) == 0 {
		lines = append(lines, st.Muted.Render("Nobody has come here."))
	}
	lines = append(lines, f.partLines(rows, w, max(0, h-len(lines)))...)
	return widget.Block(strings.Join(lines, "\n"), w, h)
}

// partLines draws the groups in h lines. Where they have no room, the middle
// is left out: the best and the worst tell more.
func (f *Funnel) partLines(rows []partRow, w, h int) []string {
	name := 0
	for _, row := range rows {
		name = max(name, text.Width(text.Clean(row.name)))
	}
	const cases, rate = 9, 8
	band := 0
	if w >= 44 {
		band = min(24, w-cases-rate-2-14)
	}
	name = min(name, w-cases-rate-band-2)
	draw := func(row partRow) string {
		return f.partLine(row, name, cases, rate, band, w)
	}
	var lines []string
	if len(rows) <= h {
		for _, row := range rows {
			lines = append(lines, draw(row))
		}
		return lines
	}
	if h < 3 {
		return nil
	}
	telling := 0
	for telling < len(rows) && rules.Telling(rows[telling].rate) {
		telling++
	}
	best := min(telling, h/2)
	worst := min(telling-best, h-best-2)
	if telling < 3 {
		best, worst = min(len(rows), h-1), 0
	}
	for _, row := range rows[:best] {
		lines = append(lines, draw(row))
	}
	if between := telling - best - worst; between > 0 {
		lines = append(lines, f.styles.Faint.Render("… "+comma(between)+" between"))
	}
	for _, row := range rows[max(best, telling-worst):max(best, telling)] {
		lines = append(lines, draw(row))
	}
	if few := len(rows) - max(best, telling); few > 0 && len(lines) < h {
		lines = append(lines, f.styles.Faint.Render("… "+comma(few)+" more with too few cases"))
	}
	return lines
}

func (f *Funnel) partLine(row partRow, name, cases, rate, band, w int) string {
	st := f.styles
	if !rules.Telling(row.rate) {
		return widget.Line(st.Faint.Render(text.Fit(row.name, name)+text.FitRight(comma(row.cases), cases)+"  "+rules.NotEnough), w)
	}
	line := st.Text.Render(text.Fit(row.name, name)) + st.Muted.Render(text.FitRight(comma(row.cases), cases)) +
		st.Text.Render(text.FitRight(rules.Percent(row.rate.Value), rate))
	if band > 0 {
		line += "  " + st.Muted.Render(widget.Band(row.rate.Low, row.rate.Value, row.rate.High, band))
	}
	return widget.Line(line, w)
}
