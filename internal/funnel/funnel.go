package funnel

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/stat"
)

// Enough is how many cases a rate or a time needs to be shown: below it, it is
// said that there are not enough.
const Enough = 10

// Funnel is the answer to a question.
type Funnel struct {
	Question   Question
	Leads      int // leads the question is about
	Stages     []Figures
	Exits      Exits
	OutOfOrder int // leads with a later stage dated before an earlier one
	Undated    int // entries without a date: they count, but not in a window and not for times
	Future     int // leads with changes that have not happened yet; those do not count
}

// Figures are those of one stage of the path.
type Figures struct {
	Stage      crm.Stage
	Entered    int        // entries that count
	Current    int        // leads that stand here: of the cohort, or at the end of the period
	Advanced   int        // entries that reached the next stage
	Rate       stat.Share // Advanced of Entered; unknown for the won stage
	Pending    int        // entries that have not advanced and still may: their leads stand on the path, here or before
	Decided    stat.Share // Advanced of those that are not pending: the rate in the end, if the rest does as well
	Cumulative stat.Share // entries of the first stage that came this far
	Days       Times      // from entry to leaving, wherever to
	Stale      int        // leads that have stood here longer than nine of ten do; 0 when that is unknown
	Detours    []Detour   // where those went who left the path here, most first
	Back       int        // entries that left for an earlier stage
}

// Times are how long leads stay in a stage, by Kaplan and Meier: those who
// still stand there count with what they have stayed so far.
type Times struct {
	Median, P90           time.Duration
	MedianKnown, P90Known bool // enough cases, and so many have left
	Left, Inside          int
}

// Detour counts those who left a stage for a detour.
type Detour struct {
	Key, Label string
	Leads      int
	Reasons    []Reason // most first; those without are "not given"
}

// Reason counts a reason.
type Reason struct {
	Text  string // empty: not given
	Leads int
}

// Exits count the leads of the question by where they stand.
type Exits struct {
	Won, Lost, Recycled, Disqualified, Open int
}

// Ask answers the question. The error is that of Question.Normal.
func (l *Log) Ask(q Question) (Funnel, error) {
	q, err := q.Normal()
	if err != nil {
		return Funnel{}, err
	}
	f, _ := l.answer(q, nil)
	return f, nil
}

// answer looks at the log once, for the whole and for the groups; nil: there
// are none.
func (l *Log) answer(q Question, groups *Groups) (Funnel, []Part) {
	tallies := split(l, func(from, to int) *tally { return l.tally(q, groups, from, to) })
	f := l.figures(q, tallies)
	if groups == nil {
		return f, nil
	}
	return f, l.addParts(groups, tallies)
}

// workers is how many goroutines share the rows.
const workers = 2

// split runs work on fixed parts of the rows at once and returns the results
// in order.
func split[T any](l *Log, work func(from, to int) T) []T {
	parts := make([]T, workers)
	var group sync.WaitGroup
	for i := range parts {
		group.Go(func() { parts[i] = work(len(l.leads)*i/workers, len(l.leads)*(i+1)/workers) })
	}
	group.Wait()
	return parts
}

// figures adds the parts up.
func (l *Log) figures(q Question, parts []*tally) Funnel {
	f := Funnel{Question: q}
	lim := q.limits()
	exits := make([]int, len(l.stages))
	for _, t := range parts {
		f.Leads, f.OutOfOrder, f.Undated, f.Future = f.Leads+t.leads, f.OutOfOrder+t.out, f.Undated+t.undated, f.Future+t.future
		for i, n := range t.exits {
			exits[i] += n
		}
	}
	f.Stages = make([]Figures, l.path)
	for _, t := range parts[1:] {
		parts[0].marks.join(t.marks)
	}
	l.addReasons(parts[0].marks, parts[0].detours)
	share(l.path, func(s int) { f.Stages[s] = l.stageFigures(s, parts, lim.horizon) })
	l.cumulate(&f)
	f.Exits = l.exits(exits)
	return f
}

