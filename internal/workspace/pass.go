package workspace

import (
	"context"
	"errors"
	"sync"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// pass is one run over all leads whose stamp is not current: first those that
// changed, then those of another day or rubric version. While one batch is
// written the next is read and scored, from the file as it was before: when
// nobody else has changed anything meanwhile, that is what it still says, as no
// batch has a lead of another.
type pass struct {
	w        *Workspace
	own      crm.ImportID // the import that scores what it touched; 0: anybody
	duePast  bool         // all changed leads are done
	after    crm.LeadID   // the last lead done in this half
	progress crm.Progress
	ready    int  // leads that became ready
	newDay   bool // the pass, which has ended, was the first of the day

	looking  sync.WaitGroup
	ahead    *portion // the next batch; nil when nobody has looked
	from, to int64    // the change of the file before the batch under way, and the one that it is
}

// portion is a batch of leads, scored but not written.
type portion struct {
	ids  []crm.LeadID
	what *stamping
	seq  int64 // the last change of the file that it is made from
}

// look finds and scores the leads after that id, of the half that the pass is
// in; none when the half is done.
func (p *pass) look(t *store.Tx, after crm.LeadID) (*portion, error) {
	r, err := p.w.rulesOf(t)
	if err != nil {
		return nil, err
	}
	next := &portion{}
	if next.seq, err = t.LastChange(); err != nil {
		return nil, err
	}
	if now := p.w.clock(); p.duePast {
		next.ids, err = t.OutdatedLeads(r.version.Number, crm.DayOf(now, r.zone), after, rescoreBatch)
	} else {
		next.ids, err = t.DueLeads(now, p.own, after, rescoreBatch)
	}
	if err == nil && len(next.ids) > 0 {
		next.what, err = p.w.stamped(t, next.ids)
	}
	return next, err
}

// lookAhead looks beside the batch under way, when there may be more after it.
func (p *pass) lookAhead(ctx context.Context, under *portion) {
	if len(under.ids) < rescoreBatch {
		return
	}
	p.looking.Go(func() {
		defer func() { _ = recover() }()                  // what panics here panics again where somebody can catch it
		_ = p.w.store.View(ctx, func(t *store.Tx) error { // what fails here is looked at again
			next, err := p.look(t, under.ids[len(under.ids)-1])
			if err == nil && len(next.ids) > 0 {
				p.ahead = next
			}
			return err
		})
	})
}

// next returns the batch that is to be written now, nil when all are.
func (p *pass) next(t *store.Tx, today crm.Day) (*portion, error) {
	p.looking.Wait()
	last, err := t.LastChange()
	if err != nil {
		return nil, err
	}
	ahead := p.ahead
	alone := ahead != nil && last == p.to && (ahead.seq == p.from || ahead.seq == p.to)
	p.ahead, p.from = nil, last
	if alone && crm.DayOf(ahead.what.now, ahead.what.rules.zone) == today {
		return ahead, nil
	}
	next, err := p.look(t, p.after)
	if err == nil && len(next.ids) == 0 && !p.duePast {
		p.duePast, p.after = true, 0
		next, err = p.look(t, 0)
	}
	if err != nil || len(next.ids) == 0 {
		return nil, err
	}
	return next, nil
}

// step scores the next batch in one transaction and reports whether the pass
// is complete.
func (p *pass) step(ctx context.Context) (done bool, err error) {
	err = p.w.store.Update(ctx, func(t *store.Tx) error {
		r, err := p.w.rulesOf(t)
		if err != nil {
			return err
		}
		today := crm.DayOf(p.w.clock(), r.zone)
		batch, err := p.next(t, today)
		if err != nil {
			return err
		}
		if batch == nil {
			done = true
			return p.finish(t, r, today)
		}
		p.lookAhead(ctx, batch)
		return p.write(t, batch)
	})
	return done, err
}

// write writes a batch, and that this process is at work.
func (p *pass) write(t *store.Tx, batch *portion) error {
	if err := batch.what.restamp(t, batch.ids); err != nil {
		return err
	}
	became := len(batch.what.ready)
	p.ready += became
	p.after = batch.ids[len(batch.ids)-1]
	p.progress.Done += len(batch.ids)
	if err := t.SetMeta(metaClaimTo, p.w.clock().Add(claimFor).UnixMilli()); err != nil {
		return err
	}
	if err := t.SetMeta(metaClaimBy, p.w.owner); err != nil {
		return err
	}
	kind := store.StampsChanged
	if became > 0 {
		kind = store.LeadsChanged
	}
	if err := t.AddChange(kind); err != nil {
		return err
	}
	var err error
	p.to, err = t.LastChange()
	return err
}

func (p *pass) finish(t *store.Tx, r *rules, today crm.Day) error {
	before, err := t.Meta(metaDay)
	if err != nil {
		return err
	}
	p.newDay = before != int64(today)
	if err := allCurrent(t, r, today); err != nil || p.progress.Done == 0 {
		return err
	}
	return t.AddChange(store.LeadsChanged)
}

// allCurrent notes that every stamp is of that day and of the rules, so that
// nobody need count those that are not.
func allCurrent(t *store.Tx, r *rules, today crm.Day) error {
	return errors.Join(t.SetMeta(metaDay, int64(today)), t.SetMeta(metaVersion, r.version.Number), t.SetMeta(metaClaimTo, 0))
}

// outdated returns how many leads are to be scored again now, by the import of
// that id or by anybody (0). Without counting when the last pass was complete
// and nothing has changed.
func (w *Workspace) outdated(t *store.Tx, own crm.ImportID) (int, error) {
	r, err := w.rulesOf(t)
	if err != nil {
		return 0, err
	}
	now := w.clock()
	today := crm.DayOf(now, r.zone)
	due, err := t.CountDue(now, own, r.version.Number, today)
	if err != nil {
		return 0, err
	}
	day, err := t.Meta(metaDay)
	if err != nil {
		return 0, err
	}
	version, err := t.Meta(metaVersion)
	if err != nil || day == int64(today) && version == r.version.Number {
		return due, err
	}
	total, current, _, err := t.CountStamps(r.version.Number, today)
	return total - current + due, err
}

// Refresh scores every lead again whose stamp is not of today, of the active
// rubric and of its present data, and returns when all are. A file that is
// open for reading only is left as it is.
func (w *Workspace) Refresh(ctx context.Context, progress func(crm.Progress)) error {
	_, err := w.refresh(ctx, 0, progress)
	return err
}

// refresh is Refresh, done by the import of that id or by anybody (0); it
// returns how many leads became ready.
func (w *Workspace) refresh(ctx context.Context, own crm.ImportID, progress func(crm.Progress)) (int, error) {
	if w.store.ReadOnly() {
		return 0, nil
	}
	var n int
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		n, err = w.outdated(t, own)
		return err
	})
	if err != nil || n == 0 {
		return 0, err
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &pass{w: w, own: own, progress: crm.Progress{What: "scoring", Total: n, Started: time.Now()}}
	defer func() { cancel(); p.looking.Wait() }()
	var turn turns
	for {
		if err := turn.next(ctx); err != nil {
			return p.ready, err
		}
		done, err := p.step(ctx)
		if done && p.newDay {
			err = w.recount(ctx)
		}
		if err != nil || done {
			return p.ready, err
		}
		turn.done()
		if progress != nil {
			progress(p.progress)
		}
	}
}

// recount makes the counts right that another program has left wrong. It looks
// beside the writers, and holds them up only when something is.
func (w *Workspace) recount(ctx context.Context) error {
	wrong, err := read(ctx, w, func(t *store.Tx) ([]string, error) { return t.Miscounts(1) })
	if err != nil || len(wrong) == 0 {
		return err
	}
	w.log.Warn("Counts were wrong and are made again", "first", wrong[0])
	return w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, (*store.Tx).Recount)
}
