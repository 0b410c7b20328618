package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

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
	err := g.run(ctx, src)
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

// queue gathers chunks into batches.
type queue struct {
	chunks <-chan crm.EventChunk
	events []crm.Event
	behind bool
	head   string
	size   int
	next   *crm.EventChunk // begins the source anew, and waits until events are committed
}

// target is how many events make a batch.
func (q *queue) target() int {
	if q.behind {
		return behindBatch
	}
	return streamBatch
}

func (q *queue) full() bool { return len(q.events) >= q.target() }

// gather waits for events and then a moment for more, until they make a batch.
// It reports whether there may be more.
func (q *queue) gather(ctx context.Context) bool {
	if q.next != nil {
		q.add(*q.next)
		q.next = nil
	}
	var late <-chan time.Time
	for !q.full() {
		if len(q.events) > 0 && late == nil {
			timer := time.NewTimer(quiet)
			defer timer.Stop()
			late = timer.C
		}
		select {
		case chunk, ok := <-q.chunks:
			switch {
			case !ok:
				return false
			case chunk.Restart && len(q.events) > 0:
				q.next = &chunk
				return true
			}
			q.add(chunk)
		case <-late:
			return true
		case <-ctx.Done():
			return true
		}
	}
	return true
}

// drain takes what has been read and not asked for. What belongs to a source
// that begins anew waits for the next run.
func (q *queue) drain() {
	for q.next == nil {
		select {
		case chunk, ok := <-q.chunks:
			if !ok || chunk.Restart {
				return
			}
			q.add(chunk)
		default:
			return
		}
	}
}

func (q *queue) add(c crm.EventChunk) {
	q.events = append(q.events, c.Events...)
	q.behind, q.head, q.size = c.Behind, c.Head, c.HeadSize
}