// stageFigures adds up what the parts say of one stage of the path.
func (l *Log) stageFigures(s int, parts []*tally, horizon int64) Figures {
	g := Figures{Stage: l.stages[s]}
	detours := map[detoured]int{}
	var open [][]uint32
	for _, t := range parts {
		g.Entered, g.Advanced = g.Entered+t.entered[s], g.Advanced+t.advanced[s]
		g.Current, g.Back, g.Pending = g.Current+t.current[s], g.Back+t.back[s], g.Pending+t.pending[s]
		open = append(open, t.open[s])
		for key, n := range t.detours[s] {
			detours[key] += n
		}
	}
	g.Detours = l.detours(detours)
	if s < l.path-1 {
		g.Rate, g.Decided = stat.Of(g.Advanced, g.Entered), stat.Of(g.Advanced, g.Entered-g.Pending)
	}
	if g.Stage.Kind != crm.WonStage {
		g.Days = times(l.pick(s, parts[0].marks), stat.Sorted(open...))
		for _, t := range parts {
			g.Stale += g.Days.stale(t.waiting[s], horizon)
		}
	}
	return g
}

// times estimates how long leads stay, from lengths in seconds, rising.
func times(ended, open []uint32) Times {
	t := Times{Left: len(ended), Inside: len(open)}
	if t.Left >= Enough {
		survival := stat.Survive(ended, open)
		q := survival.Quantiles(0.5, 0.9)
		t.Median, t.MedianKnown, t.P90, t.P90Known = q[0].Length, q[0].Known, q[1].Length, q[1].Known
	}
	return t
}

// stale counts those who have waited longer than nine of ten stay.
func (t *Times) stale(waiting []int64, now int64) int {
	n := 0
	for _, at := range waiting {
		if t.P90Known && now != never && lasted(at, now) > t.P90 {
			n++
		}
	}
	return n
}

// cumulate fills in what share of the first stage came how far. By reached
// order everybody in a stage has entered those before it, so the counts tell;
// else, and in a period, where the stages count different leads, the shares
// of the steps are multiplied, and have no interval.
func (l *Log) cumulate(f *Funnel) {
	product, known := 1.0, true
	for i := range f.Stages {
		g := &f.Stages[i]
		switch {
		case f.Question.Basis == Cohort && f.Question.Order == Reached && f.Question.Count == FirstPass:
			g.Cumulative = stat.Of(g.Entered, f.Stages[0].Entered)
		case known && f.Stages[0].Entered > 0:
			g.Cumulative = stat.Share{Value: product, Low: product, High: product, N: f.Stages[0].Entered, Known: true}
		}
		product *= g.Rate.Value
		known = known && g.Rate.Known
	}
}

func (l *Log) detours(counts map[detoured]int) []Detour {
	byStage := map[uint8]*Detour{}
	for key, n := range counts {
		if n == 0 {
			continue // all of them have a reason
		}
		d := byStage[key.stage]
		if d == nil {
			d = &Detour{Key: l.stages[key.stage].Key, Label: l.stages[key.stage].Label}
			byStage[key.stage] = d
		}
		d.Leads += n
		d.Reasons = append(d.Reasons, Reason{l.reasons.texts[key.reason], n})
	}
	var all []Detour
	for _, d := range byStage {
		slices.SortFunc(d.Reasons, func(a, b Reason) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Text, b.Text)) })
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b Detour) int { return cmp.Or(cmp.Compare(b.Leads, a.Leads), cmp.Compare(a.Key, b.Key)) })
	return all
}

func (l *Log) exits(counts []int) Exits {
	var e Exits
	for i, n := range counts {
		switch s := l.stages[i]; {
		case s.Kind == crm.WonStage:
			e.Won += n
		case s.Key == crm.LostDetour:
			e.Lost += n
		case s.Key == crm.Recycled:
			e.Recycled += n
		case s.Key == crm.Disqualified:
			e.Disqualified += n
		default:
			e.Open += n
		}
	}
	return e
}
