package workspace

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/internal/text"
	"smarketing/store"
)

// pipeline is what the funnel is answered from: the stage log in columns and
// the deals, as of a change of the file, and what has been answered from them.
type pipeline struct {
	mu      sync.Mutex
	seq     int64
	log     *funnel.Log
	deals   []crm.Deal
	groups  map[string]funnel.Groups
	answers map[asked]funnel.Report
	trends  map[asked]trends
}

// trends are those of a question, of which they do not need the window.
type trends struct {
	funnel.Trends
	at time.Time
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
// ago when the same was asked then. The log is read when the file has changed,
// and kept: further questions take milliseconds. The error is Usage for an
// unknown switch or field.
func (w *Workspace) Funnel(ctx context.Context, q funnel.Question, by string) (funnel.Report, error) {
	var r funnel.Report
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
		if by != "" {
			if err := mustBeField(t, by); err != nil {
				return err
			}
		}
		log, deals, groups, err := w.pipeline.at(t, by)
		if err != nil {
			return err
		}
		key := asked{q.Since.UnixMilli(), q.Until.UnixMilli(), q.Basis, q.Count, q.Order, settings.Zone, by, settings.Currency}
		if known, ok := w.pipeline.answered(log, key, q.Now); ok && present {
			r = known
			return nil
		}
		past, err := w.pipeline.past(log, q, settings.Zone)
		if err != nil {
			return err
		}
		if r, err = log.Report(q, by, groups, deals, settings.Currency, past); err == nil && present {
			w.pipeline.keep(log, key, r)
		}
		return err
	})
	return r, err
}

// answered returns the fresh answer to a question that was asked of the log.
func (p *pipeline) answered(log *funnel.Log, key asked, now time.Time) (funnel.Report, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r, ok := p.answers[key]
	age := now.Sub(r.Question.Now)
	return r, ok && p.log == log && age >= 0 && age < freshFor
}

// past returns the trends of the log for a question, those of less than a
// minute before when there are some.
func (p *pipeline) past(log *funnel.Log, q funnel.Question, zone string) (funnel.Trends, error) {
	key := asked{count: q.Count, order: q.Order, zone: zone}
	p.mu.Lock()
	known, ok := p.trends[key]
	fits := ok && p.log == log
	p.mu.Unlock()
	if age := q.Now.Sub(known.at); fits && age >= 0 && age < freshFor {
		return known.Trends, nil
	}
	t, err := log.Trends(q)
	if err != nil {
		return t, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.log == log {
		p.trends[key] = trends{t, q.Now}
	}
	return t, nil
}

// keep remembers an answer, unless the log it comes from is outdated already.
func (p *pipeline) keep(log *funnel.Log, key asked, r funnel.Report) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.log != log {
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

// at returns the columns of the file as the transaction sees it, with the
// groups of a field when one is named.
func (p *pipeline) at(t *store.Tx, by string) (*funnel.Log, []crm.Deal, funnel.Groups, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change, err := t.ChangesSince(p.seq)
	if err != nil {
		return nil, nil, funnel.Groups{}, err
	}
	if p.log == nil || change.Leads || change.Settings {
		if err := p.read(t); err != nil {
			return nil, nil, funnel.Groups{}, err
		}
	}
	p.seq = change.Seq
	if by == "" {
		return p.log, p.deals, funnel.Groups{}, nil
	}
	groups, ok := p.groups[by]
	if !ok {
		values := map[crm.LeadID]string{}
		if err := t.LeadValues(by, func(id crm.LeadID, value string) { values[id] = value }); err != nil {
			return nil, nil, groups, err
		}
		groups = p.log.GroupBy(func(id crm.LeadID) string { return values[id] })
		p.groups[by] = groups
	}
	return p.log, p.deals, groups, nil
}

func (p *pipeline) read(t *store.Tx) error {
	stages, err := t.Stages()
	if err != nil {
		return err
	}
	if p.log, err = funnel.Build(stages, stageLog(t)); err != nil {
		return err
	}
	p.deals, p.groups, p.answers, p.trends = nil, map[string]funnel.Groups{}, map[asked]funnel.Report{}, map[asked]trends{}
	return t.Deals(func(d crm.Deal) error {
		p.deals = append(p.deals, d)
		return nil
	})
}

// stageLog is the log of the transaction as a sequence.
func stageLog(t *store.Tx) iter.Seq2[crm.StageChange, error] {
	return func(yield func(crm.StageChange, error) bool) {
		err := t.StageLog(func(c crm.StageChange) error {
			if !yield(c, nil) {
				return errStopped
			}
			return nil
		})
		if err != nil {
			yield(crm.StageChange{}, err)
		}
	}
}

// TryStages says what other stage definitions would change. The error is that
// of Validate.
func (w *Workspace) TryStages(ctx context.Context, stages crm.Stages) (funnel.Redefinition, error) {
	if err := stages.Validate(); err != nil {
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
		log, _, _, err := w.pipeline.at(t, "")
		if err != nil {
			return funnel.Redefinition{}, err
		}
		return funnel.Redefine(old, stages, here, log.Entries()), nil
	})
}