// take removes the next batch. A queue that is not behind may hold what was
// read as one large chunk.
func (q *queue) take() []crm.Event {
	n := min(len(q.events), q.target())
	batch := q.events[:n:n]
	if q.events = q.events[n:]; len(q.events) == 0 {
		q.events = nil
	}
	return batch
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
	if err := g.patiently(ctx, write); err != nil {
		return err
	}
	if !g.owed || lagging || len(q.chunks) > 0 && time.Since(g.scored) < scoreEvery {
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

func (g *ingest) write(ctx context.Context, events []crm.Event, next crm.IngestState) error {
	b := &batch{items: make([]item, 0, len(events))}
	now := crm.IngestReport{Source: g.options.Name, At: next.At, Offset: next.Offset, Line: next.Line, Events: len(events), Reasons: map[string]int{}}
	for i := range events {
		e := &events[i]
		b.items = append(b.items, item{row: e.Row, ref: e.LeadRef, ignored: e.Skip, reject: e.Reject, activity: &e.Activity})
	}
	owed := false
	err := g.w.update(ctx, store.LeadsChanged, crm.JournalEntry{}, func(t *store.Tx) error {
		if err := g.begin(t); err != nil {
			return err
		}
		g.im.live = g.live
		b.importer, b.tx = g.im, t
		if err := g.check(t); err != nil {
			return err
		}
		b.init()
		if err := b.activities(); err != nil {
			return err
		}
		if err := g.reject(b, events); err != nil {
			return err
		}
		var err error
		if owed, err = g.later(b, &now); err != nil {
			return err
		}
		return g.remember(t, b, next)
	})
	if err != nil {
		if g.sum.Import == 0 {
			g.im = nil // its import was rolled back with the rest
		} else {
			clear(g.im.refs) // some may name leads that were rolled back
		}
		return err
	}
	b.settle()
	g.state, g.owed = next, g.owed || owed
	g.count(b, &now)
	if g.options.Progress != nil {
		g.options.Progress(now, g.sum)
	}
	return nil
}

// begin opens the ingest in the import log, by the first batch: a stream that
// gives nothing leaves no trace.
func (g *ingest) begin(t *store.Tx) error {
	if g.im != nil {
		rules, err := g.w.rulesOf(t)
		if err == nil {
			g.im.rules, g.im.stages = rules, rules.stages
		}
		return err
	}
	rules, err := g.w.rulesOf(t)
	if err != nil {
		return err
	}
	im := &importer{
		w: g.w, started: g.started, refs: map[string]crm.LeadID{}, members: map[string]bool{},
		rules: rules, stages: rules.stages, create: g.options.Create,
		src: crm.ImportSource{File: g.options.Name, Kind: crm.ActivityRecord, Format: streamFormat, Fingerprint: "ingest " + g.options.Name},
	}
	im.log.Fingerprint = im.src.Fingerprint
	im.log.Report = crm.ImportReport{
		// Every batch stands for itself: there is nothing to complete.
		ImportSource: im.src, At: g.sum.At, By: g.w.by, Complete: true,
		Reasons: map[string]int{}, ByStatus: map[string]int{}, Oddities: map[string]int{},
	}
	if err := t.PutImport(&im.log); err != nil {
		return err
	}
	im.log.Report.ID = int64(im.log.ID)
	g.im = im
	return t.AddJournal(crm.JournalEntry{
		At: g.sum.At, By: g.w.by, Verb: "ingest", Key: g.options.Name, Detail: fmt.Sprintf(`{"import":%d}`, im.log.ID),
	})
}

// check makes sure that nobody else takes the same file in.
func (g *ingest) check(t *store.Tx) error {
	if g.state.Source == "" {
		return nil
	}
	now, err := t.IngestState(g.state.Source)
	if err != nil {
		return err
	}
	expected := g.state
	if g.sum.Import == 0 {
		expected = g.options.State
	}
	if now.Source != "" && (now.Line != expected.Line || now.Offset != expected.Offset) {
		return crm.Errorf(crm.Conflict, "somebody else is taking %s in: it stands at line %d, not %d", g.options.Name, now.Line, expected.Line).
			WithHint("let one of them do it")
	}
	return nil
}

// reject hands over the rejected lines before the batch is committed: a line
// may come twice after a crash, but none is lost.
func (g *ingest) reject(b *batch, events []crm.Event) error {
	if g.options.Reject == nil {
		return nil
	}
	some := false
	for i := range b.items {
		if e := b.items[i].reject; e != nil {
			g.options.Reject(events[i], e)
			some = true
		}
	}
	if some && g.options.Flush != nil {
		return g.options.Flush()
	}
	return nil
}

// later scores the touched leads in the transaction when they are few, else it
// notes them as due, which it reports.
func (g *ingest) later(b *batch, now *crm.IngestReport) (owed bool, err error) {
	if len(b.touched) > promptly || g.owed {
		return true, b.mark()
	}
	ids := make([]crm.LeadID, 0, len(b.touched))
	for id := range b.touched {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return false, nil
	}
	slices.Sort(ids)
	now.NewlyReady, err = g.w.rescore(b.tx, ids)
	return false, err
}

// remember writes how far the source and the import log are.
func (g *ingest) remember(t *store.Tx, b *batch, next crm.IngestState) error {
	log := g.im.log
	log.Cursor += len(b.items)
	r := &log.Report
	r.Rows = log.Cursor
	r.Created += b.created
	r.Unchanged += b.unchanged
	r.LeadsCreated += b.leadsCreated
	for i := range b.items {
		switch {
		case b.items[i].reject != nil:
			r.Rejected++
		case b.items[i].ignored:
			r.Ignored++
		}
	}
	if err := t.PutImport(&log); err != nil {
		return err
	}
	if next.Source == "" {
		return nil
	}
	return t.PutIngestState(next)
}

// count adds what stands now to the sums.
func (g *ingest) count(b *batch, now *crm.IngestReport) {
	g.im.log.Cursor += len(b.items)
	s := &g.sum
	now.Import = int64(g.im.log.ID)
	now.Created, now.Unchanged, now.LeadsCreated = b.created, b.unchanged, b.leadsCreated
	now.Future = b.oddities[futureActivities]
	for i := range b.items {
		switch it := &b.items[i]; {
		case it.reject != nil:
			now.Rejected++
			now.Reasons[reason(it.reject)]++
			s.Reasons[reason(it.reject)]++
		case it.ignored:
			now.Ignored++
		}
	}
	s.Import, s.At, s.Offset, s.Line = now.Import, now.At, now.Offset, now.Line
	s.Events += now.Events
	s.Created += now.Created
	s.Unchanged += now.Unchanged
	s.Rejected += now.Rejected
	s.Ignored += now.Ignored
	s.LeadsCreated += now.LeadsCreated
	s.Future += now.Future
	s.NewlyReady += now.NewlyReady
}

func (g *ingest) interrupted() error {
	err := crm.Errorf(crm.Interrupted, "stopped after %d lines; what was read is in", g.sum.Events)
	if g.state.Source == "" {
		return err.WithHint("run the same command again; events that come a second time are not counted twice")
	}
	return err.WithHint("run the same command again to continue at line %d", g.state.Line+1)
}
