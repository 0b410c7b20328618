package workspace

import (
	"context"
	"slices"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/stat"
	"smarketing/store"
)

// measuring is the past of the file, as far as goals are planned from it.
type measuring struct {
	log      *funnel.Log
	deals    []crm.Deal
	path     crm.Stages // up to the won stage
	question funnel.Question
	measured goal.Measured
	values   []goal.Value // of a lead by source
	still    still
	fates    func() []funnel.Fate // as of the end of the day; worked out on first use
}

// measures keeps what was measured last: a goal is looked at, and planned, many
// times while the file stays the same.
type measures struct {
	mu   sync.Mutex
	when measuredWhen
	of   *measuring
}

// measuredWhen is all that what is measured depends on.
type measuredWhen struct {
	edition        int // of the pipeline
	day            crm.Day
	zone, currency string
	maturity       int // days, as it is set
}

// kept returns what was measured then, nil when that was not the last time.
func (k *measures) kept(when measuredWhen) *measuring {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.when != when {
		return nil
	}
	return k.of
}

func (k *measures) keep(m *measuring, when measuredWhen) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.of, k.when = m, when
}

func (w *Workspace) measured(ctx context.Context) (goal.Measured, error) {
	if err := w.warm(ctx, "source"); err != nil {
		return goal.Measured{}, err
	}
	return read(ctx, w, func(t *store.Tx) (goal.Measured, error) {
		settings, err := t.Settings()
		if err != nil {
			return goal.Measured{}, err
		}
		m, err := w.measure(t, settings, w.clock())
		if err != nil {
			return goal.Measured{}, err
		}
		return m.measured, nil
	})
}

// measure works out the rates to plan with: of the leads that are old enough
// for their outcome to be known, else, where they are few, of all.
func (w *Workspace) measure(t *store.Tx, settings crm.Settings, now time.Time) (*measuring, error) {
	m := &measuring{question: funnel.Question{Now: now, Zone: settings.Location()}}
	c, err := w.pipeline.at(t, "source")
	if err != nil {
		return nil, err
	}
	m.log, m.deals = c.log, c.deals
	today := crm.DayOf(now, settings.Location())
	when := measuredWhen{c.edition, today, settings.Zone, settings.Currency, settings.MaturityDays}
	if k := w.measures.kept(when); k != nil && !k.outdated(now) {
		same := *k
		same.question.Now = now
		return &same, nil
	}
	m.path = untilWon(m.log.Stages())
	if m.question, err = m.question.Normal(); err != nil {
		return nil, err
	}
	p90, err := m.lags()
	if err != nil {
		return nil, err
	}
	m.velocity(settings.Currency, now)
	m.question.Until = (today - crm.Day(maturity(settings, p90))).Start(settings.Location())
	f, err := m.log.Ask(m.question)
	if err != nil {
		return nil, err
	}
	m.measured.Before = m.question.Until
	if f.Leads < funnel.Enough {
		m.question.Until, m.measured.Before, m.measured.Young = time.Time{}, time.Time{}, true
		if f, err = m.log.Ask(m.question); err != nil {
			return nil, err
		}
	}
	m.rates(&f)
	parts, err := m.log.Breakdown(m.question, c.groups)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		m.values = append(m.values, goal.NewValue(p.Name, p.Leads, p.Won, m.measured.AverageDeal))
	}
	m.still = stillFrom(m.log, now)
	m.fates = sync.OnceValue(func() []funnel.Fate {
		dealt := map[crm.LeadID]bool{}
		for i := range m.deals {
			if d := &m.deals[i]; d.Status == crm.DealOpen && d.Lead != 0 {
				dealt[d.Lead] = true
			}
		}
		return m.log.Fates((today + 1).Start(settings.Location()), dealt)
	})
	w.measures.keep(m, when)
	return m, nil
}

// outdated reports whether something has come to be past since it was measured.
func (m *measuring) outdated(now time.Time) bool {
	then := m.question.Now
	between := func(at time.Time) bool { return at.After(then) && !at.After(now) }
	return !m.still.holds(now) ||
		slices.ContainsFunc(m.deals, func(d crm.Deal) bool { return between(d.ClosedAt) })
}

// lags measures the times from lead to win, leaving out wins dated before their
// lead, and returns the time by which nine of ten were made; 0 without any.
func (m *measuring) lags() (p90 float64, err error) {
	lags, err := m.log.Lags(m.path.First(), m.path.Won(), m.question)
	if err != nil {
		return 0, err
	}
	lags.Days = lags.Days[lags.Negative:]
	median, ok := lags.Quantile(0.5)
	if !ok {
		return 0, nil
	}
	m.measured.Lag, m.measured.Lags = median, len(lags.Days)
	p90, _ = lags.Quantile(maturePercentile)
	return p90, nil
}

func (m *measuring) velocity(currency string, now time.Time) {
	v := funnel.NewVelocity(m.deals, currency, time.Time{}, time.Time{}, now)
	m.measured.WinRate, m.measured.AverageDeal, m.measured.Priced = v.WinRate, v.AverageDeal, v.Priced
}

// rates reads the rates of the steps off the funnel. Whoever entered a stage
// has entered those before it, and every lead the first one, also those known
// only as lost; so the product of the steps is the rate of the whole.
func (m *measuring) rates(f *funnel.Funnel) {
	last := len(m.path) - 1
	entered := func(i int) int {
		if i == 0 {
			return f.Leads
		}
		return f.Stages[i].Entered
	}
	for i := range last {
		m.measured.Steps = append(m.measured.Steps, goal.Step{From: m.path[i], To: m.path[i+1], Rate: stat.Of(entered(i+1), entered(i))})
	}
	m.measured.LeadRate = stat.Of(entered(last), entered(0))
	for i, s := range m.path {
		if s.Kind == crm.Gate {
			m.measured.ReadyRate = stat.Of(entered(i), entered(0))
		}
	}
}

// inflowDays is how many whole days back the new leads are counted that will go
// on coming.
const inflowDays = 84

// flows counts the entries into the stages of the path in the spans of a goal,
// and the new leads of late.
func (m *measuring) flows(start, end time.Time) ([][goal.Spans]int, goal.Inflow, error) {
	now, zone := m.question.Now, m.question.Zone
	today := crm.DayOf(now, zone)
	since := (today - inflowDays).Start(zone)
	if first, ok := m.log.Begin(); ok && first.After(since) {
		since = crm.DayOf(first, zone).Start(zone)
	}
	if week := (today - 7).Start(zone); since.After(week) {
		since = week // of less than a week nothing can be said about weeks
	}
	spans := spansOf(start, end, now, zone)
	lately := [2]time.Time{since, today.Start(zone)}
	bounds := slices.Clone(lately[:])
	for _, s := range spans {
		bounds = append(bounds, s[:]...)
	}
	slices.SortFunc(bounds, time.Time.Compare)
	trend, err := m.log.Trend(m.question, slices.CompactFunc(bounds, time.Time.Equal))
	if err != nil {
		return nil, goal.Inflow{}, err
	}
	count := func(stage int, span [2]time.Time) int {
		n := 0
		for _, p := range trend[stage] {
			if !p.From.Before(span[0]) && !p.To.After(span[1]) {
				n += p.Entered
			}
		}
		return n
	}
	flows := make([][goal.Spans]int, len(m.path))
	for stage := range flows {
		for i, s := range spans {
			flows[stage][i] = count(stage, s)
		}
	}
	return flows, goal.Inflow{Leads: count(0, lately), Since: since, Until: lately[1]}, nil
}
