package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"smarketing/internal/funnel"
	"smarketing/internal/stat"
	"smarketing/internal/text"
)

// FunnelJSON writes a funnel. Rates are fractions, times days; what there are
// not enough cases for is null.
func FunnelJSON(w io.Writer, r funnel.Report) error {
	stages := list{}
	for i := range r.Stages {
		stages = append(stages, append(stageObject(&r.Stages[i]), member{"weeks", weekList(r.Weeks, i)}))
	}
	o := object{
		{"since", r.Question.Since}, {"until", r.Question.Until}, {"basis", string(r.Question.Basis)},
		{"count", string(r.Question.Count)}, {"order", string(r.Question.Order)}, {"leads", r.Leads},
		{"stages", stages},
		{"exits", object{
			{"won", r.Exits.Won}, {"lost", r.Exits.Lost}, {"recycled", r.Exits.Recycled},
			{"disqualified", r.Exits.Disqualified}, {"open", r.Exits.Open},
		}},
		{"velocity", velocityObject(&r.Velocity)}, {"bottleneck", bottleneckObject(&r)},
		{"to_win", passageObject(&r.ToWin)},
		{"out_of_order", r.OutOfOrder}, {"undated", r.Undated}, {"future", r.Future}, {"undefined", r.Undefined},
	}
	if r.By != "" {
		parts := list{}
		for i := range r.Parts {
			parts = append(parts, partObject(&r, &r.Parts[i]))
		}
		o = append(o, member{"by", r.By}, member{"parts", parts})
	}
	return writeJSON(w, o)
}

// rates returns a share and its interval as three numbers, null below what is
// enough to say.
func rates(s stat.Share) (value, low, high any) {
	if !funnel.Telling(s) {
		return nil, nil, nil
	}
	return ratio(s.Value), ratio(s.Low), ratio(s.High)
}

func stageObject(g *funnel.Figures) object {
	rate, low, high := rates(g.Rate)
	cumulative, _, _ := rates(g.Cumulative)
	decided, _, _ := rates(g.Decided)
	detours := list{}
	for _, d := range g.Detours {
		reasons := list{}
		for _, r := range d.Reasons {
			reasons = append(reasons, object{{"reason", r.Text}, {"leads", r.Leads}})
		}
		detours = append(detours, object{{"key", d.Key}, {"leads", d.Leads}, {"reasons", reasons}})
	}
	return object{
		{"key", g.Stage.Key}, {"label", g.Stage.Label}, {"team", string(g.Stage.Team)},
		{"entered", g.Entered}, {"current", g.Current}, {"advanced", g.Advanced},
		{"rate", rate}, {"rate_low", low}, {"rate_high", high}, {"cumulative", cumulative},
		{"days_median", knownDays(g.Days.Median, g.Days.MedianKnown)}, {"days_p90", knownDays(g.Days.P90, g.Days.P90Known)},
		{"stale", g.Stale}, {"back", g.Back}, {"pending", g.Pending}, {"rate_decided", decided}, {"detours", detours},
	}
}

// weekList is what came in and went out of a stage, week by week; the week in
// which the question ends, which is not over then, comes last.
func weekList(weeks [][]funnel.Point, stage int) list {
	points := list{}
	if stage >= len(weeks) {
		return points
	}
	for _, p := range weeks[stage] {
		rate, _, _ := rates(p.Rate)
		points = append(points, object{{"from", p.From}, {"entered", p.Entered}, {"left", p.Left}, {"advanced", p.Advanced}, {"rate", rate}})
	}
	return points
}

func knownDays(d time.Duration, known bool) any {
	if !known {
		return nil
	}
	return ratio(math.Round(d.Hours()/24*1e4) / 1e4)
}

func velocityObject(v *funnel.Velocity) object {
	rate, _, _ := rates(v.WinRate)
	var deal, cycle, perDay any
	if v.Priced > 0 {
		deal = ratio(v.AverageDeal)
	}
	if v.Cycles > 0 {
		cycle = ratio(v.CycleDays)
	}
	if v.Known {
		perDay = ratio(v.PerDay)
	}
	return object{
		{"opportunities", v.Open}, {"win_rate", rate}, {"average_deal", deal}, {"cycle_days", cycle}, {"per_day", perDay},
		{"foreign_currency", v.Foreign}, {"backwards", v.Backwards},
	}
}

func passageObject(p *funnel.Passage) object {
	var median, p90 any
	if p.N >= funnel.Enough {
		median, p90 = ratio(p.Median), ratio(p.P90)
	}
	return object{{"n", p.N}, {"days_median", median}, {"days_p90", p90}, {"negative", p.Negative}, {"undated", p.Undated}}
}

func bottleneckObject(r *funnel.Report) any {
	b := r.Bottleneck
	if b == nil {
		return nil
	}
	var cost any
	if b.Priced {
		cost = ratio(math.Round(b.Cost))
	}
	return object{
		{"from", b.From.Key}, {"to", b.To.Key}, {"cost", cost}, {"customers", ratio(math.Round(b.Customers*10) / 10)},
		{"currency", b.Currency}, {"why", b.Sentence()},
	}
}

func partObject(r *funnel.Report, p *funnel.Part) object {
	stages := list{}
	for i := range r.Stages {
		rate, low, high := rates(p.Rates[i])
		stages = append(stages, object{
			{"key", r.Stages[i].Stage.Key}, {"entered", p.Entered[i]}, {"advanced", p.Advanced[i]},
			{"rate", rate}, {"rate_low", low}, {"rate_high", high},
		})
	}
	return object{{"name", p.Name}, {"leads", p.Leads}, {"won", p.Won}, {"stages", stages}}
}

