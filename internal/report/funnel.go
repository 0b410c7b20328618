package report

import (
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/funnel"
	"smarketing/internal/stat"
	"smarketing/internal/text"
)

// FunnelJSON writes a funnel. Rates are fractions, times days; what there are
// not enough cases for is null.
func FunnelJSON(w io.Writer, r funnel.Report) error {
	stages := list{}
	for i := range r.Stages {
		stages = append(stages, stageObject(&r.Stages[i]))
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
	if !s.Known || s.N < funnel.Enough {
		return nil, nil, nil
	}
	return ratio(s.Value), ratio(s.Low), ratio(s.High)
}

func stageObject(g *funnel.Figures) object {
	rate, low, high := rates(g.Rate)
	cumulative, _, _ := rates(g.Cumulative)
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
		{"stale", g.Stale}, {"back", g.Back}, {"detours", detours},
	}
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
		{"why", b.Sentence(r.Currency)},
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

var funnelColumns = []column{
	{title: "stage"}, {title: "entered", right: true}, {title: "now here", right: true}, {title: "reach next"},
	{title: "of all", right: true}, {title: "median", right: true}, {title: "9 of 10", right: true}, {title: "stale", right: true},
	{title: "left the path"},
}

func funnelRows(r *funnel.Report) [][]string {
	var rows [][]string
	for i := range r.Stages {
		g := &r.Stages[i]
		rate, stale := "", ""
		if i < len(r.Stages)-1 {
			rate = Rate(g.Rate)
		}
		if g.Days.P90Known {
			stale = number(g.Stale)
		}
		cumulative := ""
		if g.Cumulative.Known && g.Cumulative.N >= funnel.Enough {
			cumulative = Percent(g.Cumulative.Value)
		}
		rows = append(rows, []string{
			g.Stage.Label, number(g.Entered), number(g.Current), rate, cumulative,
			stay(g.Days.Median, g.Days.MedianKnown), stay(g.Days.P90, g.Days.P90Known), stale, detourWords(g),
		})
	}
	return rows
}

// Rate says a share with its interval, or that there is not enough to say.
func Rate(s stat.Share) string {
	if !s.Known || s.N < funnel.Enough {
		return "not enough"
	}
	return fmt.Sprintf("%s (%s-%s)", Percent(s.Value), strings.TrimSuffix(Percent(s.Low), " %"), strings.TrimSuffix(Percent(s.High), " %"))
}

// Percent says a fraction in percent, with a digit more below ten.
func Percent(f float64) string {
	if p := f * 100; p > 0 && p < 9.95 {
		return fmt.Sprintf("%.1f %%", p)
	}
	return fmt.Sprintf("%.0f %%", f*100)
}

func stay(d time.Duration, known bool) string {
	switch {
	case !known:
		return ""
	case d >= 10*24*time.Hour:
		return fmt.Sprintf("%.0f d", d.Hours()/24)
	case d >= 24*time.Hour:
		return fmt.Sprintf("%.1f d", d.Hours()/24)
	case d >= time.Hour:
		return fmt.Sprintf("%.0f h", d.Hours())
	}
	return fmt.Sprintf("%.0f min", d.Minutes())
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
	e := r.Exits
	out.line("they stand: won %s, open %s, recycled %s, lost %s, disqualified %s",
		number(e.Won), number(e.Open), number(e.Recycled), number(e.Lost), number(e.Disqualified))
	out.hang("", velocityWords(r))
	if r.Bottleneck != nil {
		out.hang("bottleneck: ", r.Bottleneck.Sentence(r.Currency))
	} else {
		out.line("bottleneck: no step with enough cases lies below its best quarter (n %d or more)", funnel.NormCases)
	}
	for _, c := range []struct {
		n    int
		what string
	}{
		{r.OutOfOrder, "with a later stage dated before an earlier one"},
		{r.Future, "with changes dated in the future, which do not count yet"},
		{r.Undated, "entered a stage at an unknown time, which counts for no time"},
		{r.Velocity.Foreign, "won in another currency, kept out of the sums"},
		{r.Velocity.Backwards, "closed before it was created, or in the future: not timed"},
		{r.Undefined, "moved to a stage that is not defined any more"},
	} {
		if c.n > 0 {
			out.line("note: %s %s", number(c.n), c.what)
		}
	}
}

func velocityWords(r *funnel.Report) string {
	v := &r.Velocity
	if !v.Known {
		return fmt.Sprintf("velocity: not enough (%s open, %s won with a sum, %s with both dates)",
			Count(v.Open, "deal", "deals"), number(v.Priced), number(v.Cycles))
	}
	return fmt.Sprintf("velocity: %s %s a day = %s x %s won (n %s) x %s / %.0f days",
		r.Currency, humanize.Comma(int64(v.PerDay)), Count(v.Open, "open deal", "open deals"), Percent(v.WinRate.Value), number(v.WinRate.N),
		humanize.Comma(int64(v.AverageDeal)), v.CycleDays)
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
	if !s.Known || s.N < funnel.Enough {
		return "-"
	}
	return Percent(s.Value)
}
