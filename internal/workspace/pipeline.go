package workspace

import (
	"context"
	"errors"
	"slices"
	"sync"

	"smarketing/internal/crm"
	"smarketing/internal/funnel"
	"smarketing/store"
)

// pipeline is what the funnel is answered from: the stage log in columns and
// the deals, as of a change of the file, and what has been answered from them.
type pipeline struct {
	// Held while the file is read through two connections. Who holds it waits for
	// connections, so nobody may wait for it with a connection in hand.
	loading sync.Mutex

	mu      sync.Mutex
	state   pipelineState
	edition int         // another one whenever log, deals or groups are others
	log     *funnel.Log // nil before the first use
	deals   []crm.Deal
	groups  map[string]funnel.Groups
	answers map[asked]funnel.Report
	trends  map[asked]trends

	pictured  int64 // the last transaction that changed leads in the picture of the file; -1: there is none
	picturing bool  // one is being made
}

// columns are the pipeline as a transaction sees it.
type columns struct {
	log     *funnel.Log
	deals   []crm.Deal
	groups  funnel.Groups // of the field that was asked for
	seq     int64         // the last change of the file in them
	edition int           // the same of the same columns, groups of other fields aside
}

// pipelineState says what a pipeline is a picture of.
type pipelineState struct {
	seq    int64 // the last change of the file
	stages crm.Stages
	move   int64      // the last transaction that changed leads
	last   crm.LeadID // the newest lead
	leads  int        // how many there are
	rows   int64      // taken by imports
}

func (s *pipelineState) read(t *store.Tx) (err error) {
	if s.stages, err = t.Stages(); err != nil {
		return err
	}
	change, err := t.ChangesSince(s.seq)
	if err != nil {
		return err
	}
	s.seq = change.Seq
	if s.move, err = t.LastMove(); err != nil {
		return err
	}
	if s.last, err = t.LastLead(); err != nil {
		return err
	}
	if s.leads, err = t.CountLeads(); err != nil {
		return err
	}
	s.rows, err = t.ImportedRows()
	return err
}

// warm reads the log, and the values of a field when one is named, unless that
// has been done: millions of rows through two connections at once. It must not
// be called with a connection in hand.
func (w *Workspace) warm(ctx context.Context, by string) error {
	p := &w.pipeline
	p.loading.Lock()
	defer p.loading.Unlock()
	p.mu.Lock()
	_, grouped := p.groups[by]
	ready := p.log != nil && (by == "" || grouped)
	p.mu.Unlock()
	if ready {
		return nil
	}
	defer w.picture()
	return w.store.ViewPair(ctx, func(a, b *store.Tx) error {
		if b == nil {
			return nil // somebody is writing: at reads alone
		}
		p.mu.Lock()
		defer p.mu.Unlock()
		if err := p.follow(a, b); err != nil {
			return err
		}
		return p.group(by, a, b)
	})
}

// at returns the columns of the file as the transaction sees it, with the
// groups of a field when one is named.
func (p *pipeline) at(t *store.Tx, by string) (columns, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.follow(t)
	if err == nil {
		err = p.group(by, t)
	}
	return columns{p.log, p.deals, p.groups[by], p.state.seq, p.edition}, err
}

// follow brings the columns up to what the transactions see, all the same: by
// reading what has changed, or all of it when nobody knows what that is.
func (p *pipeline) follow(txs ...*store.Tx) error {
	t := txs[0]
	if p.log == nil {
		shown, err := p.look(t)
		if err != nil {
			return err
		}
		if !shown {
			return p.read(txs...)
		}
	}
	change, err := t.ChangesSince(p.state.seq)
	if err != nil || change.Seq == p.state.seq {
		return err
	}
	now := pipelineState{seq: p.state.seq}
	if err := now.read(t); err != nil {
		return err
	}
	clear(p.answers)
	if delete(p.groups, "grade"); now.rows != p.state.rows { // a new day or rubric moves no lead, and an import each only once
		clear(p.groups)
		p.edition++
	}
	patched, err := p.patch(t, &now)
	if err != nil || patched {
		return err
	}
	return p.read(txs...)
}

// patch reads what leads have changed, and reports false when all are to be read
// again.
func (p *pipeline) patch(t *store.Tx, now *pipelineState) (bool, error) {
	if !slices.Equal(now.stages, p.state.stages) {
		return false, nil
	}
	ids, all, err := t.MovedSince(p.state.move)
	if err != nil || all {
		return false, err
	}
	fresh, err := t.LeadsAfter(p.state.last)
	if err != nil {
		return false, err
	}
	ids = slices.Concat(ids, fresh)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > p.state.leads/rebuildShare+1 && len(ids) > patchable {
		return false, nil
	}
	known, err := t.CountLeadsOf(ids)
	if err != nil {
		return false, err
	}
	gone := len(ids) - known
	if p.state.leads+len(fresh)-gone != now.leads {
		return false, nil // others have gone, which nobody has noted
	}
	deals, err := dealFigures(t)
	if err != nil {
		return false, err
	}
	if err := p.replace(t, ids); err != nil {
		return false, err
	}
	p.state = *now
	p.take(deals)
	return true, nil
}

