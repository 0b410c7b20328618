package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Bulk runs fn, whose transactions stand whole but are not each forced to the
// disk: after a power failure the last of them may be gone, as if fn had been
// interrupted earlier. The next Update after it makes all of them durable.
func (s *Store) Bulk(ctx context.Context, fn func() error) error {
	return s.under(ctx, "synchronous", 1, fn) // NORMAL
}

// Fill is Bulk for filling an empty file: it is written from front to back, so
// that the pages already written need not be kept in memory, and what is
// committed can be copied from the log into the file beside the next
// transaction.
func (s *Store) Fill(ctx context.Context, fn func() error) error {
	return s.under(ctx, "cache_size", -16384, func() error {
		return s.Bulk(ctx, func() error {
			stop := s.checkpoints(ctx)
			defer stop()
			return s.pouring(ctx, fn)
		})
	})
}

// checkpointEvery is how often a file that is being filled is checkpointed.
const checkpointEvery = 100 * time.Millisecond

// checkpoints copies the log into the file again and again, beside the writer,
// which then finds little left to do when its own turn comes, and returns how
// that ends.
func (s *Store) checkpoints(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(checkpointEvery):
			}
			// Whatever it leaves, for whatever reason, the writer's own checkpoints do.
			_, _ = s.reader.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
		}
	})
	return func() { cancel(); done.Wait() }
}

// Sort runs fn, which sorts much: in portions that fit into the caches of a
// processor, beside what reads them, and on the disk, so that it does not take
// memory by the size of the file.
func (s *Store) Sort(ctx context.Context, fn func() error) error {
	return s.under(ctx, "temp_store", 1, func() error { // FILE
		return s.under(ctx, "cache_size", -512, func() error { return s.under(ctx, "threads", 2, fn) })
	})
}

// under runs fn while a pragma of the writing connection has that value.
func (s *Store) under(ctx context.Context, pragma string, value int, fn func() error) (err error) {
	var before int
	if err := s.writer.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&before); err != nil {
		return translate(err)
	}
	set := func(ctx context.Context, value int) error {
		_, err := s.writer.ExecContext(ctx, fmt.Sprintf("PRAGMA %s=%d", pragma, value))
		return translate(err)
	}
	// Also when ctx has ended, perhaps just after the pragma was set: the promise
	// of every later Update hangs on it.
	defer func() { err = errors.Join(err, set(context.WithoutCancel(ctx), before)) }()
	if err := set(ctx, value); err != nil {
		return err
	}
	return fn()
}
