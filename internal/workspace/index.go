package workspace

import (
	"context"

	"smarketing/internal/crm"
	"smarketing/store"
)

// fillFrom is from how many rows on an import into an empty file goes without
// the secondary indexes until its end: for fewer it is not worth it.
const fillFrom = 5_000

// reindex makes the indexes that an import has left out, one in a transaction.
func (w *Workspace) reindex(ctx context.Context, progress func(done, total int)) error {
	return w.store.Sort(ctx, func() error { return w.restore(ctx, progress) })
}

func (w *Workspace) restore(ctx context.Context, progress func(done, total int)) error {
	var turn turns
	for {
		if err := turn.next(ctx); err != nil {
			return err
		}
		var done, total int
		err := w.store.Update(ctx, func(t *store.Tx) (err error) {
			done, total, err = t.RestoreIndex()
			return err
		})
		if err != nil {
			return err
		}
		if progress != nil {
			progress(done, total)
		}
		if done == total {
			return nil
		}
		turn.done()
	}
}

// mend makes the indexes that an import has left out when it died, also those
// of one that is still running when shared says that others need them now.
func (w *Workspace) mend(ctx context.Context, shared bool) error {
	var unindexed, running bool
	err := w.store.View(ctx, func(t *store.Tx) (err error) {
		unindexed, running, err = t.Unindexed(w.clock())
		return err
	})
	if err != nil || !unindexed || running && !shared {
		return err
	}
	return w.reindex(ctx, nil)
}

// mendAtOpening is mend for who opens the file: nothing is wrong without the
// indexes, so somebody who holds the lock is no reason to fail.
func (w *Workspace) mendAtOpening(ctx context.Context) error {
	err := w.mend(ctx, false)
	if crm.ErrorCode(err) == crm.Busy {
		w.log.Warn("The indexes of the file are missing", "err", err)
		return nil
	}
	return err
}

// complete makes the indexes again that the import has gone without, also when
// it was interrupted: the dashboard lives on.
func (im *importer) complete(ctx context.Context) error {
	if !im.unindexed {
		return nil
	}
	im.unindexed = false
	return im.w.reindex(context.WithoutCancel(ctx), func(done, total int) { im.report("indexing", done, total) })
}