// Funnel writes a funnel as text for people.
func Funnel(w io.Writer, r funnel.Report) error {
	out := &printer{w: w, width: 100}
	out.line("%s", Count(r.Leads, "lead", "leads"))
	out.hang("", r.Question.Words())
	if words := nobody(&r); words != "" {
		out.hang("", words)
		for _, note := range r.Notes() {
			out.hang("note: ", note)
		}
		return out.err
	}
	out.blank()
	if out.err != nil {
		return out.err
	}
	if err := table(w, funnelColumns, funnelRows(&r)); err != nil {
		return err
	}
	funnelNotes(out, &r)
	if r.By == "" || out.err != nil {
		return out.err
	}
	out.blank()
	out.line("by %s", r.By)
	if out.err != nil {
		return out.err
	}
	return table(w, partColumns(&r), partRows(&r))
}

// nobody says what is missing for a funnel of no leads; empty when there are some.
func nobody(r *funnel.Report) string {
	q := &r.Question
	switch {
	case r.Leads > 0:
		return ""
	case q.Since.IsZero() && q.Until.IsZero():
		return "there are no leads yet: smarketing import leads.csv takes them in, and import history.csv --as stages what they went through"
	case q.Basis == funnel.Period:
		return "nothing happened in this time: ask for another with --since and --until, or for all without"
	}
	return "no lead came in within this time: ask for another with --since and --until, or for all without"
}

var funnelColumns = []column{
	{title: "stage"}, {title: "entered", right: true}, {title: "now here", right: true}, {title: "in, out"}, {title: "reach next"},
	{title: "of all", right: true}, {title: "median", right: true}, {title: "9 of 10", right: true}, {title: "stale", right: true},
	{title: "left the path"},
}

func funnelRows(r *funnel.Report) [][]string {
	var rows [][]string
	for i := range r.Stages {
		g := &r.Stages[i]
		rate, stale := "", ""
		if i < len(r.Stages)-1 {
			rate = funnel.RateWords(g.Rate)
		}
		if g.Days.P90Known {
			stale = number(g.Stale)
		}
		cumulative := ""
		if funnel.Telling(g.Cumulative) {
			cumulative = funnel.Percent(g.Cumulative.Value)
		}
		rows = append(rows, []string{
			g.Stage.Label, number(g.Entered), number(g.Current), inOut(r.Weeks, i), rate, cumulative,
			funnel.StayWords(g.Days.Median, g.Days.MedianKnown), funnel.StayWords(g.Days.P90, g.Days.P90Known), stale, detourWords(g),
		})
	}
	return rows
}

// inOut says how many entered and left a stage in the last whole week.
func inOut(weeks [][]funnel.Point, stage int) string {
	if stage >= len(weeks) || len(weeks[stage]) < 2 {
		return ""
	}
	p := weeks[stage][len(weeks[stage])-2]
	return "+" + number(p.Entered) + " -" + number(p.Left)
}

func detourWords(g *funnel.Figures) string {
	var words []string
	for _, d := range g.Detours {
		s := strings.ToLower(text.Clean(d.Label)) + " " + number(d.Leads)
		if reason := d.Reasons[0]; reason.Text != "" {
			s += " (" + text.Clean(reason.Text) + " " + number(reason.Leads) + ")"
		}
		words = append(words, s)
	}
	if g.Back > 0 {
		words = append(words, "back "+number(g.Back))
	}
	return strings.Join(words, ", ")
}

func funnelNotes(out *printer, r *funnel.Report) {
	out.blank()
	out.line("in, out: during %s", r.WeekWords())
	out.line("%s", standWords(r))
	out.hang("from lead to win: ", r.ToWin.Words())
	out.hang("velocity: ", r.Velocity.Words(r.Currency))
	if words := r.Velocity.LeverWords(r.Currency); words != "" {
		out.hang("", words)
	}
	out.hang("bottleneck: ", r.BottleneckWords())
	for _, note := range r.Notes() {
		out.hang("note: ", note)
	}
}

func standWords(r *funnel.Report) string {
	e := r.Exits
	return fmt.Sprintf("they stand: won %s, open %s, recycled %s, lost %s, disqualified %s",
		number(e.Won), number(e.Open), number(e.Recycled), number(e.Lost), number(e.Disqualified))
}

func partColumns(r *funnel.Report) []column {
	columns := []column{{title: r.By}, {title: "leads", right: true}}
	for i := range r.Stages[:max(0, len(r.Stages)-1)] {
		columns = append(columns, column{title: text.Clean(r.Stages[i].Stage.Label) + " →", right: true})
	}
	return append(columns, column{title: "won", right: true}, column{title: "of all", right: true})
}

func partRows(r *funnel.Report) [][]string {
	var rows [][]string
	for i := range r.Parts {
		p := &r.Parts[i]
		name := p.Name
		if name == "" {
			name = "(none)"
		}
		row := []string{name, number(p.Leads)}
		for s := range r.Stages[:max(0, len(r.Stages)-1)] {
			row = append(row, share(p.Rates[s]))
		}
		rows = append(rows, append(row, number(p.Won), share(stat.Of(p.Won, p.Leads))))
	}
	return rows
}

// share says a share alone, or a dash when there is not enough to say.
func share(s stat.Share) string {
	if !funnel.Telling(s) {
		return "-"
	}
	return funnel.Percent(s.Value)
}
