package report

import (
	"io"

	"smarketing/internal/funnel"
)

// FunnelCSV writes a funnel as one row for each stage of all leads, and one for
// each stage of each group of the breakdown. Rates are fractions, times days;
// what there are not enough cases for is an empty cell.
func FunnelCSV(w io.Writer, r funnel.Report) error {
	out := newCSV(w, csvRow(&r, "", "", object{}, nil))
	for i := range r.Stages {
		g := &r.Stages[i]
		cumulative, _, _ := rates(g.Cumulative)
		decided, _, _ := rates(g.Decided)
		whole := object{
			{"current", g.Current}, {"pending", g.Pending}, {"rate_decided", decided}, {"cumulative", cumulative},
			{"days_median", knownDays(g.Days.Median, g.Days.MedianKnown)}, {"days_p90", knownDays(g.Days.P90, g.Days.P90Known)},
			{"stale", g.Stale}, {"back", g.Back}, {"left_the_path", detourWords(g)},
		}
		rate, low, high := rates(g.Rate)
		if err := out.add(csvRow(&r, "", "", object{
			{"stage", g.Stage.Key}, {"label", g.Stage.Label}, {"team", string(g.Stage.Team)},
			{"entered", g.Entered}, {"advanced", g.Advanced}, {"rate", rate}, {"rate_low", low}, {"rate_high", high},
		}, whole)); err != nil {
			return err
		}
	}
	for k := range r.Parts {
		p := &r.Parts[k]
		for i := range r.Stages {
			s := r.Stages[i].Stage
			rate, low, high := rates(p.Rates[i])
			if err := out.add(csvRow(&r, r.By, p.Name, object{
				{"stage", s.Key}, {"label", s.Label}, {"team", string(s.Team)},
				{"entered", p.Entered[i]}, {"advanced", p.Advanced[i]}, {"rate", rate}, {"rate_low", low}, {"rate_high", high},
			}, nil)); err != nil {
				return err
			}
		}
	}
	return out.close()
}

// csvStage and csvWhole are the columns of a stage, and those that only the
// rows of all leads fill.
var (
	csvStage = []string{"stage", "label", "team", "entered", "advanced", "rate", "rate_low", "rate_high"}
	csvWhole = []string{"current", "pending", "rate_decided", "cumulative", "days_median", "days_p90", "stale", "back", "left_the_path"}
)

// csvRow puts the pieces of a row together: the group, the stage, what only all
// leads have, and the question that was answered.
func csvRow(r *funnel.Report, by, group string, stage, whole object) object {
	row := object{{"by", by}, {"group", group}}
	fill := func(names []string, values object) {
		for i, name := range names {
			m := member{name, nil}
			if i < len(values) {
				m = values[i]
			}
			row = append(row, m)
		}
	}
	fill(csvStage, stage)
	fill(csvWhole, whole)
	q := r.Question
	return append(row, member{"since", q.Since}, member{"until", q.Until}, member{"basis", string(q.Basis)}, member{"count", string(q.Count)},
		member{"order", string(q.Order)})
}

// FunnelMarkdown writes a funnel as a page: the definition in force, the
// stages, what is said of them, and the breakdown.
func FunnelMarkdown(w io.Writer, r funnel.Report) error {
	out := &markdown{w: w}
	out.put("# Funnel")
	out.put(escape(Count(r.Leads, "lead", "leads") + "; " + r.Question.Words() + "."))
	out.table(funnelColumns, funnelRows(&r))
	out.put("In, out: during " + r.WeekWords() + "; " + escape(standWords(&r)) + ".")
	lines := []string{"Bottleneck: " + escape(r.BottleneckWords()), "From lead to win: " + escape(r.ToWin.Words()), "Velocity: " + escape(r.Velocity.Words(r.Currency))}
	if words := r.Velocity.LeverWords(r.Currency); words != "" {
		lines = append(lines, escape(words))
	}
	for _, note := range r.Notes() {
		lines = append(lines, "Note: "+escape(note))
	}
	out.items(lines)
	if r.By != "" {
		out.put("## By " + escape(r.By))
		out.table(partColumns(&r), partRows(&r))
	}
	return out.err
}
