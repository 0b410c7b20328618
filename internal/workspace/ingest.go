package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize"

	"smarketing/internal/crm"
	"smarketing/store"
)

// EventSource is a stream of activities. Read waits until there are some, and
// returns io.EOF when there will be no more. What it returns is the caller's.
type EventSource interface {
	Read(context.Context) (crm.EventChunk, error)
}

// IngestOptions say how a stream is taken in.
type IngestOptions struct {
	State    crm.IngestState                   // where the source begins, as IngestState has returned it
	Name     string                            // of the source, for people
	Create   bool                              // make the leads that only events name
	Reject   func(crm.Event, *crm.RowError)    // called for every rejected line before its batch is committed; may be nil
	Flush    func() error                      // makes what Reject was told durable; may be nil
	Progress func(batch, sum crm.IngestReport) // called after every commit; may be nil
}

// The sizes of batches: a stream commits small ones, so that editors wait for
// milliseconds only; a source that lags behind is caught up with in large ones,
// which gain from being sorted by lead.
const (
	streamBatch = 2000
	behindBatch = 50000
	// quiet is how long an event waits for others at the most.
	quiet = 200 * time.Millisecond
	// promptly is how many leads are scored in the transaction that touches
	// them, so that an alert is not late.
	promptly = 500
	// scoreEvery bounds how long scores lag while a stream does not pause.
	scoreEvery = time.Second
	// streamFormat marks an ingest in the import log.
	streamFormat = "stream"
)

// IngestState returns how far the source has been taken in; of one that is new
// to the file only its name is filled.
func (w *Workspace) IngestState(ctx context.Context, source string) (crm.IngestState, error) {
	state, err := read(ctx, w, func(t *store.Tx) (crm.IngestState, error) { return t.IngestState(source) })
	state.Source = source
	return state, err
}

// Ingest commits the activities of a stream, and how far it has come, in the
// same transactions, until the source ends or ctx does: what is in is in
// exactly once, and a repeated call with the state then continues. Activities
// that are there already change nothing; those without an id are told apart by
// lead, event, instant and detail. An ingest is one journal entry and one
// import of the log.
func (w *Workspace) Ingest(ctx context.Context, src EventSource, o IngestOptions) (crm.IngestReport, error) {
	g := &ingest{w: w, options: o, state: o.State, started: time.Now()}
	g.sum = crm.IngestReport{Source: o.Name, At: w.clock(), Offset: o.State.Offset, Line: o.State.Line, Reasons: map[string]int{}}
	err := w.mend(ctx, true)
	if err == nil {
		err = g.run(ctx, src)
	}
	if err == nil {
		g.owed = true // also what an earlier run, killed since, has left
		err = g.score(context.WithoutCancel(ctx))
	}
	g.sum.Done, g.sum.Took = true, time.Since(g.started)
	if err == nil && ctx.Err() != nil {
		err = g.interrupted()
	}
	return g.sum, err
}

// ingest is one stream being taken in.
type ingest struct {
	w       *Workspace
	options IngestOptions
	im      *importer // nil before the first batch
	state   crm.IngestState
	sum     crm.IngestReport
	started time.Time
	scored  time.Time // when leads were last scored
	live    bool      // the batch under way happens now: it is no history
	owed    bool      // leads are noted as due that have not been scored
}

// run reads in a goroutine of its own, so that parsing and writing overlap.
func (g *ingest) run(ctx context.Context, src EventSource) error {
	chunks := make(chan crm.EventChunk, 4)
	failed := make(chan error, 1)
	reading, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(chunks)
		failed <- pump(reading, src, chunks)
	}()
	q := &queue{chunks: chunks}
	for {
		open := q.gather(ctx)
		if ctx.Err() != nil {
			stop()
			q.drain()
		}
		for len(q.events) > 0 {
			// What was read is committed, also when ctx ends: a pipe does not
			// give it a second time.
			if err := g.commit(context.WithoutCancel(ctx), q); err != nil {
				return err
			}
			if !q.full() && ctx.Err() == nil {
				break
			}
		}
		if err := g.catchUp(context.WithoutCancel(ctx), q); err != nil {
			return err
		}
		switch {
		case ctx.Err() != nil:
			return nil
		case !open:
			if err := <-failed; !errors.Is(err, io.EOF) {
				return err
			}
			return nil
		}
		// Editors share the lock: leave it a moment.
		if err := pause(ctx, time.Millisecond); err != nil {
			continue // to commit what has come meanwhile
		}
	}
}

// pump hands over what the source has, until it ends. A panic in a parser is an
// error of the ingest, not the end of the program.
func pump(ctx context.Context, src EventSource, chunks chan<- crm.EventChunk) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("reading the events failed: %v", p)
		}
	}()
	for {
		chunk, err := src.Read(ctx)
		if err != nil {
			return err
		}
		select {
		case chunks <- chunk:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// commit writes one batch and how far it reaches in one transaction.
func (g *ingest) commit(ctx context.Context, q *queue) error {
	lagging := q.behind
	events := q.take()
	last := &events[len(events)-1]
	next := g.state
	next.Offset, next.Line, next.Head, next.HeadSize, next.At = last.End, last.Row, q.head, q.size, g.w.clock()
	write := func() error { return g.write(ctx, events, next) }
	if lagging && g.state.Source != "" {
		// After a power failure the file itself gives again what the last
		// transaction took.
		durable := write
		write = func() error { return g.w.store.Bulk(ctx, durable) }
	}
	g.live = !lagging
	return g.patiently(ctx, write)
}

// catchUp scores the leads that batches have left for later, unless there is
// more to commit first: a source that lags behind is scored at its end, a
// stream that does not pause every now and then.
func (g *ingest) catchUp(ctx context.Context, q *queue) error {
	if !g.owed || q.behind || len(q.chunks) > 0 && time.Since(g.scored) < scoreEvery {
		return nil
	}
	return g.score(ctx)
}

// patience is how long a stream waits for a file that others hold.
const patience = time.Minute

// patiently repeats a write that finds the file held by others: a stream that
// gave up would lose what its pipe has given it.
func (g *ingest) patiently(ctx context.Context, write func() error) error {
	began := time.Now()
	for {
		err := write()
		if err == nil || crm.ErrorCode(err) != crm.Busy || time.Since(began) > patience {
			return err
		}
		g.w.log.Warn("The file is held by others; trying again", "err", err)
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

// score scores the leads that batches have left for later.
func (g *ingest) score(ctx context.Context) error {
	if !g.owed {
		return nil
	}
	ready, err := g.w.refresh(ctx, 0, nil)
	g.owed, g.scored = false, time.Now()
	g.sum.NewlyReady += ready
	return err
}

func (g *ingest) interrupted() error {
	err := crm.Errorf(crm.Interrupted, "stopped after %s lines; what was read is in", humanize.Comma(int64(g.sum.Events)))
	if g.state.Source == "" {
		return err.WithHint("run the same command again; events that come a second time are not counted twice")
	}
	return err.WithHint("run the same command again to continue at line %d", g.state.Line+1)
}
