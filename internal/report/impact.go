package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"smarketing/internal/crm"
	"smarketing/internal/rubric"
	"smarketing/internal/score"
	"smarketing/internal/text"
)

// Comparison is what one rubric would do to the leads, against another.
type Comparison struct {
	From, To string // what the two are called: version 3, easy.toml
	Base     rubric.Rubric
	Next     rubric.Rubric
	Impact   score.Impact
	Leads    map[crm.LeadID]crm.Lead // those that Impact names
	Capacity int                     // ready leads that sales can work in a week; 0: unknown
}

// Impact writes what a rubric would do as text or JSON.
func Impact(w io.Writer, f Format, c Comparison) error {
	if f == JSON {
		return writeJSON(w, c.impactObject())
	}
	out := &printer{w: w}
	c.headline(out)
	if out.err != nil {
		return out.err
	}
	c.figures(out)
	c.distribution(out)
	c.names(out)
	return out.err
}

// impactObject is the shape of rubric preview --json.
func (c *Comparison) impactObject() object {
	i := &c.Impact
	return object{
		{"leads", i.Open}, {"ready_before", i.Before.Ready}, {"ready_after", i.After.Ready},
		{"becomes_ready", c.keys(true)}, {"stops_being_ready", c.keys(false)},
		{"moved_up", i.Up}, {"moved_down", i.Down},
		{"histogram_before", counts(i.Before.Histogram)}, {"histogram_after", counts(i.After.Histogram)},
		{"auc_before", valueOf(i.Before.AUC)}, {"auc_after", valueOf(i.After.AUC)},
	}
}

// keys returns the keys of the leads that become ready, or that stop being it.
func (c *Comparison) keys(becomes bool) list {
	keys := list{}
	for _, m := range c.Impact.Crossers {
		if l, ok := c.Leads[m.Lead]; ok && m.ReadyAfter == becomes {
			keys = append(keys, l.Key)
		}
	}
	return keys
}

func counts(numbers []int) list {
	all := make(list, len(numbers))
	for i, n := range numbers {
		all[i] = n
	}
	return all
}

// valueOf returns the value of a share, nil when it is unknown.
func valueOf(s score.Share) any {
	if !s.Known {
		return nil
	}
	return ratio(s.Value)
}

// headline says what is compared and every change in words.
func (c *Comparison) headline(out *printer) {
	changes := rubric.Diff(c.Base, c.Next)
	out.line("%s against %s: %s", c.To, c.From, orNone(changes))
	for _, change := range changes {
		out.line("  %s", change.String())
	}
}

func orNone(changes []rubric.Change) string {
	if len(changes) == 0 {
		return "no difference"
	}
	return Count(len(changes), "change", "changes")
}

func (c *Comparison) figures(out *printer) {
	i := &c.Impact
	out.blank()
	out.line("%s, %s (%s won)", Count(i.Open, "open lead", "open leads"), Count(i.Closed, "closed", "closed"), number(i.Won))
	out.line("  %-10s %s -> %s   %s ready, %s being ready%s", "ready", number(i.Before.Ready), number(i.After.Ready),
		Count(i.In, "becomes", "become"), Count(i.Out, "stops", "stop"), c.weeks())
	out.line("  %-10s %s, %s", "scores", Count(i.Up, "rises", "rise"), Count(i.Down, "falls", "fall"))
	if !i.Before.AUC.Known || !i.After.AUC.Known {
		out.line("  %-10s not enough closed leads to say how well it ranks (n %s, %s won)", "evidence", number(i.Closed), number(i.Won))
		return
	}
	out.line("  %-10s %.3f -> %.3f   how often a won lead ranks above another (n %s closed)", "AUC", i.Before.AUC.Value, i.After.AUC.Value, number(i.Closed))
	out.line("  %-10s %s -> %s   of the closed leads at the threshold, won", "precision", percent(i.Before.Precision), percent(i.After.Precision))
	out.line("  %-10s %s -> %s   of the won leads, at the threshold", "recall", percent(i.Before.Recall), percent(i.After.Recall))
}