// replace takes over the present changes and values of the leads.
func (p *pipeline) replace(t *store.Tx, ids []crm.LeadID) error {
	if len(ids) == 0 {
		return nil
	}
	b, err := funnel.NewBuilder(p.state.stages)
	if err != nil {
		return err
	}
	err = t.StageLogOf(p.state.stages, ids, func(c store.LoggedChange) error {
		b.Add(c.Lead, c.Stage, c.At, c.Reason)
		return nil
	})
	if err != nil {
		return err
	}
	log, fresh := p.log, b.Log()
	if !log.Has(ids, fresh) { // mostly they have only done something
		log, p.trends = log.Patch(ids, fresh), map[asked]trends{}
		p.edition++
	}
	groups := map[string]funnel.Groups{}
	for by, of := range p.groups {
		g := log.Regroup(p.log, of)
		if err := t.LeadValuesOf(by, ids, g.Add); err != nil {
			return err
		}
		if groups[by] = log.Groups(g); log == p.log && !slices.Equal(of.Of, groups[by].Of) {
			p.edition++
		}
	}
	p.log, p.groups = log, groups
	return nil
}

// read reads everything, at once through as many transactions as there are,
// which see the same.
func (p *pipeline) read(txs ...*store.Tx) error {
	var state pipelineState
	if err := state.read(txs[0]); err != nil {
		return err
	}
	logs := make([]*funnel.Log, len(txs))
	err := inParallel(len(txs), func(i int) error {
		b, err := funnel.NewBuilder(state.stages)
		if err != nil {
			return err
		}
		n := crm.LeadID(len(txs))
		err = txs[i].StageLog(state.stages, state.last*crm.LeadID(i)/n, state.last*crm.LeadID(i+1)/n, func(c store.LoggedChange) error {
			b.Add(c.Lead, c.Stage, c.At, c.Reason)
			return nil
		})
		logs[i] = b.Log()
		return err
	})
	if err != nil {
		return err
	}
	log := logs[0]
	for _, other := range logs[1:] {
		log = log.Join(other)
	}
	deals, err := dealFigures(txs[0])
	if err != nil {
		return err
	}
	p.begin(state, log, deals)
	p.pictured = -1
	return nil
}

// begin takes another log, from which nothing has been answered yet.
func (p *pipeline) begin(state pipelineState, log *funnel.Log, deals []crm.Deal) {
	p.state, p.log, p.deals = state, log, deals
	p.edition++
	p.groups, p.answers, p.trends = map[string]funnel.Groups{}, map[asked]funnel.Report{}, map[asked]trends{}
}

func dealFigures(t *store.Tx) ([]crm.Deal, error) {
	var deals []crm.Deal
	err := t.DealFigures(func(d crm.Deal) error {
		deals = append(deals, d)
		return nil
	})
	return deals, err
}

// take takes the deals over, unless they are those that it has.
func (p *pipeline) take(deals []crm.Deal) {
	if !slices.EqualFunc(p.deals, deals, sameFigures) {
		p.deals = deals
		p.edition++
	}
}

// sameFigures compares what DealFigures reads.
func sameFigures(a, b crm.Deal) bool {
	return a.ID == b.ID && a.Lead == b.Lead && a.Amount == b.Amount && a.Currency == b.Currency && a.Status == b.Status &&
		a.CreatedAt.Equal(b.CreatedAt) && a.ClosedAt.Equal(b.ClosedAt)
}

// group reads the values of a field unless they are known, at once through as
// many transactions as there are, which see the same.
func (p *pipeline) group(by string, txs ...*store.Tx) error {
	if _, ok := p.groups[by]; ok || by == "" {
		return nil
	}
	leads := p.log.Leads()
	parts := make([]*funnel.Grouping, len(txs))
	err := inParallel(len(txs), func(i int) error {
		from, to := len(leads)*i/len(txs), len(leads)*(i+1)/len(txs)
		parts[i] = p.log.Grouping(from, to)
		if from == to {
			return nil
		}
		return txs[i].LeadValues(by, leads[from]-1, leads[to-1], parts[i].Add)
	})
	if err == nil {
		p.groups[by] = p.log.Groups(parts...)
	}
	return err
}

// inParallel runs n pieces of work at once.
func inParallel(n int, work func(i int) error) error {
	errs := make([]error, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { errs[i] = work(i) })
	}
	group.Wait()
	return errors.Join(errs...)
}
