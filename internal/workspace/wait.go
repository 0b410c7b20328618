package workspace

import (
	"context"
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
		case <-tick.C:
		}
	}
}

func (w *Workspace) startWatch(ctx context.Context) error {
	w.watching.Lock()
	defer w.watching.Unlock()
	if w.watch != nil {
		return nil
	}
	watch, err := w.store.Watch(ctx)
	if err != nil {
		return err
	}
	if w.state, err = watch.DataVersion(ctx); err != nil {
		return err
	}
	w.watch = watch
	// What was there before the first Wait is known to whoever calls it.
	return w.store.View(ctx, func(t *store.Tx) (err error) {
		w.seen, err = t.ChangesSince(0)
		return err
	})
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
// a new day, and when others left leads to be scored. Of several processes the
// first to claim the work does it; a claim lapses when its owner stops.
func (w *Workspace) Upkeep(ctx context.Context) error {
	if w.store.ReadOnly() {
		<-ctx.Done()
		return ctx.Err()
	}
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		claimed, err := w.claim(ctx)
		if err != nil {
			w.log.Warn("Looking for leads to score failed", "err", err)
		}
		for p := (&pass{w: w}); claimed && err == nil; {
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
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// claim reports whether there is something to score and nobody else is at it.
func (w *Workspace) claim(ctx context.Context) (bool, error) {
	var free bool
	err := w.store.View(ctx, func(t *store.Tx) error {
		n, err := w.outdated(t)
		if err != nil || n == 0 {
			return err
		}
		until, err := t.Meta(metaClaimTo)
		if err != nil {
			return err
		}
		owner, err := t.Meta(metaClaimBy)
		free = owner == w.owner || w.clock().UnixMilli() > until
		return err
	})
	return free, err
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