// weeks says how long sales works on the ready leads.
func (c *Comparison) weeks() string {
	if c.Capacity == 0 {
		return ""
	}
	return fmt.Sprintf("; sales can take %s a week: %.1f weeks", number(c.Capacity), float64(c.Impact.After.Ready)/float64(c.Capacity))
}

func percent(s score.Share) string {
	if !s.Known {
		return "unknown"
	}
	return fmt.Sprintf("%.0f %% (n %s)", 100*s.Value, number(s.N))
}

// How the distribution is drawn.
const (
	bucket   = 10 // points per line
	barWidth = 24 // cells
)

// distribution draws how many open leads have how many points, before and
// after.
func (c *Comparison) distribution(out *printer) {
	before, after := buckets(c.Impact.Before.Histogram), buckets(c.Impact.After.Histogram)
	most := 0
	for i := range before {
		most = max(most, before[i], after[i])
	}
	if most == 0 || out.err != nil {
		return
	}
	rows := make([][]string, 0, len(before))
	for i := len(before) - 1; i >= 0; i-- {
		low, high := i*bucket, (i+1)*bucket-1
		mark := ""
		if ready := c.Next.Ready; ready >= low && ready <= high {
			mark = "ready at " + strconv.Itoa(ready)
		}
		rows = append(rows, []string{
			"", fmt.Sprintf("%d-%d", low, high), number(before[i]), barOf(before[i], most), number(after[i]), barOf(after[i], most), mark,
		})
	}
	out.blank()
	if out.err == nil {
		out.err = table(out.w, []column{
			{}, {title: "points", right: true}, {title: "before", right: true}, {width: barWidth}, {title: "after", right: true}, {width: barWidth}, {},
		}, rows)
	}
}

// buckets sums a histogram over points into one over tens.
func buckets(histogram []int) []int {
	sums := make([]int, (len(histogram)+bucket-1)/bucket)
	for i, n := range histogram {
		sums[i/bucket] += n
	}
	return sums
}

// barOf draws n of at most so many; who is there at all is seen.
func barOf(n, most int) string {
	cells := (n*barWidth + most/2) / most
	if n > 0 {
		cells = max(cells, 1)
	}
	return strings.Repeat("█", cells)
}

// mostNamed is how many leads of a kind the text names.
const mostNamed = 10

// names lists the leads that become ready, those that stop being it, and those
// that move most.
func (c *Comparison) names(out *printer) {
	i := &c.Impact
	var in, down []score.Mover
	for _, m := range i.Crossers {
		if m.ReadyAfter {
			in = append(in, m)
		} else {
			down = append(down, m)
		}
	}
	c.movers(out, "become ready", in, i.In)
	c.movers(out, "stop being ready", down, i.Out)
	c.movers(out, "move most", i.Movers, i.Up+i.Down)
}

func (c *Comparison) movers(out *printer, title string, movers []score.Mover, total int) {
	var rows [][]string
	for _, m := range movers {
		l, ok := c.Leads[m.Lead]
		if !ok {
			continue // gone since
		}
		if len(rows) == mostNamed {
			break
		}
		rows = append(rows, []string{
			"", text.Truncate(text.Clean(l.DisplayName()), 30), text.Truncate(text.Clean(l.Company), 24),
			fmt.Sprintf("%d -> %d", crm.Points(m.Before), crm.Points(m.After)), fmt.Sprintf("%s -> %s", m.GradeBefore, m.GradeAfter),
		})
	}
	if len(rows) == 0 || out.err != nil {
		return
	}
	out.blank()
	if more := total - len(rows); more > 0 {
		out.line("%s (%s of %s)", title, number(len(rows)), number(total))
	} else {
		out.line("%s", title)
	}
	if out.err == nil {
		out.err = table(out.w, []column{{}, {title: "lead"}, {title: "company"}, {title: "points", right: true}, {title: "grade"}}, rows)
	}
}
