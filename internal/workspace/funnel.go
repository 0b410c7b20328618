package workspace

import (
	"context"
	"slices"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/goal"
	"smarketing/internal/text"
	"smarketing/store"
)

// trends are those of a question, of whose window they need the week in which it
// ends.
type trends struct {
	funnel.Trends
	still still
}

// still is a span of time in which nothing comes to be past.
type still struct {
	from, until time.Time // [from, until); until is zero when there is no end
}

func stillFrom(log *funnel.Log, now time.Time) still {
	s := still{from: now}
	if next, ok := log.Next(now); ok {
		s.until = next
	}
	return s
}

// holds reports whether the instant lies in it.
func (s *still) holds(now time.Time) bool {
	return !now.Before(s.from) && (s.until.IsZero() || now.Before(s.until))
}

// hold reports whether the trends are those of a later question of the same day,
// too: that has the same weeks and quarters.
func (t *trends) hold(q funnel.Question) bool {
	return t.still.holds(q.Now) && crm.DayOf(t.still.from, q.Zone) == crm.DayOf(q.Now, q.Zone)
}

// asked is a question about the present, without its now.
// Where it says what trends are of, most of it is empty.
type asked struct {
	since, until int64
	basis        funnel.Basis
	count        funnel.Count
	order        funnel.Order
	zone         string
	by, currency string
	goal         int64 // version in force
	week         int64 // Monday of the week in which a trend ends
}

// An answer about the present is given again for freshFor: of what happens
// without a change of the file, only the clock goes on. A pipeline keeps at
// most mostAnswers.
const (
	freshFor    = time.Minute
	mostAnswers = 64
)

// Funnel answers a question about the funnel; by names the field to break it
// down by, empty for none. An empty Now is the present, or less than a minute
// ago when the same was asked then. The log is read on first use, and kept:
// further questions take milliseconds, and of a file that has changed only what
// has changed is read. The error is Usage for an unknown switch or field.
func (w *Workspace) Funnel(ctx context.Context, q funnel.Question, by string) (funnel.Report, error) {
	var r funnel.Report
	if _, err := q.Normal(); err != nil {
		return r, err
	}
	if by != "" {
		if err := w.store.View(ctx, func(t *store.Tx) error { return mustBeField(t, by) }); err != nil {
			return r, err
		}
	}
	if err := w.warm(ctx, by); err != nil {
		return r, err
	}
	err := w.store.View(ctx, func(t *store.Tx) error {
		settings, err := t.Settings()
		if err != nil {
			return err
		}
		present := q.Now.IsZero()
		if present {
			q.Now = w.clock()
		}
		q.Zone = settings.Location()
		if q, err = q.Normal(); err != nil {
			return err
		}
		c, err := w.pipeline.at(t, by)
		if err != nil {
			return err
		}
		log, facts := c.log, funnel.Facts{By: by, Groups: c.groups, Deals: c.deals, Currency: settings.Currency}
		if facts.Plan, err = plan(t, log); err != nil {
			return err
		}
		key := asked{
			since: q.Since.UnixMilli(), until: q.Until.UnixMilli(), basis: q.Basis, count: q.Count, order: q.Order, zone: settings.Zone,
			by: by, currency: settings.Currency, goal: facts.Plan.Version,
		}
		if known, ok := w.pipeline.answered(c.seq, key, q.Now); ok && present {
			r = known
			return nil
		}
		if facts.Trends, err = w.pipeline.past(log, q, settings.Zone); err != nil {
			return err
		}
		if r, err = log.Report(q, &facts); err == nil && present {
			w.pipeline.keep(c.seq, key, r)
		}
		return err
	})
	return r, err
}

// plan returns what the goal in force expects of the funnel.
func plan(t *store.Tx, log *funnel.Log) (funnel.Plan, error) {
	g, err := goalInForce(t)
	if err != nil || g.Version == 0 {
		return funnel.Plan{}, err
	}
	p := funnel.Plan{Version: g.Version, AverageDeal: g.AverageDeal.Float(), Currency: g.Currency}
	p.Rates, _ = goal.PlannedSteps(&g, untilWon(log.Stages()))
	return p, nil
}

// untilWon returns the stages of the path up to the won one, that included.
func untilWon(stages crm.Stages) crm.Stages {
	path := stages.Path()
	i := slices.IndexFunc(path, func(s crm.Stage) bool { return s.Kind == crm.WonStage })
	return path[:i+1]
}

// answered returns the fresh answer to a question that was asked of the columns
// as of that change of the file.
func (p *pipeline) answered(seq int64, key asked, now time.Time) (funnel.Report, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r, ok := p.answers[key]
	age := now.Sub(r.Question.Now)
	return r, ok && p.state.seq == seq && age >= 0 && age < freshFor
}

// past returns the trends of the log for a question, those of a while before
// when nothing has happened since and the weeks are the same.
func (p *pipeline) past(log *funnel.Log, q funnel.Question, zone string) (funnel.Trends, error) {
	key := asked{count: q.Count, order: q.Order, zone: zone, week: funnel.Weeks(log.TrendEnd(q), q.Zone, 1)[0].UnixMilli()}
	p.mu.Lock()
	known, ok := p.trends[key]
	fits := ok && p.log == log
	p.mu.Unlock()
	if fits && known.hold(q) {
		return known.Trends, nil
	}
	t, err := log.Trends(q)
	if err != nil {
		return t, err
	}
	quiet := stillFrom(log, q.Now)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.log == log {
		if len(p.trends) >= mostAnswers {
			clear(p.trends)
		}
		p.trends[key] = trends{t, quiet}
	}
	return t, nil
}

// keep remembers an answer from the columns as of that change of the file,
// unless they are outdated already: the log may be the same, and deals or groups
// others.
func (p *pipeline) keep(seq int64, key asked, r funnel.Report) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state.seq != seq {
		return
	}
	if len(p.answers) >= mostAnswers {
		clear(p.answers)
	}
	p.answers[key] = r
}

// mustBeField returns Usage unless leads can be told apart by that field.
func mustBeField(t *store.Tx, name string) error {
	names := []string{"grade"}
	for _, f := range crm.CoreFields() {
		names = append(names, f.Name)
	}
	catalogue, err := t.Catalogue()
	if err != nil {
		return err
	}
	for _, f := range catalogue {
		names = append(names, f.Name)
	}
	if slices.Contains(names, name) {
		return nil
	}
	e := crm.Errorf(crm.Usage, "leads have no field %q", name)
	e.Field = "by"
	if near, ok := text.Nearest(name, names); ok {
		return e.WithHint("did you mean %s?", near)
	}
	return e.WithHint("use source, campaign, owner, grade or a field that smarketing lead shows")
}

// TryStages says what other stage definitions would change. The error is that
// of Validate.
func (w *Workspace) TryStages(ctx context.Context, stages crm.Stages) (funnel.Redefinition, error) {
	if err := stages.Validate(); err != nil {
		return funnel.Redefinition{}, err
	}
	if err := w.warm(ctx, ""); err != nil {
		return funnel.Redefinition{}, err
	}
	return read(ctx, w, func(t *store.Tx) (funnel.Redefinition, error) {
		old, err := t.Stages()
		if err != nil {
			return funnel.Redefinition{}, err
		}
		here, err := t.StageCounts()
		if err != nil {
			return funnel.Redefinition{}, err
		}
		c, err := w.pipeline.at(t, "")
		if err != nil {
			return funnel.Redefinition{}, err
		}
		return funnel.Redefine(old, stages, here, c.log.Entries()), nil
	})
}
