package workspace

import (
	"context"
	"errors"
	"time"

	"smarketing/internal/crm"
	"smarketing/store"
)

// pollEvery is how often Wait asks the file whether somebody has committed:
// an idle question costs some microseconds.
const pollEvery = 200 * time.Millisecond

// Wait returns as soon as anybody, this process included, has changed the
// file, and says what changed since the last Wait. The first call only counts
// from then on. One Wait at a time.
func (w *Workspace) Wait(ctx context.Context) (crm.Change, error) {
	w.watching.Lock()
	defer w.watching.Unlock()
	if err := w.startWatch(ctx); err != nil {
		return crm.Change{}, err
	}
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		version, err := w.watch.DataVersion(ctx)
		if err != nil {
			return crm.Change{}, err
		}
		if version != w.state {
			w.state = version
			change, err := w.changes(ctx)
			if err != nil || change.Leads || change.Rubric || change.Settings || change.Progress {
				return change, err
			}
		}
		select {
		case <-ctx.Done():
			return crm.Change{}, ctx.Err()
		case <-w.closing:
			return crm.Change{}, context.Canceled
		case <-tick.C:
		}
	}
}

// startWatch reserves the connection that notices commits, once.
func (w *Workspace) startWatch(ctx context.Context) error {
	select {
	case <-w.closing:
		return context.Canceled
	default:
	}
	if w.watch != nil {
		return nil
	}
	watch, err := w.store.Watch(ctx)
	if err != nil {
		return err
	}
	if w.state, err = watch.DataVersion(ctx); err == nil {
		// What was there before the first Wait is known to whoever calls it.
		err = w.store.View(ctx, func(t *store.Tx) (err error) {
			w.seen, err = t.ChangesSince(0)
			return err
		})
	}
	if err != nil {
		return errors.Join(err, watch.Close())
	}
	w.watch = watch
	return nil
}

func (w *Workspace) changes(ctx context.Context) (crm.Change, error) {
	var change crm.Change
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		change, err = t.ChangesSince(w.seen.Seq)
		return err
	})
	if err == nil {
		w.seen = change
	}
	return change, err
}

// upkeepEvery is how often Upkeep looks whether a new day has begun or a lead
// has become due.
const upkeepEvery = time.Second

// Upkeep keeps the stored scores current in the background until ctx ends: on
// a new day, and when others left leads to be scored. It also tells of deadlines
// that have passed. Of several processes one
// does it at a time: who finds another at work leaves it to that one, until it
// has not been heard of for a while.
func (w *Workspace) Upkeep(ctx context.Context) error {
	if w.store.ReadOnly() {
		<-ctx.Done()
		return ctx.Err()
	}
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		needed, err := w.needed(ctx)
		if err != nil {
			w.log.Warn("Looking for leads to score failed", "err", err)
		}
		for p := (&pass{w: w}); needed && err == nil; {
			var done bool
			if done, err = p.step(ctx); done {
				break
			}
			// Somebody who edits meanwhile comes first.
			if err := pause(ctx, 2*time.Millisecond); err != nil {
				return err
			}
		}
		if err != nil && ctx.Err() == nil {
			w.log.Warn("Scoring in the background failed", "err", err)
		}
		if _, err := w.TellBreaches(ctx); err != nil && ctx.Err() == nil {
			w.log.Warn("Telling of broken deadlines failed", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// needed reports whether there is something to score and nobody else is at it.
func (w *Workspace) needed(ctx context.Context) (bool, error) {
	var free bool
	err := w.store.View(ctx, func(t *store.Tx) error {
		n, err := w.outdated(t, 0)
		if err != nil || n == 0 {
			return err
		}
		millis, err := t.Meta(metaClaimTo)
		if err != nil {
			return err
		}
		owner, err := t.Meta(metaClaimBy)
		until, now := time.UnixMilli(millis), w.clock()
		// A claim from a clock that goes far ahead is none.
		free = owner == w.owner || now.After(until) || until.After(now.Add(claimFor))
		return err
	})
	return free, err
}

// turn is how long bulk work keeps others from writing before it leaves the lock
// to them for a moment, in which somebody who waits asks for it.
const (
	turn   = 50 * time.Millisecond
	moment = time.Millisecond
)

// turns lets others write between the transactions of bulk work: two importers
// and an editor share one lock.
type turns struct{ began, left time.Time }

// next comes before every transaction. Waiting for what it is to write has
// perhaps been moment enough.
func (t *turns) next(ctx context.Context) error {
	switch free := time.Since(t.left); {
	case t.left.IsZero() || free >= moment:
	case time.Since(t.began) < turn:
		return ctx.Err()
	default:
		if err := pause(ctx, moment-free); err != nil {
			return err
		}
	}
	t.began = time.Now()
	return nil
}

// done comes after every transaction.
func (t *turns) done() { t.left = time.Now() }

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
